#include "core/patterns/gracefulshutdown.h"

#include <stdexcept>

namespace ScopeLab {

GracefulShutdown::GracefulShutdown(CancellationToken token, Duration grace)
    : m_token(std::move(token))
    , m_grace(grace)
{
    if (grace < Duration::zero())
        throw std::invalid_argument("GracefulShutdown: the time of grace must not be negative");
}

void GracefulShutdown::setCleanup(Cleanup cleanup, Duration limit)
{
    if (limit < Duration::zero())
        throw std::invalid_argument("GracefulShutdown: the limit of cleanup must not be negative");
    m_cleanup = std::move(cleanup);
    m_cleanupLimit = limit;
}

GracefulShutdown::Watch::Watch(GracefulShutdown &own)
    : TokenListener(own.m_token)
    , m_own(own)
{
    if (own.m_token.isCancelled())
        own.tokenCancelled();
}

void GracefulShutdown::tokenCancelled()
{
    if (m_pending == 0)
        m_scope.cancel(m_token.reason());
    else
        m_scope.setDeadline(after(Scheduler::current().now(), m_grace));
}

void GracefulShutdown::operationEnded()
{
    if (--m_pending == 0 && isShuttingDown() && m_scope.isActive())
        m_scope.cancel(m_token.reason());
}

} // namespace ScopeLab
