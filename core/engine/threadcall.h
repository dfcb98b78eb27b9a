#pragma once

#include "core/engine/capacitylimiter.h"
#include "core/engine/scheduler.h"

#include <functional>
#include <future>
#include <memory>

namespace ScopeLab {

/// How a blocking call responds to cancellation.
struct BlockingOptions
{
    /// False: the cancellation waits until the call is over, and shows at the next checkpoint
    /// (TH-1). True: the task leaves at once, the thread runs on, and its result is discarded (TH-2).
    bool abandonOnCancel = false;

    /// Null: currentDefaultThreadLimiter(). The token is held until the thread has really ended.
    CapacityLimiter *limiter = nullptr;
};

namespace detail {

class ThreadWait;

/// A request of a worker thread to its run.
struct ThreadRequest
{
    std::function<Task<>()> make;
    std::promise<void> done; ///< Broken if the run ends first.
};
using ThreadRequestPtr = std::shared_ptr<ThreadRequest>;

/// The state shared by the run and the worker thread.
struct ThreadCall
{
    std::shared_ptr<Mailbox> mailbox;
    std::string cancelledClass;
    std::atomic<bool> cancelAsked = false; // the only thing both sides touch while the call runs
    std::exception_ptr error;              // written by the worker before it posts
    // For the run's thread only:
    ThreadWait *wait = nullptr; // null once nobody waits
    Scheduler *scheduler = nullptr;
    LimiterHandle limiter; // from which this has borrowed a token
};

/// Waits for news from a worker thread: its end, or a request.
class ThreadWait
{
public:
    class Next final : public LeafOperation, public Waiter
    {
    public:
        explicit Next(ThreadWait &wait)
            : m_wait(&wait)
        {
        }
        Next(Next &&other) noexcept
            : LeafOperation()
            , Waiter()
            , m_wait(other.m_wait)
        {
        }
        Continuation begin(Continuation up);
        bool abort() override;

    private:
        ThreadWait *m_wait;
    };

    ThreadWait(std::shared_ptr<ThreadCall> call, const BlockingOptions &options, TimePoint until);
    ThreadWait(const ThreadWait &) = delete;
    ThreadWait &operator=(const ThreadWait &) = delete;
    ~ThreadWait();

    void start(std::function<void()> function);
    Next next() { return Next(*this); }

    /// Null if the thread has ended.
    ThreadRequestPtr takeRequest();

    // Called by messages, in the run's thread.
    void finish();
    void serve(ThreadRequestPtr request);

private:
    void wake();

    const std::shared_ptr<ThreadCall> m_call;
    const bool m_abandons;
    const TimePoint m_until;
    TaskNode *m_parked = nullptr;
    std::vector<ThreadRequestPtr> m_requests;
    bool m_hasEnded = false;
};

Task<> runInThread(std::function<void()> function, BlockingOptions options, TimePoint until);

/// The token of a blocking call, held for @p borrower.
LimiterAcquire threadToken(const BlockingOptions &options, const void *borrower);

/// In a worker thread: lets the run perform what @p make gives, and waits for it.
void serveInRun(std::function<Task<>()> make);
void callInRun(std::function<void()> function);

/// In a worker thread: sleeps, unless the process ends first.
void sleepInThread(std::chrono::nanoseconds length, std::chrono::nanoseconds checkEvery);

template <typename Operation>
Task<> asTask(Operation operation)
{
    co_await std::move(operation);
}

template <typename Operation, typename Result>
Task<> storing(Operation operation, std::shared_ptr<std::optional<Result>> into)
{
    auto value = co_await std::move(operation);
    into->emplace(std::move(value));
}

} // namespace detail

} // namespace ScopeLab
