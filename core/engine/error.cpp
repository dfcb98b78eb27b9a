#include "core/engine/error.h"

#include "core/engine/cancellationbackend.h"
#include "core/engine/exceptions.h"
#include "core/engine/scheduler.h"

#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <typeinfo>
#include <unordered_set>

namespace ScopeLab {

namespace {

constinit std::atomic<std::ptrdiff_t> livingCount = 0;
constinit std::atomic<std::uint64_t> tracebackCount = 0;
constinit std::atomic<std::uint64_t> observedChangeCount = 0;

// Errors nest as deep as their authors like, so freeing one must not recurse.
void release(Error *error)
{
    static thread_local std::vector<Error *> pending;
    static thread_local bool busy = false;
    pending.push_back(error);
    if (busy)
        return;
    busy = true;
    while (!pending.empty()) {
        const std::unique_ptr<Error> dead(pending.back());
        pending.pop_back();
    }
    busy = false;
}

std::string typeNameOf(const std::type_info &type)
{
    int status = 0;
    const std::unique_ptr<char, void (*)(void *)> name(abi::__cxa_demangle(type.name(), nullptr, nullptr, &status),
                                                       std::free);
    return status == 0 ? name.get() : type.name();
}

} // namespace

Error::Error()
{
    livingCount.fetch_add(1, std::memory_order_relaxed);
    growTraceback();
}

Error::~Error()
{
    livingCount.fetch_sub(1, std::memory_order_relaxed);
}

std::ptrdiff_t livingErrors()
{
    return livingCount.load(std::memory_order_relaxed);
}

void ErrorPtr::ref() const
{
    m_error->references.fetch_add(1, std::memory_order_relaxed);
}

void ErrorPtr::deref() const
{
    if (m_error->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        release(m_error);
}

namespace {

bool leadsTo(const Error *from, const Error *target)
{
    std::vector<const Error *> open{from};
    std::unordered_set<const Error *> seen;
    while (!open.empty()) {
        const Error *at = open.back();
        open.pop_back();
        if (!at || !seen.insert(at).second)
            continue;
        if (at == target)
            return true;
        for (const ErrorPtr &member : at->members)
            open.push_back(member.get());
        open.push_back(at->cause.get());
        open.push_back(at->context.get());
    }
    return false;
}

// Counting references never frees a cycle, as Python's collector does; the run breaks it up at its end.
// An error that nobody else holds cannot be part of one.
void keepIfCircular(Error &error, const ErrorPtr &next)
{
    Scheduler *const scheduler = Scheduler::currentOrNull();
    if (scheduler && next && error.references.load(std::memory_order_relaxed) > 1 && leadsTo(next.get(), &error))
        scheduler->keepCircular(ErrorPtr(&error));
}

} // namespace

std::uint64_t changesOfObservedErrors()
{
    return observedChangeCount.load(std::memory_order_relaxed);
}

void Error::setContext(ErrorPtr error)
{
    context = std::move(error);
    countChange();
    keepIfCircular(*this, context);
}

void Error::setCause(ErrorPtr error)
{
    cause = std::move(error);
    countChange();
    keepIfCircular(*this, cause);
}

void Error::countChange()
{
    ++revision;
    if (isObserved)
        observedChangeCount.fetch_add(1, std::memory_order_relaxed);
}

void Error::growTraceback()
{
    traceback = tracebackCount.fetch_add(1, std::memory_order_relaxed);
}

ErrorPtr makeError(std::string type, std::string message, bool isBase)
{
    ErrorPtr error(new Error);
    error->type = std::move(type);
    error->message = std::move(message);
    error->holds = isBase ? Error::Errors | Error::BaseErrors : Error::Errors;
    return error;
}

ErrorPtr makeCancelled(std::string message)
{
    return makeCancelled(std::move(message), getCancelledExceptionClass());
}

ErrorPtr makeCancelled(std::string message, std::string type)
{
    ErrorPtr error(new Error);
    error->kind = ErrorKind::Cancelled;
    error->holds = Error::Cancellations;
    error->type = std::move(type);
    error->message = std::move(message);
    return error;
}

ErrorPtr makeGroup(std::string message, std::vector<ErrorPtr> members)
{
    if (members.empty())
        throw std::invalid_argument("a group of exceptions needs at least one member");
    ErrorPtr error(new Error);
    error->kind = ErrorKind::Group;
    error->holds = 0;
    for (const ErrorPtr &member : members) {
        if (!member)
            throw std::invalid_argument("every member of a group must be an exception");
        error->holds |= member->holds;
    }
    const bool plain = (error->holds & (Error::Cancellations | Error::BaseErrors)) == 0;
    error->type = plain ? "ExceptionGroup" : "BaseExceptionGroup";
    error->message = std::move(message);
    error->members = std::move(members);
    return error;
}

ErrorPtr captureCurrent()
{
    if (const CancellationBackend &backend = currentCancellationBackend(); backend.isNative && backend.isNative()) {
        ErrorPtr error = makeCancelled("thrown by foreign code", backend.cancelledClass);
        error->native = std::current_exception(); // rethrown to whoever wants the exception
        return error;
    }
    try {
        throw;
    } catch (const RaisedError &raised) {
        return raised.error();
    } catch (const BaseExceptionGroup &group) {
        return group.error();
    } catch (const Cancelled &cancelled) {
        return cancelled.error();
    } catch (const std::exception &exception) {
        ErrorPtr error = makeError(typeNameOf(typeid(exception)), exception.what());
        error->native = std::current_exception();
        return error;
    } catch (...) {
        const std::type_info *type = abi::__cxa_current_exception_type();
        ErrorPtr error = makeError(type ? typeNameOf(*type) : "unknown exception");
        error->native = std::current_exception();
        return error;
    }
}

void throwError(const ErrorPtr &error)
{
    if (error->native)
        std::rethrow_exception(error->native);
    if (error->kind == ErrorKind::Cancelled)
        throw Cancelled(error);
    if (error->holdsCancellation())
        throw BaseExceptionGroup(error);
    if (error->isGroup())
        throw ExceptionGroup(error);
    if (error->type == "TimeoutError")
        throw TimeoutError(error);
    if (error->type == "EndOfChannel")
        throw EndOfChannel(error);
    if (error->type == "BrokenResourceError")
        throw BrokenResourceError(error);
    if (error->type == "ClosedResourceError")
        throw ClosedResourceError(error);
    throw RaisedError(error);
}

void chainContext(const ErrorPtr &error, const ErrorPtr &handled)
{
    if (!error || !handled || error == handled)
        return;
    for (Error *at = handled.get(); at->context; at = at->context.get()) {
        if (at->context == error) {
            at->setContext({});
            break;
        }
    }
    if (error->context != handled)
        error->setContext(handled);
}

std::string describe(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled || error.message.empty())
        return error.type;
    return error.type + ": " + error.message;
}

} // namespace ScopeLab
