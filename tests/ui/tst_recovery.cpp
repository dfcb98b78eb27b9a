#include "tests/commandline/program.h"
#include "tests/ui/uitest.h"
#include "ui/window/mainwindow.h"
#include "ui/window/recoverybanner.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QProcess>
#include <QPushButton>

#include <csignal>
#include <sys/stat.h>

using namespace ScopeLab;

namespace {

const char Sound[] = "scopelab: 1\ntitle: Typed\nsummary: s\nmain:\n  - log: done\n";

QString recoveryFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/recovery");
}

/// A program that types and is killed: this one, once more.
void crashWith(const QString &text, const QString &path = {})
{
    QProcess crashing;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SCOPELAB_CRASH"), text);
    environment.insert(QStringLiteral("SCOPELAB_CRASH_PATH"), path);
    crashing.setProcessEnvironment(environment);
    crashing.start(QCoreApplication::applicationFilePath(), {});
    QVERIFY(crashing.waitForFinished(60'000));
}

RecoveryBanner *bannerOf(const MainWindow &window)
{
    auto *banner = window.findChild<RecoveryBanner *>();
    return banner && banner->isVisible() ? banner : nullptr;
}

void press(const MainWindow &window, const char *button)
{
    QTest::mouseClick(bannerOf(window)->findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton);
}

/// The link of the window that is called so; null: there is none.
QLabel *labelWith(const MainWindow &window, const QString &text)
{
    for (QLabel *label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(text))
            return label;
    }
    return nullptr;
}

mode_t permissionsOf(const QString &path)
{
    struct stat file = {};
    return ::stat(QFile::encodeName(path).constData(), &file) == 0 ? file.st_mode & 0777 : 0;
}

} // namespace

/// What was typed and not saved comes back, and nobody is locked out by it.
class tst_Recovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void init() { QDir(recoveryFolder()).removeRecursively(); }
    void cleanup() { QSettings().clear(); }
    void unsavedTextIsOfferedAfterACrash();
    void whatIsRestoredDoesNotRunByItself();
    void itIsOfferedBesideAFileThatIsOpen();
    void discardedTextIsGone();
    void oneTextAfterTheOtherIsOffered();
    void aLivingWindowKeepsItsText();
    void onlyItsOwnerCanReadIt();
    void aSignalLeavesItToTheNextStart();
    void aSignalEndsTheWindow();
};

void tst_Recovery::unsavedTextIsOfferedAfterACrash()
{
    crashWith(QStringLiteral("typed, never saved"), QStringLiteral("/some/where.yaml"));
    for (int start = 0; start < 3; ++start) { // whoever does not want it yet is asked again
        MainWindow window;
        window.show();
        QVERIFY(window.offerRecovered());
        QVERIFY(labelWith(window, QStringLiteral("/some/where.yaml")));
        QCOMPARE(window.document().text(), QString());
        press(window, "keep");
        QVERIFY(!bannerOf(window));
    }
    MainWindow window;
    window.show();
    QVERIFY(window.offerRecovered());
    press(window, "restore");
    QVERIFY(!bannerOf(window));
    QCOMPARE(window.document().text(), QStringLiteral("typed, never saved"));
    QCOMPARE(window.document().path(), QStringLiteral("/some/where.yaml"));
    QVERIFY(window.document().isModified());
    window.document().discard();
    QVERIFY(!window.offerRecovered());
}

void tst_Recovery::whatIsRestoredDoesNotRunByItself()
{
    crashWith(QString::fromLatin1(Sound));
    MainWindow window;
    showActive(window);
    QVERIFY(window.offerRecovered());
    press(window, "restore");
    QVERIFY(window.document().loaded().scenario);
    QVERIFY(!window.playback().hasRun());
    window.document().setText(window.document().text() + QStringLiteral("# mended\n"));
    window.document().check();
    QVERIFY(!window.playback().hasRun()); // it may not be mended yet
    QLabel *offer = labelWith(window, QStringLiteral("Run it"));
    QVERIFY(offer);
    Q_EMIT offer->linkActivated(QStringLiteral("0"));
    QCOMPARE(window.playback().title(), QStringLiteral("Typed"));
    window.document().setText(
        QString(window.document().text()).replace(QStringLiteral("Typed"), QStringLiteral("Other")));
    window.document().check();
    QCOMPARE(window.playback().title(), QStringLiteral("Other")); // and from now on as ever
    window.document().discard();
}

void tst_Recovery::itIsOfferedBesideAFileThatIsOpen()
{
    crashWith(QString::fromLatin1(Sound));
    MainWindow window;
    showActive(window);
    window.open(QString::fromLatin1(Payment));
    QVERIFY(window.offerRecovered());
    window.open(QStringLiteral("simple-timeout")); // takes nothing away
    QVERIFY(bannerOf(window));
    press(window, "restore");
    QCOMPARE(window.playback().title(), QStringLiteral("A simple timeout"));
    MainWindow *other = nullptr;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<MainWindow *>(widget); found && found != &window)
            other = found;
    }
    QVERIFY(other);
    QCOMPARE(other->document().text(), QString::fromLatin1(Sound));
    other->document().discard();
    delete other;
}

void tst_Recovery::discardedTextIsGone()
{
    crashWith(QString::fromLatin1(Sound));
    MainWindow window;
    window.show();
    QVERIFY(window.offerRecovered());
    press(window, "discard");
    QVERIFY(!bannerOf(window));
    QVERIFY(!window.offerRecovered());
    QCOMPARE(window.document().text(), QString());
}

void tst_Recovery::oneTextAfterTheOtherIsOffered()
{
    crashWith(QStringLiteral("first"));
    crashWith(QStringLiteral("second"));
    MainWindow window;
    window.show();
    QVERIFY(window.offerRecovered());
    MainWindow beside; // has nothing to offer of what another one has
    beside.show();
    QVERIFY(beside.offerRecovered());
    QVERIFY(!RecoveryFile::newestLeft());
    press(beside, "keep");
    press(window, "discard");
    QVERIFY(bannerOf(window));
    press(window, "discard");
    QVERIFY(!bannerOf(window));
}

void tst_Recovery::aLivingWindowKeepsItsText()
{
    ScenarioDocument document;
    document.begin(QStringLiteral("being typed"));
    QVERIFY(!RecoveryFile::newestLeft());
    document.discard();
    QVERIFY(!RecoveryFile::newestLeft());
}

void tst_Recovery::onlyItsOwnerCanReadIt()
{
    QVERIFY(QDir().mkpath(recoveryFolder())); // as an older release made it
    ScenarioDocument document;
    document.begin(QStringLiteral("secret"));
    QCOMPARE(permissionsOf(recoveryFolder()), 0700U);
    const QFileInfoList files = QDir(recoveryFolder()).entryInfoList(QDir::Files | QDir::Hidden);
    QCOMPARE(files.size(), 2); // the text and its lock
    for (const QFileInfo &file : files)
        QCOMPARE(permissionsOf(file.filePath()), 0600U);
    document.discard();
}

void tst_Recovery::aSignalLeavesItToTheNextStart()
{
    {
        ScenarioDocument document;
        document.begin(QStringLiteral("typed"));
        document.setText(QStringLiteral("typed, and more"));
        document.leaveToNextStart();
    }
    const std::unique_ptr<RecoveryFile> left = RecoveryFile::newestLeft();
    QVERIFY(left);
    QCOMPARE(left->content().text, QStringLiteral("typed, and more"));
    left->remove();
}

void tst_Recovery::aSignalEndsTheWindow()
{
    const QTemporaryDir folder;
    QProcess process;
    setUpProgram(process, {QString::fromLatin1(Payment)});
    QProcessEnvironment environment = process.processEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    for (const char *name : {"HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
        environment.insert(QString::fromLatin1(name), folder.path());
    process.setProcessEnvironment(environment);
    process.start();
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(catches(process.processId(), SIGTERM), 60'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 143);
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("ScopeLab-*")}), QStringList());
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (qEnvironmentVariableIsSet("SCOPELAB_CRASH")) {
        setUpTestApplication();
        ScenarioDocument document;
        UnsavedText typed;
        typed.text = qEnvironmentVariable("SCOPELAB_CRASH");
        typed.path = qEnvironmentVariable("SCOPELAB_CRASH_PATH");
        document.restore(typed);
        std::_Exit(0);
    }
    tst_Recovery test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_recovery.moc"
