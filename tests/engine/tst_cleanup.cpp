#include "tests/support/enginetest.h"

#ifndef Q_MOC_RUN
#include "core/engine/throwing.h"
#endif

#include <exception>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

Task<> quietly(Duration length, const char *name)
{
    co_await sleepFor(length);
    say(name);
}
Task<> failAtOnce(const char *type)
{
    fail(type);
    co_return;
}

Task<> cleanupUnshieldedAndShielded()
{
    auto unshielded = finallyDo(sleepForever(), quietly(1ms, "never"));
    const bool first = co_await moveOnAfter(5ms, std::move(unshielded));
    EngineTest::say("first-finished", first);
    auto shielded = finallyDo(sleepForever(), shield(quietly(1ms, "cleaned")));
    const bool second = co_await moveOnAfter(5ms, std::move(shielded));
    EngineTest::say("second-finished", second);
    auto limited = finallyDo(sleepForever(), shield(moveOnAfter(2ms, quietly(1s, "never"))));
    const bool third = co_await moveOnAfter(5ms, std::move(limited));
    EngineTest::say("third-finished", third);
    EngineTest::say("at", EngineTest::now());
}

Task<> afterTheShieldItIsBack()
{
    auto body = []() -> Task<> {
        auto outcome = co_await catching(sleepForever());
        static_cast<void>(outcome.handled());
        co_await shield(quietly(1ms, "shielded"));
        auto next = co_await catching(checkpoint());
        say(EngineTest::tell(next));
        co_await std::move(next);
    };
    const bool finished = co_await moveOnAfter(5ms, body);
    EngineTest::say("finished", finished);
}

Task<> cleanupRaises()
{
    CancelScope scope(CancelScope::Options{5ms, false});
    auto body = finallyDo(sleepForever(), failAtOnce("Cleanup"));
    auto scoped = withScope(scope, std::move(body));
    auto outcome = co_await catching(std::move(scoped));
    say(EngineTest::tell(outcome));
    say("context-" + EngineTest::shape(outcome.handled()->context));
    EngineTest::say("called", scope.cancelCalled());
    EngineTest::say("caught", scope.cancelledCaught());
}

Task<> theLostError(bool inGroup)
{
    CancelScope scope;
    auto lost = [](CancelScope *own) -> Task<> {
        own->cancel();
        co_await finallyDo(failAtOnce("Real"), quietly(1ms, "never"));
    };
    auto body = lost(&scope);
    if (!inGroup) {
        const bool finished = co_await withScope(scope, std::move(body));
        EngineTest::say("finished", finished);
        say("unnoticed");
        co_return;
    }
    auto kept = [](CancelScope *own) -> Task<> {
        auto group = [](TaskGroup &) -> Task<> { co_await failAtOnce("Real"); };
        own->cancel();
        const bool finished = co_await withTaskGroup(group);
        EngineTest::say("finished", finished);
    };
    auto groupBody = kept(&scope);
    auto scoped = withScope(scope, std::move(groupBody));
    auto outcome = co_await catching(std::move(scoped));
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
}

Task<> inner3()
{
    const Noted noted("3");
    co_await sleepForever();
}
Task<> inner2()
{
    const Noted first("2a");
    const Noted second("2b");
    try {
        co_await inner3();
    } catch (...) {
        say("never");
    }
}
Task<> unwindsLeafFirst()
{
    const bool finished = co_await moveOnAfter(1ms, inner2());
    EngineTest::say("finished", finished);
}

class Asks
{
public:
    Asks() = default;
    ~Asks()
    {
        EngineTest::say("stopping", isStopping());
        EngineTest::say("no-exception", std::uncaught_exceptions() == 0);
    }
};
Task<> asking()
{
    const Asks asks;
    co_await sleepForever();
}
Task<> destructorsCanAsk()
{
    const bool finished = co_await moveOnAfter(1ms, asking());
    EngineTest::say("finished", finished);
}

Task<> cannotSwallow()
{
    auto body = onCancelled(sleepForever(), quietly(0ms, "never"));
    const bool finished = co_await moveOnAfter(1ms, std::move(body));
    EngineTest::say("finished", finished);
    auto untouched = onCancelled(quietly(1ms, "done"), quietly(0ms, "never"));
    co_await std::move(untouched);
}

Task<> holder(Task<> inner)
{
    co_await std::move(inner);
}

Task<> foreignCancelled()
{
    auto body = []() -> Task<> {
        const Noted noted("x");
        throwError(makeCancelled("thrown by foreign code"));
        co_return;
    };
    auto outcome = co_await catching(body);
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
}

struct ForeignInterrupt final : std::exception
{
    const char *what() const noexcept override { return "interrupted"; }
};
Task<> interruptedDeepInside()
{
    const Noted noted("x");
    try {
        throw ForeignInterrupt();
    } catch (const std::out_of_range &) {
        say("never");
    }
    co_return;
}
Task<> foreignInterrupt()
{
    auto outcome = co_await catching(interruptedDeepInside());
    const bool cancelled = outcome.isCancelled();
    say(cancelled ? "cancelledC " + outcome.error()->type : "errorF");
    try {
        co_await throwing(std::move(outcome)); // who wants the exception gets the foreign one
    } catch (const ForeignInterrupt &) {
        throw;
    }
}

} // namespace

class tst_Cleanup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void CL_1_cleanupNeedsAShieldAndTheShieldALimit()
    {
        SAYS("first-finished=no cleaned second-finished=no third-finished=no at=18", cleanupUnshieldedAndShielded());
    }
    void CL_2_afterTheShieldItIsBack() { SAYS("shielded cancelledC finished=no", afterTheShieldItIsBack()); }
    void CL_3_anErrorInCleanupReplacesTheCancellation()
    {
        SAYS("errorC context-C called=yes caught=no", cleanupRaises());
    }
    void CL_4_anErrorWhoseCleanupIsStoppedIsLost() { SAYS("finished=no unnoticed", theLostError(false)); }
    void CL_4_theSameErrorLeavingAGroupIsKept() { SAYS("error[R]", theLostError(true)); }
    void CL_5_contextsAreChained();
    void stopsUnwindLeafFirstAndCatchAllSeesNothing() { SAYS("~3 ~2b ~2a finished=no", unwindsLeafFirst()); }
    void aDestructorCanAskWhetherItIsAStop() { SAYS("stopping=yes no-exception=yes finished=no", destructorsCanAsk()); }
    void onCancelledCannotSwallow() { SAYS("finished=no done", cannotSwallow()); }
    void aCancelledThrownByForeignCodeIsAStop() { SAYS("~x cancelledC", foreignCancelled()); }
    void aNativeCancellationOfForeignCodeIsAStop();
    void tasksNeverBegunNestWithoutRecursion();
};

void tst_Cleanup::CL_5_contextsAreChained()
{
    const ErrorPtr first = makeError("First");
    const ErrorPtr second = makeError("Second");
    chainContext(second, first);
    QVERIFY(second->context == first);
    chainContext(first, second); // would be a circle: the old link is cut
    QVERIFY(first->context == second);
    QVERIFY(!second->context);
    chainContext(first, first);
    QVERIFY(first->context == second);
}

void tst_Cleanup::aNativeCancellationOfForeignCodeIsAStop()
{
    static const CancellationBackend backend
        = CancellationBackend::forException<ForeignInterrupt>("foreign", "foreign::Interrupt");
    RunOptions options;
    QCOMPARE(EngineTest::run(foreignInterrupt(), options), std::string("~x errorF left:("));
    options.backend = &backend;
    QCOMPARE(EngineTest::run(foreignInterrupt(), options), std::string("~x cancelledC foreign::Interrupt left:C"));
}

void tst_Cleanup::tasksNeverBegunNestWithoutRecursion()
{
    Task<> task = sleeper(1ms, "innermost");
    for (int i = 0; i < 100'000; ++i) {
        Task<> outer = holder(std::move(task));
        std::destroy_at(&task);
        std::construct_at(&task, std::move(outer));
    }
}

QTEST_APPLESS_MAIN(tst_Cleanup)
#include "tst_cleanup.moc"
