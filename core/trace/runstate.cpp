#include "core/trace/runstate.h"

#include "core/engine/deadlineinforce.h"
#include "core/trace/endofmain.h"

namespace ScopeLab {

namespace {

template <typename State, typename Number>
const State *found(const SharedVector<State> &all, Number id)
{
    return id && id.number() <= all.size() && all[id.number() - 1].id ? &all[id.number() - 1] : nullptr;
}

template <typename State, typename Number>
State &at(SharedVector<State> &all, Number id)
{
    return all.reach(id.number() - 1);
}

} // namespace

/// Applies one event to a RunState: a function for each kind.
class RunStateFold
{
public:
    RunStateFold(RunState &state, const RunEvent &event)
        : m_state(state)
        , m_event(event)
    {
    }

    void operator()(const TaskSpawned &spawned)
    {
        TaskState &own = at(m_state.m_tasks, m_event.task);
        own.id = m_event.task;
        own.name = spawned.name;
        own.role = spawned.role;
        own.group = own.scope = spawned.scope;
        own.spawner = spawned.spawner;
        own.spawned = own.since = m_event.time;
    }
    void operator()(const TaskResumed &)
    {
        TaskState &own = task();
        if (own.started == Never)
            own.started = m_event.time;
        if (own.phase != TaskPhase::Unwinding) // cleanup that waited goes on
            own.phase = TaskPhase::Running;
        endWait(own);
    }
    void operator()(const TaskStopping &)
    {
        TaskState &own = task();
        own.phase = TaskPhase::Unwinding;
        own.stopCause = m_event.cause;
        own.held = false;
        own.interrupted = own.wait;
        endWait(own);
    }
    void operator()(const TaskSuspended &wait)
    {
        TaskState &own = task();
        // Cleanup may wait while it unwinds; it is unwinding all the same.
        if (own.phase != TaskPhase::Unwinding)
            own.phase = wait.wait == WaitKind::Thread ? TaskPhase::InThread : TaskPhase::Waiting;
        own.wait = wait.wait;
        own.waitUntil = wait.until;
        own.gate = wait.gate;
        own.resource = wait.resource;
        own.since = m_event.time;
    }
    void operator()(const TaskStarting &starting)
    {
        task().starting = starting.started;
        at(m_state.m_tasks, starting.started).group = starting.group;
    }
    void operator()(const TaskMoved &moved)
    {
        TaskState &own = task();
        own.group = moved.scope;
        const ScopeState *inner = m_state.scope(own.scope);
        if (inner && inner->task != own.id)
            own.scope = moved.scope; // it was in no scope of its own
    }
    void operator()(const TaskExited &exited)
    {
        static constexpr TaskPhase phases[] = {TaskPhase::Completed, TaskPhase::Cancelled, TaskPhase::Failed};
        TaskState &own = task();
        const ScopeState *outermost = own.isMain() ? m_state.scope(ScopeId(1)) : nullptr;
        own.phase = phases[static_cast<std::size_t>(endOfMain(exited, outermost && outermost->caught))];
        own.error = exited.error;
        own.held = false;
        endWait(own);
        own.ended = m_event.time;
    }
    void operator()(const TaskLeaked &) { task().leaked = true; }

    void operator()(const ScopeEntered &entered)
    {
        ScopeState &own = at(m_state.m_scopes, entered.scope);
        own.id = entered.scope;
        own.name = entered.name;
        own.parent = entered.parent;
        own.task = m_event.task;
        own.role = entered.role;
        own.shielded = entered.isShielded;
        own.deadline = entered.deadline;
        own.entered = own.stateSince = m_event.time;
        task().scope = entered.scope;
    }
    void operator()(const ScopeMoved &moved) { scope(moved.scope).parent = moved.parent; }
    void operator()(const ScopeExited &exited)
    {
        ScopeState &own = scope(exited.scope);
        own.exited = m_event.time;
        own.caught = exited.hasAbsorbed;
        if (const ScopeState *outer = m_state.scope(own.parent))
            own.outerStateAtExit = outer->state;
        TaskState &leaving = task();
        leaving.scope = own.parent;
        if (exited.hasAbsorbed)
            goOn(leaving);
    }
    void operator()(const CancelRequested &requested)
    {
        if (!requested.scope)
            return; // the run's system tasks are in no scope that anybody sees
        ScopeState &own = scope(requested.scope);
        own.requested = true;
        own.source = requested.source;
        own.reason = requested.reason;
        own.failure = requested.error;
        own.request = m_state.event;
    }
    void operator()(const CancelStateChanged &changed)
    {
        ScopeState &own = scope(changed.scope);
        own.state = changed.state;
        own.stateCause = changed.request;
        own.stateSince = m_event.time;
    }
    void operator()(const CancelDelivered &) { ask(false); }
    void operator()(const CancelHeld &) { ask(true); }
    void operator()(const ShieldChanged &changed) { scope(changed.scope).shielded = changed.isShielded; }
    void operator()(const ShieldsIgnored &) { m_state.ignoresShields = true; }
    void operator()(const DeadlineChanged &changed) { scope(changed.scope).deadline = changed.deadline; }
    void operator()(const DeadlineExpired &) {}

    void operator()(const ErrorRaised &) {}
    void operator()(const ErrorHandled &)
    {
        if (m_event.task)
            goOn(task()); // that may have been the cancellation
    }
    void operator()(const ErrorReplaced &) {}
    void operator()(const ErrorLost &) {}
    void operator()(const GroupFormed &formed) { scope(formed.scope).groupError = formed.error; }
    void operator()(const GroupSplit &) {}
    void operator()(const ThreadBorrowed &) {}
    void operator()(const ThreadReturned &) {}
    void operator()(const ThreadAbandoned &) {}

    void operator()(const ResourceSeen &seen)
    {
        ResourceState &own = at(m_state.m_resources, seen.resource);
        own.id = seen.resource;
        own.kind = seen.kind;
        own.name = seen.name;
    }
    void operator()(const ResourceAcquired &acquired)
    {
        at(m_state.m_resources, acquired.resource).holders.push_back(acquired.holder);
    }
    void operator()(const ResourceReleased &released)
    {
        std::vector<TaskId> &holders = at(m_state.m_resources, released.resource).holders;
        const auto holder = std::find(holders.begin(), holders.end(), released.holder);
        if (holder != holders.end())
            holders.erase(holder);
    }
    void operator()(const ResourceSet &set) { at(m_state.m_resources, set.resource).isSet = true; }

    void operator()(const Logged &) {}
    void operator()(const OperationChanged &changed)
    {
        OperationState &own = at(m_state.m_operations, changed.operation);
        own.id = changed.operation;
        own.name = changed.name;
        own.status = changed.status;
        own.task = m_event.task;
        if (changed.status == OperationStatus::Running)
            own.started = m_event.time;
        else if (own.started != Never)
            own.ended = m_event.time;
    }
    void operator()(const OperatorActed &) {}
    void operator()(const OperatorMissed &) {}
    void operator()(const RunStuck &) { m_state.stuck = m_state.event; }
    void operator()(const LimitHit &) { m_state.limit = m_state.event; }
    void operator()(const RunEnded &ended)
    {
        m_state.isOver = true;
        m_state.outcome = ended.outcome;
        m_state.error = ended.error;
    }
    void operator()(const UnknownEvent &) {}

private:
    TaskState &task() { return at(m_state.m_tasks, m_event.task); }
    ScopeState &scope(ScopeId id) { return at(m_state.m_scopes, id); }

    void endWait(TaskState &task)
    {
        task.wait = WaitKind::None;
        task.waitUntil = Never;
        task.gate = {};
        task.resource = {};
        task.starting = {};
        task.since = m_event.time;
    }
    static void goOn(TaskState &task)
    {
        if (task.phase == TaskPhase::Unwinding)
            task.phase = TaskPhase::Running;
    }
    void ask(bool isHeld)
    {
        TaskState &own = task();
        own.held = isHeld;
        own.stopCause = m_event.cause;
    }

    RunState &m_state;
    const RunEvent &m_event;
};

const TaskState *RunState::task(TaskId id) const
{
    return found(m_tasks, id);
}

const ScopeState *RunState::scope(ScopeId id) const
{
    return found(m_scopes, id);
}

const ResourceState *RunState::resource(ResourceId id) const
{
    return found(m_resources, id);
}

void RunState::apply(const Trace &trace)
{
    const RunEvent &next = trace.event(++event);
    time = next.time;
    if (next.task && next.place)
        at(m_tasks, next.task).place = next.place;
    std::visit(RunStateFold(*this, next), next.data);
    m_living.apply(next, *this);
}

int RunState::heldOutside(const ScopeState &shield) const
{
    int count = 0;
    if (shield.state != CancelState::Held || !shield.isLiving())
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
        if (around->state == CancelState::Held)
            return true;
    }
    return false;
}

std::vector<TaskId> RunState::whoCouldEnd(const TaskState &task) const
{
    if (task.starting)
        return {task.starting};
    if (const ResourceState *resource = this->resource(task.resource))
        return resource->holders;
    std::vector<TaskId> awaited;
    if (task.wait != WaitKind::Gate)
        return awaited;
    for (const TaskId id : m_living.tasks()) {
        if (this->task(id)->group == task.gate)
            awaited.push_back(id);
    }
    return awaited;
}

TimePoint RunState::effectiveDeadline(ScopeId id, ScopeId *owner) const
{
    const ScopeState *sets = nullptr;
    const TimePoint deadline = detail::deadlineInForce(
        scope(id), [](const ScopeState &at) { return at.isEffective() && at.isLiving(); },
        [this](const ScopeState &at) { return scope(at.parent); }, &sets);
    if (owner && sets)
        *owner = sets->id;
    return deadline;
}

std::size_t RunState::bytesOfACopy() const
{
    return m_tasks.bytesOfACopy() + m_scopes.bytesOfACopy() + m_operations.bytesOfACopy() + m_resources.bytesOfACopy()
           + m_living.bytesOfACopy();
}

void RunState::forgetCopied()
{
    m_tasks.forgetCopied();
    m_scopes.forgetCopied();
    m_operations.forgetCopied();
    m_resources.forgetCopied();
    m_living.forgetCopied();
}

} // namespace ScopeLab
