#pragma once

#include "core/engine/continuation.h"

#include <concepts>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace ScopeLab::detail {

/// Marks what can be awaited in a task. An operation has
///   Value                   what awaiting it gives,
///   Continuation begin(up)  starts it; gives what runs first, or null if the task is parked,
///   Value take()            after a value,
///   void dispose()          after an error.
/// Combinators take operations and are operations, so they nest without a frame of their own.
struct OperationTag
{
};

template <typename T>
concept Operation = std::is_base_of_v<OperationTag, std::remove_cvref_t<T>>;

/// An operation that gives nothing and keeps nothing.
struct LeafOperation : OperationTag
{
    using Value = void;
    void take() {}
    void dispose() {}
};

/// Room for a result, which may be void.
template <typename T>
class Slot
{
public:
    void fill(Operation auto &operation) { m_value.emplace(operation.take()); }
    bool isFilled() const { return m_value.has_value(); }
    T take() { return *std::exchange(m_value, std::nullopt); }
    std::optional<T> takeOptional() { return std::exchange(m_value, std::nullopt); }

private:
    std::optional<T> m_value;
};

template <>
class Slot<void>
{
public:
    void fill(Operation auto &operation)
    {
        operation.take();
        m_filled = true;
    }
    bool isFilled() const { return m_filled; }
    void take() {}
    bool takeOptional() { return m_filled; }

private:
    bool m_filled = false;
};

/// A result that may be missing: an optional; for void, a bool that says whether the body finished.
template <typename T>
using Maybe = std::conditional_t<std::is_void_v<T>, bool, std::optional<T>>;

/// Sends the exception in flight up the chain from here; call inside a catch handler.
Continuation failedToBegin(Continuation up) noexcept;

/// The body of a combinator: an operation, or a function that makes one when it begins.
template <typename Body, typename... Args>
class Deferred
{
    static auto call(Body &body, Args &...args)
    {
        if constexpr (std::is_invocable_v<Body &, Args &...>)
            return body(args...);
        else
            return body();
    }

public:
    using Inner = decltype(call(std::declval<Body &>(), std::declval<Args &>()...));
    static_assert(Operation<Inner>, "a body is an operation, or a function that gives one");

    explicit Deferred(Body body)
        : m_body(std::move(body))
    {
    }
    Deferred(Deferred &&other) // before it begins only
        : m_body(std::move(other.m_body))
    {
    }

    /// An exception of the function travels up like an error of the operation it should have made.
    Continuation begin(Continuation up, Args &...args)
    {
        try {
            m_inner.emplace(Elided{*this, args...});
        } catch (...) {
            return failedToBegin(up);
        }
        return m_inner->begin(up);
    }
    Inner &operation() { return *m_inner; }
    void dispose()
    {
        if (m_inner)
            m_inner->dispose();
    }

private:
    // Makes the operation in its place, so that it need not be movable.
    struct Elided
    {
        Deferred &deferred;
        std::tuple<Args &...> args;

        Elided(Deferred &own, Args &...arguments)
            : deferred(own)
            , args(arguments...)
        {
        }
        operator Inner() const // NOLINT: the conversion is what it is for
        {
            return std::apply([this](Args &...arguments) { return call(deferred.m_body, arguments...); }, args);
        }
    };

    Body m_body;
    std::optional<Inner> m_inner;
};

template <Operation Body, typename... Args>
class Deferred<Body, Args...>
{
public:
    using Inner = Body;

    explicit Deferred(Body body)
        : m_body(std::move(body))
    {
    }
    Deferred(Deferred &&other) // before it begins only
        : m_body(std::move(other.m_body))
    {
    }

    Continuation begin(Continuation up, Args &...) { return m_body.begin(up); }
    Inner &operation() { return m_body; }
    void dispose() { m_body.dispose(); }

private:
    Body m_body;
};

} // namespace ScopeLab::detail
