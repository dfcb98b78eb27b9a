#pragma once

#include <QStringList>

namespace ScopeLab {

/// `scopelab help`: lists the pages of the help, or prints one, or what they say of a step, a rule or a term.
/// @returns its exit code.
int help(const QStringList &arguments);

} // namespace ScopeLab
