#pragma once

#include "core/time/timepoint.h"

#include <cstdint>

namespace ScopeLab {

/// What a run may use up. A run that hits one is cancelled, with the outcome `limit`.
struct RunLimits
{
    std::size_t liveTasks = 100'000;
    std::uint64_t steps = 10'000'000;
    std::uint64_t logLines = 1'000'000;
    std::uint64_t events = UINT64_MAX; ///< Recorded ones, for who keeps them all.
    Duration virtualTime = std::chrono::hours(24);

    /// How many steps a run with @p tasks may still take once it is told to end, for its cleanup.
    std::uint64_t stepsToEnd(std::size_t tasks) const { return 1000 + steps / 100 + 10 * tasks; }
};

} // namespace ScopeLab
