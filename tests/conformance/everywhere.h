#pragma once

#include "core/scenario/ast.h"
#include "core/scenario/exceptiontypes.h"
#include "core/session/library.h"

#include <functional>

namespace ScopeLab {

/// A scenario with a name or a text at every place where one can stand. `Zq…Z` is a hole, with what it is
/// the name of; `ZqTextZ` one for a text.
inline const char *const Everywhere = R"(scopelab: 1
title: "ZqTextZ"
summary: "ZqTextZ and ZqTextZ"
exceptions: {ZqErrorZ: Exception, ZqError2Z: ZqErrorZ}
resources:
  events: [ZqEventZ, ZqEvent2Z]
  locks: [ZqLockZ]
  limiters: {ZqLimiterZ: 2}
  channels: {ZqChannelZ: 1, ZqChannel2Z: 0}
  tokens: [ZqTokenZ, {ZqToken2Z: ZqTokenZ}]
functions:
  ZqFunctionZ: [{log: "ZqTextZ"}, {call: ZqFunction2Z}, started]
  ZqFunction2Z: [checkpoint]
main:
  - log: "ZqTextZ"
  - call: ZqFunctionZ
  - set: ZqEventZ
  - wait: ZqEventZ
  - with_lock: {lock: ZqLockZ, body: [checkpoint]}
  - with_limiter: {limiter: ZqLimiterZ, body: [checkpoint]}
  - send: {channel: ZqChannelZ, value: "ZqTextZ"}
  - receive: {channel: ZqChannelZ, as: ZqValueZ}
  - log: "ZqTextZ {ZqValueZ} ZqTextZ"
  - if: {equal: ["{ZqValueZ}", "ZqTextZ"], then: [{log: "ZqTextZ"}], else: [checkpoint]}
  - if: {not: {any: [{equal: ["ZqTextZ", "ZqTextZ"]}, {token_cancelled: ZqTokenZ}, {chance: 0.25}]}, then: [checkpoint]}
  - scope: {name: ZqScopeZ, timeout: 250ms, body: [{set_deadline: {scope: ZqScopeZ, after: 1s}}, {set_shield: {scope: ZqScopeZ, shield: true}}, {cancel: {scope: ZqScopeZ, reason: "ZqTextZ"}}]}
  - if: {cancelled_caught: ZqScopeZ, then: [{log: "ZqTextZ"}]}
  - if: {cancel_called: ZqScope3Z, then: [checkpoint]}
  - shield: {name: ZqShieldZ, body: [{scope: {name: ZqScope3Z, body: [{cancel: ZqScope3Z}]}}]}
  - move_on_after: {name: ZqMovedZ, after: 0.00001s, body: [sleep: forever], otherwise: [{log: "ZqTextZ"}]}
  - try:
      body: [{fail_after: {name: ZqFailZ, after: 1s, body: [sleep: 2s]}}]
      except:
        - {match: [TimeoutError, ZqErrorZ], as: ZqCaughtZ, body: [{log: "ZqTextZ {ZqCaughtZ}"}, reraise]}
        - {match: Exception, body: [{split: {cancels: ZqCancelsZ, errors: ZqErrorsZ}}, {log: "{ZqCancelsZ} {ZqErrorsZ}"}, {if: {count: {of: ZqErrorsZ, over: 2}, then: [{raise: {error: ZqErrorsZ}}]}}]}
      else: [checkpoint]
      finally: [{log: "ZqTextZ"}]
  - try:
      body: [{raise: {type: ZqError2Z, message: "ZqTextZ", notes: ["ZqTextZ", "ZqTextZ"], cause: {type: ZqErrorZ, message: "ZqTextZ"}}}]
      except_group:
        - {match: ZqErrorZ, as: ZqCaughtZ, body: [{raise: {type: ValueError, message: "ZqTextZ {ZqCaughtZ}", cause: ZqCaughtZ}}]}
        - {match: KeyError, body: [{non_cancel_subgroup: {as: ZqErrorsZ}}, {if: {present: ZqErrorsZ, then: [{log: "ZqTextZ"}]}}]}
  - try:
      body: [{raise: {group: {message: "ZqTextZ", errors: [{type: ZqErrorZ, message: "ZqTextZ"}, {type: KeyError, message: "ZqTextZ"}]}}}]
      except: [{match: group, body: [checkpoint]}]
  - task_group:
      name: ZqGroupZ
      body:
        - spawn: {name: ZqTaskZ, body: [{log: "ZqTextZ {ZqValueZ}"}, {receive: {channel: ZqChannel2Z}}]}
        - spawn: {name: ZqTask2Z, in: ZqGroupZ, body: [{set: ZqEvent2Z}, {task_group: [{spawn: {name: ZqTask3Z, body: [checkpoint]}}, {spawn: {in: ZqGroupZ, name: "ZqTask4Z", body: [checkpoint]}}]}]}
        - start: {name: ZqTask5Z, body: [started, {send: {channel: ZqChannel2Z, value: "ZqTextZ"}}]}
        - spawn_each: {items: [{ZqFieldZ: "ZqTextZ", ZqField2Z: 100ms}, {ZqField2Z: 50ms, ZqFieldZ: "ZqTextZ"}], name: "ZqTask6Z-{index}", body: [{log: "ZqTextZ {item.ZqFieldZ} {index}"}, {sleep: "{item.ZqField2Z}"}]}
        - spawn_each: {items: ["ZqTextZ", "ZqTextZ"], body: [{log: "{item}"}]}
        - cancel: {scope: ZqGroupZ, reason: "ZqTextZ"}
  - detach: {name: ZqTask7Z, body: [{log: "ZqTextZ"}]}
  - run_until_cancelled: {token: ZqTokenZ, body: [{wait_cancelled: ZqToken2Z}], otherwise: [{log: "ZqTextZ"}]}
  - cancel: {scope: ZqToken2Z, reason: "ZqTextZ"}
  - retry: {attempts: 3, delay: 10ms, factor: 1.5, max_delay: 1s, timeout: 50ms, errors: [ZqErrorZ, KeyError], body: [{log: "ZqTextZ {attempt}"}], otherwise: [{log: "ZqTextZ"}]}
  - operation: {name: ZqOperationZ, timeout: 1s, token: ZqTokenZ, body: [checkpoint], cleanup: [{log: "ZqTextZ"}], otherwise: [{log: "ZqTextZ"}]}
  - operation: {name: ZqOperation2Z, timeout: 1s, token: ZqTokenZ, body: [checkpoint]}
  - operation: {name: ZqOperation3Z, body: [checkpoint]}
  - budget: {name: ZqBudgetZ, total: 1s, operations: [{name: ZqOperation4Z, weight: 0.0000001, body: [checkpoint]}, {name: ZqOperation5Z, timeout: 1s, body: [checkpoint], otherwise: [{log: "ZqTextZ"}]}]}
  - graceful_shutdown: {name: ZqServiceZ, token: ZqTokenZ, grace: 1s, body: [{operation: {name: ZqOperation6Z, body: [checkpoint], otherwise: [{log: "ZqTextZ"}]}}], cleanup: [{log: "ZqTextZ"}]}
operator:
  - {at: 100ms, cancel: ZqTokenZ, reason: "ZqTextZ"}
  - {at: 200ms, set: ZqEvent2Z}
  - {at: 300ms, cancel: ZqGroupZ, reason: "ZqTextZ"}
  - {at: 400ms, set_shield: {scope: ZqScopeZ, shield: true}}
)";

/// Gives every string that the author of a scenario wrote to @p use, which may change it.
class TextsOf
{
public:
    TextsOf(Scenario &scenario, std::function<void(std::string &)> use)
        : m_use(std::move(use))
    {
        visit(scenario.title, scenario.summary, scenario.exceptions, scenario.functions, scenario.main);
        Resources &resources = scenario.resources;
        visit(resources.events, resources.locks, resources.limiters, resources.channels, resources.tokens,
              scenario.operatorEntries);
    }

private:
    template <typename... Parts>
    void visit(Parts &...parts)
    {
        (one(parts), ...);
    }

    void one(std::string &text) { m_use(text); }
    void one(Template &text)
    {
        m_use(text.text);
        for (Template::Part &part : text.parts)
            visit(part.text, part.field);
    }
    template <typename T>
    void one(Value<T> &value)
    {
        one(value.source);
    }
    template <typename T>
    void one(std::optional<T> &value)
    {
        if (value)
            one(*value);
    }
    template <typename T>
    void one(std::vector<T> &list)
    {
        for (T &part : list)
            one(part);
    }
    template <typename T>
    void one(std::map<std::string, T> &map)
    {
        std::map<std::string, T> changed;
        for (auto &[key, value] : map) {
            std::string name = key;
            visit(name, value);
            changed.emplace(name, std::move(value));
        }
        map = std::move(changed);
    }
    template <typename T>
    void one(std::pair<std::string, T> &pair)
    {
        visit(pair.first, pair.second);
    }
    void one(CountedResource &resource) { one(resource.name); }
    void one(TokenDeclaration &token) { visit(token.name, token.parent); }
    void one(OperatorEntry &entry) { visit(entry.target, entry.reason); }
    void one(Step &step)
    {
        std::visit([this](auto &payload) { one(payload); }, step.payload);
    }

    void one(LogStep &s) { one(s.text); }
    void one(SleepStep &s) { one(s.length); }
    void one(CheckpointStep &) {}
    void one(WorkStep &s) { one(s.length); }
    void one(RunBlockingStep &s) { visit(s.length, s.abandonOnCancel, s.checkEvery); }
    void one(WaitStep &s) { one(s.event); }
    void one(SetStep &s) { one(s.event); }
    void one(WithStep &s) { visit(s.resource, s.body); }
    void one(SendStep &s) { visit(s.channel, s.value); }
    void one(ReceiveStep &s) { visit(s.channel, s.as); }
    void one(WaitCancelledStep &s) { one(s.token); }
    void one(ScopeStep &s) { visit(s.name, s.timeout, s.deadline, s.shield, s.body, s.otherwise); }
    void one(TaskGroupStep &s) { visit(s.name, s.body); }
    void one(Item &item) { visit(item.text, item.fields); }
    void one(SpawnStep &s) { visit(s.name, s.group, s.body); }
    void one(StartStep &s) { one(s.task); }
    void one(StartedStep &) {}
    void one(DetachStep &s) { visit(s.name, s.body); }
    void one(SpawnEachStep &s) { visit(s.task, s.count, s.items); }
    void one(CancelStep &s) { visit(s.scope, s.reason); }
    void one(SetDeadlineStep &s) { visit(s.scope, s.after, s.at); }
    void one(SetShieldStep &s) { visit(s.scope, s.shield); }
    void one(RaiseSpec &s)
    {
        visit(s.type, s.message, s.notes, s.members, s.error, s.causeName);
        if (s.cause) { // copies of a scenario share it
            s.cause = std::make_shared<RaiseSpec>(*s.cause);
            one(*s.cause);
        }
    }
    void one(RaiseStep &s) { one(s.spec); }
    void one(ReraiseStep &) {}
    void one(Handler &handler) { visit(handler.match, handler.as, handler.body); }
    void one(TryStep &s) { visit(s.body, s.handlers, s.orElse, s.finally); }
    void one(SplitStep &s) { visit(s.error, s.cancels, s.errors); }
    void one(NonCancelSubgroupStep &s) { visit(s.error, s.as); }
    void one(Predicate &p) { visit(p.name, p.over, p.left, p.right, p.chance, p.parts); }
    void one(IfStep &s) { visit(s.condition, s.then, s.orElse); }
    void one(RepeatStep &s) { visit(s.times, s.body); }
    void one(CallStep &s) { one(s.function); }
    void one(RunUntilCancelledStep &s) { visit(s.token, s.body, s.otherwise); }
    void one(RetryStep &s)
    {
        visit(s.attempts, s.delay, s.factor, s.maxDelay, s.timeout, s.errors, s.body, s.otherwise);
    }
    void one(OperationStep &s) { visit(s.name, s.weight, s.timeout, s.token, s.body, s.cleanup, s.otherwise); }
    void one(BudgetStep &s) { visit(s.name, s.total, s.operations); }
    void one(GracefulShutdownStep &s) { visit(s.name, s.token, s.grace, s.cleanupLimit, s.body, s.cleanup); }

    std::function<void(std::string &)> m_use;
};

/// The scenario with its holes filled. @param fill gets what stands between `Zq` and `Z`.
inline Scenario everywhere(const std::function<std::string(const std::string &)> &fill)
{
    static const LoadedScenario loaded = loadScenario(Everywhere);
    if (!loaded.scenario)
        qFatal("%s", toString(loaded.diagnostics.front(), Everywhere).c_str());
    Scenario scenario = *loaded.scenario;
    const TextsOf filled(scenario, [&fill](std::string &text) {
        for (std::size_t at = text.find("Zq"); at != std::string::npos; at = text.find("Zq", at)) {
            const std::size_t end = text.find('Z', at + 2);
            const std::string with = fill(text.substr(at + 2, end - at - 2));
            text.replace(at, end + 1 - at, with);
            at += with.size();
        }
    });
    return scenario;
}

/// The same with one name for everything, and one text. Where two things of a kind need two names, those
/// come out alike in every language: the second has hyphens at its end.
inline Scenario everywhere(const std::string &name, const std::string &text)
{
    const bool isType = ExceptionTypes().isKnown(name);
    return everywhere([&](const std::string &role) {
        if (role == "Text")
            return text;
        const bool isNumbered = role.back() > '0' && role.back() <= '9';
        const std::string end(isNumbered ? static_cast<std::size_t>(role.back() - '0') : 0, '-');
        return (isType && role.starts_with("Error") ? "zq7-error" : name) + end;
    });
}

} // namespace ScopeLab
