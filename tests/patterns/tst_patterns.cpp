#include "tests/support/enginetest.h"

#ifndef Q_MOC_RUN
#include "core/patterns/deadlineexecutor.h"
#include "core/patterns/gracefulshutdown.h"
#include "core/patterns/timeoutpolicy.h"
#endif

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

/// Runs @p operation and says how it ended, and when.
template <typename Operation>
Task<> told(Operation operation)
{
    auto outcome = co_await catching(std::move(operation));
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
    EngineTest::say("at", EngineTest::now());
}

// -- retry and timeout policy

Task<int> attempt(int number, int succeedsAt, const char *error)
{
    say("#" + std::to_string(number));
    co_await checkpoint();
    if (number < succeedsAt)
        fail(error);
    co_return number;
}
Task<> retried(RetryPolicy policy, int succeedsAt, const char *error = "Oops")
{
    auto make = [succeedsAt, error](int number) { return attempt(number, succeedsAt, error); };
    auto trying = retry(std::move(policy), make);
    co_await told(std::move(trying));
}
Task<> slowAttempts()
{
    RetryPolicy policy;
    policy.attempts = 2;
    policy.timeout = 5ms;
    policy.delay = 1ms;
    auto make = [] { return sleeper(1s, "slow"); };
    auto trying = retry(policy, make);
    co_await told(std::move(trying));
}
Task<> neverRetriesACancellation()
{
    CancelScope scope;
    auto body = [](CancelScope *own) -> Task<> {
        RetryPolicy policy;
        policy.retryOn = [](const Error &) { return true; };
        auto make = [own]() -> Task<> {
            say("tried");
            own->cancel();
            return sleeper(1s, "x");
        };
        co_await retry(policy, make);
        say("never");
    };
    auto task = body(&scope);
    const bool finished = co_await withScope(scope, std::move(task));
    EngineTest::say("finished", finished);
}
Task<> sessionOfRequests()
{
    RetryPolicy twice;
    twice.attempts = 2;
    const TimeoutPolicy policy
        = TimeoutPolicy().withRequestTimeout(30ms).withSessionTimeout(100ms).withRetry(std::move(twice));
    auto session = [](TimeoutPolicy own) -> Task<> {
        auto quick = [] { return sleeper(10ms, "quick"); };
        co_await own.request(quick);
        auto slow = [] { return sleeper(1s, "slow"); };
        auto request = own.request(slow);
        co_await told(std::move(request)); // two attempts of 30 ms
        co_await sleepFor(1s);
        say("never");
    };
    auto body = session(policy);
    auto whole = policy.session(std::move(body));
    co_await told(std::move(whole));
}

// -- deadline executor

Task<> sharesOfHugeWeights()
{
    co_await checkpoint();
    const auto shareOf = [](std::vector<double> weights) {
        DeadlineExecutor executor = DeadlineExecutor::within(1s);
        executor.planShares(std::move(weights));
        EngineTest::say("share", executor.nextShare() / 1ms);
    };
    shareOf({1.5e308, 0.5e308});
    shareOf({1e308, 1e-308});
    shareOf({1e-3, 0.999});
}

Task<> sharesOfABudget()
{
    DeadlineExecutor executor = DeadlineExecutor::within(100ms);
    executor.planShares({1, 1, 2});
    auto first = executor.executeShare(sleeper(5ms, "first")); // has 25, takes 5
    co_await std::move(first);
    const auto share = std::chrono::duration_cast<std::chrono::microseconds>(executor.nextShare());
    EngineTest::say("share", share.count());                    // a third of 95
    auto second = executor.executeShare(sleeper(1s, "second")); // overruns
    co_await told(std::move(second));
    auto third = executor.executeShare(sleeper(1s, "third")); // its share ends with the whole
    co_await told(std::move(third));
    EngineTest::say("expired", executor.isExpired());
}
Task<> requestOrDeadline()
{
    const DeadlineExecutor executor = DeadlineExecutor::within(50ms);
    auto request = executor.executeWithTimeout(30ms, sleeper(1s, "a"));
    co_await told(std::move(request));
    EngineTest::say("expired", executor.isExpired());
    auto next = executor.executeWithTimeout(30ms, sleeper(1s, "b"));
    co_await told(std::move(next));
    EngineTest::say("expired", executor.isExpired());
    auto late = executor.execute(sleeper(1ms, "c"));
    co_await told(std::move(late));
}

// -- cancellable operation

Task<> cleansUp()
{
    co_await sleepFor(1ms);
    say("cleaned");
}
template <typename Body>
Task<> runOperation(CancellableOperation *operation, Body body)
{
    operation->setCleanup(cleansUp);
    auto running = operation->run(std::move(body));
    co_await told(std::move(running));
    say(toString(operation->status()));
}
Task<> operationThatCompletes()
{
    CancellableOperation operation;
    say(toString(operation.status()));
    co_await runOperation(&operation, sleeper(5ms, "body"));
    auto again = operation.run(sleeper(5ms, "again"));
    co_await told(std::move(again)); // once only
    say(toString(operation.status()));
}
Task<> operationThatIsLate()
{
    CancellableOperation operation;
    operation.setTimeout(5ms);
    co_await runOperation(&operation, sleeper(1s, "body"));
}
Task<> operationThatFails()
{
    CancellableOperation operation;
    co_await runOperation(&operation, failing(2ms));
}
Task<> operationUnderAToken(bool byName)
{
    CancellationToken token;
    CancellableOperation operation(token);
    auto body = [&, byName](TaskGroup &group) -> Task<> {
        group.spawn(runOperation(&operation, sleeper(1s, "body")));
        co_await sleepFor(3ms);
        say(toString(operation.status()));
        if (byName)
            operation.cancel();
        else
            token.cancel();
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    EngineTest::say("cancelled", token.isCancelled());
}
Task<> operationInACancelledScope()
{
    CancellableOperation operation;
    const bool finished = co_await moveOnAfter(4ms, runOperation(&operation, sleeper(1s, "body")));
    EngineTest::say("finished", finished);
    say(toString(operation.status()));
}
Task<> operationWhoseCleanupFails()
{
    CancellableOperation operation;
    operation.setCleanup([] { return failing(0ms, "Cleanup"); });
    auto running = operation.run(sleeper(1ms, "body"));
    co_await told(std::move(running));
    say(toString(operation.status()));
}

// -- graceful shutdown

Task<> works(GracefulShutdown *shutdown, Duration length, const char *name)
{
    auto counted = shutdown->operation(sleeper(length, name));
    const bool accepted = co_await std::move(counted);
    say(std::string(name) + (accepted ? "-done" : "-refused"));
}
Task<> stops(CancellationToken token, Duration after)
{
    co_await sleepFor(after);
    token.cancel("stop");
}
Task<> shutDown(Duration grace, Duration work, Duration after, Duration cleanup)
{
    const CancellationToken token;
    GracefulShutdown shutdown(token, grace);
    shutdown.setCleanup([cleanup] { return sleeper(cleanup, "cleanup"); }, 10ms);
    auto serve = [work](GracefulShutdown *own) -> Task<> {
        auto body = [own, work](TaskGroup &group) -> Task<> {
            group.spawn(works(own, work, "job"));
            co_await sleepForever();
        };
        const bool finished = co_await withTaskGroup(body);
        EngineTest::say("finished", finished);
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        group.spawn(stops(token, after));
        auto task = serve(&shutdown);
        const bool finished = co_await shutdown.run(std::move(task));
        EngineTest::say("finished", finished);
        EngineTest::say("at", EngineTest::now());
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    EngineTest::say("cut-short", shutdown.wasCleanupCutShort());
    EngineTest::say("pending", shutdown.pendingOperations());
}
Task<> refusesNewOnes()
{
    const CancellationToken token;
    GracefulShutdown shutdown(token, 100ms);
    auto serve = [](GracefulShutdown *own) -> Task<> {
        auto body = [own](TaskGroup &group) -> Task<> {
            group.spawn(works(own, 20ms, "old"));
            co_await sleepFor(10ms);
            own->begin();
            group.spawn(works(own, 1ms, "new"));
            co_await sleepForever();
        };
        const bool finished = co_await withTaskGroup(body);
        EngineTest::say("finished", finished);
    };
    auto task = serve(&shutdown);
    const bool finished = co_await shutdown.run(std::move(task));
    EngineTest::say("finished", finished);
    EngineTest::say("at", EngineTest::now());
}

} // namespace

class tst_Patterns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void retryStopsWithTheFirstSuccess() { SAYS("#1 #2 value at=100", retried({.attempts = 5, .delay = 100ms}, 2)); }
    void theLastErrorIsRaised() { SAYS("#1 #2 errorO at=0", retried({.attempts = 2}, 9)); }
    void delaysGrowUpToALimit();
    void anErrorThatIsNotWorthItIsRaisedAtOnce();
    void anAttemptThatIsCutShortIsATimeout() { SAYS("~slow ~slow errorT at=11", slowAttempts()); }
    void aCancellationIsNeverRetried() { SAYS("tried ~x finished=no", neverRetriesACancellation()); }
    void aPolicyLimitsRequestsAndTheSession()
    {
        SAYS("woke-quick ~quick ~slow ~slow errorT at=70 errorT at=100", sessionOfRequests());
    }
    void aPolicyRefusesWhatMakesNoSense();
    void sharesOfHugeWeightsAreShares() { SAYS("share=750 share=1000 share=1", sharesOfHugeWeights()); }
    void sharesFollowTheWeights()
    {
        SAYS("woke-first ~first share=31666 ~second errorT at=36 ~third errorT at=100 expired=yes", sharesOfABudget());
    }
    void aTimeoutIsTheRequestsOrTheDeadlines()
    {
        SAYS("~a errorT at=30 expired=no ~b errorT at=50 expired=yes ~c errorT at=50", requestOrDeadline());
    }
    void anOperationSaysHowFarItIs()
    {
        SAYS("pending woke-body ~body cleaned value at=6 completed errorR at=6 completed", operationThatCompletes());
    }
    void aLateOneIsTimedOut() { SAYS("~body cleaned errorT at=6 timed_out", operationThatIsLate()); }
    void aFailedOneCleansUpToo() { SAYS("cleaned errorO at=3 failed", operationThatFails()); }
    void aTokenCancelsItAndTheTaskGoesOn()
    {
        SAYS("running ~body cleaned value at=4 cancelled cancelled=yes", operationUnderAToken(false));
    }
    void itIsCancelledByNameWithoutItsToken()
    {
        SAYS("running ~body cleaned value at=4 cancelled cancelled=no", operationUnderAToken(true));
    }
    void anEnclosingScopeWins()
    {
        SAYS("~body cleaned cancelledC at=5 cancelled finished=yes cancelled", operationInACancelledScope());
    }
    void aCleanupThatRaisesIsAFailure() { SAYS("woke-body ~body errorC at=1 failed", operationWhoseCleanupFails()); }
    void whatFinishesInTimeIsWaitedFor()
    {
        SAYS("woke-job ~job job-done woke-cleanup ~cleanup finished=no at=27 cut-short=no pending=0",
             shutDown(50ms, 20ms, 10ms, 7ms));
    }
    void afterTheGraceTheRestIsCancelled()
    {
        SAYS("~job woke-cleanup ~cleanup finished=no at=67 cut-short=no pending=0", shutDown(50ms, 500ms, 10ms, 7ms));
    }
    void withNothingPendingItEndsInTheSameStep()
    {
        SAYS("woke-job ~job job-done woke-cleanup ~cleanup finished=no at=37 cut-short=no pending=0",
             shutDown(50ms, 20ms, 30ms, 7ms));
    }
    void cleanupHasALimit()
    {
        SAYS("woke-job ~job job-done ~cleanup finished=no at=30 cut-short=yes pending=0",
             shutDown(50ms, 20ms, 10ms, 1s));
    }
    void newOperationsAreRefused() { SAYS("new-refused woke-old ~old old-done finished=no at=20", refusesNewOnes()); }
};

void tst_Patterns::delaysGrowUpToALimit()
{
    const RetryPolicy policy{.attempts = 9, .delay = 10ms, .factor = 2, .maxDelay = 35ms};
    QVERIFY(policy.delayAfter(1) == 10ms);
    QVERIFY(policy.delayAfter(2) == 20ms);
    QVERIFY(policy.delayAfter(3) == 35ms);
    QVERIFY(policy.delayAfter(2000) == 35ms); // no overflow
    QVERIFY((RetryPolicy{.delay = 1ms, .factor = 10}.delayAfter(2000) == Forever));
    QVERIFY((RetryPolicy{.delay = 0ms, .factor = 2}.delayAfter(1100) == 0ms)); // 0 × 2^1099, which is infinite
    QVERIFY((RetryPolicy{.delay = 1h, .factor = 0}.delayAfter(2) == 0ms));
    QVERIFY((RetryPolicy{.delay = 1h, .factor = 1e-7}.delayAfter(2) == 360us));
}

void tst_Patterns::anErrorThatIsNotWorthItIsRaisedAtOnce()
{
    RetryPolicy policy;
    policy.retryOn = [](const Error &error) { return error.type == "Flaky"; };
    SAYS("#1 errorO at=0", retried(policy, 9));
    SAYS("#1 #2 #3 errorF at=0", retried(policy, 9, "Flaky"));
}

void tst_Patterns::aPolicyRefusesWhatMakesNoSense()
{
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, TimeoutPolicy().withRequestTimeout(-1ms));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, TimeoutPolicy().withSessionTimeout(-1ms));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, TimeoutPolicy().withRetry({.attempts = 0}));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, GracefulShutdown(CancellationToken(), -1ms));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, DeadlineExecutor(Never).planShares({1, 0}));
}

QTEST_APPLESS_MAIN(tst_Patterns)
#include "tst_patterns.moc"
