#pragma once

#include "core/engine/cancelscope.h"
#include "core/engine/operation.h"
#include "core/engine/scheduler.h"

namespace ScopeLab {

namespace detail {

/// The result of a body that its scope cut short.
enum class CutShort { IsEmpty, IsTimeoutError, IsNothing };

/// The TimeoutError of @p scope; its context is the absorbed Cancelled (TO-4).
ErrorPtr makeTimeout(TaskNode &task, const CancelScope &scope);

/// Makes it travel.
void raiseTimeout(TaskNode &task, const CancelScope &scope);

/// A scope that the caller named.
class NamedScope
{
public:
    explicit NamedScope(CancelScope &scope)
        : m_scope(scope)
    {
    }
    CancelScope &open() { return m_scope; }
    CancelScope &scope() { return m_scope; }

private:
    CancelScope &m_scope;
};

/// A scope that lives as long as its body.
class OwnScope
{
public:
    explicit OwnScope(const CancelScope::Options &options)
        : m_options(options)
    {
    }
    OwnScope(OwnScope &&other) // before it is opened only
        : m_options(other.m_options)
    {
    }
    CancelScope &open() { return m_scope.emplace(m_options); }
    CancelScope &scope() { return *m_scope; }

private:
    CancelScope::Options m_options;
    std::optional<CancelScope> m_scope;
};

/// Runs a body in a scope.
template <typename Holder, typename Body, CutShort how>
class ScopeOperation final : public SignalReceiver, public OperationTag
{
    using Result = typename Deferred<Body, CancelScope>::Inner::Value;

public:
    using Value = std::conditional_t<how == CutShort::IsEmpty, Maybe<Result>, Result>;

    ScopeOperation(Holder holder, Body body)
        : m_holder(std::move(holder))
        , m_body(std::move(body))
    {
    }
    ScopeOperation(ScopeOperation &&other) // before it begins only
        : SignalReceiver()
        , OperationTag()
        , m_holder(std::move(other.m_holder))
        , m_body(std::move(other.m_body))
    {
    }

    Continuation begin(Continuation to)
    {
        up = to;
        TaskNode &task = currentTask();
        CancelScope &scope = m_holder.open();
        if (scope.wasEntered()) {
            raise(task, makeError("RuntimeError", "a cancel scope can be entered once"));
            return up;
        }
        ScopeGate::enter(scope, task);
        return m_body.begin(this, scope);
    }

    Continuation receive(TaskNode &task) override
    {
        CancelScope &scope = m_holder.scope();
        if (task.signal == Signal::Value) {
            m_result.fill(m_body.operation());
            ScopeGate::leave(scope, task);
            return up;
        }
        if (task.signal == Signal::Error)
            m_body.dispose();
        const bool cutShort = ScopeGate::exit(scope, task);
        if (how == CutShort::IsTimeoutError && cutShort)
            raiseTimeout(task, scope);
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
    Holder m_holder;
    Deferred<Body, CancelScope> m_body;
    Slot<Result> m_result;
};

template <CutShort how, typename Body>
auto inOwnScope(Duration timeout, bool shielded, Body body)
{
    return ScopeOperation<OwnScope, Body, how>(OwnScope({timeout, shielded}), std::move(body));
}

template <CutShort how, typename Body>
auto inNamedScope(CancelScope &scope, Body body)
{
    return ScopeOperation<NamedScope, Body, how>(NamedScope(scope), std::move(body));
}

} // namespace detail

/// Runs @p body, an operation or a function that makes one, inside @p scope.
/// Gives its result as an optional, or a bool for void: empty if the scope cut it short.
template <typename Body>
auto withScope(CancelScope &scope, Body body)
{
    return detail::inNamedScope<detail::CutShort::IsEmpty>(scope, std::move(body));
}

/// As withScope(), in a scope with a timeout (TO-1).
template <typename Body>
auto moveOnAfter(Duration timeout, Body body)
{
    return detail::inOwnScope<detail::CutShort::IsEmpty>(timeout, false, std::move(body));
}

/// Runs @p body with a timeout; gives its result.
/// @throws TimeoutError if the scope cut the body short, whoever cancelled it (TO-1, TO-2). An error
/// that leaves the body takes precedence.
template <typename Body>
auto failAfter(Duration timeout, Body body)
{
    return detail::inOwnScope<detail::CutShort::IsTimeoutError>(timeout, false, std::move(body));
}

/// As failAfter(), in a scope that the caller named and gave a deadline.
template <typename Body>
auto failWithScope(CancelScope &scope, Body body)
{
    return detail::inNamedScope<detail::CutShort::IsTimeoutError>(scope, std::move(body));
}

/// Runs @p body out of reach of outer cancellation. Give it a time limit of its own: nothing else will
/// end it.
template <typename Body>
auto shield(Body body)
{
    return detail::inOwnScope<detail::CutShort::IsNothing>(Forever, true, std::move(body));
}

} // namespace ScopeLab
