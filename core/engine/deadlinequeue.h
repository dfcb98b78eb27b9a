#pragma once

#include "core/time/timepoint.h"

#include <array>
#include <cstdint>

namespace ScopeLab {

/// Something that is due at a moment of the run: the deadline of a scope, the end of a sleep.
class Timer
{
public:
    Timer() = default;
    Timer(const Timer &) = delete;
    Timer &operator=(const Timer &) = delete;
    virtual ~Timer() = default;

    /// Runs in the run's thread once the moment has come. The timer is no longer queued then.
    virtual void fire() = 0;

    bool isQueued() const { return m_slot != NotQueued; }
    TimePoint due() const { return m_due; }

private:
    friend class DeadlineQueue;
    static constexpr std::uint16_t NotQueued = 0xFFFF;

    TimePoint m_due = Never;
    Timer *m_next = nullptr;
    Timer *m_previous = nullptr; // of the first: the last of the slot
    std::uint16_t m_slot = NotQueued;
};

/// The timers of a run, earliest first; timers due at the same moment in the order they were queued.
///
/// A hierarchical timing wheel of 64 slots a level, like the digits of an odometer: a timer sits on the
/// wheel of the highest digit in which its moment differs from the time, and moves down as that comes
/// nearer. Inserting and removing touch only a timer and its neighbours, however many there are; most
/// timers never fire. The order is exact to the nanosecond.
class DeadlineQueue
{
public:
    /// @p due must not be Never.
    void insert(Timer &timer, TimePoint due);

    /// No-op if @p timer is not queued.
    void remove(Timer &timer);

    bool isEmpty() const { return m_wheels == 0 && !m_slots[Overdue]; }

    /// Never if there is none. Looks at every timer of one slot.
    TimePoint earliest() const;

    /// As earliest(), for a caller that then jumps there: moves timers down on the way, so that none is
    /// looked at twice. Inserting a timer before that moment costs more afterwards.
    TimePoint approachEarliest();

    /// False if certainly nothing is due at @p now; a few loads.
    bool mayHaveDue(TimePoint now) const { return !isEmpty() && lowerBound() <= now; }

    /// Takes out and fires every timer due at @p now or before, in order (TO-7).
    void expire(TimePoint now);

private:
    static constexpr unsigned Digit = 6;
    static constexpr unsigned Slots = 1U << Digit;
    static constexpr unsigned Wheels = 11; // of 6 bits: more than 63
    static constexpr unsigned Overdue = Wheels * Slots;

    struct Place
    {
        unsigned wheel;
        unsigned slot;
    };
    Place lowest() const;
    std::int64_t startOf(Place place) const;
    TimePoint lowerBound() const;
    void append(Timer &timer, unsigned slot);
    void insertOverdue(Timer &timer);
    void fireFirst(unsigned slot);
    void cascade(unsigned slot);

    std::int64_t m_base = 0; // nothing on the wheels is due before
    unsigned m_wheels = 0;   // a bit for each wheel that is not empty
    std::array<std::uint64_t, Wheels> m_occupied{};
    std::array<Timer *, Overdue + 1> m_slots{}; // the first timer of each; the last: due before m_base, sorted
};

} // namespace ScopeLab
