#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace ScopeLab {

/// The only way into a run for other threads. What they post runs in the run's thread, before its next
/// batch of tasks. Thread-safe. It may outlive the run, for those who may still post.
class Mailbox
{
public:
    using Message = std::function<void()>;

    /// @param wake is called after each post, in the posting thread, until close().
    explicit Mailbox(std::function<void()> wake = {})
        : m_wake(std::move(wake))
    {
    }

    /// No-op once closed.
    void post(Message message);

    std::vector<Message> takeAll();

    /// One load: cheap enough to ask before every pass.
    bool hasMessages() const { return m_hasMessages.load(std::memory_order_acquire); }

    /// Blocks until something is there.
    void wait();

    /// Accepts nothing more and drops what is left.
    void close();

private:
    std::mutex m_mutex; // protects all below
    std::condition_variable m_arrived;
    std::vector<Message> m_messages;
    std::function<void()> m_wake;
    bool m_closed = false;
    std::atomic<bool> m_hasMessages = false;
};

} // namespace ScopeLab
