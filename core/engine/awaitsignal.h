#pragma once

#include "core/engine/externalwait.h"

#include <QObject>

#include <tuple>

namespace ScopeLab {

namespace detail {

ErrorPtr senderDestroyedError();

template <typename... Args>
struct SignalValue
{
    using Type = std::tuple<std::decay_t<Args>...>;
};
template <typename Arg>
struct SignalValue<Arg>
{
    using Type = std::decay_t<Arg>;
};
template <>
struct SignalValue<>
{
    using Type = void;
};

template <typename Sender, typename... Args>
class SignalWait final : public ExternalWait
{
    using Stored = std::tuple<std::decay_t<Args>...>;

public:
    using Value = typename SignalValue<Args...>::Type;
    using Emitter = void (Sender::*)(Args...);

    SignalWait(const Sender *sender, Emitter emitter)
        : m_sender(sender)
        , m_emitter(emitter)
    {
    }
    SignalWait(SignalWait &&other)
        : ExternalWait(std::move(other))
        , m_sender(other.m_sender)
        , m_emitter(other.m_emitter)
    {
    }
    ~SignalWait() { disconnect(); }

    bool abort() override
    {
        disconnect();
        stopWaiting();
        return true;
    }
    Value take()
    {
        if constexpr (sizeof...(Args) == 1)
            return std::get<0>(std::move(*m_values));
        else if constexpr (sizeof...(Args) > 1)
            return std::move(*m_values);
    }

private:
    void connect() override
    {
        // Runs in the sender's thread: copies the values there and takes them over in the run's.
        const auto emitted = [this, shared = state()](const std::decay_t<Args> &...values) {
            ExternalState::finish(
                shared, [this, stored = Stored(values...)]() mutable { m_values.emplace(std::move(stored)); });
        };
        const auto destroyed = [shared = state()] { ExternalState::finish(shared); };
        m_connection = QObject::connect(m_sender, m_emitter, m_sender, emitted, Qt::DirectConnection);
        m_destroyed = QObject::connect(m_sender, &QObject::destroyed, m_sender, destroyed, Qt::DirectConnection);
    }
    void settle(TaskNode &task) override
    {
        disconnect();
        if (!m_values)
            raise(task, senderDestroyedError());
    }
    void disconnect()
    {
        QObject::disconnect(m_connection);
        QObject::disconnect(m_destroyed);
    }

    const Sender *m_sender;
    Emitter m_emitter;
    QMetaObject::Connection m_connection;
    QMetaObject::Connection m_destroyed;
    std::optional<Stored> m_values;
};

} // namespace detail

/// Waits until @p sender emits @p signal, in whatever thread, and gives its arguments: nothing, a
/// value, or a tuple of values. Earlier emissions do not count.
/// @throws RaisedError (ObjectDestroyed) if the sender is destroyed first.
template <typename Object, typename Sender, typename... Args>
auto awaitSignal(const Object *sender, void (Sender::*signal)(Args...))
{
    return detail::SignalWait<Sender, Args...>(sender, signal);
}

/// The same for a private signal, whose last parameter nobody else can construct.
template <typename Object, typename Sender>
auto awaitSignal(const Object *sender, void (Sender::*signal)(typename Sender::QPrivateSignal))
{
    return detail::SignalWait<Sender, typename Sender::QPrivateSignal>(sender, signal);
}

} // namespace ScopeLab
