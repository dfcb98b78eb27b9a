#include "tests/ui/uitest.h"
#include "ui/stage/timersview.h"

#include <QKeyEvent>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

using Kind = TimerRow::Kind;

/// The view of a scenario at a time.
struct Shown
{
    Playback playback;
    std::unique_ptr<TimersView> timers;

    explicit Shown(const char *name, TimePoint time)
    {
        playback.openScenario(readScenario(QString::fromLatin1(name)));
        finish(playback);
        timers = std::make_unique<TimersView>(playback);
        timers->resize(340, 300);
        timers->show();
        playback.seekTime(time);
    }
    const TimerRow *row(const QString &name) const
    {
        for (int i = 0; i < timers->timers().rowCount(); ++i) {
            if (timers->timers().row(i).name == name)
                return &timers->timers().row(i);
        }
        return nullptr;
    }
    QPoint ringOf(int row) const
    {
        return timers->visualRect(timers->model()->index(row, 0)).topLeft() + QPoint(20, 20);
    }
};

} // namespace

class tst_Timers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void scopesWithoutADeadlineStandBelow();
    void notMoreOfThoseThanOneCanRead();
    void sleepsAreShownWhenAskedFor();
    void aScopeWhoseDeadlineExpiredSaysSo();
    void whatFiredStaysForASecondWhilePlaying();
    void whereDeadlinesExpireAllTheTimeFewOfThemStay();
    void arrowKeysMoveADeadlineAndRunOnRelease();
    void aRingIsDraggedAndRunsWhenLetGo();
    void escapePutsADeadlineBack();
    void aRecordingsDeadlinesStayWhereTheyAre();
};

void tst_Timers::scopesWithoutADeadlineStandBelow()
{
    const Shown shown("payment-fails-during-a-commit", TimePoint(350ms));
    const TimerModel &timers = shown.timers->timers();
    bool isBelow = false;
    for (int i = 0; i < timers.rowCount(); ++i) {
        const bool isWithout = timers.row(i).kind == Kind::Without;
        QVERIFY(isWithout || !isBelow);
        isBelow |= isWithout;
    }
    const TimerRow *checkout = shown.row(QStringLiteral("checkout"));
    QVERIFY(checkout);
    QVERIFY(checkout->kind == Kind::Without);
    QVERIFY(checkout->cancelled);
    QVERIFY(timers.index(timers.rowCount() - 1).data(Qt::AccessibleTextRole).toString().contains(u','));
    const int with = shown.timers->sizeHintForIndex(timers.index(0)).height();
    const int without = shown.timers->sizeHintForIndex(timers.index(timers.rowCount() - 1)).height();
    QVERIFY(without < with);
}

void tst_Timers::notMoreOfThoseThanOneCanRead()
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - task_group:\n      - "
                                               "spawn_each: {count: 500, body: [{shield: [{sleep: 1s}]}]}\n");
    const Trace trace = runToEnd(*loaded.scenario, {});
    const std::vector<TimerRow> rows = timerRows(trace, RunHistory(trace).at(trace.lastEventUntil(TimePoint(500ms))));
    QCOMPARE(rows.size(), MostWithout);
}

void tst_Timers::sleepsAreShownWhenAskedFor()
{
    const Shown shown("payment-fails-during-a-commit", TimePoint(50ms));
    QVERIFY(!shown.row(QStringLiteral("sleep")));
    shown.timers->showSleeps()->setChecked(true);
    const TimerRow *sleep = shown.row(QStringLiteral("sleep"));
    QVERIFY(sleep);
    QCOMPARE(sleep->task, QStringLiteral("invoice")); // the first to wake, at 100 ms
    QCOMPARE(sleep->deadline, TimePoint(100ms));
    QVERIFY(TimersView(const_cast<Playback &>(shown.playback)).showSleeps()->isChecked()); // a setting that survives
    shown.timers->showSleeps()->setChecked(false);
    QVERIFY(!shown.row(QStringLiteral("sleep")));
}

void tst_Timers::aScopeWhoseDeadlineExpiredSaysSo()
{
    Shown shown("simple-timeout", {});
    for (const RunEvent &event : shown.playback.trace().events()) {
        const auto *expired = event.as<DeadlineExpired>();
        if (!expired)
            continue;
        const ScopeId scope = expired->scope;
        for (EventId id = 1; id <= shown.playback.trace().size(); ++id) {
            shown.playback.seekEvent(id);
            const ScopeState *state = shown.playback.state().scope(scope);
            const bool isExpired = state && state->isLiving() && state->requested;
            for (int i = 0; i < shown.timers->timers().rowCount(); ++i) {
                const TimerRow &row = shown.timers->timers().row(i);
                if (row.scope == scope)
                    QCOMPARE(row.fired, isExpired);
            }
        }
        return;
    }
    QFAIL("nothing expired");
}

void tst_Timers::whatFiredStaysForASecondWhilePlaying()
{
    Shown shown("simple-timeout", {});
    shown.playback.setSpeed(1);
    shown.playback.play();
    const auto hasFired = [&] {
        for (int i = 0; i < shown.timers->timers().rowCount(); ++i) {
            if (shown.timers->timers().row(i).kind == Kind::Fired)
                return true;
        }
        return false;
    };
    QTRY_VERIFY(hasFired());
    QTRY_VERIFY(!hasFired());
}

/// Each of them for its own second: they do not keep each other.
void tst_Timers::whereDeadlinesExpireAllTheTimeFewOfThemStay()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - task_group:\n      - spawn_each: {count: 30, body: "
                "[{repeat: {times: 400, body: [{move_on_after: {after: 40ms, name: m, body: [{sleep: 1s}]}}]}}]}\n";
    file.loaded = loadScenario(file.text);
    Playback playback;
    TimersView timers(playback);
    timers.show();
    playback.setSpeed(1);
    playback.openScenario(file);
    playback.play();
    const auto fired = [&timers] {
        int count = 0;
        for (int i = 0; i < timers.timers().rowCount(); ++i)
            count += timers.timers().row(i).kind == Kind::Fired ? 1 : 0;
        return count;
    };
    QTRY_VERIFY(playback.time() > TimePoint(400ms));
    QVERIFY(fired() > 0);
    QVERIFY2(fired() < 30, qPrintable(QString::number(fired())));
}

void tst_Timers::arrowKeysMoveADeadlineAndRunOnRelease()
{
    Shown shown("simple-timeout", TimePoint(10ms));
    const TimerRow before = shown.timers->timers().row(0);
    shown.playback.select(Selection(before.scope));
    QTest::keyPress(shown.timers.get(), Qt::Key_Right);
    QTest::keyPress(shown.timers.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(shown.playback.acts().empty()); // the outcome is written when the key is let go
    QCOMPARE(shown.timers->timers().row(0).deadline, before.deadline + 110ms);
    QTest::keyRelease(shown.timers.get(), Qt::Key_Right);
    QCOMPARE(shown.playback.acts().size(), std::size_t{1});
    QCOMPARE(shown.playback.acts().front().entry.deadlineAt.value(), (before.deadline + 110ms).time_since_epoch());
    QKeyEvent override(QEvent::ShortcutOverride, Qt::Key_Right, Qt::NoModifier);
    override.ignore();
    finish(shown.playback);
    shown.playback.seekTime({});
    shown.playback.select({});
    QApplication::sendEvent(shown.timers.get(), &override);
    QVERIFY(!override.isAccepted()); // with nothing selected it steps
}

void tst_Timers::aRingIsDraggedAndRunsWhenLetGo()
{
    const Shown shown("simple-timeout", TimePoint(10ms));
    const TimePoint before = shown.timers->timers().row(0).deadline;
    QWidget *viewport = shown.timers->viewport();
    QTest::mousePress(viewport, Qt::LeftButton, {}, shown.ringOf(0));
    QTest::mouseMove(viewport, shown.ringOf(0) + QPoint(10, 0));
    QVERIFY(shown.playback.acts().empty());
    QVERIFY(shown.timers->timers().row(0).isMoving);
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, shown.ringOf(0) + QPoint(10, 0));
    QCOMPARE(shown.playback.acts().size(), std::size_t{1});
    QCOMPARE(shown.playback.acts().front().entry.deadlineAt.value(), (before + 50ms).time_since_epoch());
}

void tst_Timers::escapePutsADeadlineBack()
{
    const Shown shown("simple-timeout", TimePoint(10ms));
    const TimePoint before = shown.timers->timers().row(0).deadline;
    QWidget *viewport = shown.timers->viewport();
    QTest::mousePress(viewport, Qt::LeftButton, {}, shown.ringOf(0));
    QTest::mouseMove(viewport, shown.ringOf(0) + QPoint(10, 0));
    QTest::keyClick(shown.timers.get(), Qt::Key_Escape);
    QCOMPARE(shown.timers->timers().row(0).deadline, before);
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, shown.ringOf(0) + QPoint(10, 0));
    QVERIFY(shown.playback.acts().empty());
}

void tst_Timers::aRecordingsDeadlinesStayWhereTheyAre()
{
    Shown shown("simple-timeout", TimePoint(10ms));
    LoadedTrace recording;
    recording.trace = shown.playback.trace();
    shown.playback.openTrace(std::move(recording));
    shown.playback.seekTime(TimePoint(10ms));
    QWidget *viewport = shown.timers->viewport();
    QTest::mousePress(viewport, Qt::LeftButton, {}, shown.ringOf(0));
    QTest::mouseMove(viewport, shown.ringOf(0) + QPoint(10, 0));
    QVERIFY(!shown.timers->timers().row(0).isMoving);
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, shown.ringOf(0) + QPoint(10, 0));
}

QTEST_MAIN(tst_Timers)

#include "tst_timers.moc"
