#pragma once

#include <string>
#include <string_view>

namespace ScopeLab {

/// Names the class that is "the native cancellation" of a run. Delivery is level-triggered on
/// every backend; only the name, and so what a handler matches, differs.
struct CancellationBackend
{
    std::string name;           ///< As in a scenario: `trio`.
    std::string cancelledClass; ///< As users write it: `trio.Cancelled`.

    static const CancellationBackend &trio();
    static const CancellationBackend &asyncio();
    static const CancellationBackend &curio();

    /// The backend called @p name, or null.
    static const CancellationBackend *byName(std::string_view name);
};

/// The name of the native cancellation class of the current run; Trio's outside every run.
const std::string &getCancelledExceptionClass();

} // namespace ScopeLab
