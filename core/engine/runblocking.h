#pragma once

#include "core/engine/checkpoint.h"
#include "core/engine/scheduler.h"

#include <functional>
#include <memory>

namespace ScopeLab {

/// How a blocking call meets a cancellation.
struct BlockingOptions
{
    /// False: the cancellation waits until the call is over, and shows at the next checkpoint
    /// (TH-1). True: the task leaves at once, the thread goes on, its result is thrown away (TH-2).
    bool abandonOnCancel = false;
};

namespace detail {

class BlockingWait;

/// What the run and the worker thread share.
struct BlockingCall
{
    std::shared_ptr<Mailbox> mailbox;
    std::string cancelledClass;
    std::atomic<bool> cancelAsked = false; // the only thing both sides touch while the call runs
    std::exception_ptr error;              // written by the worker before it posts
    BlockingWait *wait = nullptr;          // the run's thread only; null once nobody waits
    Scheduler *scheduler = nullptr;        // the run's thread only
};

/// Waits for a function that runs in a worker thread.
class BlockingWait final : public LeafOperation, public Waiter
{
public:
    BlockingWait(std::function<void()> function, const BlockingOptions &options, TimePoint until);
    BlockingWait(BlockingWait &&) = delete;
    ~BlockingWait();
    Link begin(Link up);
    bool abort() override;
    void take();
    void finish();

private:
    std::function<void()> m_function;
    const BlockingOptions m_options;
    const TimePoint m_until;
    const std::shared_ptr<BlockingCall> m_call = std::make_shared<BlockingCall>();
    TaskNode *m_task = nullptr;
};

inline Task<> runInThread(std::function<void()> function, BlockingOptions options, TimePoint until)
{
    co_await checkpointIfCancelled();
    BlockingWait wait(std::move(function), options, until);
    co_await std::move(wait);
}

} // namespace detail

/// Runs @p function in a worker thread through Qt Concurrent, so that the run goes on meanwhile.
/// Asks for a cancellation on entry only (TH-1). Gives the function's result.
/// @throws what the function throws.
template <typename Function>
Task<std::invoke_result_t<Function>> runBlocking(Function function, BlockingOptions options = {})
{
    using Result = std::invoke_result_t<Function>;
    if constexpr (std::is_void_v<Result>) {
        std::function<void()> job(std::move(function));
        co_await detail::runInThread(std::move(job), options, Never);
    } else {
        auto result = std::make_shared<std::optional<Result>>();
        auto work = [result, function = std::move(function)]() mutable { result->emplace(function()); };
        std::function<void()> job(std::move(work));
        co_await detail::runInThread(std::move(job), options, Never);
        co_return std::move(**result);
    }
}

/// For the function of runBlocking(), in its thread: throws Cancelled if the waiting task was asked
/// to stop, whatever a shield does since (TH-3).
/// @throws std::logic_error in any other thread.
void checkCancelled();

/// A blocking call that does nothing for @p length of run time: under virtual time it takes virtual
/// time, else a worker thread sleeps. It asks checkCancelled() at every multiple of @p checkEvery
/// strictly before its end.
Task<> blockFor(Duration length, BlockingOptions options = {}, Duration checkEvery = Forever);

} // namespace ScopeLab
