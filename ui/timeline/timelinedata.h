#pragma once

#include "ui/timeline/timelinefamily.h"

#include <limits>
#include <map>

namespace ScopeLab {

/// The number that a TimelineScale counts in (ns).
inline double scaled(TimePoint time)
{
    return static_cast<double>(time.time_since_epoch().count());
}

/// Maps run time to horizontal pixels and back. A value type: test it without a window.
struct TimelineScale
{
    double begin = 0; ///< Run time at x = 0 (ns).
    double end = 1;   ///< Run time at x = width (ns); lies after begin.
    double width = 1; ///< Device-independent pixels; positive.

    double xAt(double time) const { return (time - begin) * width / (end - begin); }
    double timeAt(double x) const { return begin + (end - begin) * x / width; }
    double xAt(TimePoint time) const { return xAt(scaled(time)); }
    TimePoint momentAt(double x) const { return TimePoint(Duration(static_cast<Duration::rep>(timeAt(x)))); }

    /// A round distance of grid lines that lie at least @p pixels apart (ns).
    double gridStep(double pixels) const;

    /// Zooms by @p factor so that the time at @p x stays there.
    void zoomAt(double x, double factor);
};

/// What a task did for a while.
struct TimelineSpan
{
    enum class Kind : std::uint8_t { Running, Waiting, Thread, Unwinding };
    Kind kind = Kind::Waiting;
    WaitKind wait = WaitKind::None;
    ScopeId gate;
    ResourceId resource; ///< What it waits for, if that is an object.
    TimePoint begin{};
    TimePoint end = Never; ///< Never: still going on.
    TimePoint until = Never;
};

/// A stretch of time in which a scope was shielded.
struct TimelineShield
{
    TimePoint begin{};
    TimePoint end = Never; ///< Never: as long as the scope.
};

/// A scope on the lane of the task that entered it.
struct TimelineScope
{
    ScopeId id;
    NameId name;
    TimePoint begin{};
    TimePoint end = Never;
    TimePoint requested = Never; ///< When its cancel was requested here.
    TimePoint deadline = Never;
    std::vector<TimelineShield> shields; ///< One after the other.
    bool absorbed = false;

    /// True if it was left before its deadline.
    bool isWithdrawn() const { return end != Never && deadline != Never && deadline > end; }
};

/// A sign at an instant.
struct TimelineMark
{
    enum class Kind : std::uint8_t { Completed, Cancelled, Failed, Requested, Delivered, Lost };
    Kind kind = Kind::Completed;
    TimePoint time{};
    EventId event = 0;
};

struct TimelineLane
{
    TaskId task;
    TaskId host; ///< Who waits at the gate of its group.
    NameId name;
    std::size_t family = static_cast<std::size_t>(-1); ///< Tasks of the same name in its group, if it is in one.
    TaskPhase phase = TaskPhase::Created;              ///< As far as is recorded.
    TimePoint spawned{};
    TimePoint ended = Never;  ///< Never: it goes on.
    bool isUnwinding = false; ///< As far as is recorded.
    int depth = 0;
    std::size_t open = 0; ///< How many scopes it is in, as far as is recorded.
    std::vector<TimelineSpan> spans;
    std::vector<std::vector<TimelineScope>> scopes; ///< By row, 0 is outermost; in each of them one after the other.
    std::vector<TimelineMark> marks;

    /// Scopes above each other.
    int rows() const { return static_cast<int>(scopes.size()); }
};

/// A request and what caused it, for the curved arrow.
struct TimelineCause
{
    TaskId from;
    ScopeId to;
    TimePoint time{};
};

/// A trace as lanes, in order of entry. Grows with the trace: an event costs the same however many came
/// before.
class TimelineData
{
public:
    /// Takes the events from the last call up to @p last into account.
    void extend(const Trace &trace, EventId last);
    void extend(const Trace &trace) { extend(trace, trace.size()); }
    void clear() { *this = {}; }

    const std::vector<TimelineLane> &lanes() const { return m_lanes; }
    const std::vector<TimelineFamily> &families() const { return m_families; }
    const std::vector<TimelineCause> &causes() const { return m_causes; } ///< In the order of their times.
    TimePoint end() const { return m_end; }

    /// Positions of lanes whose tasks failed, in the order in which they did.
    const std::vector<std::size_t> &failures() const { return m_failures; }

    /// The last deadline, or end of a sleep, still to come; the start of the run if there is none.
    TimePoint latestDue() const;

    /// The first lane that has come, become higher or joined a large family since the last call; one past
    /// the last: there is none.
    std::size_t takeFirstChanged();

    /// The lane of @p task and the scope bar of @p scope; null if there is none.
    const TimelineLane *lane(TaskId task) const;
    const TimelineScope *scope(ScopeId scope) const;
    TaskId ownerOf(ScopeId scope) const;
    std::size_t rowOf(ScopeId scope) const;

private:
    struct ScopePlace
    {
        TaskId task;
        std::uint32_t row = 0;
        std::uint32_t index = 0; // in that row
    };

    friend class TimelineFold;

    void addLane(const Trace &trace, const RunEvent &event, const TaskSpawned &spawned);
    void enter(const RunEvent &event, const ScopeEntered &entered);
    void leave(const RunEvent &event, const ScopeExited &exited);
    void end(TimelineLane &lane, TaskPhase phase, TimePoint time);
    void noteChange(TaskId task);
    void recordFamily(std::size_t family);
    void change(TimelineLane &lane, TaskPhase phase, TimePoint time);
    void startSpan(TimelineLane &lane, const TimelineSpan &span);
    void endSpan(TimelineLane &lane, TimePoint time);
    TimelineLane &laneAt(TaskId task) { return m_lanes[task.number() - 1]; }
    TimelineScope *scopeAt(ScopeId id);

    std::vector<TimelineLane> m_lanes; // by task - 1
    std::vector<ScopePlace> m_scopes;  // by scope - 1
    std::vector<TimelineFamily> m_families;
    std::vector<std::vector<std::size_t>> m_lanesOf; // by family, until it is large
    std::map<std::pair<ScopeId, std::string>, std::size_t> m_familyOf;
    std::vector<TimelineCause> m_causes;
    std::vector<std::size_t> m_failures;
    LinkedIds<TaskId> m_taskLinks;
    LinkedIds<TaskId>::List m_living;
    LinkedIds<ScopeId> m_scopeLinks;
    LinkedIds<ScopeId>::List m_open;
    std::size_t m_firstChanged = std::numeric_limits<std::size_t>::max();
    EventId m_seen = 0;
    TimePoint m_end{};
    TaskId m_main;
};

} // namespace ScopeLab
