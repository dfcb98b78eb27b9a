#include "core/session/runner.h"
#include "tests/ui/uitest.h"
#include "ui/lesson/predictview.h"
#include "ui/lesson/twinview.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/banner.h"
#include "ui/window/mainwindow.h"
#include "ui/window/twins.h"

#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QTreeView>

using namespace ScopeLab;
using namespace std::chrono_literals;

/// Two runs under one playhead.
class tst_Twin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void aTwinShowsBothUnderOnePlayhead();
    void aTwinGoesOnWhenOneSideHasEnded();
    void selectionsAreLinked();
    void nextDifferenceGoesRound();
    void lanesOfATwinAreEquallyHigh();
    void aTwinOfARecordingIsRefused();
    void aTwinOfAFileWithMistakesIsRefused();
    void aTwinIsOpenedAgainAndAgain();
    void nothingIsSaidOfARunThatRunsAgain();
};

void tst_Twin::aTwinShowsBothUnderOnePlayhead()
{
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("transaction-left-open"));
    QTest::keyClick(&window, Qt::Key_T);
    QCOMPARE(window.mode(), Mode::Twin);
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    QCOMPARE(window.playback().time(), TimePoint(100ms)); // at the first difference
    QCOMPARE(twin->playbackB().time(), window.playback().time());
    QVERIFY(!window.playback().marks().empty());
    // Alike until they part, event by event.
    for (EventId event = 1; event <= twin->comparison().common(); ++event) {
        window.playback().seekEvent(event);
        QCOMPARE(twin->playbackB().cursor(), event);
    }
    window.playback().toEnd();
    QVERIFY(twin->playbackB().state().isOver);
    auto *table = twin->findChild<QTreeView *>(QStringLiteral("twin-table"));
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Outcome"));
    QVERIFY(table->model()->index(0, 1).data().toString() != table->model()->index(0, 2).data().toString());
    QTest::keyClick(&window, Qt::Key_T); // and back
    QCOMPARE(window.mode(), Mode::Explore);
    QVERIFY(window.playback().marks().empty());
    QVERIFY(!twin->playbackB().hasRun());
}

void tst_Twin::aTwinGoesOnWhenOneSideHasEnded()
{
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("transaction-left-open")); // ends at 100 ms, its fix at 150
    QTest::keyClick(&window, Qt::Key_T);
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    window.playback().seekTime(TimePoint(130ms));
    QCOMPARE(window.playback().time(), TimePoint(130ms));
    QVERIFY(window.playback().state().isOver);
    QVERIFY(!twin->playbackB().state().isOver);
    twin->playbackB().seekTime(TimePoint(50ms)); // the other side's ruler leads, too
    QCOMPARE(window.playback().time(), TimePoint(50ms));
}

void tst_Twin::selectionsAreLinked()
{
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("transaction-left-open"));
    QTest::keyClick(&window, Qt::Key_T);
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    window.playback().select(Selection(ScopeId(2)));
    QCOMPARE(twin->playbackB().selection(), Selection(twin->comparison().scopeInB(ScopeId(2))));
    twin->playbackB().select(Selection(TaskId(1)));
    QCOMPARE(window.playback().selection(), Selection(TaskId(1)));
}

void tst_Twin::nextDifferenceGoesRound()
{
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("over-shielding"));
    QTest::keyClick(&window, Qt::Key_T);
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    const TimePoint first = window.playback().time();
    for (std::size_t i = 0; i < twin->comparison().differences().size(); ++i)
        QTest::keyClick(&window, Qt::Key_N);
    QCOMPARE(window.playback().time(), first);
}

void tst_Twin::lanesOfATwinAreEquallyHigh()
{
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("over-shielding"));
    finish(window.playback());
    QTest::keyClick(&window, Qt::Key_T);
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    const QList<TimelineView *> both = twin->findChildren<TimelineView *>();
    QCOMPARE(both.size(), 2);
    const auto heights = [](const TimelineView &view) {
        std::vector<double> result;
        for (const TimelineRow &row : view.rows().all())
            result.push_back(row.height);
        return result;
    };
    QCOMPARE(heights(*both[0]), heights(*both[1]));
    // Alone, one of them is lower: the other has a scope more.
    TimelineView a(window.playback());
    TimelineView b(twin->playbackB());
    QVERIFY(heights(a) != heights(b));
}

void tst_Twin::aTwinOfARecordingIsRefused()
{
    MainWindow window;
    showActive(window);
    window.twins().open({});
    QCOMPARE(window.mode(), Mode::Explore);
}

// The titles of the second twin once read how the first had ended in a trace that was gone.
void tst_Twin::aTwinOfAFileWithMistakesIsRefused()
{
    const QTemporaryDir folder;
    const QByteArray good = "scopelab: 1\ntitle: t\nsummary: s\nmain: [checkpoint]\n";
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("transaction-left-open"));
    window.twins().openWith(writeFile(folder, QStringLiteral("bad.yaml"), good + "no: key\n"));
    const auto *banner = window.findChild<Banner *>();
    QTRY_VERIFY(banner->isVisible());
    QVERIFY2(banner->text().contains(QStringLiteral("bad.yaml has mistakes")), qPrintable(banner->text()));
    QCOMPARE(window.mode(), Mode::Explore);
    window.twins().openWith(writeFile(folder, QStringLiteral("good.yaml"), good));
    QTRY_COMPARE(window.mode(), Mode::Twin);
}

void tst_Twin::aTwinIsOpenedAgainAndAgain()
{
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("transaction-left-open"));
    auto *twin = window.findChild<TwinView *>();
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(&window, Qt::Key_T);
        QTRY_VERIFY(!twin->comparison().differences().empty());
        QTest::keyClick(&window, Qt::Key_T);
        QVERIFY(twin->comparison().differences().empty());
    }
    QTest::keyClick(&window, Qt::Key_T);
    QTest::keyClick(&window, Qt::Key_T); // before it is there
    QTest::keyClick(&window, Qt::Key_T);
    QTRY_VERIFY(!twin->comparison().differences().empty());
}

// "Go there" once stayed there while one of the two ran again, and led to events that were not there.
void tst_Twin::nothingIsSaidOfARunThatRunsAgain()
{
    MainWindow window;
    showActive(window);
    window.open(QStringLiteral("transaction-left-open"));
    QTest::keyClick(&window, Qt::Key_T);
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    window.playback().restart(7, ExecutorKind::Virtual);
    QVERIFY(twin->comparison().differences().empty());
    for (const QPushButton *button : twin->findChildren<QPushButton *>())
        QVERIFY2(!button->isEnabled(), qPrintable(button->text()));
    QTRY_VERIFY(!twin->comparison().differences().empty());
}

QTEST_MAIN(tst_Twin)

#include "tst_twin.moc"
