#pragma once

#include "core/interpreter/interpreter.h"

namespace ScopeLab {

/// What a task of a scenario knows of itself. Lives in the task's first frame, and lets the engine
/// see what the task is handling as long as it does.
struct Interpreter::TaskContext
{
    explicit TaskContext(Scheduler &scheduler)
        : node(scheduler.task())
    {
        node.handling = &handling;
    }
    TaskContext(const TaskContext &) = delete;
    TaskContext &operator=(const TaskContext &) = delete;
    ~TaskContext() { node.handling = nullptr; }

    detail::TaskNode &node;
    std::vector<ErrorPtr> handling;              ///< Errors being handled, outermost first.
    std::map<std::string, ScopeRef> lastEntered; ///< By name.
};

} // namespace ScopeLab
