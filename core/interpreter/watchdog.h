#pragma once

#include "core/engine/operation.h"
#include "core/engine/virtualtimeexecutor.h"
#include "core/interpreter/runlimits.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <optional>
#include <string>

namespace ScopeLab {

struct Step;

/// Makes sure that a run ends, on any executor: counts what it uses up, and takes ever harsher measures
/// against one that is stuck or over a limit.
///
/// Belongs to the run's thread; only stop() is thread-safe.
class Watchdog
{
public:
    /// How hard it tries to end the run. Stages only move on, and each is bounded in steps and time, so
    /// every run reaches the last one.
    enum class Stage : std::uint8_t {
        Free,      ///< It does not interfere.
        Cancelled, ///< Everything that was left has been cancelled.
        Forced,    ///< Shields no longer hold, either.
        Over       ///< The run has ended, or is given up because what is left of it never ends.
    };

    /// @param cancelAll cancels what is left of the run, for the reason it is passed.
    Watchdog(Scheduler &scheduler, const RunLimits &limits, std::function<void(const std::string &)> cancelAll);

    Stage stage() const { return m_stage; }

    /// Why the run did not end by itself, Stuck or Limit; nothing if it did.
    const std::optional<RunOutcome> &outcome() const { return m_outcome; }

    /// The last moment that the run may reach in this stage. Its executor comes to rest there.
    TimePoint lastMoment() const { return m_lastMoment; }

    /// To be called whenever the executor has come to rest, with how far it came.
    /// @returns true if the run goes on; it may have been given something to do. Called repeatedly with
    /// nothing in between, it soon returns false.
    bool goesOn(Progress progress);

    /// Lets no further step run, so that even a turn that would never end ends.
    void stop() { m_isStopped.store(true, std::memory_order_relaxed); }

    /// Counts @p step, which is about to run.
    /// @returns false if the run is stopped, or has used up what it was given for its cleanup: Halt then.
    bool mayRun(const Step &step);

    /// @returns false if @p step must not start another task.
    bool mayStart(const Step &step);

    /// @returns false if there must be no further line in the log.
    bool mayLog();

    /// How long the next text of a step may be, in bytes.
    std::size_t textLeft() const
    {
        constexpr std::uint64_t ForCleanup = 100; // however much was used before
        return std::max(ForCleanup, m_limits.text - std::min(m_limits.text, m_text));
    }

    /// Counts a text. @param isCut true if it had to be cut to textLeft().
    void countText(std::size_t bytes, bool isCut);

    /// Computes for @p length, or until the time of the run is over.
    void compute(Duration length);

private:
    bool isTimeUp() const;
    void timeIsUp();
    void runIsStuck();
    void hitLimit(LimitKind limit, std::int64_t most);
    void moveTo(Stage stage);

    Scheduler &m_scheduler;
    const RunLimits m_limits;
    const std::function<void(const std::string &)> m_cancelAll;
    Stage m_stage = Stage::Free;
    std::optional<RunOutcome> m_outcome;
    const Step *m_lastStep = nullptr; // in any task; null before the first
    std::uint64_t m_steps = 0;
    std::uint64_t m_mostSteps;
    std::uint64_t m_logLines = 0;
    std::uint64_t m_text = 0; // bytes
    TimePoint m_lastMoment;
    std::atomic<bool> m_isStopped = false;
};

/// Suspends a task for good. No cancellation reaches it; all that remains is to give up the run.
class Halt final : public detail::LeafOperation, public detail::Waiter
{
public:
    Halt() = default;
    Halt(Halt &&) noexcept {}

    detail::Continuation begin(detail::Continuation up);
    bool abort() override { return false; }
};

} // namespace ScopeLab
