#pragma once

#include "core/patterns/retry.h"

namespace ScopeLab {

/// How long a request, and a whole session of them, may take, and what to retry.
///
///     const auto policy = TimeoutPolicy().withRequestTimeout(5s).withRetry({.attempts = 3});
///     const Page page = co_await policy.request([] { return fetch(url); });
///
/// Source: `TimeoutConfig` of Timeout and Cancellation Patterns.
class TimeoutPolicy
{
public:
    /// @throws std::invalid_argument if a time is negative, or there are no attempts.
    TimeoutPolicy withRequestTimeout(Duration timeout) const;
    TimeoutPolicy withSessionTimeout(Duration timeout) const;
    TimeoutPolicy withRetry(RetryPolicy policy) const;

    Duration requestTimeout() const { return m_retry.timeout; }
    Duration sessionTimeout() const { return m_sessionTimeout; }
    const RetryPolicy &retryPolicy() const { return m_retry; }

    /// Runs one request, the operation that @p make gives, within the request timeout, and again if it fails
    /// and the policy says so. @throws TimeoutError, or what the request throws.
    template <typename Make>
    auto request(Make make) const
    {
        return retry(m_retry, std::move(make));
    }

    /// Runs @p body, a whole session, within the session timeout. @throws TimeoutError
    template <typename Body>
    auto session(Body body) const
    {
        return failAfter(m_sessionTimeout, std::move(body));
    }

private:
    RetryPolicy m_retry{.attempts = 1};
    Duration m_sessionTimeout = Forever;
};

} // namespace ScopeLab
