#pragma once

#include "core/engine/operation.h"
#include "core/engine/tasknode.h"

namespace ScopeLab {

class Event;

namespace detail {

class EventWait final : public LeafOperation, public Waiter
{
public:
    explicit EventWait(Event &event)
        : m_event(&event)
    {
    }
    EventWait(EventWait &&other) noexcept
        : LeafOperation()
        , Waiter()
        , m_event(other.m_event)
    {
    }
    Link begin(Link up);
    bool abort() override;

private:
    friend class ScopeLab::Event;
    Event *m_event;
    TaskNode *m_task = nullptr;
    EventWait *m_next = nullptr;
    EventWait *m_previous = nullptr;
};

} // namespace detail

/// A flag that tasks of one run wait for. Once set it stays set.
class Event
{
public:
    Event() = default;
    Event(const Event &) = delete;
    Event &operator=(const Event &) = delete;

    /// Waits until set; a checkpoint even when it is set already (LV-7).
    detail::EventWait wait() { return detail::EventWait(*this); }

    /// Wakes who waits. A wake-up that has happened beats a later cancel (LV-6).
    void set();

    bool isSet() const { return m_isSet; }

private:
    friend class detail::EventWait;
    detail::EventWait *m_first = nullptr;
    detail::EventWait *m_last = nullptr;
    bool m_isSet = false;
};

} // namespace ScopeLab
