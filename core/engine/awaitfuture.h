#pragma once

#include "core/engine/externalwait.h"

#include <QFuture>

#include <optional>
#include <variant>

namespace ScopeLab {

/// What an awaited QFuture does to a task that is cancelled meanwhile.
enum class FutureOnCancel {
    Wait, ///< Cancels the future and leaves when it has finished, so that nothing is left behind.
    Leave ///< Cancels the future and leaves at once.
};

namespace detail {

/// The error for a QFuture that somebody else cancelled.
ErrorPtr futureCancelledError();

template <typename T>
class FutureWait final : public ExternalWait
{
public:
    using Value = T;

    FutureWait(QFuture<T> future, FutureOnCancel onCancel)
        : m_future(std::move(future))
        , m_onCancel(onCancel)
    {
    }
    FutureWait(FutureWait &&other)
        : ExternalWait(std::move(other))
        , m_future(std::move(other.m_future))
        , m_onCancel(other.m_onCancel)
    {
    }

    // Cancelling a future runs other people's callbacks, so it has to wait for its turn.
    bool abort() override
    {
        m_wasAsked = true;
        QFuture<T> future = m_future;
        state()->mailbox->post([future]() mutable { future.cancel(); });
        if (m_onCancel == FutureOnCancel::Wait)
            return false;
        stopWaiting();
        return true;
    }
    T take()
    {
        if constexpr (!std::is_void_v<T>)
            return std::move(*m_value);
    }

private:
    void connect() override
    {
        m_future.then(QtFuture::Launch::Sync, [shared = state()](const QFuture<T> &) { ExternalState::finish(shared); })
            .onCanceled([shared = state()] { ExternalState::finish(shared); });
    }
    void settle(TaskNode &task) override
    {
        if (m_future.isCanceled() && !hasException()) {
            if (m_wasAsked) {
                task.error = {};
                task.signal = Signal::Stop; // our own cancellation
            } else {
                raise(task, futureCancelledError());
                if (task.error->holdsCancellation())
                    task.signal = Signal::Stop;
            }
            return;
        }
        try {
            if constexpr (std::is_void_v<T>)
                m_future.waitForFinished(); // throws the error it failed with
            else if constexpr (std::is_copy_constructible_v<T>)
                m_value.emplace(m_future.result());
            else
                m_value.emplace(m_future.takeResult());
        } catch (const QUnhandledException &wrapped) {
            fail(task, wrapped.exception());
        } catch (...) {
            fail(task, std::current_exception());
        }
    }
    bool hasException()
    {
        // A cancelled future that holds an exception has failed.
        try {
            m_future.waitForFinished();
            return false;
        } catch (...) {
            return true;
        }
    }
    void fail(TaskNode &task, const std::exception_ptr &exception)
    {
        try {
            std::rethrow_exception(exception);
        } catch (...) {
            raise(task, captureCurrent());
        }
    }

    QFuture<T> m_future;
    const FutureOnCancel m_onCancel;
    std::conditional_t<std::is_void_v<T>, std::monostate, std::optional<T>> m_value;
    bool m_wasAsked = false;
};

} // namespace detail

/// Waits for @p future, whichever thread finishes it, and gives its result. Cancelling the scope
/// cancels the future. Uses the only continuation a QFuture can have: do not call then() on it.
/// @throws what the future failed with · RaisedError (QFutureCancelled) if somebody else cancelled it;
/// on CancellationBackend::qtFuture() that is a cancellation instead.
template <typename T>
auto awaitFuture(QFuture<T> future, FutureOnCancel onCancel = FutureOnCancel::Wait)
{
    return detail::FutureWait<T>(std::move(future), onCancel);
}

} // namespace ScopeLab
