#include "core/engine/framepool.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace ScopeLab::detail {

constinit thread_local FramePool::Block *FramePool::free[FramePool::Classes] = {};

namespace {

using Block = FramePool::Block;

// Slabs grow, so that a small run takes little and a large one asks seldom.
constexpr std::size_t FirstSlab = 16'384;
constexpr std::size_t LargestSlab = 1'048'576;

std::atomic<std::size_t> heapBytes = 0;

/// The part of a slab that is not cut into blocks yet.
struct Slab
{
    char *begin = nullptr;
    std::size_t left = 0;
    std::size_t nextSize = FirstSlab;

    void *cut(std::size_t size)
    {
        if (left < size) {
            begin = static_cast<char *>(::operator new(nextSize));
            heapBytes.fetch_add(nextSize, std::memory_order_relaxed);
            left = nextSize;
            nextSize = std::min(nextSize * 2, LargestSlab);
        }
        left -= size;
        return std::exchange(begin, begin + size);
    }
};

void push(Block *&list, Block *block) noexcept
{
    block->next = list;
    block->count = list ? list->count + 1 : 1;
    list = block;
}

/// Holds the surplus blocks of all threads, and those of threads that have ended, for whoever runs out.
class Depot
{
public:
    Block *takeBatch(std::size_t index)
    {
        const std::lock_guard lock(m_mutex);
        if (m_full[index].empty())
            return std::exchange(m_rest[index], nullptr);
        Block *const batch = m_full[index].back();
        m_full[index].pop_back();
        return batch;
    }
    void giveBatch(std::size_t index, Block *batch)
    {
        const std::lock_guard lock(m_mutex);
        m_full[index].push_back(batch);
    }
    void giveRest(std::size_t index, Block *blocks)
    {
        const std::lock_guard lock(m_mutex);
        while (blocks) {
            push(m_rest[index], std::exchange(blocks, blocks->next));
            if (m_rest[index]->count == FramePool::Batch)
                m_full[index].push_back(std::exchange(m_rest[index], nullptr));
        }
    }

    Slab takeSlab()
    {
        const std::lock_guard lock(m_mutex);
        if (m_slabs.empty())
            return {};
        const Slab slab = m_slabs.back();
        m_slabs.pop_back();
        return slab;
    }
    void giveSlab(const Slab &slab)
    {
        const std::lock_guard lock(m_mutex);
        m_slabs.push_back(slab);
    }

private:
    std::mutex m_mutex;                                          // protects everything below
    std::array<std::vector<Block *>, FramePool::Classes> m_full; ///< Lists of Batch blocks.
    std::array<Block *, FramePool::Classes> m_rest{};            ///< Shorter ones.
    std::vector<Slab> m_slabs;
};

Depot &depot()
{
    static Depot *const instance = new Depot; // outlives every thread
    return *instance;
}

/// What a thread has beside its free lists. A thread at the edge of a batch swaps its list with the spare one
/// instead of going to the depot each time.
class ThreadStock
{
public:
    ThreadStock() = default;
    ThreadStock(const ThreadStock &) = delete;
    ThreadStock &operator=(const ThreadStock &) = delete;
    ~ThreadStock()
    {
        for (std::size_t i = 0; i < FramePool::Classes; ++i) {
            depot().giveRest(i, std::exchange(FramePool::free[i], nullptr));
            if (m_spare[i])
                depot().giveBatch(i, m_spare[i]);
        }
        depot().giveSlab(m_slab);
    }

    Block *takeBatch(std::size_t index)
    {
        if (m_spare[index])
            return std::exchange(m_spare[index], nullptr);
        Block *const batch = depot().takeBatch(index);
        if (batch)
            m_taken += static_cast<std::ptrdiff_t>(batch->count);
        return batch;
    }
    void giveBatch(std::size_t index, Block *batch)
    {
        if (Block *const older = std::exchange(m_spare[index], batch)) {
            m_taken -= static_cast<std::ptrdiff_t>(FramePool::Batch);
            depot().giveBatch(index, older);
        }
    }
    void *cut(std::size_t size)
    {
        ++m_taken;
        return m_slab.cut(size);
    }

    /// Blocks that came to this thread from slab, depot or heap, less those that went there.
    std::ptrdiff_t &taken() { return m_taken; }
    Block *spare(std::size_t index) const { return m_spare[index]; }

private:
    std::array<Block *, FramePool::Classes> m_spare{};
    Slab m_slab = depot().takeSlab();
    std::ptrdiff_t m_taken = 0;
};

ThreadStock &threadStock()
{
    static thread_local ThreadStock stock;
    return stock;
}

} // namespace

void *FramePool::refill(std::size_t size)
{
    const std::size_t index = classOf(size);
    if (Block *const batch = threadStock().takeBatch(index)) {
        free[index] = batch->next;
        return batch;
    }
    return threadStock().cut((index + 1) * Step);
}

/// The first of a list, so that the thread's stock is there and hands the list on when the thread ends.
void FramePool::giveToEmpty(std::size_t index, Block *block) noexcept
{
    threadStock();
    push(free[index], block);
}

void FramePool::spill(std::size_t index) noexcept
{
    threadStock().giveBatch(index, std::exchange(free[index], nullptr));
}

void *FramePool::takeLarge(std::size_t size)
{
    ++threadStock().taken();
    return ::operator new(size);
}

void FramePool::giveLarge(void *block) noexcept
{
    --threadStock().taken();
    ::operator delete(block);
}

std::ptrdiff_t livingFrames()
{
    ThreadStock &stock = threadStock();
    std::ptrdiff_t count = stock.taken();
    for (std::size_t i = 0; i < FramePool::Classes; ++i) {
        for (const Block *list : {FramePool::free[i], stock.spare(i)})
            count -= list ? static_cast<std::ptrdiff_t>(list->count) : 0;
    }
    return count;
}

std::size_t pooledBytes()
{
    return heapBytes.load(std::memory_order_relaxed);
}

} // namespace ScopeLab::detail
