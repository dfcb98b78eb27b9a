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
    return best ? "did you mean '" + *best + "'?" : std::string();
}

} // namespace ScopeLab
