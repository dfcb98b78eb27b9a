#pragma once

#include "core/trace/trace.h"

#include <QByteArray>

class QIODevice;

namespace ScopeLab {

/// A recording for Perfetto's trace viewer (ui.perfetto.dev), in the Trace Event Format: a track for each
/// task, scopes and waits as slices, logs, errors and cancels as instants, causes as flows.
/// @param title names the process. @returns false if @p device could not take it all.
bool writePerfetto(QIODevice &device, const Trace &trace, const QString &title);
QByteArray toPerfetto(const Trace &trace, const QString &title);

} // namespace ScopeLab
