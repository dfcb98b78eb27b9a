#include "ui/views/timelinefamily.h"

#include <algorithm>

namespace ScopeLab {

PhaseCounts TimelineFamily::at(std::int64_t time) const
{
    const auto later = std::upper_bound(m_moments.begin(), m_moments.end(), time,
                                        [](std::int64_t at, const Moment &moment) { return at < moment.time; });
    return later == m_moments.begin() ? PhaseCounts() : std::prev(later)->counts;
}

TimelineFamily::Moment &TimelineFamily::momentAt(std::int64_t time)
{
    if (m_moments.empty())
        m_moments.push_back({time, {}});
    else if (m_moments.back().time != time)
        m_moments.push_back({time, m_moments.back().counts});
    return m_moments.back();
}

void TimelineFamily::record(const Change &change)
{
    PhaseCounts &counts = momentAt(change.time).counts;
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
