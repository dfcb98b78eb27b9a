#include "core/engine/cancelscope.h"

#include "core/engine/deadlineinforce.h"
#include "core/engine/scheduler.h"
#include "core/engine/split.h"

#include <QtGlobal>

#include <stdexcept>
#include <utility>

namespace ScopeLab {

using detail::CancelStatus;
using detail::Signal;
using detail::TaskNode;

namespace {

} // namespace

void CancelScope::refuseNegative()
{
    throw std::invalid_argument("CancelScope: a timeout must not be negative");
}

void CancelScope::cancel(std::string reason)
{
    const Scheduler *scheduler = Scheduler::currentOrNull();
    const TaskNode *task = scheduler ? scheduler->taskOrNull() : nullptr;
    cancel(CancelReason{CancelSource::Explicit, std::move(reason), task ? task->id : TaskId()});
}

void CancelScope::cancel(CancelReason reason)
{
    if (m_status.requested)
        return;
    request(std::move(reason));
    if (m_state == State::Active)
        m_status.refresh();
}

void CancelScope::request(CancelReason reason)
{
    m_status.requested = true;
    m_ownReason = std::make_shared<const CancelReason>(std::move(reason));
    if (!m_status.reason)
        m_status.reason = m_ownReason;
    Scheduler *scheduler = Scheduler::currentOrNull();
    if (!scheduler || m_state == State::Unentered)
        return; // reported on entry
    scheduler->deadlines().remove(*this);
    if (!scheduler->isObserved())
        return;
    const EventId event = tellRequested(*scheduler);
    if (!m_status.effective)
        m_status.cause = event;
}

/// Reported of the task that cancelled it, or failed: the task of this turn unless the reason says otherwise.
EventId CancelScope::tellRequested(Scheduler &scheduler) const
{
    const CancelRequested event{m_status.id, m_ownReason->source, scheduler.idFor(std::string_view(m_ownReason->text)),
                                scheduler.idFor(m_ownReason->error)};
    const TaskNode *task = scheduler.taskOrNull();
    const bool isOwn = task && task->id == m_ownReason->task;
    return isOwn ? scheduler.observeTask(event) : scheduler.observe(event, scheduler.currentCause());
}

void CancelScope::setShielded(bool shielded)
{
    const bool isChange = std::exchange(m_status.shielded, shielded) != shielded;
    if (m_state != State::Active)
        return;
    Scheduler &scheduler = Scheduler::current();
    const EventId event = isChange ? scheduler.observeTask(ShieldChanged{m_status.id, shielded}) : 0;
    m_status.refresh(event); // even if it stays: Trio looks at the tree again, and notices a passed deadline (CS-3)
}

void CancelScope::setDeadline(TimePoint deadline)
{
    if (m_state == State::Unentered && m_timeout != Forever)
        throw std::logic_error("CancelScope: the deadline is relative until the scope is entered");
    m_status.deadline = deadline;
    rearm();
}

TimePoint CancelScope::deadline() const
{
    if (m_state == State::Unentered && m_timeout != Forever)
        throw std::logic_error("CancelScope: the deadline is relative until the scope is entered");
    return m_status.deadline;
}

void CancelScope::setRelativeDeadline(Duration timeout)
{
    if (timeout < Duration::zero())
        refuseNegative();
    if (m_state == State::Unentered) {
        if (m_status.deadline != Never)
            throw std::logic_error("CancelScope: the deadline is absolute");
        m_timeout = timeout;
        return;
    }
    setDeadline(after(Scheduler::current().now(), timeout));
}

Duration CancelScope::relativeDeadline() const
{
    if (m_state == State::Unentered) {
        if (m_status.deadline != Never)
            throw std::logic_error("CancelScope: the deadline is absolute");
        return m_timeout;
    }
    return m_status.deadline == Never ? Forever : m_status.deadline - Scheduler::current().now();
}

bool CancelScope::cancelCalled()
{
    if (m_state != State::Exited)
        expireIfDue();
    return m_status.requested;
}

void CancelScope::expireIfDue()
{
    Scheduler *scheduler = Scheduler::currentOrNull();
    if (!scheduler || m_status.requested || m_status.deadline > scheduler->now())
        return;
    fire();
}

void CancelScope::fire()
{
    expireWhilePropagating();
    if (m_state == State::Active)
        m_status.refresh();
}

void CancelScope::expireWhilePropagating()
{
    Scheduler &scheduler = Scheduler::current();
    const EventId outer = scheduler.currentCause();
    if (m_state == State::Active)
        scheduler.setCurrentCause(scheduler.observe(DeadlineExpired{m_status.id}));
    request(CancelReason{CancelSource::Deadline, {}, {}});
    scheduler.setCurrentCause(outer);
}

void CancelScope::rearm()
{
    if (m_state != State::Active)
        return;
    Scheduler &scheduler = Scheduler::current();
    scheduler.deadlines().remove(*this);
    if (m_status.deadline != Never && !m_status.requested)
        scheduler.deadlines().insert(*this, m_status.deadline); // a passed one waits for the next pass
    scheduler.observeTask(DeadlineChanged{m_status.id, m_status.deadline});
}

void CancelScope::enter(TaskNode &task, ScopeRole role)
{
    Scheduler &scheduler = Scheduler::current();
    CancelStatus &parent = *task.status;
    m_state = State::Active;
    m_status.id = scheduler.nextScopeId();
    TimePoint now = scheduler.timeOfPass();
    if (m_timeout != Forever) {
        now = scheduler.now();
        m_status.deadline = after(now, m_timeout);
    } else if (m_status.deadline != Never) {
        now = scheduler.now();
    }
    m_status.link(parent);
    task.moveTo(m_status);
    if (scheduler.isObserved())
        tellEntered(parent.id, role);
    if (m_status.deadline != Never && !m_status.requested) {
        if (m_status.deadline <= now)
            fire(); // over at entry (CS-6)
        else
            scheduler.deadlines().insert(*this, m_status.deadline);
    }
    if (m_status.requested || parent.effective)
        m_status.refresh();
}

void CancelScope::tellEntered(ScopeId parent, ScopeRole role)
{
    Scheduler &scheduler = Scheduler::current();
    scheduler.observeTask(
        ScopeEntered{m_status.id, parent, m_status.deadline, m_status.shielded, role, scheduler.idFor(m_label)});
    if (m_status.requested) // cancelled before anybody could see it
        m_status.cause = tellRequested(scheduler);
}

void CancelScope::leave(TaskNode &task, bool absorbed)
{
    Scheduler &scheduler = Scheduler::current();
    if (isQueued())
        scheduler.deadlines().remove(*this);
    task.moveTo(*m_status.parent);
    m_status.unlink();
    m_state = State::Exited;
    if (scheduler.isObserved())
        scheduler.observeTask(ScopeExited{m_status.id, absorbed});
}

TimePoint currentEffectiveDeadline()
{
    const CancelStatus *innermost = Scheduler::current().task().status;
    return detail::deadlineInForce(
        innermost, [](const CancelStatus &scope) { return scope.effective; },
        [](const CancelStatus &scope) -> const CancelStatus * { return scope.parent; });
}

namespace detail {

void ScopeGate::abandon(CancelScope &scope, TaskNode &task)
{
    scope.leave(task, false);
}

bool ScopeGate::exit(CancelScope &scope, TaskNode &task)
{
    Scheduler &scheduler = Scheduler::current();
    const bool filters = !scheduler.isAbandoning() && scope.m_status.absorbs();
    const bool mine = filters && task.carriesStop();
    if (!mine) {
        if (filters && task.signal == Signal::Error && task.error->isGroup())
            task.error->growTraceback(); // Trio raises what is left of a group anew, even if that is all of it
        scope.leave(task, false);
        return false;
    }
    scope.m_caught = true;
    const ErrorPtr whole = task.error;
    scope.m_absorbed = task.materialised();
    task.error = whole ? nonCancelSubgroup(whole) : ErrorPtr();
    task.signal = task.error ? Signal::Error : Signal::Value;
    if (task.error)
        task.error->growTraceback();
    if (whole && whole->isGroup() && scheduler.isObserved())
        scheduler.observeTask(GroupSplit{scope.id(), scheduler.idFor(whole), scheduler.idFor(task.error)});
    scope.leave(task, true);
    return !task.error;
}

} // namespace detail

} // namespace ScopeLab
