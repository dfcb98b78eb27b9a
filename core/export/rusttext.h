#pragma once

#include "core/export/codewriter.h"
#include "core/time/timepoint.h"

#include <span>
#include <string>

/// Texts of Rust. What a scenario says stands in a program only as one of these.
namespace ScopeLab::Rust {

/// An identifier for a name of the scenario: `report_writer`. Two names may have the same one.
std::string identifier(const std::string &name);

/// The same for a type: `PaymentDeclined`.
std::string typeName(const std::string &name);

/// A string literal.
std::string literal(const std::string &text);

/// Without the quotes, as it stands in format!().
std::string inFormat(const std::string &text);

/// A comment to the end of its line. @param marker `//!` in one on the whole program.
std::string comment(const std::string &text, const char *marker = "//");

/// `Duration::from_millis(200)`.
std::string duration(Duration length);

/// What a program may need beside its platform, in the order in which it can stand.
std::span<const CodeHelper> helpers();

} // namespace ScopeLab::Rust
