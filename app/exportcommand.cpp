#include "app/exportcommand.h"

#include "app/recordings.h"
#include "app/terminal.h"
#include "core/export/languages.h"
#include "core/session/runner.h"
#include "core/session/savefile.h"
#include "core/trace/perfetto.h"
#include "core/trace/timelinesvg.h"

#include <QCommandLineParser>

namespace ScopeLab {

namespace {

/// Options of `export`, or what is wrong with them.
struct ExportArguments
{
    QString file;
    QString target;
    QString outputPath;
    bool hasOutput = false;
    int run = 1;
    QString error;
};

struct Format
{
    QString id; ///< What stands behind `--to`.
    QString description;
};

std::vector<Format> formats()
{
    std::vector<Format> result;
    for (const Language &language : languages())
        result.push_back({QString::fromUtf8(language.id),
                          QStringLiteral("a program in %1, on %2")
                              .arg(QString::fromUtf8(language.name), QString::fromUtf8(language.platform))});
    result.push_back(
        {QStringLiteral("perfetto"), QStringLiteral("a recording for Perfetto's viewer; of a recording, too")});
    result.push_back({QStringLiteral("svg"), QStringLiteral("a picture of its timeline; of a recording, too")});
    return result;
}

QStringList targets()
{
    QStringList result;
    for (const Format &format : formats())
        result << format.id;
    return result;
}

ExportArguments parseExport(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption to(QStringLiteral("to"), {}, QStringLiteral("language"));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")}, {}, QStringLiteral("file"));
    const QCommandLineOption run(QStringLiteral("run"), {}, QStringLiteral("number"), QStringLiteral("1"));
    parser.addOptions({to, output, run});
    ExportArguments result;
    if (!parser.parse(QStringList(QStringLiteral("scopelab export")) + arguments)) {
        result.error = parser.errorText();
        return result;
    }
    const QStringList known = targets();
    const QString list
        = known.mid(0, known.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(" or ") + known.last();
    const QStringList files = parser.positionalArguments();
    result.file = files.value(0);
    result.target = parser.value(to);
    result.outputPath = parser.value(output);
    result.hasOutput = parser.isSet(output);
    bool isNumber = false;
    result.run = parser.value(run).toInt(&isNumber);
    if (files.size() != 1)
        result.error = QStringLiteral("'export' takes one FILE");
    else if (result.hasOutput && result.outputPath.isEmpty())
        result.error = QStringLiteral("-o needs the name of a file, or '-' for standard output");
    else if (result.target.isEmpty())
        result.error = QStringLiteral("'export' needs --to %1").arg(list);
    else if (!known.contains(result.target))
        result.error = QStringLiteral("cannot export to '%1'; use --to %2").arg(result.target, list);
    else if (!isNumber || result.run < 1)
        result.error = QStringLiteral("--run must be a whole number, 1 or more");
    return result;
}

bool writeTrace(QIODevice &device, const Trace &trace, const QString &title, const QString &target)
{
    if (target == QStringLiteral("perfetto"))
        return writePerfetto(device, trace, title);
    const QByteArray picture = toTimelineSvg(trace, title).toUtf8();
    return device.write(picture) == picture.size();
}

bool writeScenario(QIODevice &device, const Scenario &scenario, const QString &target)
{
    const Language *language = languageWithId(target.toStdString());
    if (!language)
        return writeTrace(device, runToEnd(scenario, {}), QString::fromStdString(scenario.title), target);
    const std::string text = language->write(scenario).text();
    return device.write(QByteArray::fromStdString(text)) == static_cast<qint64>(text.size());
}

int writeExport(const ExportArguments &arguments, const std::function<bool(QIODevice &)> &write)
{
    if (!arguments.hasOutput || arguments.outputPath == QStringLiteral("-")) {
        const QString problem = writeOut(write);
        return problem.isEmpty() ? Ok : complain(QStringLiteral("cannot write to standard output: %1").arg(problem));
    }
    const QString problem = isSameFile(arguments.file, arguments.outputPath) ? QStringLiteral("it is what is exported")
                                                                             : save(arguments.outputPath, write);
    return problem.isEmpty() ? Ok
                             : complain(QStringLiteral("cannot write '%1': %2").arg(arguments.outputPath, problem));
}

} // namespace

QString formatsOfExport()
{
    QString result = QStringLiteral("Formats of export (X):\n");
    for (const Format &format : formats())
        result += QStringLiteral("  %1%2\n").arg(format.id.leftJustified(26), format.description);
    return result;
}

int exportFile(const QStringList &arguments)
{
    const ExportArguments parsed = parseExport(arguments);
    if (!parsed.error.isEmpty())
        return complain(parsed.error);
    if (isRecordingFile(parsed.file)) {
        if (languageWithId(parsed.target.toStdString()))
            return complain(QStringLiteral("'%1' is a recording, which holds no program; use --to perfetto or svg")
                                .arg(parsed.file));
        QString error;
        const LoadedTrace recording = readRecording(parsed.file, parsed.run, error);
        if (!error.isEmpty())
            return complain(error);
        return writeExport(parsed, [&](QIODevice &device) {
            return writeTrace(device, recording.trace, recording.header.title, parsed.target);
        });
    }
    const ScenarioFile file = readScenario(parsed.file, Streams::Allowed);
    if (!reportMistakes(file, parsed.file))
        return BadInput;
    return writeExport(parsed,
                       [&](QIODevice &device) { return writeScenario(device, *file.loaded.scenario, parsed.target); });
}

} // namespace ScopeLab
