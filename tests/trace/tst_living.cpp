#include "core/scenario/scenarioparser.h"
#include "core/session/library.h"
#include "core/session/runner.h"
#include "core/trace/findings.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

/// A task that comes by two scopes in turn, a group in which a handler at a time is born and ends, and one
/// that fails in the middle of them.
constexpr char Service[]
    = "scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - task_group:\n      name: g\n      body:\n"
      "        - spawn: {name: loop, body: [{repeat: {times: %1, body: [{move_on_after: {after: 1ms, name: a, body: "
      "[{sleep: 2ms}]}}, {scope: {name: b, body: [{sleep: 1ms}]}}]}}]}\n"
      "        - repeat: {times: %1, body: [{spawn: {name: handler, body: [{sleep: 1ms}]}}, {sleep: 2ms}]}\n"
      "        - spawn: {name: bad, body: [{sleep: 5ms}, {raise: ValueError}]}\n        - sleep: 10ms\n";

Trace service(int times)
{
    const LoadedScenario loaded = loadScenario(QString::fromLatin1(Service).arg(times).toStdString());
    return loaded.scenario ? runToEnd(*loaded.scenario, {}) : Trace();
}

template <typename Range>
auto setOf(const Range &range)
{
    return std::set(range.begin(), range.end());
}

using Names = std::pair<TaskId, NameId>;

/// How often each task has left a scope of each name in a place where it still is.
std::map<std::pair<ScopeId, Names>, int> leftIn(const RunState &state)
{
    std::map<std::pair<ScopeId, Names>, int> counts;
    for (const ScopeState &scope : state.scopes()) {
        const ScopeState *around = state.scope(scope.parent);
        if (!scope.isLiving() && around && around->isLiving() && !state.task(scope.task)->isOver())
            ++counts[{scope.parent, {scope.task, scope.name}}];
    }
    return counts;
}

/// What a look at all of it says.
void compareGroup(const RunState &state, ScopeId id)
{
    std::set<TaskId> members;
    std::set<TaskId> failed;
    std::set<TaskId> cancelled;
    for (const TaskState &task : state.tasks()) {
        if (task.group != id)
            continue;
        members.insert(task.id);
        if (task.phase == TaskPhase::Failed)
            failed.insert(task.id);
        if (task.phase == TaskPhase::Cancelled)
            cancelled.insert(task.id);
    }
    const Living &living = state.living();
    const Living::Group &group = living.group(id);
    QCOMPARE(setOf(living.members(group)), members);
    QCOMPARE(setOf(living.failed(group)), failed);
    QCOMPARE(setOf(living.cancelled(group)), cancelled);
    QCOMPARE(group.members.size, members.size());
    QCOMPARE(static_cast<std::ptrdiff_t>(group.countLiving()),
             std::count_if(members.begin(), members.end(), [&](TaskId task) { return !state.task(task)->isOver(); }));
}

void compareWithAll(const RunState &state)
{
    std::set<TaskId> tasks;
    std::set<ScopeId> scopes;
    PhaseCounts phases{};
    for (const TaskState &task : state.tasks()) {
        ++phases[static_cast<std::size_t>(task.phase)];
        if (!task.isOver())
            tasks.insert(task.id);
    }
    std::map<std::pair<ScopeId, Names>, int> left;
    const auto addLines = [&](const std::vector<Living::Left> &lines) {
        for (const Living::Left &line : lines) {
            const ScopeState &scope = *state.scope(line.last);
            left[{scope.parent, {scope.task, scope.name}}] = line.count;
        }
    };
    compareGroup(state, ScopeId());
    for (const ScopeState &scope : state.scopes()) {
        if (scope.isLiving()) {
            scopes.insert(scope.id);
            addLines(state.living().leftIn(scope.id));
        }
        compareGroup(state, scope.id);
    }
    for (const TaskId id : state.living().tasks())
        addLines(state.living().leftOf(id));
    QCOMPARE(setOf(state.living().tasks()), tasks);
    QCOMPARE(setOf(state.living().scopes()), scopes);
    QCOMPARE(state.living().phases(), phases);
    const auto all = leftIn(state);
    for (const auto &[place, count] : left) {
        QVERIFY(all.contains(place));
        QVERIFY(all.at(place) >= count);
    }
    if (all.size() <= Living::MostLeft)
        QCOMPARE(left, all);
}

} // namespace

class tst_Living : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whereverOneGoesItKnowsWhatLives_data();
    void whereverOneGoesItKnowsWhatLives();
    void anEventCostsTheSameAtTheEndOfALongRun();
    void aLoopIsCountedThoughManyCameBefore();
    void whoHoldsAGateIsAmongTheLiving();
};

void tst_Living::whereverOneGoesItKnowsWhatLives_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("a service") << QString();
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Living::whereverOneGoesItKnowsWhatLives()
{
    QFETCH(QString, name);
    const Trace trace = name.isEmpty() ? service(15) : runToEnd(*readScenario(name).loaded.scenario, {});
    RunHistory history(trace);
    std::mt19937 random(7); // NOLINT: the same places each time
    for (int i = 0; i < 60; ++i) {
        compareWithAll(history.at(static_cast<EventId>(random() % (trace.size() + 1))));
        if (QTest::currentTestFailed())
            return;
    }
}

/// What it changes, it copies if a keyframe has it, too.
void tst_Living::anEventCostsTheSameAtTheEndOfALongRun()
{
    const Trace trace = service(2'000);
    const auto copiedAt = [&trace](EventId event) {
        const RunState before = RunHistory(trace).at(event);
        Living living = before.living();
        living.forgetCopied();
        const std::size_t bare = living.bytesOfACopy();
        RunState state = before;
        for (int i = 0; i < 40; ++i) {
            state.apply(trace);
            living.apply(trace.event(state.event), state);
        }
        return living.bytesOfACopy() - bare;
    };
    const EventId end = trace.size() * 9 / 10; // both loops still go on
    const std::size_t early = copiedAt(end / 20);
    QVERIFY(early > 0);
    const std::size_t late = copiedAt(end);
    QVERIFY2(late < 2 * early, qPrintable(QStringLiteral("%1, then %2").arg(early).arg(late)));
    const RunState state = RunHistory(trace).at(end);
    QVERIFY(state.living().tasks().size() < 6);
    QVERIFY(state.living().scopes().size() < 6);
}

void tst_Living::aLoopIsCountedThoughManyCameBefore()
{
    const Trace trace = service(200);
    const RunState state = RunHistory(trace).at(trace.lastEventUntil(TimePoint(300ms + 500us)));
    std::map<std::string, int> counts;
    for (const TaskId id : state.living().tasks()) {
        for (const Living::Left &line : state.living().leftOf(id))
            counts[trace.label(state.scope(line.last)->name).name] = line.count;
    }
    QVERIFY2(counts["a"] > 140, qPrintable(QString::number(counts["a"])));
    QVERIFY2(counts["b"] > 140, qPrintable(QString::number(counts["a"])));
}

void tst_Living::whoHoldsAGateIsAmongTheLiving()
{
    const Trace trace = service(20);
    RunState state;
    while (state.event < trace.size()) {
        state.apply(trace);
        for (const TaskState &task : state.tasks()) {
            const std::vector<TaskId> awaited = state.whoCouldEnd(task);
            if (task.wait == WaitKind::Gate)
                QCOMPARE(awaited.size(), state.living().group(task.gate).countLiving());
        }
    }
}

QTEST_GUILESS_MAIN(tst_Living)
#include "tst_living.moc"
