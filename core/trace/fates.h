#pragma once

#include "core/trace/runstate.h"

namespace ScopeLab {

/// What became of an error that was raised.
enum class Fate : std::uint8_t {
    InFlight, ///< Still on its way at this moment.
    LeftRun,
    Unheard,  ///< It left a task that nobody waits for.
    Absorbed, ///< by a scope
    Replaced, ///< by another error, which has it as its context
    Lost,     ///< a real error, replaced by a cancellation (CL-4)
    Handled   ///< somebody dealt with it; of a cancellation: swallowed
};

/// One exception ever raised, and its end.
struct ErrorFate
{
    ErrorId error; ///< None: a Cancelled of which no object was ever made.
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

/// Every exception raised so far, in the order in which it was raised; groups count by their leaves. The
/// fates add up: there is one for each.
///
/// An error is followed from where it was raised. A cancellation needs no object, so it is followed by
/// who carries it: a task, or the group in whose hands a finished task left it.
class Fates
{
public:
    const SharedVector<ErrorFate> &all() const { return m_fates; }

    /// Takes an event into account that @p state holds already, as its last one.
    void apply(const Trace &trace, const RunState &state);

    /// Positions in all() of what the last event changed; some may stand there twice.
    const std::vector<std::size_t> &changed() const { return m_changed; }

    std::size_t bytesOfACopy() const;
    void forgetCopied();

private:
    friend class FateFold;
    using Carried = std::vector<std::size_t>; // positions of cancellations in m_fates

    SharedVector<ErrorFate> m_fates;
    SharedVector<std::size_t> m_leaves; // identity - 1 of an error → position + 1
    SharedVector<Carried> m_ofTask;     // by number
    SharedVector<Carried> m_ofGroup;    // by number of the scope; 0: of no group
    std::vector<std::size_t> m_changed;
};

} // namespace ScopeLab
