#pragma once

#include "core/engine/waitqueue.h"

#include <memory>
#include <unordered_map>

namespace ScopeLab {

class CapacityLimiter;

/// Points to a limiter while it lives, and to null afterwards.
using LimiterHandle = std::shared_ptr<CapacityLimiter *>;

/// A token borrowed from a limiter; destroying it gives the token back. It may not outlive the run.
class [[nodiscard]] LimiterToken
{
public:
    LimiterToken(LimiterToken &&other) noexcept
        : m_limiter(std::exchange(other.m_limiter, nullptr))
        , m_borrower(other.m_borrower)
    {
    }
    LimiterToken &operator=(LimiterToken &&) = delete;
    ~LimiterToken() { release(); }

    /// Gives it back before the end of the block. No-op the second time.
    void release();

    /// Leaves it to CapacityLimiter::releaseOnBehalfOf() to give the token back.
    LimiterHandle leaveBorrowed();

private:
    friend class CapacityLimiter;
    friend class LimiterAcquire;
    LimiterToken(CapacityLimiter *limiter, const void *borrower)
        : m_limiter(limiter)
        , m_borrower(borrower)
    {
    }

    CapacityLimiter *m_limiter;
    const void *m_borrower;
};

/// Waits for a token. See CapacityLimiter::acquire().
class LimiterAcquire final : public detail::TakeOperation
{
public:
    using Value = LimiterToken;

    LimiterAcquire(CapacityLimiter &limiter, const void *borrower)
        : m_limiter(&limiter)
        , m_borrower(borrower)
    {
    }
    LimiterAcquire(LimiterAcquire &&other) noexcept // before it begins only
        : TakeOperation()
        , m_limiter(other.m_limiter)
        , m_borrower(other.m_borrower)
    {
    }
    bool abort() override;
    LimiterToken take() { return {m_limiter, m_borrower}; }

private:
    friend class CapacityLimiter;
    detail::Continuation attempt() override;
    detail::Continuation wait();

    CapacityLimiter *m_limiter;
    const void *m_borrower; // null until it begins: the task
};

/// Limits how many tasks or threads do something at once. Tokens are handed out first come, first
/// served. Source: Trio `CapacityLimiter`.
/// Threading: confined to the run.
class CapacityLimiter
{
public:
    /// @throws std::invalid_argument if @p tokens is 0.
    explicit CapacityLimiter(std::size_t tokens);
    ~CapacityLimiter() { *m_handle = nullptr; }
    CapacityLimiter(const CapacityLimiter &) = delete;
    CapacityLimiter &operator=(const CapacityLimiter &) = delete;

    /// Waits for a token and gives it; a checkpoint even when one is free.
    /// @throws RaisedError (RuntimeError) if the task has one already.
    LimiterAcquire acquire() { return {*this, nullptr}; }

    /// The same for a borrower that is not a task: a thread that may outlive its task (TH-2).
    LimiterAcquire acquireOnBehalfOf(const void *borrower) { return {*this, borrower}; }

    /// Gives the token of @p borrower back. No-op if it has none.
    void releaseOnBehalfOf(const void *borrower);

    /// For the engine: a thread that nobody waits for has taken a token, or given it back. Until then
    /// whoever waits for a token waits for something outside the run.
    void countAbandoned(int change);

    /// Raising it wakes waiting tasks; lowering it takes tokens from nobody.
    /// @throws std::invalid_argument if @p tokens is 0.
    void setTotalTokens(std::size_t tokens);
    std::size_t totalTokens() const { return m_total; }

    /// For observers. Must outlive the run.
    void setLabel(const Label *label) { m_tag.label = label; }

    std::size_t borrowedTokens() const { return m_borrowers.size(); }
    std::size_t waitingTasks() const { return m_waiting.size(); }

private:
    friend class LimiterAcquire;
    friend class LimiterToken;
    void handOut();
    void lend(const void *borrower, TaskId task);
    void noteOutside();

    const LimiterHandle m_handle = std::make_shared<CapacityLimiter *>(this);

    std::size_t m_total;
    std::unordered_map<const void *, TaskId> m_borrowers; // with the task that asked
    detail::ResourceTag m_tag;
    detail::WaitQueue m_waiting;
    int m_abandoned = 0;
    bool m_waitsOutside = false;
};

} // namespace ScopeLab
