#pragma once

#include "core/engine/waitqueue.h"

namespace ScopeLab {

class Event;

namespace detail {

class EventWait final : public LeafOperation, public WaitNode
{
public:
    explicit EventWait(Event &event)
        : m_event(&event)
    {
    }
    EventWait(EventWait &&other) noexcept
        : LeafOperation()
        , WaitNode()
        , m_event(other.m_event)
    {
    }
    Link begin(Link up);
    bool abort() override;

private:
    Event *m_event;
};

} // namespace detail

/// A flag that tasks of one run wait for. Once set it stays set. Source: Trio `Event`.
/// Threading: confined to the run.
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
    std::size_t waitingTasks() const { return m_waiting.size(); }

private:
    friend class detail::EventWait;
    detail::WaitQueue m_waiting;
    bool m_isSet = false;
};

} // namespace ScopeLab
