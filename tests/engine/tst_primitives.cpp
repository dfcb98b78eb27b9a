#include "tests/support/enginetest.h"

#ifndef Q_MOC_RUN
#include "core/engine/capacitylimiter.h"
#include "core/engine/channel.h"
#include "core/engine/lock.h"
#include "core/engine/semaphore.h"
#include "core/engine/throwing.h"
#endif

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

/// Runs @p operation in a scope that was cancelled already, then says whether it was cut short.
template <typename Operation>
Task<> inCancelledScope(Operation operation)
{
    CancelScope scope;
    scope.cancel();
    auto scoped = withScope(scope, std::move(operation));
    auto outcome = co_await catching(std::move(scoped));
    EngineTest::say(scope.cancelledCaught() ? "cut" : "had");
}

// -- lock

Task<> holdsLock(Lock *lock, const char *name, Duration length)
{
    const LockGuard held = co_await lock->acquire();
    say(name);
    co_await sleepFor(length);
}
Task<> lockIsFair()
{
    Lock lock;
    auto body = [&lock](TaskGroup &group) -> Task<> {
        group.spawn(holdsLock(&lock, "a", 1ms));
        co_await checkpoint();
        group.spawn(holdsLock(&lock, "b", 1ms));
        co_await checkpoint();
        group.spawn(holdsLock(&lock, "c", 1ms));
        co_await checkpoint();
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
    EngineTest::say("locked", lock.isLocked());
}
Task<> lockTwice()
{
    Lock lock;
    const LockGuard held = co_await lock.acquire();
    auto outcome = co_await catching(lock.acquire());
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
}
Task<> freeLockInCancelledScope()
{
    Lock lock;
    co_await inCancelledScope(lock.acquire());
    EngineTest::say("locked", lock.isLocked());
}
/// b is handed the lock in the same step in which it is cancelled.
Task<> lockHandedToACancelledTask(bool cancelFirst)
{
    Lock lock;
    CancelScope scope;
    auto waiter = [](Lock *own, CancelScope *in) -> Task<> {
        auto waiting = [](Lock *inner) -> Task<> {
            const LockGuard held = co_await inner->acquire();
            say("has");
            co_await checkpoint();
            say("never");
        };
        auto task = waiting(own);
        const bool finished = co_await withScope(*in, std::move(task));
        EngineTest::say("finished", finished);
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        LockGuard held = co_await lock.acquire();
        group.spawn(waiter(&lock, &scope));
        co_await sleepFor(1ms);
        if (cancelFirst)
            scope.cancel();
        held.release();
        scope.cancel();
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    EngineTest::say("locked", lock.isLocked());
}

// -- semaphore and limiter

Task<> takesOne(Semaphore *semaphore)
{
    co_await semaphore->acquire();
    EngineTest::say("at", EngineTest::now());
}
Task<> semaphoreCounts()
{
    Semaphore semaphore(1);
    auto body = [&semaphore](TaskGroup &group) -> Task<> {
        for (int i = 0; i < 3; ++i)
            group.spawn(takesOne(&semaphore));
        co_await sleepFor(5ms);
        semaphore.release();
        co_await sleepFor(5ms);
        semaphore.release();
        semaphore.release();
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
    EngineTest::say("free", semaphore.value());
}
Task<> freeSemaphoreInCancelledScope()
{
    Semaphore semaphore(1);
    co_await inCancelledScope(semaphore.acquire());
    EngineTest::say("free", semaphore.value());
}

Task<> worksWithToken(CapacityLimiter *limiter)
{
    const LimiterToken token = co_await limiter->acquire();
    co_await sleepFor(10ms);
    EngineTest::say("at", EngineTest::now());
}
Task<> limiterBounds(bool grows)
{
    CapacityLimiter limiter(2);
    auto body = [&limiter, grows](TaskGroup &group) -> Task<> {
        for (int i = 0; i < 4; ++i)
            group.spawn(worksWithToken(&limiter));
        co_await sleepFor(1ms);
        say(std::to_string(limiter.borrowedTokens()) + "/" + std::to_string(limiter.waitingTasks()));
        if (grows)
            limiter.setTotalTokens(4);
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    EngineTest::say("borrowed", limiter.borrowedTokens());
}
Task<> tokenTwice()
{
    CapacityLimiter limiter(5);
    const LimiterToken token = co_await limiter.acquire();
    auto outcome = co_await catching(limiter.acquire());
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
}
Task<> freeTokenInCancelledScope()
{
    CapacityLimiter limiter(1);
    co_await inCancelledScope(limiter.acquire());
    EngineTest::say("borrowed", limiter.borrowedTokens());
}
/// Every one of ten is cancelled at some moment; no token is lost whatever the order is.
Task<> tokensUnderFire()
{
    CapacityLimiter limiter(2);
    auto worker = [](CapacityLimiter *own, Duration patience) -> Task<> {
        auto task = worksWithToken(own);
        const bool finished = co_await moveOnAfter(patience, std::move(task));
        static_cast<void>(finished);
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        for (int i = 0; i < 10; ++i)
            group.spawn(worker(&limiter, Duration(i * 5'000'000)));
        co_return;
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    say("left" + std::to_string(limiter.borrowedTokens()) + std::to_string(limiter.waitingTasks()));
}

// -- channel

Task<> sendsThree(SendChannel<int> channel)
{
    for (int i = 1; i <= 3; ++i) {
        co_await channel.send(i);
        say("s" + std::to_string(i));
    }
}
Task<> receivesAll(ReceiveChannel<int> channel)
{
    for (;;) {
        auto outcome = co_await catching(channel.receive());
        if (!outcome.hasValue()) {
            say(outcome.handled()->type);
            co_return;
        }
        say("r" + std::to_string(outcome.value()));
        co_await sleepFor(1ms);
    }
}
Task<> throughChannel(std::size_t size)
{
    auto ends = openMemoryChannel<int>(size);
    auto body = [&ends](TaskGroup &group) -> Task<> {
        group.spawn(sendsThree(std::move(ends.first)));
        group.spawn(receivesAll(std::move(ends.second)));
        co_return;
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
}
Task<> readyItemInCancelledScope()
{
    auto ends = openMemoryChannel<int>(1);
    co_await ends.first.send(7);
    co_await inCancelledScope(ends.second.receive());
    const int item = co_await ends.second.receive();
    EngineTest::say("item", item); // it is still there
}
Task<> roomInCancelledScope()
{
    auto ends = openMemoryChannel<int>(1);
    co_await inCancelledScope(ends.first.send(7));
    ends.first.close();
    auto outcome = co_await catching(ends.second.receive());
    say(outcome.handled()->type); // nothing was sent
}
Task<> receiverIsCancelledAsTheItemArrives(bool cancelFirst)
{
    auto ends = openMemoryChannel<int>(0);
    CancelScope scope;
    auto receiver = [](ReceiveChannel<int> *from, CancelScope *in) -> Task<> {
        auto receiving = [](ReceiveChannel<int> *channel) -> Task<> {
            const int item = co_await channel->receive();
            say("got" + std::to_string(item));
        };
        auto task = receiving(from);
        const bool finished = co_await withScope(*in, std::move(task));
        EngineTest::say("finished", finished);
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        group.spawn(receiver(&ends.second, &scope));
        co_await sleepFor(1ms);
        if (cancelFirst)
            scope.cancel();
        auto send = ends.first.send(5);
        auto limited = moveOnAfter(1ms, std::move(send));
        const bool sent = co_await std::move(limited);
        scope.cancel();
        say(sent ? "sent" : "kept");
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
}
Task<> sendToNobody()
{
    auto ends = openMemoryChannel<int>(1);
    ends.second.close();
    auto outcome = co_await catching(ends.first.send(1));
    say(outcome.handled()->type);
    ends.first.close();
    auto closed = co_await catching(ends.first.send(1));
    say(closed.handled()->type);
}
Task<> waitingSenderHearsOfTheClosing()
{
    auto ends = openMemoryChannel<int>(0);
    auto sender = [](SendChannel<int> *channel) -> Task<> {
        try {
            co_await channel->send(1);
        } catch (const BrokenResourceError &) {
            say("broken");
        }
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        group.spawn(sender(&ends.first));
        co_await sleepFor(1ms);
        ends.second.close();
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
}
Task<> clonesKeepItOpen()
{
    auto ends = openMemoryChannel<int>(2);
    SendChannel<int> other = ends.first.clone();
    ends.first.close();
    co_await other.send(3);
    const int item = co_await ends.second.receive();
    EngineTest::say("item", item);
    other.close();
    try {
        const int none = co_await ends.second.receive();
        EngineTest::say("none", none);
    } catch (const EndOfChannel &) {
        say("end");
    }
}

// -- throwing

Task<> portedFromPython(bool swallows)
{
    CancelScope scope(CancelScope::Options{1ms, false});
    auto body = [](bool swallow) -> Task<> {
        try {
            co_await throwing(sleepForever());
        } catch (const Cancelled &cancelled) {
            say(EngineTest::shape(cancelled.error()));
            if (!swallow)
                throw;
        }
        co_await checkpoint(); // level-triggered: it stops here again
        say("never");
    };
    auto task = body(swallows);
    const bool finished = co_await withScope(scope, std::move(task));
    EngineTest::say("finished", finished);
    EngineTest::say("caught", scope.cancelledCaught());
}

} // namespace

class tst_Primitives : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLockIsHandedOnInOrder() { SAYS("a b c finished=yes locked=no", lockIsFair()); }
    void aLockIsTakenOnceByATask() { SAYS("errorR", lockTwice()); }
    void LV_7_aFreeLockInACancelledScopeIsNotTaken() { SAYS("cut locked=no", freeLockInCancelledScope()); }
    void LV_6_aLockThatWasHandedOverIsHeld() { SAYS("has finished=no locked=no", lockHandedToACancelledTask(false)); }
    void LV_6_whoIsCancelledFirstLeavesTheLine() { SAYS("finished=no locked=no", lockHandedToACancelledTask(true)); }
    void aSemaphoreGivesToWhoWaits() { SAYS("at=0 at=5 at=10 finished=yes free=1", semaphoreCounts()); }
    void LV_7_aFreeSemaphoreInACancelledScopeIsNotTaken() { SAYS("cut free=1", freeSemaphoreInCancelledScope()); }
    void aLimiterBoundsWhatHappensAtOnce() { SAYS("2/2 at=10 at=10 at=20 at=20 borrowed=0", limiterBounds(false)); }
    void aLimiterThatGrowsWakesWhoWaits() { SAYS("2/2 at=10 at=10 at=11 at=11 borrowed=0", limiterBounds(true)); }
    void aTokenIsTakenOnceByATask() { SAYS("errorR", tokenTwice()); }
    void aLimiterHasAToken() { QVERIFY_THROWS_EXCEPTION(std::invalid_argument, CapacityLimiter(0)); }
    void LV_7_aFreeTokenInACancelledScopeIsNotTaken() { SAYS("cut borrowed=0", freeTokenInCancelledScope()); }
    void LV_6_noTokenIsLostUnderAnySeed();
    void aRendezvousIsASendAndAReceive() { SAYS("s1 r1 s2 r2 s3 r3 EndOfChannel finished=yes", throughChannel(0)); }
    void aBufferLetsSendersRunAhead();
    void LV_7_anItemThatIsThereStaysInACancelledScope() { SAYS("cut item=7", readyItemInCancelledScope()); }
    void LV_7_nothingIsSentInACancelledScope() { SAYS("cut EndOfChannel", roomInCancelledScope()); }
    void LV_6_anItemThatWasHandedOverArrives()
    {
        SAYS("got5 finished=yes sent", receiverIsCancelledAsTheItemArrives(false));
    }
    void LV_6_whoIsCancelledFirstGetsNoItem() { SAYS("finished=no kept", receiverIsCancelledAsTheItemArrives(true)); }
    void sendingToNobodyIsAnError() { SAYS("BrokenResourceError ClosedResourceError", sendToNobody()); }
    void aWaitingSenderHearsOfTheClosing() { SAYS("broken finished=yes", waitingSenderHearsOfTheClosing()); }
    void aChannelEndsWithItsLastSender() { SAYS("item=3 end", clonesKeepItOpen()); }
    void whoWantsTheExceptionGetsIt() { SAYS("C finished=no caught=yes", portedFromPython(false)); }
    void LV_1_oneThatIsSwallowedComesAgain() { SAYS("C finished=no caught=yes", portedFromPython(true)); }
};

void tst_Primitives::LV_6_noTokenIsLostUnderAnySeed()
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const std::string said = EngineTest::run(tokensUnderFire(), seed);
        QVERIFY2(said.ends_with("left00"), said.c_str());
    }
}

void tst_Primitives::aBufferLetsSendersRunAhead()
{
    // The receiver sleeps 1 ms after each: by then all three have been sent.
    const std::string said = EngineTest::run(throughChannel(2));
    QVERIFY2(said.find("s3") < said.find("r2"), said.c_str());
    QVERIFY2(said.find("r1") < said.find("r2"), said.c_str());
    QVERIFY2(said.find("r2") < said.find("r3"), said.c_str());
}

QTEST_APPLESS_MAIN(tst_Primitives)
#include "tst_primitives.moc"
