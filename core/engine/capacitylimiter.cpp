#include "core/engine/capacitylimiter.h"

#include <stdexcept>

namespace ScopeLab {

namespace {

std::size_t checkedTokens(std::size_t tokens)
{
    if (tokens == 0)
        throw std::invalid_argument("CapacityLimiter: there must be at least one token");
    return tokens;
}

} // namespace

void LimiterToken::release()
{
    if (CapacityLimiter *limiter = std::exchange(m_limiter, nullptr))
        limiter->releaseOnBehalfOf(m_borrower);
}

LimiterHandle LimiterToken::leaveBorrowed()
{
    return std::exchange(m_limiter, nullptr)->m_handle;
}

CapacityLimiter::CapacityLimiter(std::size_t tokens)
    : m_total(checkedTokens(tokens))
{
}

void CapacityLimiter::setTotalTokens(std::size_t tokens)
{
    m_total = checkedTokens(tokens);
    handOut();
}

void CapacityLimiter::releaseOnBehalfOf(const void *borrower)
{
    const auto found = m_borrowers.find(borrower);
    if (found == m_borrowers.end())
        return;
    Scheduler *scheduler = Scheduler::currentOrNull();
    if (scheduler && scheduler->isObserved())
        scheduler->observeTask(ResourceReleased{m_tag.in(*scheduler, ResourceKind::Limiter), found->second});
    m_borrowers.erase(found);
    handOut();
}

void CapacityLimiter::handOut()
{
    while (!m_waiting.isEmpty() && m_borrowers.size() < m_total) {
        const auto &woken = static_cast<LimiterAcquire &>(m_waiting.wakeFirst());
        lend(woken.m_borrower, woken.parked->id);
    }
    noteOutside();
}

void CapacityLimiter::lend(const void *borrower, TaskId task)
{
    m_borrowers.emplace(borrower, task);
    Scheduler &scheduler = Scheduler::current();
    if (scheduler.isObserved())
        scheduler.observeTask(ResourceAcquired{m_tag.in(scheduler, ResourceKind::Limiter), task});
}

void CapacityLimiter::countAbandoned(int change)
{
    m_abandoned += change;
    noteOutside();
}

// A run whose other tasks all wait is not stuck while a thread may still give its token back.
void CapacityLimiter::noteOutside()
{
    const bool outside = m_abandoned > 0 && !m_waiting.isEmpty();
    if (outside != m_waitsOutside)
        Scheduler::current().countBorrowedThread(outside ? 1 : -1);
    m_waitsOutside = outside;
}

detail::Continuation LimiterAcquire::attempt()
{
    if (!m_borrower)
        m_borrower = &detail::currentTask();
    if (m_limiter->m_borrowers.contains(m_borrower))
        return refused(makeError("RuntimeError", "the task has a token of this limiter already"));
    if (m_limiter->m_borrowers.size() >= m_limiter->m_total)
        return wait();
    m_limiter->lend(m_borrower, detail::currentTask().id);
    return taken();
}

detail::Continuation LimiterAcquire::wait()
{
    const ResourceId id = m_limiter->m_tag.in(Scheduler::current(), ResourceKind::Limiter);
    m_limiter->m_waiting.park(*this, up, WaitKind::Limiter, id);
    m_limiter->noteOutside();
    return nullptr;
}

bool LimiterAcquire::abort()
{
    leaveLine();
    m_limiter->noteOutside();
    return true;
}

} // namespace ScopeLab
