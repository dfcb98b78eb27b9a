#include "core/engine/taskgroup.h"

#include <stdexcept>

namespace ScopeLab {

using detail::Signal;
using detail::TaskNode;

TaskId TaskGroup::spawn(Task<> task, const Label *label)
{
    if (!isOpen())
        throw std::logic_error("TaskGroup: a task cannot be spawned into a group that is not open");
    Scheduler &scheduler = Scheduler::current();
    if (scheduler.isAbandoning())
        return {}; // called by a destructor: nothing starts any more
    ++m_children;
    return scheduler.adopt(task.release(), m_scope.status(), this, label).id;
}

void TaskGroup::open(TaskNode &host, ScopeRole role)
{
    detail::ScopeGate::enter(m_scope, host, role);
    m_host = &host;
}

void TaskGroup::bodyEnded(TaskNode &host, detail::Continuation gate)
{
    record(host, "the body");
    m_atGate = true;
    host.up = gate;
    // Parked without a waiter, so that nothing interrupts the waiting host; its tasks are cancelled
    // themselves (NU-5).
    Scheduler::current().observeSuspended({.wait = WaitKind::Gate, .gate = m_scope.id()});
    closeIfDone();
}

void TaskGroup::childEnded(TaskNode &task)
{
    --m_children;
    record(task, "a task");
    closeIfDone();
}

void TaskGroup::record(TaskNode &task, const char *who)
{
    if (task.signal == Signal::Value)
        return;
    if (task.isHandling())
        task.materialised(); // it must show what was being handled
    if (task.error)
        m_failures.push_back({task.error, 0});
    else if (!m_failures.empty() && !m_failures.back().error)
        ++m_failures.back().bareCancelled;
    else
        m_failures.push_back({{}, 1});
    if (m_scope.status().requested)
        return;
    std::string text = who;
    text += task.error ? " failed: " + describe(*task.error) : " was cancelled";
    m_scope.cancel(CancelReason{CancelSource::TaskGroup, std::move(text), task.id, task.error});
}

void TaskGroup::closeIfDone()
{
    if (!m_atGate || m_children > 0 || m_pendingStarts > 0 || m_closed)
        return;
    m_closed = true;
    Scheduler::current().schedule(*m_host, detail::Wake::Value); // even an empty group yields (NU-6)
}

ErrorPtr TaskGroup::formGroup() const
{
    const CancelReason *reason = m_scope.reason();
    std::vector<ErrorPtr> members;
    for (const Failure &failure : m_failures) {
        if (failure.error)
            members.push_back(failure.error);
        for (std::uint32_t i = 0; i < failure.bareCancelled; ++i)
            members.push_back(makeCancelled(reason ? reason->toString() : "cancelled"));
    }
    const Label *label = m_scope.label();
    return makeGroup(label ? "errors of " + label->name : "errors of a task group", std::move(members));
}

void TaskGroup::conclude(TaskNode &host)
{
    host.signal = Signal::Value;
    host.error = {};
    if (!m_failures.empty()) {
        const bool onlyBare = m_failures.size() == 1 && !m_failures.front().error;
        if (!onlyBare || !m_scope.status().absorbs()) {
            host.error = formGroup();
            host.error->origin = host.whereItIs();
            Scheduler &scheduler = Scheduler::current();
            scheduler.observeTask(GroupFormed{m_scope.id(), scheduler.idFor(host.error)});
        }
        const bool plain = host.error && !host.error->holdsCancellation();
        host.signal = plain ? Signal::Error : Signal::Stop;
    }
    detail::ScopeGate::exit(m_scope, host);
}

} // namespace ScopeLab
