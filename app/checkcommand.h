#pragma once

#include <QStringList>

namespace ScopeLab {

/// `scopelab check`: the mistakes in scenarios and recordings, and the findings of recordings. @returns the exit code.
int check(const QStringList &arguments);

} // namespace ScopeLab
