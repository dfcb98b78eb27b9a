#include "ui/timeline/timelinefamily.h"

#include <algorithm>

namespace ScopeLab {

PhaseCounts TimelineFamily::at(TimePoint time) const
{
    const auto later = std::upper_bound(m_changes.begin(), m_changes.end(), time,
                                        [](TimePoint at, const Change &change) { return at < change.time; });
    const auto count = static_cast<std::size_t>(later - m_changes.begin());
    if (count == m_changes.size())
        return m_now;
    PhaseCounts counts = m_sums[count / Apart];
    for (std::size_t i = count / Apart * Apart; i < count; ++i)
        add(counts, m_changes[i]);
    return counts;
}

void TimelineFamily::add(PhaseCounts &counts, const Change &change)
{
    if (!change.isNew)
        --counts[static_cast<std::size_t>(change.from)];
    ++counts[static_cast<std::size_t>(change.to)];
}

void TimelineFamily::record(const Change &change)
{
    if (m_changes.size() % Apart == 0)
        m_sums.push_back(m_now);
    m_changes.push_back(change);
    add(m_now, change);
}

std::string nameStem(const std::string &name)
{
    std::string stem = name.substr(0, name.find_last_not_of("0123456789])} ") + 1);
    stem = stem.substr(0, stem.find_last_not_of(" #-_.[({") + 1);
    return stem.empty() ? name : stem;
}

} // namespace ScopeLab
