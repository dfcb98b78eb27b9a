#pragma once

#include "core/scenario/export/exportedcode.h"

#include <optional>
#include <set>

namespace ScopeLab {

/// What a name of the scenario stands for where a step uses it.
struct CodeName
{
    enum class Kind { Scope, Group, Error, Text, Item, Shutdown, Status, Resource } kind = Kind::Scope;
    std::string name;     ///< In the scenario; empty for a scope without one.
    std::string variable; ///< In the program; empty: what is further out is not seen from here.

    // Of programs in languages with static types:
    std::string type; ///< As a parameter.
    int step = 0;     ///< Line of the step that binds it.
    int order = 0;    ///< Which of the names in sight was bound first.
    bool isShared = false;
};

/// A part of a program that is written only where it is used.
struct CodeHelper
{
    std::string name;
    std::vector<std::string> imports;
    std::vector<std::string> needs; ///< Other helpers.
    std::string text;               ///< Begins with a line break.
};

/// One function of the program while it is being written: its lines, what it sees, and what it takes
/// from around it, which become its parameters.
struct CodeFunction
{
    CodeFunction *outer = nullptr; ///< Where it is defined in the scenario; null for main.
    std::vector<CodeName> names;   ///< Bound in here, innermost last.
    std::vector<CodeName> captured;
    std::vector<CodeName> left; ///< Scopes that were left in this block, or one around it.
    std::vector<ExportedCode::Line> lines;
    std::set<std::string> certain; ///< Variables of errors that are not None.
    std::string handled;           ///< The variable of the error that is being handled; may be empty.
    std::string passed;            ///< The same, if whoever calls the function handles it.
    int indent = 1;
    int step = 0;        ///< Line of the step that is being written.
    bool awaits = false; ///< The body that is being written waits for something.

    void write(const std::string &line);

    /// The innermost name that @p fits accepts, in here or around. One from around is captured.
    template <typename Fits>
    std::optional<CodeName> find(Fits fits)
    {
        for (auto at = names.rbegin(); at != names.rend(); ++at) {
            if (fits(*at))
                return *at;
        }
        std::optional<CodeName> found = outer ? outer->find(fits) : std::nullopt;
        if (found)
            capture(*found);
        return found;
    }

    void capture(const CodeName &name);

    /// Every one of them, innermost first.
    std::vector<CodeName> shutdowns();
};

/// How the names of a scenario's scopes are used.
struct NameUse
{
    explicit NameUse(const Scenario &scenario);

    std::set<std::string> cancelled; ///< By steps or the operator.
    std::set<std::string> asked;     ///< By predicates …
    std::set<std::string> caught;    ///< … whether they caught their cancellation.
    std::set<std::string> used;      ///< By anybody.
    std::set<std::string> found;     ///< By the operator, who stands outside.
    bool byPattern = false;          ///< Some name is known only when its step runs.
    bool ofMain = false;             ///< The scope of the run itself is used.
};

/// A paragraph, taken apart into lines of at most @p width bytes.
std::vector<std::string> wrapped(const std::string &paragraph, std::size_t width);

/// The exception types of @p scenario, parents before their children.
std::vector<std::pair<std::string, std::string>> declaredExceptions(const Scenario &scenario);

/// The tokens of @p scenario, parents before their children.
std::vector<TokenDeclaration> declaredTokens(const Scenario &scenario);

/// What the operator does, in the order of time.
std::vector<const OperatorEntry *> operatorActs(const Scenario &scenario);

/// True if @p steps, or functions that they call, raise or take apart an error that is handled around them.
bool needHandled(const Scenario &scenario, const Steps &steps);

/// True if @p steps, handlers inside them aside, take apart the error being handled without naming it.
bool asksForHandled(const Steps &steps);

/// A count as a loop would write it: digits only.
bool isPlainCount(const Template &value);

} // namespace ScopeLab
