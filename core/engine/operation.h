#pragma once

#include "core/engine/link.h"

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

namespace ScopeLab::detail {

/// Marks what can be awaited in a task. An operation has
///   Value               what awaiting it gives,
///   Link *begin(up)     starts it; the first link to run, or null if the task is parked,
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

/// A body is an operation, or a function that makes one.
template <typename Body, typename... Args>
auto makeBody(Body &body, Args &...args)
{
    if constexpr (Operation<Body>)
        return std::move(body);
    else if constexpr (std::is_invocable_v<Body &, Args &...>)
        return body(args...);
    else
        return body();
}

template <typename Body, typename... Args>
using MadeFrom = decltype(makeBody(std::declval<Body &>(), std::declval<Args &>()...));

} // namespace ScopeLab::detail
