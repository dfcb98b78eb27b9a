#include "core/engine/lock.h"

namespace ScopeLab {

void LockGuard::release()
{
    if (Lock *lock = std::exchange(m_lock, nullptr))
        lock->release();
}

void Lock::release()
{
    // Handed over rather than let go: nobody who asks later comes first.
    m_owner = m_waiting.isEmpty() ? nullptr : m_waiting.wakeFirst().parked;
}

namespace detail {

Link LockAcquire::attempt()
{
    if (m_lock->m_owner == &currentTask())
        return refused(makeError("RuntimeError", "the task holds this lock already"));
    if (m_lock->m_owner)
        return m_lock->m_waiting.park(*this, up, WaitKind::Lock);
    m_lock->m_owner = &currentTask();
    return taken();
}

LockGuard LockAcquire::take()
{
    return LockGuard(m_lock);
}

} // namespace detail

} // namespace ScopeLab
