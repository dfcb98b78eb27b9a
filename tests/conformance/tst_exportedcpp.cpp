// The built-in scenarios, exported to C++, compiled as they are and run, do what the interpreter does with
// them: the same outcome, times, log and errors.

#include "core/export/exportedcode.h"
#include "core/session/library.h"
#include "core/session/report.h"
#include "tests/support/errorsinfull.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ScopeLab;

class tst_ExportedCpp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyProgramDoesWhatItsScenarioDoes_data();
    void everyProgramDoesWhatItsScenarioDoes();
    void aProgramIncludesWhatItUses();
    void aFunctionGetsTheErrorThatItsCallerHandles();
};

namespace {

/// Contexts aside: C++ chains nothing by itself.
QString shapeOf(const QJsonValue &error)
{
    if (!error.isObject())
        return QStringLiteral("-");
    const QString type = error[u"type"].toString();
    if (type.endsWith(QStringLiteral("Cancelled")) || type.endsWith(QStringLiteral("CancelledError")))
        return QStringLiteral("cancelled");
    QString shape = type;
    const bool isGroup = error[u"errors"].isArray();
    if (!isGroup && type != QStringLiteral("TimeoutError") && type != QStringLiteral("RuntimeError"))
        shape += QStringLiteral(" '%1'").arg(error[u"message"].toString());
    for (const QJsonValue &note : error[u"notes"].toArray())
        shape += QStringLiteral(" note '%1'").arg(note.toString());
    if (isGroup) {
        QStringList members;
        for (const QJsonValue &member : error[u"errors"].toArray())
            members << shapeOf(member);
        members.sort();
        shape += QStringLiteral(" [%1]").arg(members.join(QStringLiteral(", ")));
    }
    if (error[u"cause"].isObject())
        shape += QStringLiteral(" from %1").arg(shapeOf(error[u"cause"]));
    return shape;
}

QString seconds(const QJsonValue &milliseconds)
{
    return QString::number(milliseconds.toDouble() / 1000, 'f', 3) + QStringLiteral(" s");
}

/// The messages of groups that form at an exit are free.
QString logText(QString text)
{
    static const QRegularExpression group(
        QStringLiteral("(\\w*ExceptionGroup): (multiple tasks failed|errors of (a task group|[\\w@-]+))"));
    return text.replace(group, QStringLiteral("a group"));
}

QString expectedOf(const Scenario &scenario)
{
    const RunRequest request;
    const Trace trace = runToEnd(scenario, request);
    const QJsonObject json = Report(scenario, request, trace).json();
    if (json[u"outcome"] == QStringLiteral("stuck"))
        return QStringLiteral("stuck"); // what then happens is the interpreter's alone
    QStringList lines;
    for (const QJsonValue &line : json[u"log"].toArray())
        lines << seconds(line[u"t_ms"]) + QStringLiteral(": ") + logText(line[u"text"].toString());
    lines.sort();
    lines << json[u"outcome"].toString() + QStringLiteral(" after ") + seconds(json[u"elapsed_ms"])
          << shapeOf(ErrorsInFull::of(json[u"error"]));
    return lines.join(u'\n');
}

QString actualOf(const QString &name, const std::string &backend)
{
    QProcess process;
    process.start(QStringLiteral(SCOPELAB_EXPORTED), {name, QString::fromStdString(backend)});
    if (!process.waitForFinished(20'000)) {
        process.kill();
        process.waitForFinished();
        return QStringLiteral("does not end");
    }
    const QString error = QString::fromUtf8(process.readAllStandardError());
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 || !error.isEmpty())
        return QStringLiteral("died: ") + error;
    QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    const QString shape = lines.takeLast();
    const QString end = lines.takeLast();
    if (end.startsWith(QStringLiteral("stuck")))
        return QStringLiteral("stuck");
    for (QString &line : lines)
        line = logText(line);
    lines.sort();
    return (lines << end << shape).join(u'\n');
}

/// What the compiler says of a program.
QString compile(const QTemporaryDir &folder, const std::string &text)
{
    QFile file(folder.filePath(QStringLiteral("program.cpp")));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.c_str()) < 0)
        return QStringLiteral("cannot write the program");
    file.close();
    QProcess compiler;
    compiler.setProcessChannelMode(QProcess::MergedChannels);
    compiler.start(QStringLiteral(SCOPELAB_CXX),
                   QStringList{QStringLiteral("-std=c++20"), QStringLiteral("-fsyntax-only"), QStringLiteral("-fPIC"),
                               QStringLiteral("-I" SCOPELAB_ROOT)}
                           + QStringLiteral(SCOPELAB_INCLUDES).split(u'|')
                       << file.fileName());
    if (!compiler.waitForFinished(120'000))
        return QStringLiteral("the compiler does not end");
    const QString output = QString::fromUtf8(compiler.readAll());
    return compiler.exitCode() == 0 ? output : QStringLiteral("failed\n") + output;
}

} // namespace

void tst_ExportedCpp::everyProgramDoesWhatItsScenarioDoes_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_ExportedCpp::everyProgramDoesWhatItsScenarioDoes()
{
    QFETCH(QString, name);
    const ScenarioFile file = readScenario(name);
    const Scenario &scenario = *file.loaded.scenario;
    const QString interpreted = expectedOf(scenario);
    const QString compiled = actualOf(name, scenario.backend);
    if (interpreted != compiled)
        QFAIL(qPrintable(QStringLiteral("the scenario:\n%1\n\nthe program:\n%2").arg(interpreted, compiled)));
}

// All programs together share their includes; these few, compiled alone, name every header that any of
// them needs.
void tst_ExportedCpp::aProgramIncludesWhatItUses()
{
    QSet<QString> open;
    QMap<QString, QSet<QString>> included;
    QMap<QString, std::string> texts;
    for (const QString &name : builtInNames()) {
        texts[name] = exportToCpp(*readScenario(name).loaded.scenario).text();
        for (const QString &line : QString::fromStdString(texts[name]).split(u'\n')) {
            if (line.startsWith(QStringLiteral("#include")))
                included[name].insert(line);
        }
        open += included[name];
    }
    const QTemporaryDir folder;
    while (!open.isEmpty()) {
        const QString best = *std::max_element(included.keyBegin(), included.keyEnd(), [&](auto &a, auto &b) {
            return (included[a] & open).size() < (included[b] & open).size();
        });
        open -= included[best];
        const QString complaint = compile(folder, texts[best]);
        QVERIFY2(complaint.isEmpty(), qPrintable(best + u'\n' + complaint));
    }
}

void tst_ExportedCpp::aFunctionGetsTheErrorThatItsCallerHandles()
{
    const LoadedScenario loaded = loadScenario(R"(scopelab: 1
title: t
summary: s
functions: {inner: [reraise], outer: [{call: inner}], halves: [{split: {cancels: c, errors: e}}]}
main:
  - try:
      body: [{try: {body: [{raise: KeyError}], except: [{match: KeyError, body: [{call: outer}]}]}}]
      except_group: [{match: KeyError, body: [{call: halves}, {call: inner}]}]
)");
    QVERIFY(loaded.scenario);
    const QString complaint = compile(QTemporaryDir(), exportToCpp(*loaded.scenario).text());
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
}

QTEST_GUILESS_MAIN(tst_ExportedCpp)
#include "tst_exportedcpp.moc"
