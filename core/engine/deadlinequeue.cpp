#include "core/engine/deadlinequeue.h"

#include <bit>
#include <utility>

namespace ScopeLab {

namespace {

std::int64_t count(TimePoint time)
{
    return time.time_since_epoch().count();
}

} // namespace

// The lowest wheel that is not empty has the earliest timers, and so has its lowest slot: the others
// differ from the base in a higher digit.
DeadlineQueue::Place DeadlineQueue::lowest() const
{
    const auto wheel = static_cast<unsigned>(std::countr_zero(m_wheels));
    return {wheel, static_cast<unsigned>(std::countr_zero(m_occupied[wheel]))};
}

std::int64_t DeadlineQueue::startOf(Place place) const
{
    const unsigned shift = place.wheel * Digit;
    const auto above
        = shift + Digit >= 64 ? 0 : static_cast<std::uint64_t>(m_base) >> (shift + Digit) << (shift + Digit);
    return static_cast<std::int64_t>(above | static_cast<std::uint64_t>(place.slot) << shift);
}

TimePoint DeadlineQueue::lowerBound() const
{
    return m_slots[Overdue] ? m_slots[Overdue]->m_due : TimePoint(Duration(startOf(lowest())));
}

void DeadlineQueue::append(Timer &timer, unsigned slot)
{
    timer.m_slot = static_cast<std::uint16_t>(slot);
    timer.m_next = nullptr;
    Timer *&first = m_slots[slot];
    if (!first) {
        first = &timer;
        timer.m_previous = &timer;
    } else {
        timer.m_previous = first->m_previous;
        first->m_previous->m_next = &timer;
        first->m_previous = &timer;
    }
}

void DeadlineQueue::insert(Timer &timer, TimePoint due)
{
    timer.m_due = due;
    const std::int64_t key = count(due);
    if (key < m_base) {
        insertOverdue(timer);
        return;
    }
    const auto differs = static_cast<std::uint64_t>(key ^ m_base) | 1;
    const unsigned wheel = (63U - static_cast<unsigned>(std::countl_zero(differs))) / Digit;
    const auto slot = static_cast<unsigned>(static_cast<std::uint64_t>(key) >> (wheel * Digit)) & (Slots - 1);
    m_wheels |= 1U << wheel;
    m_occupied[wheel] |= std::uint64_t{1} << slot;
    append(timer, wheel * Slots + slot);
}

void DeadlineQueue::insertOverdue(Timer &timer)
{
    Timer *&first = m_slots[Overdue];
    Timer *before = first ? first->m_previous : nullptr; // from the end: seldom more than one step
    while (before && before->m_due > timer.m_due)
        before = before == first ? nullptr : before->m_previous;
    if (!before && first) {
        timer.m_slot = Overdue;
        timer.m_next = first;
        timer.m_previous = std::exchange(first->m_previous, &timer);
        first = &timer;
    } else if (before && before->m_next) {
        timer.m_slot = Overdue;
        timer.m_next = before->m_next;
        timer.m_previous = before;
        before->m_next->m_previous = &timer;
        before->m_next = &timer;
    } else {
        append(timer, Overdue);
    }
}

void DeadlineQueue::remove(Timer &timer)
{
    if (!timer.isQueued())
        return;
    const unsigned slot = std::exchange(timer.m_slot, Timer::NotQueued);
    Timer *&first = m_slots[slot];
    (timer.m_next ? timer.m_next : first)->m_previous = timer.m_previous;
    if (first != &timer) {
        timer.m_previous->m_next = timer.m_next;
        return;
    }
    first = timer.m_next;
    if (first || slot == Overdue)
        return;
    const unsigned wheel = slot / Slots;
    m_occupied[wheel] &= ~(std::uint64_t{1} << slot % Slots);
    if (m_occupied[wheel] == 0)
        m_wheels &= ~(1U << wheel);
}

TimePoint DeadlineQueue::earliest() const
{
    if (isEmpty())
        return Never;
    if (m_slots[Overdue])
        return m_slots[Overdue]->m_due;
    const Place place = lowest();
    TimePoint least = Never;
    for (const Timer *timer = m_slots[place.wheel * Slots + place.slot]; timer; timer = timer->m_next)
        least = std::min(least, timer->m_due);
    return least;
}

TimePoint DeadlineQueue::approachEarliest()
{
    while (m_wheels != 0 && !m_slots[Overdue]) {
        const Place place = lowest();
        const unsigned slot = place.wheel * Slots + place.slot;
        if (place.wheel == 0 || !m_slots[slot]->m_next)
            break;
        m_base = startOf(place);
        cascade(slot);
    }
    return earliest();
}

void DeadlineQueue::fireFirst(unsigned slot)
{
    Timer &due = *m_slots[slot];
    remove(due);
    due.fire();
}

void DeadlineQueue::cascade(unsigned slot)
{
    Timer *timer = std::exchange(m_slots[slot], nullptr);
    m_occupied[slot / Slots] &= ~(std::uint64_t{1} << slot % Slots);
    if (m_occupied[slot / Slots] == 0)
        m_wheels &= ~(1U << slot / Slots);
    while (timer) {
        Timer *const next = timer->m_next;
        insert(*timer, timer->m_due);
        timer = next;
    }
}

void DeadlineQueue::expire(TimePoint now)
{
    while (mayHaveDue(now)) {
        if (m_slots[Overdue]) {
            fireFirst(Overdue);
            continue;
        }
        const Place place = lowest();
        const unsigned slot = place.wheel * Slots + place.slot;
        Timer *const first = m_slots[slot];
        const bool isAlone = !first->m_next && first->m_due <= now;
        m_base = isAlone ? count(first->m_due) : startOf(place);
        if (isAlone || place.wheel == 0) // on the lowest wheel a whole slot is due at one moment
            fireFirst(slot);
        else
            cascade(slot);
    }
    // What is left starts later than now, so it stands where it would from here, too.
    m_base = std::max(m_base, count(now));
}

} // namespace ScopeLab
