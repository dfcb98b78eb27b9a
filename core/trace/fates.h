#pragma once

#include "core/trace/trace.h"

namespace ScopeLab {

/// What became of an error that was raised.
enum class Fate : std::uint8_t {
    InFlight, ///< Still on its way at this moment.
    LeftRun,
    Unheard,  ///< It left a detached task, which nobody waits for.
    Absorbed, ///< by a scope
    Replaced, ///< by another error, which has it as its context
    Lost,     ///< a real error, replaced by a cancellation (CL-4)
    Handled   ///< somebody dealt with it; of a cancellation: swallowed
};

/// One exception ever raised, and its end.
struct ErrorFate
{
    std::uint32_t errorIndex = 0; ///< 0: a Cancelled of which no object was ever made.
    bool isCancellation = false;
    TaskId task = 0;
    std::int32_t place = 0;
    std::int64_t raised = 0;
    EventId raisedEvent = 0;
    Fate fate = Fate::InFlight;
    std::int64_t ended = -1;
    EventId endedEvent = 0;
    ScopeId scope = 0;         ///< Who absorbed it.
    std::uint32_t byError = 0; ///< What took its place.
};

/// Every exception raised in the first @p count events, in the order in which it was raised; groups
/// count by their leaves. The fates add up: there is one for each.
std::vector<ErrorFate> fatesUntil(const Trace &trace, EventId count);

} // namespace ScopeLab
