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
    // A parent may be declared after its child: each chain of parents is followed up to a known one.
    std::set<std::string> unknown;
    for (const auto &declared : scenario.exceptions) {
        std::vector<const std::pair<const std::string, std::string> *> line;
        const auto *at = &declared;
        while (!types.isKnown(at->first) && !unknown.contains(at->first)) {
            line.push_back(at);
            unknown.insert(at->first); // until its parent turns out to be known
            const auto parent = scenario.exceptions.find(at->second);
            if (parent == scenario.exceptions.end())
                break;
            at = &*parent;
        }
        for (; !line.empty() && types.isKnown(line.back()->second); line.pop_back()) {
            types.declare(line.back()->first, line.back()->second);
            unknown.erase(line.back()->first);
        }
    }
    for (const std::string &name : unknown) {
        const std::string &parent = scenario.exceptions.at(name);
        diagnostics.add(scenario.exceptionRanges.at(name),
                        "the parent '" + parent + "' of the exception '" + name + "' is not known",
                        diagnostics.didYouMean(parent, [&types] { return types.names(); }));
    }
    for (const std::string &name : unknown)
        types.declare(name, "Exception");
}

/// Reports the first token that is its own ancestor.
void checkCircles(const std::vector<TokenDeclaration> &tokens, const std::map<std::string, std::string> &parents,
                  Diagnostics &diagnostics)
{
    std::map<std::string_view, const TokenDeclaration *> seen; // each with the token from which it was first reached
    for (const TokenDeclaration &token : tokens) {
        std::string_view at = token.name;
        while (!at.empty() && seen.try_emplace(at, &token).second) {
            const auto above = parents.find(std::string(at));
            at = above == parents.end() ? std::string_view() : std::string_view(above->second);
        }
        if (!at.empty() && seen.at(at) == &token) { // it came back to where it started
            diagnostics.add(token.range, "the token '" + std::string(at) + "' is its own parent",
                            "let one of them stand alone");
            return;
        }
    }
}

void checkTokens(const Scenario &scenario, Diagnostics &diagnostics)
{
    const std::vector<TokenDeclaration> &tokens = scenario.resources.tokens;
    std::map<std::string, std::string> parents;
    for (const TokenDeclaration &token : tokens) {
        if (!parents.emplace(token.name, token.parent).second)
            diagnostics.add(token.range, "the token '" + token.name + "' is declared twice", "remove one of them");
    }
    for (const TokenDeclaration &token : tokens) {
        if (token.parent.empty() || parents.contains(token.parent))
            continue;
        const std::string cure = diagnostics.didYouMean(token.parent, [&parents] {
            std::vector<std::string> names;
            for (const auto &[name, parent] : parents)
                names.push_back(name);
            return names;
        });
        diagnostics.add(token.range,
                        "there is no token '" + token.parent + "' to be the parent of '" + token.name + "'",
                        cure.empty() ? "declare it under 'tokens'" : cure);
    }
    checkCircles(tokens, parents, diagnostics);
}

/// The target of a cancel is a scope, an operation or a token, and a `{name}` is an error or a received value: neither
/// may be ambiguous.
void checkSharedNames(const Scenario &scenario, Diagnostics &diagnostics)
{
    std::set<std::string> tokens;
    for (const TokenDeclaration &token : scenario.resources.tokens)
        tokens.insert(token.name);
    std::set<std::string> errors;
    forEachStep(scenario, [&](const Step &step) {
        const Overloaded collectNames{
            [](const auto &) {}, // binds no error
            [&](const TryStep &tryStep) {
                for (const Handler &handler : tryStep.handlers)
                    errors.insert(handler.as);
            },
            [&](const SplitStep &split) { errors.insert({split.cancels, split.errors}); },
            [&](const NonCancelSubgroupStep &subgroup) { errors.insert(subgroup.as); },
        };
        std::visit(collectNames, step.payload);
    });
    forEachStep(scenario, [&](const Step &step) {
        forEachScopeName(step, [&](const Template &name) {
            if (name.isSet() && name.isConstant() && tokens.contains(name.constantText()))
                diagnostics.add(name.range, "'" + name.text + "' is also the name of a token", "rename one of them");
        });
        const auto *receive = std::get_if<ReceiveStep>(&step.payload);
        if (receive && !receive->as.empty() && errors.contains(receive->as))
            diagnostics.add(step.range, "'" + receive->as + "' is also the name of an error", "rename one of them");
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
