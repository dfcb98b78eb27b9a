#pragma once

#include "core/engine/error.h"

#include <functional>
#include <string>
#include <string_view>

namespace ScopeLab {

/// Defines the native cancellation of a run. Delivery is level-triggered on every backend; backends
/// differ in the name, and so in what a handler matches, and in which foreign C++ exceptions count.
///
/// getCancelledExceptionClass(), isCancelled(), splitCancellation(), nonCancelSubgroup() and catching()
/// ask the backend of the current run; nothing else knows a class by name.
struct CancellationBackend
{
    std::string name;           ///< As in a scenario: `trio`.
    std::string cancelledClass; ///< As users write it: `trio.Cancelled`.

    /// Called inside a catch handler for a foreign exception: is it a cancellation? If so, it stops its
    /// task as if the engine had cancelled it. Null: no foreign exception is.
    bool (*isNative)() = nullptr;

    static const CancellationBackend &trio();
    static const CancellationBackend &asyncio();
    static const CancellationBackend &curio();

    /// When somebody else cancels a QFuture, the task awaiting it is cancelled, as with asyncio's
    /// futures. On the other backends that is an error, `QFutureCancelled`.
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

    /// Registers a backend under its name, permanently. Thread-safe.
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
