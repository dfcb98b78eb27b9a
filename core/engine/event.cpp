#include "core/engine/event.h"

namespace ScopeLab {

void Event::set()
{
    m_isSet = true;
    while (!isEmpty())
        wakeFirst();
}

namespace detail {

Link EventWait::begin(Link up)
{
    Event &event = static_cast<Event &>(static_cast<WaitQueue &>(*previous));
    if (event.m_isSet)
        return checkpoint().begin(up);
    return event.park(*this, up, WaitKind::Event);
}

bool EventWait::abort()
{
    leaveLine();
    return true;
}

} // namespace detail

} // namespace ScopeLab
