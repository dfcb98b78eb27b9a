#include "core/sentences/why.h"
#include "core/session/library.h"
#include "core/session/runner.h"
#include "core/trace/findings.h"

#include <QTest>

#include <algorithm>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

Trace run(const std::string &main, const std::string &resources = {})
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\n" + resources + "main:\n" + main);
    if (!loaded.scenario)
        qFatal("the test's own scenario has mistakes");
    return runToEnd(*loaded.scenario, {});
}

template <typename T>
std::vector<EventId> eventsOf(const Trace &trace)
{
    std::vector<EventId> found;
    for (EventId id = 1; id <= trace.size(); ++id) {
        if (trace.event(id).is<T>())
            found.push_back(id);
    }
    return found;
}

TaskId taskCalled(const Trace &trace, const std::string &name)
{
    for (const RunEvent &event : trace.events()) {
        const auto *spawned = event.as<TaskSpawned>();
        if (spawned && trace.label(spawned->name).name == name)
            return event.task;
    }
    qFatal("no such task");
}

ScopeId scopeCalled(const Trace &trace, const std::string &name)
{
    for (const RunEvent &event : trace.events()) {
        const auto *entered = event.as<ScopeEntered>();
        if (entered && trace.label(entered->name).name == name)
            return entered->scope;
    }
    qFatal("no such scope");
}

/// The state just before the run was seen to be stuck.
Moment whenStuck(const Trace &trace)
{
    const std::vector<EventId> stuck = eventsOf<RunStuck>(trace);
    if (stuck.size() != 1)
        qFatal("it is not stuck");
    return momentAt(trace, stuck.front());
}

const char *const Deadlock = R"(
  - task_group:
      name: g
      body:
        - spawn:
            name: first
            body: [{with_lock: {lock: a, body: [{sleep: 10ms}, {with_lock: {lock: b, body: []}}]}}]
        - spawn:
            name: second
            body: [{with_lock: {lock: b, body: [{sleep: 10ms}, {with_lock: {lock: a, body: []}}]}}]
)";

} // namespace

/// What the engine says of a run, so that no reader has to work it out.
class tst_RunEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestReachesEachScopeOnceAndSaysWhy();
    void aShieldHoldsAndAnotherRequestPassesWhenItFalls();
    void whatATaskOpenedMovesWithItWhenItHasStarted();
    void forcedEndsSayThatNoShieldHolds();
    void whoHoldsALockCouldEndTheWaitForIt();
    void aWaitSaysWhatItWaitsFor();
    void aTurnFollowsFromWhatWokeTheTask();
    void errorsOfTheEngineHaveAFate();
    void aShieldThatStillHoldsIsFound();
    void aCopyOfAStateKeepsWhatItWas();
    void aGroupIsRecordedAgainOnceItsMemberIsAnother();
    void errorsThatNobodyHasAreForgotten();
};

void tst_RunEvents::aGroupIsRecordedAgainOnceItsMemberIsAnother()
{
    TraceRecorder recorder;
    const ErrorPtr leaf = makeError("ValueError");
    const ErrorPtr inner = makeGroup("inner", {leaf});
    const ErrorPtr outer = makeGroup("outer", {inner, makeError("KeyError")});
    const ErrorId first = recorder.add(outer);
    QCOMPARE(recorder.add(outer), first);
    leaf->setContext(makeError("OSError")); // nobody tells of the leaf itself
    const ErrorId second = recorder.add(outer);
    QVERIFY(second != first);
    QCOMPARE(recorder.add(outer), second);
    Trace trace;
    recorder.drain(trace);
    QCOMPARE(trace.error(second).identity, first);
    const ErrorRecord &member = trace.error(trace.error(trace.error(second).members.front()).members.front());
    QCOMPARE(trace.error(member.context).type, std::string("OSError"));
    QCOMPARE(trace.error(second).members.back(), trace.error(first).members.back()); // it is what it was
    QCOMPARE(trace.errors().size(), std::size_t{8});
}

/// A run that goes on raising keeps what it raises now.
void tst_RunEvents::errorsThatNobodyHasAreForgotten()
{
    const std::ptrdiff_t before = livingErrors();
    TraceRecorder recorder;
    const ErrorPtr kept = makeError("KeyError");
    const ErrorId id = recorder.add(kept);
    std::ptrdiff_t most = 0;
    for (int i = 0; i < 100'000; ++i) {
        recorder.add(makeGroup("m", {makeError("ValueError")}));
        most = std::max(most, livingErrors() - before);
    }
    QVERIFY2(most < 10'000, qPrintable(QString::number(most)));
    QCOMPARE(recorder.add(kept), id);
}

void tst_RunEvents::aRequestReachesEachScopeOnceAndSaysWhy()
{
    const Trace trace = run("  - scope:\n      name: outer\n      body:\n        - scope:\n            name: inner\n"
                            "            body: [{cancel: outer}, {sleep: 1s}]\n");
    const std::vector<EventId> requests = eventsOf<CancelRequested>(trace);
    QCOMPARE(requests.size(), std::size_t(1));
    std::vector<ScopeId> reached;
    for (const EventId id : eventsOf<CancelStateChanged>(trace)) {
        const auto *changed = trace.event(id).as<CancelStateChanged>();
        QCOMPARE(changed->state, CancelState::Effective);
        QCOMPARE(changed->request, requests.front());
        QCOMPARE(trace.event(id).cause, requests.front());
        reached.push_back(changed->scope);
    }
    QCOMPARE(reached, (std::vector<ScopeId>{scopeCalled(trace, "outer"), scopeCalled(trace, "inner")}));
}

void tst_RunEvents::aShieldHoldsAndAnotherRequestPassesWhenItFalls()
{
    const Trace trace = run("  - scope:\n      name: outer\n      body:\n        - shield:\n            name: commit\n"
                            "            body: [{cancel: outer}, {sleep: 10ms}, {set_shield: {scope: commit, shield: "
                            "false}}, {sleep: 10ms}]\n");
    const ScopeId commit = scopeCalled(trace, "commit");
    std::vector<CancelState> states;
    EventId lowered = 0;
    for (const EventId id : eventsOf<CancelStateChanged>(trace)) {
        const auto *changed = trace.event(id).as<CancelStateChanged>();
        if (changed->scope != commit)
            continue;
        states.push_back(changed->state);
        lowered = trace.event(id).cause;
    }
    QCOMPARE(states, (std::vector<CancelState>{CancelState::Held, CancelState::Effective}));
    QVERIFY(trace.event(lowered).is<ShieldChanged>()); // what changed it, not what is effective
}

void tst_RunEvents::whatATaskOpenedMovesWithItWhenItHasStarted()
{
    const Trace trace = run(R"(
  - task_group:
      name: services
      body:
        - start:
            name: server
            body: [{scope: {name: session, body: [started, {sleep: 1s}]}}]
        - cancel: services
)");
    const ScopeId services = scopeCalled(trace, "services");
    const ScopeId session = scopeCalled(trace, "session");
    const std::vector<EventId> moves = eventsOf<ScopeMoved>(trace);
    QCOMPARE(moves.size(), std::size_t(1));
    QCOMPARE(trace.event(moves.front()).as<ScopeMoved>()->scope, session);
    QCOMPARE(trace.event(moves.front()).as<ScopeMoved>()->parent, services);
    const Moment moved = momentAt(trace, moves.front());
    QCOMPARE(moved.state.scope(session)->parent, services);
    QCOMPARE(moved.state.task(taskCalled(trace, "server"))->group, services);
    const Moment end = momentAt(trace, trace.size());
    QVERIFY(end.state.scope(session)->isEffective()); // the cancellation of its new group reached it
}

void tst_RunEvents::forcedEndsSayThatNoShieldHolds()
{
    const Trace trace
        = run("  - shield: {name: everything, body: [{wait: never}]}\n", "resources: {events: [never]}\n");
    const std::vector<EventId> ignored = eventsOf<ShieldsIgnored>(trace);
    QCOMPARE(ignored.size(), std::size_t(1));
    const Moment before = momentAt(trace, ignored.front() - 1);
    const Moment end = momentAt(trace, trace.size());
    const ScopeId everything = scopeCalled(trace, "everything");
    QCOMPARE(before.state.scope(everything)->state, CancelState::Held);
    QCOMPARE(end.state.scope(everything)->state, CancelState::Effective);
    QVERIFY(end.state.ignoresShields);
    QCOMPARE(end.state.outcome, RunOutcome::Stuck);
}

void tst_RunEvents::whoHoldsALockCouldEndTheWaitForIt()
{
    const Trace trace = run(Deadlock, "resources: {locks: [a, b]}\n");
    const TaskId first = taskCalled(trace, "first");
    const TaskId second = taskCalled(trace, "second");
    const Moment stuck = whenStuck(trace);
    QCOMPARE(stuck.state.whoCouldEnd(*stuck.state.task(first)), std::vector<TaskId>{second});
    QCOMPARE(stuck.state.whoCouldEnd(*stuck.state.task(second)), std::vector<TaskId>{first});
    const WhyAnswer why = whyTask(trace, stuck.state, first);
    QVERIFY(why.chain.size() >= 2); // it goes on to the one that holds the lock, and ends there
    QCOMPARE(why.chain[0].name, QStringLiteral("first"));
    QCOMPARE(why.chain[1].name, QStringLiteral("second"));
}

void tst_RunEvents::aWaitSaysWhatItWaitsFor()
{
    const Trace trace = run("  - {wait: door}\n", "resources: {events: [door]}\n");
    const Moment stuck = whenStuck(trace);
    const TaskState &main = stuck.state.tasks().front();
    QCOMPARE(main.wait, WaitKind::Event);
    const ResourceState *door = stuck.state.resource(main.resource);
    QVERIFY(door);
    QCOMPARE(trace.label(door->name).name, std::string("door"));
    QVERIFY(!door->isSet);
}

void tst_RunEvents::aTurnFollowsFromWhatWokeTheTask()
{
    const Trace trace = run(R"(
  - task_group:
      name: g
      body:
        - spawn: {name: waiter, body: [{wait: door}]}
        - spawn: {name: opener, body: [{sleep: 10ms}, {set: door}]}
)",
                            "resources: {events: [door]}\n");
    const TaskId waiter = taskCalled(trace, "waiter");
    const TaskId opener = taskCalled(trace, "opener");
    EventId woken = 0;
    for (const EventId id : eventsOf<TaskResumed>(trace)) {
        if (trace.event(id).task == waiter)
            woken = id;
    }
    QCOMPARE(trace.event(trace.event(woken).cause).task, opener);
    QCOMPARE(trace.event(woken).time, TimePoint(10ms));
}

void tst_RunEvents::errorsOfTheEngineHaveAFate()
{
    const Trace trace
        = run("  - with_lock: {lock: a, body: [{with_lock: {lock: a, body: []}}]}\n", "resources: {locks: [a]}\n");
    const Moment end = momentAt(trace, trace.size());
    QCOMPARE(end.fates.all().size(), std::size_t(1));
    QCOMPARE(trace.error(end.fates.all().front().error).type, std::string("RuntimeError"));
    QCOMPARE(end.fates.all().front().fate, Fate::LeftRun);
}

void tst_RunEvents::aShieldThatStillHoldsIsFound()
{
    const Trace trace = run(R"(
  - task_group:
      name: service
      body:
        - spawn: {name: flush, body: [{shield: {name: cleanup, body: [{sleep: 1s}, {wait: never}]}}]}
        - sleep: 10ms
        - cancel: service
)",
                            "resources: {events: [never]}\n");
    const Moment stuck = whenStuck(trace);
    const std::vector<Finding> findings = stuck.findings.list(trace, stuck.state);
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [](const Finding &one) { return one.kind == FindingKind::EndlessShield; });
    QVERIFY(found != findings.end());
    QVERIFY(found->isOngoing);
    QCOMPARE(found->scope, scopeCalled(trace, "cleanup"));
    QCOMPARE(found->length, Duration(990ms));
}

void tst_RunEvents::aCopyOfAStateKeepsWhatItWas()
{
    SharedVector<int> numbers;
    for (int i = 0; i < 1000; ++i)
        numbers.push_back(i);
    SharedVector<int> copy = numbers;
    numbers.forgetCopied();
    numbers.edit(500) = -1;
    copy.push_back(1000);
    QCOMPARE(copy[500], 500);
    QCOMPARE(numbers[500], -1);
    QCOMPARE(numbers.size(), std::size_t(1000));
    QCOMPARE(std::count(numbers.begin(), numbers.end(), -1), std::ptrdiff_t(1));
    const std::size_t once = numbers.bytesOfACopy();
    numbers.edit(501) = -2; // its chunk is not shared any more
    QCOMPARE(numbers.bytesOfACopy(), once);
}

QTEST_APPLESS_MAIN(tst_RunEvents)
#include "tst_runevents.moc"
