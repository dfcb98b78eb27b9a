// The steps that raise, catch and take apart errors: Python's rules, on outcomes instead of
// exceptions.

#include "core/engine/catching.h"
#include "core/engine/exceptgroup.h"
#include "core/interpreter/taskcontext.h"

#include <algorithm>
#include <random>
#include <unordered_set>

namespace ScopeLab {

namespace {

template <typename Visit>
void forEachLeaf(const ErrorPtr &root, Visit visit)
{
    std::vector<const Error *> stack{root.get()};
    while (!stack.empty()) {
        const Error *at = stack.back();
        stack.pop_back();
        if (!at->isGroup())
            visit(at);
        for (const ErrorPtr &member : at->members)
            stack.push_back(member.get());
    }
}

bool holdsLeafOf(const ErrorPtr &tree, const ErrorPtr &error)
{
    std::unordered_set<const Error *> leaves;
    forEachLeaf(tree, [&](const Error *leaf) { leaves.insert(leaf); });
    bool found = false;
    forEachLeaf(error, [&](const Error *leaf) { found |= leaves.contains(leaf); });
    return found;
}

} // namespace

ErrorPtr Interpreter::raised(TaskContext *task, const RaiseStep &step, const EnvironmentPtr &names)
{
    ErrorPtr error = m_errors.make(step.spec, names);
    if (!task->handling.empty())
        chainContext(error, task->handling.back());
    if (!error->origin.task)
        error->origin = m_scheduler.task().whereItIs();
    forEachLeaf(error, [this](const Error *leaf) {
        if (!leaf->origin.task)
            const_cast<Error *>(leaf)->origin = m_scheduler.task().whereItIs();
    });
    error->growTraceback();
    m_scheduler.observeTask(ErrorRaised{m_scheduler.noted(error), {}});
    return error;
}

Task<> Interpreter::runTry(TaskContext *task, const TryStep *step, EnvironmentPtr names)
{
    ErrorPtr pending;
    {
        auto body = runSteps(task, &step->body, names);
        auto outcome = co_await catching(std::move(body));
        pending = outcome.handled();
    }
    if (pending && !step->handlers.empty()) {
        auto handlers = step->isGroupHandler ? runGroupHandlers(task, step, pending, names)
                                             : runHandlers(task, step, pending, names);
        pending = co_await std::move(handlers);
    } else if (!pending && !step->orElse.empty()) {
        auto body = runSteps(task, &step->orElse, names);
        auto outcome = co_await catching(std::move(body));
        pending = outcome.handled();
    }
    if (step->hasFinally) {
        auto cleanup = runHandling(task, &step->finally, pending, names);
        ErrorPtr replacing = co_await std::move(cleanup);
        if (replacing) {
            noteFate(pending, replacing);
            pending = std::move(replacing);
        }
    }
    if (pending)
        co_await raiseAgain(std::move(pending));
}

/// Runs @p steps while @p handled, if there is any, is being handled; gives the error that left them.
Task<ErrorPtr> Interpreter::runHandling(TaskContext *task, const Steps *steps, ErrorPtr handled, EnvironmentPtr names)
{
    const Handling handling(task, std::move(handled));
    auto body = runSteps(task, steps, std::move(names));
    auto outcome = co_await catching(std::move(body));
    co_return outcome.handled();
}

Task<ErrorPtr> Interpreter::runHandlers(TaskContext *task, const TryStep *step, ErrorPtr error, EnvironmentPtr names)
{
    const Handler *taken = nullptr;
    for (const Handler &handler : step->handlers) {
        if (m_errors.matches(handler.match, *error, names)) {
            taken = &handler;
            break;
        }
    }
    if (!taken)
        co_return error;
    EnvironmentPtr inside = taken->as.empty() ? names : withName(names, taken->as, error);
    ErrorPtr result = co_await runHandling(task, &taken->body, error, std::move(inside));
    noteFate(error, result);
    co_return result;
}

// PEP 654: each handler takes its share of the group; what handlers raise themselves stands beside
// what was raised again or never taken, which keeps its old nesting.
Task<ErrorPtr> Interpreter::runGroupHandlers(TaskContext *task, const TryStep *step, ErrorPtr error,
                                             EnvironmentPtr names)
{
    ExceptGroup parts(std::move(error));
    for (const Handler &handler : step->handlers) {
        const ErrorPtr taken
            = parts.take([&](const Error &node) { return m_errors.matches(handler.match, node, names); });
        if (!taken)
            continue;
        EnvironmentPtr inside = handler.as.empty() ? names : withName(names, handler.as, taken);
        ErrorPtr result = co_await runHandling(task, &handler.body, taken, std::move(inside));
        if (result != taken)
            noteFate(parts.taken(), result);
        parts.handlerEnded(std::move(result));
    }
    co_return parts.remaining();
}

/// Tells what became of @p handled once its handler or cleanup is over and @p now goes on.
void Interpreter::noteFate(const ErrorPtr &handled, const ErrorPtr &now)
{
    if (!handled)
        return;
    if (now && holdsLeafOf(now, handled)) { // a part of it lives on, the rest was dealt with
        forEachLeaf(handled, [&](const Error *leaf) {
            const ErrorPtr part(const_cast<Error *>(leaf));
            if (!holdsLeafOf(now, part))
                m_scheduler.observeTask(ErrorHandled{m_scheduler.noted(part)});
        });
        return;
    }
    const ErrorId old = m_scheduler.noted(handled);
    const ErrorId by = m_scheduler.noted(now);
    if (!now)
        m_scheduler.observeTask(ErrorHandled{old});
    else if (now->holdsCancellation() && !handled->holdsOnlyCancellations())
        m_scheduler.observeTask(ErrorLost{old, by});
    else
        m_scheduler.observeTask(ErrorReplaced{old, by});
}

EnvironmentPtr Interpreter::split(TaskContext *task, const SplitStep &step, EnvironmentPtr names)
{
    const ErrorPtr error = asGroup(step.error.isSet() ? boundError(step.error, names) : task->handling.back());
    ErrorSplit parts;
    if (error) {
        parts = splitCancellation(error);
        m_scheduler.observeTask(GroupSplit{{}, m_scheduler.noted(error), m_scheduler.noted(parts.rest)});
    }
    if (!step.cancels.empty())
        names = withName(std::move(names), step.cancels, parts.matched);
    if (!step.errors.empty())
        names = withName(std::move(names), step.errors, parts.rest);
    return names;
}

EnvironmentPtr Interpreter::nonCancelSubgroup(TaskContext *task, const NonCancelSubgroupStep &step,
                                              EnvironmentPtr names)
{
    SplitStep asSplit;
    asSplit.error = step.error;
    asSplit.errors = step.as;
    return split(task, asSplit, std::move(names));
}

ScopeRef Interpreter::scopeForPredicate(TaskContext *task, const Predicate &predicate, const EnvironmentPtr &names)
{
    const std::string name = fillIn(predicate.name, names);
    if (const ScopeRef *inSight = lookUp<ScopeRef>(names, name))
        return *inSight;
    if (const auto own = task->lastEntered.find(name); own != task->lastEntered.end())
        return own->second;
    const auto any = m_lastEntered.find(name);
    return any == m_lastEntered.end() ? ScopeRef() : any->second;
}

bool Interpreter::holds(TaskContext *task, const Predicate &predicate, const EnvironmentPtr &names)
{
    using Kind = Predicate::Kind;
    const auto partHolds = [&](const Predicate &part) { return holds(task, part, names); };
    switch (predicate.kind) {
    case Kind::Present: return static_cast<bool>(boundError(predicate.name, names));
    case Kind::IsCancelled: return isCancelled(boundError(predicate.name, names));
    case Kind::OnlyCancelled: {
        const ErrorPtr error = boundError(predicate.name, names);
        return error && error->holdsOnlyCancellations();
    }
    case Kind::CancelCalled: {
        const ScopeRef scope = scopeForPredicate(task, predicate, names);
        return scope && scope->scope().cancelCalled();
    }
    case Kind::CancelledCaught: {
        const ScopeRef scope = scopeForPredicate(task, predicate, names);
        return scope && scope->scope().cancelledCaught();
    }
    case Kind::TokenCancelled: return m_resources.token(predicate.name, names).isCancelled();
    case Kind::Count: {
        const ErrorPtr error = boundError(predicate.name, names);
        const std::size_t members = !error ? 0 : error->isGroup() ? error->members.size() : 1;
        return static_cast<std::int64_t>(members) > evaluate(predicate.over, names);
    }
    case Kind::Equal: return fillIn(predicate.left, names) == fillIn(predicate.right, names);
    case Kind::Chance: {
        // 53 bits as a fraction: the library's distributions may differ between platforms.
        const double drawn = static_cast<double>(m_scheduler.random()() >> 11) * 0x1p-53;
        return drawn < evaluateChance(predicate.chance, names);
    }
    case Kind::Not: return !partHolds(predicate.parts.front());
    case Kind::All: return std::all_of(predicate.parts.begin(), predicate.parts.end(), partHolds);
    case Kind::Any: return std::any_of(predicate.parts.begin(), predicate.parts.end(), partHolds);
    }
    return false;
}

} // namespace ScopeLab
