#include "core/engine/runblocking.h"

#include "core/engine/checkpoint.h"

namespace ScopeLab {

using detail::Continuation;
using detail::Wake;

namespace {

/// Stands in for a thread under virtual time, and for a call that never ends. If its task leaves, it goes on by itself
/// and keeps its token to the end (TH-2).
class VirtualThread final : public Timer
{
public:
    ~VirtualThread() override { releaseToken(); }
    void keepToken(LimiterToken token) { m_limiter = token.leaveBorrowed(); }
    void releaseToken()
    {
        const LimiterHandle handle = std::exchange(m_limiter, nullptr);
        if (handle && *handle) // else the limiter is gone
            (*handle)->releaseOnBehalfOf(this);
    }
    void fire() override
    {
        releaseToken();
        Scheduler::current().dropTimer(*this);
    }

private:
    LimiterHandle m_limiter;
};

/// The same rules as ThreadWait, with a timer in place of the thread.
class VirtualBlockingWait final : public detail::LeafOperation, public detail::Waiter, public Timer
{
public:
    VirtualBlockingWait(std::unique_ptr<VirtualThread> thread, Duration length, const BlockingOptions &options,
                        Duration checkEvery)
        : m_thread(std::move(thread))
        , m_length(length)
        , m_checkEvery(checkEvery)
        , m_options(options)
    {
    }
    VirtualBlockingWait(VirtualBlockingWait &&) = delete;
    ~VirtualBlockingWait() override { Scheduler::current().deadlines().remove(*this); } // if the run was abandoned

    Continuation begin(Continuation up)
    {
        Scheduler &scheduler = Scheduler::current();
        m_task = &scheduler.task();
        m_started = scheduler.now();
        const TimePoint end = after(m_started, m_length);
        if (end != Never)
            scheduler.deadlines().insert(*this, end);
        scheduler.observeTask(ThreadBorrowed{});
        scheduler.observeSuspended({.wait = WaitKind::Thread, .until = end});
        return scheduler.park(up, this);
    }

    bool abort() override
    {
        Scheduler &scheduler = Scheduler::current();
        if (m_options.abandonOnCancel) {
            scheduler.deadlines().remove(*this);
            if (!scheduler.isAbandoning()) {
                if (const TimePoint end = after(m_started, m_length); end != Never)
                    scheduler.deadlines().insert(*m_thread, end);
                scheduler.ownTimer(std::move(m_thread));
            }
            scheduler.observeOf(*m_task, ThreadAbandoned{}, m_task->status->cause);
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
        m_thread->releaseToken();
        scheduler.setCurrentCause(scheduler.observeOf(*m_task, ThreadReturned{}));
        scheduler.schedule(*m_task, m_stops ? Wake::Stop : Wake::Value);
    }

private:
    std::unique_ptr<VirtualThread> m_thread;
    const Duration m_length;
    const Duration m_checkEvery;
    const BlockingOptions m_options;
    detail::TaskNode *m_task = nullptr;
    TimePoint m_started{};
    bool m_stops = false;
};

} // namespace

CapacityLimiter &currentDefaultThreadLimiter()
{
    std::shared_ptr<CapacityLimiter> &limiter = Scheduler::current().threadLimiter();
    if (!limiter)
        limiter = std::make_shared<CapacityLimiter>(40);
    return *limiter;
}

Task<> blockFor(Duration length, BlockingOptions options, Duration checkEvery)
{
    Scheduler &scheduler = Scheduler::current();
    if (scheduler.executor().isVirtual() || length == Forever) { // no thread need sleep for ever
        co_await checkpointIfCancelled();
        auto thread = std::make_unique<VirtualThread>();
        LimiterToken token = co_await detail::threadToken(options, thread.get());
        thread->keepToken(std::move(token));
        VirtualBlockingWait wait(std::move(thread), length, options, checkEvery);
        co_await std::move(wait);
    } else {
        const auto real = scheduler.executor().realTime(length);
        const auto realCheck
            = checkEvery == Forever ? std::chrono::nanoseconds::zero() : scheduler.executor().realTime(checkEvery);
        auto sleep = [real, realCheck] { detail::sleepInThread(real, realCheck); };
        std::function<void()> job(std::move(sleep));
        const TimePoint until = after(scheduler.now(), length);
        co_await detail::runInThread(std::move(job), options, until);
    }
}

} // namespace ScopeLab
