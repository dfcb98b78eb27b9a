#include "core/engine/runblocking.h"

#include "core/engine/exceptions.h"

#include <QThreadPool>
#include <QtConcurrentRun>

#include <condition_variable>
#include <deque>

namespace ScopeLab {

using detail::BlockingCall;
using detail::Link;
using detail::Wake;

namespace {

constinit thread_local BlockingCall *t_call = nullptr;

// Threads of blocking calls, apart from those that drive runs: a pool full of sleepers must not
// keep a run from its turn. When the process ends, sleeps end early and the pool waits for them.
class BlockingThreads
{
public:
    static BlockingThreads &instance()
    {
        static BlockingThreads threads;
        return threads;
    }

    BlockingThreads() { m_pool.setMaxThreadCount(40); } // the default of Trio's thread limiter
    ~BlockingThreads()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_quitting = true;
        }
        m_quit.notify_all();
        m_pool.waitForDone();
    }

    /// Runs @p job in a thread. It is handed over under a mutex of ours, since sanitizers cannot see
    /// into Qt's; Qt Concurrent only lends the thread.
    void start(std::function<void()> job)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        const auto unused = QtConcurrent::run(&m_pool, &BlockingThreads::runNext);
        Q_UNUSED(unused)
    }

    void sleep(std::chrono::nanoseconds length)
    {
        std::unique_lock lock(m_mutex);
        m_quit.wait_for(lock, length, [this] { return m_quitting; });
    }

private:
    static void runNext()
    {
        BlockingThreads &threads = instance();
        std::unique_lock lock(threads.m_mutex);
        const std::function<void()> job = std::move(threads.m_jobs.front());
        threads.m_jobs.pop_front();
        lock.unlock();
        job();
    }

    QThreadPool m_pool;
    std::mutex m_mutex; // protects all below
    std::condition_variable m_quit;
    std::deque<std::function<void()>> m_jobs;
    bool m_quitting = false;
};

void runCall(const std::shared_ptr<BlockingCall> &call, const std::function<void()> &function)
{
    t_call = call.get();
    try {
        function();
    } catch (...) {
        call->error = std::current_exception();
    }
    t_call = nullptr;
    call->mailbox->post([call] {
        if (call->wait)
            call->wait->finish();
    });
}

// The same rules as BlockingWait, with a timer in place of the thread.
class VirtualBlockingWait final : public detail::LeafOperation, public detail::Waiter, public Timer
{
public:
    VirtualBlockingWait(Duration length, const BlockingOptions &options, Duration checkEvery)
        : m_length(length)
        , m_checkEvery(checkEvery)
        , m_options(options)
    {
    }
    VirtualBlockingWait(VirtualBlockingWait &&) = delete;
    ~VirtualBlockingWait() override { Scheduler::current().deadlines().remove(*this); } // if the run was abandoned

    Link begin(Link up)
    {
        Scheduler &scheduler = Scheduler::current();
        m_task = &scheduler.task();
        m_started = scheduler.now();
        const TimePoint end = after(m_started, m_length);
        if (end != Never)
            scheduler.deadlines().insert(*this, end);
        scheduler.observeTask({.kind = EventKind::ThreadBorrowed});
        scheduler.observeSuspended(WaitKind::Thread, end);
        return scheduler.park(up, this);
    }

    bool abort() override
    {
        Scheduler &scheduler = Scheduler::current();
        if (m_options.abandonOnCancel) {
            scheduler.deadlines().remove(*this);
            scheduler.observe({.kind = EventKind::ThreadAbandoned, .task = m_task->id});
            return true;
        }
        if (m_checkEvery != Forever) {
            const auto passed = (scheduler.now() - m_started) / m_checkEvery;
            TimePoint check = m_started + m_checkEvery * std::max<std::int64_t>(passed, 1);
            if (check < scheduler.now())
                check += m_checkEvery;
            if (check < after(m_started, m_length)) {
                m_stops = true;
                scheduler.deadlines().remove(*this);
                scheduler.deadlines().insert(*this, check);
            }
        }
        return false;
    }

    void fire() override
    {
        Scheduler &scheduler = Scheduler::current();
        scheduler.observe({.kind = EventKind::ThreadReturned, .task = m_task->id});
        scheduler.schedule(*m_task, m_stops ? Wake::Stop : Wake::Value);
    }

private:
    const Duration m_length;
    const Duration m_checkEvery;
    const BlockingOptions m_options;
    detail::TaskNode *m_task = nullptr;
    TimePoint m_started{};
    bool m_stops = false;
};

void sleepInThread(std::chrono::nanoseconds length, std::chrono::nanoseconds checkEvery)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    BlockingThreads &threads = BlockingThreads::instance();
    for (auto checked = checkEvery; checkEvery.count() > 0 && checked < length; checked += checkEvery) {
        threads.sleep(start + checked - Clock::now());
        checkCancelled();
    }
    threads.sleep(start + length - Clock::now());
}

} // namespace

namespace detail {

BlockingWait::BlockingWait(std::function<void()> function, const BlockingOptions &options, TimePoint until)
    : m_function(std::move(function))
    , m_options(options)
    , m_until(until)
{
}

BlockingWait::~BlockingWait()
{
    m_call->wait = nullptr;
}

Link BlockingWait::begin(Link up)
{
    Scheduler &scheduler = Scheduler::current();
    m_task = &scheduler.task();
    m_call->mailbox = scheduler.mailbox();
    m_call->cancelledClass = getCancelledExceptionClass();
    m_call->scheduler = &scheduler;
    m_call->wait = this;
    scheduler.countBorrowedThread(1);
    scheduler.observeTask({.kind = EventKind::ThreadBorrowed});
    scheduler.observeSuspended(WaitKind::Thread, m_until);
    BlockingThreads::instance().start([call = m_call, function = std::move(m_function)] { runCall(call, function); });
    return scheduler.park(up, this);
}

bool BlockingWait::abort()
{
    m_call->cancelAsked.store(true, std::memory_order_release);
    if (!m_options.abandonOnCancel)
        return false;
    m_call->wait = nullptr;
    m_call->scheduler->countBorrowedThread(-1);
    m_call->scheduler->observe({.kind = EventKind::ThreadAbandoned, .task = m_task->id});
    return true;
}

void BlockingWait::finish()
{
    m_call->wait = nullptr;
    m_call->scheduler->countBorrowedThread(-1);
    m_call->scheduler->observe({.kind = EventKind::ThreadReturned, .task = m_task->id});
    m_call->scheduler->schedule(*m_task, Wake::Value);
}

void BlockingWait::take()
{
    if (m_call->error)
        std::rethrow_exception(m_call->error);
}

} // namespace detail

void checkCancelled()
{
    if (!t_call)
        throw std::logic_error("checkCancelled: this thread does not run a blocking call");
    if (t_call->cancelAsked.load(std::memory_order_acquire))
        throw Cancelled(makeCancelled("the blocking call was asked to stop", t_call->cancelledClass));
}

Task<> blockFor(Duration length, BlockingOptions options, Duration checkEvery)
{
    Scheduler &scheduler = Scheduler::current();
    if (scheduler.executor().isVirtual()) {
        co_await checkpointIfCancelled();
        VirtualBlockingWait wait(length, options, checkEvery);
        co_await std::move(wait);
    } else {
        const auto real = scheduler.executor().realTime(length);
        const auto realCheck
            = checkEvery == Forever ? std::chrono::nanoseconds::zero() : scheduler.executor().realTime(checkEvery);
        auto sleep = [real, realCheck] { sleepInThread(real, realCheck); };
        std::function<void()> job(std::move(sleep));
        const TimePoint until = after(scheduler.now(), length);
        co_await detail::runInThread(std::move(job), options, until);
    }
}

} // namespace ScopeLab
