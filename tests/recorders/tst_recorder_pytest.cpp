#include "tests/recorders/recorded.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace ScopeLab;
using namespace ScopeLab::Recorded;

/// The plugin for pytest.
class tst_RecorderPytest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachFailedAsyncTestIsRecorded();
    void withoutTheOptionNothingIs();
    void aFolderThatCannotBeMadeIsAnError();

private:
    Behaviour pytest(const QStringList &arguments);

    QString m_python = QStringLiteral(SCOPELAB_BUILD "/recorder-pytest/bin/python");
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_RecorderPytest::initTestCase()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QDir tests(programs(QStringLiteral("pytest")));
    for (const QString &name : tests.entryList({QStringLiteral("*.py")}, QDir::Files))
        QVERIFY(QFile::copy(tests.filePath(name), m_folder->filePath(name)));

    const QStringList check{QStringLiteral("-c"), QStringLiteral("import pytest_trio, pytest_asyncio, anyio")};
    if (run(m_folder->path(), check, m_python).exit == 0)
        return;
    const QStringList packages{QStringLiteral("pytest==8.3.4"), QStringLiteral("pytest-trio==0.8.0"),
                               QStringLiteral("pytest-asyncio==0.25.3"), QStringLiteral("anyio==4.8.0"),
                               QStringLiteral("trio==0.27.0")};
    const QString why = makeEnvironment(QStringLiteral(SCOPELAB_BUILD "/recorder-pytest"),
                                        QStringLiteral("/usr/bin/python3"), packages);
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
}

Behaviour tst_RecorderPytest::pytest(const QStringList &arguments)
{
    return run(m_folder->path(),
               QStringList{QStringLiteral("-m"), QStringLiteral("pytest"), QStringLiteral("-q"), QStringLiteral("-p"),
                           QStringLiteral("scopelab.pytest_plugin"), QStringLiteral("-p"),
                           QStringLiteral("no:cacheprovider")}
                   + arguments,
               m_python);
}

void tst_RecorderPytest::eachFailedAsyncTestIsRecorded()
{
    const Behaviour tested = pytest({QStringLiteral("--scopelab=recordings")});
    QVERIFY2(tested.output.contains(QStringLiteral("7 failed, 6 passed, 1 xfailed")), qPrintable(tested.output));
    QCOMPARE(tested.exit, 1);

    const QDir folder(m_folder->filePath(QStringLiteral("recordings")));
    const QStringList expected{QStringLiteral("test_with_anyio-test_fails-asyncio-0-01.trace"),
                               QStringLiteral("test_with_anyio-test_fails-trio-0-01.trace"),
                               QStringLiteral("test_with_anyio-test_fails_again-asyncio.trace"),
                               QStringLiteral("test_with_anyio-test_fails_again-trio.trace"),
                               QStringLiteral("test_with_asyncio-test_fails.trace"),
                               QStringLiteral("test_with_trio-test_fails.trace")};
    QCOMPARE(folder.entryList(QDir::Files, QDir::Name), expected);
    for (const QString &name : expected) {
        QVERIFY2(tested.output.contains(QStringLiteral("recordings/") + name), qPrintable(name));
        const LoadedTrace loaded = read(folder.filePath(name));
        QCOMPARE(noticesOf(loaded), QStringList());
        QVERIFY2(count<TaskSuspended>(loaded) > 0, qPrintable(name));
    }
    // The loop of a module goes on: the second failure tells of the server, and nothing of the first.
    const LoadedTrace again = read(folder.filePath(expected[2]));
    QCOMPARE(count<DeadlineExpired>(again), 0);
    QCOMPARE(count<TaskSpawned>(again), 3);
    QVERIFY(again.header.title.endsWith(QStringLiteral("::test_fails_again[asyncio]")));
}

void tst_RecorderPytest::withoutTheOptionNothingIs()
{
    const Behaviour tested = pytest({QStringLiteral("test_with_asyncio.py")});
    QVERIFY2(tested.output.contains(QStringLiteral("2 failed, 1 passed, 1 xfailed")), qPrintable(tested.output));
    QCOMPARE(QDir(m_folder->path()).exists(QStringLiteral("scopelab")), false);
}

void tst_RecorderPytest::aFolderThatCannotBeMadeIsAnError()
{
    const Behaviour tested = pytest({QStringLiteral("--scopelab=/dev/null/folder")});
    QCOMPARE(tested.exit, 4);
    QVERIFY2(
        tested.complaint.contains(QStringLiteral("--scopelab=/dev/null/folder: no recording can be written there: ")),
        qPrintable(tested.complaint));
}

QTEST_GUILESS_MAIN(tst_RecorderPytest)
#include "tst_recorder_pytest.moc"
