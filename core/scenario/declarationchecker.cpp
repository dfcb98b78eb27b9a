#include "core/scenario/declarationchecker.h"

#include "core/scenario/walk.h"

#include <algorithm>
#include <set>

namespace ScopeLab {

namespace {

void checkExceptions(const Scenario &scenario, ExceptionTypes &types, Diagnostics &diagnostics)
{
    for (const auto &[name, parent] : scenario.exceptions) {
        if (types.isKnown(name))
            diagnostics.add(scenario.exceptionRanges.at(name), "the exception '" + name + "' is built in",
                            "choose another name");
    }
    // A parent may be declared after its child, so go on until nothing changes.
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto &[name, parent] : scenario.exceptions) {
            if (!types.isKnown(name) && types.isKnown(parent)) {
                types.declare(name, parent);
                changed = true;
            }
        }
    }
    for (const auto &[name, parent] : scenario.exceptions) {
        if (types.isKnown(name))
            continue;
        diagnostics.add(scenario.exceptionRanges.at(name),
                        "the parent '" + parent + "' of the exception '" + name + "' is not known",
                        didYouMean(parent, types.names()));
        types.declare(name, "Exception");
    }
}

void checkTokens(const Scenario &scenario, Diagnostics &diagnostics)
{
    std::map<std::string, std::string> parents;
    std::vector<std::string> names;
    for (const TokenDeclaration &token : scenario.resources.tokens) {
        if (!parents.emplace(token.name, token.parent).second)
            diagnostics.add(token.range, "the token '" + token.name + "' is there twice", "remove one of them");
        names.push_back(token.name);
    }
    for (const TokenDeclaration &token : scenario.resources.tokens) {
        if (token.parent.empty())
            continue;
        if (!parents.contains(token.parent)) {
            std::string cure = didYouMean(token.parent, names);
            diagnostics.add(token.range,
                            "there is no token '" + token.parent + "' to be the parent of '" + token.name + "'",
                            cure.empty() ? "declare it under 'tokens'" : cure);
            continue;
        }
        std::string above = token.parent;
        for (std::size_t hops = 0; hops <= names.size() && !above.empty(); ++hops) {
            if (above == token.name) {
                diagnostics.add(token.range, "the token '" + token.name + "' is its own parent",
                                "let one of them stand alone");
                return;
            }
            above = parents.contains(above) ? parents.at(above) : std::string();
        }
    }
}

/// A cancel names a scope, an operation or a token; a `{name}` an error or a received value.
void checkSharedNames(const Scenario &scenario, Diagnostics &diagnostics)
{
    std::set<std::string> tokens;
    for (const TokenDeclaration &token : scenario.resources.tokens)
        tokens.insert(token.name);
    std::set<std::string> errors;
    forEachStep(scenario, [&](const Step &step) {
        if (const auto *tryStep = std::get_if<TryStep>(&step.payload)) {
            for (const Handler &handler : tryStep->handlers)
                errors.insert(handler.as);
        } else if (const auto *split = std::get_if<SplitStep>(&step.payload)) {
            errors.insert(split->cancels);
            errors.insert(split->errors);
        } else if (const auto *subgroup = std::get_if<NonCancelSubgroupStep>(&step.payload)) {
            errors.insert(subgroup->as);
        }
    });
    forEachStep(scenario, [&](const Step &step) {
        forEachScopeName(step, [&](const Template &name) {
            if (name.isSet() && name.isConstant() && tokens.contains(name.constantText()))
                diagnostics.add(name.range, "'" + name.text + "' is the name of a token, too", "rename one of them");
        });
        const auto *receive = std::get_if<ReceiveStep>(&step.payload);
        if (receive && !receive->as.empty() && errors.contains(receive->as))
            diagnostics.add(step.range, "'" + receive->as + "' is the name of an error, too", "rename one of them");
    });
}

} // namespace

ExceptionTypes checkDeclarations(const Scenario &scenario, Diagnostics &diagnostics)
{
    ExceptionTypes types;
    checkExceptions(scenario, types, diagnostics);
    checkTokens(scenario, diagnostics);
    checkSharedNames(scenario, diagnostics);
    return types;
}

} // namespace ScopeLab
