#include "core/engine/cancelscope.h"

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

std::int64_t nanoseconds(TimePoint time)
{
    return time == Never ? -1 : time.time_since_epoch().count();
}

} // namespace

void CancelScope::refuseNegative()
{
    throw std::invalid_argument("CancelScope: a timeout must not be negative");
}

void CancelScope::cancel(std::string reason)
{
    const Scheduler *scheduler = Scheduler::currentOrNull();
    const TaskNode *task = scheduler ? scheduler->taskOrNull() : nullptr;
    cancel(CancelReason{CancelSource::Explicit, std::move(reason), task ? task->id : 0});
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
        return; // told when it is entered
    scheduler->deadlines().remove(*this);
    if (!scheduler->isObserved())
        return;
    const EventId event = scheduler->observe({.kind = EventKind::CancelRequested,
                                              .source = m_ownReason->source,
                                              .task = m_ownReason->task,
                                              .scope = m_status.id,
                                              .cause = scheduler->currentCause(),
                                              .label = m_label,
                                              .text = m_ownReason->text});
    if (!m_status.effective)
        m_status.cause = event;
}

void CancelScope::setShielded(bool shielded)
{
    const bool isChange = std::exchange(m_status.shielded, shielded) != shielded;
    if (m_state != State::Active)
        return;
    Scheduler &scheduler = Scheduler::current();
    if (isChange)
        scheduler.observe({.kind = EventKind::ShieldChanged,
                           .flag = shielded,
                           .scope = m_status.id,
                           .cause = scheduler.currentCause()});
    m_status.refresh(); // even if it stays: Trio looks at the tree again, and notices a passed deadline (CS-3)
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
        scheduler.setCurrentCause(
            scheduler.observe({.kind = EventKind::DeadlineExpired, .scope = m_status.id, .label = m_label}));
    request(CancelReason{CancelSource::Deadline, {}, 0});
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
    scheduler.observe({.kind = EventKind::DeadlineChanged,
                       .scope = m_status.id,
                       .cause = scheduler.currentCause(),
                       .value = nanoseconds(m_status.deadline)});
}

void CancelScope::enter(TaskNode &task)
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
        tellEntered(parent.id);
    if (m_status.deadline != Never && !m_status.requested) {
        if (m_status.deadline <= now)
            fire(); // over at entry (CS-6)
        else
            scheduler.deadlines().insert(*this, m_status.deadline);
    }
    if (m_status.requested || parent.effective)
        m_status.refresh();
}

void CancelScope::tellEntered(ScopeId parent)
{
    Scheduler &scheduler = Scheduler::current();
    scheduler.observeTask({.kind = EventKind::ScopeEntered,
                           .flag = m_status.shielded,
                           .scope = m_status.id,
                           .other = parent,
                           .value = nanoseconds(m_status.deadline),
                           .label = m_label});
    if (m_status.requested) // cancelled before anybody could see it
        m_status.cause = scheduler.observeTask({.kind = EventKind::CancelRequested,
                                                .source = m_ownReason->source,
                                                .scope = m_status.id,
                                                .text = m_ownReason->text});
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
        scheduler.observeTask({.kind = EventKind::ScopeExited, .flag = absorbed, .scope = m_status.id});
}

TimePoint currentEffectiveDeadline()
{
    TimePoint earliest = Never;
    for (CancelStatus *at = Scheduler::current().task().status; at; at = at->parent) {
        if (at->effective)
            return TimePoint::min();
        earliest = std::min(earliest, at->deadline);
        if (at->shielded)
            break;
    }
    return earliest;
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
            task.error->growTraceback(); // Trio raises what is left of a group, if that is all of it, too
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
        scheduler.observeTask(
            {.kind = EventKind::GroupSplit, .scope = scope.id(), .error = whole, .otherError = task.error});
    scope.leave(task, true);
    return !task.error;
}

} // namespace detail

} // namespace ScopeLab
