// What a task, a scope or a count of tasks is, in the words of the window.

#pragma once

#include "ui/playback/playback.h"

namespace ScopeLab {

/// What a task waits for and how long still, or how it ended: `sleep · 120 ms left`.
QString waitText(const Playback &playback, const TaskState &task);

/// `37 done · 4 waiting`.
QString countsText(const PhaseCounts &counts);

/// What a scope is, or why it was cancelled.
QString scopeText(const Playback &playback, const ScopeState &scope);

/// What is selected and what stands in it, a line for each, indented; for the clipboard.
QString treeText(const Playback &playback, const Selection &selection);

} // namespace ScopeLab
