#pragma once

namespace ScopeLab {

/// Catches SIGINT and SIGTERM as long as it lives: the first makes descriptor() readable, a second ends the
/// program at once. A signal that was ignored, as under nohup, stays ignored. Only one may exist at a time.
class SignalPipe
{
public:
    SignalPipe();
    ~SignalPipe();
    SignalPipe(const SignalPipe &) = delete;
    SignalPipe &operator=(const SignalPipe &) = delete;

    /// Readable once a signal has come; for poll() or a QSocketNotifier.
    int descriptor() const;

    /// Blocks until a signal has come, or stopWaiting() is called. For one thread.
    void wait() const;
    void stopWaiting() const;

    /// The signal that came; 0 if none has. Thread-safe.
    int caught() const;
};

/// The exit code of a program that a signal has ended, as shells count.
inline constexpr int exitCodeOf(int signal)
{
    return 128 + signal;
}

} // namespace ScopeLab
