#pragma once

#include "core/engine/catching.h"
#include "core/engine/exceptions.h"
#include "core/engine/withscope.h"

#include <QFutureWatcher>
#include <QPromise>

namespace ScopeLab {

namespace detail {

template <typename T>
struct FutureTask
{
    QPromise<T> promise;
    CancelScope scope; // the run's thread only
};

template <typename T>
Task<> fulfil(std::shared_ptr<FutureTask<T>> state, Task<T> task)
{
    auto scoped = withScope(state->scope, std::move(task));
    auto outcome = co_await catching(std::move(scoped));
    if (outcome.hasError()) {
        try {
            throwError(outcome.handled());
        } catch (...) {
            state->promise.setException(std::current_exception());
        }
    } else if (outcome.isCancelled() || state->scope.cancelledCaught()) {
        static_cast<void>(outcome.handled());
        state->promise.future().cancel();
    } else if constexpr (!std::is_void_v<T>) {
        auto value = outcome.value();
        state->promise.addResult(std::move(*value));
    }
    state->promise.finish();
}

} // namespace detail

/// Runs @p task on @p executor, a running PoolExecutor or EventLoopExecutor, and gives a QFuture of
/// its result, for code that knows nothing of tasks. cancel() of the future cancels the task's scope;
/// the future finishes when the task has really ended. If the run is abandoned, it is cancelled.
///
/// Call it in a thread with an event loop, which delivers the cancel.
template <typename SomeExecutor, typename T>
QFuture<T> toFuture(SomeExecutor &executor, Task<T> task)
{
    auto state = std::make_shared<detail::FutureTask<T>>();
    state->promise.start();
    QFuture<T> future = state->promise.future();

    auto *watcher = new QFutureWatcher<T>;
    const std::weak_ptr<Mailbox> mailbox = executor.scheduler().mailbox();
    const std::weak_ptr<detail::FutureTask<T>> watched = state;
    QObject::connect(watcher, &QFutureWatcherBase::canceled, watcher, [mailbox, watched] {
        const auto door = mailbox.lock();
        if (auto living = watched.lock(); door && living)
            door->post([living = std::move(living)] { living->scope.cancel("QFuture::cancel()"); });
    });
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(future);

    // A message is copied, a task is not.
    auto held = std::make_shared<std::optional<Task<T>>>(std::move(task));
    executor.post([state = std::move(state), held] {
        Scheduler::current().start(detail::fulfil(state, std::move(**held)));
        held->reset();
    });
    return future;
}

} // namespace ScopeLab
