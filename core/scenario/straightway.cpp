#include "core/scenario/straightway.h"

#include "core/scenario/walk.h"

namespace ScopeLab {

namespace {

/// A step by its index.
struct StepInList
{
    const Steps *steps;
    std::size_t index;

    const Step &step() const { return (*steps)[index]; }
};

/// Finds the way from the outermost list to the step at @p line; of several on that line, to the innermost.
bool findWay(const Steps &steps, int line, std::vector<StepInList> &way)
{
    for (std::size_t i = 0; i < steps.size(); ++i) {
        way.push_back({&steps, i});
        bool isInside = false;
        forEachBody(steps[i], [&](const Steps &body) { isInside = isInside || findWay(body, line, way); });
        if (isInside || steps[i].line() == line)
            return true;
        way.pop_back();
    }
    return false;
}

bool isShield(const Step &step)
{
    const auto *scope = std::get_if<ScopeStep>(&step.payload);
    return scope && (scope->kind == ScopeKind::Shield || scope->shield.constant.value_or(false));
}

/// Only the body of a scope is in its shield, not what follows if it is cut short.
bool holdsShield(const StepInList &around, const Steps *inside)
{
    const auto *scope = std::get_if<ScopeStep>(&around.step().payload);
    return isShield(around.step()) && inside == &scope->body;
}

bool beginsTask(const Step &step)
{
    return std::visit([]<typename T>(const T &) { return OneOf<T, SpawnStep, StartStep, SpawnEachStep, DetachStep>; },
                      step.payload);
}

constexpr int GoesOn = -1; // no checkpoint so far

int firstIn(const Steps &steps, std::size_t index);

/// The line of the first checkpoint in @p step; GoesOn if there is none, 0 if that is open.
int firstIn(const Step &step)
{
    const Overloaded find{
        [](const OneOf<LogStep, SetStep, CancelStep, SetDeadlineStep, SetShieldStep, StartedStep, SpawnStep,
                       SpawnEachStep, DetachStep, SplitStep, NonCancelSubgroupStep, WorkStep> auto &) {
            return GoesOn;
        },
        [&](const OneOf<SleepStep, CheckpointStep, RunBlockingStep, WaitStep, SendStep, ReceiveStep, WaitCancelledStep,
                        WithStep, StartStep> auto &) { return step.line(); },
        [&](const ScopeStep &scope) { return isShield(step) ? 0 : firstIn(scope.body, 0); },
        [&](const TaskGroupStep &group) {
            const int inside = firstIn(group.body, 0);
            return inside == GoesOn ? step.line() : inside; // it waits at its gate
        },
        [](const OneOf<RaiseStep, ReraiseStep, TryStep, IfStep, RepeatStep, CallStep, RunUntilCancelledStep, RetryStep,
                       OperationStep, BudgetStep, GracefulShutdownStep> auto &) { return 0; },
    };
    return std::visit(find, step.payload);
}

/// The same for @p steps from @p index on.
int firstIn(const Steps &steps, std::size_t index)
{
    for (; index < steps.size(); ++index) {
        if (const int found = firstIn(steps[index]); found != GoesOn)
            return found;
    }
    return GoesOn;
}

/// The line of the first checkpoint after a step, searching outwards along the way to it.
int firstAfter(const std::vector<StepInList> &way, std::size_t level)
{
    for (;; --level) {
        if (const int found = firstIn(*way[level].steps, way[level].index + 1); found != GoesOn)
            return found;
        if (level == 0)
            return 0;
        const Step &around = way[level - 1].step();
        if (std::holds_alternative<TaskGroupStep>(around.payload))
            return around.line();
        if (!std::holds_alternative<ScopeStep>(around.payload))
            return 0;
    }
}

} // namespace

int firstDelivery(const Scenario &scenario, int line)
{
    std::vector<StepInList> way;
    if (!findWay(scenario.main, line, way))
        return 0; // in a function, which may be called from anywhere
    std::size_t level = way.size() - 1;
    for (std::size_t i = way.size() - 1; i > 0 && !beginsTask(way[i - 1].step()); --i) {
        if (holdsShield(way[i - 1], way[i].steps))
            level = i - 1; // the outermost counts
    }
    return firstAfter(way, level);
}

} // namespace ScopeLab
