#include "core/engine/awaitfuture.h"

#include "core/engine/awaitsignal.h"
#include "core/engine/cancellationbackend.h"

namespace ScopeLab::detail {

ErrorPtr futureCancelledError()
{
    const CancellationBackend &backend = currentCancellationBackend();
    if (&backend == &CancellationBackend::qtFuture())
        return makeCancelled("the awaited future was cancelled", backend.cancelledClass);
    return makeError("QFutureCancelled", "the awaited future was cancelled");
}

ErrorPtr senderDestroyedError()
{
    return makeError("ObjectDestroyed", "the sender of the awaited signal was destroyed");
}

} // namespace ScopeLab::detail
