#include "core/scenario/straightway.h"

#include "core/scenario/walk.h"

namespace ScopeLab {

namespace {

/// A list of steps, and which of them one is in.
struct Place
{
    const Steps *steps;
    std::size_t index;

    const Step &step() const { return (*steps)[index]; }
};

/// From the outermost list to the step at @p line; of several on that line the innermost.
bool findWay(const Steps &steps, int line, std::vector<Place> &way)
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

/// What follows once a scope was cut short is not in its shield any more.
bool holdsShield(const Place &around, const Steps *inside)
{
    const auto *scope = std::get_if<ScopeStep>(&around.step().payload);
    return isShield(around.step()) && inside == &scope->body;
}

bool beginsTask(const Step &step)
{
    return std::holds_alternative<SpawnStep>(step.payload) || std::holds_alternative<StartStep>(step.payload)
           || std::holds_alternative<SpawnEachStep>(step.payload) || std::holds_alternative<DetachStep>(step.payload);
}

template <typename... Kinds>
bool isAnyOf(const Step &step)
{
    return (std::holds_alternative<Kinds>(step.payload) || ...);
}

constexpr int GoesOn = -1; // no checkpoint so far

/// The first checkpoint in @p steps from @p index on; GoesOn if they end without one, 0 if nobody can say.
int firstIn(const Steps &steps, std::size_t index)
{
    for (; index < steps.size(); ++index) {
        const Step &step = steps[index];
        if (isAnyOf<LogStep, SetStep, CancelStep, SetDeadlineStep, SetShieldStep, StartedStep, SpawnStep, SpawnEachStep,
                    DetachStep, SplitStep, NonCancelSubgroupStep, WorkStep>(step))
            continue;
        if (isAnyOf<SleepStep, CheckpointStep, RunBlockingStep, WaitStep, SendStep, ReceiveStep, WaitCancelledStep,
                    WithStep, StartStep>(step))
            return step.line();
        int inside = 0;
        if (const auto *scope = std::get_if<ScopeStep>(&step.payload); scope && !isShield(step))
            inside = firstIn(scope->body, 0);
        else if (const auto *group = std::get_if<TaskGroupStep>(&step.payload))
            inside = firstIn(group->body, 0);
        if (inside == GoesOn && std::holds_alternative<TaskGroupStep>(step.payload))
            return step.line(); // it waits at its gate
        if (inside != GoesOn)
            return inside;
    }
    return GoesOn;
}

/// From a way into a task's steps: outwards, until a checkpoint comes.
int firstAfter(const std::vector<Place> &way, std::size_t level)
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
    std::vector<Place> way;
    if (!findWay(scenario.main, line, way))
        return 0; // in a function: it is called from anywhere
    std::size_t level = way.size() - 1;
    for (std::size_t i = way.size() - 1; i > 0 && !beginsTask(way[i - 1].step()); --i) {
        if (holdsShield(way[i - 1], way[i].steps))
            level = i - 1; // the outermost counts
    }
    return firstAfter(way, level);
}

} // namespace ScopeLab
