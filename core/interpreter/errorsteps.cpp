// The steps that raise, catch and split errors: Python's rules, on outcomes instead of exceptions.

#include "core/engine/catching.h"
#include "core/engine/errorwalk.h"
#include "core/engine/exceptgroup.h"
#include "core/interpreter/steprunner.h"

#include <algorithm>
#include <random>
#include <unordered_set>

namespace ScopeLab {

namespace {

using detail::forEachLeaf;

bool holdsLeafOf(const ErrorPtr &tree, const ErrorPtr &error)
{
    std::unordered_set<const Error *> leaves;
    forEachLeaf(tree, [&](const Error *leaf) { leaves.insert(leaf); });
    bool found = false;
    forEachLeaf(error, [&](const Error *leaf) { found |= leaves.contains(leaf); });
    return found;
}

} // namespace

ErrorPtr Interpreter::StepRunner::makeRaised(const RaiseSpec &spec) const
{
    ErrorPtr error = m_run->m_errors.make(spec, m_names);
    if (!m_task->handling.empty())
        chainContext(error, m_task->handling.back());
    if (!error->origin.task)
        error->origin = scheduler().task().whereItIs();
    forEachLeaf(error, [this](const Error *leaf) {
        if (!leaf->origin.task)
            const_cast<Error *>(leaf)->origin = scheduler().task().whereItIs();
    });
    error->growTraceback();
    scheduler().observeTask(ErrorRaised{scheduler().idFor(error), {}});
    return error;
}

Task<> Interpreter::StepRunner::raise(ErrorPtr error)
{
    co_await raiseAgain(std::move(error));
}

Task<> Interpreter::StepRunner::run(const RaiseStep *step)
{
    return raise(makeRaised(step->spec));
}

Task<> Interpreter::StepRunner::run(const ReraiseStep *)
{
    return raise(m_task->handling.back());
}

Task<> Interpreter::StepRunner::run(const TryStep *step)
{
    ErrorPtr pending;
    {
        auto body = runBody(step->body);
        auto outcome = co_await catching(std::move(body));
        pending = outcome.handled();
    }
    if (pending && !step->handlers.empty()) {
        auto handlers = step->isGroupHandler ? runGroupHandlers(step, pending) : runHandlers(step, pending);
        pending = co_await std::move(handlers);
    } else if (!pending && !step->orElse.empty()) {
        auto body = runBody(step->orElse);
        auto outcome = co_await catching(std::move(body));
        pending = outcome.handled();
    }
    if (step->hasFinally) {
        auto cleanup = runHandling(runBody(step->finally), pending);
        ErrorPtr replacing = co_await std::move(cleanup);
        if (replacing) {
            reportFate(pending, replacing);
            pending = std::move(replacing);
        }
    }
    if (pending)
        co_await raiseAgain(std::move(pending));
}

/// Runs @p body while the task handles @p handled, if there is any; gives the error that left it.
Task<ErrorPtr> Interpreter::StepRunner::runHandling(Task<> body, ErrorPtr handled)
{
    const Handling handling(m_task, std::move(handled));
    auto outcome = co_await catching(std::move(body));
    co_return outcome.handled();
}

/// Runs the body of @p handler, which may bind what it has @p taken to a name.
Task<ErrorPtr> Interpreter::StepRunner::runHandler(const Handler &handler, const ErrorPtr &taken)
{
    auto body = runBody(handler.body, handler.as.empty() ? m_names : withName(m_names, handler.as, taken));
    return runHandling(std::move(body), taken);
}

Task<ErrorPtr> Interpreter::StepRunner::runHandlers(const TryStep *step, ErrorPtr error)
{
    const auto takes = [&](const Handler &handler) { return m_run->m_errors.matches(handler.match, *error, m_names); };
    const auto taking = std::find_if(step->handlers.begin(), step->handlers.end(), takes);
    if (taking == step->handlers.end())
        co_return error;
    ErrorPtr result = co_await runHandler(*taking, error);
    reportFate(error, result);
    co_return result;
}

// PEP 654: each handler takes its part of the group. New errors of handlers stand beside what was raised
// again or never taken, which keeps its old nesting.
Task<ErrorPtr> Interpreter::StepRunner::runGroupHandlers(const TryStep *step, ErrorPtr error)
{
    ExceptGroup parts(std::move(error));
    for (const Handler &handler : step->handlers) {
        const auto matches = [&](const Error &node) { return m_run->m_errors.matches(handler.match, node, m_names); };
        const ErrorPtr taken = parts.take(matches);
        if (!taken)
            continue;
        ErrorPtr result = co_await runHandler(handler, taken);
        if (result != taken)
            reportFate(parts.taken(), result);
        parts.handlerEnded(std::move(result));
    }
    co_return parts.remaining();
}

/// Reports what became of @p handled once its handler or cleanup is over and @p now goes on up.
void Interpreter::StepRunner::reportFate(const ErrorPtr &handled, const ErrorPtr &now) const
{
    if (!handled)
        return;
    if (now && holdsLeafOf(now, handled)) { // a part of it lives on, the rest was handled
        forEachLeaf(handled, [&](const Error *leaf) {
            const ErrorPtr part(const_cast<Error *>(leaf));
            if (!holdsLeafOf(now, part))
                scheduler().observeTask(ErrorHandled{scheduler().idFor(part)});
        });
        return;
    }
    const ErrorId old = scheduler().idFor(handled);
    const ErrorId by = scheduler().idFor(now);
    if (!now)
        scheduler().observeTask(ErrorHandled{old});
    else if (now->holdsCancellation() && !handled->holdsOnlyCancellations())
        scheduler().observeTask(ErrorLost{old, by});
    else
        scheduler().observeTask(ErrorReplaced{old, by});
}

void Interpreter::StepRunner::perform(const SplitStep &step)
{
    split(step.error, step.cancels, step.errors);
}

void Interpreter::StepRunner::perform(const NonCancelSubgroupStep &step)
{
    split(step.error, {}, step.as);
}

/// Splits the error bound to @p name, or the one being handled, and binds each part to its name if that is given.
void Interpreter::StepRunner::split(const Template &name, const std::string &cancels, const std::string &errors)
{
    const ErrorPtr error = asGroup(name.isSet() ? boundError(name, m_names) : m_task->handling.back());
    ErrorSplit parts;
    if (error) {
        parts = splitCancellation(error);
        scheduler().observeTask(GroupSplit{{}, scheduler().idFor(error), scheduler().idFor(parts.rest)});
    }
    if (!cancels.empty())
        m_names = withName(std::move(m_names), cancels, parts.matched);
    if (!errors.empty())
        m_names = withName(std::move(m_names), errors, parts.rest);
}

ScopeRef Interpreter::StepRunner::scopeForPredicate(const Predicate &predicate) const
{
    const std::string name = fillIn(predicate.name, m_names);
    if (const ScopeRef *inSight = lookUp<ScopeRef>(m_names, name))
        return *inSight;
    if (const auto own = m_task->lastEntered.find(name); own != m_task->lastEntered.end())
        return own->second;
    const auto any = m_run->m_lastEntered.find(name);
    return any == m_run->m_lastEntered.end() ? ScopeRef() : any->second;
}

bool Interpreter::StepRunner::holds(const Predicate &predicate) const
{
    using Kind = Predicate::Kind;
    const auto partHolds = [&](const Predicate &part) { return holds(part); };
    switch (predicate.kind) {
    case Kind::Present: return static_cast<bool>(boundError(predicate.name, m_names));
    case Kind::IsCancelled: return isCancelled(boundError(predicate.name, m_names));
    case Kind::OnlyCancelled: {
        const ErrorPtr error = boundError(predicate.name, m_names);
        return error && error->holdsOnlyCancellations();
    }
    case Kind::CancelCalled: {
        const ScopeRef scope = scopeForPredicate(predicate);
        return scope && scope->scope().cancelCalled();
    }
    case Kind::CancelledCaught: {
        const ScopeRef scope = scopeForPredicate(predicate);
        return scope && scope->scope().cancelledCaught();
    }
    case Kind::TokenCancelled: return resources().token(predicate.name, m_names).isCancelled();
    case Kind::Count: {
        const ErrorPtr error = boundError(predicate.name, m_names);
        const std::size_t members = !error ? 0 : error->isGroup() ? error->members.size() : 1;
        return static_cast<std::int64_t>(members) > evaluate(predicate.over, m_names);
    }
    case Kind::Equal: return fillIn(predicate.left, m_names) == fillIn(predicate.right, m_names);
    case Kind::Chance: {
        // 53 bits as a fraction, since the standard distributions differ between platforms.
        const double drawn = static_cast<double>(scheduler().random()() >> 11) * 0x1p-53;
        return drawn < evaluateChance(predicate.chance, m_names);
    }
    case Kind::Not: return !partHolds(predicate.parts.front());
    case Kind::All: return std::all_of(predicate.parts.begin(), predicate.parts.end(), partHolds);
    case Kind::Any: return std::any_of(predicate.parts.begin(), predicate.parts.end(), partHolds);
    }
    return false;
}

} // namespace ScopeLab
