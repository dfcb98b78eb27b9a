#include "core/engine/event.h"

#include "core/engine/checkpoint.h"
#include "core/engine/scheduler.h"

namespace ScopeLab {

void Event::set()
{
    m_isSet = true;
    m_last = nullptr;
    detail::EventWait *wait = std::exchange(m_first, nullptr);
    while (wait) {
        detail::EventWait *const next = wait->m_next;
        Scheduler::current().schedule(*wait->m_task, detail::Wake::Value);
        wait = next;
    }
}

namespace detail {

Link EventWait::begin(Link up)
{
    if (m_event->m_isSet)
        return checkpoint().begin(up);
    Scheduler &scheduler = Scheduler::current();
    m_task = &scheduler.task();
    m_previous = m_event->m_last;
    (m_previous ? m_previous->m_next : m_event->m_first) = this;
    m_event->m_last = this;
    scheduler.observeSuspended(WaitKind::Event);
    return scheduler.park(up, this);
}

bool EventWait::abort()
{
    (m_previous ? m_previous->m_next : m_event->m_first) = m_next;
    (m_next ? m_next->m_previous : m_event->m_last) = m_previous;
    return true;
}

} // namespace detail

} // namespace ScopeLab
