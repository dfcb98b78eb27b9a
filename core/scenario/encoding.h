#pragma once

#include "core/scenario/textplaces.h"

#include <optional>

namespace ScopeLab {

/// @p text without the byte order mark that some editors put in front of UTF-8.
std::string_view withoutMark(std::string_view text);

/// What rules @p text out before it is parsed: the first byte that is not UTF-8, or the first control character
/// other than tabs and line breaks. Nothing if all is well.
/// @param places of the text without its byte order mark.
std::optional<Diagnostic> badEncoding(std::string_view text, const TextPlaces &places);

} // namespace ScopeLab
