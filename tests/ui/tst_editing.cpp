#include "tests/ui/uitest.h"
#include "ui/views/codepanel.h"
#include "ui/views/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTimer>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

const char Good[] = "scopelab: 1\ntitle: Mine\nsummary: s\nmain:\n  - sleep: 100ms\n  - log: done\n";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Puts the cursor behind @p text.
void goBehind(ScenarioEditor &editor, const QString &text)
{
    QTextCursor found = editor.document()->find(text);
    if (found.isNull())
        qFatal("the text is not there");
    found.setPosition(found.selectionEnd());
    editor.setTextCursor(found);
}

/// Presses a button of the question that comes up next.
void answer(QMessageBox::StandardButton button)
{
    QTimer::singleShot(0, qApp, [button] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        QVERIFY(box);
        box->button(button)->click();
    });
}

/// Key by key; a new line is the Return key, and ends a completion first.
void type(QWidget &widget, const QString &text)
{
    for (const QChar letter : text) {
        if (letter == u'\n') {
            QTest::keyClick(&widget, Qt::Key_Escape);
            QTest::keyClick(&widget, Qt::Key_Return);
        } else {
            QTest::keyClick(&widget, letter.toLatin1());
        }
    }
    QTest::keyClick(&widget, Qt::Key_Escape);
}

void clearRecovery()
{
    QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/recovery"))
        .removeRecursively();
}

} // namespace

/// Writing scenarios: nothing typed is ever lost, and what can run, runs.
class tst_Editing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { clearRecovery(); }
    void cleanup() { QSettings().clear(); }
    void everyTemplateRuns();
    void aDocumentKnowsWhetherItIsSaved();
    void aFileThatCannotBeWrittenKeepsItsOldContent();
    void unsavedTextSurvivesACrash();
    void aLivingWindowKeepsItsText();
    void typingRunsTheScenarioUpToThePlayhead();
    void mistakesAreShownAndTheLastGoodRunStays();
    void undoTakesBackWhatWasTyped();
    void stepsAndNamesAreCompleted();
    void linesAreIndented();
    void tabIsNoTrap();
    void lettersAreTextInTheEditor();
    void closingAsksForUnsavedText();
    void openingAsksForUnsavedText();
    void aTemplateIsBegunAfresh();
    void savingWritesTheFile();
    void aChangedFileIsOffered();
};

void tst_Editing::initTestCase()
{
    setUpTestApplication();
}

void tst_Editing::everyTemplateRuns()
{
    MainWindow window;
    window.show();
    QMenu *file = window.menuBar()->actions().front()->menu();
    QMenu *templates = file->actions().front()->menu();
    QVERIFY(templates && templates->actions().size() >= 4);
    for (QAction *action : templates->actions()) {
        window.document().discard();
        action->trigger();
        QVERIFY2(window.document().loaded().scenario, qPrintable(action->text()));
        QCOMPARE(window.playback().title(), action->text());
        window.playback().toEnd();
        QTRY_VERIFY(window.playback().state().isOver);
    }
    QCOMPARE(templates->actions().front()->shortcut(), QKeySequence(QKeySequence::New));
    window.document().discard();
}

void tst_Editing::aDocumentKnowsWhetherItIsSaved()
{
    const QTemporaryDir folder;
    ScenarioDocument document;
    document.open(readScenario(QStringLiteral("simple-timeout")));
    QVERIFY(document.path().isEmpty()); // a built-in one has no file to be saved to
    QVERIFY(!document.isModified());
    const QString before = document.text();
    document.setText(before + u'#');
    QVERIFY(document.isModified());
    document.setText(before);
    QVERIFY(!document.isModified());
    document.setText(before + u'#');
    QCOMPARE(document.save(folder.filePath(QStringLiteral("mine.yaml"))), QString());
    QVERIFY(!document.isModified());
    QCOMPARE(contentOf(folder.filePath(QStringLiteral("mine.yaml"))), (before + u'#').toUtf8());
}

void tst_Editing::aFileThatCannotBeWrittenKeepsItsOldContent()
{
    const QTemporaryDir folder;
    ScenarioDocument document;
    document.open(readScenario(writeFile(folder, QStringLiteral("mine.yaml"), Good)));
    document.setText(QStringLiteral("other"));
    const QString problem = document.save(folder.filePath(QStringLiteral("no/such/folder.yaml")));
    QVERIFY(problem.contains(QStringLiteral("Nothing is lost")));
    QVERIFY(document.isModified());
    QCOMPARE(contentOf(folder.filePath(QStringLiteral("mine.yaml"))), QByteArray(Good));
}

void tst_Editing::unsavedTextSurvivesACrash()
{
    // A program that types and is killed: this one, once more.
    if (qEnvironmentVariableIsSet("SCOPELAB_CRASH")) {
        ScenarioDocument document;
        document.begin(QStringLiteral("typed, never saved"), QStringLiteral("/some/where.yaml"));
        std::_Exit(0);
    }
    QProcess crashing;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SCOPELAB_CRASH"), QStringLiteral("1"));
    crashing.setProcessEnvironment(environment);
    crashing.start(QCoreApplication::applicationFilePath(), {QStringLiteral("unsavedTextSurvivesACrash")});
    QVERIFY(crashing.waitForFinished(60'000));
    MainWindow window;
    window.show();
    QVERIFY(window.offerRecovered());
    QCOMPARE(window.document().text(), QStringLiteral("typed, never saved"));
    QCOMPARE(window.document().path(), QStringLiteral("/some/where.yaml"));
    QVERIFY(window.document().isModified());
    window.document().discard();
    QVERIFY(!ScenarioDocument::takeRecovered());
}

void tst_Editing::aLivingWindowKeepsItsText()
{
    ScenarioDocument document;
    document.begin(QStringLiteral("being typed"));
    QVERIFY(!ScenarioDocument::takeRecovered());
    document.discard();
    QVERIFY(!ScenarioDocument::takeRecovered());
}

void tst_Editing::typingRunsTheScenarioUpToThePlayhead()
{
    const QTemporaryDir folder;
    MainWindow window;
    window.show();
    window.open(writeFile(folder, QStringLiteral("mine.yaml"), Good));
    window.playback().toEnd();
    QTRY_VERIFY(window.playback().state().isOver);
    window.playback().seekTime(TimePoint(60ms));
    ScenarioEditor &editor = *window.findChild<CodePanel *>()->editor();
    goBehind(editor, QStringLiteral("sleep: 100ms"));
    type(editor, QStringLiteral("\n- log: typed"));
    QTRY_VERIFY(window.playback().sourceText().contains(QStringLiteral("typed")));
    QTRY_VERIFY(window.playback().cursor() > 0);
    QCOMPARE(window.playback().time(), TimePoint(60ms)); // where the playhead stood
    window.playback().toEnd();
    QTRY_VERIFY(window.playback().state().isOver);
    QCOMPARE(window.playback().trace().texts().size() > 0, true);
    QVERIFY(window.isWindowModified());
    window.document().discard();
}

void tst_Editing::mistakesAreShownAndTheLastGoodRunStays()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    auto *panel = window.findChild<CodePanel *>();
    ScenarioEditor &editor = *panel->editor();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    editor.setFocus();
    goBehind(editor, QStringLiteral("summary"));
    QTest::keyClicks(&editor, QStringLiteral("X"));
    const auto *mistake = panel->findChild<QLabel *>(QStringLiteral("mistake"));
    QTRY_VERIFY(mistake->isVisible());
    QVERIFY(mistake->text().contains(QStringLiteral("summary")));
    QVERIFY(!editor.extraSelections().isEmpty());
    QCOMPARE(window.playback().title(), QStringLiteral("A simple timeout"));
    QTest::keyClick(&editor, Qt::Key_Backspace);
    QTRY_VERIFY(!mistake->isVisible());
    QVERIFY(!window.document().isModified());
}

void tst_Editing::undoTakesBackWhatWasTyped()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    ScenarioEditor &editor = *window.findChild<CodePanel *>()->editor();
    const QString before = editor.toPlainText();
    QTest::keyClicks(&editor, QStringLiteral("#abc"));
    QVERIFY(editor.toPlainText() != before);
    editor.undo();
    while (editor.document()->isUndoAvailable())
        editor.undo();
    QCOMPARE(editor.toPlainText(), before);
    QVERIFY(!window.document().isModified());
}

void tst_Editing::stepsAndNamesAreCompleted()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    ScenarioEditor &editor = *window.findChild<CodePanel *>()->editor();
    editor.moveCursor(QTextCursor::End);
    editor.insertPlainText(QStringLiteral("\n  - sh"));
    QCOMPARE(editor.completions(), QStringList{QStringLiteral("shield")});
    editor.insertPlainText(QStringLiteral("\n  - cancel: che"));
    QCOMPARE(editor.completions(), QStringList{QStringLiteral("checkout")});
    editor.insertPlainText(QStringLiteral("\n  - log: sh"));
    QVERIFY(editor.completions().isEmpty()); // free text
    window.document().discard();
}

void tst_Editing::linesAreIndented()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    ScenarioEditor &editor = *window.findChild<CodePanel *>()->editor();
    editor.setPlainText(QString());
    type(editor, QStringLiteral("main:\n- scope:\nname: x\nbody:"));
    QCOMPARE(editor.toPlainText(), QStringLiteral("main:\n  - scope:\n      name: x\n      body:"));
    QTest::keyClicks(&editor, QStringLiteral(" ")); // after Esc, Tab would go on to the next control
    QTest::keyClick(&editor, Qt::Key_Backtab);
    QCOMPARE(editor.textCursor().block().text(), QStringLiteral("    body: "));
    editor.selectAll();
    QTest::keyClick(&editor, Qt::Key_Tab);
    QVERIFY(editor.toPlainText().startsWith(QStringLiteral("  main:\n    - scope:")));
    window.document().discard();
}

void tst_Editing::tabIsNoTrap()
{
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.open(QStringLiteral("simple-timeout"));
    ScenarioEditor &editor = *window.findChild<CodePanel *>()->editor();
    const QString before = editor.toPlainText();
    editor.setFocus();
    QTest::keyClick(&editor, Qt::Key_Escape);
    QTest::keyClick(&editor, Qt::Key_Tab);
    QVERIFY(!editor.hasFocus());
    QCOMPARE(editor.toPlainText(), before);
}

void tst_Editing::lettersAreTextInTheEditor()
{
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.open(QStringLiteral("simple-timeout"));
    ScenarioEditor &editor = *window.findChild<CodePanel *>()->editor();
    editor.setFocus();
    editor.moveCursor(QTextCursor::End);
    for (const Qt::Key key : {Qt::Key_T, Qt::Key_Q, Qt::Key_N, Qt::Key_Y, Qt::Key_C, Qt::Key_F, Qt::Key_Space})
        QTest::keyClick(&editor, key);
    QCOMPARE(window.mode(), Mode::Explore);
    QVERIFY(!window.playback().isPlaying());
    QVERIFY(editor.toPlainText().endsWith(QStringLiteral("tqnycf ")));
    window.document().discard();
}

void tst_Editing::closingAsksForUnsavedText()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    QTest::keyClicks(window.findChild<CodePanel *>()->editor(), QStringLiteral("#"));
    answer(QMessageBox::Cancel);
    QVERIFY(!window.close());
    QVERIFY(window.isVisible());
    QVERIFY(window.playback().hasRun());
    answer(QMessageBox::Discard);
    QVERIFY(window.close());
}

void tst_Editing::openingAsksForUnsavedText()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    QTest::keyClicks(window.findChild<CodePanel *>()->editor(), QStringLiteral("#"));
    answer(QMessageBox::Cancel);
    window.open(QStringLiteral("over-shielding"));
    QCOMPARE(window.playback().title(), QStringLiteral("A simple timeout"));
    answer(QMessageBox::Discard);
    window.open(QStringLiteral("over-shielding"));
    QCOMPARE(window.playback().title(), QStringLiteral("Over-shielding"));
}

// The same template once more was no other text than before, so it never ran; and undo ran nothing at all.
void tst_Editing::aTemplateIsBegunAfresh()
{
    MainWindow window;
    showActive(window);
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
    Playback &playback = window.playback();
    QVERIFY(playback.hasRun());
    QTRY_VERIFY(playback.trace().size() > 0);
    playback.act(playback.entryOn(ScopeId(1), OperatorEntry::Kind::SetShield));
    QVERIFY(playback.canUndo());
    answer(QMessageBox::Discard);
    QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
    QVERIFY(playback.hasRun());
    QVERIFY(!playback.canUndo());
    window.document().discard();
    playback.undo();
    finish(playback);
    QVERIFY(playback.state().isOver);
}

void tst_Editing::savingWritesTheFile()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.yaml"), Good);
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.open(path);
    ScenarioEditor &editor = *window.findChild<CodePanel *>()->editor();
    editor.moveCursor(QTextCursor::End);
    QTest::keyClicks(&editor, QStringLiteral("# a remark"));
    QVERIFY(window.isWindowModified());
    QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!window.isWindowModified());
    QVERIFY(contentOf(path).endsWith("# a remark"));
}

void tst_Editing::aChangedFileIsOffered()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.yaml"), Good);
    MainWindow window;
    window.show();
    window.open(path);
    writeFile(folder, QStringLiteral("mine.yaml"), QByteArray(Good).replace("Mine", "Theirs"));
    const auto banner = [&window]() -> QLabel * {
        for (QLabel *label : window.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(QStringLiteral("another program")))
                return label;
        }
        return nullptr;
    };
    QTRY_VERIFY(banner());
    QCOMPARE(window.playback().title(), QStringLiteral("Mine")); // not without being asked
    Q_EMIT banner()->linkActivated(QStringLiteral("0"));
    QCOMPARE(window.playback().title(), QStringLiteral("Theirs"));
}

QTEST_MAIN(tst_Editing)

#include "tst_editing.moc"
