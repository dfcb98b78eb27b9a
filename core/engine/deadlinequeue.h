#pragma once

#include "core/time/timepoint.h"

#include <cstdint>
#include <vector>

namespace ScopeLab {

/// Something that is due at a moment of the run: the deadline of a scope, the end of a sleep.
class Timer
{
public:
    /// Runs in the run's thread once the moment has come. The timer is no longer queued then.
    virtual void fire() = 0;

    bool isQueued() const { return m_slot != NotQueued; }
    TimePoint due() const { return m_due; }

protected:
    virtual ~Timer() = default;

private:
    friend class DeadlineQueue;
    static constexpr std::uint32_t NotQueued = ~0U;

    TimePoint m_due = Never;
    std::uint64_t m_order = 0;
    std::uint32_t m_slot = NotQueued;
};

/// The timers of a run, earliest first; equal moments in the order in which they were queued.
/// Inserting and removing are O(log n) and touch few nodes, since most timers never fire.
class DeadlineQueue
{
public:
    void insert(Timer &timer, TimePoint due);

    /// No-op if @p timer is not queued.
    void remove(Timer &timer);

    bool isEmpty() const { return m_heap.empty(); }

    /// Never if there is none.
    TimePoint earliest() const { return m_heap.empty() ? Never : m_heap.front()->m_due; }

    /// Takes out and fires every timer due at @p now or before, in order (TO-7).
    void expire(TimePoint now);

private:
    static bool isBefore(const Timer &a, const Timer &b);
    void place(std::size_t slot, Timer *timer);
    void sift(std::size_t slot);

    std::vector<Timer *> m_heap; // four children to a node: half the levels of a binary heap
    std::uint64_t m_inserted = 0;
};

} // namespace ScopeLab
