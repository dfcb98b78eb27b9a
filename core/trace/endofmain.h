#pragma once

#include "core/engine/runevent.h"

namespace ScopeLab {

/// How main ended, as a reader sees it. All of main stands in a scope of its own: if that scope
/// absorbed a cancellation, main was cancelled, although its coroutine ran to its end.
/// @param hasAbsorbed whether that scope, the first of the run, absorbed anything.
inline TaskEnd endOfMain(const TaskExited &exited, bool hasAbsorbed)
{
    return exited.end == TaskEnd::Completed && hasAbsorbed ? TaskEnd::Cancelled : exited.end;
}

} // namespace ScopeLab
