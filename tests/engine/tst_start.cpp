#include "tests/support/enginetest.h"

#ifndef Q_MOC_RUN
#include "core/engine/start.h"
#endif

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}

/// Is up after @p ready, then runs for @p rest.
struct Serve
{
    Duration ready{};
    Duration rest{};
    const char *fails = nullptr; ///< Raises this after being up.

    Task<> operator()(TaskStatus<int> status) const { return run(*this, status); }

    static Task<> run(Serve serve, TaskStatus<int> status)
    {
        const Noted noted("serve");
        co_await sleepFor(serve.ready);
        status.started(8080);
        co_await sleepFor(serve.rest);
        if (serve.fails)
            fail(serve.fails);
        say("served");
    }
};

Task<> startAndGo(Serve serve)
{
    TaskGroup group;
    auto body = [](TaskGroup *own, Serve how) -> Task<> {
        const int port = co_await own->start<int>(how);
        say(std::to_string(port) + "@" + EngineTest::now());
    };
    auto task = body(&group, serve);
    auto opened = withTaskGroup(group, std::move(task));
    auto outcome = co_await catching(std::move(opened));
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
    EngineTest::say("at", EngineTest::now());
}

/// start() inside a timeout of 5 ms: it holds for the start, not for what comes after.
Task<> callersTimeout(Serve serve)
{
    auto body = [serve](TaskGroup &group) -> Task<> {
        auto starting = group.start<int>(serve);
        const std::optional<int> port = co_await moveOnAfter(5ms, std::move(starting));
        say(port ? "up" : "late");
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
    EngineTest::say("at", EngineTest::now());
}

Task<> failsBefore(TaskStatus<>)
{
    co_await sleepFor(1ms);
    ErrorPtr error = makeError("Refused");
    error->setCause(makeError("Cause"));
    co_await raiseAgain(error);
}
Task<> errorBeforeStarted()
{
    auto body = [](TaskGroup &group) -> Task<> {
        group.spawn(sleeper(3ms, "other"));
        auto starting = group.start(failsBefore);
        auto outcome = co_await catching(std::move(starting));
        say(EngineTest::tell(outcome)); // bare, with its cause
        const ErrorPtr error = outcome.handled();
        say("cause-" + EngineTest::shape(error->cause) + " context-" + EngineTest::shape(error->context));
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished); // the group was not touched
}

Task<> neverUp(TaskStatus<>)
{
    co_await checkpoint();
}
Task<> upTwice(TaskStatus<> status)
{
    status.started();
    co_await checkpoint();
    status.started();
}
template <typename Make>
Task<> startsOnly(Make make)
{
    auto body = [make](TaskGroup &group) -> Task<> {
        auto starting = group.start(make);
        auto outcome = co_await catching(std::move(starting));
        say(EngineTest::tell(outcome));
        static_cast<void>(outcome.handled());
    };
    auto opened = withTaskGroup(body);
    auto outcome = co_await catching(std::move(opened));
    say(EngineTest::tell(outcome));
    static_cast<void>(outcome.handled());
}
Task<> startOnClosed()
{
    TaskGroup group;
    const bool finished = co_await withTaskGroup(group, checkpoint());
    static_cast<void>(finished);
    auto starting = group.start(neverUp);
    auto outcome = co_await catching(std::move(starting));
    say(outcome.handled()->type);
}

/// The caller is cancelled, the task shielded until it says that it is up.
Task<> shieldedUntilUp(TaskStatus<int> status, bool goesOn)
{
    co_await shield(sleepFor(9ms));
    status.started(1);
    if (goesOn) {
        auto outcome = co_await catching(checkpoint());
        say("child-" + EngineTest::tell(outcome));
        co_await std::move(outcome);
    }
}
Task<> callerIsCancelled(bool goesOn)
{
    auto body = [goesOn](TaskGroup &group) -> Task<> {
        auto serve = [goesOn](TaskStatus<int> status) { return shieldedUntilUp(status, goesOn); };
        auto starting = group.start<int>(serve);
        const std::optional<int> value = co_await moveOnAfter(5ms, std::move(starting));
        say(value ? "up" : "cut");
        EngineTest::say("at", EngineTest::now());
    };
    const bool finished = co_await withTaskGroup(body);
    EngineTest::say("finished", finished);
}

Task<> pendingStartKeepsItOpen()
{
    // The body of the group is over at once; a start from outside holds it open for 6 s, its task for 1 s more.
    TaskGroup group;
    auto starter = [](TaskGroup *target) -> Task<> {
        const Serve serve{6s, 1s};
        const int value = co_await target->start<int>(serve);
        say(std::to_string(value) + "@" + EngineTest::now());
    };
    auto host = [](TaskGroup *own) -> Task<> {
        const bool finished = co_await withTaskGroup(*own, sleepFor(1ms));
        EngineTest::say("finished", finished);
        say("closed@" + EngineTest::now());
    };
    auto body = [&](TaskGroup &outer) -> Task<> {
        outer.spawn(host(&group));
        co_await cancelShieldedCheckpoint();
        outer.spawn(starter(&group));
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
}

/// The task opens a scope and a group of its own, then is moved into a cancelled group, asleep.
Task<> opensItsOwn(TaskStatus<> status)
{
    auto asleep = [](TaskStatus<> own) -> Task<> {
        own.started();
        auto inner = [](TaskGroup &group) -> Task<> {
            group.spawn(sleeper(1s, "grandchild"));
            co_await sleepForever();
        };
        const bool finished = co_await withTaskGroup(inner);
        static_cast<void>(finished);
    };
    CancelScope scope;
    auto task = asleep(status);
    const bool finished = co_await withScope(scope, std::move(task));
    static_cast<void>(finished);
    say("never");
}
Task<> movedIntoACancelledGroup()
{
    TaskGroup group;
    auto body = [](TaskGroup *own) -> Task<> {
        own->cancel();
        co_await shield(own->start(opensItsOwn));
        say("up");
    };
    auto task = body(&group);
    const bool finished = co_await withTaskGroup(group, std::move(task));
    EngineTest::say("finished", finished);
    EngineTest::say("at", EngineTest::now());
}
Task<> cancelledAfterTheMove()
{
    TaskGroup group;
    auto body = [](TaskGroup *own) -> Task<> {
        co_await own->start(opensItsOwn);
        co_await sleepFor(2ms);
        own->cancel();
    };
    auto task = body(&group);
    const bool finished = co_await withTaskGroup(group, std::move(task));
    EngineTest::say("finished", finished);
    EngineTest::say("at", EngineTest::now());
}

Task<> shieldedStart()
{
    auto serve = [](TaskStatus<> status) -> Task<> {
        co_await shield(sleepFor(9ms));
        say("slept");
        status.started();
    };
    auto body = [serve](TaskGroup &group) -> Task<> {
        auto starting = group.start(serve);
        const bool finished = co_await moveOnAfter(5ms, std::move(starting));
        EngineTest::say("finished", finished);
    };
    const bool finished = co_await withTaskGroup(body);
    static_cast<void>(finished);
}

} // namespace

class tst_Start : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ST_1_startGivesTheValueAndTheTaskGoesOn()
    {
        SAYS("8080@2 served ~serve value at=5", startAndGo(Serve{2ms, 3ms}));
    }
    void ST_1_untilThenItRunsBelowTheCallersScopes()
    {
        SAYS("~serve late finished=yes at=5", callersTimeout(Serve{9ms, 1ms}));
    }
    void ST_1_afterwardsTheCallersTimeoutNoLongerMatters()
    {
        SAYS("up served ~serve finished=yes at=22", callersTimeout(Serve{2ms, 20ms}));
    }
    void ST_2_RS_4_anErrorBeforeLeavesBareAndTheGroupIsUntouched()
    {
        SAYS("errorR cause-C context-none woke-other ~other finished=yes", errorBeforeStarted());
    }
    void ST_2_anErrorAfterBelongsToTheGroup()
    {
        SAYS("8080@1 ~serve error[L] at=3", startAndGo(Serve{1ms, 2ms, "Late"}));
    }
    void ST_3_endingWithoutStartedIsAnError() { SAYS("errorR value", startsOnly(neverUp)); }
    void ST_3_startedTwiceIsAnErrorInTheTask() { SAYS("value error[R]", startsOnly(upTwice)); }
    void ST_3_aClosedGroupRefuses() { SAYS("RuntimeError", startOnClosed()); }
    void ST_4_nothingMovesIfTheCallerIsCancelled()
    {
        SAYS("child-cancelledC cut at=9 finished=yes", callerIsCancelled(true));
    }
    void ST_4_withoutACheckpointStartReturnsAllTheSame() { SAYS("up at=9 finished=yes", callerIsCancelled(false)); }
    void ST_5_aPendingStartKeepsTheGroupOpen()
    {
        SAYS("8080@6000 served ~serve finished=yes closed@7000", pendingStartKeepsItOpen());
    }
    void ST_6_asleepInACancelledGroupItWakes();
    void ST_6_theWholeSubtreeMoves() { SAYS("~grandchild finished=yes at=2", cancelledAfterTheMove()); }
    void ST_7_aShieldProtectsWhileItStarts() { SAYS("slept finished=yes", shieldedStart()); }
};

void tst_Start::ST_6_asleepInACancelledGroupItWakes()
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const std::string said = EngineTest::run(movedIntoACancelledGroup(), seed);
        QVERIFY2(said == "up ~grandchild finished=yes at=0" || said == "~grandchild up finished=yes at=0",
                 said.c_str());
    }
}

QTEST_APPLESS_MAIN(tst_Start)
#include "tst_start.moc"
