#pragma once

#include "core/scenario/ast.h"

namespace ScopeLab {

/// Calls @p visit with each list of steps that stands directly inside @p step.
template <typename Visit>
void forEachBody(const Step &step, Visit visit)
{
    const auto visitOperation = [&visit](const OperationStep &operation) {
        visit(operation.body);
        visit(operation.cleanup);
        visit(operation.otherwise);
    };
    if (const auto *scope = std::get_if<ScopeStep>(&step.payload)) {
        visit(scope->body);
        visit(scope->otherwise);
    } else if (const auto *group = std::get_if<TaskGroupStep>(&step.payload)) {
        visit(group->body);
    } else if (const auto *spawn = std::get_if<SpawnStep>(&step.payload)) {
        visit(spawn->body);
    } else if (const auto *each = std::get_if<SpawnEachStep>(&step.payload)) {
        visit(each->task.body);
    } else if (const auto *tryStep = std::get_if<TryStep>(&step.payload)) {
        visit(tryStep->body);
        for (const Handler &handler : tryStep->handlers)
            visit(handler.body);
        visit(tryStep->orElse);
        visit(tryStep->finally);
    } else if (const auto *ifStep = std::get_if<IfStep>(&step.payload)) {
        visit(ifStep->then);
        visit(ifStep->orElse);
    } else if (const auto *repeat = std::get_if<RepeatStep>(&step.payload)) {
        visit(repeat->body);
    } else if (const auto *start = std::get_if<StartStep>(&step.payload)) {
        visit(start->task.body);
    } else if (const auto *detach = std::get_if<DetachStep>(&step.payload)) {
        visit(detach->body);
    } else if (const auto *with = std::get_if<WithStep>(&step.payload)) {
        visit(with->body);
    } else if (const auto *until = std::get_if<RunUntilCancelledStep>(&step.payload)) {
        visit(until->body);
        visit(until->otherwise);
    } else if (const auto *retry = std::get_if<RetryStep>(&step.payload)) {
        visit(retry->body);
        visit(retry->otherwise);
    } else if (const auto *operation = std::get_if<OperationStep>(&step.payload)) {
        visitOperation(*operation);
    } else if (const auto *budget = std::get_if<BudgetStep>(&step.payload)) {
        for (const OperationStep &part : budget->operations)
            visitOperation(part);
    } else if (const auto *shutdown = std::get_if<GracefulShutdownStep>(&step.payload)) {
        visit(shutdown->body);
        visit(shutdown->cleanup);
    }
}

/// Calls @p visit with the name of each scope that @p step opens itself; it may be empty.
template <typename Visit>
void forEachScopeName(const Step &step, Visit visit)
{
    if (const auto *scope = std::get_if<ScopeStep>(&step.payload)) {
        visit(scope->name);
    } else if (const auto *group = std::get_if<TaskGroupStep>(&step.payload)) {
        visit(group->name);
    } else if (const auto *operation = std::get_if<OperationStep>(&step.payload)) {
        visit(operation->name);
    } else if (const auto *budget = std::get_if<BudgetStep>(&step.payload)) {
        visit(budget->name);
        for (const OperationStep &part : budget->operations)
            visit(part.name);
    } else if (const auto *shutdown = std::get_if<GracefulShutdownStep>(&step.payload)) {
        visit(shutdown->name);
    }
}

/// Calls @p visit with every step in @p steps, and in what stands inside them.
template <typename Visit>
void forEachStep(const Steps &steps, Visit visit)
{
    for (const Step &step : steps) {
        visit(step);
        forEachBody(step, [&visit](const Steps &body) { forEachStep(body, visit); });
    }
}

/// The same for all of @p scenario.
template <typename Visit>
void forEachStep(const Scenario &scenario, Visit visit)
{
    forEachStep(scenario.main, visit);
    for (const auto &[name, steps] : scenario.functions)
        forEachStep(steps, visit);
}

} // namespace ScopeLab
