#include "core/text/unicode.h"

#include <algorithm>

namespace ScopeLab {

namespace {

bool continues(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

} // namespace

CodePoint firstCodePoint(std::string_view text)
{
    if (text.empty())
        return {};
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80)
        return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    constexpr char32_t Least[] = {0x80, 0x800, 0x10000}; // anything below has a shorter form
    if (first < 0xC0 || first >= 0xF8 || text.size() < length)
        return {CodePoint::Invalid, 1};
    char32_t value = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text[i]))
            return {CodePoint::Invalid, 1};
        value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    const bool isSurrogate = value >= 0xD800 && value < 0xE000;
    if (value < Least[length - 2] || value > 0x10FFFF || isSurrogate)
        return {CodePoint::Invalid, 1};
    return {value, length};
}

std::size_t countCharacters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

std::string hexadecimal(std::uint32_t value, int digits)
{
    std::string result;
    while (digits-- > 0)
        result += "0123456789ABCDEF"[(value >> (4 * digits)) & 15U];
    return result;
}

} // namespace ScopeLab
