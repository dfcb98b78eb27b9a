#pragma once

#include "core/trace/runstate.h"

#include <vector>

namespace ScopeLab {

/// A deadline that is running at one moment of a run: of a living scope, or of a task that sleeps, which is a scope
/// with a deadline, too.
struct RunTimer
{
    enum class Kind {
        Deadline, ///< A scope that has one.
        Sleep,    ///< A task that sleeps.
        Without,  ///< A scope that has none of its own.
        Fired     ///< A scope that was left because its deadline had expired; never among timersOf().
    };
    Kind kind = Kind::Deadline;
    ScopeId scope;
    TaskId host;    ///< The task that is in the scope, or that sleeps.
    TaskId sleeper; ///< Of a sleep.
    ScopeId setter; ///< Of a scope: whose deadline the effective one is, if there is one.
    TimePoint deadline = Never;
    TimePoint effective = Never; ///< As RunState::effectiveDeadline().
    Duration length{1};          ///< From entry to deadline; above 0.
    bool shielded = false;
    bool cancelled = false; ///< Its deadline is moot, …
    bool fired = false;     ///< … because it was that which cancelled it.

    bool operator==(const RunTimer &) const = default;
};

/// Deadlines and, if they are asked for, sleeps, soonest first; then scopes without a deadline, at most MostWithout
/// of them.
std::vector<RunTimer> timersOf(const RunState &state, bool withSleeps = false);
inline constexpr std::size_t MostWithout = 100;

} // namespace ScopeLab
