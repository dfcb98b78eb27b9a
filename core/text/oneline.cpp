#include "core/text/oneline.h"

#include "core/text/escaping.h"

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr char32_t Unseen = 0xfffd; // the replacement character
constexpr char32_t FirstControlPicture = 0x2400;
constexpr char32_t PictureOfDelete = 0x2421;
constexpr char32_t PictureOfLineBreak = 0x240a;
constexpr QChar FirstStrongIsolate(0x2068);
constexpr QChar EndOfIsolate(0x2069);

/// Marks that scripts written from right to left need; they affect only their neighbours.
bool isMarkOfDirection(char32_t c)
{
    return c == 0x200e || c == 0x200f || c == 0x061c;
}

/// What is shown for a character that must not be obeyed, or cannot be seen.
char32_t visible(char32_t c)
{
    if (c < 0x20)
        return FirstControlPicture + c;
    if (c == 0x7f)
        return PictureOfDelete;
    switch (QChar::category(c)) {
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return PictureOfLineBreak;
    case QChar::Other_Surrogate: return Unseen;
    default: break;
    }
    if (c == QChar::ObjectReplacementCharacter) // which text documents take for a picture
        return Unseen;
    return isUnseen(c) && !isMarkOfDirection(c) ? Unseen : c;
}

bool runsToTheLeft(char32_t c)
{
    const QChar::Direction direction = QChar::direction(c);
    return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
}

} // namespace

QString oneLine(const QString &text, qsizetype most)
{
    const auto isPlain = [](QChar c) { return c >= u' ' && c < QChar(0x7f); };
    if (text.size() <= most && std::all_of(text.begin(), text.end(), isPlain))
        return text;
    QString shown;
    bool isToTheLeft = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (shown.size() >= most) {
            shown += u'…';
            break;
        }
        char32_t c = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        isToTheLeft = isToTheLeft || runsToTheLeft(c);
        c = visible(c);
        shown += QChar::fromUcs4(c);
    }
    return isToTheLeft ? QString(FirstStrongIsolate + shown + EndOfIsolate) : shown;
}

QString oneLine(std::string_view text, qsizetype most)
{
    // A character takes up to three bytes for each of its one or two code units: nothing beyond that is shown.
    const std::size_t enough = 3 * (static_cast<std::size_t>(most) + 2);
    const std::string_view begin = text.substr(0, enough);
    return oneLine(QString::fromUtf8(begin.data(), static_cast<qsizetype>(begin.size())), most);
}

QString shownName(std::string_view name)
{
    return oneLine(name, MostInAName);
}

QString paragraph(std::string_view text)
{
    const std::string_view begin = text.substr(0, 8 * static_cast<std::size_t>(MostInAParagraph));
    return oneLine(QString::fromUtf8(begin.data(), static_cast<qsizetype>(begin.size())).simplified(),
                   MostInAParagraph);
}

} // namespace ScopeLab
