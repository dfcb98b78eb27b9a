#pragma once

#include "core/engine/cancelscope.h"
#include "core/engine/operation.h"
#include "core/engine/scheduler.h"

namespace ScopeLab {

namespace detail {

/// What becomes of a body that its scope cut short.
enum class CutShort { IsEmpty, IsTimeoutError, IsNothing };

/// Makes the TimeoutError of @p scope travel; its context is the absorbed Cancelled (TO-4).
void raiseTimeout(TaskNode &task, const CancelScope &scope);

/// Runs a body in a scope, its own or one that the caller named.
template <typename Body, CutShort how>
class ScopeOperation final : public Op, public OperationTag
{
    using Inner = MadeFrom<Body, CancelScope>;
    using Result = typename Inner::Value;

public:
    using Value = std::conditional_t<how == CutShort::IsEmpty, Maybe<Result>, Result>;

    ScopeOperation(CancelScope *scope, Body body)
        : m_scope(scope)
        , m_body(std::move(body))
    {
    }
    ScopeOperation(const CancelScope::Options &options, Body body)
        : m_options(options)
        , m_body(std::move(body))
    {
    }
    ScopeOperation(ScopeOperation &&other) // before it begins only
        : Op()
        , OperationTag()
        , m_scope(other.m_scope)
        , m_options(other.m_options)
        , m_body(std::move(other.m_body))
    {
    }

    Link *begin(Link *to)
    {
        up = to;
        TaskNode &task = Scheduler::current().task();
        if (!m_scope)
            m_scope = &m_own.emplace(m_options);
        if (ErrorPtr error = ScopeGate::enter(*m_scope, task)) {
            task.error = std::move(error);
            task.signal = Signal::Error;
            return up;
        }
        try {
            m_inner.emplace(makeBody(m_body, *m_scope));
        } catch (...) {
            ScopeGate::abandon(*m_scope, task);
            throw;
        }
        return m_inner->begin(this);
    }

    Link *receive(TaskNode &task) override
    {
        if (task.signal == Signal::Value)
            m_result.fill(*m_inner);
        else if (task.signal == Signal::Error)
            m_inner->dispose();
        const bool cutShort = ScopeGate::exit(*m_scope, task);
        if (how == CutShort::IsTimeoutError && cutShort)
            raiseTimeout(task, *m_scope);
        return up;
    }

    Value take()
    {
        if constexpr (how == CutShort::IsEmpty)
            return m_result.takeOptional();
        else
            return m_result.take();
    }
    void dispose() {}

private:
    std::optional<CancelScope> m_own;
    CancelScope *m_scope = nullptr;
    CancelScope::Options m_options;
    Body m_body;
    std::optional<Inner> m_inner;
    Slot<Result> m_result;
};

} // namespace detail

/// Runs @p body, an operation or a function that makes one, inside @p scope.
/// Gives its result as an optional, or a bool for void: empty if the scope cut it short.
template <typename Body>
auto withScope(CancelScope &scope, Body body)
{
    return detail::ScopeOperation<Body, detail::CutShort::IsEmpty>(&scope, std::move(body));
}

/// As withScope(), in a scope with a timeout (TO-1).
template <typename Body>
auto moveOnAfter(Duration timeout, Body body)
{
    return detail::ScopeOperation<Body, detail::CutShort::IsEmpty>({timeout, false}, std::move(body));
}

/// Runs @p body with a timeout; gives its result.
/// @throws TimeoutError if the scope cut the body short, whoever cancelled it (TO-1, TO-2). An error
/// that leaves the body goes first.
template <typename Body>
auto failAfter(Duration timeout, Body body)
{
    return detail::ScopeOperation<Body, detail::CutShort::IsTimeoutError>({timeout, false}, std::move(body));
}

/// As failAfter(), in a scope that the caller named and gave a deadline.
template <typename Body>
auto failWithScope(CancelScope &scope, Body body)
{
    return detail::ScopeOperation<Body, detail::CutShort::IsTimeoutError>(&scope, std::move(body));
}

/// Runs @p body where outer cancellation is not seen. Give it a time limit of its own: nothing else
/// will end it.
template <typename Body>
auto shield(Body body)
{
    return detail::ScopeOperation<Body, detail::CutShort::IsNothing>({Forever, true}, std::move(body));
}

} // namespace ScopeLab
