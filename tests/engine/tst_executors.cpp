#include "tests/support/enginetest.h"

#ifndef Q_MOC_RUN
#include "core/engine/poolexecutor.h"
#include "core/engine/runblocking.h"
#include "core/engine/taskgroup.h"
#endif

#include <QScopeGuard>

#include <atomic>
#include <latch>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

Task<> counter(int *shared, int times)
{
    for (int i = 0; i < times; ++i) {
        ++*shared; // tasks of a run take turns: no lock
        co_await checkpoint();
    }
}
Task<> manyCounters(int *shared)
{
    auto body = [shared](TaskGroup &group) -> Task<> {
        for (int i = 0; i < 50; ++i)
            group.spawn(counter(shared, 20));
        co_return;
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
}

Task<> systemTask()
{
    auto forever = [] { return sleepFor(Forever); };
    auto outcome = co_await catching(forever);
    say(outcome.isCancelled() ? "stopped" : "ended");
    co_await std::move(outcome);
}
Task<> failingSystemTask()
{
    co_await sleepFor(5ms);
    throw std::out_of_range("nobody hears of it");
}
Task<> besideSystemTasks()
{
    CancelScope scope;
    auto body = [](CancelScope *own) -> Task<> {
        Scheduler::current().startSystemTask(systemTask());
        Scheduler::current().startSystemTask(failingSystemTask());
        own->cancel();
        co_await checkpoint();
    };
    auto scoped = withScope(scope, body(&scope));
    const bool finished = co_await std::move(scoped);
    EngineTest::say("finished", finished);
    co_await sleepFor(10ms);
    say("alive"); // neither the scope nor the error reached anybody else
    Scheduler::current().cancelSystemTasks(CancelReason{CancelSource::Shutdown, "closing", {}});
    co_await sleepFor(1ms);
}

Task<> blockingResult()
{
    auto work = [] { return 6 * 7; };
    const int value = co_await runBlocking(work);
    EngineTest::say("value", value);
    auto thrower = [] { throw std::out_of_range("no such row"); };
    auto failingCall = runBlocking(thrower);
    auto outcome = co_await catching(std::move(failingCall));
    say(outcome.handled()->type);
}

Task<> blockForInScope(Duration length, BlockingOptions options, Duration checkEvery)
{
    CancelScope scope(CancelScope::Options{25ms, false});
    auto body = [](Duration time, BlockingOptions how, Duration every) -> Task<> {
        co_await blockFor(time, how, every);
        say("returned");
        co_await checkpoint();
        say("never");
    };
    auto task = body(length, options, checkEvery);
    const bool finished = co_await withScope(scope, std::move(task));
    EngineTest::say("finished", finished);
    EngineTest::say("at", EngineTest::now());
}

Task<> sleepForeverInTask()
{
    co_await sleepForever();
}

Task<> neverEnding(int *alive)
{
    ++*alive;
    const auto down = qScopeGuard([alive] { --*alive; });
    co_await sleepForever();
}

Task<> computesForEver()
{
    CancelScope scope;
    auto body = [](CancelScope *own) -> Task<> {
        Scheduler::current().executor().holdThread(Forever);
        own->cancel(); // looks for deadlines that have passed; this scope has none
        co_await checkpoint();
    };
    auto task = body(&scope);
    const bool finished = co_await withScope(scope, std::move(task));
    EngineTest::say("finished", finished);
    EngineTest::say("has-time", Scheduler::current().now() < Never);
}

Task<> cancelledOnEntry()
{
    CancelScope scope;
    scope.cancel();
    auto never = [] { EngineTest::say("never"); };
    const bool finished = co_await withScope(scope, runBlocking(never));
    EngineTest::say("finished", finished);
}

/// A call that asks until it is told to stop.
Task<> pollingThread(std::latch *started)
{
    auto poll = [started] {
        started->count_down();
        for (;;)
            checkCancelled();
    };
    co_await runBlocking(poll);
}
Task<> pollUntilCancelled(std::latch *started, bool *wasCaught)
{
    CancelScope scope;
    auto canceller = [](CancelScope *own, std::latch *running) -> Task<> {
        auto waitForIt = [running] { running->wait(); };
        co_await runBlocking(waitForIt);
        own->cancel();
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        group.spawn(canceller(&scope, started));
        const bool finished = co_await withScope(scope, pollingThread(started));
        static_cast<void>(finished);
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    *wasCaught = scope.cancelledCaught();
}

Task<> everything(int *alive)
{
    struct Alive
    {
        explicit Alive(int *own)
            : count(own)
        {
            ++*count;
        }
        ~Alive() { --*count; }
        int *count;
    };
    auto leaf = [](int *count, Duration length) -> Task<> {
        const Alive here(count);
        co_await sleepFor(length);
        co_await finallyDo(sleepFor(1ms), shield(sleepFor(1ms)));
    };
    auto limited = [leaf](int *count) -> Task<> {
        const Alive here(count);
        auto task = leaf(count, 5ms);
        const bool finished = co_await moveOnAfter(3ms, std::move(task));
        static_cast<void>(finished);
        co_await blockFor(2ms);
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        const Alive here(alive);
        for (int i = 0; i < 3; ++i) {
            group.spawn(leaf(alive, Duration(i * 1'000'000)));
            group.spawn(limited(alive));
        }
        group.spawn(failing(4ms));
        co_await sleepFor(2ms);
    };
    auto opened = withTaskGroup(body);
    auto outcome = co_await catching(std::move(opened));
    static_cast<void>(outcome.handled());
}

} // namespace

class tst_Executors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksOfARunNeverRunTogether();
    void systemTasksAreReachedByTheirOwnCancelAlone() { SAYS("finished=no alive stopped", besideSystemTasks()); }
    void runBlockingGivesResultsAndErrors() { SAYS("value=42 std::out_of_range", blockingResult()); }
    void TH_1_aCancellationWaitsForTheCall() { SAYS("returned finished=no at=40", blockForInScope(40ms, {}, Forever)); }
    void TH_1_onlyTheEntryAsks() { SAYS("finished=no", cancelledOnEntry()); }
    void TH_2_anAbandonedCallIsLeftAtOnce();
    void TH_3_aThreadAsksAtItsMultiples() { SAYS("finished=no at=30", blockForInScope(40ms, {}, 10ms)); }
    void TH_3_aRealThreadHearsOfTheCancellation();
    void TH_3_aForeignThreadMayNotAsk();
    void aRunCanBeAbandonedAtEveryTurn();
    void aPausedPoolRunGoesOnOnlyByStep();
    void aTaskMayComputeJustAfterTheClockWasChanged();
    void aPoolRunIsAbandonedWithItsExecutor();
    void theIdleHandlerIsAskedUntilItSaysNo();
    void afterTheHandlerSaidNoNoTurnFollows();
    void aPoolRunComesToRestAtItsLastMoment();
    void theIdleHandlerMayDestroyItsExecutor();
    void computingForEverEndsBeforeNever();
    void aCallThatNeverEndsIsStuckOnEveryExecutor();
    void aCallThatNeverEndsHearsOfACancellationOnEveryExecutor();
};

void tst_Executors::TH_2_anAbandonedCallIsLeftAtOnce()
{
    BlockingOptions options;
    options.abandonOnCancel = true;
    SAYS("finished=no at=25", blockForInScope(40ms, options, 10ms));
}

void tst_Executors::tasksOfARunNeverRunTogether()
{
    int shared = 0;
    PoolExecutor executor;
    executor.start(manyCounters(&shared));
    QVERIFY(executor.wait() == Progress::Ended);
    QCOMPARE(shared, 1000);
}

void tst_Executors::TH_3_aRealThreadHearsOfTheCancellation()
{
    std::latch started(1);
    bool wasCaught = false;
    PoolExecutor executor;
    executor.start(pollUntilCancelled(&started, &wasCaught));
    QVERIFY(executor.wait() == Progress::Ended);
    QVERIFY(wasCaught);
}

void tst_Executors::TH_3_aForeignThreadMayNotAsk()
{
    QVERIFY_THROWS_EXCEPTION(std::logic_error, checkCancelled());
}

void tst_Executors::aRunCanBeAbandonedAtEveryTurn()
{
    int alive = 0;
    for (std::uint64_t turns = 0; turns < 200; ++turns) {
        bool isEnded = false;
        {
            VirtualTimeExecutor executor;
            const Scheduler::EnterGuard entered(executor.scheduler());
            executor.scheduler().start(everything(&alive));
            isEnded = executor.runUntil(Never, turns) == Progress::Ended;
        }
        QCOMPARE(alive, 0); // every destructor ran
        if (isEnded) {
            QVERIFY(turns > 20);
            return;
        }
    }
    QFAIL("the run did not end");
}

void tst_Executors::aPausedPoolRunGoesOnOnlyByStep()
{
    std::atomic<int> seen = 0;
    std::atomic<bool> stepped = false;
    PoolExecutor executor;
    executor.pause();
    auto body = [&]() -> Task<> {
        ++seen;
        co_await sleepFor(std::chrono::hours(1)); // jumped over by the next step
        ++seen;
        stepped = true;
        stepped.notify_all();
        co_await sleepForever();
    };
    executor.start(body());
    executor.pause();
    while (seen < 2)
        executor.step();
    stepped.wait(false);
    QCOMPARE(seen.load(), 2);
    QVERIFY(executor.now() >= TimePoint(std::chrono::hours(1)));
}

void tst_Executors::aTaskMayComputeJustAfterTheClockWasChanged()
{
    PoolExecutor executor;
    auto body = [](PoolExecutor *own) -> Task<> {
        own->setSpeed(1000); // as somebody else may in the same moment
        own->holdThread(10ms);
        co_return;
    };
    executor.start(body(&executor));
    QVERIFY(executor.wait() == Progress::Ended);
    QVERIFY(executor.now() >= TimePoint(10ms));
}

void tst_Executors::aPoolRunIsAbandonedWithItsExecutor()
{
    int alive = 0;
    for (int i = 0; i < 20; ++i) {
        {
            PoolExecutor executor;
            executor.start(everything(&alive));
        }
        QCOMPARE(alive, 0);
    }
}

void tst_Executors::theIdleHandlerIsAskedUntilItSaysNo()
{
    int asked = 0;
    PoolExecutor executor;
    const auto onIdle = [&asked](Progress progress) { return progress == Progress::Stuck && ++asked < 4; };
    executor.start(sleepForeverInTask(), onIdle);
    QVERIFY(executor.wait() == Progress::Stuck);
    QCOMPARE(asked, 4); // though nothing changed between
    QVERIFY(executor.isOver());
}

void tst_Executors::afterTheHandlerSaidNoNoTurnFollows()
{
    std::atomic<bool> posted = false;
    {
        PoolExecutor executor;
        executor.start(sleepForeverInTask(), [](Progress) { return false; });
        executor.wait();
        executor.post([&posted] { posted = true; });
        executor.step();
    }
    QVERIFY(!posted);
}

void tst_Executors::aPoolRunComesToRestAtItsLastMoment()
{
    std::vector<Progress> reached;
    PoolExecutor executor;
    executor.setLastMoment(TimePoint(5ms));
    const auto onIdle = [&](Progress progress) {
        reached.push_back(progress);
        executor.setLastMoment(Never);
        return progress == Progress::Limited;
    };
    executor.start(sleeper(20ms, "late"), onIdle);
    executor.wait();
    QCOMPARE(reached, (std::vector<Progress>{Progress::Limited, Progress::Ended}));
}

void tst_Executors::theIdleHandlerMayDestroyItsExecutor()
{
    for (int i = 0; i < 20; ++i) {
        int alive = 0;
        auto executor = std::make_unique<PoolExecutor>();
        std::latch destroyed(1);
        const auto onIdle = [&executor, &destroyed](Progress) {
            executor.reset();
            destroyed.count_down();
            return false;
        };
        executor->start(neverEnding(&alive), onIdle);
        destroyed.wait();
        QCOMPARE(alive, 0);
    }
}

void tst_Executors::computingForEverEndsBeforeNever()
{
    SAYS("finished=no has-time=yes", computesForEver());
}

void tst_Executors::aCallThatNeverEndsIsStuckOnEveryExecutor()
{
    const auto call = [] { return blockForInScope(Forever, {}, Forever); };
    QCOMPARE(EngineTest::run(call()), std::string("STUCK"));
    QCOMPARE(EngineTest::runOnPool(call()), std::string("STUCK"));
}

void tst_Executors::aCallThatNeverEndsHearsOfACancellationOnEveryExecutor()
{
    const auto isCutShort = [](const std::string &said) { return said.starts_with("finished=no "); };
    BlockingOptions abandon;
    abandon.abandonOnCancel = true;
    QVERIFY(isCutShort(EngineTest::run(blockForInScope(Forever, {}, 10ms))));
    QVERIFY(isCutShort(EngineTest::run(blockForInScope(Forever, abandon, Forever))));
    QVERIFY(isCutShort(EngineTest::runOnPool(blockForInScope(Forever, {}, 10ms))));
    QVERIFY(isCutShort(EngineTest::runOnPool(blockForInScope(Forever, abandon, Forever))));
}

QTEST_APPLESS_MAIN(tst_Executors)
#include "tst_executors.moc"
