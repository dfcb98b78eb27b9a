#include "core/interpreter/interpreter.h"

#include "core/engine/catching.h"
#include "core/engine/exceptions.h"
#include "core/engine/runblocking.h"
#include "core/engine/split.h"
#include "core/engine/withscope.h"
#include "core/interpreter/taskcontext.h"
#include "core/scenario/values.h"

#include <algorithm>

namespace ScopeLab {

// GCC 12 miscompiles several shapes of co_await. Here each stands alone in its statement, with
// arguments that are names or calls, and its result is named. tst_coroutineshapes watches.

/// One operator entry, waiting for its moment.
class Interpreter::OperatorTimer final : public Timer
{
public:
    OperatorTimer(Interpreter &interpreter, const OperatorEntry &entry)
        : m_interpreter(interpreter)
        , m_entry(entry)
    {
        interpreter.m_scheduler.deadlines().insert(*this, TimePoint(entry.at));
    }
    ~OperatorTimer() override { m_interpreter.m_scheduler.deadlines().remove(*this); }

    void fire() override { m_interpreter.act(m_entry); }

private:
    Interpreter &m_interpreter;
    const OperatorEntry &m_entry;
};

/// Keeps a scope among the living ones, by name, as long as its body runs.
class Interpreter::LivingScope
{
public:
    LivingScope(Interpreter *interpreter, TaskContext *task, ScopeRef scope)
        : m_interpreter(interpreter)
        , m_scope(std::move(scope))
    {
        m_interpreter->m_living[m_scope->name].push_back(m_scope);
        m_interpreter->m_lastEntered[m_scope->name] = m_scope;
        task->lastEntered[m_scope->name] = m_scope;
    }
    LivingScope(const LivingScope &) = delete;
    LivingScope &operator=(const LivingScope &) = delete;
    ~LivingScope() { std::erase(m_interpreter->m_living[m_scope->name], m_scope); }

private:
    Interpreter *m_interpreter;
    ScopeRef m_scope;
};

Interpreter::Interpreter(const Scenario &scenario, Scheduler &scheduler, const RunLimits &limits)
    : m_scenario(scenario)
    , m_scheduler(scheduler)
    , m_limits(limits)
    , m_errors(scenario)
{
}

Interpreter::~Interpreter() = default;

Task<> Interpreter::main()
{
    for (const OperatorEntry &entry : m_scenario.operations)
        m_operator.push_back(std::make_unique<OperatorTimer>(*this, entry));
    TaskContext task(m_scheduler);
    m_mainScope = std::make_shared<ScopeInstance>();
    m_mainScope->name = "main";
    m_mainScope->scope().setLabel(labelFor("main", "main", 0));
    const LivingScope living(this, &task, m_mainScope);
    EnvironmentPtr names = withName({}, "main", m_mainScope);
    auto body = runSteps(&task, &m_scenario.main, names);
    auto scoped = withScope(m_mainScope->scope(), std::move(body));
    auto outcome = co_await catching(std::move(scoped));
    m_operator.clear(); // nothing more is done once main has ended
    const ErrorPtr error = outcome.handled();
    std::string text = "ok";
    if (!m_stopOutcome.empty())
        text = m_stopOutcome;
    else if (error && !error->holdsOnlyCancellations())
        text = "error";
    else if (error || m_mainScope->scope().cancelledCaught())
        text = "cancelled";
    m_scheduler.observeTask({.kind = EventKind::RunEnded, .error = error, .text = text});
    if (error)
        co_await raiseAgain(error); // main ends as what it was
}

void Interpreter::countStep(const Step &step)
{
    m_scheduler.task().makeNotes().place = step.line();
    const auto at = [&step] { return " at the step '" + step.keyword + "' in line " + std::to_string(step.line()); };
    if (++m_steps > m_limits.steps)
        stop("limit", "more than 10 million steps were run," + at());
    else if (m_scheduler.now().time_since_epoch() > m_limits.virtualTime)
        stop("limit", "more than 24 hours of run time passed," + at());
}

Task<> Interpreter::runSteps(TaskContext *task, const Steps *steps, EnvironmentPtr names)
{
    for (const Step &step : *steps) {
        countStep(step);
        const Step::Payload &payload = step.payload;
        if (const auto *log = std::get_if<LogStep>(&payload)) {
            this->log(fillIn(log->text, names));
        } else if (const auto *sleep = std::get_if<SleepStep>(&payload)) {
            const Duration length = evaluate(sleep->length, names);
            co_await sleepFor(length);
        } else if (std::holds_alternative<CheckpointStep>(payload)) {
            co_await checkpoint();
        } else if (const auto *work = std::get_if<WorkStep>(&payload)) {
            m_scheduler.executor().holdThread(evaluate(work->length, names));
        } else if (const auto *blocking = std::get_if<RunBlockingStep>(&payload)) {
            co_await runBlocking(blocking, names);
        } else if (std::holds_alternative<ScopeStep>(payload)) {
            co_await runScope(task, &step, names);
        } else if (std::holds_alternative<TaskGroupStep>(payload)) {
            co_await runGroup(task, &step, names);
        } else if (std::holds_alternative<SpawnStep>(payload)) {
            spawn(step, names);
        } else if (std::holds_alternative<SpawnEachStep>(payload)) {
            spawnEach(step, names);
        } else if (const auto *cancel = std::get_if<CancelStep>(&payload)) {
            const ScopeRef scope = boundScope(cancel->scope, names);
            scope->scope().cancel(fillIn(cancel->reason, names));
        } else if (const auto *deadline = std::get_if<SetDeadlineStep>(&payload)) {
            setDeadline(*deadline, names);
        } else if (const auto *shield = std::get_if<SetShieldStep>(&payload)) {
            const ScopeRef scope = boundScope(shield->scope, names);
            scope->scope().setShielded(evaluate(shield->shield, names));
        } else if (const auto *raise = std::get_if<RaiseStep>(&payload)) {
            ErrorPtr error = raised(task, *raise, names);
            co_await raiseAgain(std::move(error));
        } else if (std::holds_alternative<ReraiseStep>(payload)) {
            ErrorPtr error = task->handling.back();
            co_await raiseAgain(std::move(error));
        } else if (const auto *tryStep = std::get_if<TryStep>(&payload)) {
            co_await runTry(task, tryStep, names);
        } else if (const auto *splitStep = std::get_if<SplitStep>(&payload)) {
            names = split(task, *splitStep, std::move(names));
        } else if (const auto *subgroup = std::get_if<NonCancelSubgroupStep>(&payload)) {
            names = nonCancelSubgroup(task, *subgroup, std::move(names));
        } else if (const auto *ifStep = std::get_if<IfStep>(&payload)) {
            const bool isTrue = holds(task, ifStep->condition, names);
            const Steps *branch = isTrue ? &ifStep->then : &ifStep->orElse;
            co_await runSteps(task, branch, names);
        } else if (const auto *repeat = std::get_if<RepeatStep>(&payload)) {
            co_await runRepeat(task, repeat, names);
        } else if (const auto *call = std::get_if<CallStep>(&payload)) {
            const Steps *function = &m_scenario.functions.at(call->function.constantText());
            co_await runSteps(task, function, names);
        }
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

ScopeRef Interpreter::openScope(const ScopeStep &step, const EnvironmentPtr &names)
{
    static constexpr const char *kinds[] = {"scope", "shield", "move_on_after", "fail_after"};
    auto instance = std::make_shared<ScopeInstance>();
    instance->name = nameOf(step.name, names);
    CancelScope &scope = instance->scope();
    if (step.timeout)
        scope.setRelativeDeadline(evaluate(*step.timeout, names));
    if (step.deadline)
        scope.setDeadline(after(TimePoint(), evaluate(*step.deadline, names)));
    scope.setShielded(evaluate(step.shield, names));
    scope.setLabel(labelFor(instance->name, kinds[static_cast<int>(step.kind)], m_scheduler.task().place()));
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

void Interpreter::spawn(const Step &step, const EnvironmentPtr &names)
{
    spawnOne(step, std::get<SpawnStep>(step.payload), names);
}

void Interpreter::spawnEach(const Step &step, const EnvironmentPtr &names)
{
    const auto &each = std::get<SpawnEachStep>(step.payload);
    const auto count = each.count ? evaluate(*each.count, names) : static_cast<std::int64_t>(each.items.size());
    for (std::int64_t index = 0; index < count; ++index) {
        EnvironmentPtr seen = withName(names, "index", std::to_string(index));
        if (!each.count) {
            const Item &item = each.items[static_cast<std::size_t>(index)];
            ItemValue value;
            value.text = fillIn(item.text, names);
            for (const auto &[field, text] : item.fields)
                value.fields[field] = fillIn(text, names);
            seen = withName(seen, "item", std::move(value));
        }
        spawnOne(step, each.task, seen);
        if (!m_stopOutcome.empty())
            return;
    }
}

void Interpreter::spawnOne(const Step &step, const SpawnStep &spawn, const EnvironmentPtr &seen)
{
    ScopeRef group;
    if (spawn.group.isSet()) {
        group = boundScope(spawn.group, seen);
        if (!group->group)
            raiseInScenario("ValueError", "'" + group->name + "' is not a task group");
    } else if (const ScopeRef *innermost = innermostGroup(seen)) {
        group = *innermost;
    } else {
        raiseInScenario("RuntimeError", "no task group is in sight");
    }
    if (!group->group->isOpen())
        raiseInScenario("RuntimeError", "the task group has ended");
    if (m_scheduler.liveTasks() >= m_limits.liveTasks) {
        stop("limit", "more than 100,000 tasks were alive, at the step '" + step.keyword + "' in line "
                          + std::to_string(step.line()));
        return;
    }
    const std::string name = nameOf(spawn.name, seen);
    group->group->spawn(runTask(&spawn.body, seen), labelFor(name, "task", step.line()));
}

Task<> Interpreter::runTask(const Steps *steps, EnvironmentPtr names)
{
    TaskContext task(m_scheduler);
    co_await runSteps(&task, steps, std::move(names));
}

Task<> Interpreter::runRepeat(TaskContext *task, const RepeatStep *step, EnvironmentPtr names)
{
    const std::int64_t times = step->times ? evaluate(*step->times, names) : INT64_MAX;
    for (std::int64_t attempt = 1; attempt <= times; ++attempt) {
        EnvironmentPtr inside = withName(names, "attempt", std::to_string(attempt));
        co_await runSteps(task, &step->body, std::move(inside));
        if (step->body.empty() && !step->times) {
            raiseInScenario("RuntimeError", "repeating nothing forever never ends");
        }
        if (m_stopOutcome == "limit")
            co_await checkpoint(); // a loop without a checkpoint must end, too
    }
}

void Interpreter::log(const std::string &text)
{
    if (++m_logLines > m_limits.logLines) {
        stop("limit", "more than 1 million lines were logged, in line " + std::to_string(m_scheduler.task().place()));
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

const Label *Interpreter::labelFor(const std::string &name, const std::string &kind, int line)
{
    const std::string shown = name.empty() ? kind + '@' + std::to_string(line) : name;
    std::unique_ptr<Label> &label = m_labels[kind + '/' + shown + '/' + std::to_string(line)];
    if (!label)
        label = std::make_unique<Label>(Label{shown, kind, line});
    return label.get();
}

ScopeRef Interpreter::livingScope(const OperatorEntry &entry) const
{
    const auto isMeant = [&entry](const ScopeRef &scope) {
        return scope->scope().isActive() && (!entry.scope || scope->scope().id() == entry.scope);
    };
    for (const auto &[name, scopes] : m_living) {
        if (!entry.scope && name != entry.target)
            continue;
        const auto found = std::find_if(scopes.rbegin(), scopes.rend(), isMeant);
        if (found != scopes.rend())
            return *found;
    }
    return {};
}

void Interpreter::act(const OperatorEntry &entry)
{
    using Kind = OperatorEntry::Kind;
    static constexpr const char *verbs[] = {"cancel ", "set the deadline of ", "set the shield of "};
    const std::string what = verbs[static_cast<int>(entry.kind)] + entry.target;
    const ScopeRef target = livingScope(entry);
    if (!target) {
        m_scheduler.observe({.kind = EventKind::OperatorMissed, .text = what});
        return;
    }
    CancelScope &scope = target->scope();
    const EventId outer = m_scheduler.currentCause();
    m_scheduler.setCurrentCause(
        m_scheduler.observe({.kind = EventKind::OperatorActed, .scope = scope.id(), .text = what}));
    switch (entry.kind) {
    case Kind::Cancel: scope.cancel(CancelReason{CancelSource::Operator, entry.reason, 0}); break;
    case Kind::SetDeadline: {
        TimePoint deadline = Never;
        if (entry.deadlineAfter)
            deadline = after(m_scheduler.now(), *entry.deadlineAfter);
        else if (entry.deadlineAt)
            deadline = after(TimePoint(), *entry.deadlineAt);
        scope.setDeadline(deadline);
        break;
    }
    case Kind::SetShield: scope.setShielded(entry.shield); break;
    }
    m_scheduler.setCurrentCause(outer);
}

bool Interpreter::unstick()
{
    switch (m_unstuck++) {
    case 0:
        m_scheduler.setCurrentCause(m_scheduler.observe({.kind = EventKind::RunStuck}));
        if (m_stopOutcome.empty())
            m_stopOutcome = "stuck";
        m_mainScope->scope().cancel(CancelReason{CancelSource::Shutdown, "nothing could run any more", 0});
        return true;
    case 1: m_scheduler.ignoreShields(); return true;
    default: // a blocking call that never ends, say
        m_scheduler.observe({.kind = EventKind::RunEnded, .text = m_stopOutcome});
        return false;
    }
}

void Interpreter::stop(const std::string &outcome, const std::string &reason)
{
    if (!m_stopOutcome.empty())
        return;
    m_stopOutcome = outcome;
    m_scheduler.setCurrentCause(m_scheduler.observe({.kind = EventKind::LimitHit, .text = reason}));
    m_mainScope->scope().cancel(CancelReason{CancelSource::Shutdown, reason, 0});
    m_scheduler.ignoreShields();
}

} // namespace ScopeLab
