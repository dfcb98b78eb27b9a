#include "tests/ui/uitest.h"
#include "ui/code/codepanel.h"
#include "ui/errors/findingsview.h"
#include "ui/lesson/twinview.h"
#include "ui/library/libraryview.h"
#include "ui/stage/stagemotion.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/logview.h"
#include "ui/timeline/timelineview.h"
#include "ui/timeline/transportbar.h"
#include "ui/window/keysdialog.h"
#include "ui/window/mainwindow.h"

#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace ScopeLab;
using namespace std::chrono_literals;

/// Panels that look at one run together: what one is told, the others show.
class tst_Panels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void ofManyFindingsTheRestIsCounted();
    void aFindingOfAProgramLeadsToAScenario();
    void hoverLightsTheSameThingEverywhere();
    void hoverOnALineOfCodeLightsItsTask();
    void aLineOfNoStepLightsNoTask();
    void aRunCanBeStoppedWhileItIsLive();
    void scrollingByHandPausesFollowing();
    void theTimelineOfAnotherRunIsPaintedAnew();
    void aDragThatBeginsOnALaneMovesNoPlayhead();
    void theStageZoomsIntoAScope();
    void theWaveGoesLevelByLevel();
    void reducedMotionShowsTheEnd();
    void theLogIsFiltered();
    void whatWasRunIsMarked();
    void theChosenScenarioStaysInSight();
    void ownScenariosFormASection();
};

/// A service on real threads is late again and again.
void tst_Panels::ofManyFindingsTheRestIsCounted()
{
    constexpr int Late = 150;
    LoadedTrace loaded;
    Trace &trace = loaded.trace;
    const TaskId task(1);
    trace.add({.task = task, .data = TaskSpawned{.role = TaskRole::Main, .name = trace.addLabel({"m", {}, {}})}});
    for (int i = 1; i <= Late; ++i) {
        const ScopeId scope(static_cast<std::uint32_t>(i));
        const TimePoint time(i * 10ms);
        trace.add({.time = time, .task = task, .data = ScopeEntered{.scope = scope, .deadline = time + 1ms}});
        trace.add({.time = time + 5ms, .data = CancelRequested{.scope = scope, .source = CancelSource::Deadline}});
        trace.add({.time = time + 5ms, .task = task, .data = ScopeExited{.scope = scope}});
    }
    Playback playback;
    FindingsView view(playback);
    view.show();
    playback.openTrace(std::move(loaded));
    QCOMPARE(view.count(), Late);
    auto *list = view.findChild<QListWidget *>();
    QCOMPARE(list->count(), FindingsView::MostShown + 1);
    QVERIFY(list->item(FindingsView::MostShown)->text().contains(QString::number(Late - FindingsView::MostShown)));
    const EventId before = playback.cursor();
    list->setCurrentRow(FindingsView::MostShown); // leads nowhere
    QCOMPARE(playback.cursor(), before);
    list->setCurrentRow(0);
    QVERIFY(playback.cursor() < before);
}

void tst_Panels::aFindingOfAProgramLeadsToAScenario()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("upload.trace")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"scopelab_trace":2,"title":"upload"}
{"event":"task_spawned","time":0,"task":1,"role":"main"}
{"define":"error","id":1,"type":"UploadError","task":1}
{"define":"error","id":2,"kind":"cancelled","type":"Cancelled","task":1}
{"event":"error_raised","time":1000000,"task":1,"error":1}
{"event":"error_lost","time":2500000,"task":1,"error":1,"by":2}
{"event":"task_leaked","time":3000000,"task":1}
{"event":"run_ended","time":3000000,"outcome":"cancelled","error":2}
)");
    file.close();
    auto *window = MainWindow::openWindow(file.fileName());
    auto *view = window->findChild<FindingsView *>();
    QTRY_COMPARE(view->count(), 2);
    auto *lesson = view->findChild<QPushButton *>(QStringLiteral("findings-lesson"));
    const auto opened = [window]() -> MainWindow * {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *other = qobject_cast<MainWindow *>(widget);
            if (other && other != window && other->playback().scenario())
                return other;
        }
        return nullptr;
    };
    QVERIFY(!lesson->isHidden());
    lesson->click(); // of the gravest
    QTRY_VERIFY(opened());
    QCOMPARE(opened()->playback().scenario()->title, "The error that vanished in finally");
    delete opened();
    view->findChild<QListWidget *>()->setCurrentRow(1);
    lesson->click(); // of the chosen one
    QTRY_VERIFY(opened());
    QCOMPARE(opened()->playback().scenario()->title, "A task that nobody told");
    delete opened();
    window->open(QString::fromLatin1(Payment)); // which explains itself
    QTRY_VERIFY(window->playback().scenario());
    finish(window->playback());
    QTRY_VERIFY(view->count() > 0);
    QVERIFY(lesson->isHidden());
    delete window;
}

void tst_Panels::hoverLightsTheSameThingEverywhere()
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

void tst_Panels::hoverOnALineOfCodeLightsItsTask()
{
    MainWindow window;
    showPayment(window, TimePoint(300ms));
    Playback &playback = window.playback();
    CodeView *code = window.findChild<CodePanel *>()->view();
    const TaskId order = taskCalled(playback, "order");
    code->showLine(playback.trace().line(playback.state().task(order)->place));
    const QSignalSpy lit(&playback, &Playback::hoverChanged);
    QTest::mouseMove(code->viewport(), code->cursorRect().center());
    QTRY_COMPARE(lit.size(), 1);
    QVERIFY(playback.hovered().isTask(order));
}

void tst_Panels::aLineOfNoStepLightsNoTask()
{
    MainWindow window;
    showPayment(window, TimePoint());
    Playback &playback = window.playback();
    playback.seekEvent(1); // main has come to no step yet
    QCOMPARE(playback.trace().line(playback.state().task(TaskId(1))->place), 0);
    auto *panel = window.findChild<CodePanel *>();
    panel->showLanguage(codeLanguage("python"));
    CodeView *code = panel->view();
    code->moveCursor(QTextCursor::Start);
    const QSignalSpy lit(&playback, &Playback::hoverChanged);
    const QPointF place = code->cursorRect().center();
    QMouseEvent move(QEvent::MouseMove, place, code->viewport()->mapToGlobal(place), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(code->viewport(), &move);
    QCOMPARE(lit.size(), 0);
}

void tst_Panels::aRunCanBeStoppedWhileItIsLive()
{
    Playback playback;
    const TransportBar bar(playback);
    const QList<QToolButton *> buttons = bar.findChildren<QToolButton *>();
    const auto stop = std::find_if(buttons.begin(), buttons.end(), [](const QToolButton *button) {
        return button->accessibleName() == QStringLiteral("Stop the run where it is");
    });
    QVERIFY(stop != buttons.end());
    QVERIFY(!(*stop)->isEnabled());
    playback.openScenario(readScenario(QString::fromLatin1(Payment)));
    QVERIFY((*stop)->isEnabled());
    finish(playback);
    QVERIFY(!(*stop)->isEnabled());
}

void tst_Panels::scrollingByHandPausesFollowing()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    Playback &playback = window.playback();
    finish(playback);
    auto *panel = window.findChild<CodePanel *>();
    playback.select(Selection(taskCalled(playback, "order")));
    auto *follow = panel->findChild<QToolButton *>(QStringLiteral("follow"));
    QVERIFY(follow->isVisible());
    QVERIFY(follow->isChecked());
    QCOMPARE(follow->text(), QStringLiteral("Following order"));
    playback.seekTime(TimePoint(20ms));
    QScrollBar *bar = panel->view()->verticalScrollBar();
    bar->triggerAction(QAbstractSlider::SliderToMaximum); // by hand
    QVERIFY(!panel->view()->isFollowing());
    QVERIFY(!follow->isChecked());
    const int scrolled = bar->value();
    playback.seekTime(TimePoint(300ms)); // order stands on another line now
    QCOMPARE(bar->value(), scrolled);
    playback.select(Selection(taskCalled(playback, "invoice")));
    QVERIFY(panel->view()->isFollowing());
    bar->triggerAction(QAbstractSlider::SliderToMinimum);
    follow->click();
    QVERIFY(panel->view()->isFollowing());
    playback.select({});
    QVERIFY(!follow->isVisible());
}

// A name that is edited changes neither the number of events nor the end.
void tst_Panels::theTimelineOfAnotherRunIsPaintedAnew()
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

void tst_Panels::aDragThatBeginsOnALaneMovesNoPlayhead()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    const TimePoint before = window.playback().time();
    const QPoint lane = lanes->item(2).rect.center();
    QTest::mousePress(lanes->viewport(), Qt::LeftButton, {}, lane);
    QTest::mouseMove(lanes->viewport(), lane + QPoint(-80, 0));
    QTest::mouseRelease(lanes->viewport(), Qt::LeftButton, {}, lane + QPoint(-80, 0));
    QCOMPARE(window.playback().time(), before);
    QVERIFY(window.playback().selection().kind != Selection::Kind::None);
}

void tst_Panels::theStageZoomsIntoAScope()
{
    MainWindow window;
    showPayment(window, TimePoint(350ms));
    Playback &playback = window.playback();
    auto *stage = window.findChild<StageView *>(QStringLiteral("stage"));
    const int whole = stage->itemCount();
    const ScopeId quotes = scopeCalled(playback, "quotes");
    playback.select(Selection(quotes));
    QTest::keyClick(stage, Qt::Key_Return);
    QCOMPARE(stage->zoomedInto(), quotes);
    QVERIFY(stage->itemCount() < whole);
    QVERIFY(stage->itemCount() > 2);
    QVERIFY(stage->itemName(0).startsWith(QStringLiteral("quotes")));
    playback.toStart(); // it is not there yet: everything is shown, and later it alone again
    QCOMPARE(stage->zoomedInto(), ScopeId{0});
    playback.seekTime(TimePoint(350ms));
    QCOMPARE(stage->zoomedInto(), quotes);
    QTest::keyClick(stage, Qt::Key_Backspace);
    QCOMPARE(stage->zoomedInto(), scopeCalled(playback, "checkout"));
    QTest::mouseDClick(stage->viewport(), Qt::LeftButton, {}, stage->item(0).rect.topLeft() + QPoint(40, 6));
    QCOMPARE(stage->zoomedInto(), ScopeId{0});
    QCOMPARE(stage->itemCount(), whole);
}

void tst_Panels::theWaveGoesLevelByLevel()
{
    const Trace trace = runToEnd(*readScenario(QString::fromLatin1(Payment)).loaded.scenario, {});
    RunState state;
    StageLayout stage;
    stage.nodes.push_back({}); // something was shown before
    StageMotion motion;
    while (!trace.event(state.event + 1).is<CancelRequested>()) {
        state.apply(trace);
        motion.take(stage, state, true);
    }
    QTest::qWait(160); // not in a hurry
    const TimePoint instant = trace.event(state.event + 1).time;
    while (trace.event(state.event + 1).time == instant) // as when the clock goes on
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

void tst_Panels::reducedMotionShowsTheEnd()
{
    QSettings().setValue(QStringLiteral("reduceMotion"), true);
    Playback playback;
    openRun(playback, Payment);
    StageLayout stage;
    stage.nodes.push_back({});
    StageMotion motion;
    QTest::qWait(160);
    motion.take(stage, playback.state(), false);
    QCOMPARE(motion.state(), QAbstractAnimation::Stopped);
    QCOMPARE(motion.placeOf(TaskId(1), QRectF(1, 2, 3, 4)), QRectF(1, 2, 3, 4));
}

void tst_Panels::theLogIsFiltered()
{
    Playback playback;
    openRun(playback, "simple-timeout");
    LogView log(playback);
    const auto *table = log.findChild<QTableView *>();
    auto *filter = log.findChild<QLineEdit *>();
    const int all = table->model()->rowCount();
    QVERIFY(all > 1);
    filter->setText(QStringLiteral("ANSWER"));
    const int some = table->model()->rowCount();
    QVERIFY(some > 0);
    QVERIFY(some < all);
    QVERIFY(table->currentIndex().isValid());
    filter->setText(QStringLiteral("no such thing"));
    QCOMPARE(table->model()->rowCount(), 0);
    filter->clear();
    QCOMPARE(table->model()->rowCount(), all);
}

void tst_Panels::whatWasRunIsMarked()
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

void tst_Panels::theChosenScenarioStaysInSight()
{
    MainWindow window;
    window.resize(1440, 874);
    window.show();
    auto *tree = window.findChild<QTreeView *>(QStringLiteral("library"));
    for (const QString &name : builtInNames()) {
        window.open(name);
        QTest::qWait(5);
        QVERIFY2(tree->viewport()->rect().contains(tree->visualRect(tree->currentIndex())), qPrintable(name));
    }
}

void tst_Panels::ownScenariosFormASection()
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

QTEST_MAIN(tst_Panels)

#include "tst_panels.moc"
