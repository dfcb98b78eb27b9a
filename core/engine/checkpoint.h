#pragma once

#include "core/engine/deadlinequeue.h"
#include "core/engine/operation.h"
#include "core/engine/scheduler.h"
#include "core/time/timepoint.h"

namespace ScopeLab {

namespace detail {

class YieldOperation : public LeafOperation
{
public:
    explicit YieldOperation(Wake wake)
        : m_wake(wake)
    {
    }
    Continuation begin(Continuation up)
    {
        Scheduler &scheduler = Scheduler::current();
        TaskNode &task = currentTask();
        task.up = up;
        scheduler.schedule(task, m_wake);
        scheduler.observeSuspended({.wait = WaitKind::Checkpoint});
        return nullptr;
    }

private:
    Wake m_wake;
};

class CheckpointIfCancelled : public LeafOperation
{
public:
    CheckpointIfCancelled() = default;
    bool isReady() const { return !currentTask().status->effective; }
    Continuation begin(Continuation up) { return isReady() ? up : YieldOperation(Wake::Checkpoint).begin(up); }
};

class SleepOperation final : public LeafOperation, public Waiter, public Timer
{
public:
    explicit SleepOperation(TimePoint until, Duration length)
        : m_until(until)
        , m_length(length)
    {
    }
    SleepOperation(SleepOperation &&other) noexcept
        : LeafOperation()
        , Waiter()
        , Timer()
        , m_until(other.m_until)
        , m_length(other.m_length)
    {
    }
    Continuation begin(Continuation up);
    bool abort() override;
    void fire() override;

private:
    TaskNode *m_task = nullptr;
    TimePoint m_until; ///< Never: m_length counts from when it begins.
    Duration m_length;
};

} // namespace detail

/// A schedule point, then a cancellation point (CP-1). Everything that waits is built on it.
inline detail::YieldOperation checkpoint()
{
    return detail::YieldOperation(detail::Wake::Checkpoint);
}

/// A schedule point that is never a cancellation point (CP-3).
inline detail::YieldOperation cancelShieldedCheckpoint()
{
    return detail::YieldOperation(detail::Wake::Value);
}

/// A cancellation point, but no schedule point while nothing is cancelled. It only reads a flag, so it
/// misses a deadline that the run has not noticed yet (CP-2).
inline detail::CheckpointIfCancelled checkpointIfCancelled()
{
    return {};
}

/// Waits for @p length; always a checkpoint. 0 is checkpoint() (TO-10).
///
/// Like a scope with a deadline it checks once more when its time is up: if it is cancelled at that very
/// instant, it stops (TO-6).
/// @throws std::invalid_argument if @p length is negative.
detail::SleepOperation sleepFor(Duration length);

/// Waits until @p time, a moment of the run; if that has passed it is a checkpoint.
detail::SleepOperation sleepUntil(TimePoint time);

/// Waits until it is cancelled.
inline detail::SleepOperation sleepForever()
{
    return detail::SleepOperation(Never, Forever);
}

} // namespace ScopeLab
