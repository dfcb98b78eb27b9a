#pragma once

#include <QStringList>

namespace ScopeLab {

/// True if @p arguments (without the program's name) ask for something that needs no window.
bool isCommand(const QStringList &arguments);

/// Does what @p arguments ask for. @returns the exit code: 0 ok · 1 the run
/// ended in an error or cancelled, or a test failed · 2 bad input, or output that cannot be written · 3 stuck,
/// or a limit was hit · 130, 143 after SIGINT, SIGTERM.
int runCommand(const QStringList &arguments);

} // namespace ScopeLab
