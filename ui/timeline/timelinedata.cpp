#include "ui/timeline/timelinedata.h"

#include "core/trace/endofmain.h"

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

const TimelineLane *TimelineData::lane(TaskId task) const
{
    return task && task.number() <= m_lanes.size() ? &m_lanes[task.number() - 1] : nullptr;
}

const TimelineScope *TimelineData::scope(ScopeId scope) const
{
    if (!scope || scope.number() > m_scopes.size())
        return nullptr;
    const ScopePlace &place = m_scopes[scope.number() - 1];
    return place.task ? &m_lanes[place.task.number() - 1].scopes[place.row][place.index] : nullptr;
}

TaskId TimelineData::ownerOf(ScopeId scope) const
{
    return scope && scope.number() <= m_scopes.size() ? m_scopes[scope.number() - 1].task : TaskId();
}

std::size_t TimelineData::rowOf(ScopeId scope) const
{
    return scope && scope.number() <= m_scopes.size() ? m_scopes[scope.number() - 1].row : 0;
}

TimePoint TimelineData::latestDue() const
{
    TimePoint latest;
    const auto take = [&latest](TimePoint due) {
        if (due != Never)
            latest = std::max(latest, due);
    };
    for (const ScopeId id : m_scopeLinks.in(m_open))
        take(scope(id)->deadline);
    for (const TaskId id : m_taskLinks.in(m_living)) {
        const TimelineLane &lane = *this->lane(id);
        if (!lane.spans.empty() && lane.spans.back().end == Never)
            take(lane.spans.back().until);
    }
    return latest;
}

std::size_t TimelineData::takeFirstChanged()
{
    return std::min(std::exchange(m_firstChanged, std::numeric_limits<std::size_t>::max()), m_lanes.size());
}

void TimelineData::noteChange(TaskId task)
{
    m_firstChanged = std::min<std::size_t>(m_firstChanged, task.number() - 1);
}

TimelineScope *TimelineData::scopeAt(ScopeId id)
{
    return const_cast<TimelineScope *>(scope(id));
}

void TimelineData::endSpan(TimelineLane &lane, TimePoint time)
{
    if (!lane.spans.empty() && lane.spans.back().end == Never)
        lane.spans.back().end = time;
}

void TimelineData::change(TimelineLane &lane, TaskPhase phase, TimePoint time)
{
    const TaskPhase before = std::exchange(lane.phase, phase);
    if (before != phase && lane.family < m_families.size() && m_families[lane.family].isLarge())
        m_families[lane.family].record({time, before, phase});
}

/// What the lanes of a family did until it became large.
void TimelineData::recordFamily(std::size_t family)
{
    std::vector<TimelineFamily::Change> changes;
    const std::vector<std::size_t> members = std::exchange(m_lanesOf[family], {});
    noteChange(m_lanes[members.front()].task); // they share a row now
    for (const std::size_t index : members) {
        const TimelineLane &lane = m_lanes[index];
        changes.push_back({lane.spawned, TaskPhase::Created, TaskPhase::Created, true});
        TaskPhase phase = TaskPhase::Created;
        for (const TimelineSpan &span : lane.spans) {
            const TaskPhase next = phaseOf(span.kind);
            changes.push_back({span.begin, phase, next});
            phase = next;
        }
        if (lane.ended != Never)
            changes.push_back({lane.ended, phase, lane.phase});
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const TimelineFamily::Change &a, const TimelineFamily::Change &b) { return a.time < b.time; });
    for (const TimelineFamily::Change &change : changes)
        m_families[family].record(change);
}

void TimelineData::addLane(const Trace &trace, const RunEvent &event, const TaskSpawned &spawned)
{
    TimelineLane &lane = laneAt(event.task);
    lane.task = event.task;
    lane.name = spawned.name;
    lane.spawned = event.time;
    lane.host = ownerOf(spawned.scope);
    if (spawned.role == TaskRole::Main)
        m_main = event.task;
    if (!m_taskLinks.contains(m_living, event.task))
        m_taskLinks.append(m_living, event.task);
    noteChange(event.task);
    if (!lane.host)
        return;
    lane.depth = laneAt(lane.host).depth + 1;
    const auto [found, isNew]
        = m_familyOf.try_emplace({spawned.scope, nameStem(trace.label(spawned.name).name)}, m_families.size());
    if (isNew) {
        m_families.emplace_back(spawned.scope, found->first.second);
        m_lanesOf.emplace_back();
    }
    lane.family = found->second;
    TimelineFamily &family = m_families[lane.family];
    if (!family.isLarge())
        m_lanesOf[lane.family].push_back(event.task.number() - 1);
    if (family.grow())
        recordFamily(lane.family); // with this one
    else if (family.isLarge())
        family.record({event.time, TaskPhase::Created, TaskPhase::Created, true});
}

void TimelineData::startSpan(TimelineLane &lane, const TimelineSpan &span)
{
    change(lane, phaseOf(span.kind), span.begin);
    endSpan(lane, span.begin);
    lane.spans.push_back(span);
}

void TimelineData::enter(const RunEvent &event, const ScopeEntered &entered)
{
    TimelineLane &lane = laneAt(event.task);
    TimelineScope scope;
    scope.id = entered.scope;
    scope.name = entered.name;
    scope.begin = event.time;
    scope.deadline = entered.deadline;
    if (entered.isShielded)
        scope.shields.push_back({event.time});
    const std::size_t row = lane.open++;
    if (row == lane.scopes.size()) {
        lane.scopes.emplace_back();
        noteChange(event.task);
    }
    if (entered.scope.number() > m_scopes.size())
        m_scopes.resize(entered.scope.number());
    m_scopes[entered.scope.number() - 1]
        = {event.task, static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(lane.scopes[row].size())};
    lane.scopes[row].push_back(scope);
    m_scopeLinks.append(m_open, entered.scope);
}

void TimelineData::leave(const RunEvent &event, const ScopeExited &exited)
{
    TimelineScope *scope = scopeAt(exited.scope);
    if (!scope || scope->end != Never)
        return;
    scope->end = event.time;
    scope->absorbed = exited.hasAbsorbed;
    --laneAt(ownerOf(exited.scope)).open;
    m_scopeLinks.remove(m_open, exited.scope);
}

void TimelineData::end(TimelineLane &lane, TaskPhase phase, TimePoint time)
{
    endSpan(lane, time);
    if (lane.ended == Never && lane.task)
        m_taskLinks.remove(m_living, lane.task);
    lane.ended = time;
    change(lane, phase, time);
    if (phase == TaskPhase::Failed && lane.task)
        m_failures.push_back(lane.task.number() - 1);
}

/// Adds one event to the lanes.
class TimelineFold
{
    using Mark = TimelineMark::Kind;
    using Span = TimelineSpan::Kind;

public:
    TimelineFold(TimelineData &data, const Trace &trace, EventId id)
        : m_data(data)
        , m_trace(trace)
        , m_id(id)
        , m_event(trace.event(id))
    {
    }

    void operator()(const TaskSpawned &spawned) { m_data.addLane(m_trace, m_event, spawned); }
    void operator()(const TaskResumed &) { start(Span::Running); }
    void operator()(const TaskStopping &)
    {
        lane().isUnwinding = true;
        mark(Mark::Delivered);
        start(Span::Unwinding);
    }
    void operator()(const TaskSuspended &wait)
    {
        TimelineSpan span;
        span.kind = lane().isUnwinding ? Span::Unwinding : wait.wait == WaitKind::Thread ? Span::Thread : Span::Waiting;
        span.wait = wait.wait;
        span.gate = wait.wait == WaitKind::Gate ? wait.gate : ScopeId();
        span.resource = wait.resource;
        span.begin = m_event.time;
        span.until = wait.until;
        m_data.startSpan(lane(), span);
    }
    void operator()(const TaskExited &exited)
    {
        static constexpr Mark marks[] = {Mark::Completed, Mark::Cancelled, Mark::Failed};
        static constexpr TaskPhase phases[] = {TaskPhase::Completed, TaskPhase::Cancelled, TaskPhase::Failed};
        const TimelineScope *outermost = m_event.task == m_data.m_main ? m_data.scope(ScopeId(1)) : nullptr;
        const auto end = static_cast<std::size_t>(endOfMain(exited, outermost && outermost->absorbed));
        mark(marks[end]);
        m_data.end(lane(), phases[end], m_event.time);
    }
    void operator()(const CancelHeld &) { mark(Mark::Requested); }
    void operator()(const ErrorHandled &)
    {
        if (m_event.task)
            lane().isUnwinding = false;
    }
    void operator()(const ErrorLost &) { mark(Mark::Lost); }
    void operator()(const ScopeEntered &entered) { m_data.enter(m_event, entered); }
    void operator()(const ScopeExited &exited)
    {
        m_data.leave(m_event, exited);
        if (exited.hasAbsorbed)
            lane().isUnwinding = false;
    }
    void operator()(const CancelRequested &requested)
    {
        if (TimelineScope *scope = m_data.scopeAt(requested.scope))
            scope->requested = m_event.time;
        if (requested.source == CancelSource::TaskGroup || requested.source == CancelSource::Explicit)
            m_data.m_causes.push_back({m_event.task, requested.scope, m_event.time});
    }
    void operator()(const ShieldChanged &changed)
    {
        if (TimelineScope *scope = m_data.scopeAt(changed.scope))
            raise(*scope, changed.isShielded);
    }
    void operator()(const DeadlineChanged &changed)
    {
        if (TimelineScope *scope = m_data.scopeAt(changed.scope))
            scope->deadline = changed.deadline;
    }
    template <typename Other>
    void operator()(const Other &)
    {
    }

private:
    TimelineLane &lane() { return m_data.laneAt(m_event.task); }
    void mark(Mark kind) { lane().marks.push_back({kind, m_event.time, m_id}); }
    void raise(TimelineScope &scope, bool isUp)
    {
        if (isUp)
            scope.shields.push_back({m_event.time});
        else if (!scope.shields.empty())
            scope.shields.back().end = m_event.time;
    }
    void start(Span kind)
    {
        TimelineSpan span;
        span.kind = kind;
        span.begin = m_event.time;
        m_data.startSpan(lane(), span);
    }

    TimelineData &m_data;
    const Trace &m_trace;
    const EventId m_id;
    const RunEvent &m_event;
};

void TimelineData::extend(const Trace &trace, EventId last)
{
    while (m_seen < last) {
        const RunEvent &event = trace.event(++m_seen);
        m_end = event.time;
        if (event.task.number() > m_lanes.size()) {
            noteChange(TaskId(static_cast<std::uint32_t>(m_lanes.size() + 1)));
            m_lanes.resize(event.task.number());
        }
        std::visit(TimelineFold(*this, trace, m_seen), event.data);
    }
}

} // namespace ScopeLab
