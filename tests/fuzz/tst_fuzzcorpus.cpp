// What the fuzzers found, what is hostile by intent, and every built-in scenario cut off in many places:
// none of it crashes or hangs.

#include "core/session/library.h"
#include "tests/fuzz/mutate.h"
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
    void scenariosOfMovedParts();
    void recordingsOfMovedParts();
    void settingsOfMovedParts();
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
    const QByteArray content = file.readAll();
    const std::string text = content.toStdString();
    Fuzz::parse(text);
    Fuzz::run(text);
    Fuzz::trace(content);
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

// Random, but the same each time. Most have mistakes; enough have none, and run.
void tst_FuzzCorpus::scenariosOfMovedParts()
{
    Fuzz::Rng rng(1);
    const QStringList names = builtInNames();
    int sound = 0;
    int all = 0;
    for (const QString &name : names) {
        const QByteArray text = QByteArray::fromStdString(readScenario(name).text);
        const QByteArray other
            = QByteArray::fromStdString(readScenario(names[static_cast<qsizetype>(rng() % names.size())]).text);
        QByteArray mutant;
        for (int i = 0; i < 12; ++i, ++all) {
            mutant = Fuzz::mutatedScenario(i % 3 == 0 ? text : mutant, other, rng); // up to three changes
            QVERIFY(!mutant.isEmpty());
            Fuzz::parse(mutant.toStdString());
            Fuzz::run(mutant.toStdString());
            sound += loadScenario(mutant.toStdString()).scenario ? 1 : 0;
        }
    }
    QVERIFY2(sound > all / 10, qPrintable(QString::number(sound)));
    QVERIFY2(sound < all * 9 / 10, qPrintable(QString::number(sound)));
}

void tst_FuzzCorpus::recordingsOfMovedParts()
{
    Fuzz::Rng rng(1);
    for (const char *name : {"error-that-vanished-in-finally", "simple-timeout", "one-fails-the-others-stop"}) {
        const Trace trace = runToEnd(*readScenario(QString::fromLatin1(name)).loaded.scenario, {});
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(writeTrace(buffer, {}, trace));
        for (int i = 0; i < 100; ++i) {
            const QByteArray mutant = Fuzz::mutatedRecording(buffer.data(), buffer.data(), rng);
            QVERIFY(!mutant.isEmpty());
            Fuzz::trace(mutant);
        }
    }
}

void tst_FuzzCorpus::settingsOfMovedParts()
{
    Fuzz::Rng rng(1);
    const QByteArray file("[General]\nspeed=1\n[window]\ngeometry=@ByteArray(x)\nmode=2\n");
    QSet<QByteArray> different;
    for (int i = 0; i < 100; ++i) {
        const QByteArray mutant = Fuzz::mutatedSettings(file, file, rng);
        QCOMPARE(mutant.count('\n'), file.count('\n'));
        QVERIFY(mutant.contains("\nspeed="));
        QVERIFY(mutant.contains("\ngeometry="));
        QVERIFY(mutant.contains("\nmode="));
        different << mutant;
    }
    QVERIFY(different.size() > 50);
}

QTEST_APPLESS_MAIN(tst_FuzzCorpus)
#include "tst_fuzzcorpus.moc"
