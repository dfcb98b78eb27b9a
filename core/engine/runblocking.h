#pragma once

#include "core/engine/capacitylimiter.h"
#include "core/engine/threadcall.h"

namespace ScopeLab {

/// Runs @p function in a worker thread through Qt Concurrent, so that the run goes on meanwhile.
/// Checks for cancellation on entry only, then waits for a token of the limiter (TH-1). Gives the
/// function's result.
/// @throws what the function throws. Source: Trio `to_thread.run_sync`.
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

/// The default limiter of runBlocking(): 40 tokens for each run, as in Trio.
CapacityLimiter &currentDefaultThreadLimiter();

/// A blocking call that does nothing for @p length of run time: under virtual time it takes virtual
/// time, else a worker thread sleeps. It asks checkCancelled() at every multiple of @p checkEvery
/// strictly before its end.
Task<> blockFor(Duration length, BlockingOptions options = {}, Duration checkEvery = Forever);

// -- for the function of runBlocking(), in its thread. In any other thread: std::logic_error.

/// Throws Cancelled if the waiting task was asked to stop, whatever shields were raised since (TH-3).
/// Source: Trio `from_thread.check_cancelled`.
void checkCancelled();

/// Runs what @p make gives, an operation, in the task that waits for this thread, below its scopes,
/// and gives the result. If the task has left (TH-2) it runs as a task of the run itself.
/// @throws what it throws; Cancelled if it was cancelled at a checkpoint (TH-4); RaisedError
/// (RunFinishedError) if the run is over. Source: Trio `from_thread.run`.
template <typename Make>
auto runFromThread(Make make)
{
    using Result = typename std::invoke_result_t<Make>::Value;
    if constexpr (std::is_void_v<Result>) {
        detail::serveInRun([make = std::move(make)]() mutable { return detail::asTask(make()); });
    } else {
        auto result = std::make_shared<std::optional<Result>>();
        detail::serveInRun([make = std::move(make), result]() mutable { return detail::storing(make(), result); });
        return std::move(**result);
    }
}

/// Calls @p function in the run's thread, between two turns, and gives its result. It cannot be
/// cancelled (TH-4). @throws what it throws; RaisedError (RunFinishedError) if the run is over.
/// Source: Trio `from_thread.run_sync`.
template <typename Function>
auto runSyncFromThread(Function function)
{
    using Result = std::invoke_result_t<Function>;
    if constexpr (std::is_void_v<Result>) {
        detail::callInRun(std::move(function));
    } else {
        auto result = std::make_shared<std::optional<Result>>();
        detail::callInRun([function = std::move(function), result]() mutable { result->emplace(function()); });
        return std::move(**result);
    }
}

} // namespace ScopeLab
