// The built-in scenarios, exported to Python and run by Trio itself under its mock clock, do what the
// engine does: the same outcome, times, log and errors. Where the two differ, Trio is right.

#include "core/scenario/export/exportedcode.h"
#include "core/session/library.h"
#include "core/session/report.h"

#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ScopeLab;

namespace {

/// What the engine and Trio both tell of an error, in one form. Messages that the engine makes itself
/// are free.
QString shapeOf(const QJsonValue &error)
{
    if (!error.isObject())
        return QStringLiteral("-");
    static const QStringList cancelled{QStringLiteral("cancelled"), QStringLiteral("trio.Cancelled"),
                                       QStringLiteral("asyncio.CancelledError"), QStringLiteral("curio.CancelledError")};
    static const QStringList free{QStringLiteral("TimeoutError"), QStringLiteral("RuntimeError")};
    QString type = error[u"type"].toString();
    if (cancelled.contains(type))
        return QStringLiteral("cancelled"); // its context is the task's that cancelled it, in Trio
    QString shape = type;
    if (!free.contains(type) && !error[u"errors"].isArray())
        shape += QStringLiteral(" '%1'").arg(error[u"message"].toString());
    for (const QJsonValue &note : error[u"notes"].toArray())
        shape += QStringLiteral(" note '%1'").arg(note.toString());
    if (error[u"errors"].isArray()) {
        QStringList members;
        for (const QJsonValue &member : error[u"errors"].toArray())
            members << shapeOf(member);
        members.sort(); // in the order in which they ended, which a tie leaves open
        shape += QStringLiteral(" [%1]").arg(members.join(QStringLiteral(", ")));
    }
    if (error[u"cause"].isObject())
        shape += QStringLiteral(" from %1").arg(shapeOf(error[u"cause"]));
    if (error[u"context"].isObject())
        shape += QStringLiteral(" during %1").arg(shapeOf(error[u"context"]));
    return shape;
}

/// Tasks of one name are told apart by a number here, by nothing in Python; tasks without a name have
/// the line of their step here, the name of their function there.
QString taskName(QString name)
{
    name = name.section(u'#', 0, 0).section(u'@', 0, 0);
    const qsizetype number = name.lastIndexOf(u'_');
    if (name.startsWith(QStringLiteral("task_")) && number == 4)
        return QStringLiteral("task");
    return name.replace(u'-', u'_');
}

/// The native class has its own name on each backend; the messages of groups that form at an exit are free.
QString logText(QString text)
{
    static const QRegularExpression native(QStringLiteral("(asyncio|curio)\\.CancelledError"));
    static const QRegularExpression group(QStringLiteral(
        "(\\w*MultiError|\\w*ExceptionGroup): (multiple tasks failed|errors of [\\w@-]+|Exceptions from Trio nursery)"));
    return text.replace(native, QStringLiteral("trio.Cancelled")).replace(group, QStringLiteral("a group"));
}

QString time(double milliseconds)
{
    return QString::number(milliseconds, 'f', 3);
}

QString expectedOf(const QJsonObject &json)
{
    QStringList lines;
    for (const QJsonValue &line : json[u"log"].toArray())
        lines << time(line[u"t_ms"].toDouble()) + u' ' + taskName(line[u"task"].toString()) + QStringLiteral(": ")
                     + logText(line[u"text"].toString());
    lines.sort(); // what happens in one instant in different tasks has no order
    lines << json[u"outcome"].toString() + u' ' + time(json[u"elapsed_ms"].toDouble());
    lines << shapeOf(json[u"error"]);
    return lines.join(u'\n');
}

QString actualOf(const QJsonObject &json)
{
    if (json.contains(u"broken"))
        return json[u"broken"].toString();
    QStringList lines;
    for (const QJsonValue &line : json[u"log"].toArray())
        lines << time(line[0].toDouble()) + u' ' + taskName(line[1].toString()) + QStringLiteral(": ")
                     + logText(line[2].toString());
    lines.sort();
    lines << json[u"outcome"].toString() + u' ' + time(json[u"elapsed"].toDouble());
    lines << shapeOf(json[u"error"]);
    return lines.join(u'\n');
}

} // namespace

class tst_Conformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void builtInScenariosOnTrio_data();
    void builtInScenariosOnTrio();

private:
    QTemporaryDir m_folder;
    QMap<QString, QJsonObject> m_onTrio;
};

void tst_Conformance::initTestCase()
{
    QStringList arguments{QStringLiteral(SCOPELAB_ROOT "/tests/conformance/run_on_trio.py"), QStringLiteral("0")};
    for (const QString &name : builtInNames()) {
        const QString path = m_folder.filePath(name + QStringLiteral(".py"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const ScenarioFile scenario = readScenario(name);
        QVERIFY(scenario.loaded.scenario);
        file.write(QByteArray::fromStdString(exportToPython(*scenario.loaded.scenario).text()));
        arguments << path;
    }
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), arguments);
    QVERIFY(python.waitForFinished(120'000));
    const QList<QByteArray> lines = python.readAllStandardOutput().split('\n');
    QVERIFY2(lines.size() > builtInNames().size(), python.readAllStandardError().constData());
    for (qsizetype i = 0; i < builtInNames().size(); ++i)
        m_onTrio[builtInNames()[i]] = QJsonDocument::fromJson(lines[i]).object();
}

void tst_Conformance::builtInScenariosOnTrio_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Conformance::builtInScenariosOnTrio()
{
    QFETCH(QString, name);
    const ScenarioFile file = readScenario(name);
    const RunRequest request;
    const Trace trace = runToEnd(*file.loaded.scenario, request);
    const QString ours = expectedOf(Report(*file.loaded.scenario, request, trace).json());
    const QString trios = actualOf(m_onTrio[name]);
    if (ours != trios)
        QFAIL(qPrintable(QStringLiteral("the engine:\n%1\n\nTrio:\n%2").arg(ours, trios)));
}

QTEST_GUILESS_MAIN(tst_Conformance)
#include "tst_conformance.moc"
