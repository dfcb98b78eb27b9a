#include "tests/journeys/script.h"

#include <QFile>

namespace ScopeLab::Journeys {

Line Line::read(const QString &text)
{
    const QString said = text.section(QStringLiteral(" # "), 0, 0).trimmed();
    Line line;
    line.verb = said.section(u' ', 0, 0);
    line.rest = said.section(u' ', 1);
    line.words = line.rest.split(u' ', Qt::SkipEmptyParts);
    return line;
}

Beginning Beginning::read(const QString &text)
{
    const Line line = Line::read(text);
    return {line.words.value(0).toULongLong(), line.number(1)};
}

QString Beginning::line() const
{
    return QStringLiteral("begin %1 %2 # random scenarios of this seed, text size in percent").arg(seed).arg(textSize);
}

QString escaped(QString text)
{
    return text.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'\n', QStringLiteral("\\n"))
        .replace(u' ', QStringLiteral("\\s")); // trimmed otherwise where it stands at an end
}

QString unescaped(const QString &text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\\' || i + 1 == text.size()) {
            result += text[i];
            continue;
        }
        const QChar next = text[++i];
        result += next == u'n' ? QChar(u'\n') : next == u's' ? QChar(u' ') : next;
    }
    return result;
}

QStringList readScript(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (!line.trimmed().isEmpty() && !line.startsWith(u'#'))
            lines.append(line);
    }
    return lines;
}

} // namespace ScopeLab::Journeys
