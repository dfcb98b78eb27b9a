#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ScopeLab {

/// A place in a scenario file; both count from 1.
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
    void add(const SourceRange &range, std::string message, std::string cure = {});
    bool isEmpty() const { return m_list.empty(); }

    /// Sorted by place; each mistake once.
    std::vector<Diagnostic> take();

private:
    std::vector<Diagnostic> m_list;
};

/// `FILE:LINE:COLUMN: error: what (and what to do)`.
std::string toString(const Diagnostic &diagnostic, const std::string &file);

/// The line of @p text where it is, and below it the place underlined; empty if @p text has no such line.
std::string excerpt(const Diagnostic &diagnostic, std::string_view text);

/// "did you mean 'x'?" for the closest of @p candidates, else for the only one that has @p word among its words.
std::string didYouMean(std::string_view word, const std::vector<std::string> &candidates);

} // namespace ScopeLab
