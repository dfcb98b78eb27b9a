#include "core/engine/event.h"

namespace ScopeLab {

void Event::set()
{
    m_isSet = true;
    while (!m_waiting.isEmpty())
        m_waiting.wakeFirst();
}

namespace detail {

Link EventWait::begin(Link up)
{
    if (m_event->m_isSet)
        return checkpoint().begin(up);
    return m_event->m_waiting.park(*this, up, WaitKind::Event);
}

bool EventWait::abort()
{
    m_event->m_waiting.remove(*this);
    return true;
}

} // namespace detail

} // namespace ScopeLab
