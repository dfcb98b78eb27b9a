#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Result
{
    int code = 0;
    QString said;
};

Result journeys(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(SCOPELAB_JOURNEYS), arguments);
    const bool hasEnded = process.waitForFinished(400'000);
    const int code = hasEnded && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {code, QString::fromLocal8Bit(process.readAll())};
}

/// Without the remark that says what happened.
QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    lines.removeIf([](const QString &line) { return line.startsWith(u'#'); });
    return lines;
}

} // namespace

/// Random journeys through the window, for as long as a test may take; and whether they would find anything.
class tst_JourneyGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFaultIsFoundShrunkAndReplayed();
    void randomJourneysFindNothing();
};

void tst_JourneyGenerator::aFaultIsFoundShrunkAndReplayed()
{
    const QTemporaryDir folder;
    const QString script = folder.filePath(QStringLiteral("script"));
    const QString line = QStringLiteral("key End");
    const Result found
        = journeys({QStringLiteral("--seed"), QStringLiteral("1"), QStringLiteral("--length"), QStringLiteral("40"),
                    QStringLiteral("--plant"), line, QStringLiteral("--keep"), script});
    QVERIFY2(found.code == 1, qPrintable(found.said));
    const QStringList lines = linesOf(script);
    QCOMPARE(lines.size(), 3); // all that it takes, and where it begins
    QCOMPARE(lines.mid(1), QStringList({line, line}));

    const QStringList replay{QStringLiteral("--replay"), script};
    QVERIFY(journeys(replay + QStringList{QStringLiteral("--plant"), line}).said.contains(QStringLiteral("FAULT")));
    const Result sound = journeys(replay);
    QVERIFY2(sound.code == 0, qPrintable(sound.said));
}

/// The environment chooses another seed than the first: SCOPELAB_SEED.
void tst_JourneyGenerator::randomJourneysFindNothing()
{
    const QString seed = qEnvironmentVariable("SCOPELAB_SEED", QStringLiteral("1"));
    const Result result = journeys({QStringLiteral("--seconds"), QStringLiteral("35"), QStringLiteral("--seed"), seed});
    QVERIFY2(result.code == 0, qPrintable(result.said));
    QVERIFY2(result.said.contains(QStringLiteral("no finding")), qPrintable(result.said));
}

QTEST_APPLESS_MAIN(tst_JourneyGenerator)

#include "tst_journeygenerator.moc"
