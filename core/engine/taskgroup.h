#pragma once

#include "core/engine/cancelscope.h"
#include "core/engine/operation.h"
#include "core/engine/scheduler.h"

namespace ScopeLab {

namespace detail {
template <typename Body>
class GroupOperation;
struct StartState;
} // namespace detail

/// A group of tasks that is left only when all of them have ended; opened with withTaskGroup().
///
/// The first failure, of a task or of the body, cancels the rest (NU-3); all errors leave as one
/// exception group, in the order in which they occurred (NU-4). Entered once.
class TaskGroup
{
public:
    TaskGroup() = default;
    ~TaskGroup() = default;
    TaskGroup(const TaskGroup &) = delete;
    TaskGroup &operator=(const TaskGroup &) = delete;

    /// Around the body and all tasks; may get a deadline or a shield (NU-9, NU-10).
    CancelScope &cancelScope() { return m_scope; }
    void cancel(std::string reason = {}) { m_scope.cancel(std::move(reason)); }

    /// Starts @p task below the scopes of this group, not of the caller (NU-2). In a cancelled group
    /// it still runs to its first checkpoint (LV-8).
    /// @throws std::logic_error if the group is not open, or has ended (NU-7).
    TaskId spawn(Task<> task, const Label *label = nullptr);

    /// Starts a task and waits until it reports that it is up; gives the value it reports (ST-1 to ST-7).
    /// Until then it runs below the caller's scopes, and its errors leave start() bare.
    ///
    ///     const int port = co_await group.start<int>(serve); // Task<> serve(TaskStatus<int> status)
    ///
    /// @p make is a function of TaskStatus<T>. The label must outlive the run. Needs core/engine/start.h.
    /// @throws RaisedError (RuntimeError) if the group is not open, or the task ends without reporting
    /// that it is up.
    template <typename T = void, typename Make>
    auto start(Make make, const Label *label = nullptr);

    bool isOpen() const { return m_scope.isActive() && !m_closed; }
    std::size_t liveTasks() const { return m_children; }

    /// For the engine: a task of this group is over.
    void childEnded(detail::TaskNode &task);

private:
    template <typename Body>
    friend class detail::GroupOperation;
    friend struct detail::StartState;

    /// Bare Cancelled are counted, not made: no object exists for one that will be absorbed.
    struct Failure
    {
        ErrorPtr error;
        std::uint32_t bareCancelled = 0;
    };

    void open(detail::TaskNode &host, ScopeRole role = ScopeRole::TaskGroup);
    void bodyEnded(detail::TaskNode &host, detail::Continuation gate);
    void conclude(detail::TaskNode &host);
    void record(detail::TaskNode &task, const char *who);
    void closeIfDone();
    ErrorPtr formGroup() const;

    CancelScope m_scope;
    detail::TaskNode *m_host = nullptr;
    std::vector<Failure> m_failures;
    std::size_t m_children = 0;
    std::uint32_t m_pendingStarts = 0;
    bool m_atGate = false;
    bool m_closed = false;
};

namespace detail {

template <typename Body>
class GroupOperation final : public SignalReceiver, public OperationTag
{
    using Result = typename Deferred<Body, TaskGroup>::Inner::Value;

public:
    using Value = Maybe<Result>;

    GroupOperation(TaskGroup *group, Body body)
        : m_group(group)
        , m_body(std::move(body))
    {
    }
    GroupOperation(GroupOperation &&other) // before it begins only
        : SignalReceiver()
        , OperationTag()
        , m_group(other.m_group)
        , m_body(std::move(other.m_body))
    {
    }

    Continuation begin(Continuation to)
    {
        up = to;
        TaskNode &host = currentTask();
        if (!m_group)
            m_group = &m_own.emplace();
        if (m_group->m_scope.wasEntered()) {
            raise(host, makeError("RuntimeError", "a task group can be opened once"));
            return up;
        }
        m_group->open(host);
        return m_body.begin(this, *m_group);
    }

    Continuation receive(TaskNode &host) override
    {
        if (Scheduler::current().isAbandoning()) {
            ScopeGate::abandon(m_group->m_scope, host);
            return up;
        }
        if (m_group->m_atGate) {
            m_group->conclude(host);
            return up;
        }
        if (host.signal == Signal::Value)
            m_result.fill(m_body.operation());
        else if (host.signal == Signal::Error)
            m_body.dispose();
        m_group->bodyEnded(host, this);
        return nullptr;
    }

    Value take() { return m_result.takeOptional(); }
    void dispose() {}

private:
    std::optional<TaskGroup> m_own;
    TaskGroup *m_group;
    Deferred<Body, TaskGroup> m_body;
    Slot<Result> m_result;
};

} // namespace detail

/// Opens a group, runs @p body (a function of TaskGroup &, or an operation), waits for every task.
/// Gives the body's result as an optional, or a bool for void: empty if the group's own scope cut
/// the body short. Leaving yields once and is never a cancellation point (NU-6).
/// @throws ExceptionGroup of everything that failed, even of one (NU-4).
template <typename Body>
auto withTaskGroup(Body body)
{
    return detail::GroupOperation<Body>(nullptr, std::move(body));
}

/// The same with a group that the caller named.
template <typename Body>
auto withTaskGroup(TaskGroup &group, Body body)
{
    return detail::GroupOperation<Body>(&group, std::move(body));
}

} // namespace ScopeLab
