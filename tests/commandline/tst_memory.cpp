// How much memory the program takes, as its operating system sees it.

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

struct Use
{
    int exit = -1;
    long peak = 0; ///< Resident, in KiB.
};

Use scopelab(const QStringList &arguments)
{
    QList<QByteArray> bytes{SCOPELAB_PROGRAM};
    for (const QString &argument : arguments)
        bytes.append(argument.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &argument : bytes)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int failure = posix_spawn(&child, argv.front(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    rusage usage = {};
    if (failure != 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status))
        return {};
    return {WEXITSTATUS(status), usage.ru_maxrss};
}

} // namespace

class tst_Memory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLongRunTakesNoMoreThanAShortOne_data();
    void aLongRunTakesNoMoreThanAShortOne();
    void aRunThatRunsOutOfMemorySaysSo_data();
    void aRunThatRunsOutOfMemorySaysSo();

private:
    QString scenario(const QByteArray &name, const QByteArray &main)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write("scopelab: 1\ntitle: t\nsummary: s\nmain:\n" + main) < 0)
            qFatal("not written");
        return file.fileName();
    }

    const QTemporaryDir m_folder;
};

void tst_Memory::aLongRunTakesNoMoreThanAShortOne_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("for the terminal") << QStringList{};
    QTest::newRow("as JSON") << QStringList{QStringLiteral("--json")};
    QTest::newRow("recorded") << QStringList{QStringLiteral("--trace"), m_folder.filePath(QStringLiteral("run.trace"))};
}

void tst_Memory::aLongRunTakesNoMoreThanAShortOne()
{
    QFETCH(QStringList, options);
    const auto peak = [&](int times) {
        const QString file = scenario("long.yaml", "  - repeat: {times: " + QByteArray::number(times)
                                                       + ", body: [{task_group: {name: g, body: [{spawn: {name: w, "
                                                         "body: [{try: {body: [{raise: KeyError}], except: [{match: "
                                                         "KeyError, body: []}]}}]}}]}}]}\n");
        const Use use
            = scopelab(QStringList{QStringLiteral("run"), file, QStringLiteral("--executor"), QStringLiteral("virtual")}
                       + options);
        return use.exit == 0 ? use.peak : 0;
    };
    const long few = peak(12'000); // more than are listed
    const long many = peak(48'000);
    QVERIFY(few > 0);
    QVERIFY(many > 0);
    QVERIFY2(many * 5 < few * 6, qPrintable(QStringLiteral("%1 and %2 KiB").arg(few).arg(many)));
}

void tst_Memory::aRunThatRunsOutOfMemorySaysSo_data()
{
    QTest::addColumn<int>("kilobytes");
    QTest::addColumn<QString>("executor");
    QTest::addColumn<QString>("said");
    for (const char *executor : {"virtual", "pool"}) {
        QTest::addRow("it can be ended, %s", executor)
            << 320'000 << QString::fromLatin1(executor) << QStringLiteral("Limit: there was no more memory");
        QTest::addRow("it cannot, %s", executor)
            << 200'000 << QString::fromLatin1(executor) << QStringLiteral("scopelab: there is not enough memory");
    }
}

void tst_Memory::aRunThatRunsOutOfMemorySaysSo()
{
    QFETCH(int, kilobytes);
    QFETCH(QString, executor);
    QFETCH(QString, said);
    const QString file
        = scenario("many.yaml", "  - task_group: {name: g, body: [{spawn_each: {count: 90000, name: w, body: "
                                "[{scope: {name: s, body: [{sleep: 10s}]}}]}}]}\n");
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), QStringLiteral("ulimit -v %1; exec \"$0\" \"$@\"").arg(kilobytes),
                   QStringLiteral(SCOPELAB_PROGRAM), QStringLiteral("run"), file, QStringLiteral("--executor"),
                   executor});
    QVERIFY(process.waitForFinished(120'000));
    const QString output = QString::fromUtf8(process.readAll());
    QVERIFY(process.exitStatus() == QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 3);
    QVERIFY2(output.contains(said), qPrintable(output.right(500)));
}

QTEST_GUILESS_MAIN(tst_Memory)
#include "tst_memory.moc"
