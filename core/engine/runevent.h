#pragma once

#include "core/engine/ids.h"
#include "core/time/timepoint.h"

#include <string>
#include <variant>

namespace ScopeLab {

/// A place in somebody's source.
struct Place
{
    std::string file; ///< As its author would write it: a relative path, the name of a scenario. May be empty.
    int line = 0;     ///< From 1; 0: unknown.
    std::string function;

    bool operator==(const Place &) const = default;
};

/// What an observer calls a task, a scope or a resource. Must outlive the run.
struct Label
{
    std::string name;
    std::string kind; ///< In the words of its author: `fail_after`.
    Place place;      ///< Where it stands in its author's text.

    bool operator==(const Label &) const = default;
};

enum class TaskRole : std::uint8_t {
    Main,  ///< Outside every group: what the run was started with.
    Child, ///< Of a task group.
    System ///< Of the run itself: no group waits for it, no scope of the program reaches it.
};

enum class ScopeRole : std::uint8_t {
    Plain,
    TaskGroup,
    Start ///< The hidden group in which start() keeps a task until it is up.
};

enum class ResourceKind : std::uint8_t { Event, Lock, Semaphore, Limiter, Channel, Token };

/// What a suspended task waits for.
enum class WaitKind : std::uint8_t {
    None,
    Checkpoint,
    Sleep,
    Gate, ///< At the end of a task group, for its tasks.
    Event,
    Thread,
    Lock,
    Limiter,
    Channel,
    Future,
    Start,
    Semaphore,
    Token
};

/// Why a scope was cancelled (RS-1).
enum class CancelSource : std::uint8_t { None, Explicit, Deadline, TaskGroup, Operator, Shutdown };

/// What a scope has of the cancellations at and around it (LV-2, SH-1).
enum class CancelState : std::uint8_t {
    None,
    Held,     ///< The scope around it is effectively cancelled; its shield keeps that out.
    Effective ///< Requested here, or seen from outside through no shield: every checkpoint inside stops.
};

/// How a task ended.
enum class TaskEnd : std::uint8_t { Completed, Cancelled, Failed };

/// How a run ended.
enum class RunOutcome : std::uint8_t {
    Ok,
    Error,
    Cancelled,
    Stuck, ///< Nothing could run any more, so it was cancelled.
    Limit  ///< It used up more than it may, so it was cancelled.
};

/// What a run may use up.
enum class LimitKind : std::uint8_t { StepsRun, Time, LiveTasks, LogLines, Events };

/// What somebody outside does to a run.
enum class OperatorAction : std::uint8_t { Cancel, SetDeadline, SetShield, SetEvent };

/// How far an operation has come. Skipped: whoever was to run it had no time left for it.
enum class OperationStatus : std::uint8_t { Pending, Running, Completed, Failed, TimedOut, Cancelled, Skipped };

// -- what happens. Each is said of the task in RunEvent::task, if there is one.

/// A task exists from now on. Its first step has yet to run.
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
    ScopeId gate;            ///< Of the group whose tasks it waits for, at a gate or in start().
    ResourceId resource;     ///< What it waits for, if that is an object.
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
    TaskId started; ///< The one that is to come up.
    ScopeId group;  ///< Of the group it is for.
    bool operator==(const TaskStarting &) const = default;
};
/// It is up, and belongs to another group from now on. Scopes that go with it are said by ScopeMoved.
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
/// It was still alive when the program had ended.
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
/// It stands below another scope from now on, with all that is below it.
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
    TextId reason; ///< What the one who asked said, if anything.
    ErrorId error; ///< Of a task group: what its task or body failed with. None: it was cancelled.
    bool operator==(const CancelRequested &) const = default;
};
/// What the scope has of the cancellations at and around it is another. The cause is what changed it:
/// a request, a shield, a move.
struct CancelStateChanged
{
    ScopeId scope;
    CancelState state = CancelState::None;
    EventId request = 0; ///< The request that is effective, or held.
    bool operator==(const CancelStateChanged &) const = default;
};
/// The waiting task is woken to stop. The cause is the request.
struct CancelDelivered
{
    ScopeId scope; ///< The innermost one of the task.
    bool operator==(const CancelDelivered &) const = default;
};
/// The waiting task is asked to stop, and what it waits for cannot be interrupted. The cause is the request.
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
/// From now on no shield of the run holds: it would never end otherwise.
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
    ScopeId scope; ///< Whose timeout it reports.
    bool operator==(const ErrorRaised &) const = default;
};
/// Somebody dealt with it; of a cancellation: swallowed it.
struct ErrorHandled
{
    ErrorId error;
    bool operator==(const ErrorHandled &) const = default;
};
/// Another error took its place while it was being handled, and has it as its context (CL-3).
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
/// What failed in a task group leaves as one exception group (NU-4).
struct GroupFormed
{
    ScopeId scope;
    ErrorId error;
    bool operator==(const GroupFormed &) const = default;
};
/// Cancellations and errors of a group are told apart: at the exit of a scope, or by the program.
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
/// The task leaves its thread behind, which runs on to its end.
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
/// A task holds it from now on: a lock, a token of a limiter. Somebody else may have handed it over.
struct ResourceAcquired
{
    ResourceId resource;
    TaskId holder;
    bool operator==(const ResourceAcquired &) const = default;
};
struct ResourceReleased
{
    ResourceId resource;
    TaskId holder; ///< Who held it until now.
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
/// Somebody outside does something to the run.
struct OperatorActed
{
    OperatorAction action = OperatorAction::Cancel;
    ScopeId scope; ///< None: an event or a token.
    TextId target; ///< The name that was asked for.
    bool operator==(const OperatorActed &) const = default;
};
/// Somebody outside wanted to, and there was no such thing.
struct OperatorMissed
{
    OperatorAction action = OperatorAction::Cancel;
    TextId target;
    bool operator==(const OperatorMissed &) const = default;
};

/// Nothing can run any more. What follows is the forced end.
struct RunStuck
{
    bool operator==(const RunStuck &) const = default;
};
/// The run has used up more than it may. What follows is the forced end.
struct LimitHit
{
    LimitKind limit = LimitKind::StepsRun;
    std::int64_t most = 0; ///< How much it may; of time: ns.
    TextId step;           ///< What it was doing, in the words of its author.
    bool operator==(const LimitHit &) const = default;
};
struct RunEnded
{
    RunOutcome outcome = RunOutcome::Ok;
    ErrorId error; ///< What left the run.
    bool operator==(const RunEnded &) const = default;
};

/// An event of a recording that this release does not know, kept as it was.
struct UnknownEvent
{
    TextId line;
    bool operator==(const UnknownEvent &) const = default;
};

/// Everything that can happen in a run. Closed: a reader visits it, and the compiler says what it forgot.
using EventData
    = std::variant<TaskSpawned, TaskResumed, TaskSuspended, TaskStopping, TaskStarting, TaskMoved, TaskExited,
                   TaskLeaked, ScopeEntered, ScopeMoved, ScopeExited, CancelRequested, CancelStateChanged,
                   CancelDelivered, CancelHeld, ShieldChanged, ShieldsIgnored, DeadlineChanged, DeadlineExpired,
                   ErrorRaised, ErrorHandled, ErrorReplaced, ErrorLost, GroupFormed, GroupSplit, ThreadBorrowed,
                   ThreadReturned, ThreadAbandoned, ResourceSeen, ResourceAcquired, ResourceReleased, ResourceSet,
                   Logged, OperationChanged, OperatorActed, OperatorMissed, RunStuck, LimitHit, RunEnded, UnknownEvent>;

/// One step of a run: what happened, when, to which task, where that stood, and what it follows from.
struct RunEvent
{
    TimePoint time{};
    EventId cause = 0; ///< An earlier event; 0: none in the run.
    TaskId task;       ///< Who does it, or to whom it happens; none: somebody outside.
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

/// For std::visit with lambdas.
template <typename... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

/// The scope that an event speaks of in its field `scope`; none if it has none.
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

/// The error that an event speaks of in its field `error`; none if it has none.
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

const char *toString(WaitKind kind);
const char *toString(CancelSource source);
const char *toString(RunOutcome outcome);
const char *toString(OperationStatus status);

} // namespace ScopeLab
