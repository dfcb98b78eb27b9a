#pragma once

#include "core/trace/trace.h"

#include <QString>

#include <functional>

class QIODevice;

namespace ScopeLab {

/// What a recording says of itself in its first line.
struct TraceHeader
{
    QString title;
    QString backend;
    QString executor;
    quint64 seed = 1;
    QString scenario; ///< The text of the scenario file, so that a recording can be shown whole.

    // How it was looked at when it was saved. All zero: at its end, with nothing selected.
    EventId cursor = 0;
    TimePoint time{};
    TaskId selectedTask;
    ScopeId selectedScope;
};

/// Writes a recording as JSON Lines, format version 1: a header, then a line for each text, label,
/// error and event. @returns false if @p device could not take it all.
bool writeTrace(QIODevice &device, const TraceHeader &header, const Trace &trace);

struct LoadedTrace
{
    TraceHeader header;
    Trace trace;
    QString error;         ///< `line 7: …`; what came before it is in trace. Empty if all was read.
    bool isUsable = false; ///< The header was read.
};

/// Reads a recording. Never throws; a file that was cut off gives what came before the cut.
/// @param goesOn is told now and then how many bytes were read; as soon as it returns false nothing more is.
LoadedTrace readTrace(QIODevice &device, const std::function<bool(qint64)> &goesOn = {});

} // namespace ScopeLab
