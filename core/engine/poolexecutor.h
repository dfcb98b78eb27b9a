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
/// The pool lends a thread for a turn: as many resumes as there are tasks ready. What threads hand
/// to each other stands under one mutex of ours, since sanitizers cannot see into Qt's (facts of
/// the platform). All public functions are thread-safe unless they say otherwise.
class PoolExecutor final : public Executor
{
public:
    /// Called in the run's thread when it has ended or is stuck. A stuck run may be given something
    /// to do there; it then goes on.
    using IdleHandler = std::function<void(Progress)>;

    /// @param pool must outlive this; null: Qt's global one.
    explicit PoolExecutor(const RunOptions &options = {}, QThreadPool *pool = nullptr);

    /// Abandons a run that has not ended.
    ~PoolExecutor() override;
    PoolExecutor(const PoolExecutor &) = delete;
    PoolExecutor &operator=(const PoolExecutor &) = delete;

    /// Once, before anything else.
    void start(Task<> main, IdleHandler onIdle = {}, const Label *label = nullptr);

    /// Blocks until the run has ended, or is stuck and its handler left it so.
    Progress wait();

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
    void keepTime();
    void wake();
    void runTurn();
    bool runReady();
    void runSteps(int steps);
    void hearOthers();
    void clockChanged();
    Progress progress();

    QThreadPool *const m_pool;
    mutable std::mutex m_mutex; // protects all up to m_timekeeper
    std::condition_variable m_changed;
    PacedClock m_clock;
    std::atomic<unsigned> m_clockVersion = 0; // changed under the mutex, compared without
    TimePoint m_wakeAt = Never;
    Progress m_progress = Progress::Limited;
    int m_steps = 0;
    bool m_wantsTurn = false;
    bool m_inTurn = false;
    bool m_quitting = false;

    IdleHandler m_onIdle; // set by start() only
    const std::shared_ptr<Mailbox> m_mailbox;
    Scheduler m_scheduler; // up to here: touched only by the thread whose turn it is
    PacedClock m_ownClock; // a copy, so that asking for the time takes no lock
    unsigned m_ownClockVersion = ~0U;
    bool m_mayRun = false;
    std::thread m_timekeeper;
};

} // namespace ScopeLab
