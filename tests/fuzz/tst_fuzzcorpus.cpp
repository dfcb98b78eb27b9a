// What the fuzzers found, what is hostile by intent, and every built-in scenario cut off in many places:
// none of it crashes or hangs.

#include "core/session/library.h"
#include "tests/fuzz/targets.h"

#include <QDir>
#include <QTest>

using namespace ScopeLab;

class tst_FuzzCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesOfTheCorpus_data();
    void filesOfTheCorpus();
    void scenariosCutOff();
    void recordingsCutOff();
    void recordingsOfVersion1CutOff();
};

void tst_FuzzCorpus::filesOfTheCorpus_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(SCOPELAB_ROOT "/tests/fuzz/corpus"));
    for (const QString &name : folder.entryList(QDir::Files))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    QVERIFY(folder.entryList(QDir::Files).size() >= 10);
}

void tst_FuzzCorpus::filesOfTheCorpus()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string text = file.readAll().toStdString();
    Fuzz::parse(text);
    Fuzz::run(text);
}

void tst_FuzzCorpus::scenariosCutOff()
{
    for (const QString &name : builtInNames()) {
        const std::string text = readScenario(name).text;
        for (std::size_t length = 0; length < text.size(); length += 41) {
            Fuzz::parse(text.substr(0, length));
            Fuzz::run(text.substr(0, length));
        }
    }
}

void tst_FuzzCorpus::recordingsCutOff()
{
    const Trace trace = runToEnd(*readScenario(QStringLiteral("error-that-vanished-in-finally")).loaded.scenario, {});
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(writeTrace(buffer, {}, trace));
    for (qsizetype length = 0; length <= buffer.data().size(); length += 97)
        Fuzz::trace(buffer.data().left(length));
    Fuzz::trace(buffer.data());
}

void tst_FuzzCorpus::recordingsOfVersion1CutOff()
{
    const QDir folder(QStringLiteral(SCOPELAB_ROOT "/tests/trace/version1"));
    for (const QString &name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        for (qsizetype length = 0; length <= whole.size(); length += 97)
            Fuzz::trace(whole.left(length));
        Fuzz::trace(whole);
    }
}

QTEST_APPLESS_MAIN(tst_FuzzCorpus)
#include "tst_fuzzcorpus.moc"
