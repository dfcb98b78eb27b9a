#pragma once

#include "core/scenario/ast.h"

namespace ScopeLab {

/// `250ms`, `1.5s`, `2m`, `1h`, `0` or `forever`; empty if it is none of these.
std::optional<Duration> readDuration(std::string_view text);

/// The longest duration that readDuration() accepts, `forever` aside.
inline constexpr const char *LongestDuration = "2500000h";

/// True for a text that would be a duration if it were not longer than that.
bool isTooLong(std::string_view text);

/// `true` or `false`, nothing else.
std::optional<bool> readBool(std::string_view text);

/// A whole number of at most 15 digits, 0 or above.
std::optional<std::int64_t> readCount(std::string_view text);

/// A decimal number, 0 or above. Infinite if it is too large for a double, 0 if it is too small.
std::optional<double> readNumber(std::string_view text);

/// A number from 0 to 1.
std::optional<double> readChance(std::string_view text);

/// Splits text at its `{name}` places. `{{` is a brace, as is a brace that begins no name.
Template readTemplate(const std::string &text, const SourceRange &range);

/// A length of time as a scenario writes it: `340ms`, `1.5s`, `forever`.
std::string toText(Duration length);

} // namespace ScopeLab
