#pragma once

#include "core/engine/error.h"
#include "core/engine/runevent.h"

#include <string_view>

namespace ScopeLab {

/// Sees every step of a run (Trio: Instrument). Called in the run's own thread, in order; must not
/// call back into the run. A run without an observer pays one branch for each step.
class EngineObserver
{
public:
    virtual ~EngineObserver() = default;

    /// @returns the position by which later events name this one as their cause.
    virtual EventId observe(const RunEvent &event) = 0;

    // Called with what events refer to, before the first event that does. Each returns the number that
    // stands for it from then on; the reference is valid only during the call.

    /// Adds @p error as it is now; after a change of context, cause or notes it gets another number.
    virtual ErrorId add(const ErrorPtr &error) = 0;
    virtual TextId add(std::string_view text) = 0;

    /// The same label gives the same number; a label is known by its address.
    virtual NameId add(const Label &label) = 0;

    /// Equal places give the same number.
    virtual PlaceId add(const Place &place) = 0;

    /// How many bytes it keeps of the errors it was told of; 0: unknown. A run may be ended for it.
    virtual std::uint64_t bytesOfErrors() const { return 0; }
};

} // namespace ScopeLab
