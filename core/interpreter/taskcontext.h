#pragma once

#include "core/interpreter/interpreter.h"

namespace ScopeLab {

/// What a task of a scenario knows about itself. Lives in the task's first frame, and shows the engine
/// which errors the task is handling.
struct Interpreter::TaskContext
{
    explicit TaskContext(Scheduler &scheduler)
        : info(scheduler.task().makeInfo())
    {
        info.handling = &handling;
    }
    TaskContext(const TaskContext &) = delete;
    TaskContext &operator=(const TaskContext &) = delete;
    ~TaskContext() { info.handling = nullptr; }

    detail::TaskInfo &info;
    std::optional<TaskStatus<>> status;          ///< Only of a task that `start` runs.
    std::vector<ErrorPtr> handling;              ///< Errors being handled, outermost first.
    std::map<std::string, ScopeRef> lastEntered; ///< By name.
};

/// Counts an error among those that a task is handling, while this lives; null: none. A cancellation that
/// is caught meanwhile gets it as its context, so this must outlive the catching.
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
