#include "app/commandline.h"

#include "app/recordings.h"
#include "core/engine/cancellationbackend.h"
#include "core/scenario/export/exportedcode.h"
#include "core/session/library.h"
#include "core/session/report.h"
#include "core/session/savefile.h"
#include "core/trace/perfetto.h"
#include "core/trace/timelinesvg.h"
#include "core/trace/tracefile.h"

#include <QCommandLineParser>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QTextStream>

namespace ScopeLab {

namespace {

enum ExitCode { Ok = 0, Failed = 1, BadInput = 2, GaveUp = 3 };

const char Usage[] =
    R"(ScopeLab shows cancellation: scopes, shields, deadlines, task groups, exception groups.

  scopelab [FILE]                 the desktop app, with a scenario or a recording open
  scopelab run FILE [options]     run a scenario, print its scope tree, log and split error
  scopelab check FILE...          report every mistake as FILE:LINE:COLUMN: error: ...; also of recordings
  scopelab test FILE|DIR...       run under virtual time and compare with 'expect'
  scopelab list                   the built-in scenarios
  scopelab export FILE --to X [-o OUT]   as a program for Trio (X: python), on ScopeLab::Engine (cpp) or for
                                  Tokio (rust), as a recording for Perfetto's viewer (perfetto), as a
                                  picture of its timeline (svg); a recording to perfetto or svg, --run N
                                  if there are several runs in it
  scopelab --help | --version

Options of run:
  --executor pool|virtual   real time on a thread pool (default), or time that jumps
  --backend trio|asyncio|curio   whose class is the native cancellation
  --speed X                 times as fast as real time, for pool (default 1)
  --seed N                  1 keeps the order of tasks that are ready together (default)
  --json                    print the result as one JSON object
  --trace OUT               write the recording to a file

FILE is a path, '-' for standard input, or the name of a built-in scenario.
Exit codes: 0 ok, 1 error or cancelled, 2 bad input, 3 stuck or a limit was hit.
)";

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

QTextStream &err()
{
    static QTextStream stream(stderr);
    return stream;
}

int complain(const QString &message)
{
    err() << "scopelab: " << message << Qt::endl;
    return BadInput;
}

/// A recording begins with its header, an object of one line.
bool isRecording(const ScenarioFile &file)
{
    const QByteArray line = QByteArray::fromStdString(file.text.substr(0, file.text.find('\n')));
    return QJsonDocument::fromJson(line).object().contains(u"scopelab_trace");
}

/// @returns true if the file is a sound scenario; else says what is wrong.
bool reportMistakes(const ScenarioFile &file, const QString &shownName)
{
    if (isRecording(file)) {
        const QString name = shownName == QStringLiteral("-") ? QStringLiteral("FILE") : shownName;
        complain(QStringLiteral("'%1' is a recording of a run, not a scenario; 'scopelab %2' opens it")
                     .arg(shownName, name));
        return false;
    }
    if (!file.error.isEmpty()) {
        complain(file.error);
        return false;
    }
    for (const Diagnostic &diagnostic : file.loaded.diagnostics)
        err() << QString::fromStdString(toString(diagnostic, shownName.toStdString())) << Qt::endl
              << QString::fromStdString(excerpt(diagnostic, file.text)) << Qt::flush;
    return file.loaded.scenario != nullptr;
}

/// Options of `run`, or what is wrong with them.
struct RunArguments
{
    QString file;
    RunRequest request;
    bool json = false;
    QString tracePath;
    QString error;
};

RunArguments parseRun(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption backend(QStringLiteral("backend"), {}, QStringLiteral("name"));
    const QCommandLineOption executor(QStringLiteral("executor"), {}, QStringLiteral("kind"), QStringLiteral("pool"));
    const QCommandLineOption speed(QStringLiteral("speed"), {}, QStringLiteral("factor"), QStringLiteral("1"));
    const QCommandLineOption seed(QStringLiteral("seed"), {}, QStringLiteral("number"), QStringLiteral("1"));
    const QCommandLineOption json(QStringLiteral("json"));
    const QCommandLineOption trace(QStringLiteral("trace"), {}, QStringLiteral("file"));
    parser.addOptions({backend, executor, speed, seed, json, trace});
    RunArguments result;
    if (!parser.parse(QStringList(QStringLiteral("scopelab run")) + arguments)) {
        result.error = parser.errorText();
        return result;
    }
    const QStringList files = parser.positionalArguments();
    if (files.size() != 1) {
        result.error = QStringLiteral("'run' takes one FILE");
        return result;
    }
    result.file = files.front();
    result.json = parser.isSet(json);
    result.tracePath = parser.value(trace);
    if (parser.isSet(trace) && (result.tracePath.isEmpty() || result.tracePath == QStringLiteral("-")))
        result.error = QStringLiteral("--trace needs the name of a file");
    result.request.backend = parser.value(backend).toStdString();
    const QString kind = parser.value(executor);
    result.request.executor = kind == QStringLiteral("virtual") ? ExecutorKind::Virtual : ExecutorKind::Pool;
    bool isSpeed = false;
    bool isSeed = false;
    result.request.speed = parser.value(speed).toDouble(&isSpeed);
    result.request.seed = parser.value(seed).toULongLong(&isSeed);
    if (!result.error.isEmpty())
        return result;
    if (kind != QStringLiteral("virtual") && kind != QStringLiteral("pool"))
        result.error = QStringLiteral("there is no executor '%1'; use pool or virtual").arg(kind);
    else if (!result.request.backend.empty() && !CancellationBackend::byName(result.request.backend))
        result.error
            = QStringLiteral("there is no backend '%1'; use trio, asyncio or curio").arg(parser.value(backend));
    else if (!isSpeed || !(result.request.speed > 0) || result.request.speed > 1e6)
        result.error = QStringLiteral("--speed must be a number above 0");
    else if (!isSeed)
        result.error = QStringLiteral("--seed must be a whole number from 0 up");
    return result;
}

QString writeRecording(const QString &path, const ScenarioFile &file, const RunRequest &request, const Trace &trace)
{
    TraceHeader header;
    header.title = QString::fromStdString(file.loaded.scenario->title);
    header.backend = QString::fromStdString(request.backend.empty() ? file.loaded.scenario->backend : request.backend);
    header.executor = request.executor == ExecutorKind::Virtual ? QStringLiteral("virtual") : QStringLiteral("pool");
    header.seed = request.seed;
    header.scenario = QString::fromStdString(file.text);
    QSaveFile output(path); // the old file or the new one, never half
    if (!output.open(QIODevice::WriteOnly) || !writeTrace(output, header, trace) || !commitWhole(output))
        return QStringLiteral("cannot write '%1': %2").arg(path, output.errorString());
    return {};
}

int run(const QStringList &arguments)
{
    const RunArguments parsed = parseRun(arguments);
    if (!parsed.error.isEmpty())
        return complain(parsed.error);
    const ScenarioFile file = readScenario(parsed.file);
    if (!reportMistakes(file, parsed.file))
        return BadInput;
    const bool isRecorded = !parsed.tracePath.isEmpty();
    const Trace trace = isRecorded ? runToEnd(*file.loaded.scenario, parsed.request) : Trace();
    const Report report(*file.loaded.scenario, parsed.request,
                        isRecorded ? RunSummary(trace) : summaryOfRun(*file.loaded.scenario, parsed.request));
    if (parsed.json)
        out() << QJsonDocument(report.json()).toJson(QJsonDocument::Indented);
    else
        out() << QString::fromStdString(report.text());
    out().flush();
    if (isRecorded) {
        const QString error = writeRecording(parsed.tracePath, file, parsed.request, trace);
        if (!error.isEmpty())
            return complain(error);
    }
    if (report.outcome() == "ok")
        return Ok;
    return report.outcome() == "stuck" || report.outcome() == "limit" ? GaveUp : Failed;
}

int check(const QStringList &files)
{
    if (files.isEmpty())
        return complain(QStringLiteral("'check' takes at least one FILE"));
    bool isSound = true;
    for (const QString &name : files) {
        if (isRecordingFile(name))
            isSound &= checkRecording(name, err());
        else
            isSound &= reportMistakes(readScenario(name), name);
    }
    return isSound ? Ok : BadInput;
}

QStringList withFolders(const QStringList &files)
{
    QStringList result;
    for (const QString &name : files) {
        if (!QFileInfo(name).isDir()) {
            result.append(name);
            continue;
        }
        QStringList found;
        QDirIterator walk(name, {QStringLiteral("*.yaml"), QStringLiteral("*.yml")}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext())
            found.append(walk.next());
        found.sort();
        result.append(found);
    }
    return result;
}

int test(const QStringList &arguments)
{
    const QStringList files = withFolders(arguments);
    if (files.isEmpty())
        return complain(arguments.isEmpty() ? QStringLiteral("'test' takes at least one FILE or DIR")
                                            : QStringLiteral("no scenario files are in there"));
    int passed = 0;
    int failed = 0;
    int broken = 0;
    for (const QString &name : files) {
        const ScenarioFile file = readScenario(name);
        if (!reportMistakes(file, name)) {
            ++broken;
            continue;
        }
        const RunRequest request;
        const Report report(*file.loaded.scenario, request, summaryOfRun(*file.loaded.scenario, request));
        const std::vector<std::string> mismatches = report.mismatches();
        (mismatches.empty() ? passed : failed) += 1;
        out() << (mismatches.empty() ? "ok    " : "FAIL  ") << name << '\n';
        for (const std::string &mismatch : mismatches)
            out() << "      " << QString::fromStdString(mismatch) << '\n';
    }
    out() << passed << " passed, " << failed << " failed";
    if (broken)
        out() << ", " << broken << " could not be read";
    out() << Qt::endl;
    return broken ? BadInput : failed ? Failed : Ok;
}

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
    static const QStringList targets{QStringLiteral("python"), QStringLiteral("cpp"), QStringLiteral("rust"),
                                     QStringLiteral("perfetto"), QStringLiteral("svg")};
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
        result.error = QStringLiteral("'export' needs --to python, cpp, rust, perfetto or svg");
    else if (!targets.contains(result.target))
        result.error
            = QStringLiteral("cannot export to '%1'; use --to python, cpp, rust, perfetto or svg").arg(result.target);
    else if (!isNumber || result.run < 1)
        result.error = QStringLiteral("--run must be a number from 1 up");
    return result;
}

QByteArray exportedTrace(const Trace &trace, const QString &title, const QString &target)
{
    return target == QStringLiteral("perfetto") ? toPerfetto(trace, title) : toTimelineSvg(trace, title).toUtf8();
}

QByteArray exportedScenario(const Scenario &scenario, const QString &target)
{
    if (target == QStringLiteral("python"))
        return QByteArray::fromStdString(exportToPython(scenario).text());
    if (target == QStringLiteral("cpp"))
        return QByteArray::fromStdString(exportToCpp(scenario).text());
    if (target == QStringLiteral("rust"))
        return QByteArray::fromStdString(exportToRust(scenario).text());
    return exportedTrace(runToEnd(scenario, {}), QString::fromStdString(scenario.title), target);
}

int exportFile(const QStringList &arguments)
{
    const ExportArguments parsed = parseExport(arguments);
    if (!parsed.error.isEmpty())
        return complain(parsed.error);
    QByteArray text;
    if (isRecordingFile(parsed.file)) {
        if (parsed.target != QStringLiteral("perfetto") && parsed.target != QStringLiteral("svg"))
            return complain(QStringLiteral("'%1' is a recording, which holds no program; use --to perfetto or svg")
                                .arg(parsed.file));
        QString error;
        const LoadedTrace recording = readRecording(parsed.file, parsed.run, error);
        if (!error.isEmpty())
            return complain(error);
        text = exportedTrace(recording.trace, recording.header.title, parsed.target);
    } else {
        const ScenarioFile file = readScenario(parsed.file);
        if (!reportMistakes(file, parsed.file))
            return BadInput;
        text = exportedScenario(*file.loaded.scenario, parsed.target);
    }
    if (!parsed.hasOutput || parsed.outputPath == QStringLiteral("-")) {
        out() << text << Qt::flush;
        return Ok;
    }
    QSaveFile written(parsed.outputPath);
    if (!written.open(QIODevice::WriteOnly) || written.write(text) != text.size() || !commitWhole(written))
        return complain(QStringLiteral("cannot write '%1': %2").arg(parsed.outputPath, written.errorString()));
    return Ok;
}

int list(const QStringList &arguments)
{
    if (!arguments.isEmpty())
        return complain(QStringLiteral("'list' takes no arguments"));
    QString section;
    for (const QString &name : builtInNames()) {
        const ScenarioFile file = readScenario(name);
        if (!file.loaded.scenario)
            continue;
        const QString its = QString::fromStdString(file.loaded.scenario->section);
        if (its != section)
            out() << (section.isEmpty() ? "" : "\n") << its << '\n';
        section = its;
        out() << "  " << name.leftJustified(44) << ' ' << QString::fromStdString(file.loaded.scenario->title) << '\n';
    }
    out().flush();
    return Ok;
}

} // namespace

bool isCommand(const QStringList &arguments)
{
    static const QStringList commands{QStringLiteral("run"),  QStringLiteral("check"),    QStringLiteral("test"),
                                      QStringLiteral("list"), QStringLiteral("export"),   QStringLiteral("--help"),
                                      QStringLiteral("-h"),   QStringLiteral("--version")};
    return !arguments.isEmpty() && commands.contains(arguments.front());
}

int runCommand(const QStringList &arguments)
{
    const QString &command = arguments.front();
    const QStringList rest = arguments.mid(1);
    if (rest.contains(QStringLiteral("--help")) || rest.contains(QStringLiteral("-h"))) {
        out() << Usage << Qt::flush;
        return Ok;
    }
    if (command == QStringLiteral("run"))
        return run(rest);
    if (command == QStringLiteral("check"))
        return check(rest);
    if (command == QStringLiteral("test"))
        return test(rest);
    if (command == QStringLiteral("list"))
        return list(rest);
    if (command == QStringLiteral("export"))
        return exportFile(rest);
    if (command == QStringLiteral("--version"))
        out() << "scopelab " SCOPELAB_VERSION << Qt::endl;
    else
        out() << Usage << Qt::flush;
    return Ok;
}

} // namespace ScopeLab
