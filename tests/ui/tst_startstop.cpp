#include "tests/ui/uitest.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QProcess>

using namespace ScopeLab;

namespace {

/// What a user does in a minute: a run to its end, on either clock.
int useTheWindow(const QString &scenario)
{
    setUpTestApplication();
    MainWindow window;
    window.show();
    window.open(scenario);
    window.playback().play();
    finish(window.playback());
    const bool ends = window.playback().state().isOver;
    window.playback().restart(2, ExecutorKind::Pool);
    finish(window.playback());
    const bool endsOnThreads = window.playback().state().isOver;
    window.grab();
    window.close();
    return ends && endsOnThreads ? 0 : 1;
}

} // namespace

class tst_StartStop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostOrReadTooFar_data();
    void nothingIsLostOrReadTooFar();
};

void tst_StartStop::nothingIsLostOrReadTooFar_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("exit");
    const QString commandLine = QStringLiteral(SCOPELAB_PROGRAM);
    QTest::newRow("virtual time") << commandLine << "run payment-fails-during-a-commit --executor virtual" << 1;
    QTest::newRow("real threads") << commandLine << "run payment-fails-during-a-commit --speed 0.2" << 1;
    QTest::newRow("bad input") << commandLine << "check no-such-scenario" << 2;
    QTest::newRow("window") << QCoreApplication::applicationFilePath() << "--use payment-fails-during-a-commit" << 0;
}

void tst_StartStop::nothingIsLostOrReadTooFar()
{
    QFETCH(const QString, program);
    QFETCH(const QString, arguments);
    QFETCH(const int, exit);
    QStringList words{QStringLiteral("--quiet"),
                      QStringLiteral("--error-exitcode=99"),
                      QStringLiteral("--leak-check=full"),
                      QStringLiteral("--show-leak-kinds=definite"),
                      QStringLiteral("--errors-for-leak-kinds=definite"),
                      QStringLiteral("--suppressions=" SCOPELAB_ROOT "/tests/support/valgrind.supp")};
    words.append(program);
    words.append(arguments.split(u' '));
    QProcess valgrind;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_ENABLE_REGEXP_JIT"), QStringLiteral("0")); // whose code memcheck cannot read
    valgrind.setProcessEnvironment(environment);
    valgrind.setProcessChannelMode(QProcess::MergedChannels);
    valgrind.start(QStringLiteral("valgrind"), words);
    QVERIFY(valgrind.waitForStarted());
    QVERIFY(valgrind.waitForFinished(200'000));
    const QByteArray output = valgrind.readAll();
    QVERIFY2(valgrind.exitStatus() == QProcess::NormalExit, output.constData());
    QVERIFY2(valgrind.exitCode() == exit, output.constData());
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--use")
        return useTheWindow(QString::fromLocal8Bit(argv[2]));
    tst_StartStop test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_startstop.moc"
