#include "tests/ui/uitest.h"
#include "ui/code/codepanel.h"
#include "ui/library/startpage.h"
#include "ui/stage/outlineview.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeView>

using namespace ScopeLab;
using namespace std::chrono_literals;

/// Journeys through the whole window.
class tst_MainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QSettings().clear(); }
    void aTeacherOpensAScenarioAndPressesRun();
    void nothingCoversAnotherInTheSmallestWindow();
    void theStartPageLeadsToARunAndBack();
    void theStartPageCanBeTurnedOff();
    void thePaletteFindsAndDoes();
    void exportsAreWrittenAndRefusalsSayWhy();
    void theCodeIsSearched();
    void theOutlineUnfoldsWhatLives();
    void stepsOfEverySize();
    void theSelectionGoesBackAndForth();
    void whatCannotBeDoneIsGrey();
    void aBrokenFileIsShownWithItsMistakes();
    void aCopiedPictureIsAlsoSvgAndText();
    void theLayoutIsRemembered();
    void lightAndDarkChangeAtOnce();
    void tenThousandTasksAreShown();
    void buttonsInTheWrongOrderDoNoHarm();
    void everyControlHasAName();
    void realThreadsRunInTheWindow();
    void theWindowSaysThatARunGotStuck();
};

void tst_MainWindow::initTestCase()
{
    setUpTestApplication();
}

void tst_MainWindow::aTeacherOpensAScenarioAndPressesRun()
{
    MainWindow window;
    window.show();
    auto *tree = window.findChild<QTreeView *>(QStringLiteral("library"));
    QVERIFY(tree);
    auto *search = window.findChild<QLineEdit *>(QStringLiteral("search"));
    QTest::keyClicks(search, QStringLiteral("vanished"));
    QCOMPARE(tree->model()->rowCount(), 1);
    const QModelIndex section = tree->model()->index(0, 0);
    QCOMPARE(tree->model()->rowCount(section), 2);
    Q_EMIT tree->activated(tree->model()->index(0, 0, section));
    Playback &playback = window.playback();
    QVERIFY(playback.isPlaying());
    playback.setSpeed(100);
    QTRY_VERIFY(playback.state().isOver && !playback.isPlaying());
    QVERIFY(window.windowTitle().contains(QStringLiteral("vanished")));
    QCOMPARE(playback.fates().size(), std::size_t{2});
}

void tst_MainWindow::theStartPageLeadsToARunAndBack()
{
    MainWindow window;
    window.show();
    auto *page = window.findChild<StartPage *>();
    auto *timeline = window.findChild<QDockWidget *>(QStringLiteral("timeline"));
    QVERIFY(page->isVisible());
    QVERIFY(!timeline->isVisible());
    auto *run = page->findChild<QPushButton *>(QStringLiteral("one-fails-the-others-stop"));
    QTest::mouseClick(run, Qt::LeftButton);
    QVERIFY(window.playback().isPlaying());
    QVERIFY(!page->isVisible());
    QVERIFY(timeline->isVisible());
    actionCalled(window, QStringLiteral("Start page"))->trigger();
    QVERIFY(page->isVisible());
    QVERIFY(!timeline->isVisible());
    QVERIFY(!window.playback().isPlaying());
    QVERIFY(window.playback().hasRun());
    Q_EMIT page->sectionRequested(QStringLiteral("Shielding"));
    QVERIFY(timeline->isVisible());
    auto *tree = window.findChild<QTreeView *>(QStringLiteral("library"));
    QCOMPARE(tree->currentIndex().parent().data().toString(), QStringLiteral("Shielding"));
}

/// Panels, their tabs and the centre, with a mistake and a message shown.
void tst_MainWindow::nothingCoversAnotherInTheSmallestWindow()
{
    QSettings().setValue(QStringLiteral("startpage"), false);
    const QTemporaryDir folder;
    const QString path
        = writeFile(folder, QStringLiteral("a.yaml"), "scopelab: 1\ntitle: t\nsummary: s\nmain: [slep]\n");
    MainWindow window;
    window.show();
    window.open(QString::fromLatin1(Payment));
    window.resize(window.minimumSize());
    for (const bool hasMistake : {false, true}) {
        if (hasMistake)
            window.open(path);
        QTest::qWait(50);
        QCOMPARE(window.height(), 600);
        const auto said = [](const QWidget &part) {
            const QRect at = part.geometry();
            return QStringLiteral("%1 %2 (%3 to %4)")
                .arg(QLatin1String(part.metaObject()->className()), part.objectName())
                .arg(at.top())
                .arg(at.bottom());
        };
        QWidgetList parts{window.centralWidget()};
        for (QTabBar *bar : window.findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly))
            parts.append(bar);
        for (QDockWidget *dock : window.findChildren<QDockWidget *>()) {
            if (!dock->visibleRegion().isEmpty())
                parts.append(dock);
        }
        for (qsizetype i = 0; i < parts.size(); ++i) {
            for (qsizetype j = 0; j < i; ++j) {
                const bool areApart = !parts[i]->isVisible() || !parts[j]->isVisible()
                                      || !parts[i]->geometry().intersects(parts[j]->geometry());
                QVERIFY2(areApart, qPrintable(said(*parts[i]) + QStringLiteral(" covers ") + said(*parts[j])));
            }
        }
        const auto *editor = window.findChild<ScenarioEditor *>();
        QVERIFY(editor->viewport()->height() >= editor->fontMetrics().height());
    }
    window.document().discard();
}

void tst_MainWindow::theStartPageCanBeTurnedOff()
{
    {
        MainWindow window;
        window.show();
        auto *wanted = window.findChild<StartPage *>()->findChild<QCheckBox *>();
        QVERIFY(wanted->isChecked());
        wanted->click();
    }
    MainWindow window;
    window.show();
    QVERIFY(!window.findChild<StartPage *>()->isVisible());
    QVERIFY(window.findChild<QDockWidget *>(QStringLiteral("timeline"))->isVisible());
}

void tst_MainWindow::thePaletteFindsAndDoes()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    Playback &playback = window.playback();
    finish(playback);
    const QList<QAction *> actions = window.findChildren<QAction *>();
    const auto opens = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
        return action->shortcut() == QKeySequence(QStringLiteral("Ctrl+K"));
    });
    QVERIFY(opens != actions.end());
    // Opens the palette, types, and presses Enter there.
    const auto find = [&](const QString &text) {
        QTimer::singleShot(0, &window, [text] {
            QWidget *palette = QApplication::activePopupWidget();
            QVERIFY(palette);
            auto *field = palette->findChild<QLineEdit *>();
            QTest::keyClicks(field, text);
            QTest::keyClick(field, Qt::Key_Return);
        });
        (*opens)->trigger(); // returns when the palette is closed
    };
    find(QStringLiteral("shipping"));
    QCOMPARE(playback.selection().kind, Selection::Kind::Task);
    QCOMPARE(playback.taskName(playback.selection().task()), QStringLiteral("shipping"));
    find(QStringLiteral("@340ms"));
    QCOMPARE(playback.time(), TimePoint(340ms));
    find(QStringLiteral("to the start"));
    QCOMPARE(playback.cursor(), EventId{0});
    find(QStringLiteral("critical commit"));
    QCOMPARE(playback.title(), QStringLiteral("Shield a critical commit"));
}

void tst_MainWindow::exportsAreWrittenAndRefusalsSayWhy()
{
    const QTemporaryDir folder;
    MainWindow window;
    window.show();
    QVERIFY(!window.exports().write(ExportKind::StagePng, folder.filePath(QStringLiteral("nothing.png"))));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("nothing.png"))));
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    finish(window.playback());
    window.playback().seekTime(TimePoint(350ms));
    const std::map<ExportKind, QByteArray> begins{{ExportKind::StageSvg, "<?xml"},
                                                  {ExportKind::TimelinePng, "\x89PNG"},
                                                  {ExportKind::TimelinePdf, "%PDF"},
                                                  {ExportKind::ErrorsSvg, "<?xml"},
                                                  {ExportKind::ErrorsPng, "\x89PNG"},
                                                  {ExportKind::ErrorsPdf, "%PDF"},
                                                  {ExportKind::StagePng, "\x89PNG"},
                                                  {ExportKind::StagePngSmall, "\x89PNG"},
                                                  {ExportKind::StagePngClear, "\x89PNG"},
                                                  {ExportKind::StagePdf, "%PDF"},
                                                  {ExportKind::Markdown, "# "},
                                                  {ExportKind::TimelineSvg, "<svg"},
                                                  {ExportKind::Perfetto, "{"},
                                                  {ExportKind::Report, ""},
                                                  {programIn("python"), "\"\"\"Payment fails"},
                                                  {programIn("cpp"), "// Payment fails"},
                                                  {programIn("rust"), "//! Payment fails"}};
    for (const ExportFormat &format : exportFormats()) {
        const QString path = folder.filePath(QStringLiteral("export") + format.suffix);
        QVERIFY(window.exports().write(format.kind, path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.size() > 100, qPrintable(format.name + QString::fromUtf8(text.left(40))));
        QVERIFY2(text.startsWith(begins.at(format.kind)), qPrintable(format.name + QString::fromUtf8(text.left(40))));
        QVERIFY(!window.exports().write(format.kind, folder.filePath(QStringLiteral("no/such/folder"))));
    }
    const QImage stage(folder.filePath(QStringLiteral("export.png")));
    QVERIFY(stage.width() > 800);
    QVERIFY(stage.pixelColor(2, 2).lightness() > 200); // light, whatever the window is
    QVERIFY(window.exports().write(ExportKind::Perfetto, folder.filePath(QStringLiteral("again.json"))));
}

void tst_MainWindow::theCodeIsSearched()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    auto *panel = window.findChild<CodePanel *>();
    panel->showLanguage(codeLanguage("python"));
    CodeView *view = panel->view();
    QVERIFY(view->toPlainText().startsWith(QStringLiteral("\"\"\"Payment fails")));
    QVERIFY(view->findNext(QStringLiteral("trio.fail_after")));
    const int first = view->textCursor().blockNumber();
    QVERIFY(view->findNext(QStringLiteral("trio.fail_after")));
    QVERIFY(view->textCursor().blockNumber() != first);
    QVERIFY(view->findNext(QStringLiteral("trio.fail_after"), true));
    QCOMPARE(view->textCursor().blockNumber(), first);
    QVERIFY(!view->findNext(QStringLiteral("no such text")));
    QCOMPARE(view->textCursor().blockNumber(), first);
}

void tst_MainWindow::theOutlineUnfoldsWhatLives()
{
    Playback playback;
    OutlineView view(playback);
    view.resize(300, 600);
    view.show();
    playback.openScenario(readScenario(QStringLiteral("payment-fails-during-a-commit")));
    finish(playback);
    // What is unfolded, by name.
    const auto unfolded = [&view] {
        QStringList names;
        std::vector<QModelIndex> open{QModelIndex()};
        while (!open.empty()) {
            const QModelIndex parent = open.back();
            open.pop_back();
            for (int row = 0; row < view.model()->rowCount(parent); ++row) {
                const QModelIndex index = view.model()->index(row, 0, parent);
                open.push_back(index);
                if (view.isExpanded(index) && view.model()->hasChildren(index))
                    names << index.data().toString();
            }
        }
        names.sort();
        return names;
    };
    playback.seekTime(TimePoint(350ms)); // payment has ended, with its scope
    QVERIFY(unfolded().contains(QStringLiteral("checkout")));
    QVERIFY(unfolded().contains(QStringLiteral("order")));
    QVERIFY(!unfolded().contains(QStringLiteral("payment")));
    const QModelIndex main = view.model()->index(0, 0);
    view.collapse(main); // by hand: it stays so
    playback.seekTime(TimePoint(360ms));
    QVERIFY(!view.isExpanded(main));
    view.expand(main);
    playback.toEnd();
    QVERIFY(unfolded().contains(QStringLiteral("payment")));
    QVERIFY(unfolded().contains(QStringLiteral("main")));
    // Selecting here selects everywhere, and the other way round.
    const QModelIndex request = view.model()->index(0, 0, view.model()->index(0, 0));
    view.setCurrentIndex(request);
    QCOMPARE(playback.selection().kind, Selection::Kind::Scope);
    QCOMPARE(playback.scopeName(playback.selection().scope()), QStringLiteral("request"));
    playback.select({});
    QVERIFY(!view.currentIndex().isValid());
}

void tst_MainWindow::stepsOfEverySize()
{
    Playback playback;
    playback.openScenario(readScenario(QStringLiteral("payment-fails-during-a-commit")));
    for (int i = 0; i < 3; ++i) { // a live run is driven on until the clock has moved
        const TimePoint before = playback.time();
        playback.step(StepSize::Clock);
        QTRY_VERIFY(playback.time() > before);
    }
    finish(playback);
    playback.toStart();
    for (int i = 0; i < 5; ++i) {
        playback.step(StepSize::Checkpoint);
        QVERIFY(playback.trace().event(playback.cursor()).is<TaskSuspended>());
    }
    const EventId fifth = playback.cursor();
    playback.step(StepSize::Clock);
    QVERIFY(playback.time() > playback.trace().event(fifth).time);
    playback.stepBack(StepSize::Checkpoint);
    QCOMPARE(playback.cursor(), fifth);
    playback.stepBack(StepSize::Clock);
    QVERIFY(playback.time() < playback.trace().event(fifth).time || playback.cursor() == 0);
    playback.toEnd();
    const EventId last = playback.cursor();
    playback.step(StepSize::Decisive);
    QCOMPARE(playback.cursor(), last);
}

void tst_MainWindow::whatCannotBeDoneIsGrey()
{
    MainWindow window;
    window.show();
    Playback &playback = window.playback();
    const auto possible
        = [&window](const char *name) { return actionCalled(window, QString::fromUtf8(name))->isEnabled(); };
    for (const char *name : {"Undo act", "Redo act", "Play or pause", "Save recording…", "Stop", "Run again",
                             "Previous selection", "Select nothing", "Next difference of a twin", "Print…"})
        QVERIFY2(!possible(name), name);
    QVERIFY(possible("Open…"));

    window.open(QStringLiteral("payment-fails-during-a-commit"));
    finish(playback);
    QVERIFY(possible("Play or pause"));
    QVERIFY(possible("Save recording…"));
    QVERIFY(possible("Run again"));
    QVERIFY(!possible("Stop"));
    QVERIFY(!possible("Undo act"));
    QVERIFY(!possible("Save acts as a scenario…"));
    playback.select(Selection(TaskId(2)));
    playback.select(Selection(ScopeId(3)));
    QVERIFY(possible("Previous selection"));
    QVERIFY(!possible("Next selection"));
    QVERIFY(possible("Select nothing"));
    playback.selectBack();
    QVERIFY(possible("Next selection"));
    playback.seekTime(TimePoint(50ms));
    playback.act(playback.entryOn(ScopeId(1), OperatorEntry::Kind::Cancel));
    QVERIFY(possible("Undo act"));
    QVERIFY(possible("Save acts as a scenario…"));
    QVERIFY(!possible("Redo act"));
    playback.undo();
    QVERIFY(possible("Redo act"));
    QVERIFY(!possible("Undo act"));
    window.setMode(Mode::Twin);
    QVERIFY(possible("Next difference of a twin"));
}

void tst_MainWindow::theSelectionGoesBackAndForth()
{
    Playback playback;
    playback.openScenario(readScenario(QStringLiteral("payment-fails-during-a-commit")));
    finish(playback);
    const Selection first{Selection::Kind::Task, 2}, second{Selection::Kind::Scope, 3};
    playback.select(first);
    playback.select(second);
    playback.selectBack();
    QCOMPARE(playback.selection(), first);
    QVERIFY(!playback.canSelectBack());
    playback.selectBack();
    playback.selectForward();
    QCOMPARE(playback.selection(), second);
    QVERIFY(!playback.canSelectForward());
}

void tst_MainWindow::aBrokenFileIsShownWithItsMistakes()
{
    const QTemporaryDir folder;
    MainWindow window;
    window.show();
    window.open(QStringLiteral("group-waits-for-its-tasks"));
    window.open(
        writeFile(folder, QStringLiteral("broken.yaml"), "scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - slep: 1s\n"));
    bool isShown = false;
    for (const QLabel *label : window.findChildren<QLabel *>())
        isShown |= label->isVisible() && label->text().contains(QStringLiteral("5:5: error: there is no step 'slep'"));
    QVERIFY(isShown);
    QVERIFY(window.playback().hasRun()); // the last good run stays
    window.open(folder.filePath(QStringLiteral("gone.yaml")));
    window.open(folder.path());
    window.open(QStringLiteral("shield-a-critical-commit"));
    QCOMPARE(window.playback().title(), QStringLiteral("Shield a critical commit"));
    // What has mistakes is no program; what runs is.
    window.open(writeFile(folder, QStringLiteral("broken-again.yaml"),
                          "scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - slep: 1s\n"));
    const auto *tabs = window.findChild<CodePanel *>()->findChild<QTabBar *>();
    QVERIFY(tabs->currentIndex() == 0);
    QVERIFY(!tabs->isTabEnabled(1));
    QVERIFY(!tabs->isTabEnabled(3));
    window.open(QStringLiteral("simple-timeout"));
    QVERIFY(tabs->isTabEnabled(1));
    QVERIFY(tabs->isTabEnabled(3));
}

void tst_MainWindow::aCopiedPictureIsAlsoSvgAndText()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    finish(window.playback());
    actionCalled(window, QStringLiteral("Copy picture of the stage"))->trigger();
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasImage());
    QVERIFY(data->data(QStringLiteral("image/svg+xml")).contains("<svg"));
    QVERIFY(data->text().contains(QStringLiteral("  order: ")));
}

void tst_MainWindow::theLayoutIsRemembered()
{
    {
        MainWindow window;
        window.show();
        window.open(QStringLiteral("simple-timeout"));
        window.findChild<QDockWidget *>(QStringLiteral("timers"))->hide();
        window.close();
    }
    {
        MainWindow window;
        window.show();
        window.close(); // from the start page
    }
    MainWindow window;
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    QVERIFY(!window.findChild<QDockWidget *>(QStringLiteral("timers"))->isVisible());
    QVERIFY(window.findChild<QDockWidget *>(QStringLiteral("timeline"))->isVisible());
}

void tst_MainWindow::lightAndDarkChangeAtOnce()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("over-shielding"));
    setAppearance(Appearance::Light);
    const QColor light = window.grab().toImage().pixelColor(window.width() / 2, 3);
    setAppearance(Appearance::Dark);
    const QColor dark = window.grab().toImage().pixelColor(window.width() / 2, 3);
    QVERIFY(light.lightness() > 200);
    QVERIFY(dark.lightness() < 60);
    setAppearance(Appearance::Light);
}

void tst_MainWindow::tenThousandTasksAreShown()
{
    const QTemporaryDir folder;
    MainWindow window;
    window.show();
    window.open(
        writeFile(folder, QStringLiteral("many.yaml"),
                  "scopelab: 1\ntitle: many\nsummary: s\nmain:\n  - task_group:\n      name: all\n      body:\n    "
                  "    - spawn_each: {count: 10000, name: 'worker-{index}', body: [{sleep: 100ms}, {sleep: 1s}]}\n"
                  "operator:\n  - {at: 500ms, cancel: all}\n"));
    Playback &playback = window.playback();
    finish(playback);
    QCOMPARE(playback.state().tasks().size(), std::size_t{10'001});
    playback.seekTime(TimePoint(300ms));
    window.grab();
    QVERIFY(playback.state().living().phases()[static_cast<std::size_t>(TaskPhase::Waiting)] == 10'001);
}

void tst_MainWindow::buttonsInTheWrongOrderDoNoHarm()
{
    MainWindow window;
    window.show();
    Playback &playback = window.playback();
    const auto everything = [&] {
        playback.step(StepSize::Event);
        playback.stepBack(StepSize::Decisive);
        playback.toEnd();
        playback.play();
        playback.undo();
        playback.redo();
        playback.stop();
        playback.toStart();
        playback.seekTime(TimePoint(-5ns));
        playback.seekEvent(1'000'000);
        playback.restart(9, ExecutorKind::Virtual);
        QTest::qWait(1); // lets timers and the run's thread in
    };
    everything(); // with no run at all
    for (const QString &name : builtInNames()) {
        window.open(name);
        everything();
        playback.play();
        window.open(name); // another one while it plays
        everything();
    }
    window.close();
    everything();
}

void tst_MainWindow::everyControlHasAName()
{
    MainWindow window;
    window.show();
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const bool takesFocus = widget->focusPolicy() & Qt::TabFocus;
        const bool isPart = QByteArrayView(widget->metaObject()->className()).startsWith("QTabBar")
                            || widget->objectName().startsWith(QStringLiteral("qt_")) || widget->inherits("QMenuBar")
                            || widget->inherits("QMenu") || widget->inherits("QDockWidget")
                            || widget->inherits("QTabWidget") || widget->inherits("QScrollArea");
        if (!takesFocus || isPart || !widget->isVisible())
            continue;
        const bool hasName = !widget->accessibleName().isEmpty() || !widget->property("text").toString().isEmpty();
        QVERIFY2(hasName, widget->metaObject()->className());
    }
}

void tst_MainWindow::realThreadsRunInTheWindow()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("group-waits-for-its-tasks"));
    Playback &playback = window.playback();
    playback.setSpeed(10);
    playback.restart(1, ExecutorKind::Pool);
    playback.play();
    QTRY_VERIFY(!playback.isLive());
    QTRY_VERIFY(playback.state().isOver);
    QCOMPARE(playback.state().outcome, RunOutcome::Ok);
}

void tst_MainWindow::theWindowSaysThatARunGotStuck()
{
    const QTemporaryDir folder;
    MainWindow window;
    window.show();
    window.open(writeFile(folder, QStringLiteral("hang.yaml"),
                          "scopelab: 1\ntitle: A hang\nsummary: s\nresources: {events: [never]}\nmain:\n"
                          "  - sleep: 30ms\n  - wait: never\n"));
    const auto says = [&window](const QString &text) {
        const QList<QLabel *> labels = window.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel *label) { return label->text().contains(text); });
    };
    Playback &playback = window.playback();
    finish(playback);
    QVERIFY(says(QStringLiteral("got stuck, 30 ms")));
    QVERIFY(says(QStringLiteral("Stuck: nothing can run any more")));
    playback.step(StepSize::Event);
    QVERIFY(says(QStringLiteral("got stuck, 30 ms")));
    QVERIFY(says(QStringLiteral("After it got stuck: all that is left is cleaned up by force")));
    playback.seekTime(TimePoint(10ms));
    QVERIFY(!says(QStringLiteral("tuck")));
}

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
