#include "core/trace/runstate.h"

#include <algorithm>

namespace ScopeLab {

namespace {

// Keyframes cost memory in proportion to what lives, so large runs get fewer of them.
EventId keyframeDistance(const RunState &state)
{
    return static_cast<EventId>(std::max<std::size_t>(1024, 4 * state.tasks().size()));
}

TaskPhase phaseAtExit(const Trace &trace, const TraceEvent &event)
{
    if (event.errorIndex)
        return trace.error(event.errorIndex).holds == Error::Cancellations ? TaskPhase::Cancelled : TaskPhase::Failed;
    return event.flag ? TaskPhase::Cancelled : TaskPhase::Completed;
}

} // namespace

const TaskState *RunState::task(TaskId id) const
{
    return id && id <= m_tasks.size() ? &m_tasks[id - 1] : nullptr;
}

const ScopeState *RunState::scope(ScopeId id) const
{
    return id && id <= m_scopes.size() ? &m_scopes[id - 1] : nullptr;
}

TaskState &RunState::taskAt(TaskId id)
{
    if (id > m_tasks.size())
        m_tasks.resize(id);
    return m_tasks[id - 1];
}

ScopeState &RunState::scopeAt(ScopeId id)
{
    if (id > m_scopes.size())
        m_scopes.resize(id);
    return m_scopes[id - 1];
}

void RunState::apply(const Trace &trace)
{
    const TraceEvent &next = trace.event(++event);
    time = next.time;
    switch (next.kind) {
    case EventKind::RunStuck: isStuck = true; break;
    case EventKind::LimitHit: limitIndex = next.textIndex; break;
    case EventKind::RunEnded:
        isOver = true;
        outcomeIndex = next.textIndex;
        errorIndex = next.errorIndex;
        break;
    case EventKind::OperationChanged: applyToOperation(trace, next); break;
    case EventKind::TaskExited: taskAt(next.task).phase = phaseAtExit(trace, next); [[fallthrough]];
    default:
        if (next.task)
            applyToTask(next);
        if (next.scope)
            applyToScope(trace, next);
    }
}

void RunState::applyToTask(const TraceEvent &next)
{
    TaskState &task = taskAt(next.task);
    if (next.place)
        task.place = next.place;
    switch (next.kind) {
    case EventKind::TaskSpawned:
        task.id = next.task;
        task.labelIndex = next.labelIndex;
        task.group = next.scope;
        task.scope = next.scope;
        task.parent = next.other;
        task.spawned = task.since = next.time;
        break;
    case EventKind::TaskResumed:
        if (task.started < 0)
            task.started = next.time;
        if (task.phase != TaskPhase::Unwinding) // cleanup that waited goes on
            task.phase = TaskPhase::Running;
        task.wait = WaitKind::None;
        task.gate = 0;
        task.since = next.time;
        break;
    case EventKind::TaskStopping:
        task.phase = TaskPhase::Unwinding;
        task.wait = WaitKind::None;
        task.gate = 0;
        task.stopCause = next.cause;
        task.held = false;
        task.since = next.time;
        break;
    case EventKind::TaskSuspended:
        // While it unwinds, cleanup may wait; it is unwinding all the same.
        if (task.phase != TaskPhase::Unwinding)
            task.phase = next.wait == WaitKind::Thread ? TaskPhase::InThread : TaskPhase::Waiting;
        task.wait = next.wait;
        task.waitUntil = next.value;
        task.gate = next.wait == WaitKind::Gate ? next.scope : 0;
        task.since = next.time;
        break;
    case EventKind::CancelDelivered:
    case EventKind::CancelHeld:
        task.held = next.kind == EventKind::CancelHeld;
        task.stopCause = next.cause;
        break;
    case EventKind::ScopeEntered: task.scope = next.scope; break;
    case EventKind::TaskStarting: taskAt(next.other).group = next.scope; break;
    case EventKind::TaskLeaked: task.leaked = true; break;
    case EventKind::TaskMoved:
        task.group = next.scope;
        if (this->scope(task.scope) && this->scope(task.scope)->task != task.id)
            task.scope = next.scope; // it was in no scope of its own
        break;
    case EventKind::ScopeExited:
        task.scope = scopeAt(next.scope).parent;
        if (next.flag && task.phase == TaskPhase::Unwinding)
            task.phase = TaskPhase::Running;
        break;
    case EventKind::ErrorHandled: // it may have been the cancellation
        if (task.phase == TaskPhase::Unwinding)
            task.phase = TaskPhase::Running;
        break;
    case EventKind::TaskExited:
        task.ended = task.since = next.time;
        task.errorIndex = next.errorIndex;
        task.wait = WaitKind::None;
        break;
    default: break;
    }
}

void RunState::applyToScope(const Trace &trace, const TraceEvent &next)
{
    ScopeState &scope = scopeAt(next.scope);
    switch (next.kind) {
    case EventKind::ScopeEntered:
        scope.id = next.scope;
        scope.labelIndex = next.labelIndex;
        scope.isGroup = trace.label(next.labelIndex).kind == "task_group";
        scope.parent = next.other;
        scope.task = next.task;
        scope.entered = next.time;
        scope.deadline = next.value;
        scope.shielded = next.flag;
        refreshEffective(next.scope);
        break;
    case EventKind::ScopeExited:
        scope.exited = next.time;
        scope.caught = next.flag;
        scope.wasEffective = scope.effective;
        scope.outerWasEffective = scope.parent && scopeAt(scope.parent).effective;
        break;
    case EventKind::CancelRequested:
        scope.requested = true;
        scope.source = next.source;
        scope.reasonIndex = next.textIndex;
        scope.request = event;
        refreshEffective(next.scope);
        break;
    case EventKind::ShieldChanged:
        scope.shielded = next.flag;
        refreshEffective(next.scope);
        break;
    case EventKind::DeadlineChanged: scope.deadline = next.value; break;
    case EventKind::GroupFormed: scope.groupErrorIndex = next.errorIndex; break;
    default: break;
    }
}

void RunState::applyToOperation(const Trace &trace, const TraceEvent &next)
{
    if (next.other > m_operations.size())
        m_operations.resize(next.other);
    OperationState &operation = m_operations[next.other - 1];
    const std::string &status = trace.text(next.textIndex);
    operation.labelIndex = next.labelIndex;
    operation.statusIndex = next.textIndex;
    operation.task = next.task;
    if (status == "running")
        operation.started = next.time;
    else if (operation.started >= 0)
        operation.ended = next.time;
}

void RunState::refreshEffective(ScopeId from)
{
    // Children have larger numbers than their parents, so one pass upwards is enough.
    for (ScopeId id = from; id <= m_scopes.size(); ++id) {
        ScopeState &scope = m_scopes[id - 1];
        if (!scope.isLiving())
            continue;
        const ScopeState *parent = this->scope(scope.parent);
        const bool inherited = parent && parent->effective && !scope.shielded;
        scope.effective = scope.requested || inherited;
        if (!scope.effective)
            scope.effectiveCause = 0;
        else if (!scope.effectiveCause)
            scope.effectiveCause = inherited ? parent->effectiveCause : scope.request;
    }
}

int RunState::heldOutside(const ScopeState &shield) const
{
    int count = 0;
    if (!shield.shielded || shield.requested || !shield.isLiving())
        return count;
    for (const ScopeState *around = scope(shield.parent); around; around = scope(around->parent)) {
        count += around->requested ? 1 : 0;
        if (around->shielded)
            break;
    }
    return count;
}

bool RunState::isHeld(const TaskState &task) const
{
    if (task.isOver() || task.phase == TaskPhase::Unwinding)
        return false;
    if (task.held)
        return true;
    for (const ScopeState *around = scope(task.scope); around && around->task == task.id;
         around = scope(around->parent)) {
        if (heldOutside(*around) > 0)
            return true;
    }
    return false;
}

PhaseCounts RunState::countPhases() const
{
    PhaseCounts counts{};
    for (const TaskState &task : m_tasks)
        ++counts[static_cast<std::size_t>(task.phase)];
    return counts;
}

std::int64_t RunState::effectiveDeadline(ScopeId id, ScopeId *owner) const
{
    std::int64_t earliest = -1;
    for (const ScopeState *at = scope(id); at; at = scope(at->parent)) {
        if (at->effective && at->isLiving())
            return -2;
        if (at->deadline >= 0 && (earliest < 0 || at->deadline < earliest)) {
            earliest = at->deadline;
            if (owner)
                *owner = at->id;
        }
        if (at->shielded)
            break;
    }
    return earliest;
}

const RunState &RunHistory::at(EventId event)
{
    event = std::min(event, m_trace.size());
    if (event < m_current.event || event - m_current.event > keyframeDistance(m_current)) {
        const auto later = std::upper_bound(m_keyframes.begin(), m_keyframes.end(), event,
                                            [](EventId id, const RunState &state) { return id < state.event; });
        const RunState *nearest = later == m_keyframes.begin() ? nullptr : &*std::prev(later);
        if (event < m_current.event || (nearest && nearest->event > m_current.event))
            m_current = nearest ? *nearest : RunState();
    }
    while (m_current.event < event) {
        m_current.apply(m_trace);
        const EventId last = m_keyframes.empty() ? 0 : m_keyframes.back().event;
        if (m_current.event > last && m_current.event - last >= keyframeDistance(m_current))
            m_keyframes.push_back(m_current);
    }
    return m_current;
}

} // namespace ScopeLab
