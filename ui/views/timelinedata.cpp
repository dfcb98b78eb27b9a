#include "ui/views/timelinedata.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ScopeLab {

namespace {

TaskPhase phaseOf(TimelineSpan::Kind kind)
{
    static constexpr TaskPhase phases[]
        = {TaskPhase::Running, TaskPhase::Waiting, TaskPhase::InThread, TaskPhase::Unwinding};
    return phases[static_cast<int>(kind)];
}

} // namespace

double TimelineScale::gridStep(double pixels) const
{
    const double least = (end - begin) * pixels / width;
    const double power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least)
            return factor * power;
    }
    return 10 * power;
}

void TimelineScale::zoomAt(double x, double factor)
{
    const double fixed = timeAt(x);
    const double length = std::clamp((end - begin) / factor, 1e3, 1e16);
    begin = fixed - length * x / width;
    end = begin + length;
}

void TimelineData::extend(const Trace &trace, EventId last)
{
    while (m_seen < last)
        apply(trace, ++m_seen);
}

const TimelineLane *TimelineData::lane(TaskId task) const
{
    return task && task <= m_lanes.size() ? &m_lanes[task - 1] : nullptr;
}

const TimelineScope *TimelineData::scope(ScopeId scope) const
{
    if (!scope || scope > m_scopes.size())
        return nullptr;
    const ScopePlace &place = m_scopes[scope - 1];
    return place.task ? &m_lanes[place.task - 1].scopes[place.index] : nullptr;
}

TaskId TimelineData::ownerOf(ScopeId scope) const
{
    return scope && scope <= m_scopes.size() ? m_scopes[scope - 1].task : 0;
}

TimelineScope *TimelineData::scopeAt(ScopeId id)
{
    return const_cast<TimelineScope *>(scope(id));
}

void TimelineData::endSpan(TimelineLane &lane, std::int64_t time)
{
    if (!lane.spans.empty() && lane.spans.back().end < 0)
        lane.spans.back().end = time;
}

void TimelineData::change(TimelineLane &lane, TaskPhase phase, std::int64_t time)
{
    const TaskPhase before = std::exchange(lane.phase, phase);
    if (before != phase && lane.family < m_families.size() && m_families[lane.family].isLarge())
        m_families[lane.family].record({time, before, phase});
}

/// What the lanes of a family did until it became large.
void TimelineData::recordFamily(std::size_t family)
{
    std::vector<TimelineFamily::Change> changes;
    for (const TimelineLane &lane : m_lanes) {
        if (lane.family != family)
            continue;
        changes.push_back({lane.spawned, TaskPhase::Created, TaskPhase::Created, true});
        TaskPhase phase = TaskPhase::Created;
        for (const TimelineSpan &span : lane.spans) {
            const TaskPhase next = phaseOf(span.kind);
            changes.push_back({span.begin, phase, next});
            phase = next;
        }
        if (lane.ended >= 0)
            changes.push_back({lane.ended, phase, lane.phase});
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const TimelineFamily::Change &a, const TimelineFamily::Change &b) { return a.time < b.time; });
    for (const TimelineFamily::Change &change : changes)
        m_families[family].record(change);
}

void TimelineData::addLane(const Trace &trace, const TraceEvent &event)
{
    TimelineLane &lane = m_lanes[event.task - 1];
    lane.task = event.task;
    lane.labelIndex = event.labelIndex;
    lane.spawned = event.time;
    lane.host = ownerOf(event.scope);
    if (!lane.host)
        return;
    lane.depth = m_lanes[lane.host - 1].depth + 1;
    const auto [found, isNew]
        = m_familyOf.try_emplace({event.scope, nameStem(trace.label(event.labelIndex).name)}, m_families.size());
    if (isNew)
        m_families.emplace_back(event.scope, found->first.second);
    lane.family = found->second;
    TimelineFamily &family = m_families[lane.family];
    if (family.grow())
        recordFamily(lane.family); // with this one
    else if (family.isLarge())
        family.record({event.time, TaskPhase::Created, TaskPhase::Created, true});
}

void TimelineData::startSpan(const TraceEvent &event, TimelineSpan::Kind kind)
{
    TimelineLane &lane = m_lanes[event.task - 1];
    change(lane, phaseOf(kind), event.time);
    endSpan(lane, event.time);
    TimelineSpan span;
    span.kind = kind;
    span.wait = event.wait;
    span.gate = event.wait == WaitKind::Gate ? event.scope : 0;
    span.begin = event.time;
    span.until = event.wait == WaitKind::None ? -1 : event.value;
    lane.spans.push_back(span);
}

void TimelineData::apply(const Trace &trace, EventId id)
{
    using Mark = TimelineMark::Kind;
    const TraceEvent &event = trace.event(id);
    m_end = event.time;
    if (event.task > m_lanes.size()) {
        m_lanes.resize(event.task);
        m_unwinding.resize(event.task);
    }
    TimelineLane *lane = event.task ? &m_lanes[event.task - 1] : nullptr;
    switch (event.kind) {
    case EventKind::TaskSpawned: addLane(trace, event); break;
    case EventKind::TaskResumed: startSpan(event, TimelineSpan::Kind::Running); break;
    case EventKind::TaskStopping:
        m_unwinding[event.task - 1] = true;
        lane->marks.push_back({Mark::Delivered, event.time, id});
        startSpan(event, TimelineSpan::Kind::Unwinding);
        break;
    case EventKind::TaskSuspended: {
        const bool isUnwinding = m_unwinding[event.task - 1];
        startSpan(event, isUnwinding                      ? TimelineSpan::Kind::Unwinding
                         : event.wait == WaitKind::Thread ? TimelineSpan::Kind::Thread
                                                          : TimelineSpan::Kind::Waiting);
        break;
    }
    case EventKind::TaskExited: {
        endSpan(*lane, event.time);
        lane->ended = event.time;
        Mark mark = event.flag || m_isStuck ? Mark::Cancelled : Mark::Completed; // it would never have come to its end
        if (event.errorIndex)
            mark = trace.error(event.errorIndex).holds == Error::Cancellations ? Mark::Cancelled : Mark::Failed;
        lane->marks.push_back({mark, event.time, id});
        change(*lane,
               mark == Mark::Failed      ? TaskPhase::Failed
               : mark == Mark::Cancelled ? TaskPhase::Cancelled
                                         : TaskPhase::Completed,
               event.time);
        break;
    }
    case EventKind::RunStuck: m_isStuck = true; break;
    case EventKind::CancelHeld: lane->marks.push_back({Mark::Requested, event.time, id}); break;
    case EventKind::ErrorHandled:
        if (event.task)
            m_unwinding[event.task - 1] = false;
        break;
    case EventKind::ErrorLost: lane->marks.push_back({Mark::Lost, event.time, id}); break;
    case EventKind::ScopeEntered: {
        TimelineScope scope;
        scope.id = event.scope;
        scope.labelIndex = event.labelIndex;
        scope.begin = event.time;
        scope.deadline = event.value;
        if (event.flag)
            scope.shields.push_back({event.time});
        for (const TimelineScope &other : lane->scopes)
            scope.row += other.end < 0 ? 1 : 0;
        lane->rows = std::max(lane->rows, scope.row + 1);
        if (event.scope > m_scopes.size())
            m_scopes.resize(event.scope);
        m_scopes[event.scope - 1] = {event.task, lane->scopes.size()};
        lane->scopes.push_back(scope);
        break;
    }
    case EventKind::ScopeExited:
        if (TimelineScope *scope = scopeAt(event.scope)) {
            scope->end = event.time;
            scope->absorbed = event.flag;
            if (scope->deadline > event.time)
                scope->withdrawn = event.time;
        }
        if (event.flag)
            m_unwinding[event.task - 1] = false;
        break;
    case EventKind::CancelRequested:
        if (TimelineScope *scope = scopeAt(event.scope))
            scope->requested = event.time;
        if (event.source == CancelSource::TaskGroup || event.source == CancelSource::Explicit)
            m_causes.push_back({event.task, event.scope, event.time});
        break;
    case EventKind::ShieldChanged:
        if (TimelineScope *scope = scopeAt(event.scope)) {
            if (event.flag)
                scope->shields.push_back({event.time});
            else if (!scope->shields.empty())
                scope->shields.back().end = event.time;
        }
        break;
    case EventKind::DeadlineChanged:
        if (TimelineScope *scope = scopeAt(event.scope))
            scope->deadline = event.value;
        break;
    default: break;
    }
}

} // namespace ScopeLab
