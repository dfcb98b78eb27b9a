#pragma once

#include "core/engine/overloaded.h"
#include "core/scenario/ast.h"

namespace ScopeLab {

/// A step with no steps inside it.
template <typename T>
concept LeafStep = OneOf<T, LogStep, SleepStep, CheckpointStep, WorkStep, RunBlockingStep, WaitStep, SetStep, SendStep,
                         ReceiveStep, WaitCancelledStep, StartedStep, CancelStep, SetDeadlineStep, SetShieldStep,
                         RaiseStep, ReraiseStep, SplitStep, NonCancelSubgroupStep, CallStep>;

/// Calls @p visit with each list of steps directly inside @p step.
template <typename Visit>
void forEachBody(const Step &step, Visit visit)
{
    const auto visitOperation = [&visit](const OperationStep &operation) {
        visit(operation.body);
        visit(operation.cleanup);
        visit(operation.otherwise);
    };
    const Overloaded visitBodies{
        [](const LeafStep auto &) {},
        [&](const OneOf<TaskGroupStep, SpawnStep, DetachStep, WithStep, RepeatStep> auto &around) {
            visit(around.body);
        },
        [&](const OneOf<StartStep, SpawnEachStep> auto &starting) { visit(starting.task.body); },
        [&](const OneOf<ScopeStep, RunUntilCancelledStep, RetryStep> auto &around) {
            visit(around.body);
            visit(around.otherwise);
        },
        [&](const IfStep &branch) {
            visit(branch.then);
            visit(branch.orElse);
        },
        [&](const TryStep &around) {
            visit(around.body);
            for (const Handler &handler : around.handlers)
                visit(handler.body);
            visit(around.orElse);
            visit(around.finally);
        },
        visitOperation,
        [&](const BudgetStep &budget) {
            for (const OperationStep &part : budget.operations)
                visitOperation(part);
        },
        [&](const GracefulShutdownStep &shutdown) {
            visit(shutdown.body);
            visit(shutdown.cleanup);
        },
    };
    std::visit(visitBodies, step.payload);
}

/// Calls @p visit with the name of each scope that @p step opens itself; it may be empty.
template <typename Visit>
void forEachScopeName(const Step &step, Visit visit)
{
    const Overloaded visitNames{
        [](const LeafStep auto &) {},
        [](const OneOf<SpawnStep, StartStep, DetachStep, SpawnEachStep> auto &) {}, // their names are of tasks
        [](const OneOf<WithStep, TryStep, IfStep, RepeatStep, RunUntilCancelledStep, RetryStep> auto &) {},
        [&](const OneOf<ScopeStep, TaskGroupStep, OperationStep, GracefulShutdownStep> auto &named) {
            visit(named.name);
        },
        [&](const BudgetStep &budget) {
            visit(budget.name);
            for (const OperationStep &part : budget.operations)
                visit(part.name);
        },
    };
    std::visit(visitNames, step.payload);
}

/// Calls @p visit with every step in @p steps and inside them, at any depth.
template <typename Visit>
void forEachStep(const Steps &steps, Visit visit)
{
    for (const Step &step : steps) {
        visit(step);
        forEachBody(step, [&visit](const Steps &body) { forEachStep(body, visit); });
    }
}

/// The same for all steps of @p scenario.
template <typename Visit>
void forEachStep(const Scenario &scenario, Visit visit)
{
    forEachStep(scenario.main, visit);
    for (const auto &[name, steps] : scenario.functions)
        forEachStep(steps, visit);
}

} // namespace ScopeLab
