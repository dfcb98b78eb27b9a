#include "core/engine/cancellationbackend.h"

#include "core/engine/scheduler.h"

#include <deque>
#include <mutex>
#include <stdexcept>

namespace ScopeLab {

namespace {

struct Registry
{
    std::mutex mutex; // protects backends
    std::deque<CancellationBackend> backends{
        {"trio", "trio.Cancelled"},
        {"asyncio", "asyncio.CancelledError"},
        {"curio", "curio.CancelledError"},
        {"qtfuture", "QFutureCancelled"},
    }; // a deque: what was given out stays where it is
};

Registry &registry()
{
    static Registry instance;
    return instance;
}

const CancellationBackend *find(const Registry &known, std::string_view name)
{
    for (const CancellationBackend &backend : known.backends) {
        if (backend.name == name)
            return &backend;
    }
    return nullptr;
}

} // namespace

const CancellationBackend &CancellationBackend::trio()
{
    static const CancellationBackend &backend = *byName("trio");
    return backend;
}

const CancellationBackend &CancellationBackend::asyncio()
{
    static const CancellationBackend &backend = *byName("asyncio");
    return backend;
}

const CancellationBackend &CancellationBackend::curio()
{
    static const CancellationBackend &backend = *byName("curio");
    return backend;
}

const CancellationBackend &CancellationBackend::qtFuture()
{
    static const CancellationBackend &backend = *byName("qtfuture");
    return backend;
}

const CancellationBackend &CancellationBackend::registerBackend(CancellationBackend backend)
{
    Registry &known = registry();
    const std::lock_guard lock(known.mutex);
    if (backend.name.empty() || find(known, backend.name))
        throw std::invalid_argument("CancellationBackend: the name '" + backend.name + "' is empty or taken");
    return known.backends.emplace_back(std::move(backend));
}

const CancellationBackend *CancellationBackend::byName(std::string_view name)
{
    Registry &known = registry();
    const std::lock_guard lock(known.mutex);
    return find(known, name);
}

const CancellationBackend &currentCancellationBackend()
{
    const Scheduler *scheduler = Scheduler::currentOrNull();
    return scheduler ? scheduler->backend() : CancellationBackend::trio();
}

const std::string &getCancelledExceptionClass()
{
    return currentCancellationBackend().cancelledClass;
}

} // namespace ScopeLab
