#include "core/patterns/cancellableoperation.h"

#include "core/engine/exceptions.h"

namespace ScopeLab {

const char *toString(OperationStatus status)
{
    static constexpr const char *names[]
        = {"pending", "running", "completed", "failed", "timed_out", "cancelled", "skipped"};
    return names[static_cast<int>(status)];
}

void CancellableOperation::ended(bool hasValue, bool hasError)
{
    if (hasError) {
        m_status = OperationStatus::Failed;
        return;
    }
    const CancelReason *reason = m_scope.ownReason();
    const bool wasLate = reason && reason->source == CancelSource::Deadline;
    if (!hasValue) // from around it: that wins
        m_status = OperationStatus::Cancelled;
    else if (!m_scope.cancelledCaught())
        m_status = OperationStatus::Completed;
    else
        m_status = wasLate ? OperationStatus::TimedOut : OperationStatus::Cancelled;
}

void CancellableOperation::refuse()
{
    throw RaisedError(makeError("RuntimeError", "an operation runs once"));
}

void CancellableOperation::throwTimeout() const
{
    ErrorPtr error = makeError("TimeoutError", "the operation timed out");
    error->setContext(detail::ScopeGate::absorbed(m_scope));
    throw TimeoutError(error);
}

} // namespace ScopeLab
