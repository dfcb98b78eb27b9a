#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace ScopeLab {

/// Where some bytes are not text. Counted from 1, as people do.
struct BadByte
{
    int line = 1;
    int column = 1; ///< In characters.
    unsigned char byte = 0;
};

/// The first of @p bytes that is not UTF-8, or is NUL; nothing if there is none.
std::optional<BadByte> firstBadByte(QByteArrayView bytes);

/// A text and the form it has in its file, so that saving changes nothing but the text.
struct TextFile
{
    QString text; ///< Lines end in '\n'.
    QString lineEnd = QStringLiteral("\n");
    bool hasMark = false; ///< The file begins with a byte order mark.

    TextFile() = default;

    /// @p bytes are UTF-8. If their lines end in several ways, the most frequent way counts.
    explicit TextFile(QByteArrayView bytes);

    QByteArray bytes() const;
};

} // namespace ScopeLab
