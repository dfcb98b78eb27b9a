#pragma once

#include "core/session/runsummary.h"

#include <string>
#include <string_view>

namespace ScopeLab {

/// Spaces for @p depth levels of a text on a terminal.
std::string indent(int depth);

/// A text of the program, safe for a terminal; if it has several lines, all but the first are indented.
std::string hanging(std::string_view text, int depth);

/// True for a group that holds both cancellations and errors.
bool isMixed(const ErrorRecord &error);

/// Writes an error with its notes, and above it what it came from, worded as in Python's tracebacks. A group
/// that holds both cancellations and errors comes in two halves; a dash begins each member. What was written before is
/// only named.
/// @param deepest how many levels of errors of errors are written in full.
void writeError(const RunSummary &summary, ErrorId error, int depth, int deepest, std::string &out);

} // namespace ScopeLab
