// What a file takes to run, to report on and to export grows as the file does.

#include "core/export/languages.h"
#include "core/session/library.h"
#include "core/session/report.h"
#include "tests/support/growth.h"

#include <QTest>

using namespace ScopeLab;

namespace {

Scenario load(const std::string &text)
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\n" + text);
    if (!loaded.scenario)
        qFatal("%s", toString(loaded.diagnostics.front(), "test").c_str());
    return *loaded.scenario;
}

/// @p piece @p count times, with the number of each for every `%`.
std::string pieces(int count, const std::string &piece)
{
    std::string result;
    for (int i = 0; i < count; ++i) {
        for (const char c : piece)
            result += c == '%' ? std::to_string(i) : std::string(1, c);
    }
    return result;
}

void runAndReport(const Scenario &scenario)
{
    const RunRequest request;
    const Report report(scenario, request, summaryOfRun(scenario, request));
    QVERIFY(!report.text().empty());
    QVERIFY(!report.json().isEmpty());
}

using Make = std::function<std::string(int)>;

} // namespace
Q_DECLARE_METATYPE(Make)

class tst_Costs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsCostWhatTheirFilesDo_data();
    void runsCostWhatTheirFilesDo();
    void exportsCostWhatTheirFilesDo_data();
    void exportsCostWhatTheirFilesDo();
};

void tst_Costs::runsCostWhatTheirFilesDo_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<int>("size");
    const auto row = [](const char *name, int size, const Make &make) { QTest::newRow(name) << make << size; };
    row("stuck on one line", 2000, [](int n) {
        return "resources: {events: [e]}\nmain: [{task_group: [" + pieces(n, "{spawn: {body: [{wait: e}]}}, ")
               + "]}]\n";
    });
    row("errors of one line", 1000, [](int n) {
        return "main: [" + pieces(n, "checkpoint, ") + "{task_group: ["
               + pieces(n, "{spawn: {body: [{raise: KeyError}]}}, ") + "]}]\n";
    });
    row("a budget", 4000, [](int n) {
        return "main: [{budget: {total: 100s, operations: [" + pieces(n, "{name: o%, body: [checkpoint]}, ") + "]}}]\n";
    });
    row("split", 4000, [](int n) {
        return "main: [{try: {body: [{raise: KeyError}], except: [{match: KeyError, as: e, body: ["
               + pieces(n, "{split: {error: e, errors: d%}}, ") + "]}]}}]\n";
    });
    row("non_cancel_subgroup", 4000, [](int n) {
        return "main: [{try: {body: [{raise: KeyError}], except_group: [{match: KeyError, as: e, body: ["
               + pieces(n, "{non_cancel_subgroup: {error: e, as: d%}}, ") + "]}]}}]\n";
    });
    row("split in turn", 2000, [](int n) {
        return "main: [{try: {body: [{raise: KeyError}], except: [{match: KeyError, as: e, body: ["
               + pieces(n, "{split: {error: e, errors: d%}}, ") + pieces(n, "{log: '{d%}'}, ") + "]}]}}]\n";
    });
    row("groups and shutdowns far out", 2000, [](int n) {
        return "resources: {tokens: [t]}\nmain: [{try: {body: [{raise: KeyError}], except: [{match: KeyError, body: ["
               "{graceful_shutdown: {token: t, grace: 1s, body: [{task_group: ["
               + pieces(n, "{split: {errors: d}}, ")
               + pieces(n, "{spawn: {body: []}}, {operation: {name: o, body: []}}, ") + "]}]}}]}]}}]\n";
    });
}

void tst_Costs::runsCostWhatTheirFilesDo()
{
    QFETCH(const Make, make);
    QFETCH(const int, size);
    const Growth growth = growthOf([&make](int n) { return load(make(n)); }, size / 2, runAndReport);
    QVERIFY2(!growth.isSquare(), qPrintable(growth.text()));
}

void tst_Costs::exportsCostWhatTheirFilesDo_data()
{
    QTest::addColumn<Make>("make");
    const auto row = [](const char *name, const char *resources, const char *resource, const char *step) {
        const std::string before = std::string("resources: {") + resources;
        const std::string after = before.back() == '{' ? "}}\n" : "]}\n";
        const std::string one = resource;
        const std::string use = step;
        QTest::newRow(name) << Make(
            [=](int n) { return before + pieces(n, one) + after + "main: [" + pieces(n, use) + "]\n"; });
        QTest::addRow("%s, in a task", name) << Make([=](int n) {
            return before + pieces(n, one) + after + "main: [{task_group: [{spawn: {body: [" + pieces(n, use)
                   + "]}}]}]\n";
        });
    };
    row("events", "events: [", "e%, ", "{set: e%}, ");
    row("locks", "locks: [", "e%, ", "{with_lock: {lock: e%, body: []}}, ");
    row("channels", "channels: {", "e%: 1, ", "{send: {channel: e%, value: x}}, ");
    row("tokens", "tokens: [", "e%, ", "{wait_cancelled: e%}, ");
}

void tst_Costs::exportsCostWhatTheirFilesDo()
{
    QFETCH(const Make, make);
    const auto writeAll = [](const Scenario &scenario) {
        for (const Language &language : languages())
            QVERIFY(!language.write(scenario).lines.empty());
    };
    const Growth growth = growthOf([&make](int n) { return load(make(n)); }, 250, writeAll);
    QVERIFY2(!growth.isSquare(), qPrintable(growth.text()));
}

QTEST_APPLESS_MAIN(tst_Costs)
#include "tst_costs.moc"
