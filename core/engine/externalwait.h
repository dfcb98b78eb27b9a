#pragma once

#include "core/engine/scheduler.h"

#include <functional>
#include <memory>

namespace ScopeLab::detail {

class ExternalWait;

/// What a wait in a run shares with what it waits for, which may be in any thread.
struct ExternalState
{
    std::shared_ptr<Mailbox> mailbox;
    ExternalWait *wait = nullptr; ///< The run's thread only; null once nobody waits.

    /// Wakes who waits, after calling @p arrived in the run's thread. Thread-safe. No-op if nobody
    /// waits any more.
    static void finish(const std::shared_ptr<ExternalState> &state, std::function<void()> arrived = {});
};

/// Waits for something outside the run. Virtual time stands still meanwhile. In a cancelled scope it
/// stops without having touched what is outside (LV-7).
class ExternalWait : public Op, public Waiter, public OperationTag
{
public:
    Link begin(Link up);
    Link receive(TaskNode &task) override;
    void dispose() {}

    /// For what arrives, in the run's thread.
    void wake();

protected:
    ExternalWait() = default;
    ExternalWait(ExternalWait &&) // before it begins only
        : Op()
        , Waiter()
        , OperationTag()
    {
    }
    ~ExternalWait() { stopWaiting(); }

    /// Asks what is outside to call ExternalState::finish() once. It may do so at once.
    virtual void connect() = 0;

    /// What comes from now on is not heard.
    void stopWaiting();

    /// Turns what has arrived into the signal that travels.
    virtual void settle(TaskNode &task) = 0;

    const std::shared_ptr<ExternalState> &state() const { return m_state; }

private:
    Link park();

    std::shared_ptr<ExternalState> m_state;
    Scheduler *m_scheduler = nullptr;
    TaskNode *m_task = nullptr;
    bool m_hasArrived = false;
};

} // namespace ScopeLab::detail
