#pragma once

#include "core/engine/scheduler.h"

#include <functional>
#include <memory>

namespace ScopeLab::detail {

class ExternalWait;

/// The state shared by a wait in a run and what it waits for, which may be in any thread.
struct ExternalState
{
    std::shared_ptr<Mailbox> mailbox;
    ExternalWait *wait = nullptr; ///< The run's thread only; null once nobody waits.

    /// Wakes the waiting task, after calling @p arrived in the run's thread. Thread-safe. No-op if it no
    /// longer waits.
    static void finish(const std::shared_ptr<ExternalState> &state, std::function<void()> arrived = {});
};

/// Waits for something outside the run. Virtual time stands still meanwhile. In a cancelled scope it
/// stops without having touched what is outside (LV-7).
class ExternalWait : public SignalReceiver, public Waiter, public OperationTag
{
public:
    Continuation begin(Continuation up);
    Continuation receive(TaskNode &task) override;
    void dispose() {}

    /// Called in the run's thread when what it waits for has arrived.
    void wake();

protected:
    ExternalWait() = default;
    ExternalWait(ExternalWait &&) // before it begins only
        : SignalReceiver()
        , Waiter()
        , OperationTag()
    {
    }
    ~ExternalWait() { stopWaiting(); }

    /// Asks what is outside to call ExternalState::finish() once. It may do so at once.
    virtual void connect() = 0;

    /// Ignores whatever arrives from now on.
    void stopWaiting();

    /// Turns what has arrived into the signal that travels.
    virtual void settle(TaskNode &task) = 0;

    const std::shared_ptr<ExternalState> &state() const { return m_state; }

private:
    Continuation park();

    std::shared_ptr<ExternalState> m_state;
    Scheduler *m_scheduler = nullptr;
    TaskNode *m_task = nullptr;
    bool m_hasArrived = false;
};

} // namespace ScopeLab::detail
