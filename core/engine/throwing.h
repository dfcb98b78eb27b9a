#pragma once

#include "core/engine/operation.h"
#include "core/engine/scheduler.h"

namespace ScopeLab {

namespace detail {

template <typename Body>
class ThrowOperation final : public SignalReceiver, public OperationTag
{
public:
    using Value = typename Deferred<Body>::Inner::Value;

    explicit ThrowOperation(Body body)
        : m_body(std::move(body))
    {
    }
    ThrowOperation(ThrowOperation &&other) // before it begins only
        : SignalReceiver()
        , OperationTag()
        , m_body(std::move(other.m_body))
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
        if (task.signal == Signal::Value)
            m_result.fill(m_body.operation());
        else if (task.signal == Signal::Error)
            m_body.dispose();
        else {
            task.materialised();
            task.signal = Signal::Error; // it is thrown into the frame that waits
        }
        return up;
    }
    Value take() { return m_result.take(); }
    void dispose() {}

private:
    Deferred<Body> m_body;
    Slot<Value> m_result;
};

} // namespace detail

/// Runs @p body. If that is stopped, throws the cancellation into the waiting frame, as Python does: a
/// Cancelled, or a BaseExceptionGroup that holds one. Once it leaves the frame it is a stop again.
///
/// For code that relies on exceptions. It costs about 2 µs, and a `catch (...)` in it can swallow a
/// cancellation; prefer catching() where that will do.
template <typename Body>
auto throwing(Body body)
{
    return detail::ThrowOperation<Body>(std::move(body));
}

} // namespace ScopeLab
