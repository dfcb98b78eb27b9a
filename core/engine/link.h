#pragma once

#include <cstddef>
#include <cstdint>

namespace ScopeLab::detail {

class Op;
class TaskNode;
struct Frame;

/// What travels up a chain of links. It belongs to the task, not to a frame.
/// A tree of errors that holds a cancellation always travels as Stop, any other as Error; so
/// `catch (...)` sees what Python's `except Exception` sees. While a frame runs it is Value.
enum class Signal : std::uint8_t { Value, Error, Stop };

/// What a task in the ready queue gets at its turn.
enum class Wake : std::uint8_t {
    Value,     ///< Go on; a later cancel does not matter (LV-6, LV-8).
    Stop,      ///< Stop; a shield raised meanwhile does not matter (LV-5).
    OwnScope,  ///< Look now: cancelled means stop, else go on (TO-6).
    Checkpoint ///< Cancelled: one more pass as OwnScope. Else go on (CP-1, CP-5).
};

/// One step of the chain from the leaf, which waits, up to the task: a coroutine frame, or an Op,
/// which is a frame that asked to be told of a stop. Null: none. As large as a pointer.
class Link
{
public:
    constexpr Link() = default;
    constexpr Link(std::nullptr_t) {}
    Link(Frame *frame)
        : m_bits(reinterpret_cast<std::uintptr_t>(frame) | IsFrame)
    {
    }
    Link(Op *op)
        : m_bits(reinterpret_cast<std::uintptr_t>(op))
    {
    }

    explicit operator bool() const { return m_bits != 0; }
    bool isFrame() const { return (m_bits & IsFrame) != 0; }
    Frame &frame() const { return *reinterpret_cast<Frame *>(m_bits & ~IsFrame); } // NOLINT: a tagged pointer
    Op &op() const { return *reinterpret_cast<Op *>(m_bits); }                     // NOLINT

private:
    static constexpr std::uintptr_t IsFrame = 1;
    std::uintptr_t m_bits = 0;
};

/// A link that gets every signal, a stop too, and decides.
class Op
{
public:
    Op() = default;
    Op(const Op &) = delete;
    Op &operator=(const Op &) = delete;

    /// @returns the link that gets the task's signal next; null if the task is parked or over.
    virtual Link receive(TaskNode &task) = 0;

    Link up;

protected:
    ~Op() = default;
};

/// What a parked task waits on.
class Waiter
{
public:
    Waiter() = default;
    Waiter(const Waiter &) = delete;
    Waiter &operator=(const Waiter &) = delete;

    /// Undoes the wait without any effect. False: it cannot be undone and ends by itself.
    /// Runs no user code.
    virtual bool abort() = 0;

protected:
    ~Waiter() = default;
};

} // namespace ScopeLab::detail
