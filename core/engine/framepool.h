#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define SCOPELAB_POOLS_FRAMES 0 // the sanitizer must see every frame come and go
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SCOPELAB_POOLS_FRAMES 0
#endif
#endif
#ifndef SCOPELAB_POOLS_FRAMES
#define SCOPELAB_POOLS_FRAMES 1
#endif

namespace ScopeLab::detail {

/// Memory for coroutine frames and tasks, in free lists by size. Each thread has its own lists. A block may be
/// freed in another thread than it was allocated in: surplus blocks go, a batch at a time, to a depot where every
/// thread looks before it asks the heap. Memory is reused and not returned to the system.
struct FramePool
{
    struct Block
    {
        Block *next;
        std::size_t count; ///< Blocks in the list that begins here.
    };
    static constexpr std::size_t Step = sizeof(Block);
    static constexpr std::size_t Classes = 64; // frames above 1 KiB are rare and come from the heap
    static constexpr std::size_t Batch = 64;

    static constexpr std::size_t classOf(std::size_t size) { return (size - 1) / Step; }

    static void *refill(std::size_t size);
    static void giveToEmpty(std::size_t index, Block *block) noexcept;
    static void spill(std::size_t index) noexcept;
    static void *takeLarge(std::size_t size);
    static void giveLarge(void *block) noexcept;

    [[gnu::tls_model("initial-exec")]] static constinit thread_local Block *free[Classes];
};

inline void *takeFrame(std::size_t size)
{
    const std::size_t index = FramePool::classOf(size);
    if (!SCOPELAB_POOLS_FRAMES || index >= FramePool::Classes)
        return FramePool::takeLarge(size);
    FramePool::Block *const block = FramePool::free[index];
    if (!block) [[unlikely]]
        return FramePool::refill(size);
    FramePool::free[index] = block->next;
    return block;
}

inline void giveFrame(void *frame, std::size_t size) noexcept
{
    const std::size_t index = FramePool::classOf(size);
    if (!SCOPELAB_POOLS_FRAMES || index >= FramePool::Classes)
        return FramePool::giveLarge(frame);
    auto *const block = static_cast<FramePool::Block *>(frame);
    FramePool::Block *const head = FramePool::free[index];
    if (!head) [[unlikely]]
        return FramePool::giveToEmpty(index, block);
    block->next = head;
    block->count = head->count + 1;
    FramePool::free[index] = block;
    if (block->count == FramePool::Batch) [[unlikely]]
        FramePool::spill(index);
}

/// Blocks that this thread allocated and has not freed, frames of other threads' runs aside: for tests that show
/// that nothing outlives its run.
std::ptrdiff_t livingFrames();

/// Bytes that all threads together have ever taken from the heap for blocks of up to 1 KiB. Thread-safe.
std::size_t pooledBytes();

/// Base of everything that lives in this memory.
struct Pooled
{
    static void *operator new(std::size_t size) { return takeFrame(size); }
    static void operator delete(void *frame, std::size_t size) noexcept { giveFrame(frame, size); }
};

} // namespace ScopeLab::detail
