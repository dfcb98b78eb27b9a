#pragma once

#include "core/engine/link.h"

#include <concepts>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace ScopeLab::detail {

/// Marks what can be awaited in a task. An operation has
///   Value               what awaiting it gives,
///   Link begin(up)      starts it; the first link to run, or null if the task is parked,
///   Value take()        after a value,
///   void dispose()      after an error.
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
    template <typename Op>
    void fill(Op &operation)
    {
        m_value.emplace(operation.take());
    }
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
    template <typename Op>
    void fill(Op &operation)
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

/// What says "there may be none": an optional, or for void whether it came to its end.
template <typename T>
using Maybe = std::conditional_t<std::is_void_v<T>, bool, std::optional<T>>;

/// Makes the exception in flight travel up from here; call inside a catch handler.
Link failedToBegin(Link up) noexcept;

/// The body of a combinator: an operation, or a function that makes one when it begins.
template <typename Body, typename... Args>
class Made
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

    explicit Made(Body body)
        : m_body(std::move(body))
    {
    }
    Made(Made &&other) // before it begins only
        : m_body(std::move(other.m_body))
    {
    }

    /// What the function throws travels up like an error of the operation that it did not make.
    Link begin(Link up, Args &...args)
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
        Made &made;
        std::tuple<Args &...> args;

        Elided(Made &own, Args &...arguments)
            : made(own)
            , args(arguments...)
        {
        }
        operator Inner() const // NOLINT: the conversion is what it is for
        {
            return std::apply([this](Args &...arguments) { return call(made.m_body, arguments...); }, args);
        }
    };

    Body m_body;
    std::optional<Inner> m_inner;
};

template <Operation Body, typename... Args>
class Made<Body, Args...>
{
public:
    using Inner = Body;

    explicit Made(Body body)
        : m_body(std::move(body))
    {
    }
    Made(Made &&other) // before it begins only
        : m_body(std::move(other.m_body))
    {
    }

    Link begin(Link up, Args &...) { return m_body.begin(up); }
    Inner &operation() { return m_body; }
    void dispose() { m_body.dispose(); }

private:
    Body m_body;
};

} // namespace ScopeLab::detail
