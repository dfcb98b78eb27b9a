#pragma once

#include "core/session/library.h"

#include <QTextStream>

#include <functional>

namespace ScopeLab {

enum ExitCode { Ok = 0, Failed = 1, BadInput = 2, GaveUp = 3 };

/// Standard output and standard error.
QTextStream &out();
QTextStream &err();

/// Reports an error on standard error. @returns BadInput.
int complain(const QString &message);

/// @returns true if @p file is a valid scenario; otherwise reports what is wrong with it.
bool reportMistakes(const ScenarioFile &file, const QString &shownName);

/// Has @p write write to standard output, after the text so far. @returns why that failed, or nothing.
QString writeOut(const std::function<bool(QIODevice &)> &write);

/// Makes sure that the three standard streams are open, so that no file that is opened later takes the
/// place of one that was closed. To be called first thing in main().
void holdStandardStreams();

/// Writes what is still buffered. @returns why standard output or standard error did not take it all, or
/// nothing.
QString finishOutput();

} // namespace ScopeLab
