#include "tests/commandline/program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

class tst_CommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exitCodesSayHowItWent_data();
    void exitCodesSayHowItWent();
    void everyCommandHasHelp_data();
    void everyCommandHasHelp();
    void helpExplainsPagesStepsRulesAndTerms_data();
    void helpExplainsPagesStepsRulesAndTerms();
    void badInputIsAnsweredWithACure_data();
    void badInputIsAnsweredWithACure();
    void aFolderIsTestedWhole();
    void filesAreWrittenWholeOrNotAtAll();
    void jsonIsOneObject_data();
    void jsonIsOneObject();
    void recordingsAreCheckedAndExported();
    void checkPrintsWhatRecordingsShow();
    void checkWritesJson();
    void nothingPrintedActsOnTheTerminal();
    void namesOfFilesMayBeAnyBytes();
    void stuckNamesTheStepThatWaits();
    void numbersAtTheirEdges_data();
    void numbersAtTheirEdges();
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
         {"--help", "-h", "run --help", "check -h", "test --help", "list --help", "export --help", "help --help"})
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

void tst_CommandLine::helpExplainsPagesStepsRulesAndTerms_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *command, const char *begin, const char *said) {
        QTest::newRow(command) << QString::fromLatin1(command) << QString::fromLatin1(begin)
                               << QString::fromLatin1(said);
    };
    row("help", "scopelab help PAGE", "  language           The scenario language\n");
    row("help rules", "# The rules of cancellation\n", "- **LV-6** A wake-up");
    row("help sleep", "### sleep\n", "  - sleep: 1.5s\n");
    row("help LV-6", "- **LV-6** A wake-up", "next checkpoint.");
    row("help task group", "- **task group**: ", "nursery");
    row("help checkpoint", "### checkpoint\n", "\n\n- **checkpoint**: "); // the step, and the term
}

void tst_CommandLine::helpExplainsPagesStepsRulesAndTerms()
{
    QFETCH(const QString, command);
    QFETCH(const QString, begin);
    QFETCH(const QString, said);
    const Answer answer = scopelab(command.split(u' '));
    QCOMPARE(answer.exit, 0);
    QVERIFY2(answer.output.startsWith(begin), qPrintable(answer.output.left(200)));
    QVERIFY2(answer.output.contains(said), qPrintable(answer.output));
    const bool isOneItem = begin.startsWith(QStringLiteral("- **"));
    QVERIFY2(!isOneItem || answer.output.count(QStringLiteral("- **")) == 1, qPrintable(answer.output));
}

void tst_CommandLine::badInputIsAnsweredWithACure_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char *command, const char *complaint) {
        QTest::newRow(complaint) << QString::fromLatin1(command) << QString::fromLatin1(complaint);
    };
    row("run", "'run' takes one FILE");
    row("run no-such-file.yaml", "no-such-file.yaml");
    row("run simple-timeout --executor real", "use pool or virtual");
    row("run simple-timeout --backend tokio", "use trio, asyncio or curio");
    row("run simple-timeout --speed 0", "a number above 0");
    row("run simple-timeout --seed -1", "a whole number, 0 or more");
    row("run simple-timeout --jsn", "jsn");
    row("run simple-timeout --executor virtual --trace no/such/folder/out", "cannot write 'no/such/folder/out'");
    row("run simple-timeout --executor virtual --trace ", "--trace needs the name of a file");
    row("run simple-timeout --executor virtual --trace -", "--trace needs the name of a file");
    row("export simple-timeout --to python -o ", "-o needs the name of a file, or '-' for standard output");
    row("check", "at least one FILE");
    row("check -", "-:5:5: error: ");
    row("check -", "scopelab: 'scopelab help language' explains every step and key");
    row("help shiel", "there is no page, step, rule or term 'shiel' (did you mean 'shield'?)");
    row("help xyzzy", "there is no page, step, rule or term 'xyzzy' (try 'scopelab help')");
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

/// A program that lost an error in line 5 of its own file, as a recorder writes it.
static const char LostError[] = R"({"scopelab_trace":2,"title":"upload"}
{"event":"task_spawned","time":0,"task":1,"role":"main"}
{"define":"file","id":1,"path":"app/upload.py"}
{"define":"place","id":1,"file":1,"line":5,"function":"upload"}
{"define":"error","id":1,"type":"UploadError","message":"disk full","task":1,"place":1}
{"define":"error","id":2,"kind":"cancelled","type":"Cancelled","task":1,"place":1}
{"event":"error_raised","time":1000000,"task":1,"place":1,"error":1}
{"event":"error_lost","time":2500000,"task":1,"place":1,"error":1,"by":2}
{"event":"task_exited","time":3000000,"task":1,"end":"cancelled","error":2}
{"event":"run_ended","time":3000000,"outcome":"cancelled","error":2}
)";

void tst_CommandLine::checkPrintsWhatRecordingsShow()
{
    const QTemporaryDir folder;
    const auto check = [&folder](const QByteArray &recording) {
        QFile file(folder.filePath(QStringLiteral("r.trace")));
        if (!file.open(QIODevice::WriteOnly) || file.write(recording) != recording.size())
            return Answer{};
        file.close();
        return scopelab({QStringLiteral("check"), QStringLiteral("r.trace")}, {}, folder.path());
    };
    const Answer lost = check(LostError);
    QCOMPARE(lost.exit, 1);
    const QStringList lines = lost.complaint.split(u'\n');
    QCOMPARE(lines.value(0), QStringLiteral("app/upload.py:5: error: UploadError was lost"));
    QVERIFY2(lines.value(1).startsWith(QStringLiteral("    ")), qPrintable(lost.complaint)); // what to do
    // What it cannot place it says of the recording.
    const Answer nowhere = check(QByteArray(LostError).replace(R"(,"place":1)", ""));
    QCOMPARE(nowhere.exit, 1);
    QVERIFY2(nowhere.complaint.startsWith(QStringLiteral("r.trace: error: UploadError was lost\n")),
             qPrintable(nowhere.complaint));
    // A contradiction outweighs what the program did.
    QCOMPARE(check(QByteArray(LostError).append("{\"event\":\"task_resumed\",\"task\":7}\n")).exit, 2);
    // Each run is looked at, not only the first.
    const Answer second = check(R"({"scopelab_trace":2,"title":"quiet","run":"q"})"
                                "\n"
                                R"({"event":"run_ended"})"
                                "\n"
                                + QByteArray(LostError)
                                      .replace(R"({"scopelab_trace":2,)", R"({"define":"run","id":"u",)")
                                      .replace(R"({"event")", R"({"run":"u","event")")
                                      .replace(R"({"define":"file")", R"({"run":"u","define":"file")")
                                      .replace(R"({"define":"place")", R"({"run":"u","define":"place")")
                                      .replace(R"({"define":"error")", R"({"run":"u","define":"error")"));
    QCOMPARE(second.exit, 1);
    QVERIFY2(second.complaint.startsWith(QStringLiteral("r.trace: run 2, upload\napp/upload.py:5: error: ")),
             qPrintable(second.complaint));
}

void tst_CommandLine::checkWritesJson()
{
    const QTemporaryDir folder;
    QFile recording(folder.filePath(QStringLiteral("r.trace")));
    QVERIFY(recording.open(QIODevice::WriteOnly));
    recording.write(LostError);
    recording.close();
    QFile scenarioFile(folder.filePath(QStringLiteral("s.yaml")));
    QVERIFY(scenarioFile.open(QIODevice::WriteOnly));
    scenarioFile.write(scenario("  - slep: 1s\n"));
    scenarioFile.close();
    const Answer answer = scopelab({QStringLiteral("check"), QStringLiteral("r.trace"), QStringLiteral("--json"),
                                    QStringLiteral("s.yaml"), QStringLiteral("none.trace")},
                                   {}, folder.path());
    QCOMPARE(answer.exit, 2);
    QCOMPARE(answer.complaint, QString());
    const QJsonArray files = QJsonDocument::fromJson(answer.output.toUtf8()).array();
    QCOMPARE(files.size(), 3);
    QCOMPARE(files[0][u"kind"].toString(), QStringLiteral("recording"));
    QCOMPARE(files[0][u"mistakes"].toArray().size(), 0);
    QCOMPARE(files[0][u"runs"][0][u"title"].toString(), QStringLiteral("upload"));
    const QJsonArray findings = files[0][u"runs"][0][u"findings"].toArray();
    QCOMPARE(findings.size(), 1);
    const QJsonObject expected{{QStringLiteral("finding"), QStringLiteral("lost_error")},
                               {QStringLiteral("severity"), QStringLiteral("error")},
                               {QStringLiteral("message"), QStringLiteral("UploadError was lost")},
                               {QStringLiteral("at_ms"), 2.5},
                               {QStringLiteral("file"), QStringLiteral("app/upload.py")},
                               {QStringLiteral("line"), 5},
                               {QStringLiteral("function"), QStringLiteral("upload")}};
    for (auto field = expected.begin(); field != expected.end(); ++field)
        QCOMPARE(findings[0][field.key()], field.value());
    QVERIFY(!findings[0][u"advice"].toString().isEmpty());
    QCOMPARE(files[1][u"mistakes"][0][u"line"].toInt(), 5);
    QVERIFY(files[2][u"mistakes"][0][u"message"].toString().contains(QStringLiteral("none.trace")));
}

/// True if @p text holds nothing that a terminal would act on.
static bool isHarmless(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return (c.category() == QChar::Other_Control && c != u'\n') || (c >= QChar(0x202A) && c <= QChar(0x202E));
    });
}

void tst_CommandLine::nothingPrintedActsOnTheTerminal()
{
    const QTemporaryDir folder;
    const QByteArray text = R"(scopelab: 1
title: "t\e[2J"
summary: s
main:
  - log: "l\e[31m\u202e\n\x9b31m"
  - task_group:
      - spawn_each:
          items: ["i\e[4m"]
          name: 'writer {item}'
          body: [{raise: {type: ValueError, message: "m\e]0;x\a", notes: ["n\e[1m"]}}]
expect: {log: {"q\e[7m": ["\e[5m"]}}
)";
    QFile file(folder.filePath(QStringLiteral("e\u001b.yaml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(text) == text.size());
    QVERIFY(file.flush());
    const QString name = file.fileName();
    for (const QStringList &arguments :
         {QStringList{QStringLiteral("run"), name, QStringLiteral("--executor"), QStringLiteral("virtual")},
          QStringList{QStringLiteral("run"), name, QStringLiteral("--json")}, QStringList{QStringLiteral("test"), name},
          QStringList{QStringLiteral("run"), name + u'x'}}) {
        const Answer answer = scopelab(arguments);
        QVERIFY(!answer.output.isEmpty() || !answer.complaint.isEmpty());
        QVERIFY2(isHarmless(answer.output), qPrintable(answer.output));
        QVERIFY2(isHarmless(answer.complaint), qPrintable(answer.complaint));
    }
    const Answer run = scopelab({QStringLiteral("run"), name, QStringLiteral("--executor"), QStringLiteral("virtual")});
    QVERIFY(run.output.contains(QStringLiteral("l\\u001B[31m\\u202E\n    \\u009B31m")));
    const Answer json = scopelab({QStringLiteral("run"), name, QStringLiteral("--json")});
    const QJsonObject object = QJsonDocument::fromJson(json.output.toUtf8()).object();
    QCOMPARE(object[u"scenario"].toString(), QStringLiteral("t\u001b[2J"));
    const Answer check = scopelab({QStringLiteral("check"), QStringLiteral("-")},
                                  scenario("  - \"\\e[2J\"\n  - log: [\xE2\x80\xAE]\n"));
    QCOMPARE(check.exit, 2);
    QVERIFY2(isHarmless(check.complaint), qPrintable(check.complaint));
}

void tst_CommandLine::namesOfFilesMayBeAnyBytes()
{
    const QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.path())
                            + "/gr\xF6\xDF"
                              "e.yaml";
    std::FILE *const file = std::fopen(path.constData(), "w");
    QVERIFY(file);
    const QByteArray text = scenario("  - log: a\n") + "expect: {outcome: error}\n";
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), file);
    std::fclose(file);
    const Answer answer = scopelab({QStringLiteral("test"), folder.path()});
    QVERIFY2(answer.output.contains(QStringLiteral("/gr\\xF6\\xDFe.yaml\n      outcome: expected error, was ok")),
             qPrintable(answer.output));
    QCOMPARE(answer.exit, 1);
    std::remove(path.constData()); // which a QTemporaryDir cannot
}

void tst_CommandLine::stuckNamesTheStepThatWaits()
{
    const auto stuck = [](const char *main) {
        return scopelab({QStringLiteral("run"), QStringLiteral("-"), QStringLiteral("--executor"),
                         QStringLiteral("virtual")},
                        QByteArray("scopelab: 1\ntitle: t\nsummary: s\nresources: {events: [a, b], channels: {c: 0}, "
                                   "tokens: [t], locks: "
                                   "[l]}\nmain: ")
                            + main)
            .output;
    };
    const auto says = [&stuck](const char *main, const char *said) {
        const QString output = stuck(main);
        return output.contains(QLatin1String(said)) ? QString() : output;
    };
    QCOMPARE(says("[{set: a}, {wait: a}, {wait: b}, {log: x}]\n", "main waits for the event 'b', line 5"), QString());
    QCOMPARE(says("[{sleep: forever}, {log: x}]\n", "main waits in 'sleep', line 5"), QString());
    QCOMPARE(says("[{send: {channel: c, value: 1}}, {log: x}]\n", "main waits to send into the channel 'c', line 5"),
             QString());
    QCOMPARE(says("[{receive: {channel: c}}, {log: x}]\n", "main waits to receive from the channel 'c', line 5"),
             QString());
    QCOMPARE(says("[{wait_cancelled: t}, {log: x}]\n", "main waits for the token 't' to be cancelled, line 5"),
             QString());
    QCOMPARE(says("[{run_blocking: forever}, {log: x}]\n", "main waits in 'run_blocking', line 5"), QString());
    QCOMPARE(says("[{with_lock: {lock: l, body: [{task_group: [{spawn: {name: two, body: [{with_lock: {lock: l, body: "
                  "[]}}, {log: "
                  "x}]}}]}]}}]\n",
                  "two waits for the lock 'l', line 5"),
             QString());
}

void tst_CommandLine::numbersAtTheirEdges_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QByteArray &step, const char *said) {
        QTest::newRow(name) << "  - " + step + '\n' << QString::fromLatin1(said);
    };
    const QByteArray nines(400, '9');
    const QByteArray zeros(400, '0');
    row("no delay, many attempts", "retry: {attempts: 1100, delay: 0, body: [raise: KeyError]}",
        "KeyError  (main, line 5)");
    row("a delay that grows beyond everything",
        "retry: {attempts: 1100, delay: 1ms, factor: 1" + zeros.left(300) + ", max_delay: 2s, body: [raise: KeyError]}",
        "error after 2196001ms");
    row("a factor that is no number", "retry: {attempts: 2, factor: " + nines + ", body: []}",
        ":5:34: error: this number is too large (write 1 or 0.5");
    row("weights near the largest number",
        "budget: {total: 1s, operations: [{name: a, weight: 1" + zeros.left(308)
            + ", body: [sleep: 400ms]}, {name: b, weight: 1" + zeros.left(308) + ", body: [sleep: 500ms]}]}",
        "ok after 900ms");
    row("a weight that is no number", "budget: {total: 1s, operations: [{name: a, weight: " + nines + ", body: []}]}",
        "this number is too large");
    row("a weight of nothing", "budget: {total: 1s, operations: [{name: a, weight: 0." + zeros + "1, body: []}]}",
        "is not a number that fits here");
    row("very long", "sleep: 9999999999h", "is too long (the longest duration is 2500000h");
    row("longer than any number", "sleep: " + nines + "h", "is too long (the longest duration is 2500000h");
    row("very short", "sleep: 0." + zeros + "1ms", "ok after 0ms");
    row("a chance of nothing", "if: {chance: 0." + zeros + "1, then: [{log: x}]}", "ok after 0ms");
    row("no number", "sleep: nans", "'nans' is not a duration");
    row("infinite", "sleep: infs", "'infs' is not a duration");
    row("an exponent", "sleep: 1e3s", "'1e3s' is not a duration");
    row("a comma", "sleep: 1,5s", "'1,5s' is not a duration");
    row("the day after the last step", "work: forever",
        "Limit: more than 24 hours of run time passed, at the step 'work' in line 5");
    row("more than a day asleep", "sleep: 25h", "Limit: more than 24 hours of run time passed, at the step 'sleep' (");
    row("a day", "sleep: 24h", "ok after 86400s");
}

void tst_CommandLine::numbersAtTheirEdges()
{
    QFETCH(const QByteArray, step);
    QFETCH(const QString, said);
    const Answer answer = scopelab(
        {QStringLiteral("run"), QStringLiteral("-"), QStringLiteral("--executor"), QStringLiteral("virtual")},
        scenario(step));
    const QString printed = answer.output + answer.complaint;
    QVERIFY2(printed.contains(said), qPrintable(printed));
}

QTEST_GUILESS_MAIN(tst_CommandLine)
#include "tst_commandline.moc"
