// The steps with resources and the patterns, sentence by sentence of the reference, resources/help/language.md. Each
// row runs under the default order and under 20 shuffled ones.

#include "core/scenario/scenarioparser.h"
#include "core/session/report.h"

#include <QJsonArray>
#include <QTest>

using namespace ScopeLab;

namespace {

const std::string Resources = "resources: {events: [e, f], locks: [l], limiters: {p: 1}, channels: {c: 0, b: 2}, "
                              "tokens: [t, {child: t}]}\n";

Scenario load(const std::string &body)
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\n" + Resources + body);
    if (!loaded.scenario)
        qFatal("%s\n%s", toString(loaded.diagnostics.front(), "test").c_str(), body.c_str());
    return *loaded.scenario;
}

/// The log, the statuses of operations, the outcome, and, under virtual time, the milliseconds that it took.
QString summaryOf(const Scenario &scenario, RunRequest request)
{
    request.limits.steps = 20'000; // the same message, sooner
    const Trace trace = runToEnd(scenario, request);
    const QJsonObject json = Report(scenario, request, trace).json();
    QStringList words;
    for (const QJsonValue &line : json[u"log"].toArray())
        words << line[u"text"].toString();
    for (const QJsonValue &operation : json[u"operations"].toArray())
        words << operation[u"name"].toString() + u':' + operation[u"status"].toString();
    for (const QJsonValue &task : json[u"tasks"].toArray()) {
        if (task[u"result"] == QStringLiteral("leaked"))
            words << task[u"name"].toString() + QStringLiteral(":leaked");
    }
    words << u'=' + json[u"outcome"].toString();
    if (request.executor == ExecutorKind::Virtual)
        words << QString::number(json[u"elapsed_ms"].toDouble(), 'g', 15);
    return words.join(u' ');
}

} // namespace

class tst_Steps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data();
    void rules();
    void rulesOnThePool_data() { rules_data(); }
    void rulesOnThePool();
    void reportedFields();
    void theShieldOfACleanupStandsAtItsOperation();
};

void tst_Steps::rules_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *body, const char *expected) {
        QTest::newRow(name) << QByteArray(body) << QString::fromUtf8(expected);
    };
    // -- events, locks, limiters, channels
    row("wait is a checkpoint even when the event is set",
        "main: [{set: e}, {scope: {name: s, body: [{cancel: s}, {wait: e}, {log: no}]}}]\n", "=ok 0");
    row("with_lock is a checkpoint even when it is free",
        "main: [{scope: {name: s, body: [{cancel: s}, {with_lock: {lock: l, body: [{log: no}]}}]}}]\n", "=ok 0");
    row("taking a lock twice raises RuntimeError",
        "main: [{try: {body: [{with_lock: {lock: l, body: [{with_lock: {lock: l, body: []}}]}}], "
        "except: [{match: RuntimeError, body: [{log: twice}]}]}}]\n",
        "twice =ok 0");
    row("taking a limiter twice raises RuntimeError",
        "main: [{try: {body: [{with_limiter: {limiter: p, body: [{with_limiter: {limiter: p, body: []}}]}}], "
        "except: [{match: RuntimeError, body: [{log: twice}]}]}}]\n",
        "twice =ok 0");
    row("a lock is free again after an error",
        "main: [{try: {body: [{with_lock: {lock: l, body: [{raise: KeyError}]}}], except: [{match: KeyError, body: "
        "[]}]}}, {with_lock: {lock: l, body: [{log: mine}]}}]\n",
        "mine =ok 0");
    row("a buffer takes values without a receiver",
        "main: [{send: {channel: b, value: one}}, {send: {channel: b, value: two}}, {receive: {channel: b, as: v}}, "
        "{log: '{v}'}, {receive: {channel: b, as: v}}, {log: '{v}'}]\n",
        "one two =ok 0");
    row("a received value is seen to the end of its list, also in what it is read as",
        "main: [{send: {channel: b, value: 30ms}}, {receive: {channel: b, as: v}}, {scope: {body: [{sleep: "
        "'{v}'}]}}]\n",
        "=ok 30");
    row("a name of a resource may be filled in",
        "main: [{task_group: [{spawn_each: {items: [e, f], body: [{wait: '{item}'}, {log: '{item}'}]}}, "
        "{sleep: 10ms}, {set: e}, {sleep: 10ms}, {set: f}]}]\n",
        "e f =ok 20");
    row("a resource that is not there raises ValueError when its name is filled in",
        "main: [{task_group: [{spawn_each: {items: [gone], body: [{try: {body: [{set: '{item}'}], except: [{match: "
        "ValueError, as: x, body: [{log: '{x}'}]}]}}]}}]}]\n",
        "ValueError: there is no event 'gone' =ok 0");
    // -- start, detach
    row("started does nothing in a task that was spawned",
        "main: [{task_group: [{spawn: {body: [started, started, {log: up}]}}]}]\n", "up =ok 0");
    row("ST-3: started twice raises RuntimeError",
        "main: [{task_group: [{start: {body: [started, {try: {body: [started], except: [{match: RuntimeError, body: "
        "[{log: twice}]}]}}]}}]}]\n",
        "twice =ok 0");
    row("ST-3: a task that never says started",
        "main: [{task_group: [{try: {body: [{start: {body: []}}], except: [{match: RuntimeError, body: [{log: "
        "never}]}]}}]}]\n",
        "never =ok 0");
    row("ST-1: the caller's timeout counts until started",
        "main: [{task_group: {name: g, body: [{move_on_after: {after: 10ms, body: [{start: {body: [{sleep: 20ms}, "
        "started]}}], otherwise: [{log: late}]}}]}}]\n",
        "late =ok 10");
    row("an error after started belongs to the group",
        "main: [{try: {body: [{task_group: [{start: {body: [started, {sleep: 5ms}, {raise: KeyError}]}}, {sleep: "
        "1s}]}], except: [{match: ExceptionGroup, body: [{log: grouped}]}]}}]\n",
        "grouped =ok 5");
    row("what is detached hears of no scope",
        "main: [{scope: {name: s, body: [{detach: {name: d, body: [{sleep: 5ms}, {log: alive}]}}, {cancel: s}, "
        "checkpoint]}}, {sleep: 10ms}]\n",
        "alive =ok 10");
    row("an error of a detached task does not change the outcome",
        "main: [{detach: {name: d, body: [{raise: KeyError}]}}, {sleep: 10ms}]\n", "=ok 10");
    row("a detached task that main leaves behind is cancelled, and leaked",
        "main: [{detach: {name: d, body: [{try: {body: [{sleep: 1h}], finally: [{shield: [{sleep: 5ms}, {log: "
        "tidy}]}]}}]}}, {sleep: 10ms}]\n",
        "tidy d:leaked =ok 15");
    row("a detached task may spawn into a group that is in sight",
        "main: [{task_group: {name: g, body: [{detach: {body: [{spawn: {body: [{log: inside}]}}]}}, {sleep: 5ms}]}}]\n",
        "inside =ok 5");
    row("nothing that is detached is counted by a shutdown, nor refused",
        "main: [{graceful_shutdown: {token: t, grace: 1s, body: [{detach: {name: d, body: [{operation: {name: o, body: "
        "[{sleep: 20ms}]}}]}}, {sleep: 5ms}, {cancel: t}, checkpoint]}}, {log: out}, {sleep: 30ms}]\n",
        "out o:completed =ok 35");
    // -- tokens
    row("a token cancels its children, never its parent",
        "main: [{cancel: child}, {if: {token_cancelled: t, then: [{log: no}], else: [{log: alive}]}}, {cancel: t}, "
        "{if: {token_cancelled: child, then: [{log: gone}]}}]\n",
        "alive gone =ok 0");
    row("wait_cancelled is a checkpoint even when it is cancelled",
        "main: [{cancel: t}, {scope: {name: s, body: [{cancel: s}, {wait_cancelled: t}, {log: no}]}}]\n", "=ok 0");
    row("a cancelled token lets the body run to its first checkpoint",
        "main: [{cancel: t}, {run_until_cancelled: {token: t, body: [{log: begun}, checkpoint, {log: no}], otherwise: "
        "[{log: cut}]}}]\n",
        "begun cut =ok 0");
    row("a body that is done was not cut short",
        "main: [{run_until_cancelled: {token: t, body: [{cancel: t}], otherwise: [{log: no}]}}]\n", "=ok 0");
    row("errors leave run_until_cancelled bare",
        "main: [{try: {body: [{run_until_cancelled: {token: t, body: [{raise: KeyError}]}}], except: [{match: "
        "KeyError, body: [{log: bare}]}]}}]\n",
        "bare =ok 0");
    // -- retry
    row("a retry inside of a handler leaves the handled error alone",
        "main: [{try: {body: [{raise: KeyError}], except: [{match: KeyError, as: error, body: [{retry: {attempts: 2, "
        "errors: [BaseException], body: [{if: {equal: ['{attempt}', '1'], then: [{raise: ValueError}]}}]}}, {log: "
        "'{error}'}]}]}}]\n",
        "KeyError =ok 0");
    row("the pause is a checkpoint even when it is 0",
        "main: [{scope: {name: s, body: [{retry: {attempts: 3, body: [{log: '{attempt}'}, {cancel: s}, {raise: "
        "KeyError}]}}]}}]\n",
        "1 =ok 0");
    row("pauses grow to max_delay",
        "main: [{retry: {attempts: 5, delay: 10ms, factor: 3, max_delay: 50ms, body: [{raise: KeyError}], otherwise: "
        "[{log: out}]}}]\n",
        "out =ok 140");
    row("when attempts run out the last error is raised",
        "main: [{try: {body: [{retry: {attempts: 2, body: [{raise: {type: KeyError, message: '{attempt}'}}]}}], "
        "except: "
        "[{match: KeyError, as: x, body: [{log: '{x}'}]}]}}]\n",
        "KeyError: 2 =ok 0");
    row("an error that does not match is raised at once",
        "main: [{try: {body: [{retry: {attempts: 3, errors: [ValueError], body: [{log: '{attempt}'}, {raise: "
        "KeyError}]}}], except: [{match: KeyError, body: []}]}}]\n",
        "1 =ok 0");
    row("a timeout must match like any other error",
        "main: [{try: {body: [{retry: {attempts: 3, timeout: 5ms, errors: [ValueError], body: [{sleep: 1s}]}}], "
        "except: [{match: TimeoutError, body: [{log: timeout}]}]}}]\n",
        "timeout =ok 5");
    row("a cancellation is never retried, whatever errors says",
        "main: [{scope: {name: s, body: [{retry: {attempts: 3, errors: [BaseException], body: [{log: '{attempt}'}, "
        "{cancel: s}, checkpoint]}}]}}]\n",
        "1 =ok 0");
    row("a group that holds a cancellation is not, either",
        "main: [{try: {body: [{retry: {attempts: 3, errors: [BaseException], body: [{log: '{attempt}'}, {raise: "
        "{group: "
        "{message: g, errors: [cancelled, KeyError]}}}]}}], except: [{match: group, body: []}]}}]\n",
        "1 =ok 0");
    // -- operations
    row("its own timeout: otherwise, after cleanup",
        "main: [{operation: {name: o, timeout: 5ms, body: [{sleep: 1s}], cleanup: [{sleep: 5ms}, {log: clean}], "
        "otherwise: [{log: late}]}}]\n",
        "clean late o:timed_out =ok 10");
    row("its own timeout without otherwise raises TimeoutError",
        "main: [{try: {body: [{operation: {name: o, timeout: 5ms, body: [{sleep: 1s}]}}], except: [{match: "
        "TimeoutError, body: [{log: timeout}]}]}}]\n",
        "timeout o:timed_out =ok 5");
    row("its token: cancelled, and the task goes on",
        "main: [{operation: {name: o, token: t, body: [{sleep: 1s}]}}, {log: on}]\noperator: [{at: 5ms, cancel: t}]\n",
        "on o:cancelled =ok 5");
    row("cancelled by its name",
        "main: [{operation: {name: o, body: [{cancel: o}, checkpoint], otherwise: [{log: other}]}}, {log: on}]\n",
        "other on o:cancelled =ok 0");
    row("reached by an enclosing scope: that wins, and goes on up",
        "main: [{move_on_after: {after: 5ms, body: [{operation: {name: o, timeout: 5ms, body: [{sleep: 1s}], cleanup: "
        "[{log: clean}], otherwise: [{log: no}]}}, {log: no}]}}]\n",
        "clean o:cancelled =ok 5");
    row("a cleanup that raises makes it fail",
        "main: [{try: {body: [{operation: {name: o, timeout: 5ms, body: [{sleep: 1s}], cleanup: [{raise: KeyError}], "
        "otherwise: [{log: no}]}}], except: [{match: KeyError, body: [{log: failed}]}]}}]\n",
        "failed o:failed =ok 5");
    row("a cancelled token lets its body run to its first checkpoint",
        "main: [{cancel: t}, {operation: {name: o, token: t, body: [{log: begun}, checkpoint, {log: no}]}}]\n",
        "begun o:cancelled =ok 0");
    row("a token that is cancelled during cleanup comes too late",
        "main: [{operation: {name: o, token: t, body: [], cleanup: [{cancel: t}]}}, {if: {cancel_called: o, then: "
        "[{log: no}]}}]\n",
        "o:completed =ok 0");
    // -- budgets
    row("what one leaves goes to the others, by weight",
        "main: [{budget: {total: 100ms, operations: [{name: a, body: [{sleep: 10ms}]}, {name: b, weight: 2, body: "
        "[{sleep: 1s}], otherwise: [{log: b}]}, {name: c, body: [{sleep: 20ms}]}]}}]\n",
        "b a:completed b:timed_out c:completed =ok 90");
    row("an overrun without otherwise leaves the budget, the rest is skipped",
        "main: [{try: {body: [{budget: {total: 100ms, operations: [{name: a, body: [{sleep: 1s}]}, {name: b, body: "
        "[]}]}}], except: [{match: TimeoutError, body: [{log: timeout}]}]}}]\n",
        "timeout a:timed_out b:skipped =ok 50");
    row("the last share ends with the total, which is the outer scope",
        "main: [{try: {body: [{budget: {total: 100ms, operations: [{name: a, body: [{sleep: 1s}], otherwise: [{log: "
        "no}]}]}}], except: [{match: TimeoutError, body: [{log: timeout}]}]}}]\n",
        "timeout a:cancelled =ok 100");
    row("a timeout of its own may be shorter than the share",
        "main: [{budget: {total: 100ms, operations: [{name: a, timeout: 10ms, body: [{sleep: 1s}], otherwise: []}, "
        "{name: b, body: [{sleep: 80ms}]}]}}]\n",
        "a:timed_out b:completed =ok 90");
    row("an operation of a budget is neither counted nor refused by a shutdown",
        "main: [{cancel: t}, {graceful_shutdown: {token: t, grace: 1s, body: [{budget: {total: 1s, operations: [{name: "
        "a, body: [{log: ran}]}]}}]}}]\n",
        "ran a:completed =ok 0");
    // -- graceful shutdown
    row("nothing runs: the scope is cancelled in the same step",
        "main: [{graceful_shutdown: {token: t, grace: 1s, body: [{sleep: 1h}], cleanup: [{log: clean}]}}]\noperator: "
        "[{at: 5ms, cancel: t}]\n",
        "clean =ok 5");
    row("it ends with the last operation",
        "main: [{graceful_shutdown: {token: t, grace: 1s, body: [{operation: {name: o, body: [{sleep: 20ms}]}}, {log: "
        "no checkpoint yet}, checkpoint, {log: no}]}}]\noperator: [{at: 5ms, cancel: t}]\n",
        "no checkpoint yet o:completed =ok 20");
    row("its cleanup counts as running",
        "main: [{graceful_shutdown: {token: t, grace: 1s, body: [{task_group: [{spawn: {body: [{operation: {name: o, "
        "body: [{sleep: 10ms}], cleanup: [{sleep: 10ms}]}}]}}, {sleep: 1h}]}]}}]\noperator: [{at: 5ms, cancel: t}]\n",
        "o:completed =ok 20");
    row("the grace is over",
        "main: [{graceful_shutdown: {token: t, grace: 10ms, body: [{operation: {name: o, body: [{sleep: 1h}]}}]}}, "
        "{log: "
        "on}]\noperator: [{at: 5ms, cancel: t}]\n",
        "on o:cancelled =ok 15");
    row("a new operation is refused, with otherwise",
        "main: [{graceful_shutdown: {token: t, grace: 1s, body: [{cancel: t}, {operation: {name: o, body: [{log: no}], "
        "cleanup: [{log: no}], otherwise: [{log: refused}]}}]}}]\n",
        "refused o:cancelled =ok 0");
    row("of nested shutdowns any cancelled token refuses",
        "main: [{graceful_shutdown: {token: t, grace: 1s, body: [{shield: [{graceful_shutdown: {token: child, grace: "
        "1s, body: [{cancel: t}, {operation: {name: o, body: [{log: no}]}}]}}]}]}}]\n",
        "o:cancelled =ok 0");
    row("cleanup runs after an error, too, and has a limit",
        "main: [{try: {body: [{graceful_shutdown: {token: t, grace: 1s, cleanup_limit: 5ms, body: [{raise: KeyError}], "
        "cleanup: [{log: clean}, {sleep: 1h}, {log: no}]}}], except: [{match: KeyError, body: [{log: error}]}]}}]\n",
        "clean error =ok 5");
    row("CS-3: a shield that stays as it is still notices a passed deadline",
        "main: [{scope: {name: s, body: [{work: 10ms}, {set_deadline: {scope: s, at: 5ms}}, {set_shield: {scope: s, "
        "shield: false}}, {run_blocking: 50ms}]}}]\n",
        "=ok 10");
    row("a group that except_group makes by itself has no context",
        "main: [{try: {body: [{try: {body: [{raise: KeyError}], finally: [{try: {body: [{raise: ValueError}], "
        "except_group: [{match: Exception, body: [reraise]}]}}]}}], except: [{match: group, as: x, body: [{log: "
        "'{x}'}]}]}}]\n",
        "ExceptionGroup =ok 0");
    // -- the end of a run
    row("stuck: detached tasks are cancelled, too", "main: [{detach: {name: d, body: [{wait: e}]}}, {wait: f}]\n",
        "=stuck 0");
    row("a swallowed limit still ends the run",
        "main: [{repeat: {body: [{try: {body: [checkpoint], except: [{match: BaseException, body: []}]}}]}}]\n",
        "=limit 0");
    row("the operator sets an event", "main: [{wait: e}, {log: set}]\noperator: [{at: 5ms, set: e}]\n", "set =ok 5");
    row("more time than a run may take", "main: [{sleep: 30h}]\n", "=limit 86400000");
}

void tst_Steps::rules()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    Scenario scenario = load(body.toStdString());
    const bool isLimit = expected.contains(QStringLiteral("=limit"));
    RunRequest request;
    for (request.seed = 1; request.seed <= (isLimit ? 1 : 21); ++request.seed)
        QCOMPARE(summaryOf(scenario, request), expected);
}

void tst_Steps::rulesOnThePool()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    RunRequest request;
    request.executor = ExecutorKind::Pool;
    // Slow enough that what is set 5 ms apart stays in order on a busy machine.
    request.speed = expected.contains(QStringLiteral("=limit")) ? 1e6 : 0.2;
    QCOMPARE(summaryOf(load(body.toStdString()), request), expected.left(expected.lastIndexOf(u' ')));
}

void tst_Steps::reportedFields()
{
    const Scenario scenario = load(
        "main:\n"
        "  - graceful_shutdown:\n"
        "      name: service\n"
        "      token: t\n"
        "      grace: 10ms\n"
        "      cleanup: [{log: closing}]\n"
        "      body:\n"
        "        - task_group:\n"
        "            name: g\n"
        "            body:\n"
        "              - start: {name: s, body: [{sleep: 2ms}, started, {operation: {name: o, body: [{sleep: 1h}]}}]}\n"
        "              - operation: {name: o, token: child, body: [{sleep: 1h}], cleanup: [{sleep: 1ms}]}\n"
        "operator: [{at: 5ms, cancel: t, reason: SIGTERM}]\n");
    const RunRequest request;
    const Trace trace = runToEnd(scenario, request);
    const QJsonObject json = Report(scenario, request, trace).json();
    const QJsonArray scopes = json[u"scopes"].toArray();
    QStringList kinds;
    for (const QJsonValue &scope : scopes)
        kinds << scope[u"name"].toString() + u' ' + scope[u"kind"].toString();
    QCOMPARE(kinds, QStringList({QStringLiteral("main main"), QStringLiteral("service graceful_shutdown"),
                                 QStringLiteral("g task_group"), QStringLiteral("o operation"),
                                 QStringLiteral("o#2 operation")}));
    QCOMPARE(scopes[1][u"reason"].toString(), QStringLiteral("SIGTERM"));
    QCOMPARE(json[u"tasks"][1][u"group"].toString(), QStringLiteral("g"));
    const QJsonArray operations = json[u"operations"].toArray();
    QCOMPARE(operations[1][u"name"].toString(), QStringLiteral("o#2"));
    QCOMPARE(operations[1][u"status"].toString(), QStringLiteral("cancelled"));
    QCOMPARE(operations[1][u"ended_ms"].toDouble(), 6.0); // after its cleanup
}

void tst_Steps::theShieldOfACleanupStandsAtItsOperation()
{
    const Scenario scenario = load("main:\n"
                                   "  - operation:\n" // line 6
                                   "      name: o\n"
                                   "      body: [{sleep: 1ms}]\n"
                                   "      cleanup: [{sleep: 1ms}]\n");
    const Trace trace = runToEnd(scenario, RunRequest());
    QList<int> lines;
    for (const Label &label : trace.labels()) {
        if (label.name == "cleanup")
            lines << label.place.line;
    }
    QCOMPARE(lines, QList<int>({6}));
}

QTEST_GUILESS_MAIN(tst_Steps)
#include "tst_steps.moc"
