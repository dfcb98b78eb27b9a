#include "core/engine/exceptgroup.h"

#include "core/engine/errorwalk.h"

namespace ScopeLab {

namespace {

using Leaves = std::unordered_set<const Error *>;

void collectLeaves(const ErrorPtr &root, Leaves &leaves)
{
    detail::forEachLeaf(root, [&leaves](const Error *leaf) { leaves.insert(leaf); });
}

/// The parts of @p whole that hold a leaf of @p kept, in the old nesting.
ErrorPtr project(const ErrorPtr &whole, const std::vector<ErrorPtr> &kept)
{
    Leaves leaves;
    for (const ErrorPtr &part : kept)
        collectLeaves(part, leaves);
    return split(whole, [&leaves](const Error &node) { return leaves.contains(&node); }).matched;
}

/// Whether @p error is a part of @p whole that nobody raised anew. Source: CPython, is_same_exception_metadata().
bool isRaisedAgain(const Error &error, const Error &whole)
{
    return error.traceback == whole.traceback && error.cause == whole.cause && error.context == whole.context;
}

} // namespace

ErrorPtr ExceptGroup::take(const std::function<bool(const Error &)> &matches)
{
    const ErrorSplit parts = m_open ? split(m_open, matches) : ErrorSplit();
    m_taken = parts.matched;
    if (m_taken)
        m_open = parts.rest;
    return asGroup(m_taken);
}

void ExceptGroup::handlerEnded(ErrorPtr error)
{
    if (error)
        m_ended.push_back(std::move(error));
}

ErrorPtr ExceptGroup::remaining() const
{
    if (!m_whole || !m_whole->isGroup()) // a bare error has one taker at most, and what came of that goes on as it is
        return m_ended.empty() ? m_open : m_ended.front();
    std::vector<ErrorPtr> kept;
    std::vector<ErrorPtr> all;
    for (const ErrorPtr &error : m_ended)
        (isRaisedAgain(*error, *m_whole) ? kept : all).push_back(error);
    if (m_open) // a handler that raises the whole by its name makes this another error, too
        (isRaisedAgain(*m_open, *m_whole) ? kept : all).push_back(m_open);
    if (!kept.empty())
        all.push_back(project(m_whole, kept));
    if (all.size() <= 1)
        return all.empty() ? ErrorPtr() : all.front();
    ErrorPtr group = makeGroup({}, std::move(all));
    if (Scheduler::currentOrNull())
        group->origin = detail::currentTask().whereItIs();
    return group;
}

Outcome<void> ExceptGroup::rest() const
{
    const ErrorPtr error = remaining();
    return error ? raiseAgain(error) : Outcome<void>();
}

} // namespace ScopeLab
