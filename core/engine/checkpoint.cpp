#include "core/engine/checkpoint.h"

#include "core/engine/scheduler.h"

#include <stdexcept>

namespace ScopeLab {

namespace detail {

Continuation SleepOperation::begin(Continuation up)
{
    Scheduler &scheduler = Scheduler::current();
    const TimePoint until = m_until != Never ? m_until : after(scheduler.now(), m_length);
    if (until <= scheduler.now())
        return checkpoint().begin(up);
    m_task = &scheduler.task();
    if (until != Never)
        scheduler.deadlines().insert(*this, until);
    scheduler.observeSuspended({.wait = WaitKind::Sleep, .until = until});
    return scheduler.park(up, this);
}

bool SleepOperation::abort()
{
    Scheduler::current().deadlines().remove(*this);
    return true;
}

void SleepOperation::fire()
{
    Scheduler::current().schedule(*m_task, Wake::OwnScope);
}

} // namespace detail

detail::SleepOperation sleepFor(Duration length)
{
    if (length < Duration::zero())
        throw std::invalid_argument("sleepFor: the length must not be negative");
    return detail::SleepOperation(Never, length);
}

detail::SleepOperation sleepUntil(TimePoint time)
{
    return detail::SleepOperation(time, Forever);
}

} // namespace ScopeLab
