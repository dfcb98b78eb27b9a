#pragma once

#include "core/scenario/ast.h"

namespace ScopeLab {

/// `250ms`, `1.5s`, `2m`, `1h`, `0` or `forever`; empty if it is none of these.
std::optional<Duration> readDuration(std::string_view text);

/// The longest that readDuration() takes, `forever` aside.
inline constexpr const char *LongestDuration = "2500000h";

/// True for what would be a duration, were it not longer than that.
bool isTooLong(std::string_view text);

/// `true` or `false`, nothing else.
std::optional<bool> readBool(std::string_view text);

/// A whole number of at most 15 digits, not negative.
std::optional<std::int64_t> readCount(std::string_view text);

/// A decimal number, not negative.
std::optional<double> readNumber(std::string_view text);

/// A number from 0 to 1.
std::optional<double> readChance(std::string_view text);

/// Letters, digits, `_` and `-`, at least one.
bool isName(std::string_view text);

/// Takes text apart at its `{name}` places; `{{` is a brace, and so is one that begins no name.
Template readTemplate(const std::string &text, const SourceRange &range);

/// Text of a length of time in the words of a scenario: `340ms`, `1.5s`, `forever`.
std::string toText(Duration length);

} // namespace ScopeLab
