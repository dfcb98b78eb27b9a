#pragma once

#include "ui/playback/playback.h"

namespace ScopeLab {

/// Where a presentation pauses, and what it says there.
struct Stop
{
    EventId event = 0;
    TimePoint time{}; ///< ns
    QString caption;
    QString detail;
    Selection subject; ///< What it speaks of.
    Selection other;   ///< And what it happens to.
};

/// The author's stops; without any, one for each instant at which something decisive happens, after one
/// for the beginning and before one for the end.
std::vector<Stop> stopsOf(const Trace &trace, const Scenario *scenario, const QString &title);

} // namespace ScopeLab
