#include "core/interpreter/memoryreserve.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace ScopeLab {

namespace {

// Enough to end 100,000 tasks, each with an error, and to report the run. While untouched it costs only address
// space.
constexpr std::size_t Size = 192 << 20;

constinit std::atomic<void *> held = nullptr;
constinit std::atomic<bool> isMissing = false;
constinit std::atomic<bool> exitsAtLast = false;

void giveBack()
{
    if (void *const reserve = held.exchange(nullptr)) {
        isMissing.store(true, std::memory_order_relaxed);
        std::free(reserve);
        return; // operator new tries again
    }
    if (!exitsAtLast.load())
        throw std::bad_alloc();
    std::fputs(NoMemory, stderr);
    std::_Exit(3);
}

} // namespace

MemoryReserve::MemoryReserve(LastResort resort)
{
    exitsAtLast.store(resort == LastResort::Exit);
    held.store(std::malloc(Size));
    std::set_new_handler(giveBack);
}

MemoryReserve::~MemoryReserve()
{
    std::set_new_handler(nullptr);
    std::free(held.exchange(nullptr));
    isMissing.store(false);
}

bool MemoryReserve::isUsedUp()
{
    return isMissing.load(std::memory_order_relaxed);
}

void MemoryReserve::refill()
{
    if (!isMissing.load(std::memory_order_relaxed))
        return;
    void *const reserve = std::malloc(Size);
    std::free(held.exchange(reserve));
    if (reserve)
        isMissing.store(false, std::memory_order_relaxed);
}

} // namespace ScopeLab
