#include "core/engine/event.h"

#include <utility>

namespace ScopeLab {

void Event::set()
{
    const bool isChange = !std::exchange(m_isSet, true);
    Scheduler *scheduler = Scheduler::currentOrNull();
    if (isChange && scheduler && scheduler->isObserved())
        scheduler->observeTask(ResourceSet{m_tag.in(*scheduler, ResourceKind::Event), {}});
    while (!isEmpty())
        wakeFirst();
}

namespace detail {

Continuation EventWait::begin(Continuation up)
{
    Event &event = static_cast<Event &>(static_cast<WaitQueue &>(*previous));
    if (event.m_isSet)
        return checkpoint().begin(up);
    return event.park(*this, up, WaitKind::Event, event.m_tag.in(Scheduler::current(), ResourceKind::Event));
}

bool EventWait::abort()
{
    leaveLine();
    return true;
}

} // namespace detail

} // namespace ScopeLab
