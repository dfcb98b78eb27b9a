#pragma once

#include <QStringList>

namespace ScopeLab {

/// `scopelab export`. @returns its exit code.
int exportFile(const QStringList &arguments);

} // namespace ScopeLab
