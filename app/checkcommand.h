#pragma once

#include <QStringList>

namespace ScopeLab {

/// `scopelab check`: the mistakes in scenarios and recordings, and what recordings show of the programs that made
/// them. @returns the exit code.
int check(const QStringList &arguments);

} // namespace ScopeLab
