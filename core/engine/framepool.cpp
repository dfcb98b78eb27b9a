#include "core/engine/framepool.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace ScopeLab::detail {

constinit thread_local FramePool::Block *FramePool::free[FramePool::Classes] = {};

namespace {

using Block = FramePool::Block;

// Slabs grow, so that a small run does not take much and a large one does not ask often.
constexpr std::size_t FirstSlab = 16'384;
constexpr std::size_t LargestSlab = 1'048'576;

/// The free lists of a thread, and the rest of its slab.
struct Stock
{
    std::array<Block *, FramePool::Classes> lists{};
    char *slab = nullptr;
    std::size_t left = 0;
    std::size_t nextSlab = FirstSlab;
    std::ptrdiff_t cut = 0; ///< Blocks ever cut from a slab, or taken from the heap.
};

// Holds the stock of threads that ended, for the next thread that starts. Slabs are never freed.
class Reservoir
{
public:
    Stock take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_stocks.empty())
            return {};
        const Stock stock = m_stocks.back();
        m_stocks.pop_back();
        return stock;
    }
    void give(const Stock &stock)
    {
        const std::lock_guard lock(m_mutex);
        m_stocks.push_back(stock);
    }

private:
    std::mutex m_mutex; // protects m_stocks
    std::vector<Stock> m_stocks;
};

Reservoir &reservoir()
{
    static Reservoir *const instance = new Reservoir; // outlives every thread
    return *instance;
}

// Takes over a stock when the thread first runs out, and hands it on when the thread ends.
class ThreadStock
{
public:
    ThreadStock()
        : m_stock(reservoir().take())
    {
        // What was given back in this thread before goes to the front.
        for (std::size_t i = 0; i < FramePool::Classes; ++i) {
            Block **end = &FramePool::free[i];
            while (*end)
                end = &(*end)->next;
            *end = m_stock.lists[i];
        }
    }
    ThreadStock(const ThreadStock &) = delete;
    ThreadStock &operator=(const ThreadStock &) = delete;
    ~ThreadStock()
    {
        std::copy(std::begin(FramePool::free), std::end(FramePool::free), m_stock.lists.begin());
        std::fill(std::begin(FramePool::free), std::end(FramePool::free), nullptr);
        reservoir().give(m_stock);
    }

    void *cut(std::size_t size)
    {
        ++m_stock.cut;
        if (m_stock.left < size) {
            m_stock.slab = static_cast<char *>(::operator new(m_stock.nextSlab));
            m_stock.left = m_stock.nextSlab;
            m_stock.nextSlab = std::min(m_stock.nextSlab * 2, LargestSlab);
        }
        m_stock.left -= size;
        return std::exchange(m_stock.slab, m_stock.slab + size);
    }
    std::ptrdiff_t &cutBlocks() { return m_stock.cut; }

private:
    Stock m_stock;
};

ThreadStock &threadStock()
{
    static thread_local ThreadStock stock;
    return stock;
}

} // namespace

void *FramePool::refill(std::size_t size)
{
    ThreadStock &stock = threadStock();
    const std::size_t index = classOf(size);
    if (Block *const block = free[index]) { // the stock that was just taken over had one
        free[index] = block->next;
        return block;
    }
    return stock.cut((index + 1) * Step);
}

void *FramePool::takeLarge(std::size_t size)
{
    ++threadStock().cutBlocks();
    return ::operator new(size);
}

void FramePool::giveLarge(void *block) noexcept
{
    --threadStock().cutBlocks();
    ::operator delete(block);
}

std::ptrdiff_t livingFrames()
{
    std::ptrdiff_t count = threadStock().cutBlocks();
    for (const Block *block : FramePool::free) {
        for (; block; block = block->next)
            --count;
    }
    return count;
}

} // namespace ScopeLab::detail
