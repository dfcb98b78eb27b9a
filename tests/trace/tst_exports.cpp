// Recordings in the formats of others: well-formed for every built-in scenario.

#include "core/session/library.h"
#include "core/session/runner.h"
#include "core/text/escaping.h"
#include "core/trace/perfetto.h"
#include "core/trace/runstate.h"
#include "core/trace/timelinesvg.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRectF>
#include <QTest>
#include <QXmlStreamReader>

using namespace ScopeLab;

class tst_Exports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void perfettoSlicesNest_data() { builtIn(); }
    void perfettoSlicesNest();
    void perfettoArrowsJoinTasks();
    void theSvgIsWellFormedAndNamesEveryTask_data() { builtIn(); }
    void theSvgIsWellFormedAndNamesEveryTask();
    void theSvgHatchesAScopeAsLongAsItWasShielded();
    void theSvgWritesOnPaperWithinAHatchedBar();
    void everyTextIsOneInXmlAndJson_data();
    void everyTextIsOneInXmlAndJson();

private:
    static void builtIn();
    static Trace traceOf(const QString &name) { return runToEnd(*readScenario(name).loaded.scenario, {}); }
    static QJsonArray perfettoOf(const QString &name)
    {
        return QJsonDocument::fromJson(toPerfetto(traceOf(name), name)).object()[u"traceEvents"].toArray();
    }
};

void tst_Exports::builtIn()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Exports::perfettoSlicesNest()
{
    QFETCH(QString, name);
    const QJsonArray events = perfettoOf(name);
    QVERIFY(!events.isEmpty());
    std::map<int, int> open;
    std::map<int, double> last;
    for (const QJsonValue &event : events) {
        const QString phase = event[u"ph"].toString();
        const int track = event[u"tid"].toInt();
        if (phase != QStringLiteral("B") && phase != QStringLiteral("E"))
            continue;
        QVERIFY(event[u"ts"].toDouble() >= last[track]);
        last[track] = event[u"ts"].toDouble();
        open[track] += phase == QStringLiteral("B") ? 1 : -1;
        QVERIFY(open[track] >= 0);
    }
    for (const auto &[track, count] : open)
        QCOMPARE(count, 0);
}

void tst_Exports::perfettoArrowsJoinTasks()
{
    const QJsonArray events = perfettoOf(QStringLiteral("one-fails-the-others-stop"));
    std::map<int, QStringList> tracksOf; // of an arrow
    QMap<int, QString> names;
    for (const QJsonValue &event : events) {
        if (event[u"name"] == QStringLiteral("thread_name"))
            names[event[u"tid"].toInt()] = event[u"args"][u"name"].toString();
        if (event[u"cat"] == QStringLiteral("cause"))
            tracksOf[event[u"id"].toInt()] << names[event[u"tid"].toInt()];
    }
    QVERIFY(!tracksOf.empty());
    bool parserStopsTheGroup = false;
    for (const auto &[id, tracks] : tracksOf) {
        QCOMPARE(tracks.size(), 2);
        QVERIFY(tracks[0] != tracks[1]);
        parserStopsTheGroup |= tracks == QStringList({QStringLiteral("parser"), QStringLiteral("main")});
    }
    QVERIFY(parserStopsTheGroup);
}

void tst_Exports::theSvgIsWellFormedAndNamesEveryTask()
{
    QFETCH(QString, name);
    const Trace trace = traceOf(name);
    const QString svg = toTimelineSvg(trace, QStringLiteral("<title> & more"));
    QXmlStreamReader reader(svg);
    QStringList texts;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::Characters && !reader.isWhitespace())
            texts << reader.text().toString();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(texts.contains(QStringLiteral("<title> & more")));
    RunHistory history(trace);
    for (const TaskState &task : history.at(trace.size()).tasks())
        QVERIFY(texts.contains(QString::fromStdString(trace.label(task.name).name)));
    QVERIFY(!svg.contains(QStringLiteral("nan")));
    QVERIFY(!svg.contains(QStringLiteral("inf\"")));
}

/// Scope s, 100 ms long, is shielded for half of them.
static Trace halfShielded()
{
    using namespace std::chrono_literals;
    Trace trace;
    const NameId name = trace.addLabel({"s", "scope", {}});
    const TaskId task(1);
    const ScopeId scope(1);
    trace.add({.task = task, .data = TaskSpawned{.role = TaskRole::Main, .name = name}});
    trace.add({.task = task, .data = ScopeEntered{.scope = scope, .name = name}});
    trace.add({.time = TimePoint(25ms), .data = ShieldChanged{.scope = scope, .isShielded = true}}); // by somebody
    trace.add({.time = TimePoint(75ms), .task = task, .data = ShieldChanged{.scope = scope}});
    trace.add({.time = TimePoint(100ms), .task = task, .data = ScopeExited{.scope = scope}});
    trace.add({.time = TimePoint(100ms), .task = task, .data = TaskExited{}});
    return trace;
}

void tst_Exports::theSvgHatchesAScopeAsLongAsItWasShielded()
{
    QXmlStreamReader reader(toTimelineSvg(halfShielded(), QStringLiteral("t")));
    std::map<QString, double> widths; // by what a bar is filled with
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement
            && reader.attributes().hasAttribute(QLatin1StringView("x")))
            widths[reader.attributes().value(QLatin1StringView("fill")).toString()]
                = reader.attributes().value(QLatin1StringView("width")).toDouble();
    }
    const double bar = widths[QStringLiteral("#eef2f6")];
    QVERIFY(bar > 100);
    QCOMPARE(widths[QStringLiteral("url(#shield)")], bar / 2);
}

void tst_Exports::theSvgWritesOnPaperWithinAHatchedBar()
{
    QXmlStreamReader reader(toTimelineSvg(halfShielded(), QStringLiteral("t")));
    QRectF bar;
    QRectF paper;
    QPointF text;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = reader.attributes();
        const auto number
            = [&attributes](const char *name) { return attributes.value(QLatin1StringView(name)).toDouble(); };
        const QRectF rect(number("x"), number("y"), number("width"), number("height"));
        if (attributes.hasAttribute(QLatin1StringView("fill-opacity")))
            paper = rect;
        else if (attributes.value(QLatin1StringView("fill")) == QLatin1StringView("#eef2f6"))
            bar = rect;
        else if (reader.name() == QLatin1StringView("text") && paper.isValid() && text.isNull())
            text = rect.topLeft();
    }
    QVERIFY(bar.contains(paper));
    QCOMPARE(paper.center().y(), bar.center().y());
    QVERIFY(paper.contains(text));
}

void tst_Exports::everyTextIsOneInXmlAndJson_data()
{
    QTest::addColumn<QString>("text");
    for (int code = 0; code < 256; ++code)
        QTest::addRow("U+%04x", code) << QString(QChar(code));
    for (const char16_t code : {0x2028, 0x202e, 0xd800, 0xdc00, 0xfdd0, 0xfeff, 0xfffe, 0xffff})
        QTest::addRow("U+%04x", code) << QString(QChar(code));
    for (const char *text : {"]]>", "<![CDATA[", "<script>", "&lt;", "\" onload=\"", "%1%2", "-->", "\\u0022", "🦀"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void tst_Exports::everyTextIsOneInXmlAndJson()
{
    QFETCH(QString, text);
    const QString word = QStringLiteral("a") + text + QStringLiteral("b");
    Scenario scenario = *loadScenario("scopelab: 1\ntitle: t\nsummary: s\nmain: [{log: l}]\n").scenario;
    auto &log = std::get<LogStep>(scenario.main.front().payload);
    log.text.text = log.text.parts.front().text = word.toStdString();
    const Trace trace = runToEnd(scenario, {});

    QXmlStreamReader reader(toTimelineSvg(trace, word).toUtf8());
    QStringList texts;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::Characters && !reader.isWhitespace())
            texts << reader.text().toString();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(texts.first().startsWith(u'a'));
    QVERIFY(texts.first().endsWith(u'b')); // the title

    const QByteArray json = toPerfetto(trace, word);
    QVERIFY(json.isValidUtf8());
    for (const QByteArray &printed : {json, toTimelineSvg(trace, word).toUtf8()}) { // a terminal may be what shows it
        const std::string_view all(printed.data(), static_cast<std::size_t>(printed.size()));
        QCOMPARE(escapedJson(all), std::string(all));
    }
    QJsonParseError error;
    const QJsonArray events = QJsonDocument::fromJson(json, &error).object()[u"traceEvents"].toArray();
    QCOMPARE(error.error, QJsonParseError::NoError);
    const auto isIn
        = [](const QJsonValue &value) { return value.toString().startsWith(u'a') && value.toString().endsWith(u'b'); };
    QVERIFY(isIn(events.first()[u"args"][u"name"])); // the title
    QVERIFY(std::any_of(events.begin(), events.end(), [&](const QJsonValue &event) { return isIn(event[u"name"]); }));
}

QTEST_APPLESS_MAIN(tst_Exports)
#include "tst_exports.moc"
