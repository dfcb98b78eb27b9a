#pragma once

#include "core/engine/taskgroup.h"
#include "core/patterns/gracefulshutdown.h"

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace ScopeLab {

/// A scope or a task group of a scenario while it lives, and after, for who asks about it.
struct ScopeInstance
{
    std::string name; ///< Empty if the file gives none.
    CancelScope ownScope;
    std::unique_ptr<TaskGroup> group;           ///< Of a task group; its scope stands in for ownScope then.
    std::unique_ptr<GracefulShutdown> shutdown; ///< The same, of a graceful shutdown.

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

/// Stands between a detached task and what is around the step that detached it.
struct Detached
{
};

/// What a name stands for: a scope, an error (null: nothing), a text, or an item.
using BoundValue = std::variant<ScopeRef, ErrorPtr, std::string, ItemValue, Detached>;

class Environment;
using EnvironmentPtr = std::shared_ptr<const Environment>;

/// The names in sight of a step, innermost first. Immutable, so tasks share what they saw.
class Environment
{
public:
    Environment(EnvironmentPtr outer, std::string name, BoundValue value)
        : m_outer(std::move(outer))
        , m_name(std::move(name))
        , m_value(std::move(value))
    {
    }

    const std::string &name() const { return m_name; }
    const BoundValue &value() const { return m_value; }
    const Environment *outer() const { return m_outer.get(); }

private:
    EnvironmentPtr m_outer;
    std::string m_name;
    BoundValue m_value;
};

inline EnvironmentPtr withName(EnvironmentPtr outer, std::string name, BoundValue value)
{
    return std::make_shared<const Environment>(std::move(outer), std::move(name), std::move(value));
}

/// The innermost value of type T called @p name, or null.
template <typename T>
const T *lookUp(const EnvironmentPtr &environment, std::string_view name)
{
    for (const Environment *at = environment.get(); at; at = at->outer()) {
        if (at->name() == name) {
            if (const T *value = std::get_if<T>(&at->value()))
                return value;
        }
    }
    return nullptr;
}

/// The innermost task group, with a name or without.
const ScopeRef *innermostGroup(const EnvironmentPtr &environment);

/// The graceful shutdowns around, up to where the task was detached.
std::vector<ScopeRef> shutdownsAround(const EnvironmentPtr &environment);

} // namespace ScopeLab
