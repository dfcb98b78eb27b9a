#include "core/text/escaping.h"

#include "core/text/unicode.h"

namespace ScopeLab {

namespace {

constexpr char32_t NonJoiner = 0x200C;
constexpr char32_t Joiner = 0x200D;

/// Copies @p text; a character that @p escape returns something for is replaced with that.
template <typename Escape>
std::string written(std::string_view text, Escape escape)
{
    std::string result;
    while (!text.empty()) {
        const CodePoint next = firstCodePoint(text);
        const std::string_view bytes = text.substr(0, next.length);
        const std::string instead = escape(next.value, bytes);
        result += instead.empty() ? bytes : instead;
        text.remove_prefix(next.length);
    }
    return result;
}

} // namespace

bool isUnseen(char32_t c)
{
    if (c < 0x7F)
        return c < 0x20;
    if (c == CodePoint::Invalid)
        return false;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: return c != NonJoiner && c != Joiner;
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return (c & 0xFFFE) == 0xFFFE; // not a character in any plane
    }
}

std::string escaped(std::string_view text)
{
    return written(text, [](char32_t c, std::string_view bytes) -> std::string {
        if (c == U'\n')
            return "\\n";
        if (c == U'\t')
            return "\\t";
        if (c == CodePoint::Invalid)
            return "\\x" + hexadecimal(static_cast<unsigned char>(bytes[0]), 2);
        if (!isUnseen(c))
            return {};
        return c > 0xFFFF ? "\\U" + hexadecimal(c, 8) : "\\u" + hexadecimal(c, 4);
    });
}

QString escaped(const QString &text)
{
    return QString::fromStdString(escaped(text.toStdString()));
}

std::string escapedJson(std::string_view json)
{
    return written(json, [](char32_t c, std::string_view) -> std::string {
        if (c == U'\n' || !isUnseen(c))
            return {};
        return c > 0xFFFF
                   ? "\\u" + hexadecimal(QChar::highSurrogate(c), 4) + "\\u" + hexadecimal(QChar::lowSurrogate(c), 4)
                   : "\\u" + hexadecimal(c, 4);
    });
}

} // namespace ScopeLab
