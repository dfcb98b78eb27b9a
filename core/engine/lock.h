#pragma once

#include "core/engine/waitqueue.h"

namespace ScopeLab {

class Lock;

namespace detail {
class LockAcquire;
}

/// Holds a lock; destroying it releases the lock. It must not outlive the run.
class [[nodiscard]] LockGuard
{
public:
    LockGuard(LockGuard &&other) noexcept
        : m_lock(std::exchange(other.m_lock, nullptr))
    {
    }
    LockGuard &operator=(LockGuard &&) = delete;
    ~LockGuard() { release(); }

    /// Releases the lock before the end of the block. No-op the second time.
    void release();

private:
    friend class detail::LockAcquire;
    explicit LockGuard(Lock *lock)
        : m_lock(lock)
    {
    }

    Lock *m_lock;
};

namespace detail {

class LockAcquire final : public TakeOperation
{
public:
    using Value = LockGuard;

    explicit LockAcquire(Lock &lock)
        : m_lock(&lock)
    {
    }
    LockAcquire(LockAcquire &&other) noexcept // before it begins only
        : TakeOperation()
        , m_lock(other.m_lock)
    {
    }
    LockGuard take();

private:
    Continuation attempt() override;

    Lock *m_lock;
};

} // namespace detail

/// Mutual exclusion between tasks of one run, first come, first served. Source: Trio `Lock`.
///
///     const LockGuard held = co_await lock.acquire();
///
/// Threading: confined to the run; between threads use std::mutex.
class Lock
{
public:
    Lock() = default;
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

    /// Waits until the lock is the caller's, and gives its guard; a checkpoint even when it is free.
    /// @throws RaisedError (RuntimeError) if the task holds it already.
    detail::LockAcquire acquire() { return detail::LockAcquire(*this); }

    /// For observers. Must outlive the run.
    void setLabel(const Label *label) { m_tag.label = label; }

    bool isLocked() const { return static_cast<bool>(m_owner); }
    std::size_t waitingTasks() const { return m_waiting.size(); }

private:
    friend class detail::LockAcquire;
    friend class LockGuard;
    void release();
    void giveTo(TaskId task);

    TaskId m_owner;
    detail::ResourceTag m_tag;
    detail::WaitQueue m_waiting;
};

} // namespace ScopeLab
