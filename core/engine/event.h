#pragma once

#include "core/engine/waitqueue.h"

namespace ScopeLab {

class Event;

namespace detail {

class EventWait final : public LeafOperation, public WaitNode
{
public:
    explicit EventWait(WaitQueue &event) { previous = &event; } // the queue that it will wait in
    EventWait(EventWait &&other) noexcept                       // before it begins only
        : LeafOperation()
        , WaitNode()
    {
        previous = other.previous;
    }
    Continuation begin(Continuation up);
    bool abort() override;
};

} // namespace detail

/// A flag that tasks of one run wait for. Once set it stays set. Source: Trio `Event`.
/// Threading: confined to the run.
class Event : private detail::WaitQueue
{
public:
    /// Waits until it is set; a checkpoint even when it is set already (LV-7).
    detail::EventWait wait() { return detail::EventWait(*this); }

    /// Wakes all waiting tasks. A wake-up beats a later cancel (LV-6).
    void set();

    /// For observers. Must outlive the run.
    void setLabel(const Label *label) { m_tag.label = label; }

    bool isSet() const { return m_isSet; }
    std::size_t waitingTasks() const { return size(); }

private:
    friend class detail::EventWait;
    bool m_isSet = false;
    detail::ResourceTag m_tag;
};

} // namespace ScopeLab
