#pragma once

#include "core/engine/cancelscope.h"
#include "core/engine/waitqueue.h"
#include "core/engine/withscope.h"

#include <functional>
#include <memory>
#include <string>

namespace ScopeLab {

class CancellationToken;

namespace detail {

struct TokenState;
using TokenStatePtr = std::shared_ptr<TokenState>;

/// Is notified of a token's cancellation, in the same step and in the run's thread.
class TokenListener
{
public:
    explicit TokenListener(const CancellationToken &token);
    TokenListener(const TokenListener &) = delete;
    TokenListener &operator=(const TokenListener &) = delete;
    virtual void tokenCancelled(const std::string &reason) = 0;

protected:
    virtual ~TokenListener();

private:
    friend struct TokenState;
    const TokenStatePtr m_state;
    TokenListener *m_next = nullptr;
    TokenListener *m_previous = nullptr;
};

class TokenWait final : public LeafOperation, public WaitNode
{
public:
    explicit TokenWait(TokenStatePtr state)
        : m_state(std::move(state))
    {
    }
    TokenWait(TokenWait &&other) noexcept
        : LeafOperation()
        , WaitNode()
        , m_state(std::move(other.m_state))
    {
    }
    Continuation begin(Continuation up);
    bool abort() override;

private:
    TokenStatePtr m_state;
};

} // namespace detail

/// A flag that cooperative code checks; cancelling it cancels its children, never its parent (TK-3).
///
/// Copies are the same token (TK-5). Dropping tokens never cancels (TK-4). It has no deadline and no
/// shield (TK-8): it ends nothing by itself; code that runs under it has to check it.
/// Threading: confined to the run; another thread posts the cancel into the run's mailbox.
/// Source: tokio-util `CancellationToken`.
class CancellationToken
{
public:
    /// A token without a parent.
    CancellationToken();

    /// A token that is cancelled with this one; cancelled from the start if this one is (TK-4).
    CancellationToken childToken() const;

    /// Wakes all waiting tasks, once, and cancels all descendants. Idempotent; the first reason stands
    /// (TK-1). Scopes that a token cancels get its reason.
    void cancel(const std::string &reason = {});
    bool isCancelled() const;
    const std::string &reason() const;

    /// Waits until it is cancelled; a checkpoint even if it is already (TK-2).
    detail::TokenWait cancelled() const { return detail::TokenWait(m_state); }

    /// Runs @p body, an operation or a function that makes one, until it is done or this token is
    /// cancelled. Gives its result as an optional, or a bool for void: empty if it was cut short, or
    /// if the token was cancelled before, in which case the body never begins. A body that finishes in the
    /// same step has finished (TK-7).
    template <typename Body>
    auto runUntilCancelled(Body body) const;

    /// For observers. Must outlive the run.
    void setLabel(const Label *label);

    bool operator==(const CancellationToken &other) const { return m_state == other.m_state; }
    std::size_t hash() const { return std::hash<detail::TokenStatePtr>()(m_state); }

private:
    friend class detail::TokenListener;
    explicit CancellationToken(detail::TokenStatePtr state)
        : m_state(std::move(state))
    {
    }

    detail::TokenStatePtr m_state;
};

/// Cancels a token when it is destroyed, unless it was disarmed (TK-6).
class [[nodiscard]] DropGuard
{
public:
    explicit DropGuard(CancellationToken token)
        : m_token(std::move(token))
    {
    }
    DropGuard(DropGuard &&other) noexcept
        : m_token(std::exchange(other.m_token, std::nullopt))
    {
    }
    DropGuard &operator=(DropGuard &&) = delete;
    ~DropGuard()
    {
        if (m_token)
            m_token->cancel();
    }

    /// Disarms this guard and gives the token; other guards of the token stay armed.
    CancellationToken disarm() { return *std::exchange(m_token, std::nullopt); }

private:
    std::optional<CancellationToken> m_token;
};

/// While it lives, cancels a scope when a token is cancelled; at once if the token already is.
class TokenLink final : private detail::TokenListener
{
public:
    /// @p scope must outlive this.
    TokenLink(const CancellationToken &token, CancelScope &scope);

private:
    void tokenCancelled(const std::string &reason) override { m_scope.cancel(reason); }

    CancelScope &m_scope;
};

namespace detail {

template <typename Body, typename Result = Maybe<typename Deferred<Body>::Inner::Value>>
Task<Result> runUnderToken(CancellationToken token, Body body)
{
    if (token.isCancelled())
        co_return Result{};
    CancelScope scope;
    const TokenLink link(token, scope);
    auto result = co_await withScope(scope, std::move(body));
    co_return std::move(result);
}

} // namespace detail

template <typename Body>
auto CancellationToken::runUntilCancelled(Body body) const
{
    return detail::runUnderToken(*this, std::move(body));
}

} // namespace ScopeLab

template <>
struct std::hash<ScopeLab::CancellationToken>
{
    std::size_t operator()(const ScopeLab::CancellationToken &token) const noexcept { return token.hash(); }
};
