#include "core/patterns/cancellableoperation.h"

#include "core/engine/exceptions.h"

namespace ScopeLab {

OperationStatus statusAfter(const CancelScope &scope, const ErrorPtr &error)
{
    if (error) // a cancellation came from outside: that wins
        return error->holdsOnlyCancellations() ? OperationStatus::Cancelled : OperationStatus::Failed;
    if (!scope.cancelledCaught())
        return OperationStatus::Completed;
    const bool wasLate = scope.ownReason()->source == CancelSource::Deadline;
    return wasLate ? OperationStatus::TimedOut : OperationStatus::Cancelled;
}

void CancellableOperation::refuse()
{
    throw RaisedError(makeError("RuntimeError", "an operation runs once"));
}

void CancellableOperation::throwTimeout() const
{
    throw TimeoutError(detail::makeTimeout(detail::currentTask(), m_scope));
}

} // namespace ScopeLab
