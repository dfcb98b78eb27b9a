#pragma once

#include "core/patterns/cancellableoperation.h"

namespace ScopeLab {

/// Shuts a service down in order: once its token is cancelled no new operation begins, those that run
/// have a grace period to finish, the rest are cancelled, and cleanup runs within a limit.
///
/// Runs once. Source: `GracefulCancellationHandler` of Timeout and Cancellation Patterns; "graceful
/// shutdown with error reporting" of Concurrency Errors. Threading: confined to the run.
class GracefulShutdown
{
public:
    using Cleanup = std::function<Task<>()>;

    /// @throws std::invalid_argument if @p grace is negative.
    GracefulShutdown(CancellationToken token, Duration grace);

    /// Runs in a shield, however the body ended, for no longer than @p limit.
    void setCleanup(Cleanup cleanup, Duration limit = std::chrono::seconds(5));

    /// Begins the shutdown, as cancelling the token does.
    void begin(const std::string &reason = {}) { m_token.cancel(reason); }
    bool isShuttingDown() const { return m_token.isCancelled(); }

    /// The scope around the body of run().
    CancelScope &cancelScope() { return m_scope; }

    std::size_t pendingOperations() const { return m_pending; }

    /// True if cleanup had to be cut short.
    bool wasCleanupCutShort() const { return m_cleanupCutShort; }

    /// Runs @p body, an operation or a function that makes one, until it ends or the shutdown does.
    /// Gives its result as an optional, or a bool for void: empty if the shutdown cut it short.
    template <typename Body, typename Result = detail::Maybe<typename detail::Deferred<Body>::Inner::Value>>
    Task<Result> run(Body body)
    {
        const Watch watch(*this);
        auto scoped = withScope(m_scope, std::move(body));
        auto outcome = co_await catching(std::move(scoped));
        if (m_cleanup) {
            auto tidy = shield(moveOnAfter(m_cleanupLimit, m_cleanup));
            const bool finished = co_await std::move(tidy);
            m_cleanupCutShort = !finished;
        }
        auto result = co_await std::move(outcome);
        co_return std::move(result);
    }

    /// Runs one operation of the service, which counts as pending meanwhile. Gives its result as an optional, or a bool
    /// for void: empty if it was refused, because the shutdown has begun.
    template <typename Body, typename Result = detail::Maybe<typename detail::Deferred<Body>::Inner::Value>>
    Task<Result> operation(Body body)
    {
        if (isShuttingDown())
            co_return Result{};
        const Pending counted(*this);
        CancelScope own; // never cancelled: makes an optional of the result
        auto result = co_await withScope(own, std::move(body));
        co_return std::move(result);
    }

    /// Shuts down when the token is cancelled, while this lives; it is the timer of the grace period, too. For
    /// code that runs a body in cancelScope() without run().
    class Watch final : private detail::TokenListener, private Timer
    {
    public:
        explicit Watch(GracefulShutdown &own);
        ~Watch() override;

    private:
        void tokenCancelled(const std::string &reason) override;
        void fire() override;

        GracefulShutdown &m_own;
        EventId m_cause = 0; // the cancel of the token
    };

    /// Counts an operation as pending while this lives: for operations that operation() does not run.
    class Pending
    {
    public:
        explicit Pending(GracefulShutdown &own)
            : m_own(own)
        {
            ++m_own.m_pending;
        }
        Pending(const Pending &) = delete;
        Pending &operator=(const Pending &) = delete;
        ~Pending() { m_own.operationEnded(); }

    private:
        GracefulShutdown &m_own;
    };

private:
    void operationEnded();

    CancellationToken m_token;
    const Duration m_grace;
    CancelScope m_scope;
    Cleanup m_cleanup;
    Duration m_cleanupLimit{};
    std::size_t m_pending = 0;
    bool m_cleanupCutShort = false;
};

} // namespace ScopeLab
