#pragma once

#include "core/engine/error.h"

#include <functional>
#include <string>
#include <string_view>

namespace ScopeLab {

/// Says what "the native cancellation" of a run is. Delivery is level-triggered on every backend; what
/// differs is the name, so what a handler matches, and which C++ exceptions of foreign code count.
///
/// getCancelledExceptionClass(), isCancelled(), splitCancellation(), nonCancelSubgroup() and catching()
/// ask the backend of the current run; nothing else knows a class by name.
struct CancellationBackend
{
    std::string name;           ///< As in a scenario: `trio`.
    std::string cancelledClass; ///< As users write it: `trio.Cancelled`.

    /// Asked inside a catch handler about an exception that is none of ours: is it a cancellation?
    /// One that is stops its task, as if the engine had cancelled it. Null: none is.
    bool (*isNative)() = nullptr;

    static const CancellationBackend &trio();
    static const CancellationBackend &asyncio();
    static const CancellationBackend &curio();

    /// A QFuture that somebody else cancelled counts as the cancellation of who awaits it, as with
    /// asyncio's futures. On the others it is an error, `QFutureCancelled`.
    static const CancellationBackend &qtFuture();

    /// A backend whose native cancellation is the C++ exception @p Native: a Boost interruption, say.
    template <typename Native>
    static CancellationBackend forException(std::string name, std::string cancelledClass)
    {
        const auto isNative = [] {
            try {
                throw;
            } catch (const Native &) {
                return true;
            } catch (...) {
                return false;
            }
        };
        return {std::move(name), std::move(cancelledClass), isNative};
    }

    /// Makes a backend known by its name, for good. Thread-safe.
    /// @throws std::invalid_argument if the name is empty or taken.
    static const CancellationBackend &registerBackend(CancellationBackend backend);

    /// The backend called @p name, or null. Thread-safe.
    static const CancellationBackend *byName(std::string_view name);
};

/// The name of the native cancellation class of the current run; Trio's outside every run.
const std::string &getCancelledExceptionClass();

/// The backend of the current run; Trio's outside every run.
const CancellationBackend &currentCancellationBackend();

} // namespace ScopeLab
