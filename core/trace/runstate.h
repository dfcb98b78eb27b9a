#pragma once

#include "core/trace/trace.h"

#include <array>

namespace ScopeLab {

/// What a task is doing.
enum class TaskPhase : std::uint8_t { Created, Running, Waiting, InThread, Unwinding, Completed, Cancelled, Failed };
inline constexpr std::size_t TaskPhaseCount = 8;

/// How many tasks are in each phase.
using PhaseCounts = std::array<int, TaskPhaseCount>;

struct TaskState
{
    TaskId id = 0;
    std::uint32_t labelIndex = 0;
    ScopeId group = 0; ///< Scope of the group it belongs to, or will once it is started.
    TaskId parent = 0; ///< Who spawned it.
    ScopeId scope = 0; ///< The innermost scope it is in now.
    TaskPhase phase = TaskPhase::Created;
    WaitKind wait = WaitKind::None;
    ScopeId gate = 0;    ///< The group at whose gate it waits.
    bool leaked = false; ///< It was alive when main had ended.
    bool held = false;   ///< A cancellation was asked of it and could not be delivered yet.
    std::int32_t place = 0;
    std::uint32_t errorIndex = 0;
    EventId stopCause = 0; ///< The request that stopped it, or waits for it.
    std::int64_t since = 0;
    std::int64_t waitUntil = -1; ///< -1: nothing says when.
    std::int64_t spawned = 0;
    std::int64_t started = -1;
    std::int64_t ended = -1;

    bool isOver() const { return ended >= 0; }

    /// In no group, and not main: no scope around reaches it.
    bool isDetached() const { return id > 1 && group == 0; }
};

struct ScopeState
{
    ScopeId id = 0;
    std::uint32_t labelIndex = 0;
    ScopeId parent = 0;
    TaskId task = 0; ///< Who entered it.
    bool shielded = false;
    bool requested = false;
    bool effective = false; ///< Requested here, or seen from outside through no shield.
    bool caught = false;
    bool wasEffective = false;      ///< At its exit …
    bool outerWasEffective = false; ///< … the same of the scope around it.
    bool isGroup = false;
    CancelSource source = CancelSource::None;
    std::uint32_t reasonIndex = 0;
    EventId request = 0;        ///< Where it was requested here.
    EventId effectiveCause = 0; ///< The request that it is effectively cancelled by.
    std::int64_t entered = 0;
    std::int64_t exited = -1;
    std::int64_t deadline = -1;        ///< -1: none.
    std::uint32_t groupErrorIndex = 0; ///< What its task group formed at its exit.

    bool isLiving() const { return exited < 0; }
};

/// An operation of the program, with its status.
struct OperationState
{
    std::uint32_t labelIndex = 0;
    std::uint32_t statusIndex = 0; ///< Text: `timed_out`.
    TaskId task = 0;
    std::int64_t started = -1;
    std::int64_t ended = -1;
};

/// A run at one moment: what follows from its first events.
class RunState
{
public:
    EventId event = 0; ///< How many events it holds.
    std::int64_t time = 0;
    bool isOver = false;
    bool isStuck = false;
    std::uint32_t outcomeIndex = 0; ///< Text.
    std::uint32_t errorIndex = 0;   ///< What left the run.
    std::uint32_t limitIndex = 0;   ///< Text: the limit that was hit.

    const std::vector<TaskState> &tasks() const { return m_tasks; }
    const std::vector<ScopeState> &scopes() const { return m_scopes; }
    const std::vector<OperationState> &operations() const { return m_operations; }
    const TaskState *task(TaskId id) const;
    const ScopeState *scope(ScopeId id) const;

    /// How many cancellations @p shield keeps out; 0 if it is none, or is cancelled itself.
    int heldOutside(const ScopeState &shield) const;

    /// True if a cancellation waits for it: for its thread, for a checkpoint, or before a shield of its own.
    bool isHeld(const TaskState &task) const;

    /// Takes one more event into account: the next one after event.
    void apply(const Trace &trace);

    /// How many tasks there are in each phase.
    PhaseCounts countPhases() const;

    /// Earliest deadline in force in @p scope and who sets it; -1 if none, and -2 once effectively
    /// cancelled (ED-1).
    std::int64_t effectiveDeadline(ScopeId scope, ScopeId *owner = nullptr) const;

private:
    TaskState &taskAt(TaskId id);
    ScopeState &scopeAt(ScopeId id);
    void applyToTask(const TraceEvent &event);
    void applyToScope(const Trace &trace, const TraceEvent &event);
    void applyToOperation(const Trace &trace, const TraceEvent &event);
    void refreshEffective(ScopeId from);

    std::vector<TaskState> m_tasks;           // by id - 1
    std::vector<OperationState> m_operations; // by number - 1
    std::vector<ScopeState> m_scopes;         // by id - 1; a parent always has the smaller number
};

/// States of a growing trace at any of its moments, from keyframes.
class RunHistory
{
public:
    explicit RunHistory(const Trace &trace)
        : m_trace(trace)
    {
    }

    /// The state after @p event events. The reference holds until the next call.
    const RunState &at(EventId event);

private:
    const Trace &m_trace; // must outlive this
    std::vector<RunState> m_keyframes;
    RunState m_current;
};

} // namespace ScopeLab
