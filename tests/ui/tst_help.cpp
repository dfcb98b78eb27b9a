#include "tests/ui/uitest.h"
#include "ui/code/codepanel.h"
#include "ui/library/libraryview.h"
#include "ui/window/helpview.h"
#include "ui/window/mainwindow.h"

#include <QDirIterator>
#include <QDockWidget>
#include <QLabel>
#include <QProcess>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextBrowser>

using namespace ScopeLab;

namespace {

constexpr const char *Link = "\\]\\(([a-z-]+)\\.md\\)";
constexpr const char *ScenarioTitle = "\\*\\*([A-Z][a-z ,-]+)\\*\\*"; // in lessons; bold elsewhere is emphasis

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList pages()
{
    QStringList result;
    for (QDirIterator files(QStringLiteral(":/help"), QDir::Files); files.hasNext();)
        result.append(files.next());
    return result;
}

/// What @p pattern captures, once for each place, in order of the alphabet.
QStringList capturedIn(const QString &text, const char *pattern)
{
    QStringList result;
    for (auto match = QRegularExpression(QLatin1String(pattern)).globalMatch(text); match.hasNext();)
        result.append(match.next().captured(1));
    result.sort();
    return result;
}

/// Every text that tells people what to do.
QStringList documents()
{
    return pages() << QStringLiteral(SCOPELAB_ROOT "/README.md") << QStringLiteral(SCOPELAB_ROOT "/core/README.md");
}

/// Every command that a document shows in a block of its own, or in a line of text.
QStringList commandsIn(const QString &text)
{
    static const QRegularExpression command(
        QStringLiteral("(?:^|`)((?:scopelab|app/run) (?:run|check|test|list|export|help)"
                       "[^`#\n]*?)(?: *#[^\n]*)?(?=`|$)"),
        QRegularExpression::MultilineOption);
    QStringList result;
    for (auto match = command.globalMatch(text); match.hasNext();)
        result.append(match.next().captured(1).trimmed());
    return result;
}

} // namespace

class tst_Help : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void everyPanelHasItsPage();
    void everyLinkLeadsSomewhere();
    void helpSpeaksTheChosenLanguage();
    void helpOpensForWhatHasTheFocus();
    void aStepOfTheEditorAndARuleOfAScenarioLeadToTheirPlaces();
    void lessonsNameScenariosThatAreThere();
    void anOptionThatIsNotThereIsSaid();
    void whatDocumentsLinkToIsThere();
    void scriptsInDocumentsAreThere();
    void commandsInDocumentsRun_data();
    void commandsInDocumentsRun();
};

void tst_Help::everyPanelHasItsPage()
{
    const MainWindow window;
    for (const QDockWidget *dock : window.findChildren<QDockWidget *>())
        QVERIFY2(QFile::exists(QStringLiteral(":/help/%1.md").arg(dock->objectName())), qPrintable(dock->objectName()));
    for (const char *mode : {"stage", "twin", "predict", "present", "acting", "lessons", "architecture"})
        QVERIFY2(QFile::exists(QStringLiteral(":/help/%1.md").arg(QLatin1String(mode))), mode);
}

void tst_Help::everyLinkLeadsSomewhere()
{
    QStringList linked;
    for (const QString &page : pages())
        linked += capturedIn(textOf(page), Link);
    linked.removeDuplicates();
    for (const QString &page : linked)
        QVERIFY2(QFile::exists(QStringLiteral(":/help/%1.md").arg(page)), qPrintable(page));
    for (const QString &page : pages()) { // and each can be reached from the first
        const QString name = QFileInfo(page).baseName();
        QVERIFY2(name == QStringLiteral("index") || linked.contains(name), qPrintable(name));
    }
}

/// A page in German has what the English one has: links, commands, headings, list items.
void tst_Help::helpSpeaksTheChosenLanguage()
{
    for (const QString &page : pages()) {
        const QString english = textOf(page);
        const QString german = textOf(QStringLiteral(":/help/de/") + QFileInfo(page).fileName());
        QVERIFY2(!german.isEmpty(), qPrintable(page));
        QCOMPARE(commandsIn(german), commandsIn(english));
        for (const char *pattern : {Link, "(?:^|\n)(#+|-|\\d\\.) "})
            QCOMPARE(capturedIn(german, pattern), capturedIn(english, pattern));
    }

    const auto restore = qScopeGuard([before = QLocale()] { QLocale::setDefault(before); });
    const auto firstWord = [](const QLocale &locale) {
        QLocale::setDefault(locale);
        HelpView help;
        help.showPage(QStringLiteral("stage"));
        return help.findChild<QTextBrowser *>()->toPlainText().section(u'\n', 0, 0);
    };
    QCOMPARE(firstWord(QLocale::German), QStringLiteral("Bühne"));
    QCOMPARE(firstWord(QLocale::English), QStringLiteral("Stage"));
    QCOMPARE(firstWord(QLocale::French), QStringLiteral("Stage")); // which has no pages of its own
}

void tst_Help::helpOpensForWhatHasTheFocus()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QStringLiteral("simple-timeout"));
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto pageFor = [&window](QWidget *widget) {
        window.activateWindow();
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_F1);
        return window.findChild<HelpView *>()->findChild<QTextBrowser *>()->source().fileName();
    };
    QCOMPARE(pageFor(window.findChild<QWidget *>(QStringLiteral("stage"))), QStringLiteral("stage.md"));
    QCOMPARE(pageFor(window.findChild<QWidget *>(QStringLiteral("lanes"))), QStringLiteral("timeline.md"));
    HelpView help;
    help.showPage(QStringLiteral("nonsense"));
    auto *browser = help.findChild<QTextBrowser *>();
    QCOMPARE(browser->source().fileName(), QStringLiteral("index.md"));
    QTest::keyClick(browser, Qt::Key_Tab); // to the first link
    QTest::keyClick(browser, Qt::Key_Return);
    QCOMPARE(browser->source().fileName(), QStringLiteral("scenarios.md"));
    browser->backward();
    QCOMPARE(browser->source().fileName(), QStringLiteral("index.md"));
}

void tst_Help::aStepOfTheEditorAndARuleOfAScenarioLeadToTheirPlaces()
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(QStringLiteral("shield-a-critical-commit"));
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto place = [&window]() -> QString { // the page, and what stands at its top
        const auto *browser = window.findChild<HelpView *>()->findChild<QTextBrowser *>();
        return browser->source().fileName() + u": " + browser->cursorForPosition({40, 4}).block().text();
    };
    auto *editor = window.findChild<CodePanel *>()->editor();
    window.findChild<QDockWidget *>(QStringLiteral("code"))->raise();
    editor->setFocus();
    editor->setTextCursor(editor->document()->find(QStringLiteral("shield:")));
    editor->moveCursor(QTextCursor::Left);
    QTest::keyClick(editor, Qt::Key_F1);
    QTRY_COMPARE(place(), QStringLiteral("language.md: shield"));
    window.activateWindow();
    editor->setFocus();
    editor->setTextCursor(editor->document()->find(QStringLiteral("title:"))); // no step
    QTest::keyClick(editor, Qt::Key_F1);
    QTRY_VERIFY2(place().startsWith(QStringLiteral("code.md: ")), qPrintable(place()));

    auto *library = window.findChild<LibraryView *>();
    library->setCurrent(QStringLiteral("shield-a-critical-commit"));
    QLabel *details = nullptr;
    for (QLabel *label : library->findChildren<QLabel *>()) {
        if (label->text().contains(QStringLiteral("<a href=\"LV-2\">LV-2</a>")))
            details = label;
    }
    QVERIFY(details);
    Q_EMIT details->linkActivated(QStringLiteral("LV-2"));
    QTRY_VERIFY2(place().startsWith(QStringLiteral("rules.md: LV-2 A scope is effectively")), qPrintable(place()));
}

void tst_Help::lessonsNameScenariosThatAreThere()
{
    QStringList titles;
    for (const QString &name : builtInNames())
        titles.append(QString::fromStdString(readScenario(name).loaded.scenario->title));
    const QStringList named = capturedIn(textOf(QStringLiteral(":/help/lessons.md")), ScenarioTitle);
    QVERIFY(named.size() > 8);
    for (const QString &title : named)
        QVERIFY2(titles.contains(title), qPrintable(title));
}

void tst_Help::anOptionThatIsNotThereIsSaid()
{
    QProcess process;
    process.start(QStringLiteral(SCOPELAB_PROGRAM), {QStringLiteral("--fullscreen")});
    QVERIFY(process.waitForFinished(30'000)); // without a window
    QCOMPARE(process.exitCode(), 2);
    const QByteArray complaint = process.readAllStandardError();
    QVERIFY2(complaint.contains("'--fullscreen'"), complaint.constData());
    QVERIFY2(complaint.contains("--help"), complaint.constData());
}

/// Files beside it, and headings of its own.
void tst_Help::whatDocumentsLinkToIsThere()
{
    for (const char *document : {"README.md", "core/README.md"}) {
        const QFileInfo file(QStringLiteral(SCOPELAB_ROOT "/") + QLatin1String(document));
        const QString text = textOf(file.filePath());
        const QStringList targets = capturedIn(text, "(?:[a-z]|`)\\]\\(([^) ]+)\\)");
        QVERIFY(!targets.isEmpty());
        for (const QString &target : targets) {
            const QString heading = u"\n## " + target.mid(1);
            const bool isThere = target.startsWith(u'#') ? text.contains(heading, Qt::CaseInsensitive)
                                                         : target.startsWith(QStringLiteral("https://"))
                                                               || QFile::exists(file.dir().filePath(target));
            QVERIFY2(isThere, qPrintable(target));
        }
    }
}

/// What takes minutes to run, or installs things, is called by people and by the checks before a landing.
void tst_Help::scriptsInDocumentsAreThere()
{
    QStringList scripts;
    for (const QString &document : documents())
        scripts += capturedIn(textOf(document), "(?:^|`)((?:app|tests|\\.ci)/(?:[a-z]+/)?(?:run|rendering))\\b");
    scripts.removeDuplicates();
    QVERIFY(scripts.size() >= 5);
    for (const QString &script : scripts)
        QVERIFY2(QFileInfo(QStringLiteral(SCOPELAB_ROOT "/") + script).isExecutable(), qPrintable(script));
}

void tst_Help::commandsInDocumentsRun_data()
{
    QTest::addColumn<QString>("command");
    QStringList commands;
    for (const QString &document : documents())
        commands += commandsIn(textOf(document));
    commands.removeDuplicates();
    QVERIFY(commands.size() >= 5);
    for (const QString &command : commands) {
        static const QRegularExpression blank(QStringLiteral("FILE|PAGE")); // makes it a pattern, not a command
        if (!command.contains(blank))
            QTest::newRow(qPrintable(command)) << command;
    }
}

void tst_Help::commandsInDocumentsRun()
{
    QFETCH(const QString, command);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    const QStringList words = QProcess::splitCommand(command);
    process.start(QStringLiteral(SCOPELAB_PROGRAM), words.mid(1));
    QVERIFY(process.waitForFinished(30'000));
    const QByteArray output = process.readAll();
    QVERIFY2(process.exitStatus() == QProcess::NormalExit, output.constData());
    QVERIFY2(process.exitCode() < 2, output.constData());
}

QTEST_MAIN(tst_Help)

#include "tst_help.moc"
