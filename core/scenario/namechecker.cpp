#include "core/scenario/namechecker.h"

#include "core/scenario/walk.h"

#include <algorithm>

namespace ScopeLab {

namespace {

// "batch-{index}" may turn out as "batch-7".
bool mayBecome(const std::string &pattern, const std::string &name)
{
    const std::size_t brace = pattern.find('{');
    return name.compare(0, brace, pattern, 0, brace) == 0;
}

} // namespace

bool isScopeLike(NameKind kind)
{
    return kind == NameKind::Scope || kind == NameKind::Group;
}

Sight with(const Sight &sight, const Template &name, NameKind kind)
{
    Sight inner = sight;
    if (name.isSet())
        inner.names.push_back({name.text, kind, !name.isConstant()});
    return inner;
}

Sight with(const Sight &sight, const std::string &name, NameKind kind)
{
    Sight inner = sight;
    if (!name.empty())
        inner.names.push_back({name, kind, false});
    return inner;
}

NameChecker::NameChecker(const Scenario &scenario, Diagnostics &diagnostics)
    : m_diagnostics(diagnostics)
{
    forEachStep(scenario, [this](const Step &step) {
        forEachScopeName(step, [this](const Template &name) {
            if (name.isSet())
                m_allScopes.push_back({name.text, NameKind::Scope, !name.isConstant()});
        });
    });
    m_allScopes.push_back({"main", NameKind::Scope});
    const Resources &resources = scenario.resources;
    for (const std::string &name : resources.events)
        m_resources.push_back({name, NameKind::Event});
    for (const std::string &name : resources.locks)
        m_resources.push_back({name, NameKind::Lock});
    for (const CountedResource &limiter : resources.limiters)
        m_resources.push_back({limiter.name, NameKind::Limiter});
    for (const CountedResource &channel : resources.channels)
        m_resources.push_back({channel.name, NameKind::Channel});
    for (const TokenDeclaration &token : resources.tokens)
        m_resources.push_back({token.name, NameKind::Token});
}

void NameChecker::report(const SourceRange &range, std::string message, std::string cure)
{
    m_diagnostics.add(range, std::move(message), std::move(cure));
}

void NameChecker::requireInSight(const Template &use, const std::vector<Sighted> &names, const char *what,
                                 const std::function<bool(NameKind)> &fits)
{
    if (!use.isSet() || !use.isConstant() || m_isLenient)
        return;
    const std::string name = use.constantText();
    std::vector<std::string> candidates;
    for (const Sighted &sighted : names) {
        if (!fits(sighted.kind))
            continue;
        if (sighted.isPattern ? mayBecome(sighted.name, name) : sighted.name == name)
            return;
        candidates.push_back(sighted.name);
    }
    std::string cure = didYouMean(name, candidates);
    if (cure.empty() && !candidates.empty())
        cure = "in sight: " + candidates.back();
    else if (cure.empty())
        cure = std::string("there is no ") + what + " in sight here";
    report(use.range, std::string("no ") + what + " named '" + name + "' is in sight here", cure);
}

void NameChecker::useScope(const Template &use, const Sight &sight)
{
    useText(use, sight);
    requireInSight(use, sight.names, "scope", isScopeLike);
}

void NameChecker::useError(const Template &use, const Sight &sight)
{
    useText(use, sight);
    requireInSight(use, sight.names, "error", [](NameKind kind) { return kind == NameKind::Error; });
}

void NameChecker::useResource(const Template &use, NameKind wanted, const char *what, const Sight &sight)
{
    useText(use, sight);
    if (!use.isSet() || !use.isConstant())
        return;
    const std::string name = use.constantText();
    std::vector<std::string> names;
    for (const Sighted &resource : m_resources) {
        if (resource.kind != wanted)
            continue;
        if (resource.name == name)
            return;
        names.push_back(resource.name);
    }
    std::string cure = didYouMean(name, names);
    if (cure.empty())
        cure = std::string("declare it under 'resources: {") + what + "s: …}'";
    report(use.range, std::string("there is no ") + what + " '" + name + "'", cure);
}

void NameChecker::useCancellable(const Template &use, const std::vector<Sighted> &scopes)
{
    std::vector<Sighted> all = scopes;
    all.insert(all.end(), m_resources.begin(), m_resources.end());
    const bool hasTokens = std::any_of(m_resources.begin(), m_resources.end(),
                                       [](const Sighted &known) { return known.kind == NameKind::Token; });
    requireInSight(use, all, hasTokens ? "scope or token" : "scope",
                   [](NameKind kind) { return isScopeLike(kind) || kind == NameKind::Token; });
}

void NameChecker::useText(const Template &text, const Sight &sight)
{
    for (const Template::Part &part : text.parts) {
        if (!part.isName)
            continue;
        Template use;
        use.range = text.range;
        use.text = part.text;
        use.parts = {{part.text, {}, false}};
        requireInSight(use, sight.names, "value", [&part](NameKind kind) {
            return part.field.empty() ? !isScopeLike(kind) : kind == NameKind::Item;
        });
    }
}

} // namespace ScopeLab
