#pragma once

#include "core/engine/cancelstatus.h"
#include "core/engine/deadlinequeue.h"
#include "core/time/timepoint.h"

#include <QtGlobal>

#include <optional>

namespace ScopeLab {

class CancelScope;

namespace detail {
class TaskNode;
class ScopeGate;
} // namespace detail

/// A region of a task that is cancelled as one unit; entered with withScope().
///
/// Scopes form a tree. A scope is effectively cancelled if its own cancel was requested, or if its
/// parent is effectively cancelled and it is not shielded (LV-2). Cancellation is level-triggered:
/// while it holds, every checkpoint inside stops the task (LV-1).
///
/// It can be cancelled before entry and queried after exit; entered once. Scopes cannot be left in the
/// wrong order (CS-14): a scope's body is a coroutine of its own.
/// Threading: confined to the run that enters it.
class CancelScope final : private Timer
{
public:
    /// How long the body may take, counted from entry (CS-13).
    struct Options
    {
        Duration timeout = Forever;
        bool shielded = false;
    };

    CancelScope() { m_status.owner = this; }

    /// @throws std::invalid_argument if the timeout is negative (CS-9).
    explicit CancelScope(const Options &options)
        : m_timeout(options.timeout)
    {
        if (options.timeout < Duration::zero())
            refuseNegative();
        m_status.owner = this;
        m_status.shielded = options.shielded;
    }
    ~CancelScope() override { Q_ASSERT(m_state != State::Active); }
    CancelScope(const CancelScope &) = delete;
    CancelScope &operator=(const CancelScope &) = delete;

    /// Requests cancellation: idempotent, cannot be undone; the first reason stands (CS-2, RS-2).
    /// Before entry it is honoured at the body's first checkpoint (CS-5), after exit it only sets
    /// the flag (CS-8).
    void cancel(std::string reason = {});
    void cancel(CancelReason reason);

    /// Hides outer cancellation from the body, never the scope's own. At any time (CS-10).
    void setShielded(bool shielded);
    bool isShielded() const { return m_status.shielded; }

    /// The moment at which the scope cancels itself, run time. Moving it never takes a cancel back
    /// (CS-2, CS-11); a moment in the past is noticed at the next pass of the run.
    void setDeadline(TimePoint deadline);

    /// Never if there is none. @throws std::logic_error before entry if the deadline is relative.
    TimePoint deadline() const;

    /// Counts from entry; once entered, from now (CS-13).
    /// @throws std::invalid_argument if negative · std::logic_error before entry if the deadline is
    /// absolute.
    void setRelativeDeadline(Duration timeout);

    /// Before entry the timeout; then the time left.
    Duration relativeDeadline() const;

    /// True if cancel was requested or the deadline has passed. Asking an active scope whose deadline has
    /// passed is itself the request (CS-3).
    bool cancelCalled();

    /// True if the scope took at least one Cancelled at its exit (CS-4).
    bool cancelledCaught() const { return m_caught; }

    bool isEffectivelyCancelled() const { return m_status.effective; }
    bool isActive() const { return m_state == State::Active; }
    bool wasEntered() const { return m_state != State::Unentered; }

    /// Why it was cancelled; a scope cancelled from outside has a copy of its parent's (RS-3).
    const CancelReason *reason() const { return m_status.reason.get(); }

    /// The reason this scope itself was given; null if it was not, or only from outside.
    const CancelReason *ownReason() const { return m_ownReason.get(); }

    /// For observers. Must outlive the run.
    void setLabel(const Label *label) { m_label = label; }
    const Label *label() const { return m_label; }

    /// None until entered.
    ScopeId id() const { return m_status.id; }

    /// For the engine: its deadline has passed, which a cancellation on its way down the tree noticed.
    void expireWhilePropagating();

    /// The node in the tree, for the engine.
    detail::CancelStatus &status() { return m_status; }

private:
    friend class detail::ScopeGate;
    enum class State : std::uint8_t { Unentered, Active, Exited };

    [[noreturn]] static void refuseNegative();
    void fire() override;
    void expireIfDue();
    void request(CancelReason reason);
    void rearm();
    void enter(detail::TaskNode &task, ScopeRole role);
    void tellEntered(ScopeId parent, ScopeRole role);
    EventId tellRequested(Scheduler &scheduler) const;
    void leave(detail::TaskNode &task, bool absorbed);

    detail::CancelStatus m_status;
    Duration m_timeout = Forever; // before entry only
    std::shared_ptr<const CancelReason> m_ownReason;
    ErrorPtr m_absorbed; // what it took: the context of a TimeoutError (TO-4)
    const Label *m_label = nullptr;
    State m_state = State::Unentered;
    bool m_caught = false;
};

/// The earliest deadline in force for the current task; TimePoint::min() once it is effectively
/// cancelled, Never if nothing limits it (ED-1).
TimePoint currentEffectiveDeadline();

namespace detail {

/// Entry and exit of a scope, for operations that run a body in one.
class ScopeGate
{
public:
    /// The scope must not have been entered before.
    static void enter(CancelScope &scope, TaskNode &task, ScopeRole role = ScopeRole::Plain)
    {
        scope.enter(task, role);
    }

    /// The exit after a value: nothing to decide.
    static void leave(CancelScope &scope, TaskNode &task) { scope.leave(task, false); }

    /// Leaves without looking at what travels, for bodies that never began.
    static void abandon(CancelScope &scope, TaskNode &task);

    /// The exit: decided now, from state, whoever caused the stop (AB-1). Absorbs, strips, or hands
    /// on what travels in @p task (EG-1, EG-2).
    /// @returns true if a stop was absorbed and nothing is left.
    static bool exit(CancelScope &scope, TaskNode &task);

    static const ErrorPtr &absorbed(const CancelScope &scope) { return scope.m_absorbed; }
};

} // namespace detail

} // namespace ScopeLab
