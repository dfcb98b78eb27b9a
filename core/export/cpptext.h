#pragma once

#include "core/export/codewriter.h"
#include "core/time/timepoint.h"

#include <span>
#include <string>

/// Texts of C++. What a scenario says stands in a program only as one of these.
namespace ScopeLab::Cpp {

/// An identifier for a name of the scenario: `reportWriter`. Two names may have the same one.
std::string identifier(const std::string &name);

/// A string literal.
std::string literal(const std::string &text);

/// A comment to the end of its line.
std::string comment(const std::string &text);

/// `200ms`, `90s`, `Forever`.
std::string duration(Duration length);

/// What a program may need beside its platform, in the order in which it can stand.
std::span<const CodeHelper> helpers();

} // namespace ScopeLab::Cpp
