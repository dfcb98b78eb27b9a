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
    Link begin(Link up)
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
    Link begin(Link up) { return isReady() ? up : YieldOperation(Wake::Checkpoint).begin(up); }
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
    Link begin(Link up);
    bool abort() override;
    void fire() override;

private:
    TaskNode *m_task = nullptr;
    TimePoint m_until; ///< Never: counts m_length from when it begins.
    Duration m_length;
};

} // namespace detail

/// A schedule point, then a cancellation point (CP-1). The building block of everything that waits.
inline detail::YieldOperation checkpoint()
{
    return detail::YieldOperation(detail::Wake::Checkpoint);
}

/// A schedule point that is never a cancellation point (CP-3).
inline detail::YieldOperation cancelShieldedCheckpoint()
{
    return detail::YieldOperation(detail::Wake::Value);
}

/// A cancellation point that is no schedule point while nothing is cancelled: it looks at a flag,
/// and misses a deadline that the run has not noticed yet (CP-2).
inline detail::CheckpointIfCancelled checkpointIfCancelled()
{
    return {};
}

/// Waits; a checkpoint, whatever @p length is. 0 is checkpoint() (TO-10).
///
/// Like a scope with a deadline it looks once more when its time is over: cancelled in that same
/// instant, it stops (TO-6).
/// @throws std::invalid_argument if @p length is negative.
detail::SleepOperation sleepFor(Duration length);

/// Waits until @p time, a moment of the run; in the past it is a checkpoint.
detail::SleepOperation sleepUntil(TimePoint time);

/// Waits until it is cancelled.
inline detail::SleepOperation sleepForever()
{
    return detail::SleepOperation(Never, Forever);
}

} // namespace ScopeLab
