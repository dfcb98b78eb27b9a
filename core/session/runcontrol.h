#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace ScopeLab {

/// Ends runs early, from outside, as somebody who presses Ctrl+C wants. Thread-safe.
class RunControl
{
public:
    /// Cancels main of the run under way, and of every run that begins later. Main cleans up as after any other
    /// cancellation: shields hold.
    void cancel(const std::string &reason);

    /// Makes a run the one that can be cancelled, for as long as this lives.
    class Hold
    {
    public:
        /// @param cancel is called at most once, in any thread. @param control may be null: then nobody cancels.
        Hold(RunControl *control, std::function<void(const std::string &)> cancel);
        ~Hold();
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;

    private:
        RunControl *const m_control;
    };

private:
    std::mutex m_mutex; // protects both
    std::optional<std::string> m_reason;
    std::function<void(const std::string &)> m_cancel;
};

} // namespace ScopeLab
