#pragma once

#include <cstddef>

namespace ScopeLab::detail {

/// Memory for coroutine frames and tasks, from free lists by size. Each thread has its own lists;
/// a block may be given back in another thread than it was taken in.
void *takeFrame(std::size_t size);
void giveFrame(void *frame, std::size_t size) noexcept;

/// Base of what lives in such memory.
struct Pooled
{
    static void *operator new(std::size_t size) { return takeFrame(size); }
    static void operator delete(void *frame, std::size_t size) noexcept { giveFrame(frame, size); }
};

} // namespace ScopeLab::detail
