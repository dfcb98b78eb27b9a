#include "core/engine/externalwait.h"

#include "core/engine/checkpoint.h"

#include <utility>

namespace ScopeLab::detail {

void ExternalState::finish(const std::shared_ptr<ExternalState> &state, std::function<void()> arrived)
{
    state->mailbox->post([state, arrived = std::move(arrived)] {
        if (!state->wait)
            return;
        if (arrived)
            arrived();
        state->wait->wake();
    });
}

Continuation ExternalWait::begin(Continuation to)
{
    up = to;
    if (currentTask().status->effective)
        return YieldOperation(Wake::Checkpoint).begin(static_cast<SignalReceiver *>(this));
    return park();
}

Continuation ExternalWait::park()
{
    m_scheduler = &Scheduler::current();
    m_task = &currentTask();
    m_state = std::make_shared<ExternalState>();
    m_state->mailbox = m_scheduler->mailbox();
    m_state->wait = this;
    m_scheduler->countBorrowedThread(1);
    m_scheduler->observeSuspended({.wait = WaitKind::Future});
    m_scheduler->park(static_cast<SignalReceiver *>(this), this);
    connect();
    return nullptr;
}

void ExternalWait::stopWaiting()
{
    if (!m_state || !m_state->wait)
        return;
    m_state->wait = nullptr;
    m_scheduler->countBorrowedThread(-1);
}

void ExternalWait::wake()
{
    stopWaiting();
    m_hasArrived = true;
    m_scheduler->schedule(*m_task, Wake::Value);
}

Continuation ExternalWait::receive(TaskNode &task)
{
    if (!m_state) // from the checkpoint of a cancelled scope
        return task.signal == Signal::Stop ? up : park();
    stopWaiting();
    if (m_hasArrived && !m_scheduler->isAbandoning())
        settle(task);
    return up;
}

} // namespace ScopeLab::detail
