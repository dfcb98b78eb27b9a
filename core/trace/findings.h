#pragma once

#include "core/trace/fates.h"
#include "core/trace/runstate.h"

namespace ScopeLab {

/// A habit that goes wrong sooner or later, as seen in one run.
enum class FindingKind : std::uint8_t {
    LostError,             ///< A real error that a cancellation replaced (CL-4).
    UnheardError,          ///< A real error of a task that belongs to no group.
    SwallowedCancellation, ///< Somebody handled a cancellation, and went on.
    LeakedTask,            ///< Alive when the run was over.
    Stuck,                 ///< Nothing can run any more.
    LateDeadline,          ///< Code held the thread over a deadline. length: how long.
    HeldCancellation,      ///< A blocking call held a cancellation up. length: how long.
    EndlessShield,         ///< A shield without a deadline held a cancellation up. length: how long.
    CleanupInterrupted     ///< A cleanup waited without a shield, and was cancelled there (LV-1).
};

/// One of them, with its place. Errors come before warnings.
struct Finding
{
    FindingKind kind = FindingKind::Stuck;
    EventId event = 0; ///< Where it is seen.
    TaskId task = 0;
    ScopeId scope = 0;
    std::uint32_t errorIndex = 0;
    std::int64_t length = 0; ///< ns

    /// Something was lost or never ended, rather than late.
    bool isSevere() const { return kind < FindingKind::LateDeadline; }

    bool operator==(const Finding &) const = default;
};

/// What is to be found in the first @p count events; @p fates are those of the same moment.
std::vector<Finding> findingsUntil(const Trace &trace, const std::vector<ErrorFate> &fates, EventId count);

} // namespace ScopeLab
