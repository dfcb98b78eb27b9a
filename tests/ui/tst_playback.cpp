#include "core/session/runner.h"
#include "tests/ui/uitest.h"
#include "ui/playback/playback.h"

#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

using Prepare = std::function<void(Playback &)>;

LoadedTrace recordingOf(const char *name)
{
    LoadedTrace recording;
    recording.trace = runToEnd(*readScenario(QString::fromLatin1(name)).loaded.scenario, {});
    recording.header.title = QStringLiteral("recorded");
    recording.isUsable = true;
    return recording;
}

/// A run with everything that can be done to it: an act, one that was undone, marks, a selection, and more.
void use(Playback &playback)
{
    openRun(playback, Payment);
    playback.seekTime(TimePoint(100ms));
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::SetShield));
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    playback.undo();
    playback.setExtent(TimePoint(5'000ms));
    playback.setMarks({TimePoint(10ms)});
    playback.select(Selection(TaskId(1)));
    playback.select(Selection(TaskId(2)));
    playback.selectBack();
    playback.step(StepSize::Event);
    playback.play();
}

/// Everything that can be asked of it, in an order in which each may meet what the one before has left.
void orderEverything(Playback &playback)
{
    OperatorEntry entry;
    entry.kind = OperatorEntry::Kind::Cancel;
    entry.scope = ScopeId(1);
    for (const StepSize size : {StepSize::Event, StepSize::Checkpoint, StepSize::Decisive, StepSize::Clock}) {
        playback.step(size);
        playback.stepBack(size);
    }
    playback.undo();
    playback.redo();
    playback.redo();
    playback.goToOtherBranch();
    playback.dropOtherBranch();
    playback.goToOtherBranch();
    playback.play();
    playback.toggle();
    playback.toEnd();
    playback.toStart();
    playback.seekEvent(1);
    playback.seekEvent(100'000);
    playback.seekTime(TimePoint(-1ns));
    playback.seekTime(TimePoint(100'000ms));
    playback.show(3, TimePoint(20ms));
    playback.selectBack();
    playback.selectForward();
    playback.recordToEnd();
    playback.setMarks({});
    playback.setExtent({});
    playback.act(entry);
    playback.undo();
    playback.setBarrier(TimePoint(10ms));
    playback.step(StepSize::Event);
    playback.toEnd();
    playback.setBarrier(Playback::NoBarrier);
    playback.stop();
    playback.play();
    playback.restart(3, ExecutorKind::Virtual);
    playback.undo();
    playback.pause();
}

} // namespace

/// The cursor and the run that it is in, without a window.
class tst_Playback : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void everyOrderIsSafe_data();
    void everyOrderIsSafe();
    void whatWasClosedLeavesNothing();
    void aRecordingHasNothingOfTheRunBefore();
    void aReplacedScenarioHasNoActs();
    void theTimerRestsOnceNothingMoves_data();
    void theTimerRestsOnceNothingMoves();
    void stepsOfALiveRunAddUp();
};

void tst_Playback::everyOrderIsSafe_data()
{
    QTest::addColumn<Prepare>("prepare");
    QTest::addColumn<bool>("hasRun");
    QTest::newRow("nothing was ever open") << Prepare([](Playback &) {}) << false;
    QTest::newRow("closed") << Prepare([](Playback &playback) {
        use(playback);
        playback.close();
    }) << false;
    QTest::newRow("closed twice") << Prepare([](Playback &playback) {
        use(playback);
        playback.close();
        playback.close();
    }) << false;
    QTest::newRow("a recording") << Prepare([](Playback &playback) { playback.openTrace(recordingOf(Payment)); })
                                 << true;
    QTest::newRow("a recording after a run") << Prepare([](Playback &playback) {
        use(playback);
        playback.openTrace(recordingOf("over-shielding"));
    }) << true;
    QTest::newRow("an empty recording") << Prepare([](Playback &playback) {
        use(playback);
        LoadedTrace empty;
        empty.isUsable = true;
        playback.openTrace(std::move(empty));
    }) << true;
    QTest::newRow("a recording that was closed") << Prepare([](Playback &playback) {
        playback.openTrace(recordingOf(Payment));
        playback.close();
    }) << false;
    QTest::newRow("a run that has just begun")
        << Prepare([](Playback &playback) { playback.openScenario(readScenario(QString::fromLatin1(Payment))); })
        << true;
    QTest::newRow("a run in use") << Prepare(use) << true;
    QTest::newRow("replaced") << Prepare([](Playback &playback) {
        use(playback);
        playback.replaceScenario(readScenario(QStringLiteral("over-shielding")));
    }) << true;
    QTest::newRow("replaced after it was closed") << Prepare([](Playback &playback) {
        use(playback);
        playback.close();
        playback.replaceScenario(readScenario(QStringLiteral("over-shielding")));
    }) << true;
    QTest::newRow("restarted") << Prepare([](Playback &playback) {
        use(playback);
        playback.restart(2, ExecutorKind::Virtual);
    }) << true;
    QTest::newRow("stopped") << Prepare([](Playback &playback) {
        playback.openScenario(readScenario(QString::fromLatin1(Payment)));
        playback.stop();
    }) << true;
    QTest::newRow("on real threads") << Prepare([](Playback &playback) {
        use(playback);
        playback.restart(1, ExecutorKind::Pool);
    }) << true;
}

void tst_Playback::everyOrderIsSafe()
{
    QFETCH(Prepare, prepare);
    QFETCH(bool, hasRun);
    Playback playback;
    prepare(playback);
    for (int round = 0; round < 2; ++round) {
        orderEverything(playback);
        QCOMPARE(playback.hasRun(), hasRun);
        QVERIFY(!playback.isPlaying());
        if (!hasRun) {
            QVERIFY(!playback.isLive());
            QVERIFY(playback.cursor() == 0);
            QVERIFY(playback.time() == TimePoint());
            QVERIFY(playback.acts().empty());
        }
        QTest::qWait(40); // what was asked for may come later
    }
    playback.toEnd();
    QTRY_VERIFY(!playback.isLive());
    playback.close();
    orderEverything(playback);
    QVERIFY(!playback.hasRun());
}

void tst_Playback::whatWasClosedLeavesNothing()
{
    Playback playback;
    use(playback);
    QSignalSpy moved(&playback, &Playback::moved);
    QSignalSpy transport(&playback, &Playback::transportChanged);
    playback.close();
    QVERIFY(!moved.isEmpty());
    QVERIFY(!transport.isEmpty());
    QVERIFY(!playback.hasRun());
    QVERIFY(!playback.isLive());
    QVERIFY(!playback.isPlaying());
    QVERIFY(!playback.canUndo());
    QVERIFY(!playback.canRedo());
    QVERIFY(!playback.otherBranch());
    QVERIFY(!playback.canSelectBack());
    QVERIFY(!playback.canSelectForward());
    QCOMPARE(playback.selection(), Selection{});
    QCOMPARE(playback.title(), QString());
    QCOMPARE(playback.sourceText(), QString());
    QVERIFY(!playback.scenario());
    QVERIFY(playback.marks().empty());
    QVERIFY(playback.fates().empty());
    QVERIFY(playback.decisiveEvents().empty());
    QCOMPARE(playback.recordedTime(), TimePoint());
    QVERIFY(!playback.whyNoActs().isEmpty());
    moved.clear();
    QTest::qWait(100);
    QVERIFY(moved.isEmpty()); // and nothing comes after it
}

void tst_Playback::aRecordingHasNothingOfTheRunBefore()
{
    Playback playback;
    use(playback);
    playback.openTrace(recordingOf("over-shielding"));
    QVERIFY(playback.hasRun());
    QVERIFY(!playback.isLive());
    QVERIFY(!playback.isPlaying());
    QVERIFY(!playback.canUndo());
    QVERIFY(!playback.canRedo());
    QVERIFY(!playback.otherBranch());
    QVERIFY(playback.marks().empty());
    QVERIFY(!playback.scenario());
    QVERIFY(!playback.canSelectBack());
    QVERIFY(!playback.canSelectForward());
    const EventId end = playback.trace().size();
    QCOMPARE(playback.cursor(), end);
    QTest::qWait(100);
    QCOMPARE(playback.cursor(), end);
    QCOMPARE(playback.recordedTime(), playback.trace().events().back().time);
}

void tst_Playback::aReplacedScenarioHasNoActs()
{
    Playback playback;
    use(playback);
    playback.replaceScenario(readScenario(QStringLiteral("over-shielding")));
    QVERIFY(!playback.canUndo());
    QVERIFY(!playback.canRedo());
    QVERIFY(!playback.otherBranch());
    QVERIFY(playback.marks().empty());
    QVERIFY(!playback.isPlaying());
    finish(playback);
    QVERIFY(playback.state().isOver);
}

void tst_Playback::theTimerRestsOnceNothingMoves_data()
{
    QTest::addColumn<Prepare>("prepare");
    const auto open = [](Playback &playback) { playback.openScenario(readScenario(QString::fromLatin1(Payment))); };
    QTest::newRow("just opened") << Prepare(open);
    QTest::newRow("over") << Prepare([](Playback &playback) { openRun(playback, Payment); });
    QTest::newRow("recorded to its end") << Prepare([open](Playback &playback) {
        open(playback);
        playback.recordToEnd();
    });
    QTest::newRow("at a barrier") << Prepare([open](Playback &playback) {
        open(playback);
        playback.setBarrier(TimePoint(30ms));
        playback.toEnd();
    });
    QTest::newRow("replaced, later than anything happens") << Prepare([](Playback &playback) {
        openRun(playback, Payment);
        playback.replaceScenario(readScenario(QStringLiteral("simple-timeout")));
    });
    QTest::newRow("in use") << Prepare([](Playback &playback) {
        use(playback);
        playback.pause();
    });
    QTest::newRow("closed") << Prepare([](Playback &playback) {
        use(playback);
        playback.close();
    });
}

// It once took thirty frames without news for the end of a run.
void tst_Playback::theTimerRestsOnceNothingMoves()
{
    QFETCH(Prepare, prepare);
    Playback playback;
    prepare(playback);
    QTRY_VERIFY(playback.isResting());
    QSignalSpy moved(&playback, &Playback::moved);
    QSignalSpy grown(&playback, &Playback::grown);
    QTest::qWait(60);
    QVERIFY(moved.isEmpty());
    QVERIFY(grown.isEmpty());
    QVERIFY(playback.isResting());
}

void tst_Playback::stepsOfALiveRunAddUp()
{
    Playback playback;
    playback.openScenario(readScenario(QString::fromLatin1(Payment)));
    for (int i = 0; i < 5; ++i)
        playback.step(StepSize::Event);
    QTRY_COMPARE(playback.cursor(), EventId{5});
    QTRY_VERIFY(playback.isResting());
    QCOMPARE(playback.cursor(), EventId{5});
}

QTEST_MAIN(tst_Playback)

#include "tst_playback.moc"
