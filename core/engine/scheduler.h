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

/// How a run is to be done.
struct RunOptions
{
    /// 1 keeps the order of arrival among tasks that are ready together; any other number shuffles
    /// it, always in the same way (LV-9).
    std::uint64_t seed = 1;
    EngineObserver *observer = nullptr; ///< Must outlive the run.
    const CancellationBackend *backend = &CancellationBackend::trio();
};

/// Who lends the thread and the time. See VirtualTimeExecutor, PoolExecutor and EventLoopExecutor.
class Executor
{
public:
    virtual ~Executor() = default;

    /// Computes for @p length: no other task of the run gets a turn meanwhile.
    virtual void holdThread(Duration length) = 0;

    /// True if time jumps instead of passing.
    virtual bool isVirtual() const = 0;

    /// The moment of the run that it is now; asked only where time passes, in the run's thread.
    virtual TimePoint readClock() = 0;

    /// Real time for @p length of run time.
    virtual std::chrono::nanoseconds realTime(Duration length) const = 0;
};

/// One run: a ready queue, a deadline queue, the root of the scope tree, and the time.
///
/// Its tasks take turns; one runs at a time, so they share data without locks, as in Trio.
/// Confined to the thread that drives it at the moment. Only mailbox() and interrupt() are
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

    /// Makes a run the current one of this thread for a while.
    class Lease
    {
    public:
        explicit Lease(Scheduler &scheduler);
        ~Lease();
        Lease(const Lease &) = delete;
        Lease &operator=(const Lease &) = delete;

    private:
        detail::Current m_outer;
    };

    /// The moment it is now. Where time passes this reads the clock.
    TimePoint now()
    {
        if (m_timePasses)
            advanceTo(m_executor.readClock());
        return m_now;
    }

    /// The moment at which time was last looked at.
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

    /// Adds a task of the run itself: no group waits for it, and what it raises goes nowhere. Source:
    /// Trio `spawn_system_task`, without its rule that an error there ends the program.
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

    /// Takes messages in, expires what is due, then gives each task that is ready its turn. At most
    /// @p turns turns, none after @p limit, none after interrupt(); the rest of the pass stays.
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

    /// From now on no shield holds: for runs that would never end otherwise.
    void ignoreShields();
    bool ignoresShields() const { return m_ignoresShields; }

    // -- for operations

    /// The task whose turn it is, in the current run.
    detail::TaskNode &task() const { return detail::currentTask(); }
    detail::TaskNode *taskOrNull() const { return detail::t_current.task; }
    bool isAbandoning() const { return m_abandoning; }

    /// An error that died while a C++ exception was on its way, kept until that one is caught.
    void setReplaced(ErrorPtr error) { m_replaced = std::move(error); }
    ErrorPtr takeReplaced() { return std::exchange(m_replaced, {}); }

    /// An error that leads back to itself loses context and cause when the run is gone, or it would never be freed.
    void keepCircular(ErrorPtr error) { m_circular.push_back(std::move(error)); }

    /// What left the first task outside every group; null after a value.
    const ErrorPtr &mainError() const { return m_mainError; }

    /// What left tasks outside every group since the last call, in the order in which they ended.
    std::vector<ErrorPtr> takeUnheard() { return std::exchange(m_unheard, {}); }

    /// @p error left a task outside every group: nobody in the run hears of it.
    void endUnheard(const ErrorPtr &error)
    {
        if (!m_mainError)
            m_mainError = error;
        m_unheard.push_back(error);
    }

    void schedule(detail::TaskNode &task, detail::Wake wake)
    {
        if (isObserved()) [[unlikely]]
            task.makeNotes().wakeCause = m_currentCause;
        task.waiter = nullptr;
        task.asked = false;
        task.wake = wake;
        m_ready.push_back(&task);
    }

    /// Suspends the task of this turn. In a cancelled scope the wait is aborted at once (LV-1).
    detail::Link park(detail::Link leaf, detail::Waiter *waiter)
    {
        detail::TaskNode &parked = task();
        parked.up = leaf;
        parked.waiter = waiter;
        if (parked.status->effective)
            deliver(parked);
        return nullptr;
    }

    /// Asks a parked task to stop; at most once for each wait (LV-5).
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

    /// Keeps a timer that nobody else owns, until it drops itself or the run is over.
    void ownTimer(std::unique_ptr<Timer> timer);
    void dropTimer(Timer &timer) { m_ownedTimers.erase(&timer); }

    /// See currentDefaultThreadLimiter(). Null until somebody asked for it.
    std::shared_ptr<CapacityLimiter> &threadLimiter() { return m_threadLimiter; }

    // -- observation

    bool isObserved() const { return m_options.observer != nullptr; }

    /// Tells the observer, if there is one, of something that happens to no task. Where it is hot, ask
    /// isObserved() first: an event that nobody sees need not be made. @param cause 0: nothing in the run.
    EventId observe(const EventData &data, EventId cause = 0);

    /// As observe(), of @p task.
    EventId observeOf(const detail::TaskNode &task, const EventData &data, EventId cause = 0);

    /// As observe(), of a task that is elsewhere: where it stands is not said.
    EventId observeOf(TaskId task, const EventData &data, EventId cause = 0);

    /// As observe(), of the task of this turn, if there is one. @param cause 0: what currentCause() says.
    EventId observeTask(const EventData &data, EventId cause = 0);
    void observeSuspended(const TaskSuspended &wait)
    {
        if (isObserved())
            observeTask(wait);
    }

    /// The number of what an event speaks of; none if nobody observes the run.
    template <typename Part>
    auto noted(const Part &part)
    {
        using Number = decltype(m_options.observer->add(part));
        return isObserved() ? m_options.observer->add(part) : Number();
    }
    ErrorId noted(const ErrorPtr &error) { return error && isObserved() ? m_options.observer->add(error) : ErrorId(); }
    NameId noted(const Label *label) { return label && isObserved() ? m_options.observer->add(*label) : NameId(); }
    ResourceId nextResourceId() { return ++m_lastResource; }

    /// The event that what happens now follows from: the turn under way, or what a deadline or a
    /// message from outside reported.
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
    std::vector<detail::TaskNode *> m_batch; // what was ready when the pass began
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
    std::vector<ErrorPtr> m_unheard;
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

/// True while the current task is being stopped: ask it in a destructor, where
/// std::uncaught_exceptions() is 0, since a stop is no exception.
bool isStopping();

} // namespace ScopeLab
