#pragma once

#include "core/trace/trace.h"

#include <QString>

namespace ScopeLab {

/// The timeline of a finished run as a picture for a slide (SVG, light background): a lane for each task, its
/// scopes above its waits, shields hatched, and how it ended.
QString toTimelineSvg(const Trace &trace, const QString &title);

} // namespace ScopeLab
