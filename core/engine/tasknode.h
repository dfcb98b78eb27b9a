#pragma once

#include "core/engine/cancelstatus.h"
#include "core/engine/continuation.h"
#include "core/engine/error.h"
#include "core/engine/framepool.h"
#include "core/engine/observer.h"

#include <memory>
#include <vector>

namespace ScopeLab {
class TaskGroup;
}

namespace ScopeLab::detail {

/// What observers need to know of a task. Tasks that nobody observes have none.
struct TaskInfo
{
    PlaceId place;         ///< Where it stands in the source.
    EventId wakeCause = 0; ///< What woke it last.
    EventId stopCause = 0; ///< The request that stops it.
    const Label *label = nullptr;

    /// Errors that the task's own code is handling, innermost last; null: unknown. What the engine raises
    /// meanwhile has the last one as its context (CL-5).
    const std::vector<ErrorPtr> *handling = nullptr;
};

/// A living task: the top of its own chain of continuations, a place in its scope, and a place in the queues.
/// Nothing is above it, so `up` stands for the leaf: who gets the signal at the next turn.
class TaskNode final : public SignalReceiver, public Pooled
{
public:
    Signal signal = Signal::Value;
    Wake wake = Wake::Value;
    bool asked = false; ///< The current wait was already asked to abort (LV-5).
    bool begun = false;
    TaskId id;
    CancelStatus *status = nullptr; ///< Its innermost scope; never null while the task lives.
    TaskNode *previousInScope = nullptr;
    TaskNode *nextInScope = nullptr;
    Waiter *waiter = nullptr; ///< Set while parked and abortable.
    ErrorPtr error;           ///< The error, or what a stop carries; null: a bare Cancelled.
    TaskGroup *group = nullptr;
    std::unique_ptr<TaskInfo> info;

    /// Makes the info if there is none yet.
    TaskInfo &makeInfo();

    PlaceId place() const { return info ? info->place : PlaceId(); }
    EventId stopCause() const { return info ? info->stopCause : 0; }
    RaisedAt whereItIs() const { return {id, place()}; }
    bool isHandling() const { return info && info->handling && !info->handling->empty(); }

    /// Puts the task into @p scope, out of the one it is in.
    void moveTo(CancelStatus &scope)
    {
        leaveScope();
        status = &scope;
        previousInScope = nullptr;
        nextInScope = scope.tasks;
        if (nextInScope)
            nextInScope->previousInScope = this;
        scope.tasks = this;
    }
    void leaveScope()
    {
        if (!status)
            return;
        (previousInScope ? previousInScope->nextInScope : status->tasks) = nextInScope;
        if (nextInScope)
            nextInScope->previousInScope = previousInScope;
    }

    bool carriesStop() const
    {
        return signal == Signal::Stop || (signal == Signal::Error && error->holdsCancellation());
    }

    /// The error that travels. Creates the object of a bare Cancelled the first time.
    ErrorPtr materialised();

    Continuation receive(TaskNode &task) override;

private:
    TaskExited ending() const;
};

} // namespace ScopeLab::detail
