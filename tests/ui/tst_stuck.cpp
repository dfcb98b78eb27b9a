#include "core/session/runner.h"
#include "tests/ui/uitest.h"
#include "ui/playback/playback.h"

#include <QTest>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

/// At 30 ms nothing can run any more; cleaning up takes until 50 ms.
ScenarioFile stuckAt30()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: Stuck\nsummary: s\nresources: {events: [never]}\nmain:\n"
                "  - task_group:\n      name: pool\n      body:\n"
                "        - spawn: {name: waiter, body: [{try: {body: [{wait: never}],"
                " finally: [{shield: [{sleep: 20ms}]}]}}]}\n"
                "        - spawn: {name: quick, body: [{sleep: 30ms}]}\n";
    file.loaded = loadScenario(file.text);
    return file;
}

/// Rests at the moment at which nothing can run any more.
bool isAtStuck(const Playback &playback)
{
    return playback.state().stuck && playback.trace().event(playback.cursor()).is<RunStuck>()
           && playback.time() == TimePoint(30ms) && !playback.isAfterStuck();
}

} // namespace

/// A run in which nothing can run any more: it rests there, and how it was cleaned up comes after it.
class tst_Stuck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void aStuckRunRestsWhereItGotStuck();
    void playStopsWhereItGotStuck_data();
    void playStopsWhereItGotStuck();
    void whatCleanedUpComesAfterIt();
    void aRecordingOfAStuckRunOpensWhereItGotStuck();
    void aStuckRunThatIsHelpedIsNotStuck();
};

void tst_Stuck::aStuckRunRestsWhereItGotStuck()
{
    Playback playback;
    playback.openScenario(stuckAt30());
    playback.toEnd();
    QTRY_VERIFY(isAtStuck(playback));
    QTRY_VERIFY(playback.isResting());
    QVERIFY(isAtStuck(playback));
    QVERIFY(!playback.isLive());
    QCOMPARE(playback.restingTime(), TimePoint(30ms));
    QVERIFY(playback.restingEvent() < playback.trace().size());
    QCOMPARE(playback.recordedTime(), TimePoint(50ms));
    QVERIFY(!playback.state().task(taskCalled(playback, "waiter"))->isOver());
    playback.toEnd(); // it is there
    QVERIFY(isAtStuck(playback));
    playback.seekTime(TimePoint(10ms));
    playback.toEnd();
    QVERIFY(isAtStuck(playback));
}

void tst_Stuck::playStopsWhereItGotStuck_data()
{
    QTest::addColumn<bool>("isRecorded");
    QTest::newRow("live") << false;
    QTest::newRow("recorded") << true;
}

void tst_Stuck::playStopsWhereItGotStuck()
{
    QFETCH(bool, isRecorded);
    Playback playback;
    playback.openScenario(stuckAt30());
    if (isRecorded) {
        playback.recordToEnd();
        QTRY_VERIFY(!playback.isLive());
    }
    playback.setSpeed(16);
    playback.play();
    QTRY_VERIFY(!playback.isPlaying());
    QVERIFY(isAtStuck(playback));
    playback.play(); // from the start again, as at any end
    QVERIFY(playback.isPlaying());
    QVERIFY(playback.cursor() < playback.restingEvent());
}

void tst_Stuck::whatCleanedUpComesAfterIt()
{
    Playback playback;
    playback.openScenario(stuckAt30());
    finish(playback);
    playback.step(StepSize::Event);
    QVERIFY(playback.isAfterStuck());
    QCOMPARE(playback.time(), TimePoint(30ms)); // in the same instant
    playback.stepBack(StepSize::Event);
    QVERIFY(isAtStuck(playback));
    playback.seekTime(TimePoint(30ms)); // the moment is where it got stuck …
    QVERIFY(isAtStuck(playback));
    playback.seekTime(TimePoint(40ms)); // … and later is later
    QVERIFY(playback.isAfterStuck());
    QVERIFY(!playback.state().isOver);
    playback.toEnd();
    QVERIFY(playback.isAfterStuck());
    QVERIFY(playback.state().isOver);
    QCOMPARE(playback.cursor(), playback.trace().size());
    playback.seekTime(TimePoint(40ms));
    playback.setSpeed(16);
    playback.play();
    QTRY_VERIFY(!playback.isPlaying());
    QCOMPARE(playback.cursor(), playback.trace().size());
}

void tst_Stuck::aRecordingOfAStuckRunOpensWhereItGotStuck()
{
    LoadedTrace recording;
    recording.trace = runToEnd(*stuckAt30().loaded.scenario, {});
    recording.isUsable = true;
    Playback playback;
    playback.openTrace(std::move(recording));
    QVERIFY(isAtStuck(playback));
}

void tst_Stuck::aStuckRunThatIsHelpedIsNotStuck()
{
    Playback playback;
    playback.openScenario(stuckAt30());
    finish(playback);
    OperatorEntry set;
    set.kind = OperatorEntry::Kind::Set;
    set.target = "never";
    set.at = 20ms;
    playback.seekTime(TimePoint(20ms));
    playback.act(set);
    finish(playback);
    QVERIFY(playback.state().isOver);
    QVERIFY(!playback.state().stuck);
    QVERIFY(!playback.isAfterStuck());
    QCOMPARE(playback.otherBranch()->end, TimePoint(30ms));
    playback.undo();
    playback.toEnd();
    QVERIFY(isAtStuck(playback));
}

QTEST_MAIN(tst_Stuck)

#include "tst_stuck.moc"
