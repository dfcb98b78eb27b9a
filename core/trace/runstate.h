#pragma once

#include "core/trace/history.h"
#include "core/trace/sharedvector.h"

#include <array>

namespace ScopeLab {

/// What a task is doing.
enum class TaskPhase : std::uint8_t { Created, Running, Waiting, InThread, Unwinding, Completed, Cancelled, Failed };
inline constexpr std::size_t TaskPhaseCount = 8;

/// How many tasks are in each phase.
using PhaseCounts = std::array<int, TaskPhaseCount>;

struct TaskState
{
    TaskId id;
    NameId name;
    TaskRole role = TaskRole::Child;
    TaskPhase phase = TaskPhase::Created;
    WaitKind wait = WaitKind::None;
    WaitKind interrupted = WaitKind::None; ///< What it waited for when it was stopped last.
    bool leaked = false;                   ///< It was alive when main had ended.
    bool held = false;                     ///< A cancellation was asked of it and could not be delivered yet.
    ScopeId group;                         ///< Scope of the group it belongs to, or will once it is started.
    TaskId spawner;
    ScopeId scope;         ///< The innermost scope it is in now.
    ScopeId gate;          ///< The group for whose tasks it waits.
    ResourceId resource;   ///< What it waits for, if that is an object.
    TaskId starting;       ///< In start(): the task that it waits for.
    PlaceId place;         ///< Where it stands.
    ErrorId error;         ///< What it ended with.
    EventId stopCause = 0; ///< The request that stopped it, or waits for it.
    TimePoint since{};     ///< It does what it does.
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
    CancelState outerStateAtExit = CancelState::None; ///< The one of the scope around it then.
    bool shielded = false;
    bool requested = false;
    bool caught = false; ///< It absorbed something at its exit.
    CancelSource source = CancelSource::None;
    TextId reason;
    ErrorId failure;        ///< What a task of the group failed with, so that it was cancelled.
    EventId request = 0;    ///< Where it was requested here.
    EventId stateCause = 0; ///< The request that it is effectively cancelled by, or holds.
    ErrorId groupError;     ///< What its task group formed at its exit.
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
    bool isSet = false;          ///< Of an event or a token.
    std::vector<TaskId> holders; ///< Of a lock or a limiter, in the order in which they got it.
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

/// A run at one moment: what follows from its first events. It works out no rule of cancellation: what a
/// scope or a task has of one, the events say.
class RunState
{
public:
    EventId event = 0; ///< How many events it holds.
    TimePoint time{};
    bool isOver = false;
    bool ignoresShields = false;
    RunOutcome outcome = RunOutcome::Ok; ///< Once it is over.
    ErrorId error;                       ///< What left the run.
    EventId stuck = 0;                   ///< Where it was seen that nothing can run any more.
    EventId limit = 0;                   ///< Where a limit was hit.

    const SharedVector<TaskState> &tasks() const { return m_tasks; }
    const SharedVector<ScopeState> &scopes() const { return m_scopes; }
    const SharedVector<OperationState> &operations() const { return m_operations; }
    const SharedVector<ResourceState> &resources() const { return m_resources; }

    // Null if it is not there, or not yet.
    const TaskState *task(TaskId id) const;
    const ScopeState *scope(ScopeId id) const;
    const ResourceState *resource(ResourceId id) const;

    /// How many cancellations @p shield keeps out; 0 if it is none, or is cancelled itself.
    int heldOutside(const ScopeState &shield) const;

    /// True if a cancellation waits for it: for its thread, for a checkpoint, or before a shield of its own.
    bool isHeld(const TaskState &task) const;

    /// Who could end the wait of @p task: who holds what it waits for, whom it waits for at a gate or in
    /// start(). Empty: nobody in particular, or time alone.
    std::vector<TaskId> whoCouldEnd(const TaskState &task) const;

    /// Takes one more event into account: the next one after event.
    void apply(const Trace &trace);

    /// How many tasks there are in each phase.
    PhaseCounts countPhases() const;

    /// Earliest deadline in force in @p scope and who sets it; see currentEffectiveDeadline().
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
};

using RunHistory = History<RunState>;

} // namespace ScopeLab
