#pragma once

#include "core/engine/scheduler.h"

namespace ScopeLab {

/// How far an executor came.
enum class Progress : std::uint8_t {
    Ended,  ///< No task is left.
    Stuck,  ///< Tasks are left, and nothing will ever wake them.
    Limited ///< The limit of time or turns was reached; there is more to do.
};

/// Drives a run on the calling thread. When nothing can run, time jumps to the next deadline (Trio:
/// MockClock with autojump). The same seed gives the same run (LV-9).
class VirtualTimeExecutor final : public Executor
{
public:
    explicit VirtualTimeExecutor(const RunOptions &options = {});

    Scheduler &scheduler() { return m_scheduler; }

    /// Starts @p main and drives the run until it has ended or is stuck.
    Progress run(Task<> main);

    /// Continues a started run. Stops before anything that is due after @p limit, leaving time at that
    /// moment, and after @p turns turns.
    Progress runUntil(TimePoint limit, std::uint64_t turns = UINT64_MAX);

    /// One turn of one task; time jumps if it must.
    Progress step() { return runUntil(Never, 1); }

    void holdThread(Duration length) override;
    bool isVirtual() const override { return true; }
    TimePoint readClock() override { return m_scheduler.timeOfPass(); }
    std::chrono::nanoseconds realTime(Duration) const override { return {}; }

private:
    Scheduler m_scheduler;
};

} // namespace ScopeLab
