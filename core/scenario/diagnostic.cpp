#include "core/scenario/diagnostic.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ScopeLab {

namespace {

/// How many letters must be put in, taken out, exchanged, or swapped with their neighbours.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before, above, row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before = std::exchange(above, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row[b.size()];
}

/// The candidate of several words one of which is @p word, if there is one alone: `with_lock` for `lock`.
const std::string *onlyOneWith(std::string_view word, const std::vector<std::string> &candidates)
{
    const auto isEnd = [](const std::string &text, std::size_t at) {
        return at >= text.size() || text[at] == '_' || text[at] == '-';
    };
    const std::string *found = nullptr;
    for (const std::string &candidate : candidates) {
        const std::size_t at = candidate.find(word);
        if (at == std::string::npos || !isEnd(candidate, at + word.size()) || (at && !isEnd(candidate, at - 1)))
            continue;
        if (found)
            return nullptr;
        found = &candidate;
    }
    return found;
}

} // namespace

void Diagnostics::add(const SourceRange &range, std::string message, std::string cure)
{
    m_list.push_back({range, std::move(message), std::move(cure)});
}

std::vector<Diagnostic> Diagnostics::take()
{
    std::stable_sort(m_list.begin(), m_list.end(),
                     [](const Diagnostic &a, const Diagnostic &b) { return a.range.begin < b.range.begin; });
    const auto same
        = [](const Diagnostic &a, const Diagnostic &b) { return a.range == b.range && a.message == b.message; };
    m_list.erase(std::unique(m_list.begin(), m_list.end(), same), m_list.end());
    return std::move(m_list);
}

std::string toString(const Diagnostic &diagnostic, const std::string &file)
{
    std::string text = file + ':' + std::to_string(diagnostic.range.begin.line) + ':'
                       + std::to_string(diagnostic.range.begin.column) + ": error: " + diagnostic.message;
    if (!diagnostic.cure.empty())
        text += " (" + diagnostic.cure + ')';
    return text;
}

std::string excerpt(const Diagnostic &diagnostic, std::string_view text)
{
    constexpr int MostBefore = 60; // columns of a long line that are shown before the place
    constexpr int MostAfter = 60;
    for (int line = 1; line < diagnostic.range.begin.line; ++line) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos)
            return {};
        text.remove_prefix(end + 1);
    }
    text = text.substr(0, text.find('\n'));
    const int first = diagnostic.range.begin.column;
    const bool isOneLine = diagnostic.range.end.line == diagnostic.range.begin.line;
    const int end = isOneLine ? std::max(diagnostic.range.end.column, first + 1) : first + MostAfter;
    std::string shown;
    std::string marks;
    int column = 0; // in characters, of which one may be several bytes
    for (const char c : text) {
        const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
        column += continues ? 0 : 1;
        if (column < first - MostBefore || column > first + MostAfter)
            continue;
        shown += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
        if (!continues)
            marks += column < first ? ' ' : column == first ? '^' : column < end ? '~' : ' ';
    }
    if (column < first) // behind the last character
        marks += std::string(static_cast<std::size_t>(std::min(first - column - 1, MostBefore)), ' ') + '^';
    marks.erase(marks.find_last_not_of(' ') + 1);
    const std::string number = std::to_string(diagnostic.range.begin.line);
    const std::string margin(std::max<std::size_t>(number.size(), 4), ' ');
    return margin.substr(number.size()) + number + " | " + shown + '\n' + margin + " | " + marks + '\n';
}

std::string didYouMean(std::string_view word, const std::vector<std::string> &candidates)
{
    const std::string *best = nullptr;
    std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string &candidate : candidates) {
        const std::size_t distance = editDistance(word, candidate);
        if (distance < least) {
            least = distance;
            best = &candidate;
        }
    }
    if (!best)
        best = onlyOneWith(word, candidates);
    return best ? "did you mean '" + *best + "'?" : std::string();
}

} // namespace ScopeLab
