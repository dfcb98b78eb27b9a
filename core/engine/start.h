#pragma once

#include "core/engine/exceptions.h"
#include "core/engine/taskgroup.h"
#include "core/engine/waitqueue.h"

#include <memory>

namespace ScopeLab {

namespace detail {

/// The state shared by start() and the task it starts.
struct StartState
{
    TaskGroup hidden;            ///< Holds the task until it is up.
    TaskGroup *target = nullptr; ///< Where it belongs then; null once start() is over.
    TaskNode *child = nullptr;   ///< Null once it has ended or moved.
    bool isStarted = false;

    void open(TaskNode &host, Continuation gate);
    void spawn(Task<> task, const Label *label);
    void moveChild();
    void conclude(TaskNode &host);
    void giveUp(TaskNode &host);
};

template <typename T>
struct StartStateOf : StartState
{
    std::optional<T> value;
};
template <>
struct StartStateOf<void> : StartState
{
};

} // namespace detail

/// By this a task that start() runs reports that it is up. Copies refer to the same start.
/// Threading: confined to the run. Source: Trio `TaskStatus`.
template <typename T = void>
class TaskStatus
{
public:
    explicit TaskStatus(std::shared_ptr<detail::StartStateOf<T>> state)
        : m_state(std::move(state))
    {
    }

    /// The task is up: it moves into its group with all that it has opened, and start() gives
    /// @p value. If the caller of start() is cancelled by then the task stays where it is (ST-4).
    /// @throws RaisedError (RuntimeError) the second time (ST-3).
    template <typename... Value>
    void started(Value &&...value)
    {
        static_assert(sizeof...(Value) == (std::is_void_v<T> ? 0 : 1), "started() takes what start() gives");
        if (m_state->isStarted)
            throw RaisedError(makeError("RuntimeError", "started() was called twice"));
        if constexpr (!std::is_void_v<T>)
            m_state->value.emplace(std::forward<Value>(value)...);
        m_state->isStarted = true;
        m_state->moveChild();
    }

private:
    std::shared_ptr<detail::StartStateOf<T>> m_state;
};

namespace detail {

template <typename T, typename Make>
class StartOperation final : public SignalReceiver, public OperationTag
{
public:
    using Value = T;

    StartOperation(TaskGroup &target, Make make, const Label *label)
        : m_state(std::make_shared<StartStateOf<T>>())
        , m_make(std::move(make))
        , m_label(label)
    {
        m_state->target = &target;
    }
    StartOperation(StartOperation &&other) // before it begins only
        : SignalReceiver()
        , OperationTag()
        , m_state(std::move(other.m_state))
        , m_make(std::move(other.m_make))
        , m_label(other.m_label)
    {
    }

    Continuation begin(Continuation to)
    {
        up = to;
        TaskNode &host = currentTask();
        if (!m_state->target->isOpen()) {
            raise(host, makeError("RuntimeError", "a task cannot be started in a group that is not open"));
            return up;
        }
        m_state->open(host, this);
        try {
            m_state->spawn(m_make(TaskStatus<T>(m_state)), m_label);
        } catch (...) {
            m_state->giveUp(host);
            return failedToBegin(up);
        }
        return nullptr;
    }
    Continuation receive(TaskNode &host) override
    {
        if (Scheduler::current().isAbandoning())
            m_state->giveUp(host);
        else
            m_state->conclude(host);
        return up;
    }
    T take()
    {
        if constexpr (!std::is_void_v<T>)
            return std::move(*m_state->value);
    }
    void dispose() {}

private:
    std::shared_ptr<StartStateOf<T>> m_state;
    Make m_make;
    const Label *m_label;
};

} // namespace detail

template <typename T, typename Make>
auto TaskGroup::start(Make make, const Label *label)
{
    return detail::StartOperation<T, Make>(*this, std::move(make), label);
}

} // namespace ScopeLab
