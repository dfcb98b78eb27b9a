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

/// Somebody who hears of a token's cancellation, in the same step. Runs in the run's thread.
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
    Link begin(Link up);
    bool abort() override;

private:
    TokenStatePtr m_state;
};

} // namespace detail

/// A flag that cooperating code watches; cancelling it cancels its children, never its parent (TK-3).
///
/// Copies are the same token (TK-5). Dropping tokens never cancels (TK-4). It has no deadline and no
/// shield (TK-8): it ends nothing by itself, whoever runs under it has to look.
/// Threading: confined to the run; another thread posts the cancel into the run's mailbox.
/// Source: tokio-util `CancellationToken`.
class CancellationToken
{
public:
    /// A token without a parent.
    CancellationToken();

    /// A token that is cancelled with this one; born cancelled if this one is (TK-4).
    CancellationToken childToken() const;

    /// Wakes everybody who waits, once, and reaches all descendants. Idempotent; the first reason
    /// stands (TK-1). Scopes that a token cancels get its reason.
    void cancel(const std::string &reason = {});
    bool isCancelled() const;
    const std::string &reason() const;

    /// Waits until it is cancelled; a checkpoint even when it is already (TK-2).
    detail::TokenWait cancelled() const { return detail::TokenWait(m_state); }

    /// Runs @p body, an operation or a function that makes one, until it is done or this token is
    /// cancelled. Gives its result as an optional, or a bool for void: empty if it was cut short, and
    /// if the token was cancelled before: then the body never begins. Who is done in the same step
    /// is done (TK-7).
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

    /// From now on it cancels nothing. Gives the token; other guards of it stay armed.
    CancellationToken disarm() { return *std::exchange(m_token, std::nullopt); }

private:
    std::optional<CancellationToken> m_token;
};

/// Cancels a scope when a token is cancelled, for as long as it lives; at once if the token is.
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

template <typename Body, typename Result = Maybe<typename Made<Body>::Inner::Value>>
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
