#pragma once

#include "core/scenario/scenarioparser.h"
#include "core/session/runner.h"
#include "core/trace/tracefile.h"

#include <QBuffer>
#include <QStringList>

namespace ScopeLab {

/// What a stranger may write.
enum class Kind { Markup, Controls, Long };

/// What stands in a file in the place of @p word.
inline QString hostile(Kind kind, const QString &word, qsizetype length)
{
    switch (kind) {
    case Kind::Markup:
        return QStringLiteral("<img src='file:///nowhere/%1.png'><a href='file:///etc/passwd'>%1</a> & [*] &lt;b&gt;")
            .arg(word);
    case Kind::Controls:
        return word
               + QStringLiteral("\u0001\u001b[31m\u007f\r\n\t\u0085\u2028\u2029\u202e\u2066\u202a\ufeff\ufffc\u05e9"
                                "\u05dc\u05d5\u05dd");
    case Kind::Long: return word + QString(length, u'W');
    }
    return {};
}

/// In quotes, as JSON and YAML both read it.
inline QString escaped(const QString &text)
{
    QString result;
    for (const QChar c : text) {
        if (c.unicode() < 0x20 || c.unicode() > 0x7e)
            result += QStringLiteral("\\u%1").arg(int(c.unicode()), 4, 16, QLatin1Char('0'));
        else if (c == u'"' || c == u'\\')
            result += QLatin1Char('\\') + c;
        else
            result += c;
    }
    return result;
}

/// A run in which something of everything happens. Words like XtitleX stand for what a stranger may write,
/// XnameX where the language takes only a name.
inline const QStringList Texts{QStringLiteral("XtitleX"),   QStringLiteral("XsummaryX"), QStringLiteral("XlookX"),
                               QStringLiteral("XsectionX"), QStringLiteral("XtopicX"),   QStringLiteral("XsourceX"),
                               QStringLiteral("XlogX"),     QStringLiteral("XmessageX"), QStringLiteral("XnoteX"),
                               QStringLiteral("XreasonX"),  QStringLiteral("XsayX"),     QStringLiteral("XaskX"),
                               QStringLiteral("XchoiceX"),  QStringLiteral("XruleX")};
inline const QStringList Names{QStringLiteral("XtaskX"),  QStringLiteral("XscopeX"), QStringLiteral("XgroupX"),
                               QStringLiteral("XeventX"), QStringLiteral("XtypeX"),  QStringLiteral("XlockX")};

inline const QString Written = QStringLiteral(R"(scopelab: 1
title: "XtitleX"
summary: "XsummaryX"
look_at: "XlookX"
section: "XsectionX"
topics: ["XtopicX"]
rules: ["XruleX"]
source: "XsourceX"
exceptions: {XtypeX: ValueError}
resources: {events: [XeventX], locks: [XlockX]}
main:
  - log: "XlogX"
  - try:
      body:
        - task_group:
            name: XgroupX
            body:
              - spawn: {name: XtaskX, body: [{sleep: 5ms}, {raise: {type: XtypeX, message: "XmessageX", notes: ["XnoteX"]}}]}
              - spawn: {name: holder, body: [{with_lock: {lock: XlockX, body: [{shield: {name: XscopeX, body: [{sleep: 20ms}]}}]}}]}
              - spawn: {name: waiter, body: [{wait: XeventX}]}
              - spawn: {name: asker, body: [{with_lock: {lock: XlockX, body: [{sleep: 1s}]}}]}
      except_group: [{match: Exception, body: [{log: handled}]}]
  - scope: {name: inner, timeout: 50ms, body: [{sleep: 2ms}, {cancel: {scope: inner, reason: "XreasonX"}}, {sleep: 10ms}]}
  - try: {body: [{raise: {type: XtypeX, message: "XmessageX"}}], finally: [{raise: {type: OSError, message: "XmessageX"}}]}
stops: [{at: 5ms, say: "XsayX"}]
questions: [{at: 5ms, ask: "XaskX", choices: ["XchoiceX", b], answer: b}]
)");

inline QString withTexts(QString text, Kind kind, const QStringList &words, qsizetype length)
{
    for (const QString &word : words)
        text.replace(word, escaped(hostile(kind, word, length)));
    return text;
}

/// @p kind in every text that the language takes.
inline QByteArray scenarioText(Kind kind)
{
    return withTexts(Written, kind, Texts, 40'000).toUtf8();
}

/// The same run recorded, with names that only a recording can have.
inline QByteArray recordingText(Kind kind)
{
    const LoadedScenario loaded = loadScenario(Written.toStdString());
    if (!loaded.scenario)
        qFatal("%s", toString(loaded.diagnostics.front(), "").c_str());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    TraceHeader header;
    header.title = QStringLiteral("XtitleX");
    header.scenario = QStringLiteral("XlogX");
    if (!writeTrace(buffer, header, runToEnd(*loaded.scenario, {})))
        qFatal("not written");
    return withTexts(QString::fromUtf8(buffer.data()), kind, Texts + Names, 1'000'000).toUtf8();
}

} // namespace ScopeLab
