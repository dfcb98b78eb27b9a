#pragma once

#include "core/time/timepoint.h"

#include <algorithm>

namespace ScopeLab::detail {

/// The earliest deadline in force in @p scope; TimePoint::min() once it is effectively cancelled, Never
/// if nothing limits it (ED-1). The only place that works it out, for the engine and for recordings.
/// @param isCancelled, parentOf query a scope. @param owner receives the scope whose deadline it is.
template <typename Scope, typename IsCancelled, typename ParentOf>
TimePoint deadlineInForce(const Scope *scope, IsCancelled isCancelled, ParentOf parentOf, const Scope **owner = nullptr)
{
    TimePoint earliest = Never;
    for (const Scope *at = scope; at; at = parentOf(*at)) {
        if (isCancelled(*at))
            return TimePoint::min();
        if (at->deadline < earliest) {
            earliest = at->deadline;
            if (owner)
                *owner = at;
        }
        if (at->shielded)
            break;
    }
    return earliest;
}

} // namespace ScopeLab::detail
