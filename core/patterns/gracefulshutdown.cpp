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
        tokenCancelled(own.m_token.reason());
}

GracefulShutdown::Watch::~Watch()
{
    Scheduler::current().deadlines().remove(*this);
}

void GracefulShutdown::Watch::tokenCancelled(const std::string &reason)
{
    Scheduler &scheduler = Scheduler::current();
    m_cause = scheduler.currentCause();
    if (m_own.m_pending == 0)
        m_own.m_scope.cancel(reason);
    else if (m_own.m_grace != Forever)
        scheduler.deadlines().insert(*this, after(scheduler.now(), m_own.m_grace));
}

void GracefulShutdown::Watch::fire()
{
    Scheduler::current().setCurrentCause(m_cause);
    m_own.m_scope.cancel(m_own.m_token.reason());
}

void GracefulShutdown::operationEnded()
{
    if (--m_pending == 0 && isShuttingDown() && m_scope.isActive())
        m_scope.cancel(m_token.reason());
}

} // namespace ScopeLab
