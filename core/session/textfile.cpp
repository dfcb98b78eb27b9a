#include "core/session/textfile.h"

#include "core/text/unicode.h"

#include <algorithm>

namespace ScopeLab {

namespace {
const QByteArray Mark = QByteArrayLiteral("\xEF\xBB\xBF");
} // namespace

std::optional<BadByte> firstBadByte(QByteArrayView bytes)
{
    std::string_view rest(bytes.data(), static_cast<std::size_t>(bytes.size()));
    for (CodePoint next; !rest.empty(); rest.remove_prefix(next.length)) {
        next = firstCodePoint(rest);
        if (next.value == CodePoint::Invalid || next.value == 0)
            break;
    }
    const qsizetype at = bytes.size() - static_cast<qsizetype>(rest.size());
    if (at == bytes.size())
        return {};
    const QByteArrayView before = bytes.first(at);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const qsizetype start = before.lastIndexOf('\n') + 1;
    const std::string_view line(bytes.data() + start, static_cast<std::size_t>(at - start));
    return BadByte{static_cast<int>(lines) + 1, static_cast<int>(countCharacters(line)) + 1,
                   static_cast<unsigned char>(bytes[at])};
}

TextFile::TextFile(QByteArrayView bytes)
    : hasMark(bytes.startsWith(Mark))
{
    text = QString::fromUtf8(hasMark ? bytes.sliced(Mark.size()) : bytes);
    const qsizetype both = text.count(QStringLiteral("\r\n"));
    const qsizetype feeds = text.count(u'\n') - both;
    const qsizetype returns = text.count(u'\r') - both;
    if (both > feeds && both >= returns)
        lineEnd = QStringLiteral("\r\n");
    else if (returns > feeds)
        lineEnd = QStringLiteral("\r");
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text.replace(u'\r', u'\n');
}

QByteArray TextFile::bytes() const
{
    const QByteArray written = QString(text).replace(QStringLiteral("\n"), lineEnd).toUtf8();
    return hasMark ? Mark + written : written;
}

} // namespace ScopeLab
