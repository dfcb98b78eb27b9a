// What a run takes does not grow with its length, and what it makes is bounded in bytes.

#include "core/engine/poolexecutor.h"
#include "core/session/library.h"
#include "core/session/recordingstream.h"
#include "core/session/report.h"
#include "core/trace/perfetto.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QTest>

using namespace ScopeLab;

namespace {

Scenario load(const std::string &main, const std::string &rest = {})
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\n" + rest + "main:\n" + main);
    if (!loaded.scenario)
        qFatal("%s", toString(loaded.diagnostics.front(), "test").c_str());
    return *loaded.scenario;
}

std::string repeated(int times, const std::string &step)
{
    return "  - repeat: {times: " + std::to_string(times) + ", body: [" + step + "]}\n";
}

Report reportOf(const Scenario &scenario, const RunRequest &request = {})
{
    static const RunRequest asUsual;
    static std::deque<Scenario> kept; // a report refers to its scenario
    kept.push_back(scenario);
    static std::deque<RunRequest> requests;
    requests.push_back(request);
    return {kept.back(), requests.back(), summaryOfRun(kept.back(), request)};
}

QByteArray printed(const Report &report)
{
    QByteArray all;
    report.printJson([&all](const QByteArray &piece) { all += piece; });
    return all;
}

/// @p levels errors, each raised from the one before while that is handled.
std::string chained(int levels)
{
    std::string step = "{raise: ValueError}";
    for (int i = 1; i <= levels; ++i) {
        const std::string name = "e" + std::to_string(i);
        step = "{try: {body: [" + step + "], except: [{match: ValueError, as: " + name
               + ", body: [{raise: {type: ValueError, cause: " + name + "}}]}]}}";
    }
    return step;
}

/// @p levels groups, each of which holds the one before twice.
std::string doubled(int levels)
{
    std::string step = "{raise: {group: {message: m, errors: [cancelled, KeyError]}}}";
    for (int i = 1; i <= levels; ++i) {
        const std::string name = "e" + std::to_string(i);
        step = "{try: {body: [" + step + "], except: [{match: BaseException, as: " + name
               + ", body: [{raise: {group: {message: m, errors: [{error: " + name + "}, {error: " + name + "}]}}}]}]}}";
    }
    return step;
}

} // namespace

class tst_Bounded : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatHasEndedIsCountedOnly_data();
    void whatHasEndedIsCountedOnly();
    void whatNobodySawIsCountedInTheEnd();
    void namesOfWhatWasForgottenAreKnown();
    void eachErrorStandsOnceInTheJson();
    void groupsThatShareMembersAreShown();
    void theJsonIsPrintedAsItIsMade();
    void aBodyMayBindManyNames();
    void textIsBounded_data();
    void textIsBounded();
    void cleanupMayStillSaySomething();
    void aRecordingIsStreamed_data();
    void aRecordingIsStreamed();
    void aLongRecordingIsStreamedInPieces();
    void whatLeavesATurnEndsTheRun();
};

void tst_Bounded::whatHasEndedIsCountedOnly_data()
{
    QTest::addColumn<std::string>("step");
    QTest::addColumn<QString>("said");
    QTest::newRow("tasks") << std::string("{task_group: {name: g, body: [{spawn: {name: w, body: [checkpoint]}}]}}")
                           << QStringLiteral("\n… and 5,001 tasks and 5,001 scopes that ended before\n");
    QTest::newRow("tasks that fail") << std::string(
        "{try: {body: [{task_group: {name: g, body: [{spawn: {name: w, body: [{raise: KeyError}]}}]}}], "
        "except_group: [{match: KeyError, body: []}]}}")
                                     << QStringLiteral("\n… and 5,001 tasks and 5,001 scopes that ended before\n");
    QTest::newRow("scopes that are cancelled")
        << std::string("{scope: {name: g, body: [{cancel: {scope: g, reason: as it is}}, checkpoint]}}")
        << QStringLiteral("\n… and 5,001 scopes that ended before\n");
    QTest::newRow("operations") << std::string("{operation: {name: o, body: [checkpoint]}}")
                                << QStringLiteral("  … and 5,000 operations that ended before\n");
}

void tst_Bounded::whatHasEndedIsCountedOnly()
{
    QFETCH(std::string, step);
    QFETCH(QString, said);
    const RunSummary summary = summaryOfRun(load(repeated(15'000, step)), {});
    QVERIFY(summary.state.outcome == RunOutcome::Ok);
    QVERIFY(summary.parts.errors().size() <= 2 * RunSummary::MostKept);
    QVERIFY(summary.parts.texts().size() <= 1);
    const auto kept = [](const auto &all) {
        return std::count_if(all.begin(), all.end(), [](const auto &each) { return static_cast<bool>(each.id); });
    };
    QVERIFY(kept(summary.state.tasks()) <= RunSummary::MostKept);
    QVERIFY(kept(summary.state.scopes()) <= RunSummary::MostKept);
    QVERIFY(kept(summary.state.operations()) <= RunSummary::MostKept);
    const Report report = reportOf(load(repeated(15'000, step)));
    const QString text = QString::fromStdString(report.text());
    QVERIFY2(text.contains(said), qPrintable(text.right(300)));
    const QJsonObject json = report.json();
    QVERIFY(json.contains(u"tasks_left_out") || json.contains(u"scopes_left_out")
            || json.contains(u"operations_left_out"));
}

void tst_Bounded::whatNobodySawIsCountedInTheEnd()
{
    const Report report
        = reportOf(load(repeated(15'000, "{detach: {name: d, body: [{raise: KeyError}]}}, checkpoint")));
    const std::string text = report.text();
    QVERIFY(text.find("\n  … and 5,000 more times\n") != std::string::npos);
    QVERIFY(text.find("but nobody saw more than 10000 errors\n") != std::string::npos);
}

void tst_Bounded::namesOfWhatWasForgottenAreKnown()
{
    const Scenario scenario
        = load(repeated(11'000, "{task_group: {name: g, body: [{spawn: {name: w, body: [checkpoint]}}]}}")
               + "  - task_group: {name: last, body: [{spawn: {name: w, body: [{log: here}]}}]}\n");
    const Report report = reportOf(scenario);
    QCOMPARE(report.json()[u"log"][0][u"task"].toString(), QStringLiteral("w#11001"));
}

void tst_Bounded::eachErrorStandsOnceInTheJson()
{
    const QByteArray few = printed(reportOf(load("  - " + chained(6) + '\n')));
    const QByteArray many = printed(reportOf(load("  - " + chained(24) + '\n')));
    QVERIFY(many.size() < 10 * few.size()); // each stands deeper than the one before; twice as often it would be 2^18
    const QJsonObject error = reportOf(load("  - " + chained(1) + '\n')).json()[u"error"].toObject();
    QCOMPARE(error[u"number"].toInt(), 1);
    QCOMPARE(error[u"cause"][u"number"].toInt(), 2);
    QVERIFY(error[u"cause"].toObject().contains(u"message"));
    QCOMPARE(error[u"context"].toObject(),
             (QJsonObject{{QStringLiteral("error"), 2}, {QStringLiteral("type"), QStringLiteral("ValueError")}}));
}

void tst_Bounded::groupsThatShareMembersAreShown()
{
    const auto tried = [](int levels, const std::string &rest) {
        return load("  - try: {body: [" + doubled(levels) + "], " + rest + "}\n");
    };
    for (const char *rest :
         {"except_group: [{match: KeyError, body: []}]",
          "except: [{match: BaseException, as: e, body: [{split: {error: e, errors: r, cancels: c}}, "
          "{raise: {error: r}}]}]"}) {
        const auto length = [&](int levels) {
            const Scenario scenario = tried(levels, rest);
            const Report report = reportOf(scenario);
            const Trace trace = runToEnd(scenario, {});
            return report.text().size() + static_cast<std::size_t>(trace.size()) + trace.errors().size();
        };
        QVERIFY2(length(40) < 20 * length(10), rest); // with their indentation; 2^30 times as long otherwise
    }
}

void tst_Bounded::theJsonIsPrintedAsItIsMade()
{
    for (const int lines : {1, 3, 3000}) {
        const Report report = reportOf(
            load(repeated(lines, R"({log: "the line \"{attempt}\": ['log']"})") + "  - raise: ValueError\n"));
        QCOMPARE(printed(report), QJsonDocument(report.json()).toJson(QJsonDocument::Indented));
    }
}

void tst_Bounded::aBodyMayBindManyNames()
{
    std::string body;
    for (int i = 0; i < 30'000; ++i)
        body += "{split: {errors: d" + std::to_string(i) + "}}, ";
    const Scenario scenario
        = load("  - {try: {body: [{raise: ValueError}], except: [{match: Exception, body: [" + body + "]}]}}\n");
    QCOMPARE(reportOf(scenario).outcome(), std::string("ok"));
}

void tst_Bounded::textIsBounded_data()
{
    QTest::addColumn<std::string>("rest");
    QTest::addColumn<std::string>("main");
    const std::string channel = "resources: {channels: {c: 1}}\n";
    const std::string line(1000, 'x');
    QTest::newRow("lines of the log") << std::string() << "  - repeat: {body: [{log: " + line + "}]}\n";
    QTest::newRow("a value that doubles")
        << channel
        << std::string(
               "  - send: {channel: c, value: xxxxxxxxxxxxxxxx}\n  - repeat: {body: [{receive: {channel: c, as: "
               "v}}, {send: {channel: c, value: '{v}{v}'}}]}\n");
    QTest::newRow("ever new names") << std::string()
                                    << std::string("  - repeat: {body: [{scope: {name: 's{attempt}', body: []}}]}\n");
    QTest::newRow("messages of errors") << std::string()
                                        << "  - repeat: {body: [{try: {body: [{raise: {type: KeyError, message: " + line
                                               + "}}], except: [{match: KeyError, body: []}]}}]}\n";
    QTest::newRow("reasons") << std::string()
                             << "  - repeat: {body: [{scope: {name: g, body: [{cancel: {scope: g, reason: " + line
                                    + "}}, checkpoint]}}]}\n";
}

void tst_Bounded::textIsBounded()
{
    QFETCH(std::string, rest);
    QFETCH(std::string, main);
    const Scenario scenario = load(main, rest);
    RunRequest request;
    request.limits.text = 2 << 20;
    request.limits.steps = 100'000; // each would go on much longer
    const Report report = reportOf(scenario, request);
    QCOMPARE(report.outcome(), std::string("limit"));
    const QString text = QString::fromStdString(report.text());
    QVERIFY2(text.contains(QStringLiteral("Limit: more than 2 MiB of text was made, at the step ")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral(" (log less, and make values, names and messages shorter)\n")),
             qPrintable(text));
    std::size_t size = 0;
    const Trace trace = runToEnd(scenario, request);
    for (const std::string &each : trace.texts())
        size += each.size();
    QVERIFY(size <= request.limits.text + 1024);
}

void tst_Bounded::cleanupMayStillSaySomething()
{
    const std::string line(2000, 'x');
    RunRequest request;
    request.limits.text = 10'000;
    const RunSummary summary = summaryOfRun(
        load("  - try: {body: [{repeat: {body: [{log: " + line + "}]}}], finally: [{log: closed what was open}]}\n"),
        request);
    QCOMPARE(summary.parts.text(summary.log.back().text), std::string("closed what was open"));
}

void tst_Bounded::aRecordingIsStreamed_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Bounded::aRecordingIsStreamed()
{
    QFETCH(QString, name);
    const Scenario scenario = *readScenario(name).loaded.scenario;
    const RunRequest request;
    TraceHeader header;
    header.title = name;
    QBuffer whole;
    whole.open(QIODevice::WriteOnly);
    QVERIFY(writeTrace(whole, header, runToEnd(scenario, request)));
    QBuffer streamed;
    streamed.open(QIODevice::WriteOnly);
    RecordingStream stream(streamed, header, clockOf(request));
    const Report report(scenario, request, summaryOfRun(scenario, request, &stream));
    QVERIFY(stream.finish());
    QCOMPARE(streamed.data(), whole.data());
    QCOMPARE(report.text(), Report(scenario, request, summaryOfRun(scenario, request)).text());
}

/// Labels stand before the places where they do, texts and errors come in every piece.
void tst_Bounded::aLongRecordingIsStreamedInPieces()
{
    const Scenario scenario = load(
        repeated(5000,
                 "{try: {body: [{task_group: {name: g, body: [{spawn: {name: w, body: [{log: '{attempt}'}, {raise: "
                 "{type: KeyError, message: '{attempt}'}}]}}]}}], except_group: [{match: KeyError, body: []}]}}")
        + "  - scope: {name: the_end, body: [checkpoint]}\n");
    const RunRequest request;
    const Trace whole = runToEnd(scenario, request);
    QVERIFY(whole.size() > 60'000);
    QBuffer streamed;
    streamed.open(QIODevice::ReadWrite);
    RecordingStream stream(streamed, {}, clockOf(request));
    static_cast<void>(summaryOfRun(scenario, request, &stream));
    QVERIFY(stream.finish());
    streamed.seek(0);
    const LoadedTrace loaded = readTrace(streamed);
    QCOMPARE(loaded.notices.errors() + loaded.notices.warnings(), 0);
    QVERIFY(loaded.trace.errors() == whole.errors());
    QVERIFY(loaded.trace.labels() == whole.labels());
    QCOMPARE(loaded.trace.size(), whole.size());
    QCOMPARE(toPerfetto(loaded.trace, {}), toPerfetto(whole, {}));
}

void tst_Bounded::whatLeavesATurnEndsTheRun()
{
    PoolExecutor executor;
    executor.start([]() -> Task<> { co_return; }(), [](Progress) -> bool { throw std::bad_alloc(); });
    QVERIFY_EXCEPTION_THROWN(executor.wait(), std::bad_alloc);
    QVERIFY(executor.isOver());
}

QTEST_APPLESS_MAIN(tst_Bounded)
#include "tst_bounded.moc"
