#pragma once

#include "core/engine/scheduler.h"

#include <chrono>
#include <functional>
#include <memory>

namespace ScopeLab {

/// Drives a run on the event loop of a Qt thread, in real time: a GUI program can co_await in its own
/// thread. Tasks run between events, a few milliseconds at a time, so that nothing freezes.
///
/// Belongs to the thread that creates it, which needs an event loop; only post() is thread-safe. It can
/// run any number of tasks, one after another or together.
class EventLoopExecutor final : public Executor
{
public:
    explicit EventLoopExecutor(const RunOptions &options = {});

    /// Abandons what still runs.
    ~EventLoopExecutor() override;
    EventLoopExecutor(const EventLoopExecutor &) = delete;
    EventLoopExecutor &operator=(const EventLoopExecutor &) = delete;

    /// Starts @p task at the next turn of the event loop, beside what is running already.
    void start(Task<> task, const Label *label = nullptr);

    bool hasTasks() const { return m_scheduler.hasTasks(); }

    /// Called when the last task has ended, from the event loop. May destroy this.
    void setEndHandler(std::function<void()> handler) { m_onEnd = std::move(handler); }

    /// Called, from the event loop, with each error that left a task of start(). May destroy this.
    /// Without a handler a warning is written, so that no error goes unseen. A cancellation is not an error.
    void setErrorHandler(std::function<void(const ErrorPtr &)> handler) { m_onError = std::move(handler); }

    /// Posts into the run; see Mailbox. Thread-safe.
    void post(Mailbox::Message message) { m_mailbox->post(std::move(message)); }

    Scheduler &scheduler() { return m_scheduler; }

    void holdThread(Duration length) override;
    bool isVirtual() const override { return false; }
    TimePoint readClock() override;
    std::chrono::nanoseconds realTime(Duration length) const override { return length; }

private:
    class Driver;
    void drive();
    void tellWhatEnded(bool isLast);

    const std::unique_ptr<Driver> m_driver;
    const std::shared_ptr<Mailbox> m_mailbox;
    const std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
    Scheduler m_scheduler;
    std::function<void()> m_onEnd;
    std::function<void(const ErrorPtr &)> m_onError;
    bool m_isDriving = false;
};

} // namespace ScopeLab
