#pragma once

#include <QStringList>

namespace ScopeLab {

/// `scopelab export`. @returns its exit code.
int exportFile(const QStringList &arguments);

/// What `--to` takes, a line each, from the table of languages. The completions of the shells read it.
QString formatsOfExport();

} // namespace ScopeLab
