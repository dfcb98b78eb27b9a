#include "core/scenario/encoding.h"

#include "core/text/unicode.h"

#include <utility>

namespace ScopeLab {

namespace {

constexpr const char *SaveAsUtf8 = "save the file with the encoding UTF-8";

/// The encoding that the first bytes of @p text announce, if it is one that is refused; else null.
const char *announced(std::string_view text)
{
    using namespace std::string_view_literals;
    constexpr std::pair<std::string_view, const char *> Marks[] = {
        {"\0\0\xFE\xFF"sv, "UTF-32"}, {"\xFF\xFE\0\0"sv, "UTF-32"}, {"\xFE\xFF"sv, "UTF-16"}, {"\xFF\xFE"sv, "UTF-16"}};
    for (const auto &[mark, name] : Marks) {
        if (text.starts_with(mark))
            return name;
    }
    return nullptr;
}

} // namespace

std::string_view withoutMark(std::string_view text)
{
    constexpr std::string_view Mark = "\xEF\xBB\xBF";
    return text.substr(text.starts_with(Mark) ? Mark.size() : 0);
}

std::optional<Diagnostic> badEncoding(std::string_view text, const TextPlaces &places)
{
    const std::size_t mark = text.size() - withoutMark(text).size();
    const auto at = [&](std::size_t position) {
        const SourcePoint begin = places.pointOf(position - mark);
        return SourceRange{begin, {begin.line, begin.column + 1}};
    };
    if (const char *encoding = announced(text))
        return Diagnostic{at(0), std::string("the file is ") + encoding + ", not UTF-8, as its first bytes say",
                          SaveAsUtf8};
    for (std::size_t position = mark; position < text.size();) {
        const CodePoint next = firstCodePoint(text.substr(position));
        const auto number = [position] { return "byte " + std::to_string(position + 1) + " of the file"; };
        if (next.value == CodePoint::Invalid)
            return Diagnostic{at(position),
                              number() + ", 0x" + hexadecimal(static_cast<unsigned char>(text[position]), 2)
                                  + ", is not UTF-8",
                              std::string(SaveAsUtf8) + ", not as Latin-1 or whatever it is now"};
        const bool isAllowed = next.value == U'\t' || next.value == U'\n' || next.value == U'\r';
        const bool isControl = next.value < 0x20 || (next.value >= 0x7F && next.value < 0xA0);
        if (isControl && !isAllowed)
            return Diagnostic{at(position), number() + " is the control character U+" + hexadecimal(next.value, 4),
                              next.value == 0 ? std::string(SaveAsUtf8) + ", if it is UTF-16; else remove the character"
                                              : "remove it; in double quotes, write \\x" + hexadecimal(next.value, 2)};
        position += next.length;
    }
    return {};
}

} // namespace ScopeLab
