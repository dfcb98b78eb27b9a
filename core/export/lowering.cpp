#include "core/export/lowering.h"

#include "core/export/resolver.h"
#include "core/scenario/walk.h"

#include <algorithm>

namespace ScopeLab {

namespace {

/// The keys of @p parents, each after its parent. What leads back to itself begins anywhere.
std::vector<std::string> parentsFirst(const std::map<std::string, std::string> &parents)
{
    std::vector<std::string> ordered;
    std::set<std::string> placed;
    for (const auto &[name, parent] : parents) {
        std::vector<std::string> chain;
        for (auto at = parents.find(name); at != parents.end() && placed.insert(at->first).second;) {
            chain.push_back(at->first);
            at = parents.find(at->second);
        }
        ordered.insert(ordered.end(), chain.rbegin(), chain.rend());
    }
    return ordered;
}

LoweredProgram::Uses usesIn(const Scenario &scenario)
{
    LoweredProgram::Uses uses;
    const auto use = [&uses](const Template &name) {
        uses.ofMain |= name.isConstant() && name.constantText() == "main";
        uses.used.insert(name.text);
        uses.byPattern |= name.isSet() && !name.isConstant();
    };
    const auto ask = [&](const auto &self, const Predicate &predicate) -> void {
        if (predicate.kind == Predicate::Kind::CancelCalled || predicate.kind == Predicate::Kind::CancelledCaught) {
            use(predicate.name);
            uses.asked.insert(predicate.name.text);
            if (predicate.kind == Predicate::Kind::CancelledCaught)
                uses.caught.insert(predicate.name.text);
        }
        for (const Predicate &part : predicate.parts)
            self(self, part);
    };
    forEachStep(scenario, [&](const Step &step) {
        if (const auto *cancel = std::get_if<CancelStep>(&step.payload)) {
            use(cancel->scope);
            uses.cancelled.insert(cancel->scope.text);
        } else if (const auto *deadline = std::get_if<SetDeadlineStep>(&step.payload)) {
            use(deadline->scope);
        } else if (const auto *shield = std::get_if<SetShieldStep>(&step.payload)) {
            use(shield->scope);
        } else if (const auto *ifStep = std::get_if<IfStep>(&step.payload)) {
            ask(ask, ifStep->condition);
        }
    });
    for (const OperatorEntry &entry : scenario.operatorEntries) {
        uses.ofMain |= entry.target == "main";
        for (std::set<std::string> *names : {&uses.cancelled, &uses.used, &uses.byOperator})
            names->insert(entry.target);
    }
    return uses;
}

} // namespace

LoweredProgram::LoweredProgram(const Scenario &lowered)
    : scenario(lowered)
    , uses(usesIn(lowered))
{
    for (const std::string &name : parentsFirst(scenario.exceptions))
        exceptions.emplace_back(name, scenario.exceptions.at(name));

    std::map<std::string, std::string> parents;
    std::map<std::string, const TokenDeclaration *> declared;
    for (const TokenDeclaration &token : scenario.resources.tokens) {
        parents.emplace(token.name, token.parent);
        declared.emplace(token.name, &token);
    }
    for (const std::string &name : parentsFirst(parents))
        tokens.push_back(*declared.at(name));

    for (const OperatorEntry &entry : scenario.operatorEntries)
        acts.push_back(&entry);
    std::stable_sort(acts.begin(), acts.end(), [](auto *a, auto *b) { return a->at < b->at; });

    Resolver(*this).resolve();
}

bool LoweredProgram::isItemDuration(int line, const std::string &field) const
{
    const auto item = items.find(line);
    return item != items.end() && item->second.isDuration(field);
}

namespace {

/// @param seen the functions that were looked at: they may call each other in circles.
bool needHandled(const Scenario &scenario, const Steps &steps, std::set<std::string> &seen)
{
    return std::any_of(steps.begin(), steps.end(), [&](const Step &step) {
        const auto in = [&](const Steps &body) { return needHandled(scenario, body, seen); };
        if (const auto *tryStep = std::get_if<TryStep>(&step.payload)) // its handlers handle their own
            return in(tryStep->body) || in(tryStep->orElse) || in(tryStep->finally);
        if (const auto *call = std::get_if<CallStep>(&step.payload)) {
            const std::string name = call->function.constantText();
            return seen.insert(name).second && in(scenario.functions.at(name));
        }
        if (const auto *split = std::get_if<SplitStep>(&step.payload))
            return !split->error.isSet();
        if (const auto *subgroup = std::get_if<NonCancelSubgroupStep>(&step.payload))
            return !subgroup->error.isSet();
        bool found = std::holds_alternative<ReraiseStep>(step.payload);
        forEachBody(step, [&](const Steps &body) { found |= in(body); });
        return found;
    });
}

} // namespace

bool needHandled(const Scenario &scenario, const Steps &steps)
{
    std::set<std::string> seen;
    return needHandled(scenario, steps, seen);
}

bool asksForHandled(const Steps &steps)
{
    bool found = false;
    forEachStep(steps, [&found](const Step &step) {
        const auto *split = std::get_if<SplitStep>(&step.payload);
        const auto *subgroup = std::get_if<NonCancelSubgroupStep>(&step.payload);
        found |= (split && !split->error.isSet()) || (subgroup && !subgroup->error.isSet());
    });
    return found;
}

bool isPlainCount(const Template &value)
{
    const std::string digits = value.isConstant() ? value.constantText() : std::string();
    return !digits.empty() && digits.size() < 10 && digits.find_first_not_of("0123456789") == std::string::npos
           && (digits == "0" || digits.front() != '0');
}

} // namespace ScopeLab
