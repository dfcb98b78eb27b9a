#pragma once

#include "core/scenario/callgraph.h"
#include "core/scenario/sight.h"

namespace ScopeLab {

/// Reports names that are used where nothing with that name is in sight.
///
/// What a function sees besides its own names depends on its callers, and on the path through them. Still each body is
/// visited only twice. The first pass collects the names that functions use without binding them. The second visits
/// callers before callees, and knows for each such name whether it is unbound on some path from `main` to this body.
class NameChecker
{
public:
    NameChecker(const Scenario &scenario, Diagnostics &diagnostics);

    void report(const SourceRange &range, std::string message, std::string cure = {});
    std::string didYouMean(const std::string &word, const std::function<std::vector<std::string>()> &list);

    /// What a body sees through its callers; `main` has none.
    struct Callers
    {
        UsedNames::Bits unbound;       ///< Names that are unbound on some path from `main`.
        bool isReached = false;        ///< There is a path from `main`. If not, nothing is known of what it can see.
        bool isOutsideHandler = false; ///< On some path no handler is around.
        bool isOutsideGroup = false;   ///< On some path no group is around.
        int depth = 0;                 ///< Lists of steps around it, on the deepest path.
    };

    /// Turns to @p function, or to `main` if that is null.
    void enter(const CallGraph::Function *function);

    /// Ends the first pass: from now on mistakes are reported.
    void endCollecting();
    bool isCollecting() const { return m_isCollecting; }

    Sight &sight() { return m_sight; }
    const Callers &callers() const { return *m_callers; }

    /// Notes a call of @p function from here, where a list of steps is @p depth deep.
    void noteCall(const std::string &function, bool isOutsideHandler, bool isOutsideGroup, int depth);

    void useScope(const Template &use);
    void useGroup(const Template &use);
    void useError(const Template &use);

    /// A scope or an operation, or a token.
    void useCancellable(const Template &use);

    /// A scope of the file, in sight or not. @param mayBeToken true if it may be a token instead.
    void useAnyScope(const Template &use, bool mayBeToken);

    /// @param what names the kind in messages.
    void useResource(const Template &use, NameKind wanted, const char *what);
    void useToken(const Template &use) { useResource(use, NameKind::Token, "token"); }

    /// The `{name}` places of any scalar.
    void useText(const Template &text);

    template <typename T>
    void useValue(const Value<T> &value)
    {
        useText(value.source);
    }
    template <typename T>
    void useValue(const std::optional<Value<T>> &value)
    {
        if (value)
            useText(value->source);
    }

private:
    void require(const Template &use, Wanted wanted, const char *what, bool mayBeToken = false);
    bool isUnbound(const std::string &name, Wanted wanted);
    std::string cureFor(const std::string &name, Wanted wanted, const char *what, bool mayBeToken);
    bool isToken(const std::string &name) const { return m_resources.contains({NameKind::Token, name}); }
    std::vector<std::string> resourceNames(NameKind kind) const;

    Diagnostics &m_diagnostics;
    UsedNames m_used;
    Sight m_sight;
    Callers m_nobody; // the callers of main
    std::unordered_map<std::string, Callers> m_functions;
    Callers *m_callers = &m_nobody;
    bool m_isCollecting = true;
    std::set<std::pair<NameKind, std::string>> m_resources;
    bool m_hasTokens = false;
    std::set<std::string> m_scopes; // of the whole file
    NamePatterns m_scopePatterns;
};

} // namespace ScopeLab
