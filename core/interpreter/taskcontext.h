#pragma once

#include "core/interpreter/interpreter.h"

namespace ScopeLab {

/// What a task of a scenario knows of itself. Lives in the task's first frame, and lets the engine
/// see what the task is handling as long as it does.
struct Interpreter::TaskContext
{
    explicit TaskContext(Scheduler &scheduler)
        : notes(scheduler.task().makeNotes())
    {
        notes.handling = &handling;
    }
    TaskContext(const TaskContext &) = delete;
    TaskContext &operator=(const TaskContext &) = delete;
    ~TaskContext() { notes.handling = nullptr; }

    detail::TaskNotes &notes;
    std::optional<TaskStatus<>> status;          ///< Of a task that `start` runs.
    std::vector<ErrorPtr> handling;              ///< Errors being handled, outermost first.
    std::map<std::string, ScopeRef> lastEntered; ///< By name.
};

} // namespace ScopeLab
