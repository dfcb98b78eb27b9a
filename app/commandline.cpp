#include "app/commandline.h"

#include "app/checkcommand.h"
#include "app/exportcommand.h"
#include "app/helpcommand.h"
#include "app/interrupts.h"
#include "app/terminal.h"
#include "core/engine/cancellationbackend.h"
#include "core/interpreter/memoryreserve.h"
#include "core/session/library.h"
#include "core/session/recordingstream.h"
#include "core/session/report.h"
#include "core/session/savefile.h"
#include "core/text/escaping.h"
#include "core/trace/tracefile.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <functional>
#include <new>
#include <optional>

namespace ScopeLab {

namespace {

const char Usage[] =
    R"(ScopeLab shows cancellation: scopes, shields, deadlines, task groups, exception groups.

  scopelab [FILE]                 the desktop app, with a scenario or a recording open
  scopelab run FILE [options]     run a scenario, print its scope tree, log and split error
  scopelab check FILE... [--json] report every mistake as FILE:LINE:COLUMN: error: ...; of a recording also the
                                  findings: errors that were lost, shields that held a cancellation, ...
  scopelab test FILE|DIR...       run under virtual time and compare with 'expect'
  scopelab list                   the built-in scenarios
  scopelab export FILE --to X [-o OUT]   as a program, as a picture, ...; --run N of a recording of several runs
  scopelab help [PAGE|WORD]       the pages of help; one of them; what they say of a step, a rule or a term
  scopelab --help | --version

%1
Options of run:
  --executor pool|virtual   real time on a thread pool (default), or time that jumps
  --backend trio|asyncio|curio   whose class is the native cancellation
  --speed X                 times as fast as real time, for pool (default 1)
  --seed N                  1 keeps the order of tasks that are ready together (default)
  --json                    print the result as one JSON object
  --trace OUT               write the recording to a file

FILE is a path, '-' for standard input, or the name of a built-in scenario.
SIGINT (Ctrl+C) and SIGTERM cancel main: it cleans up, and all is printed as usual; a second one ends at once.
Exit codes: 0 ok, 1 error or cancelled (of check: there are findings), 2 bad input or output that cannot be written,
3 stuck or a limit was hit, 130 and 143 after SIGINT and SIGTERM.
)";

QString usage()
{
    return QString::fromUtf8(Usage).arg(formatsOfExport());
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
        result.error = QStringLiteral("--seed must be a whole number, 0 or more");
    return result;
}

TraceHeader headerOf(const ScenarioFile &file, const RunRequest &request)
{
    TraceHeader header;
    header.title = QString::fromStdString(file.loaded.scenario->title);
    header.backend = QString::fromStdString(request.backend.empty() ? file.loaded.scenario->backend : request.backend);
    header.executor = request.executor == ExecutorKind::Virtual ? QStringLiteral("virtual") : QStringLiteral("pool");
    header.seed = request.seed;
    header.scenario = QString::fromStdString(file.text);
    return header;
}

/// Runs it, and writes the recording meanwhile, if one is wanted. @param problem why that could not be written.
/// @returns nothing if that was clear before the run.
std::optional<RunSummary> runRecorded(const ScenarioFile &file, const RunArguments &arguments, QString *problem)
{
    const Scenario &scenario = *file.loaded.scenario;
    const RunRequest &request = arguments.request;
    if (arguments.tracePath.isEmpty())
        return summaryOfRun(scenario, request);
    std::optional<RunSummary> summary;
    if (isSameFile(arguments.file, arguments.tracePath))
        *problem = QStringLiteral("it is the scenario");
    else
        *problem = save(arguments.tracePath, [&](QIODevice &output) {
            RecordingStream stream(output, headerOf(file, request), clockOf(request));
            summary = summaryOfRun(scenario, request, &stream);
            return stream.finish();
        });
    return summary;
}

bool print(const Report &report, bool asJson, QIODevice &output)
{
    bool isWell = true;
    const auto write = [&](std::string_view text) {
        isWell
            = isWell && output.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size());
    };
    const auto view = [](const QByteArray &piece) {
        return std::string_view(piece.data(), static_cast<std::size_t>(piece.size()));
    };
    if (asJson)
        report.printJson([&](const QByteArray &piece) { write(escapedJson(view(piece))); });
    else
        report.printText([&](const QByteArray &piece) { write(view(piece)); });
    return isWell;
}

int run(const QStringList &arguments)
{
    RunArguments parsed = parseRun(arguments);
    if (!parsed.error.isEmpty())
        return complain(parsed.error);
    const ScenarioFile file = readScenario(parsed.file, Streams::Allowed);
    if (!reportMistakes(file, parsed.file))
        return BadInput;
    Interrupts interrupts;
    parsed.request.control = &interrupts.control();
    QString problem;
    std::optional<RunSummary> summary = runRecorded(file, parsed, &problem);
    if (!summary)
        return complain(QStringLiteral("cannot write '%1': %2").arg(parsed.tracePath, problem));
    const Report report(*file.loaded.scenario, parsed.request, std::move(*summary));
    if (const QString failed = writeOut([&](QIODevice &output) { return print(report, parsed.json, output); });
        !failed.isEmpty())
        return complain(QStringLiteral("cannot write to standard output: %1").arg(failed));
    if (!problem.isEmpty())
        return complain(QStringLiteral("cannot write '%1': %2").arg(parsed.tracePath, problem));
    const bool hasGivenUp = report.outcome() == "stuck" || report.outcome() == "limit";
    return interrupts.exitCode(report.outcome() == "ok" ? Ok : hasGivenUp ? GaveUp : Failed);
}

/// @p files, with each folder replaced by the scenarios in it. The names may be any bytes.
QList<QByteArray> withFolders(const QStringList &files)
{
    QList<QByteArray> result;
    for (const QString &name : files) {
        const QByteArray path = QFile::encodeName(name);
        result.append(QFileInfo(name).isDir() ? scenariosBelow(path) : QList<QByteArray>{path});
    }
    return result;
}

int test(const QStringList &arguments)
{
    const QList<QByteArray> files = withFolders(arguments);
    if (files.isEmpty())
        return complain(arguments.isEmpty() ? QStringLiteral("'test' takes at least one FILE or DIR")
                                            : QStringLiteral("there are no scenario files in it"));
    int passed = 0;
    int failed = 0;
    int broken = 0;
    Interrupts interrupts;
    RunRequest request;
    request.control = &interrupts.control();
    for (const QByteArray &path : files) {
        const ScenarioFile file = readScenarioAt(path);
        const QString name = QString::fromStdString(escaped(path.toStdString()));
        if (!reportMistakes(file, name)) {
            ++broken;
            continue;
        }
        const Report report(*file.loaded.scenario, request, summaryOfRun(*file.loaded.scenario, request));
        if (interrupts.haveCome())
            break; // a test that was cut off has not failed
        const std::vector<std::string> mismatches = report.mismatches();
        (mismatches.empty() ? passed : failed) += 1;
        out() << (mismatches.empty() ? "ok    " : "FAIL  ") << name << '\n';
        for (const std::string &mismatch : mismatches)
            out() << "      " << QString::fromStdString(escaped(mismatch)) << '\n';
    }
    out() << passed << " passed, " << failed << " failed";
    if (broken)
        out() << ", " << broken << " could not be read";
    if (interrupts.haveCome())
        out() << ", interrupted";
    out() << Qt::endl;
    return interrupts.exitCode(broken ? BadInput : failed ? Failed : Ok);
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
    static const QStringList commands{QStringLiteral("run"),    QStringLiteral("check"),  QStringLiteral("test"),
                                      QStringLiteral("list"),   QStringLiteral("export"), QStringLiteral("help"),
                                      QStringLiteral("--help"), QStringLiteral("-h"),     QStringLiteral("--version")};
    return !arguments.isEmpty() && commands.contains(arguments.front());
}

namespace {

int obey(const QStringList &arguments)
{
    const QString &command = arguments.front();
    const QStringList rest = arguments.mid(1);
    if (rest.contains(QStringLiteral("--help")) || rest.contains(QStringLiteral("-h"))) {
        out() << usage() << Qt::flush;
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
    if (command == QStringLiteral("help"))
        return help(rest);
    if (command == QStringLiteral("--version"))
        out() << "scopelab " SCOPELAB_VERSION << Qt::endl;
    else
        out() << usage() << Qt::flush;
    return Ok;
}

} // namespace

int runCommand(const QStringList &arguments)
{
    try {
        const MemoryReserve reserve(MemoryReserve::LastResort::Exit);
        const int code = obey(arguments);
        if (const QString problem = finishOutput(); !problem.isEmpty()) {
            const int failed = complain(QStringLiteral("cannot write to standard output: %1").arg(problem));
            return code == Ok ? failed : code;
        }
        return code;
    } catch (const std::bad_alloc &) { // thrown by Qt, which does not ask for the reserve
        std::fputs(NoMemory, stderr);
        return GaveUp;
    }
}

} // namespace ScopeLab
