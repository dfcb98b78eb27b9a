#include "core/session/library.h"
#include "core/session/liverun.h"

#include <QTest>

using namespace ScopeLab;

namespace {

std::shared_ptr<const Scenario> payment()
{
    return readScenario(QStringLiteral("payment-fails-during-a-commit")).loaded.scenario;
}

Trace waitFor(LiveRun &run)
{
    Trace trace;
    while (!run.isOver())
        std::this_thread::yield();
    run.drain(trace);
    return trace;
}

} // namespace

class tst_LiveRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheSameRun();
    void itSaysHowFarItHasBeenDriven();
    void anActAfterAnEventKeepsWhatCameBefore();
    void oneThatNeverEndsIsStopped_data();
    void oneThatNeverEndsIsStopped();
    void oneThatIsStuckOrOverALimitEnds_data() { oneThatNeverEndsIsStopped_data(); }
    void oneThatIsStuckOrOverALimitEnds();
    void oneThatNeverComesToACheckpointIsStopped_data();
    void oneThatNeverComesToACheckpointIsStopped();
    void onThePoolActsComeFromAnyThread();
    void onThePoolItIsPausedAndStepped();
    void onThePoolItMayBeLeftInEveryPhase_data();
    void onThePoolItMayBeLeftInEveryPhase();
};

void tst_LiveRun::isTheSameRun()
{
    const auto scenario = payment();
    const auto run = LiveRun::create(scenario, {});
    for (int i = 0; i < 500; ++i)
        run->runUntil(TimePoint(std::chrono::milliseconds(i)));
    QVERIFY(waitFor(*run) == runToEnd(*scenario, {}));
}

void tst_LiveRun::itSaysHowFarItHasBeenDriven()
{
    using std::chrono::milliseconds;
    const Trace whole = runToEnd(*payment(), {});
    const auto run = LiveRun::create(payment(), {});
    QVERIFY(!run->hasReached(TimePoint()));
    Trace trace;
    for (const int time : {0, 10, 11, 200, 201}) { // at 10 and 11 ms nothing happens
        const TimePoint limit{milliseconds(time)};
        run->runUntil(limit);
        while (!run->hasReached(limit))
            std::this_thread::yield();
        run->drain(trace);
        QVERIFY(!run->hasReached(limit + milliseconds(1)));
        QCOMPARE(trace.size(), whole.lastEventUntil(limit)); // all up to then, and no more
    }
    run->runUntil(Never);
    while (!run->hasReached(Never))
        std::this_thread::yield();
    QVERIFY(run->isOver());
}

void tst_LiveRun::anActAfterAnEventKeepsWhatCameBefore()
{
    const auto scenario = payment();
    const Trace before = runToEnd(*scenario, {});
    EventId lastTurn = before.size(); // nothing is done any more once main has ended
    while (!before.event(lastTurn).is<TaskResumed>())
        --lastTurn;
    for (EventId after = 5; after < lastTurn; after += 3) {
        OperatorEntry entry;
        entry.target = "request";
        const auto run = LiveRun::create(scenario, {}, {{after, entry}});
        run->runUntil(Never);
        const Trace branch = waitFor(*run);
        for (EventId id = 1; id <= after; ++id)
            QVERIFY(branch.event(id) == before.event(id));
        bool acted = false;
        for (const RunEvent &event : branch.events())
            acted |= event.is<OperatorActed>() || event.is<OperatorMissed>();
        QVERIFY(acted);
    }
}

void tst_LiveRun::oneThatNeverEndsIsStopped_data()
{
    QTest::addColumn<QByteArray>("main");
    QTest::addColumn<bool>("onPool");
    const auto row = [](const char *name, const char *main) {
        QTest::addRow("%s, virtual", name) << QByteArray(main) << false;
        QTest::addRow("%s, pool", name) << QByteArray(main) << true;
    };
    row("a loop", "repeat: {body: [checkpoint]}");
    row("a loop without a checkpoint", "repeat: {body: [{work: 0}]}");
    row("a loop that swallows", "repeat: {body: [{try: {body: [checkpoint], except: [{match: BaseException, body: "
                                "[]}]}}]}");
    row("stuck in a shield", "shield: [{sleep: forever}]");
    row("stuck, and it swallows", "repeat: {body: [{try: {body: [{sleep: forever}], except: [{match: cancelled, body: "
                                  "[]}]}}]}");
    row("a blocking call", "run_blocking: forever");
    row("computing", "work: forever");
}

void tst_LiveRun::oneThatNeverEndsIsStopped()
{
    QFETCH(QByteArray, main);
    QFETCH(bool, onPool);
    const LoadedScenario loaded
        = loadScenario("scopelab: 1\ntitle: t\nsummary: s\nmain: [{" + main.toStdString() + "}]\n");
    RunRequest request;
    request.executor = onPool ? ExecutorKind::Pool : ExecutorKind::Virtual;
    for (EventId events = 0; events <= 3; ++events) {
        const auto run = LiveRun::create(loaded.scenario, request);
        run->runUntil(Never);
        Trace trace;
        while (trace.size() < events && !run->isOver())
            run->drain(trace);
    }
}

void tst_LiveRun::oneThatIsStuckOrOverALimitEnds()
{
    QFETCH(QByteArray, main);
    QFETCH(bool, onPool);
    const LoadedScenario loaded
        = loadScenario("scopelab: 1\ntitle: t\nsummary: s\nmain: [{" + main.toStdString() + "}]\n");
    RunRequest request;
    request.executor = onPool ? ExecutorKind::Pool : ExecutorKind::Virtual;
    request.speed = 1e6;
    request.limits.steps = 20'000;
    const auto run = LiveRun::create(loaded.scenario, request);
    run->runUntil(Never);
    const Trace trace = waitFor(*run);
    const auto end = std::ranges::find_if(trace.events(), [](const RunEvent &event) { return event.is<RunEnded>(); });
    QVERIFY(end != trace.events().end());
    const RunOutcome outcome = end->as<RunEnded>()->outcome;
    QVERIFY(outcome == RunOutcome::Stuck || outcome == RunOutcome::Limit);
    QVERIFY(run->isOver());
    OperatorEntry late;
    late.target = "main";
    run->actNow(late);
    run->step();
    Trace more;
    for (int i = 0; i < 100; ++i)
        run->drain(more);
    QCOMPARE(more.size(), EventId{0}); // over is over
}

void tst_LiveRun::oneThatNeverComesToACheckpointIsStopped_data()
{
    QTest::addColumn<ExecutorKind>("executor");
    QTest::addColumn<std::string>("text");
    const std::string head = "scopelab: 1\ntitle: t\nsummary: s\nresources: {events: [e]}\n";
    std::string doubling = head + "functions:\n"; // each function calls the next twice: 2^60 steps in one turn
    for (int i = 0; i < 60; ++i) {
        const std::string call = "{call: f" + std::to_string(i + 1) + "}";
        doubling += "  f" + std::to_string(i) + ": [" + call + ", " + call + "]\n";
    }
    doubling += "  f60: []\nmain: [{log: begun}, {call: f0}]\n";
    const std::string looping = head + "main: [{log: begun}, {repeat: {body: [{set: e}]}}]\n";
    QTest::newRow("functions, virtual") << ExecutorKind::Virtual << doubling;
    QTest::newRow("functions, pool") << ExecutorKind::Pool << doubling;
    QTest::newRow("loop, virtual") << ExecutorKind::Virtual << looping;
    QTest::newRow("loop, pool") << ExecutorKind::Pool << looping;
}

void tst_LiveRun::oneThatNeverComesToACheckpointIsStopped()
{
    QFETCH(ExecutorKind, executor);
    QFETCH(std::string, text);
    const LoadedScenario loaded = loadScenario(text);
    QVERIFY(loaded.scenario);
    RunRequest request;
    request.executor = executor;
    request.limits.steps = std::uint64_t(1) << 60; // it takes years
    const auto run = LiveRun::create(loaded.scenario, request);
    run->runUntil(Never);
    Trace trace;
    const auto hasBegun = [&trace] {
        return std::any_of(trace.events().begin(), trace.events().end(),
                           [](const RunEvent &event) { return event.is<Logged>(); });
    };
    while (!hasBegun()) {
        std::this_thread::yield();
        run->drain(trace);
    }
}

void tst_LiveRun::onThePoolActsComeFromAnyThread()
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\nmain:\n"
                                               "  - task_group: {name: g, body: [{spawn_each: {count: 50, name: "
                                               "'w{index}', body: [{sleep: 1h}]}}, {log: ready}]}\n");
    RunRequest request;
    request.executor = ExecutorKind::Pool;
    const auto run = LiveRun::create(loaded.scenario, request);
    run->runUntil(Never);
    const auto act = [&run](OperatorEntry::Kind kind, bool shield) {
        OperatorEntry entry;
        entry.kind = kind;
        entry.target = "g";
        entry.shield = shield;
        run->actNow(entry);
    };
    Trace trace;
    const auto count = [&trace]<typename... Kinds>() {
        return std::ranges::count_if(trace.events(), [](const RunEvent &event) { return (event.is<Kinds>() || ...); });
    };
    while (count.template operator()<Logged>() == 0)
        run->drain(trace);
    std::thread other([&act] {
        for (int i = 0; i < 100; ++i)
            act(OperatorEntry::Kind::SetShield, i % 2 == 0);
        act(OperatorEntry::Kind::Cancel, false);
    });
    while (!run->isOver())
        run->drain(trace); // as a window does, while the run goes on
    other.join();
    run->drain(trace);
    QCOMPARE((count.template operator()<OperatorActed, OperatorMissed>()), 101);
    QCOMPARE(count.template operator()<TaskStopping>(), 50);
}

void tst_LiveRun::onThePoolItIsPausedAndStepped()
{
    RunRequest request;
    request.executor = ExecutorKind::Pool;
    request.speed = 20;
    const auto run = LiveRun::create(payment(), request);
    Trace trace;
    for (int i = 0; i < 30 && !run->isOver(); ++i) {
        run->runUntil(i % 3 ? TimePoint() : Never);
        run->step();
        run->drain(trace);
    }
    run->runUntil(Never);
    while (!run->isOver())
        std::this_thread::yield();
    run->drain(trace);
    QVERIFY(std::any_of(trace.events().begin(), trace.events().end(),
                        [](const RunEvent &event) { return event.is<RunEnded>(); }));
}

void tst_LiveRun::onThePoolItMayBeLeftInEveryPhase_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_LiveRun::onThePoolItMayBeLeftInEveryPhase()
{
    QFETCH(const QString, name);
    const std::shared_ptr<const Scenario> scenario = readScenario(name).loaded.scenario;
    RunRequest request;
    request.executor = ExecutorKind::Pool;
    request.speed = 1000; // of more interest than time is what happens at once
    for (EventId events = 0; events < 60; events += 6) {
        const auto run = LiveRun::create(scenario, request);
        run->runUntil(Never);
        Trace trace;
        while (trace.size() < events && !run->isOver())
            run->drain(trace);
    }
}

QTEST_APPLESS_MAIN(tst_LiveRun)
#include "tst_liverun.moc"
