#pragma once

#include <cstddef>

namespace ScopeLab {

/// The message of the last resort.
inline constexpr char NoMemory[] = "scopelab: there is not enough memory for this\n";

/// Memory held back for the moment when there is none left. Allocations then succeed from this reserve, and the current
/// run is ended in good order, like one that hit a limit. For main(): one in the process.
class MemoryReserve
{
public:
    /// What happens when the reserve is used up as well.
    enum class LastResort {
        Throw, ///< std::bad_alloc.
        Exit   ///< The process ends, with a message and exit code 3.
    };

    explicit MemoryReserve(LastResort resort);
    ~MemoryReserve();
    MemoryReserve(const MemoryReserve &) = delete;
    MemoryReserve &operator=(const MemoryReserve &) = delete;

    /// True from the moment memory ran out until refill() succeeded. Thread-safe.
    static bool isUsedUp();

    /// Fills the reserve again as far as memory allows; no-op if it is full. Thread-safe.
    static void refill();
};

} // namespace ScopeLab
