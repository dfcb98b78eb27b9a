#include "core/scenario/namechecker.h"

#include "core/scenario/walk.h"

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr std::size_t LongestShown = 120; // bytes; a longer name is not mentioned in a cure

} // namespace

NameChecker::NameChecker(const Scenario &scenario, Diagnostics &diagnostics)
    : m_diagnostics(diagnostics)
    , m_sight(m_used)
{
    m_scopes.insert("main");
    forEachStep(scenario, [this](const Step &step) {
        forEachScopeName(step, [this](const Template &name) {
            if (name.isSet() && name.isConstant())
                m_scopes.insert(name.text);
            else if (name.isSet())
                m_scopePatterns.add(name.text);
        });
    });
    for (const auto &[name, steps] : scenario.functions)
        m_functions.try_emplace(name);
    const Resources &resources = scenario.resources;
    for (const std::string &name : resources.events)
        m_resources.emplace(NameKind::Event, name);
    for (const std::string &name : resources.locks)
        m_resources.emplace(NameKind::Lock, name);
    for (const CountedResource &limiter : resources.limiters)
        m_resources.emplace(NameKind::Limiter, limiter.name);
    for (const CountedResource &channel : resources.channels)
        m_resources.emplace(NameKind::Channel, channel.name);
    m_hasTokens = !resources.tokens.empty();
    for (const TokenDeclaration &token : resources.tokens)
        m_resources.emplace(NameKind::Token, token.name);
}

void NameChecker::report(const SourceRange &range, std::string message, std::string cure)
{
    if (!m_isCollecting)
        m_diagnostics.add(range, std::move(message), std::move(cure));
}

std::string NameChecker::didYouMean(const std::string &word, const std::function<std::vector<std::string>()> &list)
{
    return m_isCollecting ? std::string() : m_diagnostics.didYouMean(word, list);
}

void NameChecker::enter(const CallGraph::Function *function)
{
    if (m_callers != &m_nobody)
        m_callers->unbound = {}; // not needed again
    m_callers = function ? &m_functions.at(function->first) : &m_nobody;
}

void NameChecker::endCollecting()
{
    m_isCollecting = false;
    m_used.number();
    m_sight.reset();
    m_nobody = {m_used.noBits(), true, true, true, 0};
    for (std::uint64_t &word : m_nobody.unbound)
        word = ~std::uint64_t{0};
}

void NameChecker::noteCall(const std::string &function, bool isOutsideHandler, bool isOutsideGroup, int depth)
{
    Callers &callers = m_functions.at(function);
    callers.depth = std::max(callers.depth, depth);
    if (!m_callers->isReached)
        return;
    callers.isReached = true;
    callers.isOutsideHandler |= isOutsideHandler;
    callers.isOutsideGroup |= isOutsideGroup;
    callers.unbound.resize(m_callers->unbound.size());
    for (std::size_t i = 0; i < callers.unbound.size(); ++i)
        callers.unbound[i] |= m_callers->unbound[i] & ~m_sight.bits()[i];
}

bool NameChecker::isUnbound(const std::string &name, Wanted wanted)
{
    if (m_sight.has(name, wanted))
        return false;
    if (m_callers == &m_nobody)
        return true;
    if (m_isCollecting) {
        m_used.add(name, wanted);
        return false;
    }
    const std::size_t bit = m_used.find(name, wanted);
    return m_callers->isReached && (m_callers->unbound[bit / 64] >> bit % 64 & 1U);
}

std::string NameChecker::cureFor(const std::string &name, Wanted wanted, const char *what, bool mayBeToken)
{
    const auto &bindings = m_sight.bindings();
    const auto isMeant = [wanted](const Sight::Binding &known) {
        return fits(known.kind, wanted) && !known.isPattern && known.name.size() <= LongestShown;
    };
    std::string cure = didYouMean(name, [&] {
        std::vector<std::string> candidates = mayBeToken ? resourceNames(NameKind::Token) : std::vector<std::string>();
        for (const Sight::Binding &known : bindings) {
            if (isMeant(known))
                candidates.push_back(known.name);
        }
        if (m_callers != &m_nobody && wanted == Wanted::Scope) // a caller may have bound it
            candidates.insert(candidates.end(), m_scopes.begin(), m_scopes.end());
        return candidates;
    });
    if (!cure.empty())
        return cure;
    const auto last = std::find_if(bindings.rbegin(), bindings.rend(), isMeant);
    return last == bindings.rend() ? std::string("there is no ") + what + " in sight here" : "in sight: " + last->name;
}

void NameChecker::require(const Template &use, Wanted wanted, const char *what, bool mayBeToken)
{
    if (!use.isSet() || !use.isConstant())
        return;
    const std::string name = use.constantText();
    if (isUnbound(name, wanted) && !m_isCollecting)
        report(use.range, std::string("no ") + what + " named '" + name + "' is in sight here",
               cureFor(name, wanted, what, mayBeToken));
}

void NameChecker::useScope(const Template &use)
{
    useText(use);
    require(use, Wanted::Scope, "scope");
}

void NameChecker::useGroup(const Template &use)
{
    useText(use);
    require(use, Wanted::Group, "task group");
}

void NameChecker::useError(const Template &use)
{
    useText(use);
    require(use, Wanted::Error, "error");
}

void NameChecker::useCancellable(const Template &use)
{
    useText(use);
    if (!isToken(use.constantText()))
        require(use, Wanted::Scope, m_hasTokens ? "scope or token" : "scope", m_hasTokens);
}

void NameChecker::useAnyScope(const Template &use, bool mayBeToken)
{
    useText(use);
    const std::string name = use.constantText();
    const bool isThere = m_scopes.contains(name) || m_scopePatterns.mayBecome(name) || (mayBeToken && isToken(name));
    if (!use.isSet() || !use.isConstant() || isThere)
        return;
    const char *what = mayBeToken && m_hasTokens ? "scope or token" : "scope";
    const std::string cure = didYouMean(name, [&] {
        std::vector<std::string> candidates = mayBeToken ? resourceNames(NameKind::Token) : std::vector<std::string>();
        candidates.insert(candidates.end(), m_scopes.begin(), m_scopes.end());
        return candidates;
    });
    report(use.range, std::string("no ") + what + " of this file is named '" + name + "'", cure);
}

void NameChecker::useResource(const Template &use, NameKind wanted, const char *what)
{
    useText(use);
    const std::string name = use.constantText();
    if (!use.isSet() || !use.isConstant() || m_resources.contains({wanted, name}))
        return;
    std::string cure = didYouMean(name, [&] { return resourceNames(wanted); });
    if (cure.empty())
        cure = std::string("declare it under 'resources: {") + what + "s: …}'";
    report(use.range, std::string("there is no ") + what + " '" + name + "'", cure);
}

std::vector<std::string> NameChecker::resourceNames(NameKind kind) const
{
    std::vector<std::string> names;
    for (auto at = m_resources.lower_bound({kind, {}}); at != m_resources.end() && at->first == kind; ++at)
        names.push_back(at->second);
    return names;
}

void NameChecker::useText(const Template &text)
{
    for (const Template::Part &part : text.parts) {
        if (!part.isName)
            continue;
        Template use;
        use.range = text.range;
        use.text = part.text;
        use.parts = {{part.text, {}, false}};
        require(use, part.field.empty() ? Wanted::Value : Wanted::Item, "value");
    }
}

} // namespace ScopeLab
