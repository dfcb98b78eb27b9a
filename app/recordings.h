#pragma once

#include "core/trace/tracefile.h"

class QTextStream;

namespace ScopeLab {

/// Prints everything in the recording at @p path that contradicts itself, a line each, as
/// `FILE:LINE:COLUMN: error: what (and what to do)`. @returns false if there is any error.
bool checkRecording(const QString &path, QTextStream &stream);

/// The run @p number of a recording, from 1. @param error says why there is none.
LoadedTrace readRecording(const QString &path, int number, QString &error);

} // namespace ScopeLab
