#include "core/interpreter/runresources.h"

#include "core/interpreter/evaluator.h"

namespace ScopeLab {

namespace {

template <typename T>
T &find(std::map<std::string, T> &all, const char *what, const Template &name, const EnvironmentPtr &names)
{
    const std::string text = fillIn(name, names);
    const auto found = all.find(text);
    if (found == all.end())
        raiseInScenario("ValueError", std::string("there is no ") + what + " '" + text + "'");
    return found->second;
}

} // namespace

RunResources::RunResources(const Resources &declared)
{
    for (const std::string &name : declared.events)
        m_events.try_emplace(name);
    for (const std::string &name : declared.locks)
        m_locks.try_emplace(name);
    for (const CountedResource &limiter : declared.limiters)
        m_limiters.try_emplace(limiter.name, static_cast<std::size_t>(limiter.count));
    for (const CountedResource &channel : declared.channels) {
        auto [sender, receiver] = openMemoryChannel<std::string>(static_cast<std::size_t>(channel.count));
        m_channels.try_emplace(channel.name, Channel{std::move(sender), std::move(receiver)});
    }
    openTokens(declared.tokens);
}

/// A parent may be declared after its child; the checker has made sure that all are known and that there is no cycle.
void RunResources::openTokens(const std::vector<TokenDeclaration> &declared)
{
    std::map<std::string_view, const TokenDeclaration *> byName;
    for (const TokenDeclaration &token : declared)
        byName.emplace(token.name, &token);
    for (const TokenDeclaration &token : declared) {
        std::vector<const TokenDeclaration *> line; // up to a token that is already open, or has no parent
        for (const TokenDeclaration *at = &token; at && !m_tokens.contains(at->name);) {
            line.push_back(at);
            at = at->parent.empty() ? nullptr : byName.at(at->parent);
        }
        for (; !line.empty(); line.pop_back()) {
            const TokenDeclaration &next = *line.back();
            if (next.parent.empty())
                m_tokens.try_emplace(next.name);
            else
                m_tokens.try_emplace(next.name, m_tokens.at(next.parent).childToken());
        }
    }
}

Event &RunResources::event(const Template &name, const EnvironmentPtr &names)
{
    return find(m_events, "event", name, names);
}

Event *RunResources::findEvent(const std::string &name)
{
    const auto found = m_events.find(name);
    return found == m_events.end() ? nullptr : &found->second;
}

Lock &RunResources::lock(const Template &name, const EnvironmentPtr &names)
{
    return find(m_locks, "lock", name, names);
}

CapacityLimiter &RunResources::limiter(const Template &name, const EnvironmentPtr &names)
{
    return find(m_limiters, "limiter", name, names);
}

RunResources::Channel &RunResources::channel(const Template &name, const EnvironmentPtr &names)
{
    return find(m_channels, "channel", name, names);
}

CancellationToken &RunResources::token(const Template &name, const EnvironmentPtr &names)
{
    return find(m_tokens, "token", name, names);
}

CancellationToken *RunResources::findToken(const std::string &name)
{
    const auto found = m_tokens.find(name);
    return found == m_tokens.end() ? nullptr : &found->second;
}

} // namespace ScopeLab
