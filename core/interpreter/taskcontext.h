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

/// Keeps an error among those that a task is handling. Null: none. A cancellation that is caught
/// meanwhile gets it as its context, so this must live around the catching.
class Interpreter::Handling
{
public:
    Handling(TaskContext *task, ErrorPtr error)
        : m_task(error ? task : nullptr)
    {
        if (m_task)
            m_task->handling.push_back(std::move(error));
    }
    Handling(const Handling &) = delete;
    Handling &operator=(const Handling &) = delete;
    ~Handling()
    {
        if (m_task)
            m_task->handling.pop_back();
    }

private:
    TaskContext *const m_task;
};

} // namespace ScopeLab
