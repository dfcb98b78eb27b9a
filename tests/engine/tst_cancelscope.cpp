#include "tests/support/enginetest.h"

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

void say(const std::string &words)
{
    EngineTest::say(words);
}
void flags(CancelScope &scope)
{
    EngineTest::say("called", scope.cancelCalled());
    EngineTest::say("caught", scope.cancelledCaught());
}

Task<> nothing()
{
    co_return;
}
Task<> oneCheckpoint(const char *before, const char *after)
{
    say(before);
    co_await checkpoint();
    say(after);
}

Task<> cancelTwice()
{
    CancelScope scope;
    scope.cancel("first");
    scope.cancel("second");
    scope.setDeadline(Never);
    const bool finished = co_await withScope(scope, oneCheckpoint("body", "never"));
    EngineTest::say("finished", finished);
    say(scope.ownReason()->text);
    scope.setDeadline(Scheduler::current().now() + 1h);
    flags(scope);
}

Task<> askingIsTheRequest()
{
    CancelScope scope;
    auto body = [](CancelScope *own) -> Task<> {
        own->setDeadline(Scheduler::current().now() - 1ms);
        EngineTest::say("effectively", own->isEffectivelyCancelled());
        EngineTest::say("called", own->cancelCalled());
        EngineTest::say("effectively", own->isEffectivelyCancelled());
        co_return;
    };
    auto task = body(&scope);
    const bool finished = co_await withScope(scope, std::move(task));
    EngineTest::say("finished", finished);
    CancelScope left;
    const bool other = co_await withScope(left, nothing());
    EngineTest::say("left-finished", other);
    left.setDeadline(TimePoint() - 1ms);
    flags(left); // exited: the clock changes nothing
}

Task<> tooLate()
{
    CancelScope scope;
    auto body = [](CancelScope *own) -> Task<> {
        own->cancel();
        co_return;
    };
    auto task = body(&scope);
    const bool finished = co_await withScope(scope, std::move(task));
    EngineTest::say("finished", finished);
    flags(scope);
}

Task<> cancelBeforeEntering()
{
    CancelScope scope;
    scope.cancel();
    const bool finished = co_await withScope(scope, oneCheckpoint("body", "never"));
    EngineTest::say("finished", finished);
    flags(scope);
}

Task<> deadlinePastAtEntry()
{
    co_await sleepFor(5ms);
    CancelScope scope;
    scope.setDeadline(TimePoint(1ms));
    const bool finished = co_await withScope(scope, nothing());
    EngineTest::say("finished", finished);
    flags(scope);
}

Task<> enteredTwice()
{
    CancelScope scope;
    const bool first = co_await withScope(scope, nothing());
    EngineTest::say("first-finished", first);
    auto again = withScope(scope, nothing());
    auto outcome = co_await catching(std::move(again));
    say(outcome.handled()->type);
}

Task<> cancelAfterExit()
{
    CancelScope scope;
    const bool finished = co_await withScope(scope, nothing());
    EngineTest::say("finished", finished);
    scope.cancel();
    co_await checkpoint();
    flags(scope);
}

Task<> relativeCountsFromEntry()
{
    CancelScope scope(CancelScope::Options{10ms, false});
    co_await sleepFor(50ms);
    const bool finished = co_await withScope(scope, sleeper(1s, "body"));
    EngineTest::say("finished", finished);
    EngineTest::say("at", EngineTest::now());
}

Task<> timersComeAndGo()
{
    CancelScope scope(CancelScope::Options{10ms, false});
    auto body = [](CancelScope *own) -> Task<> {
        EngineTest::say("timer-at-10", Scheduler::current().deadlines().earliest() == TimePoint(10ms));
        own->cancel();
        EngineTest::say("no-timers", Scheduler::current().deadlines().isEmpty());
        co_return;
    };
    auto task = body(&scope);
    const bool finished = co_await withScope(scope, std::move(task));
    EngineTest::say("finished", finished);
    EngineTest::say("no-timers", Scheduler::current().deadlines().isEmpty());
}

Task<> innerCopiesTheReason()
{
    CancelScope outer;
    CancelScope inner;
    auto innerBody = [](CancelScope *out, CancelScope *in) -> Task<> {
        out->cancel("from outside");
        in->setShielded(true);
        in->cancel("my own");
        say(in->reason()->text);    // what Trio would show
        say(in->ownReason()->text); // what is true
        co_return;
    };
    auto outerBody = [innerBody](CancelScope *out, CancelScope *in) -> Task<> {
        auto task = innerBody(out, in);
        const bool finished = co_await withScope(*in, std::move(task));
        EngineTest::say("finished", finished);
    };
    auto task = outerBody(&outer, &inner);
    const bool finished = co_await withScope(outer, std::move(task));
    EngineTest::say("finished", finished);
}

Task<> failingChildIsTheReason()
{
    TaskGroup group;
    auto body = [](TaskGroup *own) -> Task<> {
        own->spawn(failing(1ms));
        co_await sleepFor(1s);
    };
    auto task = body(&group);
    auto opened = withTaskGroup(group, std::move(task));
    auto outcome = co_await catching(std::move(opened));
    static_cast<void>(outcome.handled());
    EngineTest::say("by-group", group.cancelScope().reason()->source == CancelSource::TaskGroup);
    say(group.cancelScope().reason()->text);
    EngineTest::say("by-task-2", group.cancelScope().reason()->task == TaskId(2));
}

Task<> effectiveDeadlines()
{
    const auto shown = [] {
        const TimePoint at = currentEffectiveDeadline();
        if (at == Never)
            return std::string("never");
        if (at == TimePoint::min())
            return std::string("cancelled");
        return std::to_string(at.time_since_epoch().count() / 1'000'000);
    };
    say(shown());
    auto innermost = [shown]() -> Task<> {
        say(shown());
        co_return;
    };
    auto shielded = shield(innermost);
    auto inner = [shown, &shielded]() -> Task<> {
        say(shown());
        co_await std::move(shielded);
    };
    auto limited = moveOnAfter(30ms, inner);
    auto outer = [shown, &limited]() -> Task<> {
        say(shown());
        const bool finished = co_await std::move(limited);
        EngineTest::say("finished", finished);
    };
    const bool finished = co_await moveOnAfter(20ms, outer);
    EngineTest::say("finished", finished);
    CancelScope cancelled;
    cancelled.cancel();
    const bool last = co_await withScope(cancelled, innermost);
    EngineTest::say("last-finished", last);
}

} // namespace

class tst_CancelScope : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void CS_1_reasonsHaveAText();
    void CS_2_RS_2_cancelIsIdempotentAndTheFirstReasonStands()
    {
        SAYS("body finished=no first called=yes caught=yes", cancelTwice());
    }
    void CS_3_ED_2_askingAboutAPassedDeadlineIsTheRequest()
    {
        SAYS("effectively=no called=yes effectively=yes finished=yes left-finished=yes called=no caught=no",
             askingIsTheRequest());
    }
    void CS_4_LV_4_tooLateIsNotCaught() { SAYS("finished=yes called=yes caught=no", tooLate()); }
    void CS_5_cancelBeforeEnteringIsHonouredAtTheFirstCheckpoint()
    {
        SAYS("body finished=no called=yes caught=yes", cancelBeforeEntering());
    }
    void CS_6_deadlinePastAtEntryWithoutACheckpoint()
    {
        SAYS("finished=yes called=yes caught=no", deadlinePastAtEntry());
    }
    void CS_7_aScopeIsEnteredOnce() { SAYS("first-finished=yes RuntimeError", enteredTwice()); }
    void CS_8_cancelAfterExitOnlySetsTheFlag() { SAYS("finished=yes called=yes caught=no", cancelAfterExit()); }
    void CS_9_negativeTimeoutsAreRejected();
    void CS_10_CS_11_settersWorkInEveryState();
    void CS_12_onlyActiveUncancelledScopesAreQueued()
    {
        SAYS("timer-at-10=yes no-timers=yes finished=yes no-timers=yes", timersComeAndGo());
    }
    void CS_13_aRelativeDeadlineCountsFromEntry() { SAYS("~body finished=no at=60", relativeCountsFromEntry()); }
    void CS_13_relativeAndAbsoluteDoNotMixBeforeEntry();
    void RS_1_RS_4_aFailingTaskIsTheReason()
    {
        SAYS("by-group=yes a task failed: Oops: on purpose by-task-2=yes", failingChildIsTheReason());
    }
    void RS_3_theDisplayedReasonIsTheParentsTheTrueOneIsKept()
    {
        SAYS("from outside my own finished=yes finished=yes", innerCopiesTheReason());
    }
    void ED_1_theEarliestDeadlineInForce()
    {
        SAYS("never 20 20 never finished=yes finished=yes cancelled last-finished=yes", effectiveDeadlines());
    }
};

void tst_CancelScope::CS_1_reasonsHaveAText()
{
    CancelReason reason{CancelSource::Explicit, "enough", TaskId(7)};
    QCOMPARE(QByteArray::fromStdString(reason.toString()),
             QByteArray("cancelled due to explicit with reason 'enough' from task 7"));
}

void tst_CancelScope::CS_9_negativeTimeoutsAreRejected()
{
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, CancelScope(CancelScope::Options{-1ms, false}));
    CancelScope scope;
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, scope.setRelativeDeadline(-1ms));
    QVERIFY(scope.relativeDeadline() == Forever); // unchanged after the throw
    scope.setDeadline(TimePoint(-5ms));           // an absolute one may lie in the past
    QVERIFY(scope.deadline() == TimePoint(-5ms));
}

void tst_CancelScope::CS_10_CS_11_settersWorkInEveryState()
{
    CancelScope scope;
    scope.setShielded(true);
    scope.setDeadline(TimePoint(1s));
    QVERIFY(scope.isShielded());
    scope.cancel();
    scope.setDeadline(TimePoint(2s));
    QVERIFY(scope.deadline() == TimePoint(2s));
    QVERIFY(scope.cancelCalled());
}

void tst_CancelScope::CS_13_relativeAndAbsoluteDoNotMixBeforeEntry()
{
    CancelScope relative(CancelScope::Options{1s, false});
    QVERIFY_THROWS_EXCEPTION(std::logic_error, relative.deadline());
    QVERIFY_THROWS_EXCEPTION(std::logic_error, relative.setDeadline(TimePoint(1s)));
    CancelScope absolute;
    absolute.setDeadline(TimePoint(1s));
    QVERIFY_THROWS_EXCEPTION(std::logic_error, absolute.relativeDeadline());
    QVERIFY_THROWS_EXCEPTION(std::logic_error, absolute.setRelativeDeadline(1s));
}

QTEST_APPLESS_MAIN(tst_CancelScope)
#include "tst_cancelscope.moc"
