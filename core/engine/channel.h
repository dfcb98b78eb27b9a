#pragma once

#include "core/engine/waitqueue.h"

#include <deque>
#include <memory>

namespace ScopeLab {

namespace detail {

template <typename T>
class ChannelSend;
template <typename T>
class ChannelReceive;

/// The state that the ends of a channel share.
template <typename T>
struct ChannelState
{
    std::size_t capacity = 0;
    std::deque<T> buffer;
    WaitQueue senders;
    WaitQueue receivers;
    ResourceTag tag;
    std::size_t openSenders = 0;
    std::size_t openReceivers = 0;

    void lastSenderClosed()
    {
        while (!receivers.isEmpty())
            static_cast<ChannelReceive<T> &>(receivers.wakeFirst()).failed = "EndOfChannel";
    }
    void lastReceiverClosed()
    {
        buffer.clear(); // nobody will ever take these
        while (!senders.isEmpty())
            static_cast<ChannelSend<T> &>(senders.wakeFirst()).failed = "BrokenResourceError";
    }
};

template <typename T>
using ChannelPtr = std::shared_ptr<ChannelState<T>>;

ErrorPtr channelError(const char *type);

/// The common part of sending and receiving: a wake-up may bring an error instead.
class ChannelOperation : public TakeOperation
{
public:
    const char *failed = nullptr; ///< The type of the error that the wake-up brought.

    Continuation receive(TaskNode &task) override
    {
        if (!parked) // it did not wait: from the checkpoint of a cancelled scope
            return TakeOperation::receive(task);
        if (task.signal == Signal::Value && failed)
            raise(task, channelError(failed));
        return up;
    }

protected:
    ChannelOperation() = default;
    ~ChannelOperation() = default;
};

template <typename T>
class ChannelSend final : public ChannelOperation
{
public:
    using Value = void;

    ChannelSend(ChannelPtr<T> channel, T value)
        : m_channel(std::move(channel))
        , m_value(std::move(value))
    {
    }
    ChannelSend(ChannelSend &&other)
        : ChannelOperation()
        , m_channel(std::move(other.m_channel))
        , m_value(std::move(other.m_value))
    {
    }

    Continuation attempt() override
    {
        if (!m_channel)
            return refused(channelError("ClosedResourceError"));
        if (m_channel->openReceivers == 0)
            return refused(channelError("BrokenResourceError"));
        if (!m_channel->receivers.isEmpty())
            static_cast<ChannelReceive<T> &>(m_channel->receivers.wakeFirst()).accept(std::move(m_value));
        else if (m_channel->buffer.size() < m_channel->capacity)
            m_channel->buffer.push_back(std::move(m_value));
        else
            return m_channel->senders.park(*this, static_cast<SignalReceiver *>(this), WaitKind::Channel,
                                           m_channel->tag.in(Scheduler::current(), ResourceKind::Channel));
        return taken();
    }
    void take() {}
    T takeValue() { return std::move(m_value); }

private:
    ChannelPtr<T> m_channel;
    T m_value;
};

template <typename T>
class ChannelReceive final : public ChannelOperation
{
public:
    using Value = T;

    explicit ChannelReceive(ChannelPtr<T> channel)
        : m_channel(std::move(channel))
    {
    }
    ChannelReceive(ChannelReceive &&other)
        : ChannelOperation()
        , m_channel(std::move(other.m_channel))
    {
    }

    Continuation attempt() override
    {
        if (!m_channel)
            return refused(channelError("ClosedResourceError"));
        if (!m_channel->buffer.empty()) {
            accept(std::move(m_channel->buffer.front()));
            m_channel->buffer.pop_front();
            if (!m_channel->senders.isEmpty())
                m_channel->buffer.push_back(nextSent());
        } else if (!m_channel->senders.isEmpty()) {
            accept(nextSent());
        } else if (m_channel->openSenders == 0) {
            return refused(channelError("EndOfChannel"));
        } else {
            return m_channel->receivers.park(*this, static_cast<SignalReceiver *>(this), WaitKind::Channel,
                                             m_channel->tag.in(Scheduler::current(), ResourceKind::Channel));
        }
        return taken();
    }
    void accept(T value) { m_value.emplace(std::move(value)); }
    T take() { return std::move(*m_value); }

private:
    T nextSent() { return static_cast<ChannelSend<T> &>(m_channel->senders.wakeFirst()).takeValue(); }

    ChannelPtr<T> m_channel;
    std::optional<T> m_value;
};

/// One end of a channel; counts as open until it is closed.
template <typename T, std::size_t detail::ChannelState<T>::*count, void (ChannelState<T>::*lastClosed)()>
class ChannelEnd
{
public:
    explicit ChannelEnd(ChannelPtr<T> channel)
        : m_channel(std::move(channel))
    {
        ++((*m_channel).*count);
    }
    ChannelEnd(ChannelEnd &&other) noexcept = default;
    ChannelEnd &operator=(ChannelEnd &&other) noexcept
    {
        close();
        m_channel = std::move(other.m_channel);
        return *this;
    }
    ~ChannelEnd() { close(); }

    /// Closes this end, as destroying it does. No-op the second time. Not a checkpoint.
    void close()
    {
        const ChannelPtr<T> channel = std::move(m_channel);
        if (channel && --((*channel).*count) == 0 && Scheduler::currentOrNull())
            ((*channel).*lastClosed)();
    }
    bool isClosed() const { return !m_channel; }

    /// Labels the whole channel for observers. Must outlive the run. No-op once this end is closed.
    void setLabel(const Label *label)
    {
        if (m_channel)
            m_channel->tag.label = label;
    }

protected:
    ChannelPtr<T> m_channel; // null once closed
};

template <typename T>
using SenderEnd = ChannelEnd<T, &ChannelState<T>::openSenders, &ChannelState<T>::lastSenderClosed>;
template <typename T>
using ReceiverEnd = ChannelEnd<T, &ChannelState<T>::openReceivers, &ChannelState<T>::lastReceiverClosed>;

} // namespace detail

/// The sending end of a channel. Threading: confined to the run.
template <typename T>
class SendChannel : public detail::SenderEnd<T>
{
public:
    using detail::SenderEnd<T>::SenderEnd;

    /// Waits until the buffer has room or a receiver takes @p value; a checkpoint even when it does not
    /// have to wait. A cancelled send has sent nothing (LV-7).
    /// @throws BrokenResourceError if no receiver is open · ClosedResourceError if this end is closed.
    detail::ChannelSend<T> send(T value) { return {this->m_channel, std::move(value)}; }

    /// Another sending end, for another task; the channel ends when all are closed.
    SendChannel clone() const { return SendChannel(this->m_channel); }
};

/// The receiving end of a channel. Threading: confined to the run.
template <typename T>
class ReceiveChannel : public detail::ReceiverEnd<T>
{
public:
    using detail::ReceiverEnd<T>::ReceiverEnd;

    /// Waits for a value and gives it; a checkpoint even when one is there. A cancelled receive has
    /// taken nothing (LV-7); one that was woken with a value keeps it (LV-6).
    /// @throws EndOfChannel if nothing is left and every sender is closed · ClosedResourceError if
    /// this end is closed.
    detail::ChannelReceive<T> receive() { return detail::ChannelReceive<T>(this->m_channel); }

    /// Another receiving end, for another task; each value goes to one of them.
    ReceiveChannel clone() const { return ReceiveChannel(this->m_channel); }
};

/// Opens a channel between tasks of one run. Values come out in the order in which they went in.
/// @param bufferSize how many values may wait in it; 0: each send waits for its receive.
/// Source: Trio `open_memory_channel`.
template <typename T>
std::pair<SendChannel<T>, ReceiveChannel<T>> openMemoryChannel(std::size_t bufferSize)
{
    auto state = std::make_shared<detail::ChannelState<T>>();
    state->capacity = bufferSize;
    return {SendChannel<T>(state), ReceiveChannel<T>(state)};
}

} // namespace ScopeLab
