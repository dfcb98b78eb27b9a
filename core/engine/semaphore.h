#pragma once

#include "core/engine/waitqueue.h"

namespace ScopeLab {

class Semaphore;

namespace detail {

class SemaphoreAcquire final : public TakeOperation
{
public:
    using Value = void;

    explicit SemaphoreAcquire(Semaphore &semaphore)
        : m_semaphore(&semaphore)
    {
    }
    SemaphoreAcquire(SemaphoreAcquire &&other) noexcept // before it begins only
        : TakeOperation()
        , m_semaphore(other.m_semaphore)
    {
    }
    void take() {}

private:
    Continuation attempt() override;

    Semaphore *m_semaphore;
};

} // namespace detail

/// A counter that tasks of one run wait to take from. One task may take and another give back; to limit
/// how many do something at once, use CapacityLimiter. Source: Trio `Semaphore`.
/// Threading: confined to the run.
class Semaphore
{
public:
    explicit Semaphore(std::size_t value)
        : m_value(value)
    {
    }
    Semaphore(const Semaphore &) = delete;
    Semaphore &operator=(const Semaphore &) = delete;

    /// Waits until the value is above 0 and takes one; a checkpoint even when it does not have to wait.
    detail::SemaphoreAcquire acquire() { return detail::SemaphoreAcquire(*this); }

    /// Gives one back: to the first waiting task, or else to the value.
    void release();

    /// For observers. Must outlive the run.
    void setLabel(const Label *label) { m_tag.label = label; }

    std::size_t value() const { return m_value; }
    std::size_t waitingTasks() const { return m_waiting.size(); }

private:
    friend class detail::SemaphoreAcquire;
    std::size_t m_value;
    detail::ResourceTag m_tag;
    detail::WaitQueue m_waiting;
};

} // namespace ScopeLab
