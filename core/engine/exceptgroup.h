#pragma once

#include "core/engine/catching.h"
#include "core/engine/split.h"

namespace ScopeLab {

/// An error that several handlers take parts of, as with Python's `except*`. Source: PEP 654.
///
///     auto outcome = co_await catching(body);
///     ExceptGroup parts(outcome.handled());
///     if (const ErrorPtr lost = parts.take(ofType({"ConnectionError"})))
///         reconnect(lost->members.size());
///     co_await parts.rest(); // what nobody took goes on, in its old nesting
///
/// Threading: confined to the run.
class ExceptGroup
{
public:
    /// @param error null: there is nothing to take.
    explicit ExceptGroup(ErrorPtr error)
        : m_whole(std::move(error))
        , m_open(m_whole)
    {
    }

    /// Takes the part that @p matches accepts; it counts as handled. Always a group: a bare error gets one
    /// around it. Null if there is no such part.
    ErrorPtr take(const std::function<bool(const Error &)> &matches);

    /// The part that take() gave last, without the group that was made around it.
    const ErrorPtr &taken() const { return m_taken; }

    /// To be told the error that left a handler. If it is the part taken, or a part of that, with the traceback,
    /// cause and context of the whole, it was raised again and merges back into the old nesting. Any other error is
    /// new and stands beside what is left, as does the same part raised by name (Error::growTraceback) or with a
    /// cause. Null changes nothing. Source: CPython, _PyExc_PrepReraiseStar().
    void handlerEnded(ErrorPtr error);

    /// What goes on up; null if everything was handled.
    ErrorPtr remaining() const;

    /// Awaited, it raises what goes on, if there is anything.
    Outcome<void> rest() const;

private:
    ErrorPtr m_whole;
    ErrorPtr m_open;               // nobody took it yet
    ErrorPtr m_taken;              // by the last take()
    std::vector<ErrorPtr> m_ended; // what came out of handlers
};

} // namespace ScopeLab
