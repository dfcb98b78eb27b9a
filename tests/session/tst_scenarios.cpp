#include "core/engine/error.h"
#include "core/engine/framepool.h"
#include "core/interpreter/interpreter.h"
#include "core/sentences/why.h"
#include "core/session/library.h"
#include "core/session/report.h"
#include "core/trace/findings.h"

#include <QJsonDocument>
#include <QTest>

#include <set>

using namespace ScopeLab;

namespace {

std::string resultOf(const Scenario &scenario, const RunRequest &request)
{
    return QJsonDocument(Report(scenario, request, runToEnd(scenario, request)).json()).toJson().toStdString();
}

Scenario load(const std::string &main, const std::string &rest = {})
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\n" + rest + "main:\n" + main);
    if (!loaded.scenario)
        qFatal("%s", toString(loaded.diagnostics.front(), "test").c_str());
    return *loaded.scenario;
}

std::string logOf(const Scenario &scenario, const RunRequest &request = {})
{
    const Trace trace = runToEnd(scenario, request);
    std::string text;
    for (const RunEvent &event : trace.events()) {
        if (const auto *logged = event.as<Logged>())
            text += (text.empty() ? "" : " ") + trace.text(logged->text);
        if (const auto *ended = event.as<RunEnded>())
            text += (text.empty() ? "" : " ") + std::string("=") + toString(ended->outcome);
    }
    return text;
}

/// @p executor is `virtual` or `pool`, where a day takes a tenth of a second.
RunRequest on(const QString &executor)
{
    RunRequest request;
    request.executor = executor == QStringLiteral("pool") ? ExecutorKind::Pool : ExecutorKind::Virtual;
    request.speed = 1e6;
    return request;
}

void onEachExecutor()
{
    QTest::addColumn<QString>("executor");
    QTest::newRow("virtual") << QStringLiteral("virtual");
    QTest::newRow("pool") << QStringLiteral("pool");
}

/// A row for each executor.
void addRows(const char *name, const auto &...columns)
{
    for (const char *executor : {"virtual", "pool"})
        (QTest::addRow("%s, %s", name, executor) << ... << columns) << QString::fromLatin1(executor);
}

} // namespace

class tst_Scenarios : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void builtIn_data();
    void showWhatTheyExpect_data() { builtIn_data(); }
    void showWhatTheyExpect();
    void expectTheSameOnThePool_data() { builtIn_data(); }
    void expectTheSameOnThePool();
    void expectTheSameUnderEverySeed_data() { builtIn_data(); }
    void expectTheSameUnderEverySeed();
    void mayBeAbandonedAtEveryEvent_data() { builtIn_data(); }
    void mayBeAbandonedAtEveryEvent();
    void fatesAddUp_data() { builtIn_data(); }
    void fatesAddUp();
    void everyCancelledTaskHasAFirstCause_data() { builtIn_data(); }
    void everyCancelledTaskHasAFirstCause();
    void whatHeldACancellationBackIsInTheChain();
    void AB_1_theConditionsOfAbsorbingAreThoseOfTheExit();
    void theSameSeedGivesTheSameTrace();
    void CL_4_theLostErrorIsSeen();
    void errorsTellWhereTheyWereRaised();
    void mismatchesAreTold();
    void stuckRunsAreCancelledAndSaySo_data() { onEachExecutor(); }
    void theTerminalShowsWholeErrors();
    void theTerminalShowsWhatNobodySaw();
    void stuckRunsAreCancelledAndSaySo();
    void unendingRunsHitALimit_data();
    void unendingRunsHitALimit();
    void theResultOfMainIsWhatMainDid_data();
    void theResultOfMainIsWhatMainDid();
    void aSummaryReportsWhatTheRecordingDoes_data() { builtIn_data(); }
    void aSummaryReportsWhatTheRecordingDoes();
    void aSummaryKeepsNoEvents();
    void aStuckRunTakesAFewMoreStepsOnly_data() { onEachExecutor(); }
    void aStuckRunTakesAFewMoreStepsOnly();
    void cleanupOfAStuckRunIsDoneWhole_data() { onEachExecutor(); }
    void cleanupOfAStuckRunIsDoneWhole();
    void handlers_data();
    void handlers();
    void badValuesAtRunTimeRaiseValueError();
};

void tst_Scenarios::initTestCase()
{
    QVERIFY(builtInNames().size() >= 14);
}

void tst_Scenarios::builtIn_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Scenarios::showWhatTheyExpect()
{
    QFETCH(QString, name);
    const ScenarioFile file = readScenario(name);
    QVERIFY2(file.loaded.scenario, qPrintable(file.error));
    const Scenario &scenario = *file.loaded.scenario;
    QVERIFY(scenario.expect);
    QVERIFY(scenario.expect->outcome);
    QVERIFY(!scenario.summary.empty());
    QVERIFY(!scenario.section.empty());
    QVERIFY(scenario.fixedBy.empty() || builtInNames().contains(QString::fromStdString(scenario.fixedBy)));
    const RunRequest request;
    const Trace trace = runToEnd(scenario, request);
    for (const std::string &mismatch : Report(scenario, request, trace).mismatches())
        QFAIL(mismatch.c_str());
}

void tst_Scenarios::expectTheSameOnThePool()
{
    QFETCH(QString, name);
    const ScenarioFile file = readScenario(name);
    RunRequest request;
    request.executor = ExecutorKind::Pool;
    // Slow enough that what the file sets 10 ms apart stays in order on a busy machine.
    request.speed = 0.5;
    const Trace trace = runToEnd(*file.loaded.scenario, request);
    for (const std::string &mismatch : Report(*file.loaded.scenario, request, trace).mismatches())
        QFAIL(mismatch.c_str());
}

void tst_Scenarios::expectTheSameUnderEverySeed()
{
    QFETCH(QString, name);
    const ScenarioFile file = readScenario(name);
    for (std::uint64_t seed = 2; seed < 52; ++seed) {
        RunRequest request;
        request.seed = seed;
        const Trace trace = runToEnd(*file.loaded.scenario, request);
        for (const std::string &mismatch : Report(*file.loaded.scenario, request, trace).mismatches())
            QFAIL(qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromStdString(mismatch))));
    }
}

/// Nothing can come between the events of one turn.
void tst_Scenarios::mayBeAbandonedAtEveryEvent()
{
    QFETCH(QString, name);
    const ScenarioFile file = readScenario(name);
    const std::ptrdiff_t frames = detail::livingFrames();
    const std::ptrdiff_t errors = livingErrors();
    Progress progress = Progress::Limited;
    for (std::uint64_t turns = 0; progress == Progress::Limited; turns += 1 + turns / 100) {
        {
            VirtualTimeExecutor executor;
            Scheduler &scheduler = executor.scheduler();
            Interpreter interpreter(*file.loaded.scenario, scheduler);
            const Scheduler::EnterGuard entered(scheduler);
            scheduler.start(interpreter.main(), interpreter.mainLabel());
            if (turns > 0)
                progress = executor.runUntil(Never, turns);
            scheduler.abandon();
            QVERIFY(!scheduler.hasTasks());
        }
        QCOMPARE(detail::livingFrames(), frames);
        QCOMPARE(livingErrors(), errors);
    }
}

void tst_Scenarios::fatesAddUp()
{
    QFETCH(QString, name);
    const Trace trace = runToEnd(*readScenario(name).loaded.scenario, {});
    std::size_t stops = 0;
    std::set<ErrorId> errors;
    for (const RunEvent &event : trace.events()) {
        stops += event.is<TaskStopping>() ? 1 : 0;
        const auto *raised = event.as<ErrorRaised>();
        if (raised && trace.error(raised->error).kind == ErrorKind::Error)
            errors.insert(trace.error(raised->error).identity);
    }
    std::size_t cancellations = 0;
    const Fates all = momentAt(trace, trace.size()).fates;
    const SharedVector<ErrorFate> &fates = all.all();
    for (const ErrorFate &fate : fates) {
        QVERIFY2(fate.fate != Fate::InFlight, "an exception has no fate");
        cancellations += fate.isCancellation ? 1 : 0;
        QVERIFY(fate.ended >= fate.raised);
        // What left the run is what its error holds; an ok run lost nothing on the way out.
        if (fate.fate == Fate::LeftRun) {
            QVERIFY(trace.events().back().is<TaskExited>());
            QVERIFY(trace.events().back().as<TaskExited>()->error);
        }
    }
    QCOMPARE(cancellations, stops);
    QCOMPARE(fates.size(), stops + errors.size());
}

void tst_Scenarios::everyCancelledTaskHasAFirstCause()
{
    QFETCH(QString, name);
    const Trace trace = runToEnd(*readScenario(name).loaded.scenario, {});
    RunHistory history(trace);
    const RunState &state = history.at(trace.size());
    for (const TaskState &task : state.tasks()) {
        if (task.phase != TaskPhase::Cancelled)
            continue;
        const WhyAnswer answer = whyTask(trace, state, task.id);
        QVERIFY2(answer.chain.size() >= 2, "a cancellation without a cause");
        const WhyLink &first = answer.chain.back();
        QVERIFY(first.kind == WhyLink::Kind::Deadline || first.kind == WhyLink::Kind::Error
                || first.kind == WhyLink::Kind::Operator || first.kind == WhyLink::Kind::Task);
        QVERIFY(first.event > 0);
    }
}

void tst_Scenarios::whatHeldACancellationBackIsInTheChain()
{
    const Trace trace = runToEnd(*readScenario(QStringLiteral("payment-fails-during-a-commit")).loaded.scenario, {});
    RunHistory history(trace);
    const RunState &state = history.at(trace.size());
    QStringList links;
    for (const TaskState &task : state.tasks()) {
        for (const WhyLink &link : whyTask(trace, state, task.id).chain)
            links.append(link.name + QChar::Space + link.what);
    }
    QVERIFY2(links.contains(QStringLiteral("invoice waited 80 ms for its thread")), qPrintable(links.join(u'\n')));
    QVERIFY2(links.contains(QStringLiteral("commit held it back for 120 ms")), qPrintable(links.join(u'\n')));
}

// What Why says of a scope's exit is the rule itself: who absorbed something met both conditions.
void tst_Scenarios::AB_1_theConditionsOfAbsorbingAreThoseOfTheExit()
{
    int absorbed = 0, passedOn = 0;
    for (const QString &name : builtInNames()) {
        const Trace trace = runToEnd(*readScenario(name).loaded.scenario, {});
        RunHistory history(trace);
        const RunState &state = history.at(trace.size());
        for (const ScopeState &scope : state.scopes()) {
            const WhyAnswer answer = whyScope(trace, state, scope.id);
            QCOMPARE(answer.conditions.size(), std::size_t{2});
            QVERIFY(!answer.verdict.isEmpty());
            const bool absorbs = answer.conditions[0].holds && answer.conditions[1].holds;
            QVERIFY2(absorbs || !scope.caught, qPrintable(name));
            absorbed += scope.caught ? 1 : 0;
            passedOn += answer.conditions[0].holds && !absorbs ? 1 : 0;
        }
    }
    QVERIFY(absorbed > 40);
    QVERIFY(passedOn > 5);
}

void tst_Scenarios::theSameSeedGivesTheSameTrace()
{
    const Scenario scenario = *readScenario(QStringLiteral("payment-fails-during-a-commit")).loaded.scenario;
    RunRequest request;
    request.seed = 7;
    QVERIFY(runToEnd(scenario, request) == runToEnd(scenario, request));
    QCOMPARE(resultOf(scenario, request), resultOf(scenario, request));
}

void tst_Scenarios::CL_4_theLostErrorIsSeen()
{
    const Trace trace = runToEnd(*readScenario(QStringLiteral("error-that-vanished-in-finally")).loaded.scenario, {});
    std::vector<ErrorFate> lost;
    const Fates fates = momentAt(trace, trace.size()).fates;
    for (const ErrorFate &fate : fates.all()) {
        if (fate.fate == Fate::Lost)
            lost.push_back(fate);
    }
    QCOMPARE(lost.size(), std::size_t{1});
    QCOMPARE(trace.describe(lost[0].error), std::string("ValueError: the data is corrupt"));
    QVERIFY(trace.error(lost[0].byError).kind == ErrorKind::Cancelled);
    QCOMPARE(trace.error(trace.error(lost[0].byError).context).identity, trace.error(lost[0].error).identity);
}

void tst_Scenarios::errorsTellWhereTheyWereRaised()
{
    const Scenario scenario = *readScenario(QStringLiteral("error-that-vanished-fixed")).loaded.scenario;
    const RunRequest request;
    const Trace trace = runToEnd(scenario, request);
    const QJsonObject json = Report(scenario, request, trace).json();
    const QJsonObject raised = json[u"error"][u"traceback"][0].toObject();
    QCOMPARE(raised[u"task"].toString(), QStringLiteral("main"));
    QCOMPARE(raised[u"step"].toString(), QStringLiteral("raise"));
    QCOMPARE(raised[u"line"].toInt(), 21);
}

void tst_Scenarios::mismatchesAreTold()
{
    const Scenario scenario
        = load("  - log: one\n  - sleep: 5ms\n",
               "expect:\n  outcome: error\n  elapsed: 6ms\n  log: {main: [two]}\n  tasks: {main: failed}\n"
               "  scopes: {main: {cancel_called: true}, gone: {}}\n  error: {type: ValueError}\n");
    const RunRequest request;
    QCOMPARE(Report(scenario, request, runToEnd(scenario, request)).mismatches().size(), std::size_t{7});
}

// Notes, causes and contexts in the words of Python's traceback, each error once, groups as two halves.
void tst_Scenarios::theTerminalShowsWholeErrors()
{
    const std::string main = R"(  - try:
      body: [{raise: {type: ValueError, message: bad, notes: ["row 7\nof 9"]}}]
      except:
        - match: ValueError
          as: bad
          body:
            - try:
                body: [{raise: {group: {message: g, errors: [{type: KeyError, cause: bad}, {error: bad}]}}}]
                except:
                  - match: group
                    as: g
                    body:
                      - raise: {group: {message: m, errors: [{type: cancelled}, {group: {message: i, errors:
                          [{type: cancelled}, {type: OSError}]}}, {error: g}]}}
)";
    const Scenario scenario = load(main);
    const RunRequest request;
    const Trace trace = runToEnd(scenario, request);
    const std::string text = Report(scenario, request, trace).text();
    const std::string expected = R"(
Left the run
  ValueError: bad  (main, line 6)
    note: row 7
      of 9
  During handling of the above exception, another exception occurred:
  ExceptionGroup: g
  - ValueError: bad  (main, line 6, above)
    The above exception was the direct cause of the following exception:
    KeyError  (main, line 12)
  - ValueError: bad  (main, line 6, above)
  During handling of the above exception, another exception occurred:
  BaseExceptionGroup: m
    cancellations
    - trio.Cancelled  (main, line 17)
    - BaseExceptionGroup: i
      - trio.Cancelled  (main, line 17)
    errors
    - ExceptionGroup: i
      - OSError  (main, line 17)
    - ExceptionGroup: g  (above)

error after 0ms
)";
    QVERIFY2(text.ends_with(expected), text.c_str());
}

void tst_Scenarios::theTerminalShowsWhatNobodySaw()
{
    const auto textOf = [](const Scenario &scenario) {
        const RunRequest request;
        const Trace trace = runToEnd(scenario, request);
        return Report(scenario, request, trace).text();
    };
    const std::string lost = textOf(*readScenario(QStringLiteral("error-that-vanished-in-finally")).loaded.scenario);
    QVERIFY2(lost.ends_with("\nErrors that nobody saw\n"
                            "  50ms  main  ValueError: the data is corrupt  (line 22), lost: a cancellation took its "
                            "place\n\nok after 50ms, but nobody saw 1 error\n"),
             lost.c_str());
    const std::string unheard = textOf(load("  - detach: {name: d, body: [{raise: KeyError}]}\n  - checkpoint\n"));
    QVERIFY2(unheard.find("  0ms  d  KeyError  (line 5), unheard: nobody waits for this task\n") != std::string::npos,
             unheard.c_str());
    const std::string skipped = textOf(load("  - budget: {total: 10ms, operations: [{name: a, body: [{sleep: 1s}]}, "
                                            "{name: b, body: []}]}\n"));
    QVERIFY2(skipped.find("\nOperations\n  a  timed_out at 5ms\n  b  skipped\n") != std::string::npos, skipped.c_str());
}

void tst_Scenarios::stuckRunsAreCancelledAndSaySo()
{
    const Scenario scenario = load("  - task_group:\n      name: g\n      body:\n        - spawn: {name: a, body: "
                                   "[{shield: [{sleep: forever}]}]}\n"
                                   "        - spawn: {name: b, body: [{sleep: forever}]}\n");
    QFETCH(QString, executor);
    const RunRequest request = on(executor);
    QCOMPARE(logOf(scenario, request), std::string("=stuck"));
    const Trace trace = runToEnd(scenario, request);
    const std::string text = Report(scenario, request, trace).text();
    QVERIFY(text.find("a waits in 'sleep', line") != std::string::npos);
    QVERIFY(text.find("main waits for the tasks of g") != std::string::npos);
    QCOMPARE(logOf(load("  - run_blocking: forever\n"), request), std::string("=stuck"));
    QCOMPARE(logOf(load("  - shield: [{sleep: forever}]\n"), request), std::string("=stuck"));
}

void tst_Scenarios::unendingRunsHitALimit_data()
{
    QTest::addColumn<QByteArray>("main");
    QTest::addColumn<QString>("executor");
    const auto row = [](const char *name, const char *main) { addRows(name, QByteArray(main)); };
    row("steps", "  - repeat: {body: [checkpoint]}\n");
    row("no checkpoint", "  - repeat: {body: [{work: 0}]}\n");
    row("time", "  - repeat: {body: [{sleep: 1h}]}\n");
    row("time in one sleep", "  - sleep: 30h\n");
    row("shielded", "  - shield: [{repeat: {body: [{sleep: 1h}]}}]\n");
    row("tasks", "  - task_group: [{spawn_each: {count: 20000, body: [{sleep: forever}]}}]\n");
    row("log", "  - repeat: {body: [{log: x}]}\n");
    row("computing", "  - work: forever\n");
    row("computing in the cleanup, too", "  - try: {body: [{sleep: 30h}], finally: [{work: forever}, {work: 9h}]}\n");
    row("computing while others wait",
        "  - task_group: [{spawn: {body: [{sleep: 1h}]}}, {work: forever}, {sleep: 1h}]\n");
    row("swallowing",
        "  - repeat: {body: [{try: {body: [checkpoint], except: [{match: BaseException, body: []}]}}]}\n");
    row("sleeping in the cleanup for ever and ever",
        "  - try: {body: [{sleep: 30h}], finally: [{shield: [{repeat: {body: [{sleep: 20h}]}}]}]}\n");
}

void tst_Scenarios::unendingRunsHitALimit()
{
    QFETCH(QByteArray, main);
    QFETCH(QString, executor);
    RunRequest request = on(executor);
    request.limits.steps = 20'000; // the same messages, sooner
    request.limits.liveTasks = 5'000;
    request.limits.logLines = 1;
    const std::string log = logOf(load(main.toStdString()), request);
    QVERIFY2(log == "=limit" || log == "x =limit", log.c_str());
}

void tst_Scenarios::theResultOfMainIsWhatMainDid_data()
{
    QTest::addColumn<QByteArray>("main");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("executor");
    const auto row = [](const char *name, const char *main, const char *result, const char *error) {
        addRows(name, QByteArray(main), QByteArray(result), QByteArray(error));
    };
    row("cancelled", "  - sleep: forever\n", "cancelled", "");
    row("it swallowed the cancellation",
        "  - try: {body: [{sleep: forever}], except: [{match: cancelled, body: []}]}\n", "completed", "");
    row("it failed on its way out", "  - try: {body: [{sleep: forever}], finally: [{raise: KeyError}]}\n", "failed",
        "KeyError");
    row("it failed, and what it left behind is stuck",
        "  - detach: {name: d, body: [{shield: [{sleep: forever}]}]}\n  - raise: ValueError\n", "failed", "ValueError");
    row("it never ended", "  - run_blocking: forever\n", "cancelled", "");
    row("over a limit, cancelled", "  - sleep: 30h\n", "cancelled", "");
    row("over a limit, to its end", "  - work: 30h\n", "completed", "");
    row("over a limit, failed", "  - work: 30h\n  - raise: ValueError\n", "failed", "ValueError");
}

void tst_Scenarios::theResultOfMainIsWhatMainDid()
{
    QFETCH(QByteArray, main);
    QFETCH(QByteArray, result);
    QFETCH(QByteArray, error);
    QFETCH(QString, executor);
    const Scenario scenario = load(main.toStdString());
    const RunRequest request = on(executor);
    const Trace trace = runToEnd(scenario, request);
    const Report report(scenario, request, trace);
    QVERIFY(report.outcome() == "stuck" || report.outcome() == "limit");
    const QJsonObject json = report.json();
    QCOMPARE(json[u"tasks"][0][u"result"].toString(), QString::fromLatin1(result));
    QCOMPARE(json[u"tasks"][0][u"error"][u"type"].toString(), QString::fromLatin1(error));
    QCOMPARE(json[u"error"][u"type"].toString(), QString::fromLatin1(error));
    const QString text = QString::fromStdString(report.text());
    QVERIFY2(text.endsWith(QStringLiteral(", main %1\n").arg(QLatin1String(result))), qPrintable(text));
    QCOMPARE(text.contains(QStringLiteral("Left the run")), !error.isEmpty());
}

void tst_Scenarios::aSummaryReportsWhatTheRecordingDoes()
{
    QFETCH(QString, name);
    const Scenario scenario = *readScenario(name).loaded.scenario;
    const RunRequest request;
    const Report folded(scenario, request, summaryOfRun(scenario, request));
    const Report recorded(scenario, request, runToEnd(scenario, request));
    QCOMPARE(QString::fromStdString(folded.text()), QString::fromStdString(recorded.text()));
    QCOMPARE(folded.json(), recorded.json());
}

// Ten million steps took 3.3 GB when all that happened was kept to the end.
void tst_Scenarios::aSummaryKeepsNoEvents()
{
    const Scenario scenario = load("  - log: begin\n  - repeat: {body: [checkpoint, {try: {body: [{raise: KeyError}], "
                                   "except: [{match: KeyError, body: []}]}}]}\n");
    RunRequest request;
    request.limits.steps = 30'000; // several times what is folded at once
    const RunSummary summary = summaryOfRun(scenario, request);
    QVERIFY(summary.parts.events().empty());
    QCOMPARE(summary.parts.errors().size(), std::size_t{0}); // none left the run
    QCOMPARE(summary.log.size(), std::size_t{1});
    const Report folded(scenario, request, summary);
    QCOMPARE(folded.text(), Report(scenario, request, runToEnd(scenario, request)).text());
    QCOMPARE(folded.outcome(), std::string("limit"));
}

// A loop that takes every cancellation for nothing must not fill the memory.
void tst_Scenarios::aStuckRunTakesAFewMoreStepsOnly()
{
    QFETCH(QString, executor);
    for (const char *wait : {"{sleep: forever}", "{shield: [{sleep: forever}]}"}) {
        const Scenario scenario = load(std::string("  - repeat: {body: [{try: {body: [") + wait
                                       + "], except: [{match: cancelled, body: []}]}}]}\n");
        RunRequest request = on(executor);
        request.limits.steps = 20'000;
        const Trace trace = runToEnd(scenario, request);
        QCOMPARE(Report(scenario, request, trace).outcome(), std::string("stuck"));
        QVERIFY(trace.size() < 20 * request.limits.stepsToEnd(1));
    }
}

void tst_Scenarios::cleanupOfAStuckRunIsDoneWhole()
{
    QFETCH(QString, executor);
    const Scenario scenario = load(
        "  - try:\n      body: [{sleep: forever}]\n      finally:\n        - shield:\n            - task_group: "
        "[{spawn_each: {count: 3, body: [{log: tidy}]}}]\n            - repeat: {times: 3, body: [{log: again}]}\n");
    QCOMPARE(logOf(scenario, on(executor)), std::string("tidy tidy tidy again again again =stuck"));
}

void tst_Scenarios::handlers_data()
{
    QTest::addColumn<QByteArray>("main");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QString>("executor");
    const auto row = [](const char *name, const char *main, const char *expected) {
        addRows(name, QByteArray(main), QByteArray(expected));
    };
    row("else", "  - try: {body: [], except: [{match: Exception, body: []}], else: [{log: e}], finally: [{log: f}]}\n",
        "e f =ok");
    row("first match",
        "  - try: {body: [{raise: KeyError}], except: [{match: ValueError, body: []}, {match: LookupError, as: x, "
        "body: [{log: '{x}'}]}]}\n",
        "KeyError =ok");
    row("not caught",
        "  - try: {body: [{raise: KeyError}], except: [{match: ValueError, body: []}], finally: [{log: f}]}\n",
        "f =error");
    row("own type",
        "  - try: {body: [{raise: {type: KeyError, message: no row}}], except: [{match: [ValueError, KeyError], as: x, "
        "body: [{log: '{x}'}]}]}\n",
        "KeyError: no row =ok");
    row("except_group takes its share",
        "  - try:\n      body: [{raise: {group: {message: g, errors: [ValueError, KeyError]}}}]\n"
        "      except_group: [{match: ValueError, as: v, body: [{log: '{v}'}]}]\n",
        "ExceptionGroup: g =error");
    row("except_group wraps a bare error",
        "  - try: {body: [{raise: ValueError}], except_group: [{match: ValueError, as: v, body: [{if: {count: {of: v, "
        "over: 0}, then: [{log: wrapped}]}}]}]}\n",
        "wrapped =ok");
    row("split",
        "  - try:\n      body: [{raise: {group: {message: g, errors: [cancelled, KeyError]}}}]\n      except:\n        "
        "- match: group\n          body:\n"
        "            - split: {cancels: c, errors: e}\n            - log: '{c}, {e}'\n            - if: {all: "
        "[{only_cancelled: c}, {not: {only_cancelled: e}}], then: [{log: clean}]}\n",
        "BaseExceptionGroup: g, ExceptionGroup: g clean =ok");
    row("nothing",
        "  - try:\n      body: [{raise: KeyError}]\n      except:\n        - match: KeyError\n          body:\n        "
        "    - non_cancel_subgroup: {as: rest}\n"
        "            - split: {cancels: c}\n            - log: '{c}'\n            - try: {body: [{raise: {error: c}}], "
        "except: [{match: RuntimeError, body: [{log: caught}]}]}\n",
        "nothing caught =ok");
    row("backend's own class",
        "  - scope: {name: s, body: [{cancel: s}, {try: {body: [checkpoint], except: [{match: asyncio.CancelledError, "
        "body: [{log: wrong}]}, {match: trio.Cancelled, body: [{log: right}]}]}}]}\n",
        "right =ok");
    row("cancelled main", "  - cancel: main\n  - checkpoint\n", "=cancelled");
    row("CS-3: a cancel that goes by notices a passed deadline",
        "  - scope: {name: s, timeout: 10ms, body: [{work: 10ms}, {cancel: main}]}\n"
        "  - if: {cancel_called: s, then: [{log: noticed}]}\n",
        "noticed =ok");
    row("G-4: a half is a new group, so the old one is its context",
        "  - try:\n      body:\n        - try:\n            body: [{raise: {group: {message: g, errors: "
        "[KeyError]}}}]\n"
        "            except: [{match: group, body: [{split: {errors: e}}, {raise: {error: e}}]}]\n"
        "      except: [{match: group, as: again, body: [{log: '{again}'}]}]\n",
        "ExceptionGroup: g =ok");
    row("too late", "  - cancel: main\n", "=ok");
    row("late spawn",
        "  - task_group: {name: g, body: [{spawn: {body: [{task_group: [{spawn: {in: g, body: [{log: "
        "inner}]}}]}]}}]}\n",
        "inner =ok");
}

void tst_Scenarios::handlers()
{
    QFETCH(QByteArray, main);
    QFETCH(QByteArray, expected);
    QFETCH(QString, executor);
    QCOMPARE(QByteArray::fromStdString(logOf(load(main.toStdString()), on(executor))), expected);
}

void tst_Scenarios::badValuesAtRunTimeRaiseValueError()
{
    const std::string main = "  - task_group:\n      - spawn_each:\n          items: [10ms, soon]\n          body:\n   "
                             "         - try:\n                body: [{sleep: '{item}'}, {log: slept}]\n"
                             "                except: [{match: ValueError, as: x, body: [{log: '{x}'}]}]\n";
    QCOMPARE(logOf(load(main)), std::string("ValueError: 'soon' is not a duration slept =ok"));
}

QTEST_APPLESS_MAIN(tst_Scenarios)
#include "tst_scenarios.moc"
