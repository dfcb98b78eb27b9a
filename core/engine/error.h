#pragma once

#include "core/engine/ids.h"

#include <atomic>
#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace ScopeLab {

struct Error;

/// Shared handle of an Error. Copies refer to the same error: identity is that of the pointer.
/// Thread-safety: handles may be copied and dropped in any thread.
class ErrorPtr
{
public:
    ErrorPtr() = default;
    explicit ErrorPtr(Error *error)
        : m_error(error)
    {
        if (m_error)
            ref();
    }
    ErrorPtr(const ErrorPtr &other)
        : ErrorPtr(other.m_error)
    {
    }
    ErrorPtr(ErrorPtr &&other) noexcept
        : m_error(std::exchange(other.m_error, nullptr))
    {
    }
    ErrorPtr &operator=(ErrorPtr other) noexcept
    {
        std::swap(m_error, other.m_error);
        return *this;
    }
    ~ErrorPtr()
    {
        if (m_error)
            deref();
    }

    Error *operator->() const { return m_error; }
    Error &operator*() const { return *m_error; }
    Error *get() const { return m_error; }
    explicit operator bool() const { return m_error != nullptr; }
    bool operator==(const ErrorPtr &other) const = default;

private:
    void ref() const;
    void deref() const;

    Error *m_error = nullptr;
};

enum class ErrorKind : std::uint8_t { Error, Cancelled, Group };

/// Where an error was raised, as an observer knows it.
struct RaisedAt
{
    TaskId task; ///< None: outside every task.
    PlaceId place;
};

/// What can go wrong, as a value: a leaf or a group of further errors (PEP 654).
///
/// Members, type and message never change. Context and cause are set as Python sets them, while
/// the error travels; only the run's own thread may do that.
struct Error
{
    /// What the leaves below (or this leaf) are; "does it hold a cancellation?" is one load.
    enum Holds : unsigned { Errors = 1, Cancellations = 2, BaseErrors = 4 };

    Error();
    ~Error();
    Error(const Error &) = delete;
    Error &operator=(const Error &) = delete;

    std::atomic<unsigned> references = 0;
    ErrorKind kind = ErrorKind::Error;
    unsigned holds = Errors;
    unsigned revision = 0;   ///< Counts changes of context and cause.
    bool isObserved = false; ///< An observer knows it, and wants to hear of changes.

    /// Stands for the traceback it has. Python's grows, and so becomes another one, when an error is raised by name
    /// or leaves a function; bare `raise` keeps it, and the parts of a group share that of the whole. ExceptGroup
    /// compares it.
    std::uint64_t traceback;

    std::string type;
    std::string message;
    std::vector<std::string> notes;
    std::vector<ErrorPtr> members;
    ErrorPtr cause;
    ErrorPtr context;
    std::exception_ptr native; ///< The C++ exception of a leaf that came from a throw.
    RaisedAt origin;

    bool holdsCancellation() const { return (holds & Cancellations) != 0; }
    bool holdsOnlyCancellations() const { return holds == Cancellations; }
    bool isGroup() const { return kind == ErrorKind::Group; }

    void setContext(ErrorPtr error);
    void setCause(ErrorPtr error);

    /// As Python's `raise error` does.
    void growTraceback();

private:
    void countChange();
};

/// Counts, for the whole process, changes of context and cause of errors that observers know: as long as it stands
/// still, all that observers were told of errors is still true. Thread-safe.
std::uint64_t changesOfObservedErrors();

/// How many errors exist in the process: for tests that show that none outlives its run.
std::ptrdiff_t livingErrors();

/// A leaf. @p isBase: not an `Exception`, so a group around it is a `BaseExceptionGroup`.
ErrorPtr makeError(std::string type, std::string message = {}, bool isBase = false);

/// A leaf for a cancellation. The type is the current backend's name for it.
ErrorPtr makeCancelled(std::string message = {});
ErrorPtr makeCancelled(std::string message, std::string type);

/// A group. Its type follows from the members (G-2): only `Exception`s make an `ExceptionGroup`.
/// @throws std::invalid_argument if @p members is empty or holds null (G-1).
ErrorPtr makeGroup(std::string message, std::vector<ErrorPtr> members);

/// The error for the C++ exception in flight; call inside a catch handler. The exceptions of
/// exceptions.h give back the error they carry, so identity survives throw and catch.
ErrorPtr captureCurrent();

/// Gives @p error the error being handled as its context, as Python's `raise` does. A context that
/// would lead back to @p error is cut off first. No-op if the two are the same.
void chainContext(const ErrorPtr &error, const ErrorPtr &handled);

/// `Type: message`, or the type alone if there is no message.
std::string describe(const Error &error);

} // namespace ScopeLab
