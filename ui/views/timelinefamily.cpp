#include "ui/views/timelinefamily.h"

#include <algorithm>

namespace ScopeLab {

PhaseCounts TimelineFamily::at(TimePoint time) const
{
    const auto later = std::upper_bound(m_instants.begin(), m_instants.end(), time,
                                        [](TimePoint at, const Instant &instant) { return at < instant.time; });
    return later == m_instants.begin() ? PhaseCounts() : std::prev(later)->counts;
}

TimelineFamily::Instant &TimelineFamily::instantAt(TimePoint time)
{
    if (m_instants.empty())
        m_instants.push_back({time, {}});
    else if (m_instants.back().time != time)
        m_instants.push_back({time, m_instants.back().counts});
    return m_instants.back();
}

void TimelineFamily::record(const Change &change)
{
    PhaseCounts &counts = instantAt(change.time).counts;
    if (!change.isNew)
        --counts[static_cast<std::size_t>(change.from)];
    ++counts[static_cast<std::size_t>(change.to)];
}

std::string nameStem(const std::string &name)
{
    std::string stem = name.substr(0, name.find_last_not_of("0123456789])} ") + 1);
    stem = stem.substr(0, stem.find_last_not_of(" #-_.[({") + 1);
    return stem.empty() ? name : stem;
}

} // namespace ScopeLab
