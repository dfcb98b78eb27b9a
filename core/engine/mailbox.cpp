#include "core/engine/mailbox.h"

#include <utility>

namespace ScopeLab {

void Mailbox::post(Message message)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed)
        return;
    m_messages.push_back(std::move(message));
    m_hasMessages.store(true, std::memory_order_release);
    m_arrived.notify_one();
    if (m_wake)
        m_wake(); // under the lock, so that close() waits for it
}

std::vector<Mailbox::Message> Mailbox::takeAll()
{
    const std::lock_guard lock(m_mutex);
    m_hasMessages.store(false, std::memory_order_relaxed);
    return std::exchange(m_messages, {});
}

void Mailbox::wait()
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, [this] { return m_closed || !m_messages.empty(); });
}

void Mailbox::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_messages.clear();
    m_hasMessages.store(false, std::memory_order_relaxed);
    m_wake = {};
}

} // namespace ScopeLab
