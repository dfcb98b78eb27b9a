#include "core/engine/cancellationbackend.h"

#include "core/engine/scheduler.h"

namespace ScopeLab {

const CancellationBackend &CancellationBackend::trio()
{
    static const CancellationBackend backend{"trio", "trio.Cancelled"};
    return backend;
}

const CancellationBackend &CancellationBackend::asyncio()
{
    static const CancellationBackend backend{"asyncio", "asyncio.CancelledError"};
    return backend;
}

const CancellationBackend &CancellationBackend::curio()
{
    static const CancellationBackend backend{"curio", "curio.CancelledError"};
    return backend;
}

const CancellationBackend *CancellationBackend::byName(std::string_view name)
{
    for (const CancellationBackend *backend : {&trio(), &asyncio(), &curio()}) {
        if (backend->name == name)
            return backend;
    }
    return nullptr;
}

const std::string &getCancelledExceptionClass()
{
    const Scheduler *scheduler = Scheduler::currentOrNull();
    return (scheduler ? scheduler->backend() : CancellationBackend::trio()).cancelledClass;
}

} // namespace ScopeLab
