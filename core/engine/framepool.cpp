#include "core/engine/framepool.h"

#include <array>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

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

namespace {

constexpr std::size_t Step = 32;
constexpr std::size_t Classes = 32; // frames above 1 KiB are rare and come from the heap
constexpr std::size_t SlabSize = 65'536;

struct Block
{
    Block *next;
};
using Lists = std::array<Block *, Classes>;

// Holds the lists of threads that ended, for the next thread that starts. Slabs are never freed.
class Reservoir
{
public:
    Lists take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_lists.empty())
            return {};
        const Lists lists = m_lists.back();
        m_lists.pop_back();
        return lists;
    }
    void give(const Lists &lists)
    {
        const std::lock_guard lock(m_mutex);
        m_lists.push_back(lists);
    }

private:
    std::mutex m_mutex; // protects m_lists
    std::vector<Lists> m_lists;
};

Reservoir &reservoir()
{
    static Reservoir *const instance = new Reservoir; // outlives every thread
    return *instance;
}

struct ThreadLists
{
    ThreadLists()
        : lists(reservoir().take())
    {
    }
    ~ThreadLists() { reservoir().give(lists); }

    Lists lists;
    char *slab = nullptr;
    std::size_t left = 0;
};

ThreadLists &threadLists()
{
    static thread_local ThreadLists lists;
    return lists;
}

} // namespace

void *takeFrame(std::size_t size)
{
    const std::size_t index = (size - 1) / Step;
    if (!SCOPELAB_POOLS_FRAMES || index >= Classes)
        return ::operator new(size);
    ThreadLists &own = threadLists();
    if (Block *block = own.lists[index]) {
        own.lists[index] = block->next;
        return block;
    }
    const std::size_t rounded = (index + 1) * Step;
    if (own.left < rounded) {
        own.slab = static_cast<char *>(::operator new(SlabSize));
        own.left = SlabSize;
    }
    own.left -= rounded;
    return std::exchange(own.slab, own.slab + rounded);
}

void giveFrame(void *frame, std::size_t size) noexcept
{
    const std::size_t index = (size - 1) / Step;
    if (!SCOPELAB_POOLS_FRAMES || index >= Classes)
        return ::operator delete(frame);
    ThreadLists &own = threadLists();
    own.lists[index] = new (frame) Block{own.lists[index]};
}

} // namespace ScopeLab::detail
