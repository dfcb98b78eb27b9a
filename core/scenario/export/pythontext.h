#pragma once

#include "core/time/timepoint.h"

#include <string>

/// Texts of Python.
namespace ScopeLab::Python {

/// An identifier for a name of the scenario.
std::string identifier(const std::string &name);

/// A string literal.
std::string literal(const std::string &text);

/// Seconds: `0.2`, `math.inf`.
std::string seconds(Duration length);

/// Without the quotes, as it stands in an f-string.
std::string escaped(const std::string &text, bool inFormat);

} // namespace ScopeLab::Python
