#pragma once

#include "core/trace/findings.h"
#include "core/trace/runstate.h"

#include <QString>

namespace ScopeLab {

/// What was found, in a few words.
QString findingHeadline(const Finding &finding, const Trace &trace, const RunState &state);

/// What to do about it, in a sentence.
QString findingAdvice(const Finding &finding);

/// The built-in scenario that teaches what it is about, and the way out. Empty: there is none.
QString findingLesson(FindingKind kind);

/// Where to look in the program, or in the scenario: where the shield or the deadline stands, where the error was
/// raised, where the task was. Its line is 0 if nobody knows.
const Place &findingPlace(const Finding &finding, const Trace &trace, const RunState &state);

} // namespace ScopeLab
