#pragma once

#include "ui/views/timelinefamily.h"

#include <map>

namespace ScopeLab {

/// Maps run time to horizontal pixels and back. A value type: test it without a window.
struct TimelineScale
{
    double begin = 0; ///< Run time at x = 0 (ns).
    double end = 1;   ///< Run time at x = width (ns); lies after begin.
    double width = 1; ///< Device-independent pixels; positive.

    double xAt(double time) const { return (time - begin) * width / (end - begin); }
    double timeAt(double x) const { return begin + (end - begin) * x / width; }

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
    ScopeId gate = 0;
    std::int64_t begin = 0;
    std::int64_t end = -1; ///< -1: still going on.
    std::int64_t until = -1;
};

/// A stretch of time in which a scope was shielded.
struct TimelineShield
{
    std::int64_t begin = 0;
    std::int64_t end = -1; ///< -1: as long as the scope.
};

/// A scope on the lane of the task that entered it.
struct TimelineScope
{
    ScopeId id = 0;
    std::uint32_t labelIndex = 0;
    int row = 0; ///< 0 is outermost.
    std::int64_t begin = 0;
    std::int64_t end = -1;
    std::int64_t requested = -1; ///< When its cancel was requested here.
    std::int64_t deadline = -1;
    std::int64_t withdrawn = -1;         ///< When it was left before its deadline.
    std::vector<TimelineShield> shields; ///< One after the other.
    bool absorbed = false;
};

/// A sign at an instant.
struct TimelineMark
{
    enum class Kind : std::uint8_t { Completed, Cancelled, Failed, Requested, Delivered, Lost };
    Kind kind = Kind::Completed;
    std::int64_t time = 0;
    EventId event = 0;
};

struct TimelineLane
{
    TaskId task = 0;
    TaskId host = 0; ///< Who waits at the gate of its group.
    std::uint32_t labelIndex = 0;
    std::size_t family = static_cast<std::size_t>(-1); ///< Of those called alike in its group, if it is in one.
    TaskPhase phase = TaskPhase::Created;              ///< As far as is recorded.
    std::int64_t spawned = 0;                          ///< ns
    std::int64_t ended = -1;                           ///< ns; -1: it goes on.
    int depth = 0;
    int rows = 0; ///< Scopes above each other.
    std::vector<TimelineSpan> spans;
    std::vector<TimelineScope> scopes;
    std::vector<TimelineMark> marks;
};

/// A request and what it followed from, for the curved arrow.
struct TimelineCause
{
    TaskId from = 0;
    ScopeId to = 0;
    std::int64_t time = 0;
};

/// A trace as lanes, in order of entry. Grows with the trace.
class TimelineData
{
public:
    /// Takes the events from the last call up to @p last into account.
    void extend(const Trace &trace, EventId last);
    void extend(const Trace &trace) { extend(trace, trace.size()); }
    void clear() { *this = {}; }

    const std::vector<TimelineLane> &lanes() const { return m_lanes; }
    const std::vector<TimelineFamily> &families() const { return m_families; }
    const std::vector<TimelineCause> &causes() const { return m_causes; }
    std::int64_t end() const { return m_end; }

    /// The lane of @p task and the scope bar of @p scope; null if there is none.
    const TimelineLane *lane(TaskId task) const;
    const TimelineScope *scope(ScopeId scope) const;
    TaskId ownerOf(ScopeId scope) const;

private:
    struct ScopePlace
    {
        TaskId task = 0;
        std::size_t index = 0;
    };

    void apply(const Trace &trace, EventId id);
    void addLane(const Trace &trace, const TraceEvent &event);
    void recordFamily(std::size_t family);
    void change(TimelineLane &lane, TaskPhase phase, std::int64_t time);
    void startSpan(const TraceEvent &event, TimelineSpan::Kind kind);
    void endSpan(TimelineLane &lane, std::int64_t time);
    TimelineScope *scopeAt(ScopeId id);

    std::vector<TimelineLane> m_lanes; // by task - 1
    std::vector<ScopePlace> m_scopes;  // by scope - 1
    std::vector<bool> m_unwinding;     // by task - 1
    std::vector<TimelineFamily> m_families;
    std::map<std::pair<ScopeId, std::string>, std::size_t> m_familyOf;
    std::vector<TimelineCause> m_causes;
    EventId m_seen = 0;
    std::int64_t m_end = 0;
    bool m_isStuck = false; // what follows is how it was cleaned up by force
};

} // namespace ScopeLab
