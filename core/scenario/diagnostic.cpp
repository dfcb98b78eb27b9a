#include "core/scenario/diagnostic.h"

#include "core/scenario/textplaces.h"
#include "core/text/escaping.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ScopeLab {

namespace {

/// How many letters must be inserted, removed, replaced, or swapped with their neighbours.
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

constexpr std::size_t Longest = 60; // letters; longer words are hardly ever misspelt

/// The only candidate of several words of which one is @p word, if there is just one: `with_lock` for `lock`.
const std::string *onlyOneWith(std::string_view word, const std::vector<std::string> &candidates)
{
    const auto isEnd = [](const std::string &text, std::size_t at) {
        return at >= text.size() || text[at] == '_' || text[at] == '-';
    };
    const std::string *found = nullptr;
    for (const std::string &candidate : candidates) {
        const std::size_t at = candidate.find(word);
        if (at == std::string::npos || candidate.size() == word.size() || !isEnd(candidate, at + word.size())
            || (at && !isEnd(candidate, at - 1)))
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
    if (m_list.size() < Most)
        m_list.push_back({range, std::move(message), std::move(cure)});
    else
        ++m_more;
}

std::vector<Diagnostic> Diagnostics::take()
{
    std::stable_sort(m_list.begin(), m_list.end(),
                     [](const Diagnostic &a, const Diagnostic &b) { return a.range.begin < b.range.begin; });
    const auto same
        = [](const Diagnostic &a, const Diagnostic &b) { return a.range == b.range && a.message == b.message; };
    m_list.erase(std::unique(m_list.begin(), m_list.end(), same), m_list.end());
    if (m_more > 0)
        m_list.push_back(
            {m_list.back().range, "and " + std::to_string(m_more) + " more mistakes", "fix those above first"});
    return std::move(m_list);
}

std::string toString(const Diagnostic &diagnostic, const std::string &file)
{
    std::string text = escaped(file) + ':' + std::to_string(diagnostic.range.begin.line) + ':'
                       + std::to_string(diagnostic.range.begin.column) + ": error: " + escaped(diagnostic.message);
    if (!diagnostic.cure.empty())
        text += " (" + escaped(diagnostic.cure) + ')';
    return text;
}

std::string excerpt(const Diagnostic &diagnostic, const TextPlaces &text)
{
    constexpr int MostBefore = 60; // columns of a long line shown before the place
    constexpr int MostAfter = 60;
    const int first = diagnostic.range.begin.column;
    const bool isOneLine = diagnostic.range.end.line == diagnostic.range.begin.line;
    const int end = isOneLine ? std::max(diagnostic.range.end.column, first + 1) : first + MostAfter;
    const std::string_view line = text.line(diagnostic.range.begin.line);
    if (!line.data())
        return {};
    int column = std::max(first - MostBefore, 1);
    const std::size_t start = text.positionIn(line, column);
    std::string_view rest = line.substr(start, text.positionIn(line, first + MostAfter + 1) - start);
    std::string shown;
    std::string marks;
    for (; !rest.empty(); ++column) {
        const CodePoint next = firstCodePoint(rest);
        const bool isShown = next.value != CodePoint::Invalid && !isUnseen(next.value);
        shown += isShown ? rest.substr(0, next.length) : next.value < 0x80 ? " " : "\uFFFD";
        marks += column < first ? ' ' : column == first ? '^' : column < end ? '~' : ' ';
        rest.remove_prefix(next.length);
    }
    if (column <= first) // beyond the last character
        marks += std::string(static_cast<std::size_t>(std::min(first - column, MostBefore)), ' ') + '^';
    marks.erase(marks.find_last_not_of(' ') + 1);
    const std::string number = std::to_string(diagnostic.range.begin.line);
    const std::string margin(std::max<std::size_t>(number.size(), 4), ' ');
    return margin.substr(number.size()) + number + " | " + shown + '\n' + margin + " | " + marks + '\n';
}

std::string Diagnostics::didYouMean(std::string_view word, const std::function<std::vector<std::string>()> &list)
{
    return m_list.size() < Most && m_effort > 0 && word.size() <= Longest ? didYouMean(word, list()) : std::string();
}

std::string Diagnostics::didYouMean(std::string_view word, const std::vector<std::string> &candidates)
{
    const std::string *best = nullptr;
    std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
    if (m_list.size() >= Most || m_effort == 0 || word.size() > Longest)
        return {};
    for (const std::string &candidate : candidates) {
        m_effort -= std::min(m_effort, candidate.size() + 10);
        if (candidate == word || candidate.size() >= word.size() + least || word.size() >= candidate.size() + least)
            continue;
        m_effort -= std::min(m_effort, word.size() * candidate.size());
        const std::size_t distance = editDistance(word, candidate);
        if (distance < least) {
            least = distance;
            best = &candidate;
        }
    }
    if (!best)
        best = onlyOneWith(word, candidates);
    return best && best->size() <= 2 * Longest ? "did you mean '" + *best + "'?" : std::string();
}

} // namespace ScopeLab
