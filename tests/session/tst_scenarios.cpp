#include "core/engine/error.h"
#include "core/engine/framepool.h"
#include "core/interpreter/interpreter.h"
#include "core/session/library.h"
#include "core/session/report.h"
#include "core/trace/fates.h"
#include "core/trace/why.h"

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
    for (const TraceEvent &event : trace.events()) {
        if (event.kind == EventKind::Logged)
            text += (text.empty() ? "" : " ") + trace.text(event.textIndex);
        if (event.kind == EventKind::RunEnded)
            text += (text.empty() ? "" : " ") + ("=" + trace.text(event.textIndex));
    }
    return text;
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
    void theTerminalShowsWholeErrors();
    void theTerminalShowsWhatNobodySaw();
    void stuckRunsAreCancelledAndSaySo();
    void unendingRunsHitALimit_data();
    void unendingRunsHitALimit();
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
    QVERIFY(scenario.expect && scenario.expect->outcome);
    QVERIFY(!scenario.summary.empty() && !scenario.section.empty());
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
            const Scheduler::Lease lease(scheduler);
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
    std::set<std::uint32_t> errors;
    for (const TraceEvent &event : trace.events()) {
        stops += event.kind == EventKind::TaskStopping ? 1 : 0;
        if (event.kind == EventKind::ErrorRaised && trace.error(event.errorIndex).kind == ErrorKind::Error)
            errors.insert(trace.error(event.errorIndex).identity);
    }
    std::size_t cancellations = 0;
    const std::vector<ErrorFate> fates = fatesUntil(trace, trace.size());
    for (const ErrorFate &fate : fates) {
        QVERIFY2(fate.fate != Fate::InFlight, "an exception has no fate");
        cancellations += fate.isCancellation ? 1 : 0;
        QVERIFY(fate.ended >= fate.raised);
        // What left the run is what its error holds; an ok run lost nothing on the way out.
        if (fate.fate == Fate::LeftRun)
            QVERIFY(trace.events().back().kind == EventKind::TaskExited && trace.events().back().errorIndex);
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
    QVERIFY(absorbed > 40 && passedOn > 5);
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
    for (const ErrorFate &fate : fatesUntil(trace, trace.size())) {
        if (fate.fate == Fate::Lost)
            lost.push_back(fate);
    }
    QCOMPARE(lost.size(), std::size_t{1});
    QCOMPARE(trace.describe(lost[0].errorIndex), std::string("ValueError: the data is corrupt"));
    QVERIFY(trace.error(lost[0].byError).kind == ErrorKind::Cancelled);
    QCOMPARE(trace.error(trace.error(lost[0].byError).context).identity, trace.error(lost[0].errorIndex).identity);
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
    QCOMPARE(logOf(scenario), std::string("=stuck"));
    const RunRequest request;
    const Trace trace = runToEnd(scenario, request);
    const std::string text = Report(scenario, request, trace).text();
    QVERIFY(text.find("a waits in 'sleep', line") != std::string::npos);
    QVERIFY(text.find("main waits for the tasks of g") != std::string::npos);
    QCOMPARE(logOf(load("  - run_blocking: forever\n")), std::string("=stuck"));
}

void tst_Scenarios::unendingRunsHitALimit_data()
{
    QTest::addColumn<QByteArray>("main");
    QTest::newRow("steps") << QByteArray("  - repeat: {body: [checkpoint]}\n");
    QTest::newRow("no checkpoint") << QByteArray("  - repeat: {body: [{work: 0}]}\n");
    QTest::newRow("time") << QByteArray("  - repeat: {body: [{sleep: 1h}]}\n");
    QTest::newRow("shielded") << QByteArray("  - shield: [{repeat: {body: [{sleep: 1h}]}}]\n");
    QTest::newRow("tasks") << QByteArray("  - task_group: [{spawn_each: {count: 20000, body: [{sleep: forever}]}}]\n");
}

void tst_Scenarios::unendingRunsHitALimit()
{
    QFETCH(QByteArray, main);
    RunRequest request;
    request.limits.steps = 20'000; // the same messages, sooner
    request.limits.liveTasks = 5'000;
    QCOMPARE(logOf(load(main.toStdString()), request), std::string("=limit"));
}

void tst_Scenarios::handlers_data()
{
    QTest::addColumn<QByteArray>("main");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *main, const char *expected) {
        QTest::newRow(name) << QByteArray(main) << QByteArray(expected);
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
    QCOMPARE(QByteArray::fromStdString(logOf(load(main.toStdString()))), expected);
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
