#include "ui/timeline/timelinerows.h"

#include <algorithm>

namespace ScopeLab {

void TimelineRows::add(TimelineRow row, double height)
{
    row.top = m_bottom;
    row.height = height;
    m_bottom += height;
    m_rows.push_back(row);
}

/// Those that failed since the last call, and who waits for them. @returns the first of them all.
std::size_t TimelineRows::markFailed(const TimelineData &data)
{
    const std::vector<TimelineLane> &lanes = data.lanes();
    std::size_t first = lanes.size();
    m_hasFailed.resize(lanes.size());
    for (; m_failuresSeen < data.failures().size(); ++m_failuresSeen) {
        std::size_t at = data.failures()[m_failuresSeen];
        while (!m_hasFailed[at]) {
            m_hasFailed[at] = true;
            first = std::min(first, at);
            if (lanes[at].host)
                at = lanes[at].host.number() - 1;
        }
    }
    return first;
}

void TimelineRows::removeFrom(std::size_t lane)
{
    while (!m_rows.empty() && m_rows.back().lane >= lane) { // rows stand in the order of their lanes
        if (m_rows.back().isFamily())
            m_familyRows[m_rows.back().family] = TimelineRow::None;
        m_rows.pop_back();
    }
    m_bottom = m_rows.empty() ? m_top : m_rows.back().top + m_rows.back().height;
    m_rowOf.resize(std::min(lane, m_rowOf.size()));
    m_isFolded.resize(m_rowOf.size());
}

void TimelineRows::place(const TimelineData &data, const TimelineFolds &folds, double top)
{
    m_top = top;
    m_hasFailed.clear();
    m_failuresSeen = 0;
    placeFrom(0, data, folds);
}

void TimelineRows::placeFrom(std::size_t first, const TimelineData &data, const TimelineFolds &folds)
{
    const std::vector<TimelineLane> &lanes = data.lanes();
    m_familyRows.resize(data.families().size(), TimelineRow::None);
    if (folds.failuresOnly)
        first = std::min(first, markFailed(data));
    removeFrom(first);
    first = m_rowOf.size();
    m_rowOf.resize(lanes.size(), TimelineRow::None);
    m_isFolded.resize(lanes.size());
    for (std::size_t i = first; i < lanes.size(); ++i) {
        ++m_visited;
        if (!isShownAt(i, data, folds))
            continue;
        const TimelineLane &lane = lanes[i];
        const int inFamily = m_rowOf[i] == TimelineRow::None ? 0 : 1;
        m_rowOf[i] = m_rows.size();
        const int rows = std::max(lane.rows(), i < folds.scopeRows.size() ? folds.scopeRows[i] : 0);
        add({TimelineRow::None, i, lane.depth + inFamily}, rows * ScopeRow + TaskBar + Padding);
    }
}

/// Whether it has a row of its own; else it may have one of its family.
bool TimelineRows::isShownAt(std::size_t i, const TimelineData &data, const TimelineFolds &folds)
{
    const TimelineLane &lane = data.lanes()[i];
    if (folds.failuresOnly)
        return m_hasFailed[i];
    if (lane.host && m_isFolded[lane.host.number() - 1]) {
        m_isFolded[i] = true;
        m_rowOf[i] = m_rowOf[lane.host.number() - 1];
    } else if (lane.family != TimelineRow::None && data.families()[lane.family].isLarge()) {
        if (m_familyRows[lane.family] == TimelineRow::None) {
            m_familyRows[lane.family] = m_rows.size();
            add({lane.family, i, lane.depth}, FamilyHeight);
        }
        m_isFolded[i] = !folds.unfolded.count(lane.family);
        m_rowOf[i] = m_familyRows[lane.family];
    }
    return !m_isFolded[i] || (lane.task && lane.task == folds.pinned);
}

const TimelineRow *TimelineRows::at(double y) const
{
    const auto below = std::upper_bound(m_rows.begin(), m_rows.end(), y,
                                        [](double value, const TimelineRow &row) { return value < row.top; });
    return below == m_rows.begin() || y >= m_bottom ? nullptr : &*std::prev(below);
}

const TimelineRow *TimelineRows::of(TaskId task) const
{
    const bool isKnown = task && task.number() <= m_rowOf.size() && m_rowOf[task.number() - 1] != TimelineRow::None;
    return isKnown ? &m_rows[m_rowOf[task.number() - 1]] : nullptr;
}

bool TimelineRows::isShown(TaskId task) const
{
    const TimelineRow *row = of(task);
    return row && !row->isFamily();
}

std::pair<std::size_t, std::size_t> TimelineRows::between(double top, double bottom) const
{
    const auto first = std::partition_point(m_rows.begin(), m_rows.end(),
                                            [top](const TimelineRow &row) { return row.top + row.height <= top; });
    const auto last
        = std::partition_point(first, m_rows.end(), [bottom](const TimelineRow &row) { return row.top < bottom; });
    return {static_cast<std::size_t>(first - m_rows.begin()), static_cast<std::size_t>(last - m_rows.begin())};
}

} // namespace ScopeLab
