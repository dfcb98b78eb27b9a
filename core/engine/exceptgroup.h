#pragma once

#include "core/engine/catching.h"
#include "core/engine/split.h"

namespace ScopeLab {

/// An error that several handlers share between them, as Python's `except*` does. Source: PEP 654.
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

    /// Takes the part that @p matches accepts, and counts it as dealt with: always a group, made around
    /// a bare error. Null if there is none.
    ErrorPtr take(const std::function<bool(const Error &)> &matches);

    /// What take() gave last, without the group that was made around it.
    const ErrorPtr &taken() const { return m_taken; }

    /// What came out of a handler. The part that it took, or a part of that, with the traceback, cause and
    /// context of the whole: it was raised again, and merges back into the old nesting. Any other error is a new
    /// one, which stands beside what is left; so is the same part, raised by its name (Error::growTraceback) or
    /// with a cause. Null changes nothing. Source: CPython, _PyExc_PrepReraiseStar().
    void handlerEnded(ErrorPtr error);

    /// What goes on; null if everything was dealt with.
    ErrorPtr remaining() const;

    /// Awaited, it raises what goes on, if there is anything.
    Outcome<void> rest() const;

private:
    ErrorPtr m_whole;
    ErrorPtr m_open;               // nobody took it yet
    ErrorPtr m_taken;              // last
    std::vector<ErrorPtr> m_ended; // what came out of handlers
};

} // namespace ScopeLab
