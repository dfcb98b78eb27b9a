#pragma once

#include "core/engine/catching.h"
#include "core/patterns/cancellationtoken.h"

#include <functional>

namespace ScopeLab {

/// The status of an operation that ran in @p scope and that @p error left; null: none did.
OperationStatus statusAfter(const CancelScope &scope, const ErrorPtr &error);

/// One piece of work that can be cancelled by name, says how far it has come, and cleans up.
///
/// Runs once. Source: `CancellablePrediction` of Timeout and Cancellation Patterns.
/// Threading: confined to the run.
class CancellableOperation
{
public:
    using Cleanup = std::function<Task<>()>;

    CancellableOperation() = default;

    /// Also cancelled by @p token.
    explicit CancellableOperation(const CancellationToken &token)
        : m_token(token.childToken())
    {
    }

    /// Counts from the start of the body. @throws std::invalid_argument if negative.
    void setTimeout(Duration timeout) { m_scope.setRelativeDeadline(timeout); }

    /// Runs in a shield, however the body ended, unless it never began. Give it a limit of its own.
    void setCleanup(Cleanup cleanup) { m_cleanup = std::move(cleanup); }

    /// May be called before it runs: then the body gets as far as its first checkpoint.
    void cancel(const std::string &reason = {}) { m_token.cancel(reason); }

    OperationStatus status() const { return m_status; }

    /// Runs @p body. Gives its result as an optional, or a bool for void: empty if the operation
    /// was cancelled by cancel() or its token; the caller goes on. A cancellation from outside goes on
    /// up.
    /// @throws TimeoutError if its time ran out · what the body or the cleanup throws · RaisedError
    /// (RuntimeError) if it was run before.
    template <typename Body, typename Result = detail::Maybe<typename detail::Deferred<Body>::Inner::Value>>
    Task<Result> run(Body body)
    {
        if (m_status != OperationStatus::Pending)
            refuse();
        const TokenLink link(m_token, m_scope);
        auto scoped = withScope(m_scope, std::move(body));
        m_status = OperationStatus::Running;
        auto outcome = co_await catching(std::move(scoped));
        m_status = statusAfter(m_scope, outcome.error());
        if (m_cleanup) {
            auto tidy = shield(m_cleanup);
            auto cleaned = co_await catching(std::move(tidy));
            if (cleaned.hasError())
                m_status = OperationStatus::Failed;
            co_await std::move(cleaned);
        }
        auto result = co_await std::move(outcome);
        if (m_status == OperationStatus::TimedOut)
            throwTimeout();
        co_return std::move(result);
    }

private:
    [[noreturn]] void throwTimeout() const;
    [[noreturn]] static void refuse();

    CancellationToken m_token;
    CancelScope m_scope;
    Cleanup m_cleanup;
    OperationStatus m_status = OperationStatus::Pending;
};

} // namespace ScopeLab
