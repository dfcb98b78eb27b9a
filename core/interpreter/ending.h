#pragma once

#include "core/engine/operation.h"
#include "core/engine/virtualtimeexecutor.h"
#include "core/interpreter/runlimits.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>

namespace ScopeLab {

struct Step;

/// Sees to it that a run ends, on any executor: counts what it uses up, and takes harsher and harsher
/// measures against one that is stuck or over a limit.
///
/// Belongs to the run's thread; only stop() is thread-safe.
class Ending
{
public:
    /// How much is done to end the run. It only ever moves on, and each stage has bounded steps and
    /// time, so every run comes to the last one.
    enum class Stage : std::uint8_t {
        Free,      ///< Nothing: it goes as it will.
        Cancelled, ///< All that it has left was cancelled.
        Forced,    ///< Shields do not hold any more either.
        Over       ///< It has ended, or is given up: what is left of it never ends.
    };

    /// @param cancelAll cancels what is left of the run, for the reason that it is given.
    Ending(Scheduler &scheduler, const RunLimits &limits, std::function<void(const std::string &)> cancelAll);

    Stage stage() const { return m_stage; }

    /// Why the run did not end by itself: Stuck or Limit; nothing if it did.
    const std::optional<RunOutcome> &outcome() const { return m_outcome; }

    /// The step that was begun last, of any task; null before the first.
    const Step *lastStep() const { return m_lastStep; }

    /// The moment that the run may reach, but not pass, in this stage. Its executor comes to rest there.
    TimePoint lastMoment() const { return m_lastMoment; }

    /// To be asked whenever the executor has come to rest, with how far it came.
    /// @returns true if the run goes on; it may have been given something to do. Asked again and again
    /// without anything between, it says no after a few times.
    bool goesOn(Progress progress);

    /// Somebody has seen enough: not one more step is run, so that even a turn without an end ends.
    void stop() { m_isStopped.store(true, std::memory_order_relaxed); }

    /// Counts @p step, which is about to be run.
    /// @returns false if the run is stopped, or has used up what it had left to end in: Halt then.
    bool mayRun(const Step &step);

    /// @returns false if there may not be one task more, as @p step wants.
    bool mayStart(const Step &step);

    /// @returns false if there may not be one more line in the log.
    bool mayLog();

    /// Computes for @p length, or up to where the time of the run is over.
    void compute(Duration length);

private:
    bool isTimeUp() const;
    void timeIsUp();
    void hitLimit(LimitKind limit, std::int64_t most);
    void moveTo(Stage stage);

    Scheduler &m_scheduler;
    const RunLimits m_limits;
    const std::function<void(const std::string &)> m_cancelAll;
    Stage m_stage = Stage::Free;
    std::optional<RunOutcome> m_outcome;
    const Step *m_lastStep = nullptr;
    std::uint64_t m_steps = 0;
    std::uint64_t m_mostSteps;
    std::uint64_t m_logLines = 0;
    TimePoint m_lastMoment;
    std::atomic<bool> m_isStopped = false;
};

/// Suspends a task for good. No cancellation reaches it; the run can only be given up around it.
class Halt final : public detail::LeafOperation, public detail::Waiter
{
public:
    Halt() = default;
    Halt(Halt &&) noexcept {}

    detail::Link begin(detail::Link up);
    bool abort() override { return false; }
};

} // namespace ScopeLab
