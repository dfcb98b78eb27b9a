#pragma once

#include "core/engine/cancellationbackend.h"
#include "core/engine/deadlinequeue.h"
#include "core/engine/mailbox.h"
#include "core/engine/task.h"
#include "core/engine/tasknode.h"

#include <deque>
#include <optional>
#include <random>

namespace ScopeLab {

/// How a run is to be done.
struct RunOptions
{
    /// 1 keeps the order of arrival among tasks that are ready together; any other number shuffles
    /// it, always in the same way (LV-9).
    std::uint64_t seed = 1;
    EngineObserver *observer = nullptr; ///< Must outlive the run.
    const CancellationBackend *backend = &CancellationBackend::trio();
};

/// Who lends the thread and the time. See VirtualTimeExecutor and PoolExecutor.
class Executor
{
public:
    virtual ~Executor() = default;

    /// Computes for @p length: no other task of the run gets a turn meanwhile.
    virtual void holdThread(Duration length) = 0;

    /// True if time jumps instead of passing.
    virtual bool isVirtual() const = 0;

    /// Real time for @p length of run time.
    virtual std::chrono::nanoseconds realTime(Duration length) const = 0;
};

/// One run: a ready queue, a deadline queue, the root of the scope tree, and the time.
///
/// Its tasks take turns; one runs at a time, so they share data without locks, as in Trio.
/// Confined to the thread that drives it at the moment. Only mailbox() is thread-safe.
class Scheduler
{
public:
    Scheduler(Executor &executor, const RunOptions &options, std::shared_ptr<Mailbox> mailbox);
    ~Scheduler();
    Scheduler(const Scheduler &) = delete;
    Scheduler &operator=(const Scheduler &) = delete;

    /// The run that drives this thread. There must be one.
    static Scheduler &current();
    static Scheduler *currentOrNull();

    /// Makes a run the current one of this thread for a while.
    class Lease
    {
    public:
        explicit Lease(Scheduler &scheduler);
        ~Lease();
        Lease(const Lease &) = delete;
        Lease &operator=(const Lease &) = delete;

    private:
        Scheduler *m_outer;
    };

    TimePoint now() const { return m_now; }
    Executor &executor() const { return m_executor; }
    const CancellationBackend &backend() const { return *m_options.backend; }
    const std::shared_ptr<Mailbox> &mailbox() const { return m_mailbox; }
    DeadlineQueue &deadlines() { return m_deadlines; }

    /// Numbers that depend on the seed alone.
    std::mt19937_64 &random() { return m_random; }

    // -- driving, for executors

    /// Adds a task outside every group, below no scope.
    void start(Task<> task, const Label *label = nullptr);

    /// Moves the time forward; never back.
    void advanceTo(TimePoint time);

    /// True if a task, a message or a due deadline waits for a turn.
    bool hasWork();

    /// Expires what is due, then runs one turn of one task. No-op if there is nothing to do.
    void turn();

    bool hasTasks() const { return m_youngest != nullptr; }
    std::size_t liveTasks() const { return m_liveTasks; }
    std::uint64_t turns() const { return m_turns; }

    /// Worker threads that this run still waits for.
    int borrowedThreads() const { return m_borrowedThreads; }
    void countBorrowedThread(int change) { m_borrowedThreads += change; }

    /// Destroys all tasks, youngest first. Destructors run; no handler and no cleanup does.
    void abandon();

    /// From now on no shield holds: for runs that would never end otherwise.
    void ignoreShields(detail::CancelStatus &root);
    bool ignoresShields() const { return m_ignoresShields; }

    // -- for operations

    detail::TaskNode &task() const { return *m_task; }
    detail::TaskNode *taskOrNull() const { return m_task; }
    bool isAbandoning() const { return m_abandoning; }

    /// An error that died while a C++ exception was on its way, kept until that one is caught.
    void setReplaced(ErrorPtr error) { m_replaced = std::move(error); }
    ErrorPtr takeReplaced() { return std::exchange(m_replaced, {}); }

    /// What left the first task outside every group; null after a value.
    const ErrorPtr &mainError() const { return m_mainError; }
    void setMainError(ErrorPtr error) { m_mainError = std::move(error); }
    void setNext(detail::Link *link) { m_at = link; }
    void schedule(detail::TaskNode &task, detail::Wake wake);

    /// Suspends the task of this turn. In a cancelled scope the wait is aborted at once (LV-1).
    detail::Link *park(detail::Link *leaf, detail::Waiter *waiter);

    /// Asks a parked task to stop; at most once for each wait (LV-5).
    void deliver(detail::TaskNode &task);

    detail::TaskNode &adopt(detail::Frame *root, detail::CancelStatus *status, TaskGroup *group, const Label *label);
    void forget(detail::TaskNode &task);
    ScopeId nextScopeId() { return ++m_lastScope; }

    // -- observation

    bool isObserved() const { return m_options.observer != nullptr; }

    /// Tells the observer, if there is one, filling in time and place.
    EventId observe(EngineEvent event);

    /// As observe(), for the task of this turn.
    EventId observeTask(EngineEvent event);
    EventId observeSuspended(WaitKind wait, TimePoint until = Never, ScopeId scope = 0);

    /// The event that what happens now follows from: the turn under way, or what a deadline or a
    /// message from outside reported.
    EventId currentCause() const { return m_currentCause; }
    void setCurrentCause(EventId event) { m_currentCause = event; }

private:
    void beginBatch();
    void deliverMessages();
    void resume(detail::TaskNode &task);
    void drive(detail::TaskNode &task) noexcept;

    Executor &m_executor;
    const RunOptions m_options;
    const std::shared_ptr<Mailbox> m_mailbox;
    DeadlineQueue m_deadlines;
    std::mt19937_64 m_random;
    std::vector<detail::TaskNode *> m_ready;
    std::deque<detail::TaskNode *> m_batch; // what was ready when the pass began
    std::vector<Mailbox::Message> m_messages;
    detail::TaskNode *m_task = nullptr;
    detail::TaskNode *m_youngest = nullptr;
    detail::Link *m_at = nullptr; // the trampoline's slot
    ErrorPtr m_replaced;
    ErrorPtr m_mainError;
    TimePoint m_now{};
    std::uint64_t m_turns = 0;
    std::size_t m_liveTasks = 0;
    int m_borrowedThreads = 0;
    TaskId m_lastTask = 0;
    ScopeId m_lastScope = 0;
    EventId m_currentCause = 0;
    bool m_abandoning = false;
    bool m_ignoresShields = false;
};

/// True while the current task is being stopped: ask it in a destructor, where
/// std::uncaught_exceptions() is 0, since a stop is no exception.
bool isStopping();

} // namespace ScopeLab
