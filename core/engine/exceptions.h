#pragma once

#include "core/engine/error.h"

#include <stdexcept>

namespace ScopeLab {

/// An error without a C++ type of its own, as `catch (const std::exception &)` sees it.
class RaisedError : public std::exception
{
public:
    explicit RaisedError(ErrorPtr error)
        : m_error(std::move(error))
    {
    }
    const ErrorPtr &error() const { return m_error; }
    const char *what() const noexcept override { return m_error->message.c_str(); }

private:
    ErrorPtr m_error;
};

/// A time limit ran out (Trio: TooSlowError).
class TimeoutError final : public RaisedError
{
public:
    using RaisedError::RaisedError;
};

/// Nothing will come through a channel any more: it is empty, and every sender is closed.
class EndOfChannel final : public RaisedError
{
public:
    using RaisedError::RaisedError;
};

/// Nobody is left to receive what is sent.
class BrokenResourceError final : public RaisedError
{
public:
    using RaisedError::RaisedError;
};

/// This end of a channel was closed by its own owner.
class ClosedResourceError final : public RaisedError
{
public:
    using RaisedError::RaisedError;
};

/// Several errors at once, none of them a cancellation. Source: PEP 654.
class ExceptionGroup final : public RaisedError
{
public:
    using RaisedError::RaisedError;
};

/// A group that may hold cancellations. Deliberately not a std::exception, so that code that catches
/// errors does not catch a cancellation by accident. Source: PEP 654.
class BaseExceptionGroup
{
public:
    explicit BaseExceptionGroup(ErrorPtr error)
        : m_error(std::move(error))
    {
    }
    const ErrorPtr &error() const { return m_error; }

private:
    ErrorPtr m_error;
};

[[noreturn]] void throwError(const ErrorPtr &error);

/// A cancellation as a C++ exception. Deliberately not a std::exception. Only the engine makes one
/// (RS-5), and only where it is wanted: by checkCancelled() in a worker thread, and by throwing().
class Cancelled final
{
public:
    const ErrorPtr &error() const { return m_error; }

private:
    friend void throwError(const ErrorPtr &error);
    explicit Cancelled(ErrorPtr error)
        : m_error(std::move(error))
    {
    }

    ErrorPtr m_error;
};

/// Throws @p error: its own C++ exception if it came from one, else the fitting class above.
[[noreturn]] void throwError(const ErrorPtr &error);

} // namespace ScopeLab
