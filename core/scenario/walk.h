#pragma once

#include "core/scenario/ast.h"

namespace ScopeLab {

/// Calls @p visit with each list of steps that stands directly inside @p step.
template <typename Visit>
void forEachBody(const Step &step, Visit visit)
{
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
    }
}

} // namespace ScopeLab
