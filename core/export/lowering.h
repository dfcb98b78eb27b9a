#pragma once

#include "core/export/codewriter.h"

namespace ScopeLab {

/// A scenario as every exporter sees it: what a program in any language has to know before its first line is
/// written. Made once from the Ast. Names are resolved as the steps see them; a function of the scenario is
/// resolved where it is called first.
struct LoweredProgram
{
    /// The scenario must be sound, and live as long as this.
    explicit LoweredProgram(const Scenario &scenario);

    /// A scope where it is bound: the line of its step, and its name.
    using Place = std::pair<int, std::string>;

    /// What a function takes from around it.
    struct Captured
    {
        CodeName::Kind kind;
        std::string name;
    };

    /// For what the items of one line are read; of each field, or of an item without fields by an empty name.
    struct ItemUse
    {
        std::set<std::string> asText;
        std::set<std::string> asDuration;

        bool isDuration(const std::string &field) const
        {
            return asDuration.contains(field) && !asText.contains(field);
        }
    };

    /// Of the names of scopes that steps, predicates and the operator use.
    struct Uses
    {
        std::set<std::string> cancelled; ///< By steps or the operator.
        std::set<std::string> asked;     ///< By predicates …
        std::set<std::string> caught;    ///< … whether they caught their cancellation.
        std::set<std::string> used;      ///< By anybody.
        std::set<std::string> byOperator;
        bool byPattern = false; ///< Some name is known only when its step runs.
        bool ofMain = false;    ///< The scope of the run itself is used.
    };

    const Scenario &scenario;
    std::vector<std::pair<std::string, std::string>> exceptions; ///< With their parents, which come first.
    std::vector<TokenDeclaration> tokens;                        ///< Parents before their children.
    std::vector<const OperatorEntry *> acts;                     ///< In the order of time.
    Uses uses;
    std::set<std::string> lateNames; ///< Of scopes that somebody asks about from where they are not seen.
    std::set<Place> shared;          ///< Scopes that a task may outlive.
    std::map<int, ItemUse> items;    ///< By the line of their step.

    /// Of each task and function, by its steps; also of shields, which are tasks in some languages.
    std::map<const Steps *, std::vector<Captured>> captured;

    bool isItemDuration(int line, const std::string &field) const;
};

/// True if @p steps, or functions that they call, raise or take apart an error that is handled around them.
bool needHandled(const Scenario &scenario, const Steps &steps);

/// True if @p steps, handlers inside them aside, take apart the error being handled without naming it.
bool asksForHandled(const Steps &steps);

/// A count as a loop would write it: digits only, and it fits into an int.
bool isPlainCount(const Template &value);

} // namespace ScopeLab
