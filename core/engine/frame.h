#pragma once

#include "core/engine/continuation.h"
#include "core/engine/current.h"
#include "core/engine/framepool.h"
#include "core/engine/operation.h"
#include "core/engine/tasknode.h"

#include <coroutine>

namespace ScopeLab::detail {

template <Operation Awaited>
class Awaiter;

/// Base of every promise. Once begun, a frame is owned by the chain it is part of.
struct Frame : Pooled
{
    struct FinalAwaiter
    {
        bool await_ready() noexcept { return false; }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> handle) noexcept
        {
            handle.promise().finish();
        }
        void await_resume() noexcept {}
    };

    std::suspend_always initial_suspend() noexcept { return {}; }
    FinalAwaiter final_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept;
    std::coroutine_handle<Frame> handle() { return std::coroutine_handle<Frame>::from_promise(*this); }

    /// Only operations of the engine can be awaited: a foreign coroutine in the middle of a chain could
    /// not be stopped.
    template <typename Awaited>
    auto await_transform(Awaited &&operation)
    {
        static_assert(Operation<Awaited>, "a task awaits operations of ScopeLab only");
        static_assert(!std::is_lvalue_reference_v<Awaited>, "an operation is awaited once: co_await std::move(name)");
        return Awaiter<std::remove_cvref_t<Awaited>>(operation);
    }

    Continuation up;

private:
    // A Cancelled that foreign code threw stops this frame, too: the walk destroys it.
    void finish() noexcept
    {
        t_current.finished = this;
        t_current.next = currentTask().signal == Signal::Stop ? Continuation(this) : up;
    }
};

template <typename T>
struct Promise : Frame
{
    // handle() needs every promise at one offset in its frame.
    static_assert(alignof(T) <= 16);

    template <typename U>
    void return_value(U &&value)
    {
        m_value.emplace(std::forward<U>(value));
    }
    T result() { return std::move(*m_value); }

private:
    std::optional<T> m_value;
};

template <>
struct Promise<void> : Frame
{
    void return_void() {}
    void result() {}
};

/// Destroys a frame that never began. Frames that it holds as parameters do not recurse.
void destroyUnbegun(Frame &frame);

/// Makes @p error travel from an operation that @p task awaits.
void raise(TaskNode &task, ErrorPtr error);

/// Throws the error that travels in the current task, which ends its travels.
[[noreturn]] void throwArrivedError();

/// Awaits any operation.
template <Operation Awaited>
class Awaiter
{
public:
    explicit Awaiter(Awaited &operation)
        : m_operation(operation)
    {
    }

    bool await_ready()
    {
        if constexpr (requires { m_operation.isReady(); })
            return m_operation.isReady();
        else
            return false;
    }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> handle)
    {
        t_current.next = m_operation.begin(static_cast<Frame *>(&handle.promise()));
    }
    typename Awaited::Value await_resume()
    {
        if (currentTask().signal == Signal::Error) [[unlikely]] {
            m_operation.dispose();
            throwArrivedError();
        }
        return m_operation.take();
    }

private:
    Awaited &m_operation;
};

} // namespace ScopeLab::detail
