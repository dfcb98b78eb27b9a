#pragma once

#include "core/engine/observer.h"

#include <memory>
#include <string>

namespace ScopeLab {

class CancelScope;
class Scheduler;

/// Why a scope was cancelled. Source: Trio CancelReason (RS-1).
struct CancelReason
{
    CancelSource source = CancelSource::Explicit;
    std::string text;    ///< Given by whoever cancelled; may be empty.
    TaskId task;         ///< The task that cancelled it, or failed; none: nobody in the run.
    ErrorPtr error = {}; ///< What the task failed with, if it did.

    /// "cancelled due to SOURCE [with reason TEXT] [from task T]".
    std::string toString() const;
};

} // namespace ScopeLab

namespace ScopeLab::detail {

class TaskNode;

/// The node of the scope tree through which cancellation propagates.
///
/// CancelScope holds what the user requested, this what follows from it. The effective state is cached
/// and pushed down on every change, so a checkpoint is one load (LV-2, LV-3). No user code runs here.
struct CancelStatus
{
    CancelStatus *parent = nullptr;
    CancelStatus *firstChild = nullptr;
    CancelStatus *next = nullptr;
    CancelStatus *previous = nullptr;
    TaskNode *tasks = nullptr; ///< Tasks whose innermost scope this is.
    bool requested = false;
    bool shielded = false;
    bool effective = false; ///< Cached: requested, or inherited through no shield.
    bool held = false;      ///< Cached: the parent is effective, but the shield keeps it out.
    ScopeId id;
    TimePoint deadline = Never;
    CancelScope *owner = nullptr;               ///< Whose deadline it is; null: of the root.
    EventId cause = 0;                          ///< The request that made it effective: the true one (RS-3).
    std::shared_ptr<const CancelReason> reason; ///< The one displayed: the first wins, and copies stay.

    void link(CancelStatus &to)
    {
        parent = &to;
        previous = nullptr;
        next = to.firstChild;
        if (next)
            next->previous = this;
        to.firstChild = this;
    }
    void unlink()
    {
        (previous ? previous->next : parent->firstChild) = next;
        if (next)
            next->previous = previous;
        parent = nullptr;
    }

    /// Recomputes this node and everything below it. Iterative: a million levels are fine.
    /// @param because the event that changed it, for observers; 0: a request, which is known here.
    void refresh(EventId because = 0);

    /// The rule of the exit: the parent's cancellation is not visible here (AB-1).
    bool absorbs() const { return effective && (!parent || !parent->effective || hidesParent()); }

private:
    bool hidesParent() const;
    bool update(EventId because);
    void tellState(EventId because) const;
};

/// Calls @p visit for @p root and everything below it, parents first; skips what is below a node for
/// which it returns false. Iterative.
template <typename Visit>
void forEachBelow(CancelStatus &root, Visit visit)
{
    CancelStatus *at = &root;
    for (;;) {
        if (visit(*at) && at->firstChild) {
            at = at->firstChild;
            continue;
        }
        while (at != &root && !at->next)
            at = at->parent;
        if (at == &root)
            return;
        at = at->next;
    }
}

} // namespace ScopeLab::detail
