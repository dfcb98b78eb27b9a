#include "tests/support/enginetest.h"

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

Task<> failAtOnce()
{
    fail("Body");
    co_return;
}
Task<> shieldedSleeper(Duration length, const char *name)
{
    co_await shield(sleeper(length, name));
}
Task<> failWhenStopped(const char *type)
{
    auto outcome = co_await catching(sleepForever());
    static_cast<void>(outcome.handled());
    fail(type);
}

/// Runs a group and says how it ended.
template <typename Body>
Task<> grouped(Body body)
{
    auto opened = withTaskGroup(std::move(body));
    auto outcome = co_await catching(std::move(opened));
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
    EngineTest::say("at", EngineTest::now());
}

Task<> splitAtExit(TaskGroup &group)
{
    group.spawn(failing(1ms));
    group.spawn(sleeper(1s, "other"));
    co_return;
}

Task<> nestedGroups(TaskGroup &group)
{
    auto inner = [](TaskGroup &in) -> Task<> {
        in.spawn(failing(1ms, "Inner"));
        in.spawn(sleeper(1s, "x"));
        co_return;
    };
    auto host = [](auto body) -> Task<> {
        const bool finished = co_await withTaskGroup(std::move(body));
        static_cast<void>(finished);
    };
    group.spawn(host(inner));
    group.spawn(failWhenStopped("Late"));
    co_return;
}

Task<> wholeThroughCancelledOuter()
{
    CancelScope outer;
    auto body = [](CancelScope *out) -> Task<> {
        auto group = [](TaskGroup &in) -> Task<> {
            in.spawn(failWhenStopped("Error"));
            in.spawn(sleeper(1s, "x"));
            co_return;
        };
        out->cancel();
        auto opened = withTaskGroup(group);
        auto outcome = co_await catching(std::move(opened));
        say(EngineTest::tell(outcome)); // unfiltered: the outer one may still absorb
        co_await std::move(outcome);
    };
    auto task = body(&outer);
    auto scoped = withScope(outer, std::move(task));
    auto outcome = co_await catching(std::move(scoped));
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
    EngineTest::say("outer-caught", outer.cancelledCaught());
}

Task<> plainCatchSeesTheRest()
{
    try {
        const bool finished = co_await withTaskGroup(splitAtExit);
        EngineTest::say("finished", finished);
    } catch (const ExceptionGroup &group) {
        say("caught" + EngineTest::shape(group.error()));
    }
}

/// A group of an error and a cancellation, with context, cause and a note, through a cancelled scope.
Task<> throughACancelledScope(ErrorPtr whole, ErrorPtr *rest)
{
    CancelScope scope;
    scope.cancel();
    auto scoped = withScope(scope, raiseAgain(whole));
    auto outcome = co_await catching(std::move(scoped));
    *rest = outcome.handled();
}

Task<> cancelReachesBodyAndTasks()
{
    auto body = [](TaskGroup &group) -> Task<> {
        group.spawn(sleeper(1s, "child"));
        co_await checkpoint();
        group.cancel();
        auto outcome = co_await catching(checkpoint());
        say("body-" + EngineTest::tell(outcome));
        co_await std::move(outcome);
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
}

Task<> statusOfTheGroup()
{
    auto body = [](TaskGroup &group) -> Task<> {
        auto inner = [](TaskGroup *out) -> Task<> {
            out->spawn(sleeper(10ms, "child"));
            co_await sleepForever();
        };
        auto task = inner(&group);
        const bool finished = co_await moveOnAfter(1ms, std::move(task));
        EngineTest::say("finished", finished);
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
}

Task<> interruptedAtTheGate()
{
    CancelScope outer(CancelScope::Options{5ms, false});
    auto body = []() -> Task<> {
        auto group = [](TaskGroup &in) -> Task<> {
            in.spawn(sleeper(1s, "x"));
            co_return;
        };
        auto opened = withTaskGroup(group);
        auto outcome = co_await catching(std::move(opened));
        say(EngineTest::tell(outcome)); // the child's alone
        co_await std::move(outcome);
    };
    const bool finished = co_await withScope(outer, body);
    EngineTest::say("finished", finished);
}

Task<> leavingIsNoCancellationPoint()
{
    CancelScope scope;
    scope.cancel();
    auto body = []() -> Task<> {
        auto empty = [](TaskGroup &) -> Task<> { co_return; };
        const std::uint64_t before = Scheduler::current().turns();
        const bool finished = co_await withTaskGroup(empty);
        EngineTest::say("finished", finished);
        EngineTest::say("yielded", Scheduler::current().turns() > before);
        co_await checkpoint();
        say("never");
    };
    const bool finished = co_await withScope(scope, body);
    EngineTest::say("finished", finished);
}

Task<> lateSpawn(TaskGroup *group)
{
    co_await sleepFor(1ms); // the body is over by now
    group->spawn(sleeper(1ms, "late"));
}
Task<> spawnAfterTheBody()
{
    TaskGroup group;
    auto body = [](TaskGroup *own) -> Task<> {
        own->spawn(lateSpawn(own));
        co_return;
    };
    auto task = body(&group);
    const bool finished = co_await withTaskGroup(group, std::move(task));
    EngineTest::say("finished", finished);
    try {
        group.spawn(sleeper(1ms, "refused"));
    } catch (const std::logic_error &) {
        say("refused");
    }
}

Task<> siblingsAreUntouched(TaskGroup &group)
{
    auto own = [](const char *name) -> Task<> {
        CancelScope scope;
        scope.cancel();
        const bool finished = co_await withScope(scope, sleeper(1s, name));
        EngineTest::say("finished", finished);
    };
    group.spawn(own("mine"));
    group.spawn(sleeper(2ms, "other"));
    co_return;
}

Task<> shieldedGroup()
{
    auto body = []() -> Task<> {
        TaskGroup group;
        group.cancelScope().setShielded(true);
        auto inner = [](TaskGroup *own) -> Task<> {
            own->spawn(sleeper(9ms, "child"));
            co_return;
        };
        auto task = inner(&group);
        const bool finished = co_await withTaskGroup(group, std::move(task));
        EngineTest::say("finished", finished);
        EngineTest::say("at", EngineTest::now());
        co_await checkpoint();
        say("never");
    };
    const bool finished = co_await moveOnAfter(5ms, body);
    EngineTest::say("finished", finished);
}

Task<> groupWithDeadline()
{
    TaskGroup group;
    group.cancelScope().setRelativeDeadline(3ms);
    auto inner = [](TaskGroup *own) -> Task<> {
        own->spawn(sleeper(1s, "a"));
        own->spawn(sleeper(1s, "b"));
        co_return;
    };
    auto task = inner(&group);
    const bool finished = co_await withTaskGroup(group, std::move(task));
    EngineTest::say("finished", finished);
    EngineTest::say("caught", group.cancelScope().cancelledCaught());
    EngineTest::say("by-deadline", group.cancelScope().reason()->source == CancelSource::Deadline);
    EngineTest::say("at", EngineTest::now());
}

} // namespace

class tst_TaskGroup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void EG_1_theGroupStripsCancellationsAtItsOwnExit() { SAYS("~other error[O] at=1", grouped(splitAtExit)); }
    void EG_1_nestingIsKept() { SAYS("~x error[[I]L] at=1", grouped(nestedGroups)); }
    void EG_1_whatIsLeftIsAPlainException() { SAYS("~other caught[O]", plainCatchSeesTheRest()); }
    void EG_2_itGoesThroughWholeWhileAnOuterScopeIsCancelled()
    {
        SAYS_IN_ORDER("~x cancelled[EC] error[E] outer-caught=yes", wholeThroughCancelledOuter());
    }
    void EG_4_evenOneErrorStaysWrapped() { SAYS("~other caught[O]", plainCatchSeesTheRest()); }
    void EG_3_whatIsLeftKeepsItsContextAndCause();
    void NU_1_aGroupIsAScopeAroundBodyAndTasks()
    {
        SAYS("~child body-cancelledC finished=no", cancelReachesBodyAndTasks());
    }
    void NU_2_tasksHaveTheGroupsStatusNotTheSpawners()
    {
        SAYS("finished=no woke-child ~child finished=yes", statusOfTheGroup());
    }
    void NU_3_NU_4_allFailuresInOrderAndTheShieldedIsWaitedFor();
    void NU_5_theInterruptedHostAddsNoMember() { SAYS("~x cancelled[C] finished=no", interruptedAtTheGate()); }
    void NU_6_leavingYieldsAndIsNoCancellationPoint()
    {
        SAYS("finished=yes yielded=yes finished=no", leavingIsNoCancellationPoint());
    }
    void NU_7_tasksMayBeAddedUntilTheGroupHasEnded()
    {
        SAYS("woke-late ~late finished=yes refused", spawnAfterTheBody());
    }
    void NU_8_aScopeInOneTaskDoesNotTouchItsSiblings()
    {
        SAYS("~mine finished=no woke-other ~other value at=2", grouped(siblingsAreUntouched));
    }
    void NU_9_aShieldedGroupDefersAnOuterDeadline()
    {
        SAYS("woke-child ~child finished=yes at=9 finished=no", shieldedGroup());
    }
    void NU_10_aGroupMayHaveADeadline()
    {
        SAYS("~b ~a finished=yes caught=yes by-deadline=yes at=3", groupWithDeadline());
    }
};

void tst_TaskGroup::EG_3_whatIsLeftKeepsItsContextAndCause()
{
    const ErrorPtr whole = makeGroup("g", {makeError("Kept"), makeCancelled()});
    whole->setContext(makeError("Context"));
    whole->setCause(makeError("Cause"));
    ErrorPtr rest;
    QCOMPARE(EngineTest::run(throughACancelledScope(whole, &rest)), std::string());
    QCOMPARE(EngineTest::shape(rest), std::string("[K]"));
    QVERIFY(rest->context == whole->context); // and nothing was added while it was filtered
    QVERIFY(rest->cause == whole->cause);
}

void tst_TaskGroup::NU_3_NU_4_allFailuresInOrderAndTheShieldedIsWaitedFor()
{
    const auto body = [](TaskGroup &group) -> Task<> {
        group.spawn(shieldedSleeper(7ms, "kept"));
        group.spawn(failWhenStopped("Second"));
        co_await failAtOnce();
    };
    SAYS("woke-kept ~kept error[BS] at=7", grouped(body));
}

QTEST_APPLESS_MAIN(tst_TaskGroup)
#include "tst_taskgroup.moc"
