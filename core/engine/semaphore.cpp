#include "core/engine/semaphore.h"

namespace ScopeLab {

void Semaphore::release()
{
    if (m_waiting.isEmpty())
        ++m_value;
    else
        m_waiting.wakeFirst();
}

namespace detail {

Continuation SemaphoreAcquire::attempt()
{
    if (m_semaphore->m_value == 0)
        return m_semaphore->m_waiting.park(*this, up, WaitKind::Semaphore,
                                           m_semaphore->m_tag.in(Scheduler::current(), ResourceKind::Semaphore));
    --m_semaphore->m_value;
    return taken();
}

} // namespace detail

} // namespace ScopeLab
