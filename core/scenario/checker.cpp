#include "core/scenario/checker.h"

#include "core/scenario/declarationchecker.h"
#include "core/scenario/namechecker.h"
#include "core/scenario/stepparser.h"

#include <algorithm>
#include <set>

namespace ScopeLab {

namespace {

class Checker : private NameChecker
{
public:
    Checker(const Scenario &scenario, Diagnostics &diagnostics)
        : NameChecker(scenario, diagnostics)
        , m_scenario(scenario)
        , m_types(checkDeclarations(scenario, diagnostics))
    {
    }

    void check()
    {
        Sight sight;
        sight.names.push_back({"main", NameKind::Scope});
        checkSteps(m_scenario.main, sight);
        checkUncalledFunctions();
        for (const OperatorEntry &entry : m_scenario.operatorEntries)
            checkOperator(entry);
    }

private:
    void checkSteps(const Steps &steps, Sight sight)
    {
        if (++sight.depth > MaxNesting) {
            if (!steps.empty())
                report(steps.front().range, "steps are nested more than 200 deep, through 'call' too",
                       "flatten the calls");
            return;
        }
        for (const Step &step : steps) {
            std::visit([&](const auto &payload) { checkStep(step, payload, sight); }, step.payload);
        }
    }

    void checkStep(const Step &, const LogStep &log, Sight &sight) { useText(log.text, sight); }
    void checkStep(const Step &, const SleepStep &step, Sight &sight) { useValue(step.length, sight); }
    void checkStep(const Step &, const CheckpointStep &, Sight &) {}
    void checkStep(const Step &, const WorkStep &step, Sight &sight) { useValue(step.length, sight); }
    void checkStep(const Step &, const RunBlockingStep &step, Sight &sight)
    {
        useValue(step.length, sight);
        useValue(step.abandonOnCancel, sight);
        useValue(step.checkEvery, sight);
    }
    void checkStep(const Step &, const ScopeStep &step, Sight &sight)
    {
        useText(step.name, sight);
        useValue(step.timeout, sight);
        useValue(step.deadline, sight);
        useValue(step.shield, sight);
        checkSteps(step.body, with(sight, step.name, NameKind::Scope));
        checkSteps(step.otherwise, sight);
    }
    void checkStep(const Step &, const TaskGroupStep &step, Sight &sight)
    {
        useText(step.name, sight);
        Sight inner = with(sight, step.name, NameKind::Group);
        inner.inGroup = true;
        checkSteps(step.body, inner);
    }
    void checkSpawn(const Step &step, const SpawnStep &spawn, const Sight &outside, Sight inside)
    {
        useText(spawn.name, inside);
        useText(spawn.group, outside);
        requireInSight(spawn.group, outside.names, "task group", [](NameKind kind) { return kind == NameKind::Group; });
        if (!spawn.group.isSet() && !outside.inGroup && !isLenient())
            report(step.range, "'" + step.keyword + "' stands in no task group",
                   "put it into the body of a task_group");
        inside.inHandler = false;
        checkSteps(spawn.body, inside);
    }
    void checkStep(const Step &step, const SpawnStep &spawn, Sight &sight) { checkSpawn(step, spawn, sight, sight); }
    void checkStep(const Step &step, const SpawnEachStep &each, Sight &sight)
    {
        useValue(each.count, sight);
        for (const Item &item : each.items) {
            useText(item.text, sight);
            for (const auto &[name, value] : item.fields)
                useText(value, sight);
        }
        Sight inside = with(sight, std::string("index"), NameKind::Text);
        if (!each.count)
            inside = with(inside, std::string("item"), NameKind::Item);
        checkSpawn(step, each.task, sight, inside);
    }
    void checkStep(const Step &step, const StartStep &start, Sight &sight)
    {
        checkSpawn(step, start.task, sight, sight);
    }
    void checkStep(const Step &, const StartedStep &, Sight &) {}
    void checkStep(const Step &, const DetachStep &step, Sight &sight)
    {
        useText(step.name, sight);
        Sight inside = sight;
        inside.inHandler = false;
        checkSteps(step.body, inside);
    }
    void checkStep(const Step &, const WaitStep &step, Sight &sight)
    {
        useResource(step.event, NameKind::Event, "event", sight);
    }
    void checkStep(const Step &, const SetStep &step, Sight &sight)
    {
        useResource(step.event, NameKind::Event, "event", sight);
    }
    void checkStep(const Step &, const WithStep &step, Sight &sight)
    {
        const bool isLock = step.kind == WithStep::Kind::Lock;
        useResource(step.resource, isLock ? NameKind::Lock : NameKind::Limiter, isLock ? "lock" : "limiter", sight);
        checkSteps(step.body, sight);
    }
    void checkStep(const Step &, const SendStep &step, Sight &sight)
    {
        useResource(step.channel, NameKind::Channel, "channel", sight);
        useText(step.value, sight);
    }
    void checkStep(const Step &, const ReceiveStep &step, Sight &sight)
    {
        useResource(step.channel, NameKind::Channel, "channel", sight);
        sight = with(sight, step.as, NameKind::Text);
    }
    void checkStep(const Step &, const WaitCancelledStep &step, Sight &sight) { useToken(step.token, sight); }
    void checkStep(const Step &, const RunUntilCancelledStep &step, Sight &sight)
    {
        useToken(step.token, sight);
        checkSteps(step.body, sight);
        checkSteps(step.otherwise, sight);
    }
    void checkStep(const Step &, const RetryStep &step, Sight &sight)
    {
        useValue(step.attempts, sight);
        useValue(step.delay, sight);
        useValue(step.factor, sight);
        useValue(step.maxDelay, sight);
        useValue(step.timeout, sight);
        for (const Template &type : step.errors)
            checkMatch(type, sight);
        checkSteps(step.body, with(sight, std::string("attempt"), NameKind::Text));
        checkSteps(step.otherwise, sight);
    }
    void checkStep(const Step &, const OperationStep &step, Sight &sight)
    {
        useText(step.name, sight);
        useValue(step.weight, sight);
        useValue(step.timeout, sight);
        useToken(step.token, sight);
        checkSteps(step.body, with(sight, step.name, NameKind::Scope));
        checkSteps(step.cleanup, sight);
        checkSteps(step.otherwise, sight);
    }
    void checkStep(const Step &step, const BudgetStep &budget, Sight &sight)
    {
        useText(budget.name, sight);
        useValue(budget.total, sight);
        Sight inside = with(sight, budget.name, NameKind::Scope);
        for (const OperationStep &operation : budget.operations)
            checkStep(step, operation, inside);
    }
    void checkStep(const Step &, const GracefulShutdownStep &step, Sight &sight)
    {
        useText(step.name, sight);
        useToken(step.token, sight);
        useValue(step.grace, sight);
        useValue(step.cleanupLimit, sight);
        checkSteps(step.body, with(sight, step.name, NameKind::Scope));
        checkSteps(step.cleanup, sight);
    }
    void checkStep(const Step &, const CancelStep &step, Sight &sight)
    {
        useText(step.scope, sight);
        useCancellable(step.scope, sight.names);
        useText(step.reason, sight);
    }
    void checkStep(const Step &, const SetDeadlineStep &step, Sight &sight)
    {
        useScope(step.scope, sight);
        useValue(step.after, sight);
        useValue(step.at, sight);
    }
    void checkStep(const Step &, const SetShieldStep &step, Sight &sight)
    {
        useScope(step.scope, sight);
        useValue(step.shield, sight);
    }
    void checkRaise(const RaiseSpec &spec, const Sight &sight)
    {
        useText(spec.type, sight);
        useText(spec.message, sight);
        for (const Template &note : spec.notes)
            useText(note, sight);
        useError(spec.error, sight);
        useError(spec.causeName, sight);
        if (spec.type.isSet() && spec.type.isConstant())
            checkType(spec.type, {"cancelled"});
        for (const RaiseSpec &member : spec.members)
            checkRaise(member, sight);
        if (spec.cause)
            checkRaise(*spec.cause, sight);
    }
    void checkMatch(const Template &type, const Sight &sight)
    {
        useText(type, sight);
        if (type.isConstant() && type.isSet())
            checkType(type, {"cancelled", "group", "trio.Cancelled", "asyncio.CancelledError", "curio.CancelledError"});
    }
    void checkType(const Template &type, const std::vector<std::string> &alsoAllowed)
    {
        const std::string name = type.constantText();
        if (m_types.isKnown(name) || std::find(alsoAllowed.begin(), alsoAllowed.end(), name) != alsoAllowed.end())
            return;
        std::vector<std::string> candidates = m_types.names();
        candidates.insert(candidates.end(), alsoAllowed.begin(), alsoAllowed.end());
        const std::string cure = didYouMean(name, candidates);
        report(type.range, "the exception type '" + name + "' is not known",
               cure.empty() ? "declare it under 'exceptions'" : cure);
    }
    void checkStep(const Step &step, const RaiseStep &raise, Sight &sight)
    {
        if (raise.spec.type.isSet()
            && (raise.spec.type.text == "ExceptionGroup" || raise.spec.type.text == "BaseExceptionGroup"))
            report(step.range, "a group is raised by its errors", "write raise: {group: {errors: […]}}");
        checkRaise(raise.spec, sight);
    }
    void checkStep(const Step &step, const ReraiseStep &, Sight &sight)
    {
        if (!sight.inHandler && !isLenient())
            report(step.range, "'reraise' stands in no handler of this task", "put it into the body of a handler");
    }
    void checkStep(const Step &, const TryStep &step, Sight &sight)
    {
        checkSteps(step.body, sight);
        for (const Handler &handler : step.handlers) {
            for (const Template &type : handler.match) {
                checkMatch(type, sight);
            }
            Sight inside = with(sight, handler.as, NameKind::Error);
            inside.inHandler = true;
            checkSteps(handler.body, inside);
        }
        checkSteps(step.orElse, sight);
        checkSteps(step.finally, sight);
    }
    void checkStep(const Step &step, const SplitStep &split, Sight &sight)
    {
        useError(split.error, sight);
        if (!split.error.isSet() && !sight.inHandler && !isLenient())
            report(step.range, "'split' stands in no handler, so it needs an error", "write error: NAME");
        sight = with(sight, split.cancels, NameKind::Error);
        sight = with(sight, split.errors, NameKind::Error);
    }
    void checkStep(const Step &step, const NonCancelSubgroupStep &subgroup, Sight &sight)
    {
        useError(subgroup.error, sight);
        if (!subgroup.error.isSet() && !sight.inHandler && !isLenient())
            report(step.range, "'non_cancel_subgroup' stands in no handler, so it needs an error", "write error: NAME");
        sight = with(sight, subgroup.as, NameKind::Error);
    }
    void checkPredicate(const Predicate &predicate, const Sight &sight)
    {
        using Kind = Predicate::Kind;
        if (predicate.kind == Kind::CancelCalled || predicate.kind == Kind::CancelledCaught) {
            useText(predicate.name, sight);
            requireInSight(predicate.name, allScopes(), "scope", isScopeLike);
        } else if (predicate.kind == Kind::TokenCancelled) {
            useToken(predicate.name, sight);
        } else {
            useError(predicate.name, sight);
        }
        useValue(predicate.over, sight);
        useValue(predicate.chance, sight);
        useText(predicate.left, sight);
        useText(predicate.right, sight);
        for (const Predicate &part : predicate.parts)
            checkPredicate(part, sight);
    }
    void checkStep(const Step &, const IfStep &step, Sight &sight)
    {
        checkPredicate(step.condition, sight);
        checkSteps(step.then, sight);
        checkSteps(step.orElse, sight);
    }
    void checkStep(const Step &, const RepeatStep &step, Sight &sight)
    {
        useValue(step.times, sight);
        checkSteps(step.body, with(sight, std::string("attempt"), NameKind::Text));
    }
    void checkStep(const Step &step, const CallStep &call, Sight &sight)
    {
        const std::string name = call.function.constantText();
        const auto function = m_scenario.functions.find(name);
        if (function == m_scenario.functions.end()) {
            std::vector<std::string> names;
            for (const auto &[known, steps] : m_scenario.functions)
                names.push_back(known);
            report(call.function.range, "there is no function '" + name + "'", didYouMean(name, names));
            return;
        }
        if (std::find(m_calls.begin(), m_calls.end(), name) != m_calls.end()) {
            report(step.range, "the function '" + name + "' calls itself", "use 'repeat' instead of recursion");
            return;
        }
        // The same function in the same sight says the same again; without this, functions that call
        // each other twice would be checked 2^n times.
        if (!m_checkedCalls.insert(keyOf(name, sight)).second)
            return;
        m_calls.push_back(name);
        checkSteps(function->second, sight);
        m_calls.pop_back();
    }

    std::string keyOf(const std::string &function, const Sight &sight) const
    {
        std::set<std::string> names;
        for (const Sighted &sighted : sight.names)
            names.insert(sighted.name + '/' + std::to_string(static_cast<int>(sighted.kind)));
        std::string key = function + (sight.inHandler ? "|h" : "|") + (sight.inGroup ? "g|" : "|")
                          + std::to_string(sight.depth) + (isLenient() ? "l" : "");
        for (const std::string &name : names)
            key += '|' + name;
        return key;
    }

    // Nobody calls them, so nothing is known of what they can see.
    void checkUncalledFunctions()
    {
        setLenient(true);
        for (const auto &[name, steps] : m_scenario.functions) {
            m_calls = {name};
            checkSteps(steps, Sight());
        }
        setLenient(false);
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
            useResource(use, NameKind::Event, "event", {});
        else if (entry.kind == OperatorEntry::Kind::Cancel)
            useCancellable(use, allScopes());
        else
            requireInSight(use, allScopes(), "scope", isScopeLike);
    }

    const Scenario &m_scenario;
    const ExceptionTypes m_types;
    std::vector<std::string> m_calls; // functions being checked, outermost first
    std::set<std::string> m_checkedCalls;
};

} // namespace

void checkScenario(const Scenario &scenario, Diagnostics &diagnostics)
{
    Checker(scenario, diagnostics).check();
}

} // namespace ScopeLab
