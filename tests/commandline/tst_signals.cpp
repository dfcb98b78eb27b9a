#include "core/session/signalpipe.h"
#include "tests/commandline/program.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>

namespace {

void writeScenario(const QString &path, const QByteArray &main)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(scenario(main));
}

} // namespace

/// Who interrupts a run sees what it has done so far.
class tst_Signals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignalCancelsMain_data();
    void aSignalCancelsMain();
    void aSecondSignalEndsItAtOnce();
    void testsAreInterruptedToo();
    void anIgnoredSignalStaysIgnored();
    void aSignalLeavesErrnoAlone();
};

void tst_Signals::aSignalCancelsMain_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("executor");
    QTest::addColumn<QByteArray>("work");
    const QByteArray sleep = "sleep: 1h";
    const QByteArray endless = "repeat: {body: [checkpoint]}";
    QTest::newRow("SIGINT, pool") << SIGINT << QStringLiteral("pool") << sleep;
    QTest::newRow("SIGTERM, pool") << SIGTERM << QStringLiteral("pool") << sleep;
    QTest::newRow("SIGINT, virtual, for ever") << SIGINT << QStringLiteral("virtual") << endless;
    QTest::newRow("SIGTERM, virtual, for ever") << SIGTERM << QStringLiteral("virtual") << endless;
}

void tst_Signals::aSignalCancelsMain()
{
    QFETCH(const int, signal);
    QFETCH(const QString, executor);
    QFETCH(const QByteArray, work);
    const QTemporaryDir folder;
    writeScenario(folder.filePath(QStringLiteral("mine.yaml")),
                  "  - log: begun\n  - try:\n      body: [{" + work
                      + "}]\n      finally: [{shield: [checkpoint, {log: cleaned up}]}]\n");
    QProcess process;
    setUpProgram(process,
                 {QStringLiteral("run"), QStringLiteral("mine.yaml"), QStringLiteral("--executor"), executor,
                  QStringLiteral("--trace"), QStringLiteral("out.trace")},
                 folder.path());
    process.start();
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY(catches(process.processId(), signal));
    ::kill(static_cast<pid_t>(process.processId()), signal);
    const Answer answer = answerOf(process);
    QCOMPARE(answer.exit, signal == SIGINT ? 130 : 143);
    // It may come before main has begun: then there is nothing to clean up.
    QVERIFY2(answer.output.contains(QStringLiteral("cancelled after")), qPrintable(answer.output));
    QCOMPARE(answer.output.contains(QStringLiteral("begun")), answer.output.contains(QStringLiteral("cleaned up")));
    QCOMPARE(scopelab({QStringLiteral("check"), QStringLiteral("out.trace")}, {}, folder.path()).exit, 0);
}

void tst_Signals::aSecondSignalEndsItAtOnce()
{
    const QTemporaryDir folder;
    writeScenario(folder.filePath(QStringLiteral("mine.yaml")), "  - shield: [{sleep: 1h}]\n");
    QProcess process;
    setUpProgram(process, {QStringLiteral("run"), QStringLiteral("mine.yaml")}, folder.path());
    process.start();
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY(catches(process.processId(), SIGINT));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(!process.waitForFinished(300)); // the shield holds
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    const Answer answer = answerOf(process);
    QCOMPARE(answer.exit, 143);
    QCOMPARE(answer.output, QString());
}

void tst_Signals::testsAreInterruptedToo()
{
    const QTemporaryDir folder;
    writeScenario(folder.filePath(QStringLiteral("a.yaml")), "  - log: a\n");
    writeScenario(folder.filePath(QStringLiteral("b.yaml")), "  - repeat: {body: [checkpoint]}\n");
    writeScenario(folder.filePath(QStringLiteral("c.yaml")), "  - raise: ValueError\n");
    QProcess process;
    setUpProgram(process, {QStringLiteral("test"), folder.path()});
    process.start();
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY(catches(process.processId(), SIGINT));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const Answer answer = answerOf(process);
    QCOMPARE(answer.exit, 130);
    QVERIFY2(answer.output.endsWith(QStringLiteral("passed, 0 failed, interrupted\n")), qPrintable(answer.output));
}

/// As below nohup, or in the background of a shell without job control.
void tst_Signals::anIgnoredSignalStaysIgnored()
{
    const QTemporaryDir folder;
    writeScenario(folder.filePath(QStringLiteral("mine.yaml")), "  - sleep: 300ms\n  - log: done\n");
    QProcess process;
    setUpProgram(process, {QStringLiteral("run"), QStringLiteral("mine.yaml")}, folder.path());
    process.setChildProcessModifier([] { std::signal(SIGINT, SIG_IGN); });
    process.start();
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY(catches(process.processId(), SIGTERM));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const Answer answer = answerOf(process);
    QCOMPARE(answer.exit, 0);
    QVERIFY(answer.output.contains(QStringLiteral("done")));
}

// A call that the signal interrupts may have failed just before, and its errno is read after it.
void tst_Signals::aSignalLeavesErrnoAlone()
{
    const ScopeLab::SignalPipe pipe;
    QVERIFY(pipe.descriptor() >= 0);
    errno = 0;
    while (errno != EAGAIN)
        pipe.stopWaiting(); // until the handler finds no room in it
    errno = ENOENT;
    std::raise(SIGINT);
    const int left = errno;
    QCOMPARE(pipe.caught(), SIGINT);
    QCOMPARE(left, ENOENT);
}

QTEST_GUILESS_MAIN(tst_Signals)
#include "tst_signals.moc"
