#include "core/scenario/checker.h"

#include "core/scenario/declarationchecker.h"
#include "core/scenario/namechecker.h"
#include "core/scenario/stepparser.h"

#include <algorithm>

namespace ScopeLab {

namespace {

/// Where a list of steps stands.
struct Standing
{
    enum class InHandler { AsCallers, Yes, No };

    int depth = 0; ///< Of lists around it.
    InHandler inHandler = InHandler::AsCallers;
    bool inGroup = false;
};

class Checker : private NameChecker
{
public:
    Checker(const Scenario &scenario, Diagnostics &diagnostics)
        : NameChecker(scenario, diagnostics)
        , m_scenario(scenario)
        , m_calls(scenario)
        , m_types(checkDeclarations(scenario, diagnostics))
    {
    }

    void check()
    {
        for (const CallGraph::Function *function : m_calls.callersFirst())
            checkFunction(function);
        endCollecting();
        enter(nullptr);
        sight().bind("main", NameKind::Scope);
        checkSteps(m_scenario.main, {});
        sight().unwind(0);
        for (const CallGraph::Function *function : m_calls.callersFirst())
            checkFunction(function);
        for (const OperatorEntry &entry : m_scenario.operatorEntries)
            checkOperator(entry);
    }

private:
    using InHandler = Standing::InHandler;

    void checkFunction(const CallGraph::Function *function)
    {
        enter(function);
        checkSteps(function->second, {callers().depth, InHandler::AsCallers, false});
    }

    void checkSteps(const Steps &steps, Standing at)
    {
        if (++at.depth > MaxNesting && !steps.empty() && !m_isTooDeep && !isCollecting()) {
            m_isTooDeep = true; // once is enough: what is nested further is too deep for the same reason
            report(steps.front().range, "steps are nested more than 200 deep, through 'call' too", "flatten the calls");
        }
        at.depth = std::min(at.depth, MaxNesting + 1);
        const std::size_t mark = sight().mark();
        for (const Step &step : steps)
            std::visit([&](const auto &payload) { checkStep(step, payload, at); }, step.payload);
        sight().unwind(mark);
    }

    /// Checks @p steps, which see one more name.
    void checkWith(const auto &name, NameKind kind, const Steps &steps, const Standing &at)
    {
        const std::size_t mark = sight().mark();
        sight().bind(name, kind);
        checkSteps(steps, at);
        sight().unwind(mark);
    }

    bool isOutsideHandler(const Standing &at) const
    {
        return at.inHandler == InHandler::No || (at.inHandler == InHandler::AsCallers && callers().isOutsideHandler);
    }
    bool isOutsideGroup(const Standing &at) const { return !at.inGroup && callers().isOutsideGroup; }

    void checkStep(const Step &, const LogStep &log, const Standing &) { useText(log.text); }
    void checkStep(const Step &, const SleepStep &step, const Standing &) { useValue(step.length); }
    void checkStep(const Step &, const CheckpointStep &, const Standing &) {}
    void checkStep(const Step &, const WorkStep &step, const Standing &) { useValue(step.length); }
    void checkStep(const Step &, const RunBlockingStep &step, const Standing &)
    {
        useValue(step.length);
        useValue(step.abandonOnCancel);
        useValue(step.checkEvery);
    }
    void checkStep(const Step &, const ScopeStep &step, const Standing &at)
    {
        useText(step.name);
        useValue(step.timeout);
        useValue(step.deadline);
        useValue(step.shield);
        checkWith(step.name, NameKind::Scope, step.body, at);
        checkSteps(step.otherwise, at);
    }
    void checkStep(const Step &, const TaskGroupStep &step, const Standing &at)
    {
        useText(step.name);
        Standing inside = at;
        inside.inGroup = true;
        checkWith(step.name, NameKind::Group, step.body, inside);
    }
    void checkGroup(const Step &step, const SpawnStep &spawn, const Standing &at)
    {
        useGroup(spawn.group);
        if (!spawn.group.isSet() && isOutsideGroup(at))
            report(step.range, "'" + step.keyword + "' is not inside a task group",
                   "put it into the body of a task_group");
    }
    void checkTask(const Template &name, const Steps &body, Standing at)
    {
        useText(name);
        at.inHandler = InHandler::No;
        checkSteps(body, at);
    }
    void checkStep(const Step &step, const SpawnStep &spawn, const Standing &at)
    {
        checkGroup(step, spawn, at);
        checkTask(spawn.name, spawn.body, at);
    }
    void checkStep(const Step &step, const SpawnEachStep &each, const Standing &at)
    {
        useValue(each.count);
        for (const Item &item : each.items) {
            useText(item.text);
            for (const auto &[name, value] : item.fields)
                useText(value);
        }
        checkGroup(step, each.task, at);
        const std::size_t mark = sight().mark();
        sight().bind(std::string("index"), NameKind::Text);
        if (!each.count)
            sight().bind(std::string("item"), NameKind::Item);
        checkTask(each.task.name, each.task.body, at);
        sight().unwind(mark);
    }
    void checkStep(const Step &step, const StartStep &start, const Standing &at) { checkStep(step, start.task, at); }
    void checkStep(const Step &, const StartedStep &, const Standing &) {}
    void checkStep(const Step &, const DetachStep &step, const Standing &at) { checkTask(step.name, step.body, at); }
    void checkStep(const Step &, const WaitStep &step, const Standing &)
    {
        useResource(step.event, NameKind::Event, "event");
    }
    void checkStep(const Step &, const SetStep &step, const Standing &)
    {
        useResource(step.event, NameKind::Event, "event");
    }
    void checkStep(const Step &, const WithStep &step, const Standing &at)
    {
        const bool isLock = step.kind == WithStep::Kind::Lock;
        useResource(step.resource, isLock ? NameKind::Lock : NameKind::Limiter, isLock ? "lock" : "limiter");
        checkSteps(step.body, at);
    }
    void checkStep(const Step &, const SendStep &step, const Standing &)
    {
        useResource(step.channel, NameKind::Channel, "channel");
        useText(step.value);
    }
    void checkStep(const Step &, const ReceiveStep &step, const Standing &)
    {
        useResource(step.channel, NameKind::Channel, "channel");
        sight().bind(step.as, NameKind::Text);
    }
    void checkStep(const Step &, const WaitCancelledStep &step, const Standing &) { useToken(step.token); }
    void checkStep(const Step &, const RunUntilCancelledStep &step, const Standing &at)
    {
        useToken(step.token);
        checkSteps(step.body, at);
        checkSteps(step.otherwise, at);
    }
    void checkStep(const Step &, const RetryStep &step, const Standing &at)
    {
        useValue(step.attempts);
        useValue(step.delay);
        useValue(step.factor);
        useValue(step.maxDelay);
        useValue(step.timeout);
        for (const Template &type : step.errors)
            checkMatch(type);
        checkWith(std::string("attempt"), NameKind::Text, step.body, at);
        checkSteps(step.otherwise, at);
    }
    void checkStep(const Step &, const OperationStep &step, const Standing &at)
    {
        useText(step.name);
        useValue(step.weight);
        useValue(step.timeout);
        useToken(step.token);
        checkWith(step.name, NameKind::Scope, step.body, at);
        checkSteps(step.cleanup, at);
        checkSteps(step.otherwise, at);
    }
    void checkStep(const Step &step, const BudgetStep &budget, const Standing &at)
    {
        useText(budget.name);
        useValue(budget.total);
        const std::size_t mark = sight().mark();
        sight().bind(budget.name, NameKind::Scope);
        for (const OperationStep &operation : budget.operations)
            checkStep(step, operation, at);
        sight().unwind(mark);
    }
    void checkStep(const Step &, const GracefulShutdownStep &step, const Standing &at)
    {
        useText(step.name);
        useToken(step.token);
        useValue(step.grace);
        useValue(step.cleanupLimit);
        checkWith(step.name, NameKind::Scope, step.body, at);
        checkSteps(step.cleanup, at);
    }
    void checkStep(const Step &, const CancelStep &step, const Standing &)
    {
        useCancellable(step.scope);
        useText(step.reason);
    }
    void checkStep(const Step &, const SetDeadlineStep &step, const Standing &)
    {
        useScope(step.scope);
        useValue(step.after);
        useValue(step.at);
    }
    void checkStep(const Step &, const SetShieldStep &step, const Standing &)
    {
        useScope(step.scope);
        useValue(step.shield);
    }
    void checkRaise(const RaiseSpec &spec)
    {
        useText(spec.type);
        useText(spec.message);
        for (const Template &note : spec.notes)
            useText(note);
        useError(spec.error);
        useError(spec.causeName);
        if (spec.type.isSet() && spec.type.isConstant())
            checkType(spec.type, {"cancelled"});
        for (const RaiseSpec &member : spec.members)
            checkRaise(member);
        if (spec.cause)
            checkRaise(*spec.cause);
    }
    void checkMatch(const Template &type)
    {
        useText(type);
        if (type.isConstant())
            checkType(type, {"cancelled", "group", "trio.Cancelled", "asyncio.CancelledError", "curio.CancelledError"});
    }
    void checkType(const Template &type, const std::vector<std::string> &alsoAllowed)
    {
        const std::string name = type.constantText();
        if (m_types.isKnown(name) || std::find(alsoAllowed.begin(), alsoAllowed.end(), name) != alsoAllowed.end())
            return;
        const std::string cure = didYouMean(name, [&] {
            std::vector<std::string> candidates = m_types.names();
            candidates.insert(candidates.end(), alsoAllowed.begin(), alsoAllowed.end());
            return candidates;
        });
        report(type.range, "the exception type '" + name + "' is not known",
               cure.empty() ? "declare it under 'exceptions'" : cure);
    }
    void checkStep(const Step &step, const RaiseStep &raise, const Standing &)
    {
        if (raise.spec.type.isSet()
            && (raise.spec.type.text == "ExceptionGroup" || raise.spec.type.text == "BaseExceptionGroup"))
            report(step.range, "a group is made of the errors in it", "write raise: {group: {errors: […]}}");
        checkRaise(raise.spec);
    }
    void checkStep(const Step &step, const ReraiseStep &, const Standing &at)
    {
        if (isOutsideHandler(at))
            report(step.range, "'reraise' is not inside a handler of this task", "put it into the body of a handler");
    }
    void checkStep(const Step &, const TryStep &step, const Standing &at)
    {
        checkSteps(step.body, at);
        for (const Handler &handler : step.handlers) {
            for (const Template &type : handler.match) {
                checkMatch(type);
            }
            Standing inside = at;
            inside.inHandler = InHandler::Yes;
            checkWith(handler.as, NameKind::Error, handler.body, inside);
        }
        checkSteps(step.orElse, at);
        checkSteps(step.finally, at);
    }
    void checkStep(const Step &step, const SplitStep &split, const Standing &at)
    {
        useError(split.error);
        if (!split.error.isSet() && isOutsideHandler(at))
            report(step.range, "outside a handler, 'split' needs an error", "write error: NAME");
        sight().bind(split.cancels, NameKind::Error);
        sight().bind(split.errors, NameKind::Error);
    }
    void checkStep(const Step &step, const NonCancelSubgroupStep &subgroup, const Standing &at)
    {
        useError(subgroup.error);
        if (!subgroup.error.isSet() && isOutsideHandler(at))
            report(step.range, "outside a handler, 'non_cancel_subgroup' needs an error", "write error: NAME");
        sight().bind(subgroup.as, NameKind::Error);
    }
    void checkPredicate(const Predicate &predicate)
    {
        using Kind = Predicate::Kind;
        if (predicate.kind == Kind::CancelCalled || predicate.kind == Kind::CancelledCaught) {
            useAnyScope(predicate.name, false);
        } else if (predicate.kind == Kind::TokenCancelled) {
            useToken(predicate.name);
        } else {
            useError(predicate.name);
        }
        useValue(predicate.over);
        useValue(predicate.chance);
        useText(predicate.left);
        useText(predicate.right);
        for (const Predicate &part : predicate.parts)
            checkPredicate(part);
    }
    void checkStep(const Step &, const IfStep &step, const Standing &at)
    {
        checkPredicate(step.condition);
        checkSteps(step.then, at);
        checkSteps(step.orElse, at);
    }
    void checkStep(const Step &, const RepeatStep &step, const Standing &at)
    {
        useValue(step.times);
        checkWith(std::string("attempt"), NameKind::Text, step.body, at);
    }
    void checkStep(const Step &step, const CallStep &call, const Standing &at)
    {
        const std::string name = call.function.constantText();
        if (!m_scenario.functions.contains(name)) {
            const auto names = [this] {
                std::vector<std::string> all;
                for (const auto &[known, steps] : m_scenario.functions)
                    all.push_back(known);
                return all;
            };
            report(call.function.range, "there is no function '" + name + "'", didYouMean(name, names));
        } else if (m_calls.closesCircle(step)) {
            report(step.range, "the function '" + name + "' calls itself", "use 'repeat' instead of recursion");
        } else {
            noteCall(name, isOutsideHandler(at), isOutsideGroup(at), at.depth);
        }
    }

    void checkOperator(const OperatorEntry &entry)
    {
        if (entry.target.empty())
            return;
        Template use;
        use.range = entry.range;
        use.text = entry.target;
        use.parts = {{entry.target, {}, false}};
        if (entry.kind == OperatorEntry::Kind::Set)
            useResource(use, NameKind::Event, "event");
        else
            useAnyScope(use, entry.kind == OperatorEntry::Kind::Cancel);
    }

    const Scenario &m_scenario;
    const CallGraph m_calls;
    const ExceptionTypes m_types;
    bool m_isTooDeep = false;
};

} // namespace

void checkScenario(const Scenario &scenario, Diagnostics &diagnostics)
{
    Checker(scenario, diagnostics).check();
}

} // namespace ScopeLab
