#include "tests/ui/uitest.h"
#include "ui/playback/whatif.h"
#include "ui/views/actions.h"
#include "ui/views/codepanel.h"
#include "ui/views/keysdialog.h"
#include "ui/views/libraryview.h"
#include "ui/views/logview.h"
#include "ui/views/mainwindow.h"
#include "ui/views/scrubber.h"
#include "ui/views/stagemotion.h"
#include "ui/views/stageview.h"
#include "ui/views/timelineview.h"
#include "ui/views/twinview.h"
#include "ui/views/whyview.h"

#include <QApplication>
#include <QDockWidget>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <set>

using namespace ScopeLab;

namespace {

const char Payment[] = "payment-fails-during-a-commit";

void open(Playback &playback, const char *name)
{
    playback.openScenario(readScenario(QString::fromLatin1(name)));
    finish(playback);
}

ScopeId scopeCalled(const Playback &playback, const char *name)
{
    for (const ScopeState &scope : playback.state().scopes()) {
        if (playback.scopeName(scope.id) == QLatin1String(name))
            return scope.id;
    }
    return 0;
}

TaskId taskCalled(const Playback &playback, const char *name)
{
    for (const TaskState &task : playback.state().tasks()) {
        if (playback.taskName(task.id) == QLatin1String(name))
            return task.id;
    }
    return 0;
}

} // namespace

/// What one does to a run, and asks of it: what if, a flag that is dragged, an event that is set, hovering.
class tst_Acting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void theRunBeforeAnActStaysAsABranch();
    void anActIsUndoneFromAMomentBeforeIt();
    void actsInQuickSuccessionAreAllThere();
    void anotherRunHasNoBranch();
    void theBranchIsComparedFromTheScrubber();
    void scrollingByHandPausesFollowing();
    void hoverOnALineOfCodeLightsItsTask();
    void cleanup() { QSettings().clear(); }
    void whatIfRunsTheRunAgain();
    void whatIfIsSilentWhileTheRunIsLive();
    void whatIfSaysWhatBecomesOfTasks();
    void whatIfForgetsAnotherRun();
    void theTimelineOfAnotherRunIsPaintedAnew();
    void whatIfOpensATwin();
    void anEventCanBeSet();
    void aFlagIsDraggedAndRunsWhenLetGo();
    void escapeLeavesTheDeadlineAlone();
    void hoverLightsTheSameThingEverywhere();
    void aDragThatBeginsOnALaneMovesNoPlayhead();
    void theStageZoomsIntoAScope();
    void F6GoesFromPanelToPanel();
    void theLogIsFiltered();
    void aKeyCanBeChanged();
    void aKeyThatIsTakenIsRefused();
    void whatWasRunIsMarked();
    void ownScenariosFormASection();
    void theWaveGoesLevelByLevel();
    void reducedMotionShowsTheEnd();
};

void tst_Acting::whatIfRunsTheRunAgain()
{
    Playback playback;
    open(playback, Payment);
    WhatIf whatIf(playback);
    playback.select({Selection::Kind::Task, taskCalled(playback, "order")});
    QTRY_COMPARE(whatIf.question(), QStringLiteral("What if commit had no shield?"));
    QCOMPARE(whatIf.acts().size(), std::size_t{1});
    // The same by hand.
    Playback other;
    other.openScenario(readScenario(QString::fromLatin1(Payment)), playback.request(), whatIf.acts());
    finish(other);
    QVERIFY(other.recordedTime() < playback.recordedTime());
    const QString lines = whatIf.differences().join(u'\n');
    QVERIFY2(lines.contains(QStringLiteral("at %L1 ms, not").arg(other.recordedTime() / 1'000'000)), qPrintable(lines));
    playback.select({});
    QTRY_VERIFY(whatIf.question().isEmpty());
}

void tst_Acting::whatIfIsSilentWhileTheRunIsLive()
{
    Playback playback;
    WhatIf whatIf(playback);
    playback.openScenario(readScenario(QString::fromLatin1(Payment)));
    QTRY_VERIFY((playback.step(StepSize::Event), scopeCalled(playback, "commit")));
    playback.select({Selection::Kind::Scope, scopeCalled(playback, "commit")});
    QTest::qWait(400);
    QVERIFY(playback.isLive());
    QVERIFY(whatIf.question().isEmpty());
    finish(playback); // now it does no harm to know
    QTRY_VERIFY(!whatIf.question().isEmpty());
}

void tst_Acting::whatIfSaysWhatBecomesOfTasks()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - move_on_after:\n      name: limit\n      after: 100ms\n"
                "      body:\n        - task_group:\n            - spawn: {name: worker, body: [{sleep: 300ms}]}\n";
    file.loaded = loadScenario(file.text);
    Playback playback;
    playback.openScenario(file);
    finish(playback);
    WhatIf whatIf(playback);
    playback.select({Selection::Kind::Task, taskCalled(playback, "worker")});
    QTRY_COMPARE(whatIf.question(), QStringLiteral("What if limit had no deadline?"));
    QVERIFY2(whatIf.differences().contains(QStringLiteral("worker: completed, not cancelled.")),
             qPrintable(whatIf.differences().join(u'\n')));
}

void tst_Acting::whatIfForgetsAnotherRun()
{
    Playback playback;
    open(playback, Payment);
    WhatIf whatIf(playback);
    playback.select({Selection::Kind::Scope, scopeCalled(playback, "commit")});
    QTRY_VERIFY(!whatIf.question().isEmpty());
    playback.replaceScenario(readScenario(QString::fromLatin1(Payment)));
    QVERIFY(whatIf.question().isEmpty());
}

// A name that is edited changes neither the number of events nor the end.
void tst_Acting::theTimelineOfAnotherRunIsPaintedAnew()
{
    const auto fileOf = [](const std::string &name) {
        ScenarioFile file;
        file.text = "scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - shield:\n      name: " + name
                    + "\n      body: [{sleep: 500ms}]\n";
        file.loaded = loadScenario(file.text);
        return file;
    };
    Playback playback;
    TimelineView lanes(playback);
    lanes.resize(800, 200);
    playback.openScenario(fileOf("before"));
    finish(playback);
    const EventId events = playback.trace().size();
    const QImage before = lanes.grab().toImage();
    playback.openScenario(fileOf("after"));
    finish(playback);
    QCOMPARE(playback.trace().size(), events);
    QVERIFY(lanes.grab().toImage() != before);
}

void tst_Acting::whatIfOpensATwin()
{
    MainWindow window;
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    window.playback().select({Selection::Kind::Scope, scopeCalled(window.playback(), "commit")});
    auto *why = window.findChild<WhyView *>();
    QTRY_VERIFY(why->toPlainText().contains(QStringLiteral("What if commit had no shield?")));
    Q_EMIT why->anchorClicked(QUrl(QStringLiteral("twin:")));
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
    QVERIFY(twin->playbackB().trace().events().back().time < window.playback().trace().events().back().time);
}

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
    QVERIFY(!menu->actions().isEmpty() && menu->actions().front()->isEnabled());
    menu->actions().front()->trigger();
    QCOMPARE(playback.acts().size(), std::size_t{1});
    QCOMPARE(playback.acts().front().after, before);
    finish(playback);
    const auto &events = playback.trace().events();
    QCOMPARE(std::count_if(events.begin(), events.end(),
                           [](const TraceEvent &event) { return event.kind == EventKind::OperatorActed; }),
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
    playback.seekTime(10'000'000);
    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    const QPoint flag = lanes->flagPlace().toPoint();
    QVERIFY(!flag.isNull() && lanes->viewport()->rect().contains(flag));
    const std::int64_t before = playback.recordedTime();
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
    window.playback().seekTime(10'000'000);
    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    const QPoint flag = lanes->flagPlace().toPoint();
    QVERIFY(!flag.isNull());
    QTest::mousePress(lanes->viewport(), Qt::LeftButton, {}, flag);
    QTest::mouseMove(lanes->viewport(), flag + QPoint(-60, 0));
    QTest::keyClick(lanes, Qt::Key_Escape);
    QTest::mouseRelease(lanes->viewport(), Qt::LeftButton, {}, flag + QPoint(-60, 0));
    QVERIFY(window.playback().acts().empty());
}

void tst_Acting::hoverLightsTheSameThingEverywhere()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    auto *stage = window.findChild<StageView *>(QStringLiteral("stage"));
    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    const QImage before = lanes->viewport()->grab().toImage();
    const QSignalSpy lit(&window.playback(), &Playback::hoverChanged);
    QTest::mouseMove(stage->viewport(), stage->item(0).rect.topLeft() + QPoint(30, 4));
    QTRY_COMPARE(lit.size(), 1);
    QVERIFY(window.playback().hovered().kind == Selection::Kind::Scope);
    QVERIFY(window.playback().selection().kind == Selection::Kind::None);
    QVERIFY(lanes->viewport()->grab().toImage() != before);
    window.playback().hover({});
    QTRY_COMPARE(lit.size(), 2);
    QVERIFY(lanes->viewport()->grab().toImage() == before);
}

void tst_Acting::aDragThatBeginsOnALaneMovesNoPlayhead()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    const std::int64_t before = window.playback().time();
    const QPoint lane = lanes->item(2).rect.center();
    QTest::mousePress(lanes->viewport(), Qt::LeftButton, {}, lane);
    QTest::mouseMove(lanes->viewport(), lane + QPoint(-80, 0));
    QTest::mouseRelease(lanes->viewport(), Qt::LeftButton, {}, lane + QPoint(-80, 0));
    QCOMPARE(window.playback().time(), before);
    QVERIFY(window.playback().selection().kind != Selection::Kind::None);
}

void tst_Acting::theStageZoomsIntoAScope()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    Playback &playback = window.playback();
    finish(playback);
    playback.seekTime(350'000'000);
    auto *stage = window.findChild<StageView *>(QStringLiteral("stage"));
    const int whole = stage->itemCount();
    const ScopeId quotes = scopeCalled(playback, "quotes");
    playback.select({Selection::Kind::Scope, quotes});
    QTest::keyClick(stage, Qt::Key_Return);
    QCOMPARE(stage->zoomedInto(), quotes);
    QVERIFY(stage->itemCount() < whole && stage->itemCount() > 2);
    QVERIFY(stage->item(0).name.startsWith(QStringLiteral("quotes")));
    playback.toStart(); // it is not there yet: everything is shown, and later it alone again
    QCOMPARE(stage->zoomedInto(), ScopeId{0});
    playback.seekTime(350'000'000);
    QCOMPARE(stage->zoomedInto(), quotes);
    QTest::keyClick(stage, Qt::Key_Backspace);
    QCOMPARE(stage->zoomedInto(), scopeCalled(playback, "checkout"));
    QTest::mouseDClick(stage->viewport(), Qt::LeftButton, {}, stage->item(0).rect.topLeft() + QPoint(40, 6));
    QCOMPARE(stage->zoomedInto(), ScopeId{0});
    QCOMPARE(stage->itemCount(), whole);
}

void tst_Acting::F6GoesFromPanelToPanel()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.findChild<StageView *>(QStringLiteral("stage"))->setFocus();
    std::set<QString> visited;
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        for (const QDockWidget *dock : window.findChildren<QDockWidget *>()) {
            if (dock->isAncestorOf(QApplication::focusWidget()))
                visited.insert(dock->objectName());
        }
    }
    for (const char *dock : {"scenarios", "timeline", "code", "timers", "errors", "why"})
        QVERIFY2(visited.count(QLatin1String(dock)), dock);
}

void tst_Acting::theLogIsFiltered()
{
    Playback playback;
    open(playback, "simple-timeout");
    LogView log(playback);
    const auto *table = log.findChild<QTableView *>();
    auto *filter = log.findChild<QLineEdit *>();
    const int all = table->model()->rowCount();
    QVERIFY(all > 1);
    filter->setText(QStringLiteral("ANSWER"));
    const int some = table->model()->rowCount();
    QVERIFY(some > 0 && some < all);
    QVERIFY(table->currentIndex().isValid());
    filter->setText(QStringLiteral("no such thing"));
    QCOMPARE(table->model()->rowCount(), 0);
    filter->clear();
    QCOMPARE(table->model()->rowCount(), all);
}

void tst_Acting::aKeyCanBeChanged()
{
    {
        MainWindow window;
        window.show();
        window.open(QString::fromLatin1(Payment));
        finish(window.playback());
        QAction *start = actionCalled(window, QStringLiteral("To the start"));
        QCOMPARE(start->shortcut(), QKeySequence(Qt::Key_Home));
        Keys keys;
        keys.add(QStringLiteral("To the s&tart"), start);
        keys.choose(keys.entries().front(), QKeySequence(Qt::Key_F9));
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_F9);
        QCOMPARE(window.playback().cursor(), EventId{0});
    }
    MainWindow window; // the next time, too
    QCOMPARE(actionCalled(window, QStringLiteral("To the start"))->shortcut(), QKeySequence(Qt::Key_F9));
}

void tst_Acting::aKeyThatIsTakenIsRefused()
{
    QAction first;
    QAction second;
    first.setText(QStringLiteral("First"));
    second.setText(QStringLiteral("Second"));
    first.setShortcut(Qt::Key_F2);
    second.setShortcut(Qt::Key_F3);
    Keys keys;
    keys.add(QStringLiteral("first"), &first);
    keys.add(QStringLiteral("second"), &second);
    KeysDialog dialog(keys);
    const auto edits = dialog.findChildren<QKeySequenceEdit *>();
    QCOMPARE(edits.size(), qsizetype{2});
    edits[1]->setKeySequence(Qt::Key_F2);
    QCOMPARE(second.shortcut(), QKeySequence(Qt::Key_F3));
    QCOMPARE(edits[1]->keySequence(), QKeySequence(Qt::Key_F3));
    edits[0]->setKeySequence(Qt::Key_F4);
    edits[1]->setKeySequence(Qt::Key_F2); // now it is free
    QCOMPARE(first.shortcut(), QKeySequence(Qt::Key_F4));
    QCOMPARE(second.shortcut(), QKeySequence(Qt::Key_F2));
    keys.restoreDefaults();
    QCOMPARE(first.shortcut(), QKeySequence(Qt::Key_F2));
    QVERIFY(QSettings().allKeys().filter(QStringLiteral("keys/")).isEmpty());
}

void tst_Acting::whatWasRunIsMarked()
{
    MainWindow window;
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    LibraryView again; // remembered
    int run = 0;
    for (int section = 0; section < again.model().rowCount(); ++section) {
        for (int row = 0; row < again.model().item(section)->rowCount(); ++row) {
            const QStandardItem *item = again.model().item(section)->child(row);
            const QString said = item->index().data(Qt::AccessibleTextRole).toString();
            run += said.contains(QStringLiteral("was run")) ? 1 : 0;
            const bool isPitfall = !item->data(LibraryModel::FixedByRole).toString().isEmpty();
            QCOMPARE(said.contains(QStringLiteral("a pitfall")), isPitfall);
            QVERIFY(!isPitfall || said.contains(QStringLiteral("has a twin")));
        }
    }
    QCOMPARE(run, 1);
}

void tst_Acting::ownScenariosFormASection()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("own.yaml"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("scopelab: 1\ntitle: My own\nsummary: s\nmain:\n  - sleep: 10ms\n");
    file.close();
    MainWindow window;
    window.show();
    const LibraryModel &library = window.findChild<LibraryView *>()->model();
    const int before = library.rowCount();
    window.open(path);
    QCOMPARE(library.rowCount(), before + 1);
    const QStandardItem *mine = library.item(before);
    QCOMPARE(mine->text(), QStringLiteral("Mine"));
    QCOMPARE(mine->child(0)->text(), QStringLiteral("My own"));
    window.open(path); // once is enough
    QCOMPARE(mine->rowCount(), 1);
}

void tst_Acting::theWaveGoesLevelByLevel()
{
    const Trace trace = runToEnd(*readScenario(QString::fromLatin1(Payment)).loaded.scenario, {});
    RunState state;
    StageLayout stage;
    stage.nodes.push_back({}); // something was shown before
    StageMotion motion;
    while (trace.event(state.event + 1).kind != EventKind::CancelRequested) {
        state.apply(trace);
        motion.take(stage, state, true);
    }
    QTest::qWait(160); // not in a hurry
    state.apply(trace);
    motion.take(stage, state, false);
    QCOMPARE(motion.state(), QAbstractAnimation::Running);
    QVERIFY(motion.duration() < 400);
    motion.pause();
    int last = 0;
    double earlier = 1;
    for (const ScopeState &scope : state.scopes()) {
        if (const int level = motion.reached(scope.id)) {
            last = std::max(last, level);
            QVERIFY(motion.waveOf(scope.id) <= earlier);
        }
    }
    QVERIFY(last >= 1);
    motion.finish();
    for (const ScopeState &scope : state.scopes())
        QCOMPARE(motion.waveOf(scope.id), 1.0);
}

void tst_Acting::reducedMotionShowsTheEnd()
{
    QSettings().setValue(QStringLiteral("reduceMotion"), true);
    Playback playback;
    open(playback, Payment);
    StageLayout stage;
    stage.nodes.push_back({});
    StageMotion motion;
    QTest::qWait(160);
    motion.take(stage, playback.state(), false);
    QCOMPARE(motion.state(), QAbstractAnimation::Stopped);
    QCOMPARE(motion.placeOf(1, QRectF(1, 2, 3, 4)), QRectF(1, 2, 3, 4));
}

void tst_Acting::theRunBeforeAnActStaysAsABranch()
{
    Playback playback;
    open(playback, Payment);
    const EventId wholeRun = playback.trace().size();
    const std::int64_t end = playback.recordedTime();
    QVERIFY(!playback.otherBranch());
    playback.seekTime(200'000'000);
    const EventId here = playback.cursor();
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    QVERIFY(playback.otherBranch().has_value());
    QCOMPARE(playback.otherBranch()->after, here);
    QCOMPARE(playback.otherBranch()->fork, std::int64_t{200'000'000});
    QCOMPARE(playback.otherBranch()->end, end);
    QVERIFY(playback.otherBranch()->acts.empty());
    QVERIFY(!playback.otherBranch()->decisive.empty());
    finish(playback);
    const EventId cancelled = playback.trace().size();
    QVERIFY(cancelled != wholeRun);
    playback.goToOtherBranch();
    finish(playback);
    QCOMPARE(playback.trace().size(), wholeRun);
    QCOMPARE(playback.otherBranch()->acts.size(), std::size_t{1});
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
    open(playback, Payment);
    const EventId wholeRun = playback.trace().size();
    playback.seekTime(200'000'000);
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    finish(playback);
    playback.seekTime(20'000'000);
    playback.undo();
    QTRY_COMPARE(playback.time(), std::int64_t{200'000'000}); // where the two part
    finish(playback);
    QCOMPARE(playback.trace().size(), wholeRun);
}

// Before the branch that an act makes has been run again.
void tst_Acting::actsInQuickSuccessionAreAllThere()
{
    Playback playback;
    open(playback, Payment);
    playback.seekTime(200'000'000);
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
    QVERIFY(playback.recordedTime() > 0);
}

void tst_Acting::anotherRunHasNoBranch()
{
    Playback playback;
    open(playback, Payment);
    playback.seekTime(200'000'000);
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
    playback.seekTime(200'000'000);
    playback.act(playback.entryOn(scopeCalled(playback, "checkout"), OperatorEntry::Kind::Cancel));
    finish(playback);
    const std::int64_t before = playback.time();
    const QSignalSpy asked(scrubber, &Scrubber::branchMenuRequested);
    QTimer::singleShot(0, &window, [] {
        if (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
    });
    QTest::mouseClick(scrubber, Qt::LeftButton, {}, scrubber->branchPlace().toPoint() + QPoint(4, 0));
    QCOMPARE(asked.size(), 1);
    QCOMPARE(playback.time(), before); // the playhead stays
    actionCalled(window, QStringLiteral("Compare with it"))->trigger();
    auto *twin = window.findChild<TwinView *>();
    QTRY_VERIFY(!twin->comparison().differences().empty());
}

void tst_Acting::scrollingByHandPausesFollowing()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    Playback &playback = window.playback();
    finish(playback);
    auto *panel = window.findChild<CodePanel *>();
    playback.select({Selection::Kind::Task, taskCalled(playback, "order")});
    auto *follow = panel->findChild<QToolButton *>(QStringLiteral("follow"));
    QVERIFY(follow->isVisible() && follow->isChecked());
    QCOMPARE(follow->text(), QStringLiteral("Following order"));
    playback.seekTime(20'000'000);
    QScrollBar *bar = panel->view()->verticalScrollBar();
    bar->triggerAction(QAbstractSlider::SliderToMaximum); // by hand
    QVERIFY(!panel->view()->isFollowing() && !follow->isChecked());
    const int scrolled = bar->value();
    playback.seekTime(300'000'000); // order stands on another line now
    QCOMPARE(bar->value(), scrolled);
    playback.select({Selection::Kind::Task, taskCalled(playback, "invoice")});
    QVERIFY(panel->view()->isFollowing());
    bar->triggerAction(QAbstractSlider::SliderToMinimum);
    follow->click();
    QVERIFY(panel->view()->isFollowing());
    playback.select({});
    QVERIFY(!follow->isVisible());
}

void tst_Acting::hoverOnALineOfCodeLightsItsTask()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    Playback &playback = window.playback();
    finish(playback);
    playback.seekTime(300'000'000);
    CodeView *code = window.findChild<CodePanel *>()->view();
    const TaskId order = taskCalled(playback, "order");
    code->showLine(playback.state().task(order)->place);
    const QSignalSpy lit(&playback, &Playback::hoverChanged);
    QTest::mouseMove(code->viewport(), code->cursorRect().center());
    QTRY_COMPARE(lit.size(), 1);
    QVERIFY(playback.hovered().isTask(order));
}

QTEST_MAIN(tst_Acting)

#include "tst_acting.moc"
