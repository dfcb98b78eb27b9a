#pragma once

#include "core/engine/catching.h"

namespace ScopeLab {

namespace detail {

enum class RunsCleanup { Always, AfterStop };

/// Runs a second operation after the first. If it fails or is stopped, that replaces the outcome of the first.
template <typename Body, typename Cleanup, RunsCleanup when>
class ThenOperation final : public SignalReceiver, public OperationTag
{
public:
    using Value = typename Deferred<Body>::Inner::Value;

    ThenOperation(Body body, Cleanup cleanup)
        : m_body(std::move(body))
        , m_cleanup(std::move(cleanup))
    {
    }
    ThenOperation(ThenOperation &&other) // before it begins only
        : SignalReceiver()
        , OperationTag()
        , m_body(std::move(other.m_body))
        , m_cleanup(std::move(other.m_cleanup))
    {
    }

    Continuation begin(Continuation to)
    {
        up = to;
        return m_body.begin(this);
    }

    Continuation receive(TaskNode &task) override
    {
        if (Scheduler::current().isAbandoning())
            return up;
        if (m_inCleanup)
            return cleanedUp(task);
        if (task.signal == Signal::Value)
            m_result.fill(m_body.operation());
        else if (task.signal == Signal::Error)
            m_body.dispose();
        if (when == RunsCleanup::AfterStop && !task.carriesStop())
            return up;
        m_pending = task.signal;
        m_error = m_pending == Signal::Value ? ErrorPtr() : task.error;
        task.signal = Signal::Value;
        task.error = {};
        m_inCleanup = true;
        return m_cleanup.begin(this);
    }

    Value take() { return m_result.take(); }
    void dispose() {}

private:
    Continuation cleanedUp(TaskNode &task)
    {
        if (task.signal == Signal::Value) {
            m_cleanup.operation().take();
            task.signal = m_pending;
            task.error = std::move(m_error);
            return up;
        }
        if (task.signal == Signal::Error)
            m_cleanup.dispose();
        recordReplaced(task);
        return up;
    }

    // An error in cleanup replaces a cancellation (CL-3), a stop in cleanup loses an error (CL-4).
    void recordReplaced(TaskNode &task)
    {
        if (m_pending == Signal::Value)
            return;
        const ErrorPtr travelling = task.materialised();
        ErrorPtr old = m_error;
        if (!old) {
            old = makeCancelled();
            old->origin = task.whereItIs();
        }
        chainContext(travelling, old);
        const bool lost = task.carriesStop() && m_pending == Signal::Error;
        Scheduler &scheduler = Scheduler::current();
        const ErrorId oldId = scheduler.idFor(old);
        const ErrorId newId = scheduler.idFor(travelling);
        scheduler.observeTask(lost ? EventData(ErrorLost{oldId, newId}) : EventData(ErrorReplaced{oldId, newId}));
    }

    Deferred<Body> m_body;
    Deferred<Cleanup> m_cleanup;
    Slot<Value> m_result;
    ErrorPtr m_error;
    Signal m_pending = Signal::Value;
    bool m_inCleanup = false;
};

} // namespace detail

/// Runs @p cleanup after @p body, however that ended. In a cancelled scope, cleanup that waits is
/// stopped again (CL-1): put it into a shield, with a limit.
template <typename Body, typename Cleanup>
auto finallyDo(Body body, Cleanup cleanup)
{
    return detail::ThenOperation<Body, Cleanup, detail::RunsCleanup::Always>(std::move(body), std::move(cleanup));
}

/// Runs @p handler only if @p body was stopped. It cannot swallow: the stop goes on afterwards.
template <typename Body, typename Handler>
auto onCancelled(Body body, Handler handler)
{
    return detail::ThenOperation<Body, Handler, detail::RunsCleanup::AfterStop>(std::move(body), std::move(handler));
}

} // namespace ScopeLab
