#pragma once

#include "core/engine/operation.h"
#include "core/engine/scheduler.h"

namespace ScopeLab {

namespace detail {

/// Tells the observer what became of an error that nobody looked at: lost while the task was being
/// stopped, replaced while another error was on its way, handled otherwise.
void recordFate(const ErrorPtr &error, bool isStop);

} // namespace detail

/// How something ended: with a value, an error, or a cancellation. Also an operation: awaiting it
/// makes it go on from there as it came.
///
/// One that dies unlooked at does not vanish: its end is told to the observer as lost (CL-4),
/// replaced (CL-3) or handled.
template <typename T = void>
class [[nodiscard]] Outcome : public detail::OperationTag
{
public:
    using Value = T;

    Outcome() = default;
    Outcome(Outcome &&other) noexcept
        : m_signal(std::exchange(other.m_signal, detail::Signal::Value))
        , m_error(std::move(other.m_error))
        , m_value(std::move(other.m_value))
    {
    }
    ~Outcome()
    {
        if (m_signal != detail::Signal::Value)
            detail::recordFate(m_error, m_signal == detail::Signal::Stop);
    }

    bool hasValue() const { return m_signal == detail::Signal::Value; }
    bool hasError() const { return m_signal == detail::Signal::Error; }

    /// True for a cancellation, and for a group that holds one.
    bool isCancelled() const { return m_signal == detail::Signal::Stop; }

    /// Null for a value.
    const ErrorPtr &error() const { return m_error; }

    /// Takes the error out: the caller has dealt with it. Swallowing a cancellation this way does
    /// not end it: the next checkpoint stops again (LV-1).
    ErrorPtr handled()
    {
        m_signal = detail::Signal::Value;
        return m_error;
    }

    T value() { return m_value.take(); }

    detail::Continuation begin(detail::Continuation up)
    {
        detail::TaskNode &task = detail::currentTask();
        task.signal = std::exchange(m_signal, detail::Signal::Value);
        task.error = m_error;
        return up;
    }
    T take() { return m_value.take(); }
    void dispose() {}

private:
    template <typename Body>
    friend class CatchOperation;
    friend Outcome<void> raiseAgain(ErrorPtr error);

    detail::Signal m_signal = detail::Signal::Value;
    ErrorPtr m_error;
    detail::Slot<T> m_value;
};

/// Makes @p error leave from here, as what it is: a cancellation stops the task (AB-5).
inline Outcome<void> raiseAgain(ErrorPtr error)
{
    Outcome<void> outcome;
    outcome.m_signal = error->holdsCancellation() ? detail::Signal::Stop : detail::Signal::Error;
    outcome.m_error = std::move(error);
    return outcome;
}

template <typename Body>
class CatchOperation final : public detail::SignalReceiver, public detail::OperationTag
{
public:
    using Value = Outcome<typename detail::Deferred<Body>::Inner::Value>;

    explicit CatchOperation(Body body)
        : m_body(std::move(body))
    {
    }
    CatchOperation(CatchOperation &&other) // before it begins only
        : SignalReceiver()
        , OperationTag()
        , m_body(std::move(other.m_body))
    {
    }

    detail::Continuation begin(detail::Continuation to)
    {
        up = to;
        return m_body.begin(this);
    }
    detail::Continuation receive(detail::TaskNode &task) override
    {
        using detail::Signal;
        if (Scheduler::current().isAbandoning())
            return up;
        if (task.signal == Signal::Value) {
            m_outcome.m_value.fill(m_body.operation());
            return up;
        }
        if (task.signal == Signal::Error)
            m_body.dispose();
        m_outcome.m_error = task.materialised();
        m_outcome.m_signal = task.carriesStop() ? Signal::Stop : Signal::Error;
        task.signal = Signal::Value;
        task.error = {};
        return up;
    }
    Value take() { return std::move(m_outcome); }
    void dispose() {}

private:
    detail::Deferred<Body> m_body;
    Value m_outcome;
};

/// Runs @p body and gives its Outcome. The one way to see a cancellation and go on.
template <typename Body>
auto catching(Body body)
{
    return CatchOperation<Body>(std::move(body));
}

} // namespace ScopeLab
