#pragma once

#include <cstddef>
#include <cstdint>

namespace ScopeLab::detail {

class SignalReceiver;
class TaskNode;
struct Frame;

/// What travels up the chain of continuations. It belongs to the task, not to a frame.
/// A tree of errors that holds a cancellation always travels as Stop, any other as Error; so
/// `catch (...)` sees what Python's `except Exception` sees. While a frame runs it is Value.
enum class Signal : std::uint8_t { Value, Error, Stop };

/// What a task in the ready queue is told at its turn.
enum class Wake : std::uint8_t {
    Value,     ///< Go on; a cancel since then does not matter (LV-6, LV-8).
    Stop,      ///< Stop; a shield raised since then does not matter (LV-5).
    OwnScope,  ///< Check now: stop if cancelled, else go on (TO-6).
    Checkpoint ///< If cancelled, one more pass as OwnScope; else go on (CP-1, CP-5).
};

/// What goes on when an operation is over: a coroutine frame, or a SignalReceiver. Each knows the next one `up`; the
/// chain leads from the leaf, which waits, to the task. Null: none. As large as a pointer.
class Continuation
{
public:
    constexpr Continuation() = default;
    constexpr Continuation(std::nullptr_t) {}
    Continuation(Frame *frame)
        : m_bits(reinterpret_cast<std::uintptr_t>(frame) | IsFrame)
    {
    }
    Continuation(SignalReceiver *receiver)
        : m_bits(reinterpret_cast<std::uintptr_t>(receiver))
    {
    }

    explicit operator bool() const { return m_bits != 0; }
    bool isFrame() const { return (m_bits & IsFrame) != 0; }
    Frame &frame() const { return *reinterpret_cast<Frame *>(m_bits & ~IsFrame); }           // NOLINT: a tagged pointer
    SignalReceiver &receiver() const { return *reinterpret_cast<SignalReceiver *>(m_bits); } // NOLINT

private:
    static constexpr std::uintptr_t IsFrame = 1;
    std::uintptr_t m_bits = 0;
};

/// A continuation that is given every signal and decides what becomes of it. A stop passes a plain frame by.
class SignalReceiver
{
public:
    SignalReceiver() = default;
    SignalReceiver(const SignalReceiver &) = delete;
    SignalReceiver &operator=(const SignalReceiver &) = delete;

    /// @returns who gets the task's signal next; null if the task is parked or over.
    virtual Continuation receive(TaskNode &task) = 0;

    Continuation up;

protected:
    ~SignalReceiver() = default;
};

/// What a parked task waits on.
class Waiter
{
public:
    Waiter() = default;
    Waiter(const Waiter &) = delete;
    Waiter &operator=(const Waiter &) = delete;

    /// Undoes the wait, leaving no effect. False: it cannot be undone and ends by itself.
    /// Runs no user code.
    virtual bool abort() = 0;

protected:
    ~Waiter() = default;
};

} // namespace ScopeLab::detail
