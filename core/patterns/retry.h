#pragma once

#include "core/engine/catching.h"
#include "core/engine/checkpoint.h"
#include "core/engine/withscope.h"

#include <functional>

namespace ScopeLab {

/// How often to try something, and how long to wait in between.
struct RetryPolicy
{
    int attempts = 3;            ///< Above 0.
    Duration delay{};            ///< Before the second attempt; 0 is still a checkpoint.
    double factor = 2;           ///< Each further delay is this many times longer …
    Duration maxDelay = Forever; ///< … but never longer than this.
    Duration timeout = Forever;  ///< Of each attempt; one that is cut short fails with TimeoutError.

    /// Which errors are worth another attempt; null: all. Never called for cancellations and groups that
    /// hold one: those are not retried.
    std::function<bool(const Error &)> retryOn = nullptr;

    /// How long to sleep after failed attempt number @p attempt, from 1.
    Duration delayAfter(int attempt) const;

    /// True if @p attempt, which failed with @p error, is followed by another.
    bool goesOnAfter(int attempt, const Error &error) const;
};

namespace detail {

template <typename Make>
auto attempt(Make &make, int &number)
{
    if constexpr (std::is_invocable_v<Make &, int &>)
        return make(number);
    else
        return make();
}

} // namespace detail

/// Runs the operation that @p make gives until one succeeds; gives its result.
/// @p make may take the number of the attempt, from 1.
/// @throws what the last attempt threw; an error that is not worth another attempt, at once.
/// Source: "Retry on Timeout" of Timeout and Cancellation Patterns.
template <typename Make, typename Result = typename detail::Deferred<Make, int>::Inner::Value>
Task<Result> retry(RetryPolicy policy, Make make)
{
    for (int attempt = 1;; ++attempt) {
        auto oneAttempt = [&make, number = attempt]() mutable { return detail::attempt(make, number); };
        auto limited = failAfter(policy.timeout, oneAttempt);
        auto outcome = co_await catching(std::move(limited));
        const bool again = outcome.hasError() && policy.goesOnAfter(attempt, *outcome.error());
        if (!again) {
            if constexpr (std::is_void_v<Result>) {
                co_await std::move(outcome);
                co_return;
            } else {
                auto result = co_await std::move(outcome);
                co_return std::move(result);
            }
        }
        static_cast<void>(outcome.handled());
        co_await sleepFor(policy.delayAfter(attempt));
    }
}

} // namespace ScopeLab
