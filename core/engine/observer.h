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

    // What events speak of, before the first event that does. Each gives a number that stands for it
    // from then on; the reference is valid only during the call.

    /// @p error as it is now: a later change of context, cause or notes makes another number.
    virtual ErrorId add(const ErrorPtr &error) = 0;
    virtual TextId add(std::string_view text) = 0;

    /// The same label gives the same number; a label is known by its address.
    virtual NameId add(const Label &label) = 0;

    /// Equal places give the same number.
    virtual PlaceId add(const Place &place) = 0;
};

} // namespace ScopeLab
