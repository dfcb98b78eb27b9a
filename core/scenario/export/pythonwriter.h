#pragma once

#include "core/scenario/export/exportedcode.h"

#include <optional>
#include <set>

namespace ScopeLab {

/// What a name of the scenario stands for where a step uses it.
struct PythonName
{
    enum class Kind { Scope, Group, Error, Text, Item, Shutdown, Status } kind = Kind::Scope;
    std::string name;     ///< In the scenario; empty for a scope without one.
    std::string variable; ///< In the program; empty: what is further out is not seen from here.
};

/// One function of the program while it is being written: its lines, what it sees, and what it takes
/// from around it, which become its parameters.
struct PythonFunction
{
    PythonFunction *outer = nullptr; ///< Where it is defined in the scenario; null for main.
    std::vector<PythonName> names;   ///< Bound in here, innermost last.
    std::vector<PythonName> captured;
    std::vector<PythonName> left; ///< Scopes that were left in this block, or one around it.
    std::vector<ExportedCode::Line> lines;
    std::set<std::string> certain; ///< Variables of errors that are not None.
    std::string handled;           ///< The variable of the error that is being handled; may be empty.
    int indent = 1;
    int step = 0; ///< Line of the step that is being written.

    void write(const std::string &line);

    /// The innermost name that @p fits accepts, in here or around. One from around is captured.
    template <typename Fits>
    std::optional<PythonName> find(Fits fits)
    {
        for (auto at = names.rbegin(); at != names.rend(); ++at) {
            if (fits(*at))
                return *at;
        }
        std::optional<PythonName> found = outer ? outer->find(fits) : std::nullopt;
        if (found)
            capture(*found);
        return found;
    }

    void capture(const PythonName &name);

    /// Every one of them, innermost first.
    std::vector<PythonName> shutdowns();
};

/// Texts of Python.
namespace Python {

/// An identifier for a name of the scenario.
std::string identifier(const std::string &name);

/// A string literal.
std::string literal(const std::string &text);

/// Seconds: `0.2`, `math.inf`.
std::string seconds(Duration length);

/// Without the quotes, as it stands in an f-string.
std::string escaped(const std::string &text, bool inFormat);

} // namespace Python

} // namespace ScopeLab
