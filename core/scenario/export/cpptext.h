#pragma once

#include "core/time/timepoint.h"

#include <string>

/// Texts of C++.
namespace ScopeLab::Cpp {

/// An identifier for a name of the scenario: `reportWriter`.
std::string identifier(const std::string &name);

/// A string literal.
std::string literal(const std::string &text);

/// `200ms`, `90s`, `Forever`.
std::string duration(Duration length);

} // namespace ScopeLab::Cpp
