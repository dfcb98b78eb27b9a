#include "core/scenario/export/codewriter.h"

#include "core/scenario/walk.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ScopeLab {

std::string ExportedCode::text() const
{
    std::string result;
    for (const Line &line : lines)
        result += line.text + '\n';
    return result;
}

void CodeFunction::write(const std::string &line)
{
    lines.push_back({line.empty() ? line : std::string(static_cast<std::size_t>(indent) * 4, ' ') + line, step});
}

std::vector<CodeName> CodeFunction::shutdowns()
{
    std::vector<CodeName> found;
    for (auto at = names.rbegin(); at != names.rend(); ++at) {
        if (at->kind != CodeName::Kind::Shutdown)
            continue;
        if (at->variable.empty())
            return found;
        found.push_back(*at);
    }
    if (!outer)
        return found;
    for (const CodeName &name : outer->shutdowns()) {
        found.push_back(name);
        capture(name);
    }
    return found;
}

void CodeFunction::capture(const CodeName &name)
{
    const auto isSame = [&name](const CodeName &other) { return other.variable == name.variable; };
    if (!name.variable.empty() && std::none_of(captured.begin(), captured.end(), isSame))
        captured.push_back(name);
}

NameUse::NameUse(const Scenario &scenario)
{
    const auto use = [this](const Template &name) {
        ofMain |= name.isConstant() && name.constantText() == "main";
        used.insert(name.text);
        byPattern |= name.isSet() && !name.isConstant();
    };
    const auto ask = [&](const auto &self, const Predicate &predicate) -> void {
        if (predicate.kind == Predicate::Kind::CancelCalled || predicate.kind == Predicate::Kind::CancelledCaught) {
            use(predicate.name);
            asked.insert(predicate.name.text);
            if (predicate.kind == Predicate::Kind::CancelledCaught)
                caught.insert(predicate.name.text);
        }
        for (const Predicate &part : predicate.parts)
            self(self, part);
    };
    forEachStep(scenario, [&](const Step &step) {
        if (const auto *cancel = std::get_if<CancelStep>(&step.payload)) {
            use(cancel->scope);
            cancelled.insert(cancel->scope.text);
        } else if (const auto *deadline = std::get_if<SetDeadlineStep>(&step.payload)) {
            use(deadline->scope);
        } else if (const auto *shield = std::get_if<SetShieldStep>(&step.payload)) {
            use(shield->scope);
        } else if (const auto *ifStep = std::get_if<IfStep>(&step.payload)) {
            ask(ask, ifStep->condition);
        }
    });
    for (const OperatorEntry &entry : scenario.operatorEntries) {
        ofMain |= entry.target == "main";
        cancelled.insert(entry.target);
        used.insert(entry.target);
        found.insert(entry.target);
    }
}

std::vector<std::string> wrapped(const std::string &paragraph, std::size_t width)
{
    std::vector<std::string> lines;
    std::string line;
    std::string word;
    for (const char c : paragraph + ' ') {
        if (c != ' ' && c != '\n') {
            word += c;
            continue;
        }
        if (line.size() + word.size() > width)
            lines.push_back(std::exchange(line, {}));
        if (!word.empty())
            line += (line.empty() ? "" : " ") + std::exchange(word, {});
    }
    lines.push_back(line);
    return lines;
}

std::vector<std::pair<std::string, std::string>> declaredExceptions(const Scenario &scenario)
{
    // The checker has seen to it that all parents are known.
    std::vector<std::pair<std::string, std::string>> ordered;
    std::set<std::string> placed;
    while (ordered.size() < scenario.exceptions.size()) {
        for (const auto &[name, parent] : scenario.exceptions) {
            if (placed.contains(name) || (scenario.exceptions.contains(parent) && !placed.contains(parent)))
                continue;
            placed.insert(name);
            ordered.emplace_back(name, parent);
        }
    }
    return ordered;
}

std::vector<TokenDeclaration> declaredTokens(const Scenario &scenario)
{
    std::vector<TokenDeclaration> ordered;
    std::set<std::string> placed;
    while (ordered.size() < scenario.resources.tokens.size()) {
        for (const TokenDeclaration &token : scenario.resources.tokens) {
            if (!placed.contains(token.name) && (token.parent.empty() || placed.contains(token.parent))) {
                placed.insert(token.name);
                ordered.push_back(token);
            }
        }
    }
    return ordered;
}

std::vector<const OperatorEntry *> operatorActs(const Scenario &scenario)
{
    std::vector<const OperatorEntry *> acts;
    for (const OperatorEntry &entry : scenario.operatorEntries)
        acts.push_back(&entry);
    std::stable_sort(acts.begin(), acts.end(), [](auto *a, auto *b) { return a->at < b->at; });
    return acts;
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
    return !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos
           && (digits == "0" || digits.front() != '0');
}

} // namespace ScopeLab
