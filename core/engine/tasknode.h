#pragma once

#include "core/engine/cancelstatus.h"
#include "core/engine/error.h"
#include "core/engine/framepool.h"
#include "core/engine/link.h"
#include "core/engine/observer.h"

#include <vector>

namespace ScopeLab {
class TaskGroup;
}

namespace ScopeLab::detail {

/// A living task: the top link of its own chain, a place in its scope, and a place in the queues.
class TaskNode final : public Op, public Pooled
{
public:
    Signal signal = Signal::Value;
    Wake wake = Wake::Value;
    bool asked = false; ///< The wait under way was asked to abort already (LV-5).
    bool begun = false;
    TaskId id = 0;
    int place = 0;
    EventId stopCause = 0;
    CancelStatus *status = nullptr;
    TaskNode *previousInScope = nullptr;
    TaskNode *nextInScope = nullptr;
    TaskNode *older = nullptr;
    TaskNode *younger = nullptr;
    Link *leaf = nullptr;     ///< Who gets the signal at the next turn.
    Waiter *waiter = nullptr; ///< Set while parked and abortable.
    ErrorPtr error;           ///< The error, or what a stop carries; null: one bare Cancelled.
    TaskGroup *group = nullptr;
    const Label *label = nullptr;

    /// Errors that the task's own code is handling, innermost last; null: it does not say. What the
    /// engine raises meanwhile has the last one as its context (CL-5).
    const std::vector<ErrorPtr> *handling = nullptr;

    bool isHandling() const { return handling && !handling->empty(); }

    /// Puts the task into @p scope, out of the one it is in. Null: into none.
    void moveTo(CancelStatus *scope);

    bool carriesStop() const
    {
        return signal == Signal::Stop || (signal == Signal::Error && error->holdsCancellation());
    }

    /// The error that travels. Makes the object of a bare Cancelled if nobody has asked for it yet.
    ErrorPtr materialised();

    Link *receive(TaskNode &task) override;
};

} // namespace ScopeLab::detail
