#pragma once

#include "core/engine/checkpoint.h"
#include "core/engine/operation.h"
#include "core/engine/scheduler.h"

namespace ScopeLab::detail {

/// Identifies an object that tasks wait for to observers.
struct ResourceTag
{
    const Label *label = nullptr; ///< Must outlive the run.
    ResourceId id;
    const Scheduler *run = nullptr; ///< The run in which the id is valid.

    /// Its number in the current run, told to the observer before its first use; none if nobody observes.
    ResourceId in(Scheduler &scheduler, ResourceKind kind);
};

/// A node of a circular list whose head is the queue itself, so that leaving it needs no pointer to the queue.
struct WaitLink
{
    WaitLink *next = nullptr;
    WaitLink *previous = nullptr;
};

/// A task's place in the queue for something that tasks of one run share.
class WaitNode : public Waiter, public WaitLink
{
public:
    TaskNode *parked = nullptr; ///< The waiting task; null before it has to wait.

    void leaveLine()
    {
        previous->next = next;
        next->previous = previous;
    }

protected:
    ~WaitNode() = default;
};

/// A queue of tasks, first come, first served. A task that is taken out is woken, and a later cancel no
/// longer matters to it (LV-6); one that is cancelled first leaves the queue without a trace (LV-7).
class WaitQueue : public WaitLink
{
public:
    WaitQueue() { next = previous = this; }
    WaitQueue(const WaitQueue &) = delete;
    WaitQueue &operator=(const WaitQueue &) = delete;

    bool isEmpty() const { return next == this; }
    std::size_t size() const
    {
        std::size_t count = 0;
        for (const WaitLink *at = next; at != this; at = at->next)
            ++count;
        return count;
    }

    /// Suspends the current task at the end of the queue.
    Continuation park(WaitNode &node, Continuation leaf, WaitKind what, ResourceId resource)
    {
        Scheduler &scheduler = Scheduler::current();
        node.parked = &currentTask();
        node.next = this;
        node.previous = previous;
        previous->next = &node;
        previous = &node;
        scheduler.observeSuspended({.wait = what, .resource = resource});
        return scheduler.park(leaf, &node);
    }

    /// Wakes the first task, which must exist, and gives its node.
    WaitNode &wakeFirst()
    {
        auto &node = static_cast<WaitNode &>(*next);
        node.leaveLine();
        Scheduler::current().schedule(*node.parked, Wake::Value);
        return node;
    }
};

/// An operation that takes something it may have to wait for. In a cancelled scope it stops without any
/// effect, even if it could have taken it at once (LV-7); once taken, nothing takes it away (LV-6).
class TakeOperation : public SignalReceiver, public WaitNode, public OperationTag
{
public:
    Continuation begin(Continuation to)
    {
        up = to;
        if (currentTask().status->effective)
            return YieldOperation(Wake::Checkpoint).begin(static_cast<SignalReceiver *>(this));
        return attempt();
    }

    // From the checkpoint only: a shield went up before its second pass (CP-5).
    Continuation receive(TaskNode &task) override { return task.signal == Signal::Stop ? up : attempt(); }
    bool abort() override
    {
        leaveLine();
        return true;
    }
    void dispose() {}

protected:
    TakeOperation() = default;
    ~TakeOperation() = default;

    /// Tries to take it: gives taken(), refused(), or the result of parking in a queue.
    virtual Continuation attempt() = 0;

    /// It was available at once: still a schedule point, no longer a cancellation point.
    Continuation taken() { return YieldOperation(Wake::Value).begin(up); }

    Continuation refused(ErrorPtr error)
    {
        raise(currentTask(), std::move(error));
        return up;
    }
};

} // namespace ScopeLab::detail
