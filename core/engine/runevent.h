#pragma once

#include "core/engine/eventfields.h"
#include "core/engine/ids.h"
#include "core/time/timepoint.h"

#include <concepts>
#include <variant>

namespace ScopeLab {

// -- what happens, to the task in RunEvent::task if there is one

/// A task has come into being. Its first step has yet to run.
struct TaskSpawned
{
    TaskRole role = TaskRole::Child;
    ScopeId scope;  ///< Of the group that it belongs to, if it is a child.
    TaskId spawner; ///< None: somebody outside.
    NameId name;
    bool operator==(const TaskSpawned &) const = default;
};
/// Its turn begins. The cause is what woke it.
struct TaskResumed
{
    bool isFirst = false;
    bool operator==(const TaskResumed &) const = default;
};
/// Its turn ends: it waits.
struct TaskSuspended
{
    WaitKind wait = WaitKind::None;
    TimePoint until = Never; ///< When the wait ends by itself.
    ScopeId gate;            ///< The group whose tasks it waits for, at its gate or in start().
    ResourceId resource;     ///< The object it waits for, if it is one.
    bool operator==(const TaskSuspended &) const = default;
};
/// A Cancelled is raised in it. The cause is the request.
struct TaskStopping
{
    bool operator==(const TaskStopping &) const = default;
};
/// It waits in start() until another task is up.
struct TaskStarting
{
    TaskId started; ///< The task it waits for.
    ScopeId group;  ///< The group that task is for.
    bool operator==(const TaskStarting &) const = default;
};
/// It is up, and moves to another group. For the scopes that go with it there is ScopeMoved.
struct TaskMoved
{
    ScopeId scope; ///< Of the group.
    bool operator==(const TaskMoved &) const = default;
};
/// It has ended.
struct TaskExited
{
    TaskEnd end = TaskEnd::Completed;
    ErrorId error; ///< What left it, if it did not complete.
    bool operator==(const TaskExited &) const = default;
};
/// It was still alive when the program ended.
struct TaskLeaked
{
    bool operator==(const TaskLeaked &) const = default;
};

struct ScopeEntered
{
    ScopeId scope;
    ScopeId parent;
    TimePoint deadline = Never;
    bool isShielded = false;
    ScopeRole role = ScopeRole::Plain;
    NameId name;
    bool operator==(const ScopeEntered &) const = default;
};
/// It moves below another scope, with everything below it.
struct ScopeMoved
{
    ScopeId scope;
    ScopeId parent;
    bool operator==(const ScopeMoved &) const = default;
};
struct ScopeExited
{
    ScopeId scope;
    bool hasAbsorbed = false; ///< `cancelled_caught`: a cancellation ended here (AB-1).
    bool operator==(const ScopeExited &) const = default;
};
/// `cancel_called`. The cause is what led to it: a deadline, the end of a task, somebody outside.
struct CancelRequested
{
    ScopeId scope; ///< None: the system tasks of the run.
    CancelSource source = CancelSource::None;
    TextId reason; ///< Given by whoever cancelled, if any.
    ErrorId error; ///< Of a task group: the error of its task or body. None: it was cancelled.
    bool operator==(const CancelRequested &) const = default;
};
/// The cancellations of this scope and of those around it now affect it differently. The cause is what
/// changed that: a request, a shield, a move.
struct CancelStateChanged
{
    ScopeId scope;
    CancelState state = CancelState::None;
    EventId request = 0; ///< The request that is effective, or held.
    bool operator==(const CancelStateChanged &) const = default;
};
/// The waiting task is woken up to stop. The cause is the request.
struct CancelDelivered
{
    ScopeId scope; ///< The innermost one of the task.
    bool operator==(const CancelDelivered &) const = default;
};
/// The waiting task is asked to stop, but its wait cannot be interrupted. The cause is the request.
struct CancelHeld
{
    ScopeId scope; ///< The innermost one of the task.
    bool operator==(const CancelHeld &) const = default;
};
struct ShieldChanged
{
    ScopeId scope;
    bool isShielded = false;
    bool operator==(const ShieldChanged &) const = default;
};
/// No shield of the run holds any more, because the run would never end otherwise.
struct ShieldsIgnored
{
    bool operator==(const ShieldsIgnored &) const = default;
};
struct DeadlineChanged
{
    ScopeId scope;
    TimePoint deadline = Never;
    bool operator==(const DeadlineChanged &) const = default;
};
struct DeadlineExpired
{
    ScopeId scope;
    bool operator==(const DeadlineExpired &) const = default;
};

struct ErrorRaised
{
    ErrorId error;
    ScopeId scope; ///< The scope whose timeout it reports.
    bool operator==(const ErrorRaised &) const = default;
};
/// It was handled; a cancellation: swallowed.
struct ErrorHandled
{
    ErrorId error;
    bool operator==(const ErrorHandled &) const = default;
};
/// Another error was raised while it was being handled; that one has it as its context (CL-3).
struct ErrorReplaced
{
    ErrorId error;
    ErrorId by;
    bool operator==(const ErrorReplaced &) const = default;
};
/// A cancellation took the place of a real error (CL-4).
struct ErrorLost
{
    ErrorId error;
    ErrorId by; ///< The cancellation.
    bool operator==(const ErrorLost &) const = default;
};
/// The errors of a task group leave as one exception group (NU-4).
struct GroupFormed
{
    ScopeId scope;
    ErrorId error;
    bool operator==(const GroupFormed &) const = default;
};
/// A group is split into cancellations and errors: at the exit of a scope, or by the program.
struct GroupSplit
{
    ScopeId scope; ///< None: the program asked.
    ErrorId error;
    ErrorId rest; ///< The errors. None: there were only cancellations.
    bool operator==(const GroupSplit &) const = default;
};

struct ThreadBorrowed
{
    bool operator==(const ThreadBorrowed &) const = default;
};
struct ThreadReturned
{
    bool operator==(const ThreadReturned &) const = default;
};
/// The task leaves its thread behind, which runs to its end.
struct ThreadAbandoned
{
    bool operator==(const ThreadAbandoned &) const = default;
};

/// An object that tasks wait for is used for the first time.
struct ResourceSeen
{
    ResourceId resource;
    ResourceKind kind = ResourceKind::Event;
    NameId name;
    bool operator==(const ResourceSeen &) const = default;
};
/// A task now holds it: a lock, a token of a limiter. Another task may have handed it over.
struct ResourceAcquired
{
    ResourceId resource;
    TaskId holder;
    bool operator==(const ResourceAcquired &) const = default;
};
struct ResourceReleased
{
    ResourceId resource;
    TaskId holder; ///< The task that held it until now.
    bool operator==(const ResourceReleased &) const = default;
};
/// An event is set, or a token cancelled.
struct ResourceSet
{
    ResourceId resource;
    TextId reason;
    bool operator==(const ResourceSet &) const = default;
};

/// A line that the program logs.
struct Logged
{
    TextId text;
    bool operator==(const Logged &) const = default;
};
struct OperationChanged
{
    OperationId operation;
    OperationStatus status = OperationStatus::Pending;
    NameId name;
    bool operator==(const OperationChanged &) const = default;
};
/// An operator acts on the run from outside.
struct OperatorActed
{
    OperatorAction action = OperatorAction::Cancel;
    ScopeId scope; ///< None: an event or a token.
    TextId target; ///< The name that was given.
    bool operator==(const OperatorActed &) const = default;
};
/// An operator wanted to, but there was no such target.
struct OperatorMissed
{
    OperatorAction action = OperatorAction::Cancel;
    TextId target;
    bool operator==(const OperatorMissed &) const = default;
};

/// Nothing can run any more. What follows is its forced end.
struct RunStuck
{
    bool operator==(const RunStuck &) const = default;
};
/// The run has exceeded a limit. What follows is its forced end.
struct LimitHit
{
    LimitKind limit = LimitKind::StepsRun;
    std::int64_t most = 0; ///< The limit; of time in ns, of memory 0.
    TextId step;           ///< What it was doing, as its author calls it.
    bool operator==(const LimitHit &) const = default;
};
struct RunEnded
{
    RunOutcome outcome = RunOutcome::Ok;
    ErrorId error; ///< What left the run.
    bool operator==(const RunEnded &) const = default;
};

/// An event in a recording that this release does not know, kept as it was.
struct UnknownEvent
{
    TextId line;
    bool operator==(const UnknownEvent &) const = default;
};

/// Everything that can happen in a run. Closed: visit it, and the compiler reports what was forgotten.
using EventData
    = std::variant<TaskSpawned, TaskResumed, TaskSuspended, TaskStopping, TaskStarting, TaskMoved, TaskExited,
                   TaskLeaked, ScopeEntered, ScopeMoved, ScopeExited, CancelRequested, CancelStateChanged,
                   CancelDelivered, CancelHeld, ShieldChanged, ShieldsIgnored, DeadlineChanged, DeadlineExpired,
                   ErrorRaised, ErrorHandled, ErrorReplaced, ErrorLost, GroupFormed, GroupSplit, ThreadBorrowed,
                   ThreadReturned, ThreadAbandoned, ResourceSeen, ResourceAcquired, ResourceReleased, ResourceSet,
                   Logged, OperationChanged, OperatorActed, OperatorMissed, RunStuck, LimitHit, RunEnded, UnknownEvent>;

/// One event of a run: what happened, when, to which task, where that task stood, and what caused it.
struct RunEvent
{
    TimePoint time{};
    EventId cause = 0; ///< An earlier event; 0: none in the run.
    TaskId task;       ///< The task that does it, or to which it happens; none: somebody outside.
    PlaceId place;     ///< Where the task stands.
    EventData data;

    /// The event as a T; null if it is another.
    template <typename T>
    const T *as() const
    {
        return std::get_if<T>(&data);
    }
    template <typename T>
    bool is() const
    {
        return std::holds_alternative<T>(data);
    }
    bool operator==(const RunEvent &) const = default;
};

static_assert(sizeof(RunEvent) <= 56, "ten million events must stay well below 1 GiB");

/// The field `scope` of an event; none if it has no such field.
inline ScopeId scopeOf(const RunEvent &event)
{
    return std::visit(
        []<typename T>(const T &data) {
            if constexpr (requires {
                              { data.scope } -> std::convertible_to<ScopeId>;
                          })
                return data.scope;
            else
                return ScopeId();
        },
        event.data);
}

/// The field `error` of an event; none if it has no such field.
inline ErrorId errorOf(const RunEvent &event)
{
    return std::visit(
        []<typename T>(const T &data) {
            if constexpr (requires {
                              { data.error } -> std::convertible_to<ErrorId>;
                          })
                return data.error;
            else
                return ErrorId();
        },
        event.data);
}

} // namespace ScopeLab
