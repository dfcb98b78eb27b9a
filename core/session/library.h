#pragma once

#include "core/scenario/scenarioparser.h"
#include "core/session/inputfile.h"

#include <QByteArrayList>
#include <QString>

namespace ScopeLab {

/// A scenario file as read: its text, and what was made of it.
struct ScenarioFile
{
    QString name; ///< The stem of the file, or the name of a built-in scenario.
    QString path; ///< Where it was read from: a path, a resource, or `-`.
    std::string text;
    LoadedScenario loaded;
    QString error; ///< Why it could not be read at all; empty if it could.
};

/// Names of the built-in scenarios, in the order in which the library shows them.
QStringList builtInNames();

/// Reads a scenario: a path, `-` for standard input, or the name of a built-in one. Waits only for standard
/// input, and for streams if they are allowed.
ScenarioFile readScenario(const QString &file, Streams streams = Streams::Refused);

/// Reads the scenario in a file whose name may be any bytes, which a QString could not hold.
ScenarioFile readScenarioAt(const QByteArray &path);

/// The paths of all `.yaml` and `.yml` files in @p folder and below, in order. Hidden files, and folders that cannot
/// be read, are skipped.
QList<QByteArray> scenariosBelow(const QByteArray &folder);

} // namespace ScopeLab
