#include "tests/support/enginetest.h"

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

Task<int> answer()
{
    co_await checkpoint();
    co_return 42;
}

template <typename Operation>
Task<> told(Operation operation)
{
    auto outcome = co_await catching(std::move(operation));
    say(EngineTest::tell(outcome));
    const ErrorPtr error = outcome.handled();
    if (error && error->context)
        say("context-" + EngineTest::shape(error->context));
}

Task<> failAfterThrows()
{
    co_await told(failAfter(5ms, sleeper(1s, "slow")));
    co_await told(failAfter(5ms, failing(1ms)));
    const int value = co_await failAfter(5ms, answer());
    EngineTest::say("value", value);
}

Task<> moveOnIsAnOptional()
{
    auto slow = []() -> Task<int> {
        co_await sleepFor(1s);
        co_return 1;
    };
    const auto late = co_await moveOnAfter(5ms, slow);
    EngineTest::say("late", late.has_value());
    const auto fast = co_await moveOnAfter(5ms, answer());
    EngineTest::say("fast-is-42", fast == 42);
}

Task<> explicitCancelIsATimeoutToo()
{
    CancelScope scope(CancelScope::Options{1h, false});
    scope.cancel();
    co_await told(failWithScope(scope, sleepForever()));
}

Task<> blockingCode()
{
    auto body = []() -> Task<> {
        Scheduler::current().executor().holdThread(1s);
        co_return;
    };
    co_await failAfter(5ms, body);
    say("fine");
}

Task<> shieldKeepsItsOwnDeadline()
{
    auto inner = []() -> Task<> {
        CancelScope scope(CancelScope::Options{7ms, true});
        const bool finished = co_await withScope(scope, sleepForever());
        EngineTest::say("finished", finished);
        EngineTest::say("at", EngineTest::now());
    };
    const bool finished = co_await moveOnAfter(2ms, inner);
    EngineTest::say("finished", finished); // no checkpoint followed
}

Task<> tieOfSleepAndDeadline()
{
    const bool finished = co_await moveOnAfter(5ms, sleeper(5ms, "body"));
    EngineTest::say("finished", finished);
}

Task<> nestedFailAfter()
{
    auto inner = failAfter(5ms, sleepForever());
    auto hold = [&inner]() -> Task<> {
        co_await std::move(inner);
        say("never");
    };
    co_await told(failAfter(5ms, hold));
}

Task<> twoSleepsEndTogether()
{
    auto body = [](TaskGroup &group) -> Task<> {
        group.spawn(failing(5ms, "A"));
        group.spawn(failing(5ms, "B"));
        co_return;
    };
    co_await told(withTaskGroup(body));
}

Task<> waitThenFail(Event *event)
{
    co_await event->wait();
    fail("E");
}
Task<> twoWokenByAnEvent()
{
    Event event;
    auto body = [&event](TaskGroup &group) -> Task<> {
        group.spawn(waitThenFail(&event));
        group.spawn(waitThenFail(&event));
        co_await sleepFor(1ms);
        event.set();
    };
    co_await told(withTaskGroup(body));
}

Task<> wouldRaiseAtTheDeadline()
{
    co_await told(moveOnAfter(5ms, failing(5ms)));
}

Task<> sleepsOfEveryLength()
{
    const std::uint64_t before = Scheduler::current().turns();
    co_await sleepFor(0ms);
    EngineTest::say("yielded", Scheduler::current().turns() > before);
    co_await sleepUntil(TimePoint(-1s));
    EngineTest::say("at", EngineTest::now());
    try {
        auto negative = sleepFor(-1ms);
        co_await std::move(negative);
    } catch (const std::invalid_argument &) {
        say("refused");
    }
}

} // namespace

class tst_Timeouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void TO_1_TO_4_failAfterThrowsUnlessTheBodyDoes()
    {
        SAYS("~slow errorT context-C errorO value=42", failAfterThrows());
    }
    void TO_1_moveOnAfterIsAnOptional() { SAYS("late=no fast-is-42=yes", moveOnIsAnOptional()); }
    void TO_2_anExplicitCancelIsATimeoutToo() { SAYS("errorT context-C", explicitCancelIsATimeoutToo()); }
    void TO_3_blockingCodeDefeatsADeadline() { SAYS("fine", blockingCode()); }
    void TO_5_aShieldKeepsItsOwnDeadline() { SAYS("finished=no at=7 finished=yes", shieldKeepsItsOwnDeadline()); }
    void TO_6_aTieOfSleepAndDeadlineGoesToTheScope();
    void TO_7_atTheSameInstantTheOuterOneWins() { SAYS("errorT context-C", nestedFailAfter()); }
    void TO_8_ofTwoSleepsThatEndTogetherOneErrorSurvives();
    void TO_8_ofTwoWokenByAnEventBothSurvive();
    void TO_9_whoWouldRaiseAtTheDeadlineIsCancelled() { SAYS("value", wouldRaiseAtTheDeadline()); }
    void TO_10_sleepIsAlwaysACheckpoint() { SAYS("yielded=yes at=0 refused", sleepsOfEveryLength()); }
    void TO_11_withoutADeadlineTimeDoesNotJump();
};

void tst_Timeouts::TO_6_aTieOfSleepAndDeadlineGoesToTheScope()
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed)
        QCOMPARE(EngineTest::run(tieOfSleepAndDeadline(), seed), std::string("~body finished=no"));
}

void tst_Timeouts::TO_8_ofTwoSleepsThatEndTogetherOneErrorSurvives()
{
    bool wasA = false;
    bool wasB = false;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const std::string result = EngineTest::run(twoSleepsEndTogether(), seed);
        wasA |= result == "error[A]";
        wasB |= result == "error[B]";
        QVERIFY2(result == "error[A]" || result == "error[B]", result.c_str());
    }
    QVERIFY(wasA);
    QVERIFY(wasB); // which one is a matter of order
}

void tst_Timeouts::TO_8_ofTwoWokenByAnEventBothSurvive()
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed)
        QCOMPARE(EngineTest::run(twoWokenByAnEvent(), seed), std::string("error[EE]"));
}

void tst_Timeouts::TO_11_withoutADeadlineTimeDoesNotJump()
{
    VirtualTimeExecutor executor;
    const auto forever = []() -> Task<> { co_await sleepForever(); };
    QVERIFY(executor.run(forever()) == Progress::Stuck);
    QVERIFY(executor.scheduler().now() == TimePoint());
}

QTEST_APPLESS_MAIN(tst_Timeouts)
#include "tst_timeouts.moc"
