#pragma once

#include "core/trace/runstate.h"

namespace ScopeLab {

/// What became of an error that was raised.
enum class Fate : std::uint8_t {
    InFlight, ///< Still under way at this moment.
    LeftRun,
    Unheard,  ///< It left a task that nobody waits for.
    Absorbed, ///< By a scope.
    Replaced, ///< By another error, which has it as its context.
    Lost,     ///< A real error, replaced by a cancellation (CL-4).
    Handled   ///< Somebody dealt with it. A cancellation that is handled is swallowed.
};

/// One exception that was raised, and what became of it.
struct ErrorFate
{
    ErrorId error; ///< None for a Cancelled that never became an object.
    TaskId task;   ///< Who raised it.
    PlaceId place;
    Fate fate = Fate::InFlight;
    bool isCancellation = false;
    EventId raisedEvent = 0;
    EventId endedEvent = 0;
    TimePoint raised{};
    TimePoint ended = Never;
    ScopeId scope;   ///< Who absorbed it.
    ErrorId byError; ///< What took its place.
};

/// Every exception raised so far, in the order in which they were raised. A group counts as its leaves. The
/// fates add up: each exception has exactly one.
///
/// An error is followed from where it was raised. A cancellation needs no object, so it is followed through
/// whatever carries it: a task, or the group that a finished task left it to.
class Fates
{
public:
    const SharedVector<ErrorFate> &all() const { return m_fates; }

    /// Takes an event into account. @p state holds it already, as its last one.
    void apply(const Trace &trace, const RunState &state);

    /// Positions in all() of what the last event changed; a position may be listed twice.
    const std::vector<std::size_t> &changed() const { return m_changed; }

    std::size_t bytesOfACopy() const;
    void forgetCopied();

private:
    friend class FateFold;
    using Carried = std::vector<std::size_t>; // positions of cancellations in m_fates
    using Number = Id<ErrorFate>;             // position in m_fates + 1

    SharedVector<ErrorFate> m_fates;
    SharedVector<std::size_t> m_leaves; // identity - 1 of an error → position + 1
    SharedVector<Carried> m_ofTask;     // by number
    SharedVector<Carried> m_ofGroup;    // by number of the scope; 0: of no group
    LinkedIds<Number> m_links;
    LinkedIds<Number>::List m_inFlight;
    std::vector<std::size_t> m_changed;
};

} // namespace ScopeLab
