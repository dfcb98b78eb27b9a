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
    m_borrowers.erase(borrower);
    handOut();
}

void CapacityLimiter::handOut()
{
    while (!m_waiting.isEmpty() && m_borrowers.size() < m_total)
        m_borrowers.insert(static_cast<LimiterAcquire &>(m_waiting.wakeFirst()).m_borrower);
}

detail::Link LimiterAcquire::attempt()
{
    if (!m_borrower)
        m_borrower = &detail::currentTask();
    if (m_limiter->m_borrowers.contains(m_borrower))
        return refused(makeError("RuntimeError", "the task has a token of this limiter already"));
    if (m_limiter->m_borrowers.size() >= m_limiter->m_total)
        return m_limiter->m_waiting.park(*this, up, WaitKind::Limiter);
    m_limiter->m_borrowers.insert(m_borrower);
    return taken();
}

bool LimiterAcquire::abort()
{
    m_limiter->m_waiting.remove(*this);
    return true;
}

} // namespace ScopeLab
