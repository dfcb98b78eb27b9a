// Recordings in the formats of others: well-formed for every built-in scenario.

#include "core/session/library.h"
#include "core/session/runner.h"
#include "core/trace/perfetto.h"
#include "core/trace/runstate.h"
#include "core/trace/timelinesvg.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
    QVERIFY(!svg.contains(QStringLiteral("nan")) && !svg.contains(QStringLiteral("inf\"")));
}

QTEST_APPLESS_MAIN(tst_Exports)
#include "tst_exports.moc"
