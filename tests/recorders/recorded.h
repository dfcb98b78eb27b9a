#pragma once

#include "core/sentences/findingsentences.h"
#include "core/trace/findings.h"
#include "core/trace/tracefile.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>

/// Programs under the recorder for Python, and what their recordings say.
namespace ScopeLab::Recorded {

/// What somebody sees of a program.
struct Behaviour
{
    int exit = -1; ///< -1: it crashed, or did not end in time.
    QString output;
    QString complaint;
};

inline QString sources()
{
    return QStringLiteral(SCOPELAB_ROOT "/resources/recorders/python/src");
}

inline QString programs(const QString &name)
{
    return QStringLiteral(SCOPELAB_ROOT "/tests/recorders/programs/") + name;
}

inline void setUp(QProcess &process, const QString &folder, const QString &python, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONPATH"), sources());
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.setProgram(python);
    process.setArguments(arguments);
}

inline Behaviour run(const QString &folder, const QStringList &arguments,
                     const QString &python = QStringLiteral("/usr/bin/python3"))
{
    QProcess process;
    setUp(process, folder, python, arguments);
    process.start();
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, QString::fromUtf8(process.readAllStandardError())};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

/// Makes a virtual environment of @p python in @p environment with pinned @p packages. @returns why there is none, or
/// nothing.
inline QString makeEnvironment(const QString &environment, const QString &python, const QStringList &packages)
{
    const QStringList make{QStringLiteral("-m"), QStringLiteral("venv"), environment};
    if (run({}, make, python).exit != 0)
        return QStringLiteral("no virtual environment can be made here");
    const QStringList install{QStringLiteral("-m"),      QStringLiteral("pip"),         QStringLiteral("install"),
                              QStringLiteral("--quiet"), QStringLiteral("--timeout=5"), QStringLiteral("--retries=0")};
    if (run({}, install + packages, environment + QStringLiteral("/bin/python")).exit != 0)
        return packages.join(u' ') + QStringLiteral(" cannot be fetched here");
    return {};
}

/// The arguments that record @p program, a file of tests/recorders/programs, into a.trace.
inline QStringList recording(const QString &program, const QStringList &arguments = {})
{
    return QStringList{QStringLiteral("-m"), QStringLiteral("scopelab"), QStringLiteral("record"),
                       QStringLiteral("-o"), QStringLiteral("a.trace"),  programs(program)}
           + arguments;
}

inline LoadedTrace read(const QString &path, int run = 0)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no recording: %s", qPrintable(path));
    return readTrace(file, {}, run);
}

inline QStringList noticesOf(const LoadedTrace &loaded)
{
    QStringList result;
    for (const Notice &notice : loaded.notices.kept())
        result.append(QStringLiteral("%1: %2").arg(notice.line).arg(notice.text()));
    return result;
}

/// As `lost_error in upload, lost_in_finally.py:11`. Not how late deadlines are: a busy machine is late.
inline QStringList findingsOf(const LoadedTrace &loaded)
{
    const Moment end = momentAt(loaded.trace, loaded.trace.size());
    QStringList result;
    for (const Finding &finding : end.findings.list(loaded.trace, end.state)) {
        if (finding.kind == FindingKind::LateDeadline)
            continue;
        const Place &place = findingPlace(finding, loaded.trace, end.state);
        result.append(QStringLiteral("%1 in %2, %3:%4")
                          .arg(QLatin1StringView(toString(finding.kind)), QString::fromStdString(place.function),
                               QFileInfo(QString::fromStdString(place.file)).fileName())
                          .arg(place.line));
    }
    return result;
}

/// How often an event is in the recording.
template <typename Event>
int count(const LoadedTrace &loaded)
{
    int result = 0;
    for (const RunEvent &event : loaded.trace.events())
        result += event.is<Event>() ? 1 : 0;
    return result;
}

} // namespace ScopeLab::Recorded
