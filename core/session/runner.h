#pragma once

#include "core/interpreter/runlimits.h"
#include "core/scenario/ast.h"
#include "core/session/runsummary.h"

namespace ScopeLab {

class RunControl;

enum class ExecutorKind { Virtual, Pool };

/// How a scenario is to be run.
struct RunRequest
{
    ExecutorKind executor = ExecutorKind::Virtual;
    std::uint64_t seed = 1;
    double speed = 1;    ///< How many times as fast as real time; for the pool.
    std::string backend; ///< Empty: the scenario's own.
    RunLimits limits;
    RunControl *control = nullptr; ///< Who may end it early; null if nobody may. Must outlive the run.
};

/// @p request, as it is for somebody who keeps everything that happens.
inline RunRequest allKept(RunRequest request)
{
    request.limits = request.limits.ofKept();
    return request;
}

/// Runs @p scenario to its end on the calling thread, or waits for it, and returns the recording.
/// Always returns: a run that is stuck, or hits a limit, is cancelled.
/// @throws std::bad_alloc if memory runs out and there is no MemoryReserve.
Trace runToEnd(const Scenario &scenario, const RunRequest &request);

/// As runToEnd(), without keeping what happened. @param stream takes all of it, if it is not null.
RunSummary summaryOfRun(const Scenario &scenario, const RunRequest &request, RecordingStream *stream = nullptr);

/// What keeps the time of such a run.
inline ClockKind clockOf(const RunRequest &request)
{
    return request.executor == ExecutorKind::Virtual ? ClockKind::Virtual : ClockKind::Real;
}

} // namespace ScopeLab
