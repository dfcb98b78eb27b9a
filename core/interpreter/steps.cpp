// The steps that open scopes and groups, branch, wait, and act on scopes and resources.

#include "core/engine/catching.h"
#include "core/engine/exceptions.h"
#include "core/engine/runblocking.h"
#include "core/engine/withscope.h"
#include "core/interpreter/livingscope.h"
#include "core/interpreter/steprunner.h"
#include "core/scenario/names.h"

namespace ScopeLab {

Task<> Interpreter::StepRunner::runAll(StepRunner runner, const Steps *steps)
{
    for (const Step &step : *steps) {
        runner.m_run->standAt(step.line());
        if (!runner.watchdog().mayRun(step))
            co_await Halt();
        StepWait waiting = runner.begin(step);
        co_await std::move(waiting);
    }
}

/// A kind of step that has neither perform() nor run() does not compile.
StepWait Interpreter::StepRunner::begin(const Step &step)
{
    m_step = &step;
    const auto beginAs = [this]<typename T>(const T &payload) {
        if constexpr (requires { this->perform(payload); }) {
            this->perform(payload);
            return StepWait();
        } else {
            return StepWait(this->run(&payload));
        }
    };
    return std::visit(beginAs, step.payload);
}

// -- steps that never wait

void Interpreter::StepRunner::perform(const LogStep &step)
{
    const std::string text = fillIn(step.text, m_names);
    if (watchdog().mayLog())
        scheduler().observeTask(Logged{scheduler().idFor(std::string_view(text))});
}

void Interpreter::StepRunner::perform(const WorkStep &step)
{
    watchdog().compute(evaluate(step.length, m_names));
}

void Interpreter::StepRunner::perform(const SetStep &step)
{
    resources().event(step.event, m_names).set();
}

void Interpreter::StepRunner::perform(const CancelStep &step)
{
    const std::string target = fillIn(step.scope, m_names);
    const std::string reason = fillIn(step.reason, m_names);
    if (const ScopeRef *scope = lookUp<ScopeRef>(m_names, target))
        (*scope)->scope().cancel(reason);
    else if (CancellationToken *token = resources().findToken(target))
        token->cancel(reason);
    else
        raiseInScenario("ValueError", "no scope and no token named '" + target + "' is in sight");
}

void Interpreter::StepRunner::perform(const SetDeadlineStep &step)
{
    const ScopeRef scope = boundScope(step.scope, m_names);
    TimePoint deadline = Never;
    if (step.after)
        deadline = after(scheduler().now(), evaluate(*step.after, m_names));
    else if (step.at)
        deadline = after(TimePoint(), evaluate(*step.at, m_names));
    scope->scope().setDeadline(deadline);
}

void Interpreter::StepRunner::perform(const SetShieldStep &step)
{
    const ScopeRef scope = boundScope(step.scope, m_names);
    scope->scope().setShielded(evaluate(step.shield, m_names));
}

// -- steps that wait

detail::SleepOperation Interpreter::StepRunner::run(const SleepStep *step)
{
    return sleepFor(evaluate(step->length, m_names));
}

detail::YieldOperation Interpreter::StepRunner::run(const CheckpointStep *)
{
    return checkpoint();
}

Task<> Interpreter::StepRunner::run(const RunBlockingStep *step)
{
    BlockingOptions options;
    options.abandonOnCancel = evaluate(step->abandonOnCancel, m_names);
    const Duration length = evaluate(step->length, m_names);
    const Duration checkEvery = step->checkEvery ? evaluate(*step->checkEvery, m_names) : Forever;
    if (checkEvery <= Duration::zero())
        raiseInScenario("ValueError", "check_every must be above 0");
    co_await blockFor(length, options, checkEvery);
}

Task<> Interpreter::StepRunner::run(const WaitStep *step)
{
    Event &event = resources().event(step->event, m_names);
    co_await event.wait();
}

Task<> Interpreter::StepRunner::run(const WithStep *step)
{
    if (step->kind == WithStep::Kind::Lock) {
        auto taking = resources().lock(step->resource, m_names).acquire();
        const LockGuard held = co_await std::move(taking);
        co_await runBody(step->body);
    } else {
        auto taking = resources().limiter(step->resource, m_names).acquire();
        const LimiterToken held = co_await std::move(taking);
        co_await runBody(step->body);
    }
}

Task<> Interpreter::StepRunner::run(const SendStep *step)
{
    RunResources::Channel &channel = resources().channel(step->channel, m_names);
    auto sending = channel.sender.send(fillIn(step->value, m_names));
    co_await std::move(sending);
}

Task<> Interpreter::StepRunner::run(const ReceiveStep *step)
{
    auto receiving = resources().channel(step->channel, m_names).receiver.receive();
    std::string value = co_await std::move(receiving);
    if (!step->as.empty())
        m_names = withName(std::move(m_names), step->as, std::move(value));
}

Task<> Interpreter::StepRunner::run(const WaitCancelledStep *step)
{
    CancellationToken token = resources().token(step->token, m_names);
    co_await token.cancelled();
}

// -- steps that contain others

std::string Interpreter::StepRunner::nameOf(const Template &name) const
{
    const std::string text = fillIn(name, m_names);
    if (name.isSet() && !isName(text))
        raiseInScenario("ValueError", "'" + text + "' is not a name");
    return text;
}

ScopeRef Interpreter::StepRunner::newScope(const Template &name, const char *kind, int line) const
{
    auto instance = std::make_shared<ScopeInstance>();
    instance->name = nameOf(name);
    instance->scope().setLabel(m_run->labelFor(instance->name, kind, line));
    return instance;
}

ScopeRef Interpreter::StepRunner::openScope(const ScopeStep &step) const
{
    static constexpr const char *kinds[] = {"scope", "shield", "move_on_after", "fail_after"};
    ScopeRef instance = newScope(step.name, kinds[static_cast<int>(step.kind)], m_step->line());
    CancelScope &scope = instance->scope();
    if (step.timeout)
        scope.setRelativeDeadline(evaluate(*step.timeout, m_names));
    if (step.deadline)
        scope.setDeadline(after(TimePoint(), evaluate(*step.deadline, m_names)));
    scope.setShielded(evaluate(step.shield, m_names));
    return instance;
}

Task<> Interpreter::StepRunner::run(const ScopeStep *step)
{
    const ScopeRef scope = openScope(*step);
    {
        const LivingScope living(m_run, m_task, scope);
        auto body = runBody(step->body, withName(m_names, scope->name, scope));
        if (step->kind == ScopeKind::FailAfter) {
            co_await failWithScope(scope->scope(), std::move(body));
        } else {
            const bool finished = co_await withScope(scope->scope(), std::move(body));
            static_cast<void>(finished); // the scope itself says whether it caught
        }
    }
    if (scope->scope().cancelledCaught())
        co_await runBody(step->otherwise);
}

Task<> Interpreter::StepRunner::run(const TaskGroupStep *step)
{
    auto instance = std::make_shared<ScopeInstance>();
    instance->name = nameOf(step->name);
    instance->group = std::make_unique<TaskGroup>();
    instance->scope().setLabel(m_run->labelFor(instance->name, "task_group", m_step->line()));
    const LivingScope living(m_run, m_task, instance);
    StepRunner inside = with(withName(m_names, instance->name, instance));
    auto body = inside.runGroupBody(step);
    const bool finished = co_await withTaskGroup(*instance->group, std::move(body));
    static_cast<void>(finished);
}

Task<> Interpreter::StepRunner::runGroupBody(const TaskGroupStep *step)
{
    co_await runBody(step->body);
    m_run->standAt(m_step->line()); // it waits at the gate from now on
}

Task<> Interpreter::StepRunner::run(const IfStep *step)
{
    return runBody(holds(step->condition) ? step->then : step->orElse);
}

Task<> Interpreter::StepRunner::run(const RepeatStep *step)
{
    const std::int64_t times = step->times ? evaluate(*step->times, m_names) : INT64_MAX;
    if (step->body.empty() && !step->times)
        raiseInScenario("RuntimeError", "repeating nothing forever never ends");
    if (step->body.empty())
        co_return;
    for (std::int64_t attempt = 1; attempt <= times; ++attempt) {
        EnvironmentPtr inside = withName(m_names, "attempt", std::to_string(attempt));
        co_await runBody(step->body, std::move(inside));
        if (watchdog().stage() == Watchdog::Stage::Forced)
            co_await checkpoint(); // a loop without a checkpoint must end, too
    }
}

Task<> Interpreter::StepRunner::run(const CallStep *step)
{
    auto body = runBody(m_run->m_scenario.functions.at(step->function.constantText()));
    return m_task->handling.empty() ? std::move(body) : runCallInHandler(std::move(body));
}

/// An error that leaves a function has a longer traceback, which distinguishes it from the one being handled.
Task<> Interpreter::StepRunner::runCallInHandler(Task<> body)
{
    auto outcome = co_await catching(std::move(body));
    if (outcome.error())
        outcome.error()->growTraceback();
    co_await std::move(outcome);
}

} // namespace ScopeLab
