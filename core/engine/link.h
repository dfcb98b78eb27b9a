#pragma once

#include <cstdint>

namespace ScopeLab::detail {

class TaskNode;

/// What travels up a chain of links. It belongs to the task, not to a frame.
/// A tree of errors that holds a cancellation always travels as Stop, any other as Error; so
/// `catch (...)` sees what Python's `except Exception` sees.
enum class Signal : std::uint8_t { Value, Error, Stop };

/// What a task in the ready queue gets at its turn.
enum class Wake : std::uint8_t {
    Value,     ///< Go on; a later cancel does not matter (LV-6, LV-8).
    Stop,      ///< Stop; a shield raised meanwhile does not matter (LV-5).
    OwnScope,  ///< Look now: cancelled means stop, else go on (TO-6).
    Checkpoint ///< Cancelled: one more pass as OwnScope. Else go on (CP-1, CP-5).
};

/// One step of the chain from the leaf, which waits, up to the task. Either a coroutine frame or
/// an Op, which is a frame that asked to be told of a stop.
struct Link
{
    explicit Link(bool frame)
        : isFrame(frame)
    {
    }

    Link *up = nullptr;
    const bool isFrame;
};

/// A link that gets every signal, a stop too, and decides.
class Op : public Link
{
public:
    Op()
        : Link(false)
    {
    }

    /// @returns the link that gets the task's signal next; null if the task is parked or over.
    virtual Link *receive(TaskNode &task) = 0;

protected:
    ~Op() = default;
};

/// What a parked task waits on.
class Waiter
{
public:
    /// Undoes the wait without any effect. False: it cannot be undone and ends by itself.
    /// Runs no user code.
    virtual bool abort() = 0;

protected:
    ~Waiter() = default;
};

} // namespace ScopeLab::detail
