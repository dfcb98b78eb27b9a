#include "core/sentences/findingsentences.h"
#include "core/session/library.h"
#include "core/session/runner.h"
#include "core/trace/comparison.h"
#include "core/trace/findings.h"

#include <QTest>

#include <algorithm>
#include <set>

Q_DECLARE_METATYPE(ScopeLab::FindingKind)

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

Trace run(const QString &name)
{
    const ScenarioFile file = readScenario(name);
    return runToEnd(*file.loaded.scenario, {});
}

Trace runText(const std::string &text)
{
    const LoadedScenario loaded = loadScenario(text);
    if (!loaded.scenario)
        qFatal("the test's own scenario has mistakes");
    return runToEnd(*loaded.scenario, {});
}

std::vector<Finding> findingsIn(const Trace &trace)
{
    const Moment end = momentAt(trace, trace.size());
    return end.findings.list(trace, end.state);
}

bool has(const std::vector<Finding> &findings, FindingKind kind)
{
    return std::any_of(findings.begin(), findings.end(), [kind](const Finding &one) { return one.kind == kind; });
}

} // namespace

/// What a run does wrong, and where two runs part.
class tst_Findings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachHabitIsFound_data();
    void eachHabitIsFound();
    void theLessonOfAFindingHasIt();
    void realTimeIsAlwaysALittleLate();
    void aCleanupThatWaitsLongIsFound_data();
    void aCleanupThatWaitsLongIsFound();
    void aGoodRunHasNone_data();
    void aGoodRunHasNone();
    void aFixHasNoSevereFindingThatItsPitfallHasNot();
    void severeOnesComeFirst();
    void theSameHabitOfATaskIsToldOnce();
    void findingsGrowWithTheRun();
    void lengthsAreThoseOfTheRun();
    void inRealTimeADeadlineMayBeALittleLate();
    void aRunIsLikeItself();
    void aFixPartsWhereTheShieldGoesUp();
    void tasksOfOneRunOnlyAreDifferences();
    void partnersAreFoundByNameThenByOrder();
    void comparingIsSymmetric();
};

void tst_Findings::eachHabitIsFound_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<FindingKind>("kind");
    QTest::addColumn<QString>("word");
    QTest::newRow("lost error") << "error-that-vanished-in-finally" << FindingKind::LostError
                                << QStringLiteral("lost_error");
    QTest::newRow("swallowed cancellation")
        << "swallowed-cancellation" << FindingKind::SwallowedCancellation << QStringLiteral("swallowed_cancellation");
    QTest::newRow("leaked task") << "a-task-nobody-told" << FindingKind::LeakedTask << QStringLiteral("leaked_task");
    QTest::newRow("late deadline") << "holding-the-thread" << FindingKind::LateDeadline
                                   << QStringLiteral("late_deadline");
    QTest::newRow("held cancellation") << "a-thread-cannot-be-cancelled" << FindingKind::HeldCancellation
                                       << QStringLiteral("held_cancellation");
    QTest::newRow("endless shield") << "over-shielding" << FindingKind::EndlessShield
                                    << QStringLiteral("endless_shield");
    QTest::newRow("interrupted cleanup") << "stale-reason" << FindingKind::CleanupInterrupted
                                         << QStringLiteral("cleanup_interrupted");
}

void tst_Findings::eachHabitIsFound()
{
    QFETCH(QString, scenario);
    QFETCH(FindingKind, kind);
    const Trace trace = run(scenario);
    const std::vector<Finding> findings = findingsIn(trace);
    QVERIFY(has(findings, kind));
    QTEST(QString::fromLatin1(toString(kind)), "word"); // which `check --json` prints
    for (const Finding &finding : findings) {
        QVERIFY(finding.event > 0);
        QVERIFY(finding.event <= trace.size());
        QCOMPARE(finding.isSevere(), finding.length == Duration() && finding.kind != FindingKind::CleanupInterrupted);
    }
}

void tst_Findings::theLessonOfAFindingHasIt()
{
    int lessons = 0;
    for (int i = 0; i <= static_cast<int>(FindingKind::SlowCleanup); ++i) {
        const auto kind = static_cast<FindingKind>(i);
        const QString lesson = findingLesson(kind);
        if (lesson.isEmpty())
            continue;
        ++lessons;
        QVERIFY2(has(findingsIn(run(lesson)), kind), qPrintable(lesson));
    }
    QVERIFY(lessons > 5);
}

/// Where the clock is real a hold must be longer than the system may take the thread away.
void tst_Findings::realTimeIsAlwaysALittleLate()
{
    const auto kinds = [](ClockKind clock, Duration length, bool isOver) {
        Trace trace;
        trace.clock = clock;
        const TaskId task(1);
        const ScopeId scope(1);
        const TimePoint asked(1s);
        trace.add({.task = task, .data = TaskSpawned{.role = TaskRole::Main}});
        trace.add({.task = task, .data = ScopeEntered{.scope = scope, .isShielded = true}});
        trace.add({.time = asked, .data = CancelStateChanged{.scope = scope, .state = CancelState::Held}});
        trace.add({.time = asked, .task = task, .data = CancelHeld{.scope = scope}});
        if (isOver) {
            trace.add({.time = asked + length, .task = task, .data = ThreadReturned{}});
            trace.add({.time = asked + length, .task = task, .data = ScopeExited{.scope = scope}});
        } else {
            trace.add({.time = asked + length, .task = task, .data = Logged{}});
        }
        std::set<FindingKind> result;
        for (const Finding &finding : findingsIn(trace))
            result.insert(finding.kind);
        return result;
    };
    const std::set<FindingKind> none;
    const std::set<FindingKind> both{FindingKind::HeldCancellation, FindingKind::EndlessShield};
    for (const bool isOver : {true, false}) {
        QCOMPARE(kinds(ClockKind::Virtual, 1ms, isOver), both);
        QCOMPARE(kinds(ClockKind::Real, 20ms, isOver), none);
        QCOMPARE(kinds(ClockKind::Real, 21ms, isOver), both);
    }
}

void tst_Findings::aCleanupThatWaitsLongIsFound_data()
{
    QTest::addColumn<WaitKind>("wait");
    QTest::addColumn<Duration>("length");
    QTest::addColumn<bool>("isShielded");
    QTest::addColumn<bool>("isStopped");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("long") << WaitKind::Sleep << Duration(501ms) << false << true << true;
    QTest::newRow("short") << WaitKind::Sleep << Duration(500ms) << false << true << false;
    QTest::newRow("for a lock") << WaitKind::Lock << Duration(1s) << false << true << true;
    QTest::newRow("for tasks of its group") << WaitKind::Gate << Duration(1s) << false << true << false;
    QTest::newRow("shielded") << WaitKind::Sleep << Duration(1s) << true << true << false; // says another finding
    QTest::newRow("no cleanup") << WaitKind::Sleep << Duration(1s) << false << false << false;
}

void tst_Findings::aCleanupThatWaitsLongIsFound()
{
    QFETCH(const WaitKind, wait);
    QFETCH(const Duration, length);
    QFETCH(const bool, isShielded);
    QFETCH(const bool, isStopped);
    QFETCH(const bool, isFound);
    const TaskId task(1);
    const ScopeId scope(1);
    const TimePoint asked(1s);
    Trace trace;
    trace.clock = ClockKind::Real;
    trace.add({.task = task, .data = TaskSpawned{.role = TaskRole::Main}});
    trace.add(
        {.task = task, .data = ScopeEntered{.scope = scope, .deadline = TimePoint(9s), .isShielded = isShielded}});
    trace.add({.task = task, .data = TaskSuspended{.wait = WaitKind::Event}});
    if (isStopped)
        trace.add({.time = asked, .task = task, .data = TaskStopping{}});
    trace.add({.time = asked, .task = task, .data = TaskSuspended{.wait = wait}});
    const EventId waits = trace.size();
    trace.add({.time = asked + length, .data = Logged{}});
    const auto slow = [&] {
        std::vector<Finding> found = findingsIn(trace);
        std::erase_if(found, [](const Finding &one) { return one.kind != FindingKind::SlowCleanup; });
        return found;
    };
    using Expected = std::vector<Finding>;
    const Finding one{FindingKind::SlowCleanup, waits, task, {}, {}, length, true};
    QVERIFY(slow() == (isFound ? Expected{one} : Expected{}));
    trace.add({.time = asked + length, .task = task, .data = TaskResumed{}});
    trace.add({.time = asked + 2 * length, .task = task, .data = TaskExited{.end = TaskEnd::Cancelled}});
    Finding over = one;
    over.isOngoing = false;
    QVERIFY(slow() == (isFound ? Expected{over} : Expected{}));
}

void tst_Findings::aGoodRunHasNone_data()
{
    QTest::addColumn<QString>("scenario");
    for (const char *name : {"simple-timeout", "cancellation-handed-on", "error-that-vanished-fixed",
                             "shield-with-a-limit", "letting-go-of-the-thread", "a-task-with-a-token"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_Findings::aGoodRunHasNone()
{
    QFETCH(QString, scenario);
    QCOMPARE(findingsIn(run(scenario)).size(), std::size_t(0));
}

void tst_Findings::aFixHasNoSevereFindingThatItsPitfallHasNot()
{
    int pairs = 0;
    for (const QString &name : builtInNames()) {
        const ScenarioFile file = readScenario(name);
        if (file.loaded.scenario->fixedBy.empty())
            continue;
        ++pairs;
        const std::vector<Finding> before = findingsIn(run(name));
        for (const Finding &after : findingsIn(run(QString::fromStdString(file.loaded.scenario->fixedBy))))
            QVERIFY2(!after.isSevere() || has(before, after.kind), qPrintable(name));
    }
    QVERIFY(pairs > 10);
}

void tst_Findings::severeOnesComeFirst()
{
    const std::vector<Finding> findings = findingsIn(run(QStringLiteral("payment-fails-during-a-commit")));
    QVERIFY(findings.size() >= 2);
    QVERIFY(findings.front().isSevere());
    QVERIFY(!findings.back().isSevere());
    QVERIFY(std::is_partitioned(findings.begin(), findings.end(), [](const Finding &one) { return one.isSevere(); }));
}

void tst_Findings::theSameHabitOfATaskIsToldOnce()
{
    QCOMPARE(findingsIn(run(QStringLiteral("swallowed-cancellation"))).size(), std::size_t(1));
}

void tst_Findings::findingsGrowWithTheRun()
{
    const Trace trace = run(QStringLiteral("payment-fails-during-a-commit"));
    std::size_t before = 0;
    for (EventId count = 0; count <= trace.size(); ++count) {
        const Moment moment = momentAt(trace, count);
        const std::vector<Finding> findings = moment.findings.list(trace, moment.state);
        for (const Finding &finding : findings)
            QVERIFY(finding.event <= count); // nothing is known ahead of its time
        QVERIFY(findings.size() >= before);
        before = findings.size();
    }
}

void tst_Findings::lengthsAreThoseOfTheRun()
{
    const Trace trace = runText(R"(
scopelab: 1
title: A held cancellation
summary: S
main:
  - move_on_after:
      name: request
      after: 100ms
      body:
        - run_blocking: 250ms
)");
    const std::vector<Finding> findings = findingsIn(trace);
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(findings.front().kind, FindingKind::HeldCancellation);
    QCOMPARE(findings.front().length, Duration(150ms));
}

void tst_Findings::inRealTimeADeadlineMayBeALittleLate()
{
    const auto lateBy = [](Duration late, ClockKind clock) {
        Trace trace;
        trace.clock = clock;
        const TaskId task(1);
        const ScopeId scope(1);
        trace.add({.task = task, .data = TaskSpawned{.role = TaskRole::Main}});
        trace.add({.task = task, .data = ScopeEntered{.scope = scope, .deadline = TimePoint(100ms)}});
        trace.add({.time = TimePoint(100ms) + late,
                   .data = CancelRequested{.scope = scope, .source = CancelSource::Deadline}});
        return has(findingsIn(trace), FindingKind::LateDeadline);
    };
    QVERIFY(!lateBy(20ms, ClockKind::Real));
    QVERIFY(lateBy(21ms, ClockKind::Real));
    QVERIFY(!lateBy(0ms, ClockKind::Virtual));
    QVERIFY(lateBy(1ms, ClockKind::Virtual));
}

void tst_Findings::aRunIsLikeItself()
{
    for (const QString &name : builtInNames()) {
        const Trace trace = run(name);
        const Comparison comparison(trace, run(name));
        QVERIFY2(comparison.differences().empty(), qPrintable(name));
        QCOMPARE(comparison.common(), trace.size());
    }
}

void tst_Findings::aFixPartsWhereTheShieldGoesUp()
{
    const Trace a = run(QStringLiteral("transaction-left-open"));
    const Trace b = run(QStringLiteral("transaction-with-guaranteed-commit"));
    const Comparison comparison(a, b);
    QVERIFY(!comparison.differences().empty());
    const Difference &first = comparison.differences().front();
    QCOMPARE(first.time, TimePoint(100ms));
    QVERIFY(b.event(first.b).is<ScopeEntered>());
    QVERIFY(b.event(first.b).as<ScopeEntered>()->isShielded);
    QVERIFY(comparison.common() > 0);
    QVERIFY(comparison.common() < a.size());
}

void tst_Findings::tasksOfOneRunOnlyAreDifferences()
{
    const std::string head = "scopelab: 1\ntitle: T\nsummary: S\nmain:\n  - task_group:\n      name: g\n      body:\n";
    const std::string one = "        - spawn: {name: one, body: [{sleep: 10ms}]}\n";
    const std::string two = "        - spawn: {name: two, body: [{sleep: 20ms}]}\n";
    const Trace a = runText(head + one);
    const Trace b = runText(head + one + two);
    const Comparison comparison(a, b);
    QCOMPARE(comparison.taskInB(TaskId(2)), TaskId(2));
    QCOMPARE(comparison.taskInA(TaskId(3)), TaskId());
    const bool hasTwo = std::any_of(
        comparison.differences().begin(), comparison.differences().end(),
        [](const Difference &difference) { return !difference.a && difference.b && difference.task == TaskId(3); });
    QVERIFY(hasTwo);
}

void tst_Findings::partnersAreFoundByNameThenByOrder()
{
    const std::string head = "scopelab: 1\ntitle: T\nsummary: S\nmain:\n  - task_group:\n      name: g\n      body:\n";
    const auto spawn
        = [](const std::string &name) { return "        - spawn: {name: " + name + ", body: [{sleep: 10ms}]}\n"; };
    const Trace a = runText(head + spawn("x") + spawn("x") + spawn("y"));
    const Trace b = runText(head + spawn("y") + spawn("x") + spawn("x"));
    const Comparison comparison(a, b);
    QCOMPARE(comparison.taskInB(TaskId(2)), TaskId(3));
    QCOMPARE(comparison.taskInB(TaskId(3)), TaskId(4));
    QCOMPARE(comparison.taskInB(TaskId(4)), TaskId(2));
    QCOMPARE(comparison.taskInA(TaskId(2)), TaskId(4));
    QCOMPARE(comparison.taskInB(TaskId(1)), TaskId(1));
    QCOMPARE(comparison.taskInB(TaskId(99)), TaskId());
}

void tst_Findings::comparingIsSymmetric()
{
    const Trace a = run(QStringLiteral("swallowed-cancellation"));
    const Trace b = run(QStringLiteral("cancellation-handed-on"));
    const Comparison there(a, b);
    const Comparison back(b, a);
    QCOMPARE(there.common(), back.common());
    QCOMPARE(there.differences().size(), back.differences().size());
    QCOMPARE(there.differences().front().time, back.differences().front().time);
    QCOMPARE(there.differences().front().a, back.differences().front().b);
}

QTEST_GUILESS_MAIN(tst_Findings)

#include "tst_findings.moc"
