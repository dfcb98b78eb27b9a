#pragma once

#include "core/engine/taskgroup.h"
#include "core/patterns/gracefulshutdown.h"

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace ScopeLab {

/// A scope or task group of a scenario. It outlives its body, because predicates may still ask about it.
struct ScopeInstance
{
    std::string name; ///< Empty if the file gives none.
    CancelScope ownScope;
    std::unique_ptr<TaskGroup> group;           ///< Only of a task group, whose scope replaces ownScope.
    std::unique_ptr<GracefulShutdown> shutdown; ///< Only of a graceful shutdown, likewise.

    CancelScope &scope()
    {
        if (group)
            return group->cancelScope();
        return shutdown ? shutdown->cancelScope() : ownScope;
    }
};
using ScopeRef = std::shared_ptr<ScopeInstance>;

/// An item of spawn_each, filled in.
struct ItemValue
{
    std::string text;
    std::map<std::string, std::string> fields;
};

/// Separates a detached task from what is around the step that detached it.
struct Detached
{
};

/// What a name stands for: a scope, an error (null: nothing), a text, or an item.
using BoundValue = std::variant<ScopeRef, ErrorPtr, std::string, ItemValue, Detached>;

class Watchdog;
class Environment;
using EnvironmentPtr = std::shared_ptr<const Environment>;

/// For each name and type the innermost binding in sight, as a search tree: a body may bind as many names as it has
/// steps, and look up each. A treap with hashes as priorities. Immutable: a tree with one more name shares everything
/// with the one before it but the path to that name.
struct NamesInSight
{
    using Pointer = std::shared_ptr<const NamesInSight>;

    const Environment *bound;
    std::size_t priority;
    Pointer before;
    Pointer behind;
};

/// The names in sight of a step, innermost first. Immutable, so tasks share what they saw.
class Environment
{
public:
    /// @param watchdog of the run; null: that of @p outer.
    Environment(EnvironmentPtr outer, std::string name, BoundValue value, Watchdog *watchdog)
        : m_outer(std::move(outer))
        , m_watchdog(watchdog || !m_outer ? watchdog : m_outer->m_watchdog)
        , m_name(std::move(name))
        , m_value(std::move(value))
        , m_depth(m_outer ? m_outer->m_depth + 1 : 0)
        , m_around(m_outer && !m_outer->isAround() ? m_outer->m_around : m_outer.get())
        , m_inSight(withThis(m_outer ? m_outer->m_inSight : nullptr))
    {
    }

    /// Frees them one by one: a long body binds many names, and freeing the last must not recurse through all of them.
    ~Environment()
    {
        EnvironmentPtr last = std::move(m_outer);
        while (last && last.use_count() == 1)
            last = EnvironmentPtr(std::move(last->m_outer));
    }
    Environment(const Environment &) = delete;
    Environment &operator=(const Environment &) = delete;

    const std::string &name() const { return m_name; }
    const BoundValue &value() const { return m_value; }

    /// The next binding further out that has a body: a scope, a group, a shutdown, or Detached.
    const Environment *around() const { return m_around; }

    /// The innermost binding of @p name to a T, from this one on; null if there is none.
    template <typename T>
    const Environment *find(std::string_view name) const
    {
        return find(name, BoundValue(std::in_place_type<T>).index());
    }

    /// Of two bindings, the one with the larger depth is further in.
    int depth() const { return m_depth; }

    /// Counts the texts that are made from the names seen here; null: nobody does.
    Watchdog *watchdog() const { return m_watchdog; }

private:
    bool isAround() const
    {
        return std::holds_alternative<ScopeRef>(m_value) || std::holds_alternative<Detached>(m_value);
    }
    const Environment *find(std::string_view name, std::size_t type) const;
    NamesInSight::Pointer withThis(const NamesInSight::Pointer &tree) const;

    mutable EnvironmentPtr m_outer; // mutable for the destructor of an inner one
    Watchdog *m_watchdog;
    std::string m_name;
    BoundValue m_value;
    int m_depth;
    const Environment *m_around; // kept by m_outer, as are all in sight
    NamesInSight::Pointer m_inSight;
};

inline EnvironmentPtr withName(EnvironmentPtr outer, std::string name, BoundValue value, Watchdog *watchdog = nullptr)
{
    return std::make_shared<const Environment>(std::move(outer), std::move(name), std::move(value), watchdog);
}

/// The innermost value of type T called @p name, or null.
template <typename T>
const T *lookUp(const EnvironmentPtr &environment, std::string_view name)
{
    const Environment *const found = environment ? environment->find<T>(name) : nullptr;
    return found ? &std::get<T>(found->value()) : nullptr;
}

/// The innermost task group, named or not.
const ScopeRef *innermostGroup(const EnvironmentPtr &environment);

/// The graceful shutdowns around, as far out as the step that detached the task.
std::vector<ScopeRef> shutdownsAround(const EnvironmentPtr &environment);

} // namespace ScopeLab
