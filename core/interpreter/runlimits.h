#pragma once

#include "core/time/timepoint.h"

#include <algorithm>
#include <cstdint>

namespace ScopeLab {

/// The limits of a run. A run that hits one is cancelled, with the outcome `limit`.
struct RunLimits
{
    std::size_t liveTasks = 100'000;
    std::uint64_t steps = 10'000'000;
    std::uint64_t logLines = 1'000'000;
    std::uint64_t events = UINT64_MAX; ///< Recorded events; see ofKept().
    Duration virtualTime = std::chrono::hours(24);

    /// Bytes of the texts that steps make (log lines, values, names, messages), except for short ones that take no
    /// memory of their own; and likewise of recorded errors.
    std::uint64_t text = 256 << 20;

    /// These limits, for a run whose every event is kept: ten million events take 560 MB.
    RunLimits ofKept() const
    {
        RunLimits result = *this;
        result.events = std::min<std::uint64_t>(events, 10'000'000);
        return result;
    }

    /// How many steps a run with @p tasks may still take for its cleanup once it is told to end.
    std::uint64_t stepsToEnd(std::size_t tasks) const { return 1000 + steps / 100 + 10 * tasks; }
};

} // namespace ScopeLab
