#include "core/engine/threadcall.h"

#include "core/engine/catching.h"
#include "core/engine/checkpoint.h"
#include "core/engine/exceptions.h"
#include "core/engine/runblocking.h"

#include <QThreadPool>
#include <QtConcurrentRun>

#include <condition_variable>
#include <deque>

namespace ScopeLab {

using detail::ThreadCall;

namespace {

constinit thread_local ThreadCall *t_call = nullptr;

// Threads of blocking calls, separate from those that drive runs: a pool full of sleepers must not
// delay a turn. When the process ends, sleeps end early and the pool waits for them.
class BlockingThreads
{
public:
    static BlockingThreads &instance()
    {
        static BlockingThreads threads;
        return threads;
    }

    BlockingThreads() { m_pool.setMaxThreadCount(100'000); } // limiters bound it, run by run
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

void runCall(const std::shared_ptr<ThreadCall> &call, const std::function<void()> &function)
{
    t_call = call.get();
    try {
        function();
    } catch (...) {
        call->error = std::current_exception();
    }
    t_call = nullptr;
    call->mailbox->post([call] {
        CapacityLimiter *const limiter = *call->limiter; // null: the limiter is gone
        if (call->wait)
            call->wait->finish();
        else if (limiter)
            limiter->countAbandoned(-1);
        if (limiter)
            limiter->releaseOnBehalfOf(call.get());
    });
}

ThreadCall &currentCall(const char *who)
{
    if (!t_call)
        throw std::logic_error(std::string(who) + ": this thread does not run a blocking call");
    return *t_call;
}

/// Posts @p message and waits until the run has kept @p done.
void postAndWait(Mailbox &mailbox, Mailbox::Message message, std::future<void> done)
{
    mailbox.post(std::move(message));
    message = {}; // so that its promise goes with it if the run is over and drops the message
    try {
        done.get();
    } catch (const std::future_error &) {
        throw RaisedError(makeError("RunFinishedError", "the run is over"));
    }
}

/// Does what a thread asked for, and tells it how that ended.
Task<> serveRequest(detail::ThreadRequestPtr request)
{
    auto outcome = co_await catching(request->make);
    if (const ErrorPtr error = outcome.handled()) {
        try {
            throwError(error);
        } catch (...) {
            request->done.set_exception(std::current_exception());
        }
    } else {
        request->done.set_value();
    }
}

} // namespace

void checkCancelled()
{
    const ThreadCall &call = currentCall("checkCancelled");
    if (call.cancelAsked.load(std::memory_order_acquire))
        throwError(makeCancelled("the blocking call was asked to stop", call.cancelledClass));
}

namespace detail {

ThreadWait::ThreadWait(std::shared_ptr<ThreadCall> call, const BlockingOptions &options, TimePoint until)
    : m_call(std::move(call))
    , m_abandons(options.abandonOnCancel)
    , m_until(until)
{
}

ThreadWait::~ThreadWait()
{
    m_call->wait = nullptr;
}

void ThreadWait::start(std::function<void()> function)
{
    Scheduler &scheduler = Scheduler::current();
    m_call->mailbox = scheduler.mailbox();
    m_call->cancelledClass = getCancelledExceptionClass();
    m_call->scheduler = &scheduler;
    m_call->wait = this;
    scheduler.countBorrowedThread(1);
    scheduler.observeTask(ThreadBorrowed{});
    BlockingThreads::instance().start([call = m_call, function = std::move(function)] { runCall(call, function); });
}

ThreadRequestPtr ThreadWait::takeRequest()
{
    if (m_requests.empty())
        return {};
    ThreadRequestPtr request = std::move(m_requests.front());
    m_requests.erase(m_requests.begin());
    return request;
}

Continuation ThreadWait::Next::begin(Continuation up)
{
    if (m_wait->m_hasEnded || !m_wait->m_requests.empty())
        return up;
    Scheduler &scheduler = Scheduler::current();
    m_wait->m_parked = &currentTask();
    scheduler.observeSuspended({.wait = WaitKind::Thread, .until = m_wait->m_until});
    return scheduler.park(up, this);
}

bool ThreadWait::Next::abort()
{
    ThreadCall &call = *m_wait->m_call;
    call.cancelAsked.store(true, std::memory_order_release);
    if (!m_wait->m_abandons)
        return false;
    call.wait = nullptr;
    if (CapacityLimiter *limiter = *call.limiter)
        limiter->countAbandoned(1);
    call.scheduler->countBorrowedThread(-1);
    const TaskNode &task = *m_wait->m_parked;
    call.scheduler->observeOf(task, ThreadAbandoned{}, task.status->cause);
    return true;
}

void ThreadWait::finish()
{
    m_call->wait = nullptr;
    m_call->scheduler->countBorrowedThread(-1);
    m_hasEnded = true;
    if (!m_parked)
        return; // it is busy with a request
    m_call->scheduler->setCurrentCause(m_call->scheduler->observeOf(*m_parked, ThreadReturned{}));
    wake();
}

void ThreadWait::serve(ThreadRequestPtr request)
{
    m_requests.push_back(std::move(request));
    wake();
}

void ThreadWait::wake()
{
    if (m_parked)
        m_call->scheduler->schedule(*std::exchange(m_parked, nullptr), Wake::Value);
}

LimiterAcquire threadToken(const BlockingOptions &options, const void *borrower)
{
    CapacityLimiter &limiter = options.limiter ? *options.limiter : currentDefaultThreadLimiter();
    return limiter.acquireOnBehalfOf(borrower);
}

Task<> runInThread(std::function<void()> function, BlockingOptions options, TimePoint until)
{
    co_await checkpointIfCancelled();
    auto call = std::make_shared<ThreadCall>();
    LimiterToken token = co_await threadToken(options, call.get());
    call->limiter = token.leaveBorrowed(); // until the thread has ended
    ThreadWait wait(call, options, until);
    wait.start(std::move(function));
    for (;;) {
        co_await wait.next();
        ThreadRequestPtr request = wait.takeRequest();
        if (!request)
            break;
        co_await serveRequest(request);
    }
    if (call->error)
        std::rethrow_exception(call->error);
}

void serveInRun(std::function<Task<>()> make)
{
    ThreadCall &call = currentCall("runFromThread");
    auto request = std::make_shared<ThreadRequest>();
    request->make = std::move(make);
    std::future<void> done = request->done.get_future();
    postAndWait(
        *call.mailbox,
        [&call, request = std::move(request)] {
            if (call.wait)
                call.wait->serve(request);
            else
                call.scheduler->start(serveRequest(request));
        },
        std::move(done));
}

void callInRun(std::function<void()> function)
{
    auto task = std::make_shared<std::packaged_task<void()>>(std::move(function));
    std::future<void> done = task->get_future();
    postAndWait(*currentCall("runSyncFromThread").mailbox, [task = std::move(task)] { (*task)(); }, std::move(done));
}

void sleepInThread(std::chrono::nanoseconds length, std::chrono::nanoseconds checkEvery)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    length = std::min<std::chrono::nanoseconds>(length, std::chrono::hours(24 * 365 * 100)); // the clock would overflow
    BlockingThreads &threads = BlockingThreads::instance();
    for (auto checked = checkEvery; checkEvery.count() > 0 && checked < length; checked += checkEvery) {
        threads.sleep(start + checked - Clock::now());
        checkCancelled();
    }
    threads.sleep(start + length - Clock::now());
}

} // namespace detail

} // namespace ScopeLab
