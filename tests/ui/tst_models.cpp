#include "tests/support/patience.h"
#include "ui/models/fatesmodel.h"
#include "ui/models/librarymodel.h"
#include "ui/models/logmodel.h"
#include "ui/models/outlinemodel.h"
#include "ui/models/timermodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <random>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

ScenarioFile scenario(const char *name)
{
    return readScenario(QLatin1StringView(name));
}

void finish(Playback &playback)
{
    playback.toEnd();
    QTRY_VERIFY(!playback.isLive());
    playback.toEnd();
}

} // namespace

class tst_Models : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelsHoldWhileARunMovesThem_data();
    void modelsHoldWhileARunMovesThem();
    void timersAreSoonestFirstAndSayWhoSetsThem();
    void fatesPutLostErrorsFirst();
    void theLogGrowsWithTheTrace();
    void theOutlineOfTenThousandTasks();
    void theOutlineOfALongRunLooksAtWhatChanged();
    void fatesThatAreAddedAreLookedAtOnce();
    void theLibraryHasSections();
};

void tst_Models::modelsHoldWhileARunMovesThem_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Models::modelsHoldWhileARunMovesThem()
{
    QFETCH(QString, name);
    Playback playback;
    TimerModel timers;
    FatesModel fates;
    LogModel log;
    OutlineModel outline;
    using Mode = QAbstractItemModelTester::FailureReportingMode;
    const QAbstractItemModelTester timersTester(&timers, Mode::Fatal);
    const QAbstractItemModelTester fatesTester(&fates, Mode::Fatal);
    const QAbstractItemModelTester logTester(&log, Mode::Fatal);
    const QAbstractItemModelTester outlineTester(&outline, Mode::Fatal);
    const auto show = [&] {
        outline.show(playback);
        timers.setRows(timerRows(playback.trace(), playback.state()), playback.time());
        fates.show(playback);
        FatesModel afresh;
        afresh.show(playback);
        for (int row = 0; row < fates.rowCount(); ++row)
            QCOMPARE(fates.idOf(row), afresh.idOf(row));
        QCOMPARE(fates.rowCount(), afresh.rowCount());
        log.extend(playback.trace());
        log.setShownRows(log.rowsUntil(playback.cursor()));
    };
    connect(&playback, &Playback::moved, this, show);
    playback.openScenario(readScenario(name));
    finish(playback);
    std::mt19937 random(3);
    for (int i = 0; i < 60; ++i)
        playback.seekEvent(1 + random() % playback.trace().size());
    playback.seekEvent(playback.trace().size());
    QCOMPARE(static_cast<std::size_t>(fates.rowCount()), playback.fates().size());
    QCOMPARE(timers.rowCount(), 0); // every scope has been left
}

void tst_Models::timersAreSoonestFirstAndSayWhoSetsThem()
{
    Playback playback;
    playback.openScenario(scenario("payment-fails-during-a-commit"));
    finish(playback);
    playback.seekTime(TimePoint(350ms));
    const std::vector<TimerRow> rows = timerRows(playback.trace(), playback.state());
    QVERIFY(rows.size() > 3); // then those without
    QCOMPARE(rows[0].name, QStringLiteral("quotes"));
    QVERIFY(rows[0].cancelled); // moot: the group around it is cancelled
    QCOMPARE(rows[1].name, QStringLiteral("commit"));
    QVERIFY(rows[1].shielded);
    QVERIFY(!rows[1].cancelled);
    QCOMPARE(rows[1].effective, TimePoint(600ms));
    QCOMPARE(rows[1].owner, QStringLiteral("commit"));
    QCOMPARE(rows[2].name, QStringLiteral("request"));
}

void tst_Models::fatesPutLostErrorsFirst()
{
    Playback playback;
    playback.openScenario(scenario("payment-fails-during-a-commit"));
    finish(playback);
    FatesModel fates;
    fates.show(playback);
    QCOMPARE(fates.rowCount(), 7);
    QVERIFY(fates.fate(0).fate == Fate::Lost);
    QCOMPARE(fates.index(0, FatesModel::ErrorColumn).data().toString(), QStringLiteral("ValueError"));
    QStringList rest;
    for (int row = 1; row < fates.rowCount(); ++row)
        rest.append(fates.index(row, FatesModel::TaskColumn).data().toString() + u' '
                    + fates.index(row, FatesModel::FateColumn).data().toString());
    rest.sort();
    const QStringList expected{QStringLiteral("dhl left the run"),
                               QStringLiteral("dhl replaced by ConnectionError"),
                               QStringLiteral("invoice absorbed by checkout"),
                               QStringLiteral("order absorbed by checkout"),
                               QStringLiteral("payment left the run"),
                               QStringLiteral("ups absorbed by checkout")};
    QCOMPARE(rest, expected);
}

void tst_Models::theLogGrowsWithTheTrace()
{
    Playback playback;
    LogModel log;
    playback.openScenario(scenario("shield-a-critical-commit"));
    finish(playback);
    log.extend(playback.trace());
    QCOMPARE(log.rowCount(), 2);
    QCOMPARE(log.index(0, LogModel::TextColumn).data().toString(), QStringLiteral("operator: cancel workers"));
    QCOMPARE(log.index(1, LogModel::TextColumn).data().toString(), QStringLiteral("committed"));
    QCOMPARE(log.index(1, LogModel::TimeColumn).data().toString(), QStringLiteral("200 ms"));
    QCOMPARE(log.rowsUntil(log.eventAt(0)), 1);
    log.setShownRows(1); // what is to come is grey
    QVERIFY(!log.index(0, LogModel::TextColumn).data(Qt::ForegroundRole).isValid());
    QVERIFY(log.index(1, LogModel::TextColumn).data(Qt::ForegroundRole).isValid());
}

// There and back again, in jumps and in small steps: always what the moment holds.
void tst_Models::theOutlineOfTenThousandTasks()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: many\nsummary: s\nmain:\n  - task_group:\n      name: all\n      body:\n"
                "        - spawn_each: {count: 10000, name: 'worker-{index}', body: [{sleep: 100ms}]}\n";
    file.loaded = loadScenario(file.text);
    QVERIFY(file.loaded.scenario);
    Playback playback;
    OutlineModel outline;
    playback.openScenario(file);
    finish(playback);
    const auto count = [&outline] {
        int nodes = 0;
        std::vector<QModelIndex> open{QModelIndex()};
        while (!open.empty()) {
            const QModelIndex at = open.back();
            open.pop_back();
            for (int row = 0; row < outline.rowCount(at); ++row)
                open.push_back(outline.index(row, 0, at));
            nodes += outline.rowCount(at);
        }
        return static_cast<std::size_t>(nodes);
    };
    for (const EventId event : {EventId(1), playback.trace().size(), EventId(5000), EventId(5100), EventId(4990),
                                EventId(3), playback.trace().size()}) {
        playback.seekEvent(event);
        outline.show(playback);
        // Main itself is the root.
        const std::size_t tasks = playback.state().tasks().size();
        QCOMPARE(count(), playback.state().scopes().size() + tasks - (tasks ? 1 : 0));
    }
}

/// A loop that is left by its deadline each time, in the middle of other tasks.
ScenarioFile longLoop(int times)
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - task_group:\n      name: g\n      body:\n"
                "        - spawn: {name: first, body: [{sleep: 100s}]}\n        - repeat: {times: "
                + std::to_string(times)
                + ", body: [{move_on_after: {after: 1ms, name: m, body: [{sleep: 2ms}]}}]}\n        - sleep: 50ms\n";
    file.loaded = loadScenario(file.text);
    return file;
}

void tst_Models::theOutlineOfALongRunLooksAtWhatChanged()
{
    std::size_t before = 0;
    for (const int times : {200, 1'600}) {
        Playback playback;
        OutlineModel outline;
        playback.openScenario(longLoop(times));
        finish(playback);
        playback.seekTime(TimePoint((times - 10) * 1ms));
        outline.show(playback);
        const std::size_t visited = outline.visited();
        const std::size_t told = outline.toldRows();
        for (int i = 0; i < 30; ++i) {
            playback.seekEvent(playback.cursor() + 1);
            outline.show(playback);
            QVERIFY(!outline.isReset());
        }
        for (int i = 0; i < 30; ++i) {
            playback.seekEvent(playback.cursor() - 1);
            outline.show(playback);
        }
        QVERIFY(outline.toldRows() - told < 500); // of those hundreds that stand there
        const std::size_t steps = outline.visited() - visited;
        QVERIFY(steps > 60);
        if (before)
            QVERIFY2(steps < 2 * before, qPrintable(QStringLiteral("%1, then %2").arg(before).arg(steps)));
        before = steps;
    }
}

void tst_Models::fatesThatAreAddedAreLookedAtOnce()
{
    Playback playback;
    FatesModel fates;
    const QAbstractItemModelTester tester(&fates, QAbstractItemModelTester::FailureReportingMode::Fatal);
    playback.openScenario(longLoop(300));
    finish(playback);
    playback.toStart();
    const EventId end = playback.trace().size();
    for (EventId event = 1; event <= end; ++event) {
        playback.seekEvent(event);
        fates.show(playback);
        QCOMPARE(static_cast<std::size_t>(fates.rowCount()), playback.fates().size());
    }
    QVERIFY(fates.rowCount() >= 300);
    QVERIFY2(fates.visited() < 400 + end, qPrintable(QString::number(fates.visited())));
    for (int row = 0; row < fates.rowCount(); ++row)
        QCOMPARE(fates.rowOf(fates.idOf(row)), row);
    QCOMPARE(fates.rowOf(100'000), -1);
    const std::size_t visited = fates.visited(); // a step back costs no more
    for (EventId event = end; event > end - 100; --event) {
        playback.seekEvent(event);
        fates.show(playback);
        QCOMPARE(static_cast<std::size_t>(fates.rowCount()), playback.fates().size());
    }
    QVERIFY2(fates.visited() - visited < 200, qPrintable(QString::number(fates.visited() - visited)));
}

void tst_Models::theLibraryHasSections()
{
    LibraryModel library;
    const QAbstractItemModelTester tester(&library, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(library.scenarioCount(), static_cast<int>(builtInNames().size()));
    QVERIFY(library.rowCount() >= 5);
    for (int row = 0; row < library.rowCount(); ++row)
        QVERIFY(library.rowCount(library.index(row, 0)) > 0);
}

QTEST_MAIN(tst_Models)
#include "tst_models.moc"
