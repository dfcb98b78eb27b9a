#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ScopeLab {

/// The first character of a UTF-8 text.
struct CodePoint
{
    static constexpr char32_t Invalid = 0xFFFFFFFF;

    char32_t value = Invalid; ///< Invalid for bytes that are not UTF-8: cut off, overlong, a surrogate, above U+10FFFF.
    std::size_t length = 0;   ///< In bytes; 1 for an invalid one, 0 for an empty text.
};

CodePoint firstCodePoint(std::string_view text);

/// How many characters are in UTF-8 @p text.
std::size_t countCharacters(std::string_view text);

/// @p value in @p digits hexadecimal digits.
std::string hexadecimal(std::uint32_t value, int digits);

} // namespace ScopeLab
