#include "core/engine/deadlinequeue.h"

namespace ScopeLab {

namespace {
constexpr std::size_t Children = 4;
}

bool DeadlineQueue::isBefore(const Timer &a, const Timer &b)
{
    return a.m_due != b.m_due ? a.m_due < b.m_due : a.m_order < b.m_order;
}

void DeadlineQueue::place(std::size_t slot, Timer *timer)
{
    m_heap[slot] = timer;
    timer->m_slot = static_cast<std::uint32_t>(slot);
}

void DeadlineQueue::sift(std::size_t slot)
{
    Timer *const moving = m_heap[slot];
    while (slot > 0) {
        const std::size_t parent = (slot - 1) / Children;
        if (!isBefore(*moving, *m_heap[parent]))
            break;
        place(slot, m_heap[parent]);
        slot = parent;
    }
    for (;;) {
        const std::size_t first = slot * Children + 1;
        if (first >= m_heap.size())
            break;
        std::size_t least = first;
        for (std::size_t child = first + 1; child < std::min(first + Children, m_heap.size()); ++child) {
            if (isBefore(*m_heap[child], *m_heap[least]))
                least = child;
        }
        if (!isBefore(*m_heap[least], *moving))
            break;
        place(slot, m_heap[least]);
        slot = least;
    }
    place(slot, moving);
}

void DeadlineQueue::insert(Timer &timer, TimePoint due)
{
    timer.m_due = due;
    timer.m_order = m_inserted++;
    m_heap.push_back(&timer);
    sift(m_heap.size() - 1);
}

void DeadlineQueue::remove(Timer &timer)
{
    if (!timer.isQueued())
        return;
    const std::size_t slot = timer.m_slot;
    timer.m_slot = Timer::NotQueued;
    Timer *const last = m_heap.back();
    m_heap.pop_back();
    if (slot == m_heap.size())
        return;
    m_heap[slot] = last;
    sift(slot);
}

void DeadlineQueue::expire(TimePoint now)
{
    while (!m_heap.empty() && m_heap.front()->m_due <= now) {
        Timer &due = *m_heap.front();
        remove(due);
        due.fire();
    }
}

} // namespace ScopeLab
