#include "tests/support/enginetest.h"

#ifndef Q_MOC_RUN
#include "core/engine/runblocking.h"
#endif

#include <latch>
#include <thread>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

// Threads are real here, time is not: it stands still while the run waits for a thread.

Task<> limitedCalls(CapacityLimiter *limiter, Duration length)
{
    BlockingOptions options;
    options.limiter = limiter;
    co_await blockFor(length, options);
    EngineTest::say("at", EngineTest::now());
}
Task<> twoAtATime()
{
    CapacityLimiter limiter(2);
    auto body = [&limiter](TaskGroup &group) -> Task<> {
        for (int i = 0; i < 4; ++i)
            group.spawn(limitedCalls(&limiter, 10ms));
        co_return;
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
    EngineTest::say("borrowed", limiter.borrowedTokens());
}

/// A call is abandoned after 5 of 30 ms; the next one needs its token.
Task<> abandonedKeepsItsToken()
{
    CapacityLimiter limiter(1);
    BlockingOptions options;
    options.abandonOnCancel = true;
    options.limiter = &limiter;
    auto call = blockFor(30ms, options);
    const bool finished = co_await moveOnAfter(5ms, std::move(call));
    EngineTest::say("finished", finished);
    EngineTest::say("borrowed", std::to_string(limiter.borrowedTokens()) + "@" + EngineTest::now());
    co_await blockFor(1ms, options);
    EngineTest::say("borrowed", std::to_string(limiter.borrowedTokens()) + "@" + EngineTest::now());
}

/// The limiter is gone before the thread that has its token.
Task<> limiterGoesFirst()
{
    auto abandons = []() -> Task<> {
        CapacityLimiter limiter(1);
        BlockingOptions options;
        options.abandonOnCancel = true;
        options.limiter = &limiter;
        auto call = blockFor(30ms, options);
        const bool finished = co_await moveOnAfter(5ms, std::move(call));
        EngineTest::say("finished", finished);
    };
    co_await abandons();
    co_await sleepFor(50ms);
    EngineTest::say("at", EngineTest::now());
}
Task<> limiterGoesBeforeARealThread()
{
    auto mayEnd = std::make_shared<std::latch>(1); // the thread may outlive all of this
    auto abandons = [](std::shared_ptr<std::latch> latch) -> Task<> {
        CapacityLimiter limiter(1);
        BlockingOptions options;
        options.abandonOnCancel = true;
        options.limiter = &limiter;
        CancelScope scope;
        auto work = [latch, &scope] {
            runSyncFromThread([&scope] { scope.cancel(); });
            latch->wait();
        };
        auto call = runBlocking(work, options);
        const bool finished = co_await withScope(scope, std::move(call));
        EngineTest::say("finished", finished);
    };
    co_await abandons(mayEnd);
    mayEnd->count_down();
    auto nothing = [] { std::this_thread::yield(); };
    for (int i = 0; i < 20; ++i) // by then its message has come
        co_await runBlocking(nothing);
}

Task<> realThreadKeepsItsToken()
{
    CapacityLimiter limiter(1);
    BlockingOptions options;
    options.abandonOnCancel = true;
    options.limiter = &limiter;
    CancelScope scope;
    std::latch mayEnd(1);
    auto work = [&mayEnd, &scope] {
        runSyncFromThread([&scope] { scope.cancel(); });
        mayEnd.wait();
    };
    auto call = runBlocking(work, options);
    const bool finished = co_await withScope(scope, std::move(call));
    EngineTest::say("finished", finished);
    EngineTest::say("borrowed", limiter.borrowedTokens());
    mayEnd.count_down();
    const LimiterToken token = co_await limiter.acquire(); // waits until the thread has really ended
    say("ended");
}

Task<int> doubled(int value)
{
    co_await sleepFor(0ms);
    co_return 2 * value;
}
Task<> runsThingsInTheRun()
{
    const std::thread::id here = std::this_thread::get_id();
    auto work = [here] {
        const int value = runFromThread([] { return doubled(21); });
        const bool isThere = runSyncFromThread([here] { return std::this_thread::get_id() == here; });
        const bool isHere = std::this_thread::get_id() == here;
        return std::to_string(value) + (isThere ? " there" : "") + (isHere ? " here" : "");
    };
    const std::string result = co_await runBlocking(work);
    say(result);
}

Task<> errorsComeBack()
{
    auto work = [] {
        try {
            runFromThread([] { return failing(0ms, "Remote"); });
        } catch (const RaisedError &error) {
            return error.error()->type;
        }
        return std::string("none");
    };
    const std::string type = co_await runBlocking(work);
    say(type);
}

/// What a thread has done in its task is cancelled at its checkpoints; a plain call is not.
Task<> belowTheTasksScopes()
{
    CancelScope scope;
    auto work = [&scope] {
        runSyncFromThread([&scope] { scope.cancel(); });
        std::string said = "sync";
        try {
            runFromThread([] { return sleepForever(); });
        } catch (const Cancelled &) {
            said += " cancelled";
        }
        runSyncFromThread([&said] { said += " sync"; });
        return said;
    };
    auto inner = [](auto function) -> Task<> {
        const std::string result = co_await runBlocking(function); // not abandoned: it comes back
        say(result);
        co_await checkpoint();
        say("never");
    };
    auto task = inner(work);
    const bool finished = co_await withScope(scope, std::move(task));
    EngineTest::say("finished", finished);
}

/// The task has left; what the thread wants runs as a task of the run, which nothing cancels.
Task<> fromAnAbandonedThread(std::string *result)
{
    BlockingOptions options;
    options.abandonOnCancel = true;
    Event done;
    CancelScope scope;
    auto work = [&scope, &done, result] {
        runSyncFromThread([&scope] { scope.cancel(); });
        const int value = runFromThread([] { return doubled(4); });
        *result = std::to_string(value);
        runSyncFromThread([&done] { done.set(); });
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        auto call = runBlocking(work, options);
        const bool finished = co_await withScope(scope, std::move(call));
        EngineTest::say("finished", finished);
        static_cast<void>(group);
        auto stayAlive = [] { std::this_thread::yield(); };
        while (!done.isSet())
            co_await runBlocking(stayAlive);
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
}

/// The run ends while an abandoned thread still wants something of it.
Task<> endsBefore(std::shared_ptr<std::latch> runIsOver, std::shared_ptr<std::latch> threadIsOver, std::string *result)
{
    BlockingOptions options;
    options.abandonOnCancel = true;
    CancelScope scope;
    auto work = [&scope, runIsOver, threadIsOver, result] {
        runSyncFromThread([&scope] { scope.cancel(); });
        runIsOver->wait();
        try {
            runFromThread([] { return doubled(4); });
        } catch (const RaisedError &error) {
            *result = error.error()->type;
        }
        threadIsOver->count_down();
    };
    auto call = runBlocking(work, options);
    const bool finished = co_await withScope(scope, std::move(call));
    EngineTest::say("finished", finished);
}

} // namespace

class tst_Threads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLimiterBoundsTheThreads() { SAYS("at=10 at=10 at=20 at=20 finished=yes borrowed=0", twoAtATime()); }
    void TH_2_anAbandonedCallKeepsItsTokenToItsEnd()
    {
        SAYS("finished=no borrowed=1@5 borrowed=0@31", abandonedKeepsItsToken());
    }
    void TH_2_soDoesARealThread() { SAYS("finished=no borrowed=1 ended", realThreadKeepsItsToken()); }
    void TH_2_aLimiterMayGoBeforeItsThreads();
    void TH_4_aThreadRunsThingsInItsRun() { SAYS("42 there", runsThingsInTheRun()); }
    void TH_4_theirErrorsComeBack() { SAYS("Remote", errorsComeBack()); }
    void TH_4_theyAreBelowTheTasksScopes() { SAYS("sync cancelled sync finished=no", belowTheTasksScopes()); }
    void TH_4_fromAnAbandonedThreadTheyAreUnaffected();
    void TH_4_whenTheRunIsOverTheyAreRefused();
    void TH_4_aForeignThreadMayNotAsk();
};

void tst_Threads::TH_2_aLimiterMayGoBeforeItsThreads()
{
    SAYS("finished=no at=55", limiterGoesFirst());
    SAYS_IN_ORDER("finished=no", limiterGoesBeforeARealThread());
}

void tst_Threads::TH_4_fromAnAbandonedThreadTheyAreUnaffected()
{
    std::string result;
    SAYS_IN_ORDER("finished=no", fromAnAbandonedThread(&result));
    QCOMPARE(result, std::string("8"));
}

void tst_Threads::TH_4_whenTheRunIsOverTheyAreRefused()
{
    const auto runIsOver = std::make_shared<std::latch>(1);
    const auto threadIsOver = std::make_shared<std::latch>(1);
    std::string result;
    SAYS_IN_ORDER("finished=no", endsBefore(runIsOver, threadIsOver, &result)); // once: a latch opens once
    runIsOver->count_down();
    threadIsOver->wait();
    QCOMPARE(result, std::string("RunFinishedError"));
}

void tst_Threads::TH_4_aForeignThreadMayNotAsk()
{
    QVERIFY_THROWS_EXCEPTION(std::logic_error, runSyncFromThread([] {}));
}

QTEST_APPLESS_MAIN(tst_Threads)
#include "tst_threads.moc"
