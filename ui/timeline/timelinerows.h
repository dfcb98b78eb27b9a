#pragma once

#include "ui/timeline/timelinedata.h"

#include <set>

namespace ScopeLab {

/// A row of the timeline: the lane of a task, or a whole family of tasks in one.
struct TimelineRow
{
    static constexpr std::size_t None = static_cast<std::size_t>(-1);

    std::size_t family = None; ///< None: a lane.
    std::size_t lane = 0;      ///< Of a family: its first.
    int depth = 0;
    double top = 0;
    double height = 0;

    bool isFamily() const { return family != None; }
};

/// Which lanes are shown.
struct TimelineFolds
{
    std::set<std::size_t> unfolded; ///< Families whose lanes are shown below them.
    bool failuresOnly = false;      ///< Tasks that failed, and their hosts.
    TaskId pinned;                  ///< Shown even if its family is folded.
    std::vector<int> scopeRows;     ///< By lane: how many rows of scopes it has room for, at least.
};

/// The rows of the timeline from top to bottom. A value: test it without a window.
class TimelineRows
{
public:
    static constexpr double ScopeRow = 14;
    static constexpr double TaskBar = 13;
    static constexpr double Padding = 7;
    static constexpr double FamilyHeight = 40;

    /// @param top of the first row.
    void place(const TimelineData &data, const TimelineFolds &folds, double top);

    /// The same for lanes from position @p first on: those before it, and the folds, have not changed.
    void placeFrom(std::size_t first, const TimelineData &data, const TimelineFolds &folds);

    /// How many lanes were looked at in total, for tests: growing must not go through all of them again.
    std::size_t visited() const { return m_visited; }

    const std::vector<TimelineRow> &all() const { return m_rows; }
    double bottom() const { return m_bottom; }

    /// The row at @p y; null: none.
    const TimelineRow *at(double y) const;

    /// The row of a task's lane, or of the family that it is folded into; null: it is not shown.
    const TimelineRow *of(TaskId task) const;

    /// True if it has a lane of its own.
    bool isShown(TaskId task) const;

    /// Those between @p top and @p bottom: the first, and one past the last.
    std::pair<std::size_t, std::size_t> between(double top, double bottom) const;

private:
    void add(TimelineRow row, double height);
    std::size_t markFailed(const TimelineData &data);
    void removeFrom(std::size_t lane);
    bool isShownAt(std::size_t lane, const TimelineData &data, const TimelineFolds &folds);

    std::vector<TimelineRow> m_rows;
    std::vector<std::size_t> m_rowOf;      // by task - 1
    std::vector<std::size_t> m_familyRows; // by family
    std::vector<bool> m_isFolded;          // by lane
    std::vector<bool> m_hasFailed;         // by lane: it, or a task that it waits for; if only those are shown
    std::size_t m_failuresSeen = 0;
    std::size_t m_visited = 0;
    double m_top = 0;
    double m_bottom = 0;
};

} // namespace ScopeLab
