#pragma once

#include "core/engine/cancellationbackend.h"
#include "core/engine/current.h"
#include "core/engine/deadlinequeue.h"
#include "core/engine/mailbox.h"
#include "core/engine/task.h"
#include "core/engine/tasknode.h"

#include <atomic>
#include <optional>
#include <random>
#include <unordered_map>

namespace ScopeLab {

class CapacityLimiter;

/// How to run.
struct RunOptions
{
    /// 1 runs tasks that are ready together in order of arrival; any other number shuffles them, always
    /// in the same way (LV-9).
    std::uint64_t seed = 1;
    EngineObserver *observer = nullptr; ///< Must outlive the run.
    const CancellationBackend *backend = &CancellationBackend::trio();
};

/// Lends a run its thread and its time. See VirtualTimeExecutor, PoolExecutor and EventLoopExecutor.
class Executor
{
public:
    virtual ~Executor() = default;

    /// Occupies the thread for @p length, as a computation would: no other task gets a turn meanwhile.
    virtual void holdThread(Duration length) = 0;

    /// True if time jumps instead of passing.
    virtual bool isVirtual() const = 0;

    /// The current moment of the run; called only where time passes, in the run's thread.
    virtual TimePoint readClock() = 0;

    /// Real time for @p length of run time.
    virtual std::chrono::nanoseconds realTime(Duration length) const = 0;
};

/// One run: a ready queue, a deadline queue, the root of the scope tree, and the time.
///
/// Its tasks take turns; one runs at a time, so they share data without locks, as in Trio.
/// Confined to the thread that currently drives it. Only mailbox() and interrupt() are
/// thread-safe.
class Scheduler
{
public:
    Scheduler(Executor &executor, const RunOptions &options, std::shared_ptr<Mailbox> mailbox);
    ~Scheduler();
    Scheduler(const Scheduler &) = delete;
    Scheduler &operator=(const Scheduler &) = delete;

    /// The run that drives this thread. There must be one.
    static Scheduler &current() { return *detail::t_current.scheduler; }
    static Scheduler *currentOrNull() { return detail::t_current.scheduler; }

    /// Makes a run the current one of this thread while it lives. Source: Tokio `EnterGuard`.
    class EnterGuard
    {
    public:
        explicit EnterGuard(Scheduler &scheduler);
        ~EnterGuard();
        EnterGuard(const EnterGuard &) = delete;
        EnterGuard &operator=(const EnterGuard &) = delete;

    private:
        detail::Current m_outer;
    };

    /// The current moment of the run. Where time passes this reads the clock.
    TimePoint now()
    {
        if (m_timePasses)
            advanceTo(m_executor.readClock());
        return m_now;
    }

    /// The moment at which the clock was last read.
    TimePoint timeOfPass() const { return m_now; }

    Executor &executor() const { return m_executor; }
    const CancellationBackend &backend() const { return *m_options.backend; }
    const std::shared_ptr<Mailbox> &mailbox() const { return m_mailbox; }
    DeadlineQueue &deadlines() { return m_deadlines; }

    /// Numbers that depend on the seed alone.
    std::mt19937_64 &random() { return m_random; }

    // -- driving, for executors

    /// Adds a task outside every group, below no scope.
    void start(Task<> task, const Label *label = nullptr);

    /// Adds a task of the run itself: no group waits for it, and its errors go nowhere. Source: Trio
    /// `spawn_system_task`, without its rule that an error there ends the program.
    TaskId startSystemTask(Task<> task, const Label *label = nullptr);

    /// Cancels them all, and those to come.
    void cancelSystemTasks(CancelReason reason);

    /// Moves the time forward; never back.
    void advanceTo(TimePoint time) { m_now = std::max(m_now, time); }

    /// True if a task, a message or a deadline waits for a pass.
    bool hasWork() const
    {
        return m_nextOfBatch < m_batch.size() || !m_ready.empty() || m_mailbox->hasMessages()
               || m_deadlines.mayHaveDue(m_now);
    }

    /// Delivers messages, fires due timers, then gives each ready task its turn. At most @p turns turns,
    /// none after @p limit, none after interrupt(); the rest of the pass is kept for the next call.
    void pass(std::uint64_t turns = UINT64_MAX, TimePoint limit = Never);

    /// Ends a pass after the turn under way. Thread-safe.
    void interrupt() { m_interrupted.store(true, std::memory_order_relaxed); }

    bool hasTasks() const { return m_liveTasks > 0; }
    std::size_t liveTasks() const { return m_liveTasks; }
    std::uint64_t turns() const { return m_turns; }

    /// Worker threads that this run still waits for.
    int borrowedThreads() const { return m_borrowedThreads; }
    void countBorrowedThread(int change) { m_borrowedThreads += change; }

    /// Destroys all tasks, youngest first. Destructors run; no handler and no cleanup does.
    void abandon();

    /// Makes every shield ineffective: for runs that would never end otherwise.
    void ignoreShields();
    bool ignoresShields() const { return m_ignoresShields; }

    // -- for operations

    /// The task whose turn it is, in the current run.
    detail::TaskNode &task() const { return detail::currentTask(); }
    detail::TaskNode *taskOrNull() const { return detail::t_current.task; }
    bool isAbandoning() const { return m_abandoning; }

    /// An error that was dropped while a C++ exception was in flight, kept until that one is caught.
    void setReplaced(ErrorPtr error) { m_replaced = std::move(error); }
    ErrorPtr takeReplaced() { return std::exchange(m_replaced, {}); }

    /// Keeps an error that leads back to itself. It loses context and cause when the run is over, or it would never be
    /// freed.
    void keepCircular(ErrorPtr error) { m_circular.push_back(std::move(error)); }

    /// The error of the first task outside every group that failed; null if none did.
    const ErrorPtr &mainError() const { return m_mainError; }

    /// The errors of tasks outside every group since the last call, in the order in which they ended.
    std::vector<ErrorPtr> takeUnhandled() { return std::exchange(m_unhandled, {}); }

    /// For a task outside every group: nobody in the run handles @p error.
    void leaveUnhandled(const ErrorPtr &error)
    {
        if (!m_mainError)
            m_mainError = error;
        m_unhandled.push_back(error);
    }

    void schedule(detail::TaskNode &task, detail::Wake wake)
    {
        if (isObserved()) [[unlikely]]
            task.makeInfo().wakeCause = m_currentCause;
        task.waiter = nullptr;
        task.asked = false;
        task.wake = wake;
        m_ready.push_back(&task);
    }

    /// Suspends the task of this turn. In a cancelled scope the wait is aborted at once (LV-1).
    detail::Continuation park(detail::Continuation leaf, detail::Waiter *waiter)
    {
        detail::TaskNode &parked = task();
        parked.up = leaf;
        parked.waiter = waiter;
        if (parked.status->effective)
            deliver(parked);
        return nullptr;
    }

    /// Asks a parked task to stop, at most once for each wait (LV-5).
    void deliver(detail::TaskNode &task);

    /// The scope above all others. It is never cancelled.
    detail::CancelStatus &root() { return m_root; }
    bool isSystemTask(const detail::TaskNode &task) const { return task.status == &m_system; }

    detail::TaskNode &adopt(detail::Frame *root, detail::CancelStatus &status, TaskGroup *group, const Label *label);
    void forget(detail::TaskNode &task)
    {
        task.leaveScope();
        --m_liveTasks;
        delete &task;
    }
    ScopeId nextScopeId() { return ++m_lastScope; }

    /// Owns a timer until it drops itself or the run is over.
    void ownTimer(std::unique_ptr<Timer> timer);
    void dropTimer(Timer &timer) { m_ownedTimers.erase(&timer); }

    /// See currentDefaultThreadLimiter(). Null until it is first used.
    std::shared_ptr<CapacityLimiter> &threadLimiter() { return m_threadLimiter; }

    // -- observation

    bool isObserved() const { return m_options.observer != nullptr; }

    /// See EngineObserver::bytesOfErrors().
    std::uint64_t bytesOfErrors() const { return isObserved() ? m_options.observer->bytesOfErrors() : 0; }

    /// Tells the observer, if there is one, of something that happens to no task. On hot paths check
    /// isObserved() first, to save making an event that nobody sees. @param cause 0: nothing in the run.
    EventId observe(const EventData &data, EventId cause = 0);

    /// As observe(), of @p task.
    EventId observeOf(const detail::TaskNode &task, const EventData &data, EventId cause = 0);

    /// As observe(), of a task that is not at hand: the event does not say where it stands.
    EventId observeOf(TaskId task, const EventData &data, EventId cause = 0);

    /// As observe(), of the task of this turn, if there is one. @param cause 0: what currentCause() says.
    EventId observeTask(const EventData &data, EventId cause = 0);
    void observeSuspended(const TaskSuspended &wait)
    {
        if (isObserved())
            observeTask(wait);
    }

    /// The number by which events refer to @p part; none if nobody observes the run.
    template <typename Part>
    auto idFor(const Part &part)
    {
        using Number = decltype(m_options.observer->add(part));
        return isObserved() ? m_options.observer->add(part) : Number();
    }
    ErrorId idFor(const ErrorPtr &error) { return error && isObserved() ? m_options.observer->add(error) : ErrorId(); }
    NameId idFor(const Label *label) { return label && isObserved() ? m_options.observer->add(*label) : NameId(); }
    ResourceId nextResourceId() { return ++m_lastResource; }

    /// The event that causes what happens now: the turn under way, an expired deadline, or a message from
    /// outside.
    EventId currentCause() const { return m_currentCause; }
    void setCurrentCause(EventId event) { m_currentCause = event; }

private:
    void beginBatch();
    void deliverMessages();
    void resume(detail::TaskNode &task);
    void tellResumed(detail::TaskNode &task, bool stops);
    void stopForAbandoning(detail::TaskNode &task);

    Executor &m_executor;
    const RunOptions m_options;
    const std::shared_ptr<Mailbox> m_mailbox;
    DeadlineQueue m_deadlines;
    std::vector<detail::TaskNode *> m_ready;
    std::vector<detail::TaskNode *> m_batch; // the tasks that were ready when the pass began
    std::size_t m_nextOfBatch = 0;
    TimePoint m_now{};
    std::uint64_t m_turns = 0;
    std::size_t m_liveTasks = 0;
    detail::CancelStatus m_root;
    detail::CancelStatus m_system; // below the root: of system tasks
    std::shared_ptr<CapacityLimiter> m_threadLimiter;
    std::unordered_map<Timer *, std::unique_ptr<Timer>> m_ownedTimers;
    ErrorPtr m_replaced;
    ErrorPtr m_mainError;
    std::vector<ErrorPtr> m_circular;
    std::vector<ErrorPtr> m_unhandled;
    std::mt19937_64 m_random;
    std::atomic<bool> m_interrupted = false;
    int m_borrowedThreads = 0;
    TaskId m_lastTask;
    ScopeId m_lastScope;
    ResourceId m_lastResource;
    EventId m_currentCause = 0;
    const bool m_timePasses;
    bool m_abandoning = false;
    bool m_ignoresShields = false;
};

/// True while the current task is being stopped. For destructors: a stop is not an exception, so
/// std::uncaught_exceptions() is 0 there.
bool isStopping();

} // namespace ScopeLab
