#pragma once

#include "core/scenario/scenarioparser.h"

#include <QString>

namespace ScopeLab {

/// A scenario file, as read: its text, and what became of it.
struct ScenarioFile
{
    QString name; ///< File stem; the name of a built-in one.
    QString path; ///< Where it was read: a path, a resource, or `-`.
    std::string text;
    LoadedScenario loaded;
    QString error; ///< Why it could not be read at all; empty if it was.
};

/// Names of the built-in scenarios, in the order in which the library shows them.
QStringList builtInNames();

/// Reads a scenario: a path, `-` for standard input, or the name of a built-in one.
ScenarioFile readScenario(const QString &file);

} // namespace ScopeLab
