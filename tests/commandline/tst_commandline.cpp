#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Answer
{
    int exit = -1;
    QString output;
    QString complaint;
};

/// As from a terminal without a display, in @p folder.
Answer scopelab(const QStringList &arguments, const QByteArray &input = {}, const QString &folder = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(name));
    process.setProcessEnvironment(environment);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(QStringLiteral(SCOPELAB_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QByteArray scenario(const QByteArray &main)
{
    return "scopelab: 1\ntitle: t\nsummary: s\nmain:\n" + main;
}

} // namespace

class tst_CommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exitCodesSayHowItWent_data();
    void exitCodesSayHowItWent();
    void everyCommandHasHelp_data();
    void everyCommandHasHelp();
    void badInputIsAnsweredWithACure_data();
    void badInputIsAnsweredWithACure();
    void aFolderIsTestedWhole();
    void filesAreWrittenWholeOrNotAtAll();
    void jsonIsOneObject_data();
    void jsonIsOneObject();
    void recordingsAreCheckedAndExported();
};

void tst_CommandLine::exitCodesSayHowItWent_data()
{
    QTest::addColumn<QByteArray>("main");
    QTest::addColumn<int>("exit");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("executor");
    const auto row = [](const char *name, const char *main, int exit, const char *said) {
        for (const char *executor : {"virtual", "pool"})
            QTest::addRow("%s, %s", name, executor)
                << QByteArray(main) << exit << QString::fromLatin1(said) << QString::fromLatin1(executor);
    };
    row("ok", "  - log: hello\n", 0, "hello");
    row("an error", "  - raise: ValueError\n", 1, "ValueError");
    row("cancelled", "  - cancel: main\n  - checkpoint\n", 1, "cancelled");
    row("stuck", "  - sleep: forever\n", 3, "main waits in 'sleep'");
    row("stuck in a shield", "  - shield: [{sleep: forever}]\n", 3, "main waits in 'sleep'");
    row("stuck, and every cancellation is swallowed",
        "  - repeat: {body: [{try: {body: [{sleep: forever}], except: [{match: cancelled, body: []}]}}]}\n", 3,
        "main cancelled");
    row("stuck after main", "  - detach: {name: d, body: [{shield: [{sleep: forever}]}]}\n  - raise: ValueError\n", 3,
        "main failed");
    row("a blocking call that never ends", "  - run_blocking: forever\n", 3, "stuck after");
    row("computing for ever", "  - work: forever\n", 3, "more than 24 hours");
    row("a limit", "  - repeat: {body: [{sleep: 1h}]}\n", 3, "limit");
    row("bad input", "  - slep: 1s\n", 2, "");
}

void tst_CommandLine::exitCodesSayHowItWent()
{
    QFETCH(const QByteArray, main);
    QFETCH(const int, exit);
    QFETCH(const QString, said);
    QFETCH(const QString, executor);
    // A day takes a tenth of a second on the pool.
    const Answer answer = scopelab({QStringLiteral("run"), QStringLiteral("-"), QStringLiteral("--executor"), executor,
                                    QStringLiteral("--speed"), QStringLiteral("1000000")},
                                   scenario(main));
    QCOMPARE(answer.exit, exit);
    QVERIFY2(answer.output.contains(said), qPrintable(answer.output));
    QCOMPARE(answer.complaint.isEmpty(), exit != 2);
}

void tst_CommandLine::everyCommandHasHelp_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command :
         {"--help", "-h", "run --help", "check -h", "test --help", "list --help", "export --help"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void tst_CommandLine::everyCommandHasHelp()
{
    QFETCH(const QString, command);
    const Answer answer = scopelab(command.split(u' '));
    QCOMPARE(answer.exit, 0);
    for (const char *word : {"run FILE", "check FILE", "test FILE", "list", "export FILE", "--executor", "Exit codes"})
        QVERIFY2(answer.output.contains(QLatin1String(word)), word);
}

void tst_CommandLine::badInputIsAnsweredWithACure_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char *command, const char *complaint) {
        QTest::newRow(command) << QString::fromLatin1(command) << QString::fromLatin1(complaint);
    };
    row("run", "'run' takes one FILE");
    row("run no-such-file.yaml", "no-such-file.yaml");
    row("run simple-timeout --executor real", "use pool or virtual");
    row("run simple-timeout --backend tokio", "use trio, asyncio or curio");
    row("run simple-timeout --speed 0", "a number above 0");
    row("run simple-timeout --seed -1", "a whole number from 0 up");
    row("run simple-timeout --jsn", "jsn");
    row("run simple-timeout --executor virtual --trace no/such/folder/out", "cannot write 'no/such/folder/out'");
    row("run simple-timeout --executor virtual --trace ", "--trace needs the name of a file");
    row("run simple-timeout --executor virtual --trace -", "--trace needs the name of a file");
    row("export simple-timeout --to python -o ", "-o needs the name of a file, or '-' for standard output");
    row("check", "at least one FILE");
    row("check -", "-:5:5: error: ");
    row("test", "at least one FILE or DIR");
    row("list everything", "takes no arguments");
    row("export simple-timeout", "--to python, cpp, rust, perfetto or svg");
    row("export simple-timeout --to cobol", "cannot export to 'cobol'");
    row("simple-timeout", "there is no display");
}

void tst_CommandLine::badInputIsAnsweredWithACure()
{
    QFETCH(const QString, command);
    QFETCH(const QString, complaint);
    const QTemporaryDir folder;
    const Answer answer = scopelab(command.split(u' '), scenario("  - slep: 1s\n"), folder.path());
    QCOMPARE(answer.exit, 2);
    QVERIFY2(answer.complaint.contains(complaint), qPrintable(answer.complaint));
}

void tst_CommandLine::aFolderIsTestedWhole()
{
    const QTemporaryDir folder;
    const auto write = [&folder](const char *name, const QByteArray &main, const QByteArray &expect) {
        QFile file(folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(scenario(main) + expect);
    };
    const auto test = [&folder] { return scopelab({QStringLiteral("test"), folder.path()}); };
    QCOMPARE(test().exit, 2); // nothing is in there
    write("good.yaml", "  - log: a\n", "expect: {outcome: ok}\n");
    QCOMPARE(test().exit, 0);
    write("bad.yaml", "  - log: a\n", "expect: {outcome: error}\n");
    QCOMPARE(test().exit, 1);
    write("broken.yml", "  - lok: a\n", "");
    const Answer answer = test();
    QCOMPARE(answer.exit, 2);
    QVERIFY2(answer.output.contains(QStringLiteral("1 passed, 1 failed, 1 could not be read")),
             qPrintable(answer.output));
    QVERIFY(answer.complaint.contains(QStringLiteral("broken.yml:5:5: error: ")));
}

void tst_CommandLine::filesAreWrittenWholeOrNotAtAll()
{
    const QTemporaryDir folder;
    const auto content = [&folder](const char *name) {
        QFile file(folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto ask = [&folder](const char *command) {
        return scopelab(QString::fromLatin1(command).split(u' '), {}, folder.path());
    };
    const auto run = [&ask](const char *command) { return ask(command).exit; };
    QCOMPARE(run("export simple-timeout --to python -o out.py"), 0);
    QVERIFY(content("out.py").contains("import trio"));
    QCOMPARE(run("export no-such-scenario --to python -o out.py"), 2);
    QVERIFY(content("out.py").contains("import trio")); // what was there stays
    QCOMPARE(run("run simple-timeout --executor virtual --trace out.trace"), 0);
    QVERIFY(content("out.trace").endsWith('\n'));
    for (const char *command : {"run out.trace", "test out.trace"})
        QVERIFY(ask(command).complaint.contains(
            QStringLiteral("'out.trace' is a recording of a run, not a scenario; 'scopelab out.trace' opens it")));
    QCOMPARE(run("check out.trace"), 0);
    QVERIFY(ask("export out.trace --to python").complaint.contains(QStringLiteral("holds no program")));
    QVERIFY(ask("export simple-timeout --to python -o -").output.contains(QStringLiteral("import trio")));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("-"))));
    QCOMPARE(run("export simple-timeout --to svg -o out.svg"), 0);
    QVERIFY(content("out.svg").contains("</svg>"));
}

void tst_CommandLine::jsonIsOneObject_data()
{
    QTest::addColumn<QString>("executor");
    QTest::newRow("virtual") << QStringLiteral("virtual");
    QTest::newRow("pool") << QStringLiteral("pool");
}

void tst_CommandLine::jsonIsOneObject()
{
    QFETCH(const QString, executor);
    const Answer answer
        = scopelab({QStringLiteral("run"), QStringLiteral("simple-timeout"), QStringLiteral("--json"),
                    QStringLiteral("--executor"), executor, QStringLiteral("--seed"), QStringLiteral("7")});
    QJsonParseError error{};
    const QJsonObject object = QJsonDocument::fromJson(answer.output.toUtf8(), &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(object[u"seed"].toInt(), 7);
    QCOMPARE(object[u"executor"].toString(), executor);
    for (const char16_t *key :
         {u"scenario", u"backend", u"outcome", u"error", u"elapsed_ms", u"log", u"tasks", u"scopes", u"operations"})
        QVERIFY2(object.contains(QStringView(key)), qPrintable(QString::fromUtf16(key)));
}

void tst_CommandLine::recordingsAreCheckedAndExported()
{
    const QTemporaryDir folder;
    const auto write = [&folder](const char *name, const QByteArray &content) {
        QFile file(folder.filePath(QLatin1StringView(name)));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    const auto run = [&folder](const char *arguments) {
        return scopelab(QString::fromLatin1(arguments).split(u' '), {}, folder.path());
    };
    QCOMPARE(run("run simple-timeout --executor virtual --trace sound.trace").exit, 0);
    const Answer sound = run("check sound.trace");
    QCOMPARE(sound.exit, 0);
    QCOMPARE(sound.complaint, QString());
    // Whatever it is called: its first line tells.
    QVERIFY(write("odd.yaml", "{\"scopelab_trace\":2,\"title\":\"first\"}\n{\"event\":\"task_resumed\",\"task\":7}\n"
                              "{\"event\":\"task_spawned\",\"task\":1}\n{\"event\":\"beat\"}\n"
                              "{\"define\":\"run\",\"id\":2,\"title\":\"second\"}\n"));
    const Answer odd = run("check sound.trace odd.yaml");
    QCOMPARE(odd.exit, 2);
    QVERIFY2(odd.complaint.startsWith(QStringLiteral("odd.yaml:2:25: error: there is no task 7; the line is skipped\n"
                                                     "odd.yaml:4:2: warning: ")),
             qPrintable(odd.complaint));
    QVERIFY(write("newer.trace", "{\"scopelab_trace\":99}\n"));
    const Answer newer = run("check newer.trace");
    QCOMPARE(newer.exit, 2);
    QVERIFY(newer.complaint.contains(QStringLiteral("format 99")));

    QVERIFY(run("export sound.trace --to perfetto").output.contains(QStringLiteral("traceEvents")));
    QVERIFY(run("export odd.yaml --to svg --run 2").output.contains(QStringLiteral("second")));
    QVERIFY(run("export odd.yaml --to svg").output.contains(QStringLiteral("first")));
    QVERIFY(run("export odd.yaml --to svg --run 3").complaint.contains(QStringLiteral("it has 2")));
    QVERIFY(run("export odd.yaml --to svg --run x").complaint.contains(QStringLiteral("--run")));
    QVERIFY(run("export sound.trace --to python").complaint.contains(QStringLiteral("no program")));
}

QTEST_GUILESS_MAIN(tst_CommandLine)
#include "tst_commandline.moc"
