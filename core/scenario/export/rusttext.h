#pragma once

#include "core/time/timepoint.h"

#include <string>

/// Texts of Rust.
namespace ScopeLab::Rust {

/// An identifier for a name of the scenario: `report_writer`.
std::string identifier(const std::string &name);

/// The same for a type: `PaymentDeclined`.
std::string typeName(const std::string &name);

/// Without the quotes. @param inFormat as it stands in format!().
std::string escaped(const std::string &text, bool inFormat);

/// A string literal.
std::string literal(const std::string &text);

/// `Duration::from_millis(200)`.
std::string duration(Duration length);

} // namespace ScopeLab::Rust
