#include "core/session/library.h"
#include "tests/ui/hostiletexts.h"
#include "tests/ui/inspector.h"
#include "tests/ui/uitest.h"
#include "ui/code/scenarioeditor.h"
#include "ui/errors/errordetails.h"
#include "ui/lesson/presentview.h"
#include "ui/paint/plaintexts.h"
#include "ui/stage/stageview.h"
#include "ui/window/helpview.h"
#include "ui/window/mainwindow.h"

#include <QDockWidget>
#include <QImage>
#include <QKeySequence>
#include <QRegularExpression>
#include <QTabWidget>

using namespace ScopeLab;

/// Texts of files and recordings are shown as they are: nothing in them is markup, and no text is too long to be
/// painted or lets what stands beside it run backwards.
class tst_Plain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingOfAFileIsTakenForMarkup_data();
    void nothingOfAFileIsTakenForMarkup();
    void aLabelIsPlainUnlessItSaysOtherwise();
    void aPageReadsNothingButWhatTheProgramCarries();
    void anAmpersandOfANameIsNoKey();
    void aTitleKeepsItsPlaceholder();
    void aTooltipFitsTheScreen();
    void aTitleBecomesTheNameOfAFile();
    void ofThousandsOfNotesTheFirstAreShown();

private:
    void goThrough(MainWindow &window, Inspector &inspector);
    void goThroughMoments(MainWindow &window, Inspector &inspector);
    void goThroughModes(MainWindow &window, Inspector &inspector);
    void goThroughDialogs(MainWindow &window, Inspector &inspector);
    void goThroughMenus(MainWindow &window, Inspector &inspector);
};

void tst_Plain::initTestCase()
{
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    setUpTestApplication();
    QSettings().setValue(QStringLiteral("startpage"), false);
}

void tst_Plain::nothingOfAFileIsTakenForMarkup_data()
{
    QTest::addColumn<bool>("isRecording");
    QTest::addColumn<int>("kind");
    for (const bool isRecording : {false, true}) {
        const char *from = isRecording ? "recording" : "scenario";
        QTest::addRow("%s, markup", from) << isRecording << static_cast<int>(Kind::Markup);
        QTest::addRow("%s, controls", from) << isRecording << static_cast<int>(Kind::Controls);
        QTest::addRow("%s, long", from) << isRecording << static_cast<int>(Kind::Long);
    }
}

void tst_Plain::nothingOfAFileIsTakenForMarkup()
{
    QFETCH(bool, isRecording);
    QFETCH(int, kind);
    const QTemporaryDir folder;
    const QByteArray text
        = isRecording ? recordingText(static_cast<Kind>(kind)) : scenarioText(static_cast<Kind>(kind));
    const QString name = QStringLiteral("<img src='file:nowhere.png'> & [*] \u0001\n\u202eX%1")
                             .arg(isRecording ? QStringLiteral(".trace") : QStringLiteral(".yaml"));
    const QString path = writeFile(folder, name, text);
    Inspector inspector;
    {
        MainWindow window;
        showActive(window);
        window.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(window.playback().hasRun(), 20'000);
        finish(window.playback());
        goThrough(window, inspector);
    }
    for (const QString &fault : inspector.faults())
        qWarning("%s", qPrintable(fault));
    QVERIFY(inspector.faults().isEmpty());
    QVERIFY2(inspector.tips() > 40, QByteArray::number(inspector.tips()).constData());
}

void tst_Plain::goThrough(MainWindow &window, Inspector &inspector)
{
    for (QDockWidget *dock : window.findChildren<QDockWidget *>()) {
        if (dock->objectName() != QStringLiteral("predict"))
            dock->show();
    }
    goThroughMoments(window, inspector);
    goThroughDialogs(window, inspector);
    goThroughMenus(window, inspector);
    goThroughModes(window, inspector);
    inspector.look(QStringLiteral("at the end"));
}

/// Everything selected once, at each decisive moment.
void tst_Plain::goThroughMoments(MainWindow &window, Inspector &inspector)
{
    Playback &playback = window.playback();
    std::vector<EventId> moments = playback.decisiveEvents();
    moments.push_back(playback.trace().size());
    for (const EventId moment : moments) {
        playback.seekEvent(moment);
        inspector.look(QStringLiteral("moment"));
    }
    std::vector<Selection> all;
    for (const TaskState &task : playback.state().tasks())
        all.emplace_back(task.id);
    for (const ScopeState &scope : playback.state().scopes())
        all.emplace_back(scope.id);
    for (std::uint32_t id = 1; id <= playback.fates().size(); ++id)
        all.push_back({Selection::Kind::Error, id});
    auto *centre = window.findChild<QTabWidget *>();
    for (const int tab : {0, 1}) {
        centre->setCurrentIndex(tab);
        for (const Selection &selection : all) {
            playback.select(selection);
            inspector.look(QStringLiteral("selected"));
        }
        inspector.hoverOverAll(window, QStringLiteral("selected"));
    }
    for (QDockWidget *dock : window.findChildren<QDockWidget *>()) {
        dock->raise();
        for (auto *view : dock->findChildren<QAbstractScrollArea *>()) {
            if (!view->visibleRegion().isEmpty())
                inspector.hover(*view->viewport(), dock->objectName());
        }
    }
    centre->setCurrentIndex(0);
    for (const EventId moment : moments) {
        playback.seekEvent(moment);
        inspector.hover(*window.findChild<StageView *>()->viewport(), QStringLiteral("moment"));
        window.grab();
    }
    if (auto *inside = window.findChild<StageView *>(); playback.state().scopes().size() > 2)
        inside->zoomInto(playback.state().scopes()[2].id);
    inspector.look(QStringLiteral("zoomed"));
    window.findChild<StageView *>()->zoomInto({});
}

void tst_Plain::goThroughDialogs(MainWindow &window, Inspector &inspector)
{
    const auto inspect = [&inspector](QWidget &open) {
        inspector.look(QStringLiteral("dialog ") + QLatin1String(open.metaObject()->className()));
    };
    Playback &playback = window.playback();
    const auto trigger = [&](const char *name) {
        QAction *action = actionCalled(window, QString::fromUtf8(name));
        if (!action->isEnabled())
            return;
        whenOpen(action->text(), inspect);
        action->trigger();
    };
    trigger("Keys");
    trigger("Shapes and colours");
    trigger("Settings…");
    trigger("Find or do…");
    trigger("Save as…");
    trigger("Save recording…");
    if (!playback.scenario())
        return;
    playback.seekTime(TimePoint(std::chrono::milliseconds(3)));
    playback.select(Selection(scopeCalled(playback, "XgroupX")));
    trigger("Cancel…");
    trigger("Deadline…");
    actionCalled(window, QStringLiteral("Shield"))->trigger();
    finish(playback);
    inspector.look(QStringLiteral("branch"));
    trigger("Save acts as a scenario…");
    playback.undo();
    finish(playback);
    auto *editor = window.findChild<ScenarioEditor *>();
    const QString before = editor->toPlainText();
    editor->setPlainText(before + QStringLiteral("\n\"<img src='file:///nowhere/step.png'>\": x\n"));
    window.document().check();
    inspector.look(QStringLiteral("mistake"));
    editor->moveCursor(QTextCursor::End);
    inspector.hover(*editor->viewport(), QStringLiteral("mistake"));
    inspector.hoverOverAll(window, QStringLiteral("mistake"));
    whenOpen(QStringLiteral("Not saved"), inspect);
    window.open(QStringLiteral("simple-timeout")); // asks first
    editor->setPlainText(before);
    window.document().check();
    finish(playback);
    window.document().discard();
}

void tst_Plain::goThroughMenus(MainWindow &window, Inspector &inspector)
{
    for (QMenu *menu : window.findChildren<QMenu *>()) {
        Q_EMIT menu->aboutToShow();
        menu->popup(window.mapToGlobal(QPoint(20, 20)));
        inspector.look(QStringLiteral("menu ") + menu->title());
        for (QAction *action : menu->actions()) {
            QToolTip::hideText();
            menu->setActiveAction(action);
            const QPoint at = menu->actionGeometry(action).center();
            QHelpEvent event(QEvent::ToolTip, at, menu->mapToGlobal(at));
            QApplication::sendEvent(menu, &event);
            inspector.look(QStringLiteral("menu ") + menu->title());
        }
        menu->close();
    }
    QToolTip::hideText();
}

void tst_Plain::goThroughModes(MainWindow &window, Inspector &inspector)
{
    Playback &playback = window.playback();
    actionCalled(window, QStringLiteral("Start page"))->trigger();
    inspector.look(QStringLiteral("start page"));
    inspector.hoverOverAll(window, QStringLiteral("start page"));
    window.setMode(Mode::Explore);
    if (playback.scenario()) {
        window.setMode(Mode::Predict);
        QTRY_VERIFY(playback.hasBarrier());
        inspector.look(QStringLiteral("predict"));
        inspector.hoverOverAll(window, QStringLiteral("predict"));
        for (QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
            if (button->isVisible() && QString(button->text()).remove(u'&') == QStringLiteral("Commit"))
                button->click();
        }
        inspector.look(QStringLiteral("predicted"));
        window.setMode(Mode::Explore);
        finish(playback);
        actionCalled(window, QStringLiteral("Twin"))->trigger();
        QTest::qWait(300);
        inspector.look(QStringLiteral("twin"));
        inspector.hoverOverAll(window, QStringLiteral("twin"));
        window.setMode(Mode::Explore);
    }
    actionCalled(window, QStringLiteral("Present"))->trigger();
    auto *presentation = window.findChild<PresentView *>();
    QVERIFY(presentation);
    QTest::keyClick(presentation, Qt::Key_N);
    for (int i = 0; i < 4; ++i) {
        inspector.look(QStringLiteral("presentation"));
        presentation->grab();
        QTest::keyClick(presentation, Qt::Key_Right);
    }
    presentation->close();
    actionCalled(window, QStringLiteral("Help for this panel"))->trigger();
    auto *help = window.findChild<HelpView *>();
    QVERIFY(help);
    for (const char *page : {"index", "stage", "why", "errors", "lessons"}) {
        help->showPage(QLatin1String(page));
        inspector.look(QStringLiteral("help"));
    }
    help->close();
}

void tst_Plain::aLabelIsPlainUnlessItSaysOtherwise()
{
    const QString markup = QStringLiteral("<b>bold</b>");
    QLabel plain(markup);
    QLabel rich(markup);
    rich.setTextFormat(Qt::RichText);
    plain.show();
    rich.show();
    QCOMPARE(plain.textFormat(), Qt::PlainText);
    QCOMPARE(rich.textFormat(), Qt::RichText);
    QVERIFY(plain.sizeHint().width() > rich.sizeHint().width());
    showTip({10, 10}, markup, &plain);
    const QWidgetList all = QApplication::topLevelWidgets();
    const auto tip = std::find_if(all.begin(), all.end(), [](const QWidget *widget) {
        return widget->windowType() == Qt::ToolTip && widget->isVisible();
    });
    QVERIFY(tip != all.end());
    QCOMPARE(qobject_cast<const QLabel *>(*tip)->textFormat(), Qt::PlainText);
    QCOMPARE(qobject_cast<const QLabel *>(*tip)->text(), markup);
    showTip({10, 10}, {}, &plain);
}

void tst_Plain::aPageReadsNothingButWhatTheProgramCarries()
{
    const QTemporaryDir folder;
    QImage picture(8, 8, QImage::Format_RGB32);
    picture.fill(Qt::red);
    const QString path = folder.filePath(QStringLiteral("picture.png"));
    QVERIFY(picture.save(path));
    const QString page = writeFile(folder, QStringLiteral("page.html"), "<p>a secret</p>");
    PageBrowser browser;
    QTextBrowser any;
    const QUrl pictureUrl = QUrl::fromLocalFile(path);
    QVERIFY(any.loadResource(QTextDocument::ImageResource, pictureUrl).isValid()); // which is what it must not do
    QVERIFY(!browser.loadResource(QTextDocument::ImageResource, pictureUrl).isValid());
    QVERIFY(!browser.loadResource(QTextDocument::ImageResource, QUrl(path)).isValid());
    browser.setSearchPaths({folder.path()});
    QVERIFY(!browser.loadResource(QTextDocument::ImageResource, QUrl(QStringLiteral("picture.png"))).isValid());
    browser.setSearchPaths({QStringLiteral(":/help")});
    QVERIFY(browser.loadResource(QTextDocument::MarkdownResource, QUrl(QStringLiteral("index.md"))).isValid());
    QVERIFY(!browser.loadResource(QTextDocument::MarkdownResource, QUrl(QStringLiteral("../help/none.md"))).isValid());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("QTextBrowser: No document for")));
    browser.setSource(QUrl::fromLocalFile(page));
    QVERIFY(!browser.toPlainText().contains(QStringLiteral("secret")));
}

void tst_Plain::anAmpersandOfANameIsNoKey()
{
    for (const char *name : {"plain", "a & b", "&x", "a&&b", "&", ""}) {
        const QString text = QString::fromLatin1(name);
        QCOMPARE(nameOfEntry(withoutKey(text)), text);
        QVERIFY(QKeySequence::mnemonic(withoutKey(text)).isEmpty());
    }
    QCOMPARE(nameOfEntry(QStringLiteral("&Open…")), QStringLiteral("Open…"));
}

void tst_Plain::aTitleKeepsItsPlaceholder()
{
    for (const char *name : {"a [*] b", "[*]", "[*][*]", "x"}) {
        QWidget window;
        window.setWindowTitle(inTitle(QString::fromLatin1(name)) + QStringLiteral("[*] — ScopeLab"));
        window.show();
        QCOMPARE(window.windowHandle()->title(), QString::fromLatin1(name) + QStringLiteral(" — ScopeLab"));
        window.setWindowModified(true);
        QCOMPARE(window.windowHandle()->title(), QString::fromLatin1(name) + QStringLiteral("* — ScopeLab"));
    }
}

void tst_Plain::aTooltipFitsTheScreen()
{
    constexpr qsizetype Widest = 90;
    const QString words = QStringLiteral("some words of a reason ").repeated(30).trimmed();
    for (const QString &line : tipText(words).split(u'\n'))
        QVERIFY(line.size() <= Widest);
    QCOMPARE(tipText(words).replace(u'\n', u' '), words);
    for (const QString &line : tipText(QString(10'000, u'x')).split(u'\n'))
        QVERIFY(line.size() <= Widest);
    QVERIFY(tipText(QString(1'000'000, u'x')).size() < 3000);
    QCOMPARE(tipText(QStringLiteral("one\ntwo")), QStringLiteral("one\ntwo"));
    QCOMPARE(tipText({}), QString());
}

void tst_Plain::aTitleBecomesTheNameOfAFile()
{
    QCOMPARE(inFileName(QStringLiteral("Shield a commit")), QStringLiteral("Shield a commit"));
    QCOMPARE(inFileName(QStringLiteral("../a/b")), QStringLiteral("..-a-b"));
    QCOMPARE(inFileName(QStringLiteral("a\nb\u202ec\u2068")), QStringLiteral("a bc"));
    QVERIFY(inFileName(QString(1'000'000, u'x')).size() <= 100); // a name has at most 255 bytes
}

void tst_Plain::ofThousandsOfNotesTheFirstAreShown()
{
    QStringList notes;
    for (int i = 0; i < 5000; ++i)
        notes.append(QStringLiteral("note-%1").arg(i));
    const QString text = QStringLiteral("scopelab: 1\ntitle: t\nsummary: s\n"
                                        "main: [{raise: {type: ValueError, message: m, notes: [%1]}}]\n")
                             .arg(notes.join(u','));
    ScenarioFile file;
    file.text = text.toStdString();
    file.loaded = loadScenario(file.text);
    QVERIFY(file.loaded.scenario);
    Playback playback;
    ErrorDetails details(playback);
    playback.openScenario(file);
    finish(playback);
    playback.select({Selection::Kind::Error, 1});
    const QString shown = details.toPlainText();
    QVERIFY(shown.contains(QStringLiteral("note-0")));
    QVERIFY(shown.contains(QStringLiteral("note-49")));
    QVERIFY(!shown.contains(QStringLiteral("note-50")));
    QVERIFY(shown.contains(u'…'));
}

QTEST_MAIN(tst_Plain)
#include "tst_plain.moc"
