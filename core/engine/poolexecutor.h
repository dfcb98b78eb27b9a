#pragma once

#include "core/engine/pacedclock.h"
#include "core/engine/virtualtimeexecutor.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

class QThreadPool;

namespace ScopeLab {

/// Drives a run in real time on QThreadPool.
///
/// The pool lends a thread for a turn, in which the ready tasks are resumed. What threads hand to each
/// other is protected by a mutex of ours, since sanitizers cannot see into Qt's. All public functions
/// are thread-safe unless they say otherwise.
class PoolExecutor final : public Executor
{
public:
    /// Called in the run's thread when it has come to rest: it has ended, is stuck, or has reached its
    /// last moment (Limited). The handler may give it something to do. It returns true if the run goes
    /// on, and is called again if nothing has changed by then; after false no turn follows. It may destroy
    /// the executor, and must return false then.
    using IdleHandler = std::function<bool(Progress)>;

    /// @param pool must outlive this; null: Qt's global one.
    explicit PoolExecutor(const RunOptions &options = {}, QThreadPool *pool = nullptr);

    /// Abandons a run that has not ended.
    ~PoolExecutor() override;
    PoolExecutor(const PoolExecutor &) = delete;
    PoolExecutor &operator=(const PoolExecutor &) = delete;

    /// The moment at which the run comes to rest though there is more to do later; Never if not set.
    /// Before start(), or in the idle handler.
    void setLastMoment(TimePoint time) { m_lastMoment = time; }

    /// Once, before anything else.
    void start(Task<> main, IdleHandler onIdle = {}, const Label *label = nullptr);

    /// Blocks until the handler says that the run is over; without one, until it has ended or is stuck.
    /// @returns how far it came. @throws what left a turn, such as std::bad_alloc: that ends the run, too.
    Progress wait();

    /// True once the handler has ended the run, and the turn in which it did so is over.
    bool isOver() const;

    /// Waits for the turn under way, then destroys all tasks. No turn follows.
    void abandon();

    void pause();
    void resume();
    /// @param speed above 0; 2 is twice as fast as real time.
    void setSpeed(double speed);
    bool isPaused() const;

    /// While paused: one turn of one task. If none is ready, time jumps to the next deadline.
    void step();

    TimePoint now() const;

    /// Posts into the run; see Mailbox.
    void post(Mailbox::Message message) { m_mailbox->post(std::move(message)); }

    /// For the run's own thread.
    Scheduler &scheduler() { return m_scheduler; }

    void holdThread(Duration length) override;
    bool isVirtual() const override { return false; }
    TimePoint readClock() override;
    std::chrono::nanoseconds realTime(Duration length) const override;

private:
    void runTimerThread();
    void wake();
    void takeTurn();
    void runTurn();
    bool runReady();
    bool askHandler(bool *goesOn);
    void runSteps(int steps);
    void syncControls();
    void clockChanged();
    Progress progress();
    bool isAtRest();

    QThreadPool *const m_pool;
    mutable std::mutex m_mutex; // protects all up to m_timerThread
    std::condition_variable m_changed;
    PacedClock m_clock;
    std::atomic<unsigned> m_clockVersion = 0; // changed under the mutex, compared without
    TimePoint m_wakeAt = Never;
    Progress m_progress = Progress::Limited;
    int m_steps = 0;
    bool m_wantsTurn = false;
    bool m_inTurn = false;
    bool m_isOver = false;
    bool m_quitting = false;
    std::exception_ptr m_failure; // the exception that left a turn
    std::thread::id m_inHandler;  // the thread that is in the idle handler

    IdleHandler m_onIdle;
    bool *m_isDestroyed = nullptr; // set while the handler runs, which may destroy this
    TimePoint m_lastMoment = Never;
    const std::shared_ptr<Mailbox> m_mailbox;
    Scheduler m_scheduler; // up to here: touched only by the thread whose turn it is
    PacedClock m_ownClock; // a copy, so that asking for the time takes no lock
    unsigned m_ownClockVersion = ~0U;
    bool m_mayRun = false;
    std::thread m_timerThread;
};

} // namespace ScopeLab
