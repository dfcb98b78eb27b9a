#pragma once

#include "core/interpreter/runlimits.h"
#include "core/scenario/ast.h"
#include "core/session/runsummary.h"

namespace ScopeLab {

enum class ExecutorKind { Virtual, Pool };

/// How a scenario is to be run.
struct RunRequest
{
    ExecutorKind executor = ExecutorKind::Virtual;
    std::uint64_t seed = 1;
    double speed = 1;    ///< Of real time; for the pool.
    std::string backend; ///< Empty: the scenario's own.
    RunLimits limits;
};

/// Runs @p scenario to its end on the calling thread, or waits for it, and gives what was recorded.
/// Always comes back: a run that is stuck, or hits a limit, is cancelled.
Trace runToEnd(const Scenario &scenario, const RunRequest &request);

/// As runToEnd(), without keeping what happened.
RunSummary summaryOfRun(const Scenario &scenario, const RunRequest &request);

} // namespace ScopeLab
