#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// Installs the library, builds somebody else's project against what was installed, and runs it.
class tst_Install : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theInstalledLibraryIsFoundBuiltAgainstAndRuns();

private:
    static QByteArray run(const QString &program, const QStringList &arguments);
};

QByteArray tst_Install::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(-1);
    const QByteArray output = process.readAll();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qWarning("%s failed: %s", qPrintable(program), output.constData());
    return output;
}

void tst_Install::theInstalledLibraryIsFoundBuiltAgainstAndRuns()
{
    const QTemporaryDir folder;
    const QString prefix = folder.filePath(QStringLiteral("installed"));
    const QString build = folder.filePath(QStringLiteral("build"));
    const QString cmake = QStringLiteral(SCOPELAB_CMAKE);
    run(cmake, {QStringLiteral("--install"), QStringLiteral(SCOPELAB_BUILD), QStringLiteral("--prefix"), prefix,
                QStringLiteral("--component"), QStringLiteral("Engine")});
    QVERIFY(QFile::exists(prefix + QStringLiteral("/include/scopelab/core/engine/taskgroup.h")));
    run(cmake, {QStringLiteral("-S"), QStringLiteral(SCOPELAB_ROOT "/tests/consumer"), QStringLiteral("-B"), build,
                QStringLiteral("-DCMAKE_PREFIX_PATH=") + prefix, QStringLiteral("-DCMAKE_CXX_COMPILER=" SCOPELAB_CXX)});
    run(cmake, {QStringLiteral("--build"), build});
    QFile expected(QStringLiteral(SCOPELAB_ROOT "/tests/consumer/expected.txt"));
    QVERIFY(expected.open(QIODevice::ReadOnly));
    QCOMPARE(run(build + QStringLiteral("/consumer"), {}), expected.readAll());
}

QTEST_APPLESS_MAIN(tst_Install)
#include "tst_install.moc"
