#include "tests/support/enginetest.h"

#ifndef Q_MOC_RUN
#include "core/patterns/cancellationtoken.h"
#endif

#include <unordered_set>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

Task<> waits(CancellationToken token, const char *name)
{
    co_await token.cancelled();
    say(name);
}

Task<> wakesEveryWaiterOnce()
{
    const CancellationToken token;
    auto body = [token](TaskGroup &group) -> Task<> {
        group.spawn(waits(token, "a"));
        group.spawn(waits(token, "b"));
        co_await sleepFor(1ms);
        EngineTest::say("cancelled", token.isCancelled());
        CancellationToken same = token;
        same.cancel("first");
        same.cancel("second");
        EngineTest::say("cancelled", token.isCancelled());
        say(token.reason());
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
}

Task<> waitingOnACancelledOne()
{
    CancellationToken token;
    token.cancel();
    co_await token.cancelled();
    say("ready");
    CancelScope scope;
    scope.cancel();
    const bool finished = co_await withScope(scope, token.cancelled()); // still a checkpoint
    EngineTest::say("finished", finished);
}

Task<> onlyDescendants()
{
    // root ─ a ─ b ─ c, and beside them root ─ d, and e alone: cancelling a reaches a, b, c.
    const CancellationToken root;
    CancellationToken a = root.childToken();
    const CancellationToken b = a.childToken();
    const CancellationToken c = b.childToken();
    const CancellationToken d = root.childToken();
    const CancellationToken e;
    const CancellationToken all[] = {root, a, b, c, d, e};
    int woken = 0;
    auto count = [](CancellationToken token, int *counter) -> Task<> {
        co_await token.cancelled();
        ++*counter;
    };
    auto body = [&](TaskGroup &group) -> Task<> {
        for (const CancellationToken &token : all)
            group.spawn(count(token, &woken));
        co_await sleepFor(1ms);
        a.cancel();
        co_await sleepFor(1ms);
        group.cancel();
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    EngineTest::say("woken", woken);
    for (const CancellationToken &token : all)
        EngineTest::say("cancelled", token.isCancelled());
}

Task<> sleepsUnder(CancellationToken token, Duration length, const char *name)
{
    auto body = sleeper(length, name);
    const bool finished = co_await token.runUntilCancelled(std::move(body));
    EngineTest::say("finished", finished);
}
Task<> runUntilCancelled()
{
    CancellationToken token;
    auto body = [&token](TaskGroup &group) -> Task<> {
        group.spawn(sleepsUnder(token, 5ms, "short"));
        group.spawn(sleepsUnder(token, 50ms, "long"));
        co_await sleepFor(10ms);
        token.cancel();
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
    EngineTest::say("at", EngineTest::now());
}
Task<> neverBegun()
{
    CancellationToken token;
    token.cancel();
    auto body = []() -> Task<int> {
        say("never");
        co_return 1;
    };
    const std::optional<int> result = co_await token.runUntilCancelled(body);
    EngineTest::say("result", result.has_value());
}
Task<> completionBeatsCancellation()
{
    CancellationToken token;
    auto body = [](CancellationToken own) -> Task<int> {
        co_await checkpoint();
        own.cancel(); // in the step in which it is done
        co_return 3;
    };
    auto task = body(token);
    const std::optional<int> result = co_await token.runUntilCancelled(std::move(task));
    EngineTest::say("result", result.has_value());
}
Task<> anErrorLeavesBare()
{
    const CancellationToken token;
    auto body = token.runUntilCancelled(failing(1ms));
    auto outcome = co_await catching(std::move(body));
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
}

} // namespace

class tst_CancellationToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void TK_1_cancelWakesEveryWaiterOnceAndForGood()
    {
        SAYS("cancelled=no cancelled=yes first a b finished=yes", wakesEveryWaiterOnce());
    }
    void TK_2_aCancelledOneIsReadyAtOnce() { SAYS("ready finished=no", waitingOnACancelledOne()); }
    void TK_3_cancelReachesDescendantsOnly()
    {
        SAYS("woken=3 cancelled=no cancelled=yes cancelled=yes cancelled=yes cancelled=no cancelled=no",
             onlyDescendants());
    }
    void TK_4_aChildOfACancelledOneIsBornCancelled();
    void TK_4_droppingNeverCancelsAndKeepsGrandchildrenLinked();
    void TK_4_aMillionDescendants();
    void TK_5_copiesAreTheSameToken();
    void TK_6_aDropGuardCancelsUnlessDisarmed();
    void TK_7_runUntilCancelledCutsShort()
    {
        SAYS("woke-short ~short finished=yes ~long finished=no at=10", runUntilCancelled());
    }
    void TK_7_cancelledBeforeTheBodyNeverBegins() { SAYS("result=no", neverBegun()); }
    void TK_7_completionBeatsCancellation() { SAYS("result=yes", completionBeatsCancellation()); }
    void TK_7_anErrorLeavesBare() { SAYS("errorO", anErrorLeavesBare()); }
    void TK_8_cancellingAScopeDoesNotCancelTheToken();
};

void tst_CancellationToken::TK_4_aChildOfACancelledOneIsBornCancelled()
{
    CancellationToken parent;
    parent.cancel("over");
    QVERIFY(parent.childToken().isCancelled());
    QCOMPARE(parent.childToken().reason(), std::string("over"));
}

void tst_CancellationToken::TK_4_droppingNeverCancelsAndKeepsGrandchildrenLinked()
{
    auto parent = std::make_unique<CancellationToken>();
    auto middle = std::make_unique<CancellationToken>(parent->childToken());
    const CancellationToken grandchild = middle->childToken();
    middle.reset();
    QVERIFY(!grandchild.isCancelled());
    parent->cancel();
    QVERIFY(grandchild.isCancelled());

    auto other = std::make_unique<CancellationToken>();
    const CancellationToken child = other->childToken();
    other.reset();
    QVERIFY(!child.isCancelled());
}

void tst_CancellationToken::TK_4_aMillionDescendants()
{
    CancellationToken root;
    CancellationToken last = root;
    for (int i = 0; i < 1'000'000; ++i)
        last = last.childToken(); // the one in between is held by its child alone
    root.cancel();
    QVERIFY(last.isCancelled());
    last = root; // the whole line goes at once
}

void tst_CancellationToken::TK_5_copiesAreTheSameToken()
{
    CancellationToken token;
    CancellationToken copy = token;
    QVERIFY(token == copy);
    QVERIFY(!(token == token.childToken()));
    QVERIFY(!(token == CancellationToken()));
    std::unordered_set<CancellationToken> set{token, copy};
    QCOMPARE(set.size(), std::size_t(1));
    copy.cancel();
    QVERIFY(token.isCancelled());
}

void tst_CancellationToken::TK_6_aDropGuardCancelsUnlessDisarmed()
{
    const CancellationToken token;
    const CancellationToken child = token.childToken();
    {
        DropGuard disarmed(token);
        QVERIFY(disarmed.disarm() == token);
    }
    QVERIFY(!token.isCancelled());
    {
        DropGuard first(token);
        {
            const DropGuard second(token);
            static_cast<void>(first.disarm()); // leaves the other alone
        }
        QVERIFY(token.isCancelled());
    }
    QVERIFY(child.isCancelled());
}

void tst_CancellationToken::TK_8_cancellingAScopeDoesNotCancelTheToken()
{
    CancellationToken token;
    CancelScope scope;
    {
        const TokenLink link(token, scope);
        scope.cancel();
        QVERIFY(!token.isCancelled());
    }
    CancelScope other;
    {
        const TokenLink link(token, other);
        token.cancel("stop");
    }
    QVERIFY(other.cancelCalled());
    QCOMPARE(other.ownReason()->text, std::string("stop")); // ours: tokio's has no reason
}

QTEST_APPLESS_MAIN(tst_CancellationToken)
#include "tst_cancellationtoken.moc"
