#pragma once

#include "core/engine/error.h"
#include "core/time/timepoint.h"

#include <cstdint>
#include <string_view>

namespace ScopeLab {

/// Numbers of tasks and scopes count from 1 in each run; 0 means none.
using TaskId = std::uint32_t;
using ScopeId = std::uint32_t;

/// Number of an observed event, counted from 1; 0 means none.
using EventId = std::uint32_t;

/// What an observer calls a task or a scope. Must outlive the run.
struct Label
{
    std::string name;
    std::string kind; ///< Kind of scope in the words of its author: `fail_after`.
    int place = 0;    ///< Where it stands in its author's text; 0: unknown.
};

/// Every step of a run that somebody may want to see.
enum class EventKind : std::uint8_t {
    TaskSpawned,      ///< scope: of its group · other: the task that spawned it
    TaskResumed,      ///< value: 1 on its first turn
    TaskSuspended,    ///< wait · value: until when (ns), or -1 · scope: of the group at whose gate
    TaskStopping,     ///< a stop begins to unwind it · cause: what cancelled it
    TaskStarting,     ///< it waits in start() · other: the task that starts · scope: of the group it is for
    TaskMoved,        ///< start() handed it over · scope: of the group it belongs to now
    TaskExited,       ///< error: what it ended with, if not a value
    ScopeEntered,     ///< other: parent scope · value: deadline (ns) or -1 · flag: shielded
    ScopeExited,      ///< flag: absorbed something
    CancelRequested,  ///< source, text: the reason · cause: who or what asked
    CancelDelivered,  ///< a waiting task was woken to stop · cause: the request
    CancelHeld,       ///< a waiting task was asked, and cannot be interrupted · cause: the request
    ShieldChanged,    ///< flag
    DeadlineChanged,  ///< value: deadline (ns) or -1
    DeadlineExpired,  ///<
    ErrorRaised,      ///< error · scope: whose timeout it reports
    ErrorHandled,     ///< error, null for a cancellation that nobody looked at
    ErrorReplaced,    ///< error by otherError
    ErrorLost,        ///< error, replaced by a cancellation (CL-4)
    GroupFormed,      ///< error: the group · scope
    GroupSplit,       ///< error: the group at the exit of scope · otherError: what is left
    ThreadBorrowed,   ///<
    ThreadReturned,   ///<
    ThreadAbandoned,  ///<
    TaskLeaked,       ///< it was still alive when the program had ended
    Logged,           ///< text: a line that a program logs
    OperationChanged, ///< other: number of an operation of the program · text: its status · label
    OperatorActed,    ///< text: what somebody outside did · scope
    OperatorMissed,   ///< text: what somebody outside could not do
    RunStuck,         ///< nothing can run any more
    LimitHit,         ///< text: which one
    RunEnded          ///< text: the outcome · error
};

/// What a suspended task waits for.
enum class WaitKind : std::uint8_t {
    None,
    Checkpoint,
    Sleep,
    Gate,
    Event,
    Thread,
    Lock,
    Limiter,
    Channel,
    Future,
    Start
};

/// Why a scope was cancelled (RS-1).
enum class CancelSource : std::uint8_t { None, Explicit, Deadline, TaskGroup, Operator, Shutdown };

/// One step of a run. References are valid only during the call.
struct EngineEvent
{
    EventKind kind;
    WaitKind wait = WaitKind::None;
    CancelSource source = CancelSource::None;
    bool flag = false;
    TaskId task = 0;
    ScopeId scope = 0;
    std::uint32_t other = 0;
    int place = 0; ///< Where the task stands in its author's text.
    EventId cause = 0;
    std::int64_t value = 0;
    TimePoint time{};
    const Label *label = nullptr;
    ErrorPtr error = {};
    ErrorPtr otherError = {};
    std::string_view text = {};
};

/// Sees every step of a run (Trio: Instrument). Called in the run's own thread, in order; must not
/// call back into the run. A run without an observer pays one branch for each step.
class EngineObserver
{
public:
    virtual ~EngineObserver() = default;

    /// @returns the number by which later events name this one as their cause.
    virtual EventId observe(const EngineEvent &event) = 0;
};

} // namespace ScopeLab
