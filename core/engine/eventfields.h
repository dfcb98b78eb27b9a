#pragma once

#include <cstdint>
#include <string>

namespace ScopeLab {

// The types that the fields of events have. The events themselves are in runevent.h.

/// A place in source code or in a scenario.
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
    std::string kind; ///< As its author calls it: `fail_after`.
    Place place;      ///< Where it is defined.

    bool operator==(const Label &) const = default;
};

enum class TaskRole : std::uint8_t {
    Main,  ///< Outside every group: one that the run was started with.
    Child, ///< Of a task group.
    System ///< Belongs to the run itself: no group waits for it, and no scope of the program reaches it.
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

/// How the cancellations of a scope and of those around it affect it (LV-2).
enum class CancelState : std::uint8_t {
    None,
    Held,     ///< The scope around it is effectively cancelled, but its shield keeps that out.
    Effective ///< Requested here, or inherited through no shield: every checkpoint inside stops.
};

/// How a task ended.
enum class TaskEnd : std::uint8_t { Completed, Cancelled, Failed };

/// How a run ended.
enum class RunOutcome : std::uint8_t {
    Ok,
    Error,
    Cancelled,
    Stuck, ///< Nothing could run any more, so it was cancelled.
    Limit  ///< It exceeded a limit, so it was cancelled.
};

/// What is limited in a run.
enum class LimitKind : std::uint8_t {
    StepsRun,
    Time,
    LiveTasks,
    LogLines,
    Events,
    Text,  ///< Bytes of text: lines of the log, values, names, messages of errors.
    Memory ///< There was none left.
};

/// What an operator does to a run from outside.
enum class OperatorAction : std::uint8_t { Cancel, SetDeadline, SetShield, SetEvent };

/// The state of an operation. Skipped: it never began, for lack of time.
enum class OperationStatus : std::uint8_t { Pending, Running, Completed, Failed, TimedOut, Cancelled, Skipped };

const char *toString(WaitKind kind);
const char *toString(CancelSource source);
const char *toString(RunOutcome outcome);
const char *toString(OperationStatus status);

} // namespace ScopeLab
