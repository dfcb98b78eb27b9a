// The steps that open scopes and groups, start tasks, wait, and change what is there.

#include "core/engine/catching.h"
#include "core/engine/exceptions.h"
#include "core/engine/runblocking.h"
#include "core/engine/withscope.h"
#include "core/interpreter/livingscope.h"
#include "core/scenario/values.h"

namespace ScopeLab {

Task<> Interpreter::runSteps(TaskContext *task, const Steps *steps, EnvironmentPtr names)
{
    for (const Step &step : *steps) {
        if (!countStep(step))
            co_return;
        const Step::Payload &payload = step.payload;
        if (doneAtOnce(task, step, &names))
            continue;
        if (const auto *sleep = std::get_if<SleepStep>(&payload)) {
            const Duration length = evaluate(sleep->length, names);
            co_await sleepFor(length);
        } else if (std::holds_alternative<CheckpointStep>(payload)) {
            co_await checkpoint();
        } else if (const auto *receive = std::get_if<ReceiveStep>(&payload)) {
            auto receiving = m_resources.channel(receive->channel, names).receiver.receive();
            std::string value = co_await std::move(receiving);
            if (!receive->as.empty())
                names = withName(std::move(names), receive->as, std::move(value));
        } else {
            auto waiting = awaiting(task, &step, names);
            co_await std::move(waiting);
        }
    }
}

/// Steps that never wait. @returns false for one that may.
bool Interpreter::doneAtOnce(TaskContext *task, const Step &step, EnvironmentPtr *names)
{
    const Step::Payload &payload = step.payload;
    if (const auto *log = std::get_if<LogStep>(&payload)) {
        this->log(fillIn(log->text, *names));
    } else if (const auto *work = std::get_if<WorkStep>(&payload)) {
        m_scheduler.executor().holdThread(evaluate(work->length, *names));
    } else if (std::holds_alternative<SpawnStep>(payload)) {
        spawn(step, *names);
    } else if (std::holds_alternative<SpawnEachStep>(payload)) {
        spawnEach(step, *names);
    } else if (std::holds_alternative<StartedStep>(payload)) {
        if (task->status)
            task->status->started();
    } else if (std::holds_alternative<DetachStep>(payload)) {
        detach(step, *names);
    } else if (const auto *set = std::get_if<SetStep>(&payload)) {
        m_resources.event(set->event, *names).set();
    } else if (const auto *cancel = std::get_if<CancelStep>(&payload)) {
        this->cancel(*cancel, *names);
    } else if (const auto *deadline = std::get_if<SetDeadlineStep>(&payload)) {
        setDeadline(*deadline, *names);
    } else if (const auto *shield = std::get_if<SetShieldStep>(&payload)) {
        const ScopeRef scope = boundScope(shield->scope, *names);
        scope->scope().setShielded(evaluate(shield->shield, *names));
    } else if (const auto *splitStep = std::get_if<SplitStep>(&payload)) {
        *names = split(task, *splitStep, std::move(*names));
    } else if (const auto *subgroup = std::get_if<NonCancelSubgroupStep>(&payload)) {
        *names = nonCancelSubgroup(task, *subgroup, std::move(*names));
    } else {
        return false;
    }
    return true;
}

/// The coroutine of a step that may wait, or raises.
Task<> Interpreter::awaiting(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const Step::Payload &payload = step->payload;
    if (const auto *blocking = std::get_if<RunBlockingStep>(&payload))
        return runBlocking(blocking, std::move(names));
    if (std::holds_alternative<ScopeStep>(payload))
        return runScope(task, step, std::move(names));
    if (std::holds_alternative<TaskGroupStep>(payload))
        return runGroup(task, step, std::move(names));
    if (std::holds_alternative<StartStep>(payload))
        return runStart(step, std::move(names));
    if (const auto *raise = std::get_if<RaiseStep>(&payload))
        return runRaise(raised(task, *raise, names));
    if (std::holds_alternative<ReraiseStep>(payload))
        return runRaise(task->handling.back());
    if (const auto *tryStep = std::get_if<TryStep>(&payload))
        return runTry(task, tryStep, std::move(names));
    if (const auto *ifStep = std::get_if<IfStep>(&payload))
        return runSteps(task, holds(task, ifStep->condition, names) ? &ifStep->then : &ifStep->orElse, names);
    if (const auto *repeat = std::get_if<RepeatStep>(&payload))
        return runRepeat(task, repeat, std::move(names));
    if (const auto *call = std::get_if<CallStep>(&payload))
        return runSteps(task, &m_scenario.functions.at(call->function.constantText()), std::move(names));
    if (const auto *wait = std::get_if<WaitStep>(&payload))
        return runWait(&m_resources.event(wait->event, names));
    if (const auto *with = std::get_if<WithStep>(&payload))
        return runWith(task, with, std::move(names));
    if (const auto *send = std::get_if<SendStep>(&payload))
        return runSend(&m_resources.channel(send->channel, names), fillIn(send->value, names));
    if (const auto *cancelled = std::get_if<WaitCancelledStep>(&payload))
        return runWaitCancelled(m_resources.token(cancelled->token, names));
    if (std::holds_alternative<RunUntilCancelledStep>(payload))
        return runUntilCancelled(task, step, std::move(names));
    if (std::holds_alternative<RetryStep>(payload))
        return runRetry(task, step, std::move(names));
    if (std::holds_alternative<OperationStep>(payload))
        return runOperation(task, step, std::move(names));
    if (std::holds_alternative<BudgetStep>(payload))
        return runBudget(task, step, std::move(names));
    return runShutdown(task, step, std::move(names));
}

Task<> Interpreter::runRaise(ErrorPtr error)
{
    co_await raiseAgain(std::move(error));
}

Task<> Interpreter::runWait(Event *event)
{
    co_await event->wait();
}

Task<> Interpreter::runSend(RunResources::Channel *channel, std::string value)
{
    auto sending = channel->sender.send(std::move(value));
    co_await std::move(sending);
}

Task<> Interpreter::runWaitCancelled(CancellationToken token)
{
    co_await token.cancelled();
}

Task<> Interpreter::runWith(TaskContext *task, const WithStep *step, EnvironmentPtr names)
{
    if (step->kind == WithStep::Kind::Lock) {
        auto taking = m_resources.lock(step->resource, names).acquire();
        const LockGuard held = co_await std::move(taking);
        co_await runSteps(task, &step->body, std::move(names));
    } else {
        auto taking = m_resources.limiter(step->resource, names).acquire();
        const LimiterToken held = co_await std::move(taking);
        co_await runSteps(task, &step->body, std::move(names));
    }
}

Task<> Interpreter::runBlocking(const RunBlockingStep *step, EnvironmentPtr names)
{
    BlockingOptions options;
    options.abandonOnCancel = evaluate(step->abandonOnCancel, names);
    const Duration length = evaluate(step->length, names);
    const Duration checkEvery = step->checkEvery ? evaluate(*step->checkEvery, names) : Forever;
    if (checkEvery <= Duration::zero())
        raiseInScenario("ValueError", "check_every must be above 0");
    co_await blockFor(length, options, checkEvery);
}

std::string Interpreter::nameOf(const Template &name, const EnvironmentPtr &names) const
{
    const std::string text = fillIn(name, names);
    if (name.isSet() && !isName(text))
        raiseInScenario("ValueError", "'" + text + "' is not a name");
    return text;
}

ScopeRef Interpreter::newScope(const Template &name, const char *kind, int line, const EnvironmentPtr &names)
{
    auto instance = std::make_shared<ScopeInstance>();
    instance->name = nameOf(name, names);
    instance->scope().setLabel(labelFor(instance->name, kind, line));
    return instance;
}

ScopeRef Interpreter::openScope(const ScopeStep &step, const EnvironmentPtr &names)
{
    static constexpr const char *kinds[] = {"scope", "shield", "move_on_after", "fail_after"};
    ScopeRef instance = newScope(step.name, kinds[static_cast<int>(step.kind)], m_scheduler.task().place(), names);
    CancelScope &scope = instance->scope();
    if (step.timeout)
        scope.setRelativeDeadline(evaluate(*step.timeout, names));
    if (step.deadline)
        scope.setDeadline(after(TimePoint(), evaluate(*step.deadline, names)));
    scope.setShielded(evaluate(step.shield, names));
    return instance;
}

Task<> Interpreter::runScope(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const auto &scopeStep = std::get<ScopeStep>(step->payload);
    const ScopeRef scope = openScope(scopeStep, names);
    {
        const LivingScope living(this, task, scope);
        EnvironmentPtr inside = withName(names, scope->name, scope);
        auto body = runSteps(task, &scopeStep.body, std::move(inside));
        if (scopeStep.kind == ScopeKind::FailAfter) {
            co_await failWithScope(scope->scope(), std::move(body));
        } else {
            const bool finished = co_await withScope(scope->scope(), std::move(body));
            static_cast<void>(finished); // the scope itself says whether it caught
        }
    }
    if (scope->scope().cancelledCaught())
        co_await runSteps(task, &scopeStep.otherwise, names);
}

Task<> Interpreter::runGroup(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const auto &groupStep = std::get<TaskGroupStep>(step->payload);
    auto instance = std::make_shared<ScopeInstance>();
    instance->name = nameOf(groupStep.name, names);
    instance->group = std::make_unique<TaskGroup>();
    instance->scope().setLabel(labelFor(instance->name, "task_group", step->line()));
    const LivingScope living(this, task, instance);
    EnvironmentPtr inside = withName(names, instance->name, instance);
    auto body = runGroupBody(task, step, std::move(inside));
    const bool finished = co_await withTaskGroup(*instance->group, std::move(body));
    static_cast<void>(finished);
}

Task<> Interpreter::runGroupBody(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const auto &groupStep = std::get<TaskGroupStep>(step->payload);
    co_await runSteps(task, &groupStep.body, std::move(names));
    m_scheduler.task().makeNotes().place = step->line(); // from here on it waits at the gate
}

Task<> Interpreter::runRepeat(TaskContext *task, const RepeatStep *step, EnvironmentPtr names)
{
    const std::int64_t times = step->times ? evaluate(*step->times, names) : INT64_MAX;
    if (step->body.empty() && !step->times)
        raiseInScenario("RuntimeError", "repeating nothing forever never ends");
    if (step->body.empty())
        co_return;
    for (std::int64_t attempt = 1; attempt <= times; ++attempt) {
        EnvironmentPtr inside = withName(names, "attempt", std::to_string(attempt));
        co_await runSteps(task, &step->body, std::move(inside));
        if (m_isGivenUp.load(std::memory_order_relaxed))
            co_return;
        if (m_stopOutcome == "limit")
            co_await checkpoint(); // a loop without a checkpoint must end, too
    }
}

void Interpreter::log(const std::string &text)
{
    if (++m_logLines > m_limits.logLines) {
        stop("limit", "more than " + std::to_string(m_limits.logLines) + " lines were logged");
        return;
    }
    m_scheduler.observeTask({.kind = EventKind::Logged, .text = text});
}

void Interpreter::setDeadline(const SetDeadlineStep &step, const EnvironmentPtr &names)
{
    const ScopeRef scope = boundScope(step.scope, names);
    TimePoint deadline = Never;
    if (step.after)
        deadline = after(m_scheduler.now(), evaluate(*step.after, names));
    else if (step.at)
        deadline = after(TimePoint(), evaluate(*step.at, names));
    scope->scope().setDeadline(deadline);
}

void Interpreter::cancel(const CancelStep &step, const EnvironmentPtr &names)
{
    const std::string target = fillIn(step.scope, names);
    const std::string reason = fillIn(step.reason, names);
    if (const ScopeRef *scope = lookUp<ScopeRef>(names, target))
        (*scope)->scope().cancel(reason);
    else if (CancellationToken *token = m_resources.findToken(target))
        token->cancel(reason);
    else
        raiseInScenario("ValueError", "no scope and no token named '" + target + "' is in sight");
}

} // namespace ScopeLab
