#pragma once

#include "ui/playback/playback.h"

namespace ScopeLab {

/// The run up to the playhead as a page in Markdown: how it ended, scopes and tasks, what became of each
/// exception, findings, log, and the scenario to run it again.
QString markdownReport(const Playback &playback);

} // namespace ScopeLab
