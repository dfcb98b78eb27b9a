#pragma once

#include "core/export/codetext.h"
#include "core/export/exportedcode.h"

#include <optional>
#include <set>

namespace ScopeLab {

/// What a name of the scenario stands for where a step uses it.
struct CodeName
{
    enum class Kind { Scope, Group, Error, Text, Item, Shutdown, Status, Resource, Caught } kind = Kind::Scope;
    std::string name;     ///< In the scenario; empty for a scope without one.
    std::string variable; ///< In the program; empty: what is further out is not seen from here.
    std::string type;     ///< As a parameter, in languages with static types.
    int step = 0;         ///< Line of the step that binds it.
    bool isShared = false;
    bool isCounter = false; ///< A number, where the scenario has a text.
};

/// A part of a program that is written only where it is used.
struct CodeHelper
{
    std::string_view name;
    std::string_view imports; ///< What it imports, between spaces …
    std::string_view needs;   ///< … and other helpers.
    std::string_view text;    ///< Begins with a line break.
};

/// One function of the program while it is being written: its lines, what it sees, and what it takes
/// from around it, which become its parameters.
struct CodeFunction
{
    CodeFunction *outer = nullptr; ///< Where it is defined in the scenario; null for main.
    std::vector<CodeName> names;   ///< Bound in here, innermost last.
    std::vector<CodeName> captured;
    std::set<std::string> taken;    ///< Their variables.
    std::set<std::string> reserved; ///< Variables from around that it may use.
    std::set<std::string> used;     ///< Variables of this function that it, or one inside it, uses.
    std::vector<CodeName> left;     ///< Scopes that were left in this block, or one around it.
    std::vector<ExportedCode::Line> lines;
    std::set<std::string> certain; ///< Variables of errors that are not None.
    std::string handled;           ///< The variable of the error that is being handled; may be empty.
    std::string passed;            ///< The same, if whoever calls the function handles it.
    int indent = 1;
    int step = 0;                ///< Line of the step that is being written.
    bool awaits = false;         ///< The body that is being written waits for something.
    bool fails = false;          ///< It may return an error, in languages without exceptions.
    std::set<std::string> bound; ///< Every variable that was bound in here.
    struct Numbered
    {
        std::size_t names = 0; ///< How many there were then.
        int number = 1;
    };
    std::map<std::string, Numbered> numbered; ///< The last that got a number, by what it would have been.

    /// @p line as it stands in the block that is being written.
    ExportedCode::Line indented(const std::string &line) const;
    void write(const std::string &line) { lines.push_back(indented(line)); }

    /// The innermost name that @p fits accepts, in here or around. One from around is captured.
    template <typename Fits>
    std::optional<CodeName> find(Fits fits)
    {
        for (auto at = names.rbegin(); at != names.rend(); ++at) {
            if (!fits(*at))
                continue;
            used.insert(at->variable);
            return *at;
        }
        std::optional<CodeName> found = outer ? outer->find(fits) : std::nullopt;
        if (found)
            capture(*found);
        return found;
    }

    void capture(const CodeName &name);

    /// A variable of main, by every function from there to here.
    void captureFromMain(const CodeName &name);

    /// True for the name of a variable that is known here.
    bool isInSight(const std::string &variable) const;

    /// @p plain, or with a number if it is the name of a variable that is known here, or in @p module.
    std::string freeName(const std::string &plain, const Code::Names &module);

    /// Every one of them, innermost first.
    std::vector<CodeName> shutdowns();
};

/// @p text, which ends in a line break, taken apart at each.
std::vector<std::string> linesOf(std::string_view text);

/// A paragraph, taken apart into lines of at most @p width bytes.
std::vector<std::string> wrapped(const std::string &paragraph, std::size_t width);

} // namespace ScopeLab
