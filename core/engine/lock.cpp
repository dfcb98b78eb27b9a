#include "core/engine/lock.h"

namespace ScopeLab {

void LockGuard::release()
{
    if (Lock *lock = std::exchange(m_lock, nullptr))
        lock->release();
}

void Lock::release()
{
    // Handed over rather than released, so that no later task can overtake the first in the queue.
    giveTo(m_waiting.isEmpty() ? TaskId() : m_waiting.wakeFirst().parked->id);
}

void Lock::giveTo(TaskId task)
{
    const TaskId before = std::exchange(m_owner, task);
    Scheduler *scheduler = Scheduler::currentOrNull();
    if (!scheduler || !scheduler->isObserved())
        return;
    const ResourceId id = m_tag.in(*scheduler, ResourceKind::Lock);
    if (before)
        scheduler->observeTask(ResourceReleased{id, before});
    if (task)
        scheduler->observeTask(ResourceAcquired{id, task});
}

namespace detail {

Continuation LockAcquire::attempt()
{
    const TaskId asking = currentTask().id;
    if (m_lock->m_owner == asking)
        return refused(makeError("RuntimeError", "the task holds this lock already"));
    if (m_lock->m_owner) {
        const ResourceId id = m_lock->m_tag.in(Scheduler::current(), ResourceKind::Lock);
        return m_lock->m_waiting.park(*this, up, WaitKind::Lock, id);
    }
    m_lock->giveTo(asking);
    return taken();
}

LockGuard LockAcquire::take()
{
    return LockGuard(m_lock);
}

} // namespace detail

} // namespace ScopeLab
