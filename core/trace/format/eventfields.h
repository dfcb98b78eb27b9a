#pragma once

#include "core/engine/runevent.h"

namespace ScopeLab {

/// What is demanded of a field in a line.
enum class Need : std::uint8_t {
    New,      ///< The id of something that begins to exist with this event.
    Required, ///< Without it, or if it names something that does not exist, the line is rejected.
    Sound,    ///< May be left out; if it names something that does not exist, the line is rejected.
    Loose     ///< May be left out; if it names something that does not exist, it counts as left out.
};

// The fields of each event under their names in the file, beside `event`, `time`, `task`, `place` and `cause`,
// which all may have. The one list of them: visit(name, member, need) is called for each, in the order of writing.

#define SCOPELAB_NO_FIELDS(Type)                                                                                       \
    template <typename Visit>                                                                                          \
    void visitFields(Type &, Visit &&)                                                                                 \
    {                                                                                                                  \
    }
SCOPELAB_NO_FIELDS(TaskStopping)
SCOPELAB_NO_FIELDS(TaskLeaked)
SCOPELAB_NO_FIELDS(ShieldsIgnored)
SCOPELAB_NO_FIELDS(ThreadBorrowed)
SCOPELAB_NO_FIELDS(ThreadReturned)
SCOPELAB_NO_FIELDS(ThreadAbandoned)
SCOPELAB_NO_FIELDS(RunStuck)
SCOPELAB_NO_FIELDS(UnknownEvent)
#undef SCOPELAB_NO_FIELDS

template <typename Visit>
void visitFields(TaskSpawned &event, Visit &&visit)
{
    visit("role", event.role, Need::Loose);
    visit("scope", event.scope, Need::Loose);
    visit("spawner", event.spawner, Need::Loose);
    visit("name", event.name, Need::Loose);
}
template <typename Visit>
void visitFields(TaskResumed &event, Visit &&visit)
{
    visit("is_first", event.isFirst, Need::Loose);
}
template <typename Visit>
void visitFields(TaskSuspended &event, Visit &&visit)
{
    visit("wait", event.wait, Need::Loose);
    visit("until", event.until, Need::Loose);
    visit("gate", event.gate, Need::Loose);
    visit("resource", event.resource, Need::Loose);
}
template <typename Visit>
void visitFields(TaskStarting &event, Visit &&visit)
{
    visit("started", event.started, Need::Required);
    visit("group", event.group, Need::Required);
}
template <typename Visit>
void visitFields(TaskMoved &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Required);
}
template <typename Visit>
void visitFields(TaskExited &event, Visit &&visit)
{
    visit("end", event.end, Need::Loose);
    visit("error", event.error, Need::Loose);
}
template <typename Visit>
void visitFields(ScopeEntered &event, Visit &&visit)
{
    visit("scope", event.scope, Need::New);
    visit("parent", event.parent, Need::Loose);
    visit("deadline", event.deadline, Need::Loose);
    visit("is_shielded", event.isShielded, Need::Loose);
    visit("role", event.role, Need::Loose);
    visit("name", event.name, Need::Loose);
}
template <typename Visit>
void visitFields(ScopeMoved &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Required);
    visit("parent", event.parent, Need::Sound);
}
template <typename Visit>
void visitFields(ScopeExited &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Required);
    visit("has_absorbed", event.hasAbsorbed, Need::Loose);
}
template <typename Visit>
void visitFields(CancelRequested &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Sound);
    visit("source", event.source, Need::Loose);
    visit("reason", event.reason, Need::Loose);
    visit("error", event.error, Need::Loose);
}
template <typename Visit>
void visitFields(CancelStateChanged &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Required);
    visit("state", event.state, Need::Loose);
    visit("request", event.request, Need::Loose);
}
template <typename Visit>
void visitFields(CancelDelivered &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Loose);
}
template <typename Visit>
void visitFields(CancelHeld &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Loose);
}
template <typename Visit>
void visitFields(ShieldChanged &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Required);
    visit("is_shielded", event.isShielded, Need::Loose);
}
template <typename Visit>
void visitFields(DeadlineChanged &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Required);
    visit("deadline", event.deadline, Need::Loose);
}
template <typename Visit>
void visitFields(DeadlineExpired &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Required);
}
template <typename Visit>
void visitFields(ErrorRaised &event, Visit &&visit)
{
    visit("error", event.error, Need::Required);
    visit("scope", event.scope, Need::Loose);
}
template <typename Visit>
void visitFields(ErrorHandled &event, Visit &&visit)
{
    visit("error", event.error, Need::Sound);
}
template <typename Visit>
void visitFields(ErrorReplaced &event, Visit &&visit)
{
    visit("error", event.error, Need::Sound);
    visit("by", event.by, Need::Loose);
}
template <typename Visit>
void visitFields(ErrorLost &event, Visit &&visit)
{
    visit("error", event.error, Need::Required);
    visit("by", event.by, Need::Loose);
}
template <typename Visit>
void visitFields(GroupFormed &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Required);
    visit("error", event.error, Need::Required);
}
template <typename Visit>
void visitFields(GroupSplit &event, Visit &&visit)
{
    visit("scope", event.scope, Need::Loose);
    visit("error", event.error, Need::Required);
    visit("rest", event.rest, Need::Loose);
}
template <typename Visit>
void visitFields(ResourceSeen &event, Visit &&visit)
{
    visit("resource", event.resource, Need::New);
    visit("kind", event.kind, Need::Loose);
    visit("name", event.name, Need::Loose);
}
template <typename Visit>
void visitFields(ResourceAcquired &event, Visit &&visit)
{
    visit("resource", event.resource, Need::Required);
    visit("holder", event.holder, Need::Loose);
}
template <typename Visit>
void visitFields(ResourceReleased &event, Visit &&visit)
{
    visit("resource", event.resource, Need::Required);
    visit("holder", event.holder, Need::Loose);
}
template <typename Visit>
void visitFields(ResourceSet &event, Visit &&visit)
{
    visit("resource", event.resource, Need::Required);
    visit("reason", event.reason, Need::Loose);
}
template <typename Visit>
void visitFields(Logged &event, Visit &&visit)
{
    visit("text", event.text, Need::Loose);
}
template <typename Visit>
void visitFields(OperationChanged &event, Visit &&visit)
{
    visit("operation", event.operation, Need::Required);
    visit("status", event.status, Need::Loose);
    visit("name", event.name, Need::Loose);
}
template <typename Visit>
void visitFields(OperatorActed &event, Visit &&visit)
{
    visit("action", event.action, Need::Loose);
    visit("scope", event.scope, Need::Loose);
    visit("target", event.target, Need::Loose);
}
template <typename Visit>
void visitFields(OperatorMissed &event, Visit &&visit)
{
    visit("action", event.action, Need::Loose);
    visit("target", event.target, Need::Loose);
}
template <typename Visit>
void visitFields(LimitHit &event, Visit &&visit)
{
    visit("limit", event.limit, Need::Loose);
    visit("most", event.most, Need::Loose);
    visit("step", event.step, Need::Loose);
}
template <typename Visit>
void visitFields(RunEnded &event, Visit &&visit)
{
    visit("outcome", event.outcome, Need::Loose);
    visit("error", event.error, Need::Loose);
}

/// The names of the events in the file, in the order of EventData; empty for the last, which has none.
inline constexpr const char *EventNames[] = {"task_spawned",
                                             "task_resumed",
                                             "task_suspended",
                                             "task_stopping",
                                             "task_starting",
                                             "task_moved",
                                             "task_exited",
                                             "task_leaked",
                                             "scope_entered",
                                             "scope_moved",
                                             "scope_exited",
                                             "cancel_requested",
                                             "cancel_state_changed",
                                             "cancel_delivered",
                                             "cancel_held",
                                             "shield_changed",
                                             "shields_ignored",
                                             "deadline_changed",
                                             "deadline_expired",
                                             "error_raised",
                                             "error_handled",
                                             "error_replaced",
                                             "error_lost",
                                             "group_formed",
                                             "group_split",
                                             "thread_borrowed",
                                             "thread_returned",
                                             "thread_abandoned",
                                             "resource_seen",
                                             "resource_acquired",
                                             "resource_released",
                                             "resource_set",
                                             "logged",
                                             "operation_changed",
                                             "operator_acted",
                                             "operator_missed",
                                             "run_stuck",
                                             "limit_hit",
                                             "run_ended",
                                             ""};
static_assert(std::size(EventNames) == std::variant_size_v<EventData>);

/// True if an event of this kind needs a task.
template <typename Event>
inline constexpr bool NeedsTask = false;
template <typename Event>
inline constexpr bool IsOfALivingTask = false; ///< True if that task must not have ended.

#define SCOPELAB_OF_A_TASK(Type)                                                                                       \
    template <>                                                                                                        \
    inline constexpr bool NeedsTask<Type> = true;
#define SCOPELAB_OF_A_LIVING_TASK(Type)                                                                                \
    SCOPELAB_OF_A_TASK(Type)                                                                                           \
    template <>                                                                                                        \
    inline constexpr bool IsOfALivingTask<Type> = true;
SCOPELAB_OF_A_TASK(TaskSpawned)
SCOPELAB_OF_A_TASK(TaskLeaked)
SCOPELAB_OF_A_TASK(ThreadBorrowed)
SCOPELAB_OF_A_TASK(ThreadReturned)
SCOPELAB_OF_A_TASK(ThreadAbandoned)
SCOPELAB_OF_A_LIVING_TASK(TaskResumed)
SCOPELAB_OF_A_LIVING_TASK(TaskSuspended)
SCOPELAB_OF_A_LIVING_TASK(TaskStopping)
SCOPELAB_OF_A_LIVING_TASK(TaskStarting)
SCOPELAB_OF_A_LIVING_TASK(TaskMoved)
SCOPELAB_OF_A_LIVING_TASK(TaskExited)
SCOPELAB_OF_A_LIVING_TASK(ScopeEntered)
SCOPELAB_OF_A_LIVING_TASK(ScopeExited)
SCOPELAB_OF_A_LIVING_TASK(CancelDelivered)
SCOPELAB_OF_A_LIVING_TASK(CancelHeld)
#undef SCOPELAB_OF_A_LIVING_TASK
#undef SCOPELAB_OF_A_TASK

} // namespace ScopeLab
