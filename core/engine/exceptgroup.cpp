#include "core/engine/exceptgroup.h"

#include <unordered_set>

namespace ScopeLab {

namespace {

using Leaves = std::unordered_set<const Error *>;

void collectLeaves(const ErrorPtr &root, Leaves &leaves)
{
    std::vector<const Error *> open{root.get()};
    while (!open.empty()) {
        const Error *at = open.back();
        open.pop_back();
        if (!at->isGroup())
            leaves.insert(at);
        for (const ErrorPtr &member : at->members)
            open.push_back(member.get());
    }
}

/// The parts of @p whole that hold a leaf of @p kept, in the old nesting.
ErrorPtr project(const ErrorPtr &whole, const std::vector<ErrorPtr> &kept)
{
    Leaves leaves;
    for (const ErrorPtr &part : kept)
        collectLeaves(part, leaves);
    return split(whole, [&leaves](const Error &node) { return leaves.contains(&node); }).matched;
}

} // namespace

ErrorPtr ExceptGroup::take(const std::function<bool(const Error &)> &matches)
{
    const ErrorSplit parts = m_open ? split(m_open, matches) : ErrorSplit();
    m_taken = parts.matched;
    m_wrapped = asGroup(m_taken);
    if (m_taken)
        m_open = parts.rest;
    return m_wrapped;
}

void ExceptGroup::handlerEnded(ErrorPtr error)
{
    if (error && error == m_wrapped)
        m_raisedAgain.push_back(m_taken);
    else if (error)
        m_raisedNew.push_back(std::move(error));
}

ErrorPtr ExceptGroup::remaining() const
{
    std::vector<ErrorPtr> kept = m_raisedAgain;
    if (m_open)
        kept.push_back(m_open);
    ErrorPtr again;
    if (!kept.empty())
        again = m_whole->isGroup() ? project(m_whole, kept) : kept.front();
    if (again && !m_whole->isGroup() && !m_open) // a bare error that was raised again goes on in its wrapping
        again = asGroup(again);
    if (m_raisedNew.empty())
        return again;
    std::vector<ErrorPtr> all = m_raisedNew;
    if (again)
        all.push_back(again);
    if (all.size() == 1)
        return all.front();
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
