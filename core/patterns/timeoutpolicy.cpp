#include "core/patterns/timeoutpolicy.h"

#include <stdexcept>

namespace ScopeLab {

namespace {

void require(bool holds, const char *message)
{
    if (!holds)
        throw std::invalid_argument(message);
}

} // namespace

TimeoutPolicy TimeoutPolicy::withRequestTimeout(Duration timeout) const
{
    require(timeout >= Duration::zero(), "TimeoutPolicy: a timeout must not be negative");
    TimeoutPolicy changed = *this;
    changed.m_retry.timeout = timeout;
    return changed;
}

TimeoutPolicy TimeoutPolicy::withSessionTimeout(Duration timeout) const
{
    require(timeout >= Duration::zero(), "TimeoutPolicy: a timeout must not be negative");
    TimeoutPolicy changed = *this;
    changed.m_sessionTimeout = timeout;
    return changed;
}

TimeoutPolicy TimeoutPolicy::withRetry(RetryPolicy policy) const
{
    require(policy.attempts > 0, "TimeoutPolicy: there must be at least one attempt");
    require(policy.delay >= Duration::zero(), "TimeoutPolicy: a delay must not be negative");
    TimeoutPolicy changed = *this;
    const Duration timeout = policy.timeout == Forever ? m_retry.timeout : policy.timeout;
    changed.m_retry = std::move(policy);
    changed.m_retry.timeout = timeout;
    return changed;
}

} // namespace ScopeLab
