#include "core/engine/start.h"

namespace ScopeLab::detail {

// start() is a group of one task, whose host waits at the gate from the beginning.

void StartState::open(TaskNode &host, Continuation gate)
{
    static const Label label{"starting", {}, {}}; // no kind: a scope of the engine's own
    hidden.m_scope.setLabel(&label);
    hidden.open(host, ScopeRole::Start);
    ++target->m_pendingStarts; // keeps the target open even if nothing else does (ST-5)
    hidden.m_atGate = true;
    host.up = gate;
}

void StartState::spawn(Task<> task, const Label *label)
{
    const TaskId id = hidden.spawn(std::move(task), label);
    child = id ? hidden.m_scope.status().tasks : nullptr; // the one that was just put in front
    Scheduler &scheduler = Scheduler::current();
    if (scheduler.isObserved())
        scheduler.observeTask(TaskStarting{id, target->m_scope.id()});
    scheduler.observeSuspended({.wait = WaitKind::Start, .gate = hidden.m_scope.id()});
}

void StartState::moveChild()
{
    CancelStatus &from = hidden.m_scope.status();
    if (hidden.m_children == 0 || from.effective)
        return; // the caller is cancelled: the task stays with it (ST-4)
    CancelStatus &to = target->m_scope.status();
    hidden.m_children = 0;
    ++target->m_children;
    child->group = target;
    Scheduler &scheduler = Scheduler::current();
    const EventId moved = scheduler.observeOf(*child, TaskMoved{to.id}, scheduler.currentCause());
    // What the task has opened goes with it; the host of the hidden group stays.
    for (CancelStatus *scope = from.firstChild; scope;) {
        CancelStatus *const next = scope->next;
        scope->unlink();
        scope->link(to);
        scope->refresh(scheduler.observe(ScopeMoved{scope->id, to.id}, moved));
        scope = next;
    }
    for (TaskNode *task = from.tasks; task;) {
        TaskNode *const next = task->nextInScope;
        if (task != hidden.m_host) {
            task->moveTo(to);
            if (to.effective)
                scheduler.deliver(*task); // it wakes with a cancellation (ST-6)
        }
        task = next;
    }
    child = nullptr;
    hidden.closeIfDone();
}

void StartState::conclude(TaskNode &host)
{
    host.signal = Signal::Value;
    host.error = {};
    if (!hidden.m_failures.empty()) { // of one task: it leaves bare (ST-2)
        host.error = hidden.m_failures.front().error;
        const bool isError = host.error && !host.error->holdsCancellation();
        host.signal = isError ? Signal::Error : Signal::Stop;
    }
    ScopeGate::exit(hidden.m_scope, host);
    --target->m_pendingStarts;
    target->closeIfDone();
    target = nullptr;
    if (host.signal == Signal::Value && !isStarted)
        raise(host, makeError("RuntimeError", "the task ended without calling started()"));
}

void StartState::giveUp(TaskNode &host)
{
    ScopeGate::abandon(hidden.m_scope, host);
    --target->m_pendingStarts;
    target = nullptr;
}

} // namespace ScopeLab::detail
