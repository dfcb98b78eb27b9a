#pragma once

#include "core/scenario/ast.h"

#include <functional>

namespace ScopeLab {

/// What a name stands for.
enum class NameKind { Scope, Group, Error, Text, Item, Event, Lock, Limiter, Channel, Token };

struct Sighted
{
    std::string name; ///< Of a name with `{…}` in it: as written.
    NameKind kind;
    bool isPattern = false;
};

/// What a list of steps can see where it stands.
struct Sight
{
    std::vector<Sighted> names;
    bool inHandler = false;
    bool inGroup = false;
    int depth = 0;
};

Sight with(const Sight &sight, const Template &name, NameKind kind);
Sight with(const Sight &sight, const std::string &name, NameKind kind);

bool isScopeLike(NameKind kind);

/// Reports names that are used where nothing of that name is in sight.
class NameChecker
{
public:
    NameChecker(const Scenario &scenario, Diagnostics &diagnostics);

    void report(const SourceRange &range, std::string message, std::string cure = {});

    /// For functions that nobody calls: nothing is known of what they can see.
    void setLenient(bool lenient) { m_isLenient = lenient; }
    bool isLenient() const { return m_isLenient; }

    /// Every scope of the file, for who may name any of them.
    const std::vector<Sighted> &allScopes() const { return m_allScopes; }

    void requireInSight(const Template &use, const std::vector<Sighted> &names, const char *what,
                        const std::function<bool(NameKind)> &fits);
    void useScope(const Template &use, const Sight &sight);
    void useError(const Template &use, const Sight &sight);
    void useResource(const Template &use, NameKind wanted, const char *what, const Sight &sight);
    void useToken(const Template &use, const Sight &sight) { useResource(use, NameKind::Token, "token", sight); }

    /// What can be cancelled: a scope or an operation among @p scopes, or a token.
    void useCancellable(const Template &use, const std::vector<Sighted> &scopes);

    /// The `{name}` places of any scalar.
    void useText(const Template &text, const Sight &sight);

    template <typename T>
    void useValue(const Value<T> &value, const Sight &sight)
    {
        useText(value.source, sight);
    }
    template <typename T>
    void useValue(const std::optional<Value<T>> &value, const Sight &sight)
    {
        if (value)
            useText(value->source, sight);
    }

private:
    Diagnostics &m_diagnostics;
    std::vector<Sighted> m_allScopes;
    std::vector<Sighted> m_resources;
    bool m_isLenient = false;
};

} // namespace ScopeLab
