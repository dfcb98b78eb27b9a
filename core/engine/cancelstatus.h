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
    std::string text;    ///< What the one who asked said; may be empty.
    TaskId task;         ///< The task that asked, or failed; none: nobody in the run.
    ErrorPtr error = {}; ///< What the task failed with, if it did.

    /// "cancelled due to SOURCE [with reason TEXT] [from task T]".
    std::string toString() const;
};

} // namespace ScopeLab

namespace ScopeLab::detail {

class TaskNode;

/// The node of the scope tree through which cancellation propagates.
///
/// CancelScope is what a user asks for, this is what follows from it. The effective state is cached
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
    bool effective = false; ///< Cached: requested, or the parent's seen through no shield.
    bool held = false;      ///< Cached: the parent is effective, and the shield keeps that out.
    ScopeId id;
    TimePoint deadline = Never;
    CancelScope *owner = nullptr;               ///< Whose deadline it is; null: of the root.
    EventId cause = 0;                          ///< The request that made it effective: the true one (RS-3).
    std::shared_ptr<const CancelReason> reason; ///< The displayed one: first wins, copies stay.

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

    /// Recomputes this node and what follows from it below. Iterative: a million levels are fine.
    /// @param because what changed, for observers; 0: a request, which is known here.
    void refresh(EventId because = 0);

    /// The rule of the exit: the parent's cancellation is not visible here (AB-1).
    bool absorbs() const { return effective && (!parent || !parent->effective || hidesParent()); }

private:
    bool hidesParent() const;
    bool update(EventId because);
    void tellState(EventId because) const;
};

/// Calls @p visit for @p root and what is below, parents first; below a node for which it gives
/// false it does not go. Iterative.
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
