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
    Duration virtualTime = std::chrono::hours(24);
};

} // namespace ScopeLab
