#pragma once

#include "core/engine/checkpoint.h"
#include "core/engine/operation.h"
#include "core/engine/scheduler.h"

namespace ScopeLab::detail {

/// A task's place in the line before something that tasks of one run share.
class WaitNode : public Waiter
{
public:
    TaskNode *parked = nullptr; ///< Who stands here; null before it had to wait.
    WaitNode *next = nullptr;
    WaitNode *previous = nullptr;

protected:
    ~WaitNode() = default;
};

/// A line of tasks, first come, first served. Who is taken out is woken, and a later cancel no longer
/// matters to it (LV-6); who is cancelled first has left the line without a trace (LV-7).
class WaitQueue
{
public:
    bool isEmpty() const { return !m_first; }
    WaitNode *first() const { return m_first; }
    std::size_t size() const
    {
        std::size_t count = 0;
        for (const WaitNode *node = m_first; node; node = node->next)
            ++count;
        return count;
    }

    /// Suspends the current task at the end of the line.
    Link park(WaitNode &node, Link leaf, WaitKind what)
    {
        Scheduler &scheduler = Scheduler::current();
        node.parked = &currentTask();
        node.next = nullptr;
        node.previous = m_last;
        (m_last ? m_last->next : m_first) = &node;
        m_last = &node;
        scheduler.observeSuspended(what);
        return scheduler.park(leaf, &node);
    }

    void remove(WaitNode &node)
    {
        (node.previous ? node.previous->next : m_first) = node.next;
        (node.next ? node.next->previous : m_last) = node.previous;
    }

    /// Wakes the first one, which must exist, and gives its node.
    WaitNode &wakeFirst()
    {
        WaitNode &node = *m_first;
        remove(node);
        Scheduler::current().schedule(*node.parked, Wake::Value);
        return node;
    }

private:
    WaitNode *m_first = nullptr;
    WaitNode *m_last = nullptr;
};

/// An operation that takes something which it may have to wait for. In a cancelled scope it stops
/// without any effect even if it could have had it at once (LV-7); once it has it, nothing takes it
/// away (LV-6). Derived classes say how: `Link attempt()`.
template <typename Derived>
class TakeOperation : public Op, public WaitNode, public OperationTag
{
public:
    TakeOperation() = default;
    TakeOperation(TakeOperation &&) // before it begins only
        : Op()
        , WaitNode()
        , OperationTag()
    {
    }

    Link begin(Link to)
    {
        up = to;
        if (currentTask().status->effective)
            return YieldOperation(Wake::Checkpoint).begin(static_cast<Op *>(this));
        return static_cast<Derived *>(this)->attempt();
    }

    // From the checkpoint only: a shield went up before its second pass (CP-5).
    Link receive(TaskNode &task) override
    {
        if (task.signal == Signal::Stop)
            return up;
        return static_cast<Derived *>(this)->attempt();
    }
    void dispose() {}

protected:
    ~TakeOperation() = default;

    /// It was to be had at once: still a schedule point, no longer a cancellation point.
    Link taken() { return YieldOperation(Wake::Value).begin(up); }

    Link refused(ErrorPtr error)
    {
        raise(currentTask(), std::move(error));
        return up;
    }
};

} // namespace ScopeLab::detail
