#pragma once

#include "core/engine/capacitylimiter.h"
#include "core/engine/channel.h"
#include "core/engine/event.h"
#include "core/engine/lock.h"
#include "core/interpreter/environment.h"
#include "core/patterns/cancellationtoken.h"
#include "core/scenario/ast.h"

namespace ScopeLab {

/// The events, locks, limiters, channels and tokens of one run of a scenario, found by the names that
/// steps give when they run. @throws ValueError if there is none of that name.
class RunResources
{
public:
    struct Channel
    {
        SendChannel<std::string> sender;
        ReceiveChannel<std::string> receiver;
    };

    explicit RunResources(const Resources &declared);

    Event &event(const Template &name, const EnvironmentPtr &names);
    Event *findEvent(const std::string &name);
    Lock &lock(const Template &name, const EnvironmentPtr &names);
    CapacityLimiter &limiter(const Template &name, const EnvironmentPtr &names);
    Channel &channel(const Template &name, const EnvironmentPtr &names);
    CancellationToken &token(const Template &name, const EnvironmentPtr &names);
    CancellationToken *findToken(const std::string &name);

    // Call function(name, resource).
    void forEachEvent(const auto &function) { forEach(m_events, function); }
    void forEachLock(const auto &function) { forEach(m_locks, function); }
    void forEachLimiter(const auto &function) { forEach(m_limiters, function); }
    void forEachChannel(const auto &function) { forEach(m_channels, function); }
    void forEachToken(const auto &function) { forEach(m_tokens, function); }

private:
    void openTokens(const std::vector<TokenDeclaration> &declared);
    static void forEach(auto &all, const auto &function)
    {
        for (auto &[name, resource] : all)
            function(name, resource);
    }

    std::map<std::string, Event> m_events;
    std::map<std::string, Lock> m_locks;
    std::map<std::string, CapacityLimiter> m_limiters;
    std::map<std::string, Channel> m_channels;
    std::map<std::string, CancellationToken> m_tokens;
};

} // namespace ScopeLab
