#include "tests/commandline/program.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/// Where the program's output goes, whatever stands there: a full disk, a pipe, a device, a link.
class tst_Output : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullStandardOutputIsAnError_data();
    void aFullStandardOutputIsAnError();
    void aClosedStandardOutputIsNoFileOfOurs();
    void aReaderThatWentEndsItLikeAnyTool();
    void whatIsNoFileIsWrittenStraightInto();
    void standardOutputHasManyNames_data();
    void standardOutputHasManyNames();
    void linksAndPermissionsStay();
    void linksInACircleAreRefused();
    void whatIsReadIsNotWrittenOver();
    void aRecordingThatCannotBeWrittenEndsItBeforeTheRun();
    void onlyFilesAndStreamsAreRead_data();
    void onlyFilesAndStreamsAreRead();
    void aFifoIsReadToItsEnd();
};

void tst_Output::aFullStandardOutputIsAnError_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command :
         {"--help", "--version", "list", "help", "help language", "run simple-timeout --executor virtual",
          "run simple-timeout --json", "test simple-timeout", "export simple-timeout --to cpp",
          "export simple-timeout --to svg -o -"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_Output::aFullStandardOutputIsAnError()
{
    QFETCH(const QString, command);
    QProcess process;
    setUpProgram(process, command.split(u' '));
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start();
    const Answer answer = answerOf(process);
    QCOMPARE(answer.exit, 2);
    QVERIFY2(answer.complaint.contains(QStringLiteral("cannot write to standard output: ")),
             qPrintable(answer.complaint));
}

void tst_Output::aClosedStandardOutputIsNoFileOfOurs()
{
    const QTemporaryDir folder;
    QProcess process;
    setUpProgram(process,
                 {QStringLiteral("run"), QStringLiteral("simple-timeout"), QStringLiteral("--executor"),
                  QStringLiteral("virtual"), QStringLiteral("--trace"), QStringLiteral("out.trace")},
                 folder.path());
    process.setChildProcessModifier([] { ::close(STDOUT_FILENO); });
    process.start();
    QCOMPARE(answerOf(process).exit, 2);
    QCOMPARE(scopelab({QStringLiteral("check"), QStringLiteral("out.trace")}, {}, folder.path()).exit, 0);
}

void tst_Output::aReaderThatWentEndsItLikeAnyTool()
{
    for (const bool isIgnored : {false, true}) {
        QProcess process;
        setUpProgram(process, {QStringLiteral("list")});
        process.setChildProcessModifier([isIgnored] {
            int ends[2];
            if (::pipe(ends) != 0)
                ::_exit(99);
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[0]);
            ::close(ends[1]);
            std::signal(SIGPIPE, isIgnored ? SIG_IGN : SIG_DFL);
        });
        process.start();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), isIgnored ? QProcess::NormalExit : QProcess::CrashExit);
        QCOMPARE(process.exitCode(), isIgnored ? 2 : SIGPIPE);
    }
}

void tst_Output::whatIsNoFileIsWrittenStraightInto()
{
    const QTemporaryDir folder;
    const QByteArray fifo = QFile::encodeName(folder.filePath(QStringLiteral("fifo")));
    QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
    for (const char *command :
         {"run simple-timeout --executor virtual --trace fifo", "export simple-timeout --to python -o fifo"}) {
        QFile reading;
        QVERIFY(reading.open(::open(fifo.constData(), O_RDONLY | O_NONBLOCK), QIODevice::ReadOnly,
                             QFileDevice::AutoCloseHandle));
        QCOMPARE(scopelab(QString::fromLatin1(command).split(u' '), {}, folder.path()).exit, 0);
        struct stat now = {};
        QCOMPARE(::stat(fifo.constData(), &now), 0);
        QVERIFY(S_ISFIFO(now.st_mode));
        QVERIFY(reading.readAll().size() > 100);
    }
    const QString link = folder.filePath(QStringLiteral("null")); // root would replace the device itself
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), link));
    const Answer full = scopelab({QStringLiteral("export"), QStringLiteral("simple-timeout"), QStringLiteral("--to"),
                                  QStringLiteral("cpp"), QStringLiteral("-o"), link});
    QCOMPARE(full.exit, 2);
    QVERIFY(full.complaint.contains(QStringLiteral("cannot write '%1'").arg(link)));
    struct stat device = {};
    QCOMPARE(::stat("/dev/full", &device), 0);
    QVERIFY(S_ISCHR(device.st_mode));
}

void tst_Output::standardOutputHasManyNames_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("isFile");
    for (const bool isFile : {false, true}) {
        for (const char *command :
             {"export simple-timeout --to python -o -", "export simple-timeout --to python -o /dev/stdout",
              "run simple-timeout --executor virtual --trace /dev/stdout"})
            QTest::addRow("%s, %s", command, isFile ? "a file" : "a pipe") << QString::fromLatin1(command) << isFile;
    }
}

void tst_Output::standardOutputHasManyNames()
{
    QFETCH(const QString, command);
    QFETCH(const bool, isFile);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("output"));
    QProcess process;
    setUpProgram(process, command.split(u' '), folder.path());
    if (isFile)
        process.setStandardOutputFile(path);
    process.start();
    const Answer answer = answerOf(process);
    QCOMPARE(answer.exit, 0);
    QFile file(path);
    const QString output = isFile && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : answer.output;
    if (command.startsWith(QStringLiteral("run"))) { // both are there
        QVERIFY(output.contains(QStringLiteral("ok after")));
        QVERIFY(output.contains(QStringLiteral("\"scopelab_trace\"")));
    } else {
        QVERIFY(output.contains(QStringLiteral("import trio")));
    }
    QVERIFY(!QFileInfo::exists(folder.filePath(QStringLiteral("-"))));
}

void tst_Output::linksAndPermissionsStay()
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("target"));
    const QString link = folder.filePath(QStringLiteral("link"));
    QFile file(target);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("what was there");
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(QFile::link(target, link));
    for (const char *command :
         {"run simple-timeout --executor virtual --trace link", "export simple-timeout --to python -o link"}) {
        QCOMPARE(scopelab(QString::fromLatin1(command).split(u' '), {}, folder.path()).exit, 0);
        QCOMPARE(QFileInfo(link).symLinkTarget(), target);
        struct stat now = {};
        QCOMPARE(::stat(QFile::encodeName(target).constData(), &now), 0);
        QCOMPARE(now.st_mode & 0777, 0700U);
        QVERIFY(now.st_size > 100);
    }
    QVERIFY(QFile::remove(target)); // a link to nothing makes what it leads to
    QCOMPARE(scopelab({QStringLiteral("export"), QStringLiteral("simple-timeout"), QStringLiteral("--to"),
                       QStringLiteral("cpp"), QStringLiteral("-o"), link})
                 .exit,
             0);
    QVERIFY(QFileInfo(target).isFile());
    QVERIFY(QFileInfo(link).isSymLink());
}

void tst_Output::linksInACircleAreRefused()
{
    const QTemporaryDir folder;
    const QString link = folder.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(link, link));
    for (const char *command :
         {"run simple-timeout --executor virtual --trace link", "export simple-timeout --to python -o link"}) {
        const Answer answer = scopelab(QString::fromLatin1(command).split(u' '), {}, folder.path());
        QCOMPARE(answer.exit, 2);
        QVERIFY2(answer.complaint.contains(QStringLiteral("cannot write 'link'")), qPrintable(answer.complaint));
        QVERIFY(QFileInfo(link).isSymLink());
    }
}

void tst_Output::whatIsReadIsNotWrittenOver()
{
    const QTemporaryDir folder;
    const QByteArray text = scenario("  - log: a\n");
    QFile file(folder.filePath(QStringLiteral("a.yaml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QVERIFY(QFile::link(QStringLiteral("a.yaml"), folder.filePath(QStringLiteral("link"))));
    for (const char *command : {"run a.yaml --executor virtual --trace a.yaml", "run a.yaml --trace ./link",
                                "export a.yaml --to python -o a.yaml", "export link --to svg -o a.yaml"}) {
        const Answer answer = scopelab(QString::fromLatin1(command).split(u' '), {}, folder.path());
        QCOMPARE(answer.exit, 2);
        QVERIFY2(answer.complaint.contains(QStringLiteral("cannot write")), qPrintable(answer.complaint));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
        file.close();
    }
}

void tst_Output::aRecordingThatCannotBeWrittenEndsItBeforeTheRun()
{
    for (const QString &path : {QStringLiteral("/"), QStringLiteral("/nowhere/a.trace")}) {
        const Answer answer
            = scopelab({QStringLiteral("run"), QStringLiteral("simple-timeout"), QStringLiteral("--executor"),
                        QStringLiteral("virtual"), QStringLiteral("--trace"), path});
        QCOMPARE(answer.exit, 2);
        QCOMPARE(answer.output, QString());
        QVERIFY2(answer.complaint.contains(QStringLiteral("cannot write '") + path), qPrintable(answer.complaint));
    }
}

void tst_Output::onlyFilesAndStreamsAreRead_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("complaint");
    for (const char *command : {"run", "check", "test", "export --to python"}) {
        QTest::addRow("%s, a device", command)
            << QString::fromLatin1(command) + QStringLiteral(" /dev/zero") << QStringLiteral("it is a device");
        if (QByteArray(command) != "test")
            QTest::addRow("%s, a folder", command)
                << QString::fromLatin1(command) + QStringLiteral(" /") << QStringLiteral("it is a folder");
    }
}

void tst_Output::onlyFilesAndStreamsAreRead()
{
    QFETCH(const QString, command);
    QFETCH(const QString, complaint);
    const Answer answer = scopelab(command.split(u' '));
    QCOMPARE(answer.exit, 2);
    QVERIFY2(answer.complaint.contains(complaint), qPrintable(answer.complaint));
}

/// What a shell makes of `scopelab run <(…)`, and of a pipe whose writer takes its time.
void tst_Output::aFifoIsReadToItsEnd()
{
    for (const char *name : {"/dev/stdin", "-"}) {
        QProcess process;
        setUpProgram(process, {QStringLiteral("run"), QString::fromLatin1(name)});
        process.start();
        process.write(scenario("  - log: here\n"));
        QVERIFY(process.waitForBytesWritten());
        QVERIFY(!process.waitForFinished(300)); // more may come
        process.write("  - log: and here\n");
        process.closeWriteChannel();
        const Answer answer = answerOf(process);
        QCOMPARE(answer.exit, 0);
        QVERIFY2(answer.output.contains(QStringLiteral("and here")), qPrintable(answer.output));
    }
}

QTEST_GUILESS_MAIN(tst_Output)
#include "tst_output.moc"
