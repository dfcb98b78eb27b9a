#pragma once

#include "core/trace/findings.h"
#include "core/trace/tracefile.h"

#include <QBuffer>
#include <QFile>
#include <QRegularExpression>

/// Recordings as text, for tests of their format.
namespace ScopeLab::Recordings {

inline LoadedTrace readBack(QByteArray data, int run = 0)
{
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    return readTrace(buffer, {}, run);
}

inline QByteArray written(const Trace &trace, const TraceHeader &header = {})
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!writeTrace(buffer, header, trace))
        qFatal("not written");
    return buffer.data();
}

/// Of a recording whose header says no more than it must: the lines after it.
inline LoadedTrace readLines(const QByteArray &lines)
{
    return readBack("{\"scopelab_trace\":2}\n" + lines);
}

/// As `scopelab check` prints them.
inline QStringList noticesOf(const LoadedTrace &loaded)
{
    QStringList result;
    for (const Notice &notice : loaded.notices.kept())
        result.append(QStringLiteral("%1:%2: %3: %4")
                          .arg(notice.line)
                          .arg(notice.column)
                          .arg(notice.isError() ? QStringLiteral("error") : QStringLiteral("warning"), notice.text()));
    return result;
}

/// Whatever it holds can be looked at, and is the same after it was written and read.
inline void lookAtAll(const LoadedTrace &loaded)
{
    const Trace &trace = loaded.trace;
    Moment moment;
    while (moment.event < trace.size()) {
        moment.apply(trace);
        static_cast<void>(moment.findings.list(trace, moment.state));
        static_cast<void>(moment.state.living().phases());
    }
    if (!loaded.isUsable)
        return;
    const QByteArray once = written(trace, loaded.header);
    const LoadedTrace again = readBack(once);
    if (written(again.trace, again.header) != once || again.trace.events() != trace.events())
        qFatal("another recording after it was written:\n%s", once.constData());
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A page of Help, for programmers of recorders. @param language "" or "de/"
inline QString helpPage(const char *name, const char *language = "")
{
    return QString::fromUtf8(contentOf(QStringLiteral(SCOPELAB_ROOT "/resources/help/%1%2.md")
                                           .arg(QLatin1StringView(language), QLatin1StringView(name))));
}

/// The blocks of JSON in a page, in its order.
inline QStringList examplesIn(const QString &page)
{
    QStringList result;
    static const QRegularExpression block(QStringLiteral("```json\n(.*?)```"),
                                          QRegularExpression::DotMatchesEverythingOption);
    for (auto match = block.globalMatch(page); match.hasNext();)
        result.append(match.next().captured(1));
    return result;
}

inline QString formatPage(const char *language = "")
{
    return helpPage("recording-format", language);
}

/// Those of the format; the last is a whole recording.
inline QStringList examplesInPage(const char *language = "")
{
    return examplesIn(formatPage(language));
}

} // namespace ScopeLab::Recordings
