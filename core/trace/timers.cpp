#include "core/trace/timers.h"

#include <algorithm>
#include <iterator>

namespace ScopeLab {

namespace {

RunTimer timerOf(const RunState &state, const ScopeState &scope)
{
    RunTimer timer;
    timer.kind = scope.deadline == Never ? RunTimer::Kind::Without : RunTimer::Kind::Deadline;
    timer.scope = scope.id;
    timer.host = scope.task;
    timer.deadline = scope.deadline;
    timer.length = std::max(Duration(1), scope.deadline - scope.entered);
    timer.shielded = scope.shielded;
    timer.cancelled = scope.isEffective();
    timer.fired = scope.requested && scope.source == CancelSource::Deadline;
    timer.effective = state.effectiveDeadline(scope.id, &timer.setter);
    return timer;
}

RunTimer timerOf(const TaskState &sleeper)
{
    RunTimer timer;
    timer.kind = RunTimer::Kind::Sleep;
    timer.scope = sleeper.scope;
    timer.host = timer.sleeper = sleeper.id;
    timer.deadline = timer.effective = sleeper.waitUntil;
    timer.length = std::max(Duration(1), sleeper.waitUntil - sleeper.since);
    return timer;
}

} // namespace

std::vector<RunTimer> timersOf(const RunState &state, bool withSleeps)
{
    std::vector<RunTimer> timers;
    std::vector<RunTimer> without;
    for (const ScopeId id : state.living().scopes()) {
        const ScopeState &scope = *state.scope(id);
        if (scope.deadline != Never)
            timers.push_back(timerOf(state, scope));
        else if (without.size() < MostWithout)
            without.push_back(timerOf(state, scope));
    }
    if (withSleeps) {
        for (const TaskId id : state.living().tasks()) {
            const TaskState &task = *state.task(id);
            if (task.wait == WaitKind::Sleep && task.waitUntil != Never)
                timers.push_back(timerOf(task));
        }
    }
    std::stable_sort(timers.begin(), timers.end(),
                     [](const RunTimer &a, const RunTimer &b) { return a.deadline < b.deadline; });
    timers.insert(timers.end(), without.begin(), without.end());
    return timers;
}

} // namespace ScopeLab
