#include "tests/ui/uitest.h"
#include "ui/lesson/twinview.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/scrubber.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/actions.h"
#include "ui/window/banner.h"
#include "ui/window/exports.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace ScopeLab;
using namespace std::chrono_literals;

/// What one does to a run, at the playhead or by dragging, and how it is taken back, kept and compared.
class tst_Acting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void cancellingInThePastBranchesAndUndoTakesItBack();
    void actsAreKeptAsAScenario_data();
    void actsAreKeptAsAScenario();
    void actsAreSavedWhereTheDialogSays();
    void theRunBeforeAnActStaysAsABranch();
    void anActIsUndoneFromAMomentBeforeIt();
    void actsInQuickSuccessionAreAllThere();
    void anotherRunHasNoBranch();
    void theBranchIsComparedFromTheScrubber();
    void anEventCanBeSet();
    void aFlagIsDraggedAndRunsWhenLetGo();
    void escapeLeavesTheDeadlineAlone();
};

void tst_Acting::anEventCanBeSet()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("two-errors-in-one-instant"));
    Playback &playback = window.playback();
    const EventId before = playback.cursor();
    auto *actions = window.findChild<ScopeActions *>();
    QMenu *menu = actions->setEvent()->menu();
    Q_EMIT menu->aboutToShow();
    QVERIFY(!menu->actions().isEmpty());
    QVERIFY(menu->actions().front()->isEnabled());
    menu->actions().front()->trigger();
    QCOMPARE(playback.acts().size(), std::size_t{1});
    QCOMPARE(playback.acts().front().after, before);
    finish(playback);
    const auto &events = playback.trace().events();
    QCOMPARE(
        std::count_if(events.begin(), events.end(), [](const RunEvent &event) { return event.is<OperatorActed>(); }),
        1);
}

void tst_Acting::aFlagIsDraggedAndRunsWhenLetGo()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    Playback &playback = window.playback();
    finish(playback);
    playback.seekTime(TimePoint(10ms));
    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    const QPoint flag = lanes->flagPlace().toPoint();
    QVERIFY(!flag.isNull());
    QVERIFY(lanes->viewport()->rect().contains(flag));
    const TimePoint before = playback.recordedTime();
    QTest::mousePress(lanes->viewport(), Qt::LeftButton, {}, flag);
    QTest::mouseMove(lanes->viewport(), flag + QPoint(-60, 0));
    QVERIFY(playback.acts().empty()); // the outcome is written when it is let go
    QTest::mouseRelease(lanes->viewport(), Qt::LeftButton, {}, flag + QPoint(-60, 0));
    QCOMPARE(playback.acts().size(), std::size_t{1});
    QVERIFY(playback.acts().front().entry.deadlineAt.has_value());
    finish(playback);
    QVERIFY(playback.recordedTime() != before);
    playback.undo();
    finish(playback);
    QCOMPARE(playback.recordedTime(), before);
}

void tst_Acting::escapeLeavesTheDeadlineAlone()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    finish(window.playback());
    window.playback().seekTime(TimePoint(10ms));
    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    const QPoint flag = lanes->flagPlace().toPoint();
    QVERIFY(!flag.isNull());
    QTest::mousePress(lanes->viewport(), Qt::LeftButton, {}, flag);
    QTest::mouseMove(lanes->viewport(), flag + QPoint(-60, 0));
    QTest::keyClick(lanes, Qt::Key_Escape);
    QTest::mouseRelease(lanes->viewport(), Qt::LeftButton, {}, flag + QPoint(-60, 0));
    QVERIFY(window.playback().acts().empty());
}

void tst_Acting::theRunBeforeAnActStaysAsABranch()
{
    Playback playback;
    openRun(playback, Payment);
    const EventId wholeRun = playback.trace().size();
    const TimePoint end = playback.recordedTime();
    QVERIFY(!playback.otherBranch());
    playback.seekTime(TimePoint(200ms));
    const EventId here = playback.cursor();
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    QVERIFY(playback.otherBranch().has_value());
    QCOMPARE(playback.otherBranch()->after, here);
    QCOMPARE(playback.otherBranch()->fork, TimePoint(200ms));
    QCOMPARE(playback.otherBranch()->end, end);
    QVERIFY(playback.otherBranch()->track->acts().empty());
    QVERIFY(!playback.otherBranch()->track->decisiveEvents().empty());
    finish(playback);
    const EventId cancelled = playback.trace().size();
    QVERIFY(cancelled != wholeRun);
    playback.goToOtherBranch();
    finish(playback);
    QCOMPARE(playback.trace().size(), wholeRun);
    QCOMPARE(playback.otherBranch()->track->acts().size(), std::size_t{1});
    playback.goToOtherBranch();
    finish(playback);
    QCOMPARE(playback.trace().size(), cancelled);
    playback.dropOtherBranch();
    QVERIFY(!playback.otherBranch());
    playback.goToOtherBranch(); // there is none: nothing happens
    QCOMPARE(playback.trace().size(), cancelled);
}

// Undo from a moment before the act once left a run that waited for events it was not told to run to.
void tst_Acting::anActIsUndoneFromAMomentBeforeIt()
{
    Playback playback;
    openRun(playback, Payment);
    const EventId wholeRun = playback.trace().size();
    playback.seekTime(TimePoint(200ms));
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    finish(playback);
    playback.seekTime(TimePoint(20ms));
    playback.undo();
    QTRY_COMPARE(playback.time(), TimePoint(200ms)); // where the two part
    finish(playback);
    QCOMPARE(playback.trace().size(), wholeRun);
}

// Before the branch that an act makes has been run again.
void tst_Acting::actsInQuickSuccessionAreAllThere()
{
    Playback playback;
    openRun(playback, Payment);
    playback.seekTime(TimePoint(200ms));
    const EventId here = playback.cursor();
    const ScopeId request = scopeCalled(playback, "request");
    const ScopeId checkout = scopeCalled(playback, "checkout");
    const OperatorEntry first = playback.entryOn(request, OperatorEntry::Kind::SetShield);
    const OperatorEntry second = playback.entryOn(checkout, OperatorEntry::Kind::Cancel);
    playback.act(first);
    playback.act(second);
    QCOMPARE(playback.acts().size(), std::size_t{2});
    QCOMPARE(playback.acts().back().after, here);
    playback.undo();
    playback.undo();
    playback.redo();
    QCOMPARE(playback.acts().size(), std::size_t{1});
    playback.goToOtherBranch();
    QVERIFY(playback.acts().empty());
    finish(playback);
    QVERIFY(playback.recordedTime() > TimePoint{});
}

void tst_Acting::anotherRunHasNoBranch()
{
    Playback playback;
    openRun(playback, Payment);
    playback.seekTime(TimePoint(200ms));
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    QVERIFY(playback.otherBranch().has_value());
    playback.restart(1, ExecutorKind::Virtual);
    QVERIFY(!playback.otherBranch());
}

void tst_Acting::theBranchIsComparedFromTheScrubber()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    Playback &playback = window.playback();
    finish(playback);
    auto *scrubber = window.findChild<Scrubber *>();
    QVERIFY(scrubber->branchPlace().isNull());
    playback.seekTime(TimePoint(200ms));
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    finish(playback);
    const TimePoint before = playback.time();
    const QSignalSpy asked(scrubber, &Scrubber::branchMenuRequested);
    QTimer::singleShot(0, &window, [] {
        if (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
    });
    QTest::mouseClick(scrubber, Qt::LeftButton, {}, scrubber->branchPlace().toPoint() + QPoint(4, 0));
    QCOMPARE(asked.size(), 1);
    const QString name = QStringLiteral("The original run, without: checkout cancelled at 200 ms");
    QVERIFY(actionCalled(window, name)); // on top of the menu
    QCOMPARE(playback.time(), before);   // the playhead stays
    actionCalled(window, QStringLiteral("Compare with it"))->trigger();
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
}

void tst_Acting::cancellingInThePastBranchesAndUndoTakesItBack()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    Playback &playback = window.playback();
    finish(playback);
    const EventId whole = playback.trace().size();
    playback.seekTime(TimePoint(50ms));
    const EventId here = playback.cursor();
    playback.select(Selection(ScopeId(2))); // request
    QTimer::singleShot(0, &window, [&window] {
        auto *dialog = window.findChild<QInputDialog *>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("class is over"));
        dialog->accept();
    });
    QTest::keyClick(window.findChild<StageView *>(QStringLiteral("stage")), Qt::Key_C);
    QCOMPARE(playback.acts().size(), std::size_t{1});
    finish(playback);
    QVERIFY(playback.trace().size() != whole);
    QVERIFY(playback.state().scope(ScopeId(2))->requested);
    QCOMPARE(playback.trace().text(playback.state().scope(ScopeId(2))->reason), std::string("class is over"));
    QCOMPARE(playback.trace().event(here + 1).time, TimePoint(50ms));
    playback.undo();
    finish(playback);
    QCOMPARE(playback.trace().size(), whole);
    playback.redo();
    finish(playback);
    QVERIFY(playback.state().scope(ScopeId(2))->requested);
}

void tst_Acting::actsAreKeptAsAScenario_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("without an operator") << QStringLiteral("group-waits-for-its-tasks");
    QTest::newRow("with one") << QStringLiteral("shield-a-critical-commit");
}

// What was done by hand, written as steps of the operator, gives the same run.
void tst_Acting::actsAreKeptAsAScenario()
{
    QFETCH(QString, name);
    MainWindow window;
    window.show();
    window.open(name);
    Playback &playback = window.playback();
    finish(playback);
    QString problem;
    QVERIFY(playback.textWithActs(&problem).isEmpty());
    QVERIFY(!problem.isEmpty());
    playback.seekTime(TimePoint(60ms));
    const auto &scopes = playback.state().scopes();
    const auto group
        = std::find_if(scopes.begin(), scopes.end(), [](const ScopeState &scope) { return scope.isGroup(); });
    QVERIFY(group != scopes.end());
    OperatorEntry entry;
    entry.kind = OperatorEntry::Kind::Cancel;
    entry.at = std::chrono::milliseconds(60);
    entry.scope = group->id;
    entry.reason = "it's 5 o'clock: enough";
    playback.act(entry);
    finish(playback);
    const auto logged = [](const Trace &trace) {
        QStringList lines;
        for (const RunEvent &event : trace.events()) {
            const auto *line = event.as<Logged>();
            const auto *request = event.as<CancelRequested>();
            if (line || request)
                lines << QStringLiteral("%1 %2")
                             .arg(event.time.time_since_epoch().count())
                             .arg(QString::fromStdString(trace.text(line ? line->text : request->reason)));
        }
        return lines;
    };
    const QStringList byHand = logged(playback.trace());
    QVERIFY(byHand.join(u'|').contains(QStringLiteral("it's 5 o'clock")));
    const QString text = playback.textWithActs(&problem);
    QVERIFY2(!text.isEmpty(), qPrintable(problem));
    const LoadedScenario kept = loadScenario(text.toStdString());
    QVERIFY(kept.scenario);
    const QStringList again = logged(runToEnd(*kept.scenario, {}));
    QVERIFY2(again == byHand, qPrintable(text + again.join(u'|') + QStringLiteral("\n") + byHand.join(u'|')));
}

void tst_Acting::actsAreSavedWhereTheDialogSays()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("acts.yaml"));
    MainWindow window;
    window.show();
    window.open(QStringLiteral("shield-a-critical-commit"));
    Playback &playback = window.playback();
    finish(playback);
    playback.seekTime(TimePoint(60ms));
    playback.act(playback.entryOn(ScopeId(1), OperatorEntry::Kind::Cancel));
    finish(playback);
    const auto save = [&window](const QString &answer) { // empty: the dialog is closed without one
        QTimer::singleShot(0, &window, [answer] {
            auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
            if (!dialog)
                qFatal("no dialog asks for a file");
            dialog->selectFile(answer);
            static_cast<QDialog *>(dialog)->done(answer.isEmpty() ? QDialog::Rejected : QDialog::Accepted);
        });
        window.exports().saveActs();
    };
    save({});
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
    const QList<Banner *> banners = window.findChildren<Banner *>();
    QVERIFY(std::none_of(banners.begin(), banners.end(), [](const Banner *banner) { return banner->isVisible(); }));
    save(path);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(QStringLiteral("acts.yaml")));
    QVERIFY(readScenario(path).loaded.scenario);
}

QTEST_MAIN(tst_Acting)

#include "tst_acting.moc"
