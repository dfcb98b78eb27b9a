#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ScopeLab {

/// A place in a scenario file; lines and columns count from 1.
struct SourcePoint
{
    int line = 1;
    int column = 1;
    auto operator<=>(const SourcePoint &) const = default;
};

/// From begin up to, not including, end.
struct SourceRange
{
    SourcePoint begin;
    SourcePoint end;
    bool operator==(const SourceRange &) const = default;
};

/// One mistake: where, what is wrong, and what to do about it.
struct Diagnostic
{
    SourceRange range;
    std::string message;
    std::string cure; ///< May be empty.
};

/// The mistakes of one file, in the order of their places.
class Diagnostics
{
public:
    /// At most this many are kept; the others are only counted.
    static constexpr std::size_t Most = 1000;

    void add(const SourceRange &range, std::string message, std::string cure = {});
    bool isEmpty() const { return m_list.empty(); }

    /// "did you mean 'x'?" for the closest of @p candidates, or else for the only one that has @p word among its words.
    /// Empty if none is close, and for a mistake that will not be kept. The total effort for one file is bounded; after
    /// that there are no more suggestions.
    std::string didYouMean(std::string_view word, const std::vector<std::string> &candidates);

    /// The same for many candidates: @p list is called only if they are needed.
    std::string didYouMean(std::string_view word, const std::function<std::vector<std::string>()> &list);

    /// Sorted by place, each mistake once. The last one says how many more there were.
    std::vector<Diagnostic> take();

private:
    std::vector<Diagnostic> m_list;
    std::size_t m_more = 0;
    std::size_t m_effort = 2'000'000; // comparisons of letters that are left
};

/// `FILE:LINE:COLUMN: error: what (and what to do)`, safe for a terminal.
std::string toString(const Diagnostic &diagnostic, const std::string &file);

class TextPlaces;

/// The line of @p text where the mistake is, with the place underlined below it; empty if there is no such line.
std::string excerpt(const Diagnostic &diagnostic, const TextPlaces &text);

} // namespace ScopeLab
