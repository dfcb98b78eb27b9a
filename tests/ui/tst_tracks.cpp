#include "core/sentences/eventsentences.h"
#include "tests/ui/uitest.h"
#include "ui/playback/playback.h"

#include <QTest>

using namespace ScopeLab;
using namespace std::chrono_literals;

/// What was done to a run makes tracks of it: each stays as it was recorded, and says what was done in it.
class tst_Tracks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void theFinishedOriginalStaysFinished();
    void tracksSayWhatWasDone();
    void twoPartAtTheMomentOfTheAct();
    void undoGoesBackThroughAllThatWasRecorded();
    void aTrackThatWasForgottenRunsToItsEndAgain();
    void theSelectionSurvivesAnAct();
};

// Going back once meant to run it again, up to the playhead only.
void tst_Tracks::theFinishedOriginalStaysFinished()
{
    Playback playback;
    openRun(playback, Payment);
    const Trace original = playback.trace();
    playback.seekTime(TimePoint(200ms));
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    const std::optional<Branch> branch = playback.otherBranch();
    QVERIFY(branch);
    QVERIFY(!branch->track->isLive());
    QVERIFY(branch->track->trace() == original);
    QCOMPARE(branch->end, original.events().back().time);
    playback.undo(); // before the act has been run
    QVERIFY(!playback.isLive());
    QVERIFY(playback.trace() == original);
    QCOMPARE(playback.time(), TimePoint(200ms));
    QCOMPARE(playback.recordedTime(), original.events().back().time);
    playback.redo();
    finish(playback);
    const Trace acted = playback.trace();
    QVERIFY(!(acted == original));
    playback.goToOtherBranch();
    QVERIFY(!playback.isLive());
    QVERIFY(playback.trace() == original);
    playback.goToOtherBranch();
    QVERIFY(!playback.isLive());
    QVERIFY(playback.trace() == acted);
}

void tst_Tracks::tracksSayWhatWasDone()
{
    Playback playback;
    openRun(playback, Payment);
    QVERIFY(!playback.otherBranch());
    playback.seekTime(TimePoint(70ms));
    OperatorEntry lower = playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::SetShield);
    playback.act(lower);
    QCOMPARE(playback.otherBranch()->name,
             QStringLiteral("The original run, without: shield of checkout lowered at 70 ms"));
    playback.undo();
    QCOMPARE(playback.otherBranch()->name, QStringLiteral("With: shield of checkout lowered at 70 ms"));
    playback.redo();
    finish(playback);
    playback.seekTime(TimePoint(100ms));
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    QCOMPARE(playback.otherBranch()->name, QStringLiteral("Without: checkout cancelled at 100 ms"));
    OperatorEntry deadline;
    deadline.kind = OperatorEntry::Kind::SetDeadline;
    deadline.at = 20ms;
    deadline.target = "request";
    QCOMPARE(actSentence(deadline), QStringLiteral("deadline of request taken away at 20 ms"));
    deadline.deadlineAfter = 30ms;
    QCOMPARE(actSentence(deadline), QStringLiteral("deadline of request moved to 50 ms at 20 ms"));
}

// They once parted at the last event before it, and what the act changed was drawn from there on.
void tst_Tracks::twoPartAtTheMomentOfTheAct()
{
    Playback playback;
    openRun(playback, Payment);
    playback.seekTime(TimePoint(77ms));
    QVERIFY(playback.trace().event(playback.cursor()).time < TimePoint(77ms));
    const EventId here = playback.cursor();
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    QCOMPARE(playback.otherBranch()->fork, TimePoint(77ms));
    QCOMPARE(playback.otherBranch()->after, here);
    QTRY_VERIFY(playback.cursor() > here); // with what it did at once
    QCOMPARE(playback.time(), TimePoint(77ms));
    playback.undo();
    QCOMPARE(playback.cursor(), here);
    QCOMPARE(playback.time(), TimePoint(77ms));
}

void tst_Tracks::undoGoesBackThroughAllThatWasRecorded()
{
    Playback playback;
    openRun(playback, Payment);
    std::vector<Trace> recorded{playback.trace()};
    for (const Duration time : {60ms, 100ms, 150ms}) {
        playback.seekTime(TimePoint(time));
        playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::SetDeadline));
        finish(playback);
        recorded.push_back(playback.trace());
    }
    for (std::size_t i = recorded.size() - 1; i-- > 0;) {
        playback.undo();
        QVERIFY(!playback.isLive());
        QVERIFY(playback.trace() == recorded[i]);
    }
    for (std::size_t i = 1; i < recorded.size(); ++i) {
        playback.redo();
        QVERIFY(!playback.isLive());
        QVERIFY(playback.trace() == recorded[i]);
    }
}

void tst_Tracks::aTrackThatWasForgottenRunsToItsEndAgain()
{
    Playback playback;
    openRun(playback, Payment);
    const Trace original = playback.trace();
    playback.seekTime(TimePoint(200ms));
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    finish(playback);
    playback.seekTime(TimePoint(200ms));
    playback.dropOtherBranch();
    playback.undo();
    QTRY_VERIFY(!playback.isLive());
    QVERIFY(playback.trace() == original);
    QCOMPARE(playback.time(), TimePoint(200ms));
}

void tst_Tracks::theSelectionSurvivesAnAct()
{
    Playback playback;
    openRun(playback, Payment);
    playback.toStart();
    playback.select(Selection(TaskId(1)));
    playback.act(playback.entryOn(ScopeId(1), OperatorEntry::Kind::SetShield)); // before anything has happened
    QCOMPARE(playback.selection(), Selection(TaskId(1)));
    playback.undo();
    QCOMPARE(playback.selection(), Selection(TaskId(1)));
}

QTEST_MAIN(tst_Tracks)

#include "tst_tracks.moc"
