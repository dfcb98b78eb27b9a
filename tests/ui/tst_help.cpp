#include "tests/ui/uitest.h"
#include "ui/views/helpview.h"
#include "ui/views/mainwindow.h"

#include <QDirIterator>
#include <QDockWidget>
#include <QProcess>
#include <QRegularExpression>
#include <QTextBrowser>

using namespace ScopeLab;

namespace {

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList pages()
{
    QStringList result;
    for (QDirIterator files(QStringLiteral(":/help")); files.hasNext();)
        result.append(files.next());
    return result;
}

/// Every command that a document shows in a block of its own, or in a line of text.
QStringList commandsIn(const QString &text)
{
    static const QRegularExpression command(QStringLiteral("(?:^|`)((?:scopelab|app/run) (?:run|check|test|list|export)"
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
    void helpOpensForWhatHasTheFocus();
    void lessonsNameScenariosThatAreThere();
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
    const QRegularExpression link(QStringLiteral("\\]\\(([a-z]+)\\.md\\)"));
    QStringList linked;
    for (const QString &page : pages()) {
        for (auto match = link.globalMatch(textOf(page)); match.hasNext();)
            linked.append(match.next().captured(1));
    }
    linked.removeDuplicates();
    for (const QString &page : linked)
        QVERIFY2(QFile::exists(QStringLiteral(":/help/%1.md").arg(page)), qPrintable(page));
    for (const QString &page : pages()) { // and each can be reached from the first
        const QString name = QFileInfo(page).baseName();
        QVERIFY2(name == QStringLiteral("index") || linked.contains(name), qPrintable(name));
    }
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
    QCOMPARE(help.findChild<QTextBrowser *>()->source().fileName(), QStringLiteral("index.md"));
}

void tst_Help::lessonsNameScenariosThatAreThere()
{
    QStringList titles;
    for (const QString &name : builtInNames())
        titles.append(QString::fromStdString(readScenario(name).loaded.scenario->title));
    const QRegularExpression bold(QStringLiteral("\\*\\*([^*]+)\\*\\*"));
    int count = 0;
    for (auto match = bold.globalMatch(textOf(QStringLiteral(":/help/lessons.md"))); match.hasNext(); ++count) {
        const QString title = match.next().captured(1);
        QVERIFY2(titles.contains(title), qPrintable(title));
    }
    QVERIFY(count > 8);
}

void tst_Help::commandsInDocumentsRun_data()
{
    QTest::addColumn<QString>("command");
    QStringList documents = pages();
    documents.append({QStringLiteral(SCOPELAB_ROOT "/README.md"), QStringLiteral(SCOPELAB_ROOT "/core/README.md")});
    QStringList commands;
    for (const QString &document : documents)
        commands += commandsIn(textOf(document));
    commands.removeDuplicates();
    QVERIFY(commands.size() >= 5);
    for (const QString &command : commands) {
        if (!command.contains(QStringLiteral("FILE"))) // a pattern, not a command
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
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() < 2, output.constData());
}

QTEST_MAIN(tst_Help)

#include "tst_help.moc"
