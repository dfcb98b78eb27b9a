#include "app/checkcommand.h"

#include "app/recordings.h"
#include "app/terminal.h"
#include "core/session/inputfile.h"
#include "core/text/escaping.h"
#include "core/trace/tracefile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace ScopeLab {

namespace {

int resultOf(bool isSound, bool hasFindings)
{
    return !isSound ? BadInput : hasFindings ? Failed : Ok;
}

/// Reads the recording at @p path, every run of it. @returns why it cannot be read, or nothing.
QString read(const QString &path, TraceReader &reader)
{
    QFile file;
    QString problem = openForReading(file, path);
    if (problem.isEmpty()) {
        reader.readAll(file);
        problem = reader.error();
    }
    return problem.isEmpty() ? QString() : QStringLiteral("cannot read '%1': %2").arg(path, problem);
}

int checkRecording(const QString &path)
{
    TraceReader reader;
    if (const QString problem = read(path, reader); !problem.isEmpty()) {
        err() << escaped(path) << ":1:1: error: " << escaped(problem) << Qt::endl;
        return BadInput;
    }
    printNotices(path, reader.notices(), err());
    bool hasFindings = false;
    for (int run = 0; run < reader.runCount(); ++run) {
        const RunFindings findings(reader.trace(run));
        if (findings.isEmpty())
            continue;
        if (reader.runCount() > 1)
            err() << escaped(path) << ": run " << run + 1 << ", " << escaped(reader.header(run).title) << '\n';
        findings.print(path, err());
        hasFindings = true;
    }
    err().flush();
    return resultOf(reader.notices().errors() == 0, hasFindings);
}

int checkScenario(const QString &name)
{
    const ScenarioFile file = readScenario(name, Streams::Allowed);
    const bool isSound = reportMistakes(file, name);
    if (!file.loaded.diagnostics.empty())
        err() << "scopelab: 'scopelab help language' explains every step and key" << Qt::endl;
    return resultOf(isSound, false);
}

QJsonObject mistake(const QString &severity, int line, int column, const QString &message)
{
    return {{QStringLiteral("severity"), severity},
            {QStringLiteral("line"), line},
            {QStringLiteral("column"), column},
            {QStringLiteral("message"), message}};
}

QJsonObject unreadable(const QString &message)
{
    return {{QStringLiteral("severity"), QStringLiteral("error")}, {QStringLiteral("message"), message}};
}

int addRecording(const QString &path, QJsonObject &json)
{
    TraceReader reader;
    QJsonArray mistakes;
    if (const QString problem = read(path, reader); !problem.isEmpty())
        mistakes.append(unreadable(problem));
    for (const Notice &notice : reader.notices().kept())
        mistakes.append(mistake(notice.isError() ? QStringLiteral("error") : QStringLiteral("warning"), notice.line,
                                notice.column, notice.text()));
    const bool isSound = reader.isUsable() && reader.notices().errors() == 0;
    json[u"mistakes"] = mistakes;
    json[u"mistakes_in_all"]
        = std::max(mistakes.size(), static_cast<qsizetype>(reader.notices().errors() + reader.notices().warnings()));
    QJsonArray runs;
    bool hasFindings = false;
    for (int run = 0; run < reader.runCount(); ++run) {
        const RunFindings findings(reader.trace(run));
        QJsonObject entry = findings.json();
        entry[u"title"] = reader.header(run).title;
        runs.append(entry);
        hasFindings |= !findings.isEmpty();
    }
    json[u"runs"] = runs;
    return resultOf(isSound, hasFindings);
}

int addScenario(const QString &name, QJsonObject &json)
{
    const ScenarioFile file = readScenario(name, Streams::Allowed);
    QJsonArray mistakes;
    if (!file.error.isEmpty())
        mistakes.append(unreadable(file.error));
    for (const Diagnostic &diagnostic : file.loaded.diagnostics) {
        const std::string cure = diagnostic.cure.empty() ? std::string() : " (" + diagnostic.cure + ')';
        mistakes.append(mistake(QStringLiteral("error"), diagnostic.range.begin.line, diagnostic.range.begin.column,
                                QString::fromStdString(diagnostic.message + cure)));
    }
    json[u"mistakes"] = mistakes;
    return resultOf(file.loaded.scenario != nullptr, false);
}

/// One object for each file, in an array.
int checkAsJson(const QStringList &files)
{
    QJsonArray all;
    int code = Ok;
    for (const QString &name : files) {
        const bool isRecording = isRecordingFile(name);
        QJsonObject json{
            {QStringLiteral("file"), name},
            {QStringLiteral("kind"), isRecording ? QStringLiteral("recording") : QStringLiteral("scenario")}};
        code = std::max(code, isRecording ? addRecording(name, json) : addScenario(name, json));
        all.append(json);
    }
    out() << QString::fromStdString(escapedJson(QJsonDocument(all).toJson().toStdString())) << Qt::flush;
    return code;
}

} // namespace

int check(const QStringList &arguments)
{
    QStringList files = arguments;
    const bool isJson = files.removeAll(QStringLiteral("--json")) > 0;
    for (const QString &name : files) {
        if (name.startsWith(u'-') && name.size() > 1)
            return complain(QStringLiteral("'check' has no option '%1'; it has --json").arg(name));
    }
    if (files.isEmpty())
        return complain(QStringLiteral("'check' takes at least one FILE"));
    if (isJson)
        return checkAsJson(files);
    int code = Ok;
    for (const QString &name : files)
        code = std::max(code, isRecordingFile(name) ? checkRecording(name) : checkScenario(name));
    return code;
}

} // namespace ScopeLab
