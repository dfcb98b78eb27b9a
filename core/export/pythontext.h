#pragma once

#include "core/export/codewriter.h"
#include "core/time/timepoint.h"

#include <span>
#include <string>
#include <vector>

/// Texts of Python. What a scenario says stands in a program only as one of these.
namespace ScopeLab::Python {

/// An identifier for a name of the scenario: `payment_declined`. Two names may have the same one.
std::string identifier(const std::string &name);

/// A string literal.
std::string literal(const std::string &text);

/// Without the quotes, as it stands in an f-string.
std::string inFormat(const std::string &text);

/// The string that documents a module, one line for each of @p lines.
std::vector<std::string> docstring(const std::vector<std::string> &lines);

/// Seconds: `0.2`, `math.inf`.
std::string seconds(Duration length);

/// What a program may need beside its platform, in the order in which it can stand.
std::span<const CodeHelper> helpers();

} // namespace ScopeLab::Python
