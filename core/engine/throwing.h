#pragma once

#include "core/engine/operation.h"
#include "core/engine/scheduler.h"

namespace ScopeLab {

namespace detail {

template <typename Body>
class ThrowOperation final : public Op, public OperationTag
{
public:
    using Value = typename Made<Body>::Inner::Value;

    explicit ThrowOperation(Body body)
        : m_body(std::move(body))
    {
    }
    ThrowOperation(ThrowOperation &&other) // before it begins only
        : Op()
        , OperationTag()
        , m_body(std::move(other.m_body))
    {
    }

    Link begin(Link to)
    {
        up = to;
        return m_body.begin(this);
    }
    Link receive(TaskNode &task) override
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
    Made<Body> m_body;
    Slot<Value> m_result;
};

} // namespace detail

/// Runs @p body; if that is stopped, throws the cancellation into the frame that waits, as Python does:
/// a Cancelled, or a BaseExceptionGroup that holds one. If it leaves the frame it is a stop again.
///
/// For code that was written for exceptions. It costs some 2 µs, and here a `catch (...)` can swallow
/// a cancellation; where that will do, ask with catching().
template <typename Body>
auto throwing(Body body)
{
    return detail::ThrowOperation<Body>(std::move(body));
}

} // namespace ScopeLab
