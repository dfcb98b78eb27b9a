#pragma once

#include "core/engine/checkpoint.h"
#include "core/engine/operation.h"
#include "core/engine/scheduler.h"

namespace ScopeLab::detail {

/// What observers know an object by that tasks wait for.
struct ResourceTag
{
    const Label *label = nullptr; ///< Must outlive the run.
    ResourceId id;
    const Scheduler *run = nullptr; ///< In which the id stands for it.

    /// Its number in the current run, told to the observer before its first use; none if nobody observes.
    ResourceId in(Scheduler &scheduler, ResourceKind kind);
};

/// A place in a ring of which the line itself is one: who leaves need not know which line it was.
struct WaitLink
{
    WaitLink *next = nullptr;
    WaitLink *previous = nullptr;
};

/// A task's place in the line before something that tasks of one run share.
class WaitNode : public Waiter, public WaitLink
{
public:
    TaskNode *parked = nullptr; ///< Who stands here; null before it had to wait.

    void leaveLine()
    {
        previous->next = next;
        next->previous = previous;
    }

protected:
    ~WaitNode() = default;
};

/// A line of tasks, first come, first served. Who is taken out is woken, and a later cancel no longer
/// matters to it (LV-6); who is cancelled first has left the line without a trace (LV-7).
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

    /// Suspends the current task at the end of the line.
    Link park(WaitNode &node, Link leaf, WaitKind what, ResourceId resource)
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

    /// Wakes the first one, which must exist, and gives its node.
    WaitNode &wakeFirst()
    {
        auto &node = static_cast<WaitNode &>(*next);
        node.leaveLine();
        Scheduler::current().schedule(*node.parked, Wake::Value);
        return node;
    }
};

/// An operation that takes something which it may have to wait for. In a cancelled scope it stops
/// without any effect even if it could have had it at once (LV-7); once it has it, nothing takes it
/// away (LV-6).
class TakeOperation : public Op, public WaitNode, public OperationTag
{
public:
    Link begin(Link to)
    {
        up = to;
        if (currentTask().status->effective)
            return YieldOperation(Wake::Checkpoint).begin(static_cast<Op *>(this));
        return attempt();
    }

    // From the checkpoint only: a shield went up before its second pass (CP-5).
    Link receive(TaskNode &task) override { return task.signal == Signal::Stop ? up : attempt(); }
    bool abort() override
    {
        leaveLine();
        return true;
    }
    void dispose() {}

protected:
    TakeOperation() = default;
    ~TakeOperation() = default;

    /// Takes it: gives taken(), refused(), or what parking in a line gives.
    virtual Link attempt() = 0;

    /// It was to be had at once: still a schedule point, no longer a cancellation point.
    Link taken() { return YieldOperation(Wake::Value).begin(up); }

    Link refused(ErrorPtr error)
    {
        raise(currentTask(), std::move(error));
        return up;
    }
};

} // namespace ScopeLab::detail
