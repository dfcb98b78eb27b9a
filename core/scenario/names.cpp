#include "core/scenario/names.h"

#include "core/text/unicode.h"

#include <QChar>

namespace ScopeLab {

namespace {

bool isPartOfName(char32_t c, bool isFirst)
{
    if (c == U'_' || c == U'-')
        return true;
    if (c == CodePoint::Invalid)
        return false;
    const QChar::Category category = QChar::category(c);
    const bool isMark = category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining;
    return QChar::isLetter(c) || category == QChar::Number_DecimalDigit || (isMark && !isFirst);
}

} // namespace

std::size_t nameLength(std::string_view text)
{
    std::size_t length = 0;
    while (length < text.size()) {
        const CodePoint next = firstCodePoint(text.substr(length));
        if (!isPartOfName(next.value, length == 0))
            break;
        length += next.length;
    }
    return length;
}

bool isName(std::string_view text)
{
    return !text.empty() && nameLength(text) == text.size();
}

void requireName(const std::string &text, const SourceRange &range, Diagnostics &diagnostics)
{
    if (isName(text))
        return;
    const std::string_view rest = std::string_view(text).substr(nameLength(text));
    std::string message = "'" + text + "' is not a name";
    if (!rest.empty())
        message += ": '" + std::string(rest.substr(0, firstCodePoint(rest).length)) + "' cannot be in one";
    diagnostics.add(range, std::move(message), "use letters, digits, '_' and '-'");
}

} // namespace ScopeLab
