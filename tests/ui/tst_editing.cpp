#include "tests/ui/uitest.h"
#include "ui/code/codepanel.h"
#include "ui/code/meanings.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
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

} // namespace

/// Writing scenarios: nothing typed is ever lost, and what can run, runs.
class tst_Editing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QSettings().clear(); }
    void everyTemplateRuns();
    void aDocumentKnowsWhetherItIsSaved();
    void aFileThatCannotBeWrittenKeepsItsOldContent();
    void typingRunsTheScenarioUpToThePlayhead();
    void mistakesAreShownAndTheLastGoodRunStays();
    void theCursorStaysWhenADialogComes();
    void undoTakesBackWhatWasTyped();
    void stepsAndNamesAreCompleted();
    void completionsSayWhatTheyMean();
    void linesAreIndented();
    void pastingNothingDoesNothing();
    void tabIsNoTrap();
    void lettersAreTextInTheEditor();
    void closingAsksForUnsavedText();
    void openingAsksForUnsavedText();
    void aTemplateIsBegunAfresh();
    void savingWritesTheFile();
    void aChangedFileIsOffered();
    void savingAFileThatWasGoneIsTold();
    void aLongWordLeavesTheWindowItsRoom();
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
    QVERIFY(templates);
    QVERIFY(templates->actions().size() >= 4);
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

// There is a mistake further up, which the check finds when the editor has no focus.
void tst_Editing::theCursorStaysWhenADialogComes()
{
    const QTemporaryDir folder;
    const QString path
        = writeFile(folder, QStringLiteral("mine.yaml"), QByteArray(Good).replace("summary", "bogus: 1\nsummary"));
    MainWindow window;
    window.show();
    window.open(path);
    ScenarioEditor &editor = *window.findChild<CodePanel *>()->editor();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    editor.setFocus();
    editor.moveCursor(QTextCursor::End);
    QTest::keyClicks(&editor, QStringLiteral("#a"));
    editor.clearFocus();
    window.document().check();
    QTRY_COMPARE(window.document().file().loaded.diagnostics.size(), std::size_t{1});
    QVERIFY(editor.textCursor().atEnd());
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
    editor.setTextCursor(editor.document()->find(QStringLiteral("main:")));
    editor.moveCursor(QTextCursor::EndOfLine);
    editor.insertPlainText(QStringLiteral("\n  - sh"));
    QCOMPARE(editor.completions(), QStringList{QStringLiteral("shield")});
    editor.insertPlainText(QStringLiteral("ield: {ti"));
    QCOMPARE(editor.completions(), QStringList{QStringLiteral("timeout")});
    editor.insertPlainText(QStringLiteral("\n  - cancel: che"));
    QVERIFY(editor.completions().isEmpty()); // the brace is open
    editor.undo();
    editor.insertPlainText(QStringLiteral("meout: 1s}\n  - cancel: che"));
    QCOMPARE(editor.completions(), QStringList{QStringLiteral("checkout")});
    editor.insertPlainText(QStringLiteral("\n  - log: sh"));
    QVERIFY(editor.completions().isEmpty()); // free text
    window.document().discard();
}

/// In the language of the window: the page of help has each sentence once.
void tst_Editing::completionsSayWhatTheyMean()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("payment-fails-during-a-commit"));
    ScenarioEditor &editor = *window.findChild<CodePanel *>()->editor();
    editor.setFocus();
    editor.setTextCursor(editor.document()->find(QStringLiteral("main:")));
    editor.moveCursor(QTextCursor::EndOfLine);
    editor.insertPlainText(QStringLiteral("\n  - "));
    QTest::keyClicks(&editor, QStringLiteral("shi"));
    const QAbstractItemModel *offered = editor.findChild<QCompleter *>()->completionModel();
    QCOMPARE(offered->rowCount(), 1);
    QCOMPARE(offered->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("shield: Runs its body in a scope with a shield."));
    window.document().discard();

    const auto restore = qScopeGuard([before = QLocale()] { QLocale::setDefault(before); });
    QLocale::setDefault(QLocale::German);
    for (const LanguageForm &form : languageForms()) {
        const auto isTranslated = [&form](const LanguageKey *key) {
            const Completion completion{std::string(), &form, key};
            const std::string meaning = meaningOf(completion).toStdString();
            return !meaning.empty() && meaning != completion.meaning();
        };
        QVERIFY2(form.is == LanguageForm::Is::Part || isTranslated(nullptr), form.name.data());
        for (const LanguageKey &key : form.keys())
            QVERIFY2(isTranslated(&key), key.name.data());
    }
    QCOMPARE(meaningOf({"present", nullptr, &predicates().front()}),
             QStringLiteral("An den Namen ist ein Fehler gebunden, nicht nichts."));
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

/// Where nobody owns the clipboard it holds data of no format, at whose first Qt 6.4 looks.
void tst_Editing::pastingNothingDoesNothing()
{
    MainWindow window;
    window.open(QString::fromLatin1(Payment));
    showActive(window);
    auto *editor = window.findChild<ScenarioEditor *>();
    editor->setFocus();
    const QString before = editor->toPlainText();
    QGuiApplication::clipboard()->setMimeData(new QMimeData);
    QTest::keyClick(editor, Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(editor, Qt::Key_Insert, Qt::ShiftModifier);
    QCOMPARE(editor->toPlainText(), before);
    QGuiApplication::clipboard()->setText(QStringLiteral("# pasted"));
    QTest::keyClick(editor, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(editor->toPlainText().contains(QStringLiteral("# pasted")));
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

void tst_Editing::savingAFileThatWasGoneIsTold()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.yaml"), Good);
    MainWindow window;
    window.show();
    window.open(path);
    QVERIFY(QFile::remove(path));
    const auto isToldThatItIsGone = [&window] {
        const QList<QLabel *> labels = window.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QStringLiteral("is not there any more"));
        });
    };
    QTRY_VERIFY(isToldThatItIsGone());
    QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(QFile::exists(path));
    QVERIFY(!isToldThatItIsGone());
}

void tst_Editing::aLongWordLeavesTheWindowItsRoom()
{
    MainWindow window;
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    const int before = window.minimumSizeHint().width();
    window.open(QStringLiteral("/nowhere/") + QString(400, u'x'));
    const auto isSaid = [&window] {
        const QList<QLabel *> labels = window.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(QString(100, u'x'));
        });
    };
    QTRY_VERIFY(isSaid());
    QCOMPARE(window.minimumSizeHint().width(), before);
}

QTEST_MAIN(tst_Editing)

#include "tst_editing.moc"
