#pragma once

#include "core/trace/history.h"
#include "core/trace/living.h"
#include "core/trace/sharedvector.h"

namespace ScopeLab {

struct TaskState
{
    TaskId id;
    NameId name;
    TaskRole role = TaskRole::Child;
    TaskPhase phase = TaskPhase::Created;
    WaitKind wait = WaitKind::None;
    WaitKind interrupted = WaitKind::None; ///< What it was waiting for when it was last stopped.
    bool leaked = false;                   ///< It was still alive when main had ended.
    bool held = false;                     ///< A cancellation was requested of it and could not be delivered yet.
    ScopeId group;                         ///< Scope of the group it belongs to, or will once it is started.
    TaskId spawner;
    ScopeId scope;         ///< The innermost scope it is in now.
    ScopeId gate;          ///< The group whose tasks it waits for.
    ResourceId resource;   ///< What it waits for, if that is an object.
    TaskId starting;       ///< In start(): the task it waits for.
    PlaceId place;         ///< Where it stands.
    ErrorId error;         ///< What it ended with.
    EventId stopCause = 0; ///< The request that stopped it, or is waiting for it.
    TimePoint since{};     ///< Since when it has been doing what it does.
    TimePoint waitUntil = Never;
    TimePoint spawned{};
    TimePoint started = Never;
    TimePoint ended = Never;

    bool isOver() const { return ended != Never; }
    bool isMain() const { return role == TaskRole::Main; }

    /// No group waits for it, and no scope of the program reaches it.
    bool isDetached() const { return role == TaskRole::System; }
};

struct ScopeState
{
    ScopeId id;
    NameId name;
    ScopeId parent;
    TaskId task; ///< Who entered it.
    ScopeRole role = ScopeRole::Plain;
    CancelState state = CancelState::None;
    CancelState outerStateAtExit = CancelState::None; ///< That of the scope around it at that moment.
    bool shielded = false;
    bool requested = false;
    bool caught = false; ///< It absorbed something at its exit.
    CancelSource source = CancelSource::None;
    TextId reason;
    ErrorId failure;        ///< What a task of the group failed with, which cancelled the group.
    EventId request = 0;    ///< Where it was requested here.
    EventId stateCause = 0; ///< The request that effectively cancels it, or that it holds.
    ErrorId groupError;     ///< The group of errors that its task group formed at its exit.
    TimePoint stateSince{};
    TimePoint entered{};
    TimePoint exited = Never;
    TimePoint deadline = Never;

    bool isLiving() const { return exited == Never; }
    bool isGroup() const { return role == ScopeRole::TaskGroup; }
    bool isEffective() const { return state == CancelState::Effective; }
};

/// An object that tasks wait for.
struct ResourceState
{
    ResourceId id;
    ResourceKind kind = ResourceKind::Event;
    NameId name;
    bool isSet = false;          ///< For an event or a token.
    std::vector<TaskId> holders; ///< For a lock or a limiter, in the order in which they got it.
};

/// An operation of the program, with its status.
struct OperationState
{
    OperationId id;
    NameId name;
    OperationStatus status = OperationStatus::Pending;
    TaskId task;
    TimePoint started = Never;
    TimePoint ended = Never;
};

/// A run at one moment, as it follows from the first events. It applies no rule of cancellation: how
/// a scope or a task is affected by one, the events say.
class RunState
{
public:
    EventId event = 0; ///< How many events it holds.
    TimePoint time{};
    bool isOver = false;
    bool ignoresShields = false;
    RunOutcome outcome = RunOutcome::Ok; ///< Once it is over.
    ErrorId error;                       ///< What left the run.
    EventId stuck = 0;                   ///< The event that says that nothing can run any more.
    EventId limit = 0;                   ///< The event that says that a limit was hit.

    /// What is alive now. Whatever is done at each step uses this: the number of the others only grows.
    const Living &living() const { return m_living; }

    const SharedVector<TaskState> &tasks() const { return m_tasks; }
    const SharedVector<ScopeState> &scopes() const { return m_scopes; }
    const SharedVector<OperationState> &operations() const { return m_operations; }
    const SharedVector<ResourceState> &resources() const { return m_resources; }

    // Null if there is no such thing, or not yet.
    const TaskState *task(TaskId id) const;
    const ScopeState *scope(ScopeId id) const;
    const ResourceState *resource(ResourceId id) const;

    /// How many cancellations @p shield keeps out; 0 if it is not a shield, or is cancelled itself.
    int heldOutside(const ScopeState &shield) const;

    /// True if a cancellation is waiting for it: for its thread, for a checkpoint, or outside its own shield.
    bool isHeld(const TaskState &task) const;

    /// The tasks that could end the wait of @p task: those that hold what it waits for, or that it waits for at a
    /// gate or in start(). Empty if nobody in particular can, or only time.
    std::vector<TaskId> whoCouldEnd(const TaskState &task) const;

    /// Takes the event that follows `event` into account.
    void apply(const Trace &trace);

    // For keeping only what is left of a run, however long it is: drop one that is over, as if it had never been.
    void forget(TaskId id) { m_tasks.forget(id.number() - 1); }
    void forget(ScopeId id) { m_scopes.forget(id.number() - 1); }
    void forget(OperationId id) { m_operations.forget(id.number() - 1); }

    /// The earliest deadline in force in @p scope, and the scope that sets it; see currentEffectiveDeadline().
    TimePoint effectiveDeadline(ScopeId scope, ScopeId *owner = nullptr) const;

    // For History.
    std::size_t bytesOfACopy() const;
    void forgetCopied();

private:
    friend class RunStateFold;

    SharedVector<TaskState> m_tasks; // each by its number - 1
    SharedVector<ScopeState> m_scopes;
    SharedVector<OperationState> m_operations;
    SharedVector<ResourceState> m_resources;
    Living m_living;
};

using RunHistory = History<RunState>;

} // namespace ScopeLab
