#include "ui/views/timelinerows.h"

#include <algorithm>

namespace ScopeLab {

namespace {

/// Those that failed, and who waits for them.
std::vector<bool> failedLanes(const TimelineData &data)
{
    std::vector<bool> result(data.lanes().size());
    for (std::size_t i = result.size(); i-- > 0;) { // a host comes before its tasks
        const TimelineLane &lane = data.lanes()[i];
        if ((lane.phase == TaskPhase::Failed || result[i]) && lane.task) {
            result[i] = true;
            if (lane.host)
                result[lane.host.number() - 1] = true;
        }
    }
    return result;
}

} // namespace

void TimelineRows::add(TimelineRow row, double height)
{
    row.top = m_bottom;
    row.height = height;
    m_bottom += height;
    m_rows.push_back(row);
}

void TimelineRows::place(const TimelineData &data, const TimelineFolds &folds, double top)
{
    const std::vector<TimelineLane> &lanes = data.lanes();
    m_rows.clear();
    m_rowOf.assign(lanes.size(), TimelineRow::None);
    m_bottom = top;
    const std::vector<bool> failed = folds.failuresOnly ? failedLanes(data) : std::vector<bool>();
    std::vector<std::size_t> familyRows(data.families().size(), TimelineRow::None);
    std::vector<bool> isFolded(lanes.size());
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const TimelineLane &lane = lanes[i];
        const bool isPinned = lane.task && lane.task == folds.pinned;
        if (folds.failuresOnly) {
            if (!failed[i])
                continue;
        } else if (lane.host && isFolded[lane.host.number() - 1]) {
            isFolded[i] = true;
            m_rowOf[i] = m_rowOf[lane.host.number() - 1];
        } else if (lane.family != TimelineRow::None && data.families()[lane.family].isLarge()) {
            if (familyRows[lane.family] == TimelineRow::None) {
                familyRows[lane.family] = m_rows.size();
                add({lane.family, i, lane.depth}, FamilyHeight);
            }
            isFolded[i] = !folds.unfolded.count(lane.family);
            m_rowOf[i] = familyRows[lane.family];
        }
        if (isFolded[i] && !isPinned)
            continue;
        const int inFamily = m_rowOf[i] == TimelineRow::None ? 0 : 1;
        m_rowOf[i] = m_rows.size();
        const int rows = std::max(lane.rows, i < folds.scopeRows.size() ? folds.scopeRows[i] : 0);
        add({TimelineRow::None, i, lane.depth + inFamily}, rows * ScopeRow + TaskBar + Padding);
    }
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
