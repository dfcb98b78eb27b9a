#include "tests/recorders/recorded.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace ScopeLab;
using namespace ScopeLab::Recorded;

/// The flight recorder: programs whose last seconds are kept, and what is written of them.
class tst_RecorderFlight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aDumpBeginsWithWhatLives();
    void aSignalDumps();
    void aHandlerOfTheProgramStays();
    void anUnhandledErrorDumps();
    void aSlowStopDumps();
    void aServiceOfAsyncioDumps_data();
    void aServiceOfAsyncioDumps();
    void aProgramThatEndsWellLeavesNoFile();
    void aBadOptionSaysWhatIsWanted();
    void whatIsLoggedIsRecordedAndPrintedAsBefore();

private:
    [[nodiscard]] QString trace() const { return m_folder->filePath(QStringLiteral("a.trace")); }
    void start(QProcess &process, const QStringList &arguments);
    LoadedTrace dumped();

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QString Service = QStringLiteral("service.py");

/// As `writer lock lock of reader`, sorted; of the tasks that live for long.
QStringList longWaits(const LoadedTrace &loaded)
{
    const Moment end = momentAt(loaded.trace, loaded.trace.size());
    QStringList waits;
    for (const TaskId id : end.state.living().tasks()) {
        const TaskState &task = *end.state.task(id);
        QString text = QString::fromStdString(loaded.trace.label(task.name).name) + QStringLiteral(" ")
                       + QLatin1StringView(toString(task.wait));
        if (const ResourceState *resource = end.state.resource(task.resource))
            text += QStringLiteral(" ") + QString::fromStdString(loaded.trace.label(resource->name).name);
        for (const TaskId other : end.state.whoCouldEnd(task))
            text += QStringLiteral(" of ")
                    + QString::fromStdString(loaded.trace.label(end.state.task(other)->name).name);
        waits.append(text);
    }
    waits.sort();
    return waits;
}

} // namespace

void tst_RecorderFlight::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void tst_RecorderFlight::start(QProcess &process, const QStringList &arguments)
{
    setUp(process, m_folder->path(), QStringLiteral("/usr/bin/python3"), QStringList{programs(Service)} + arguments);
    process.start();
}

/// Waits for the recording, and reads it.
LoadedTrace tst_RecorderFlight::dumped()
{
    if (!QTest::qWaitFor([this] { return QFile::exists(trace()); }, 10'000))
        qFatal("nothing was written");
    return read(trace());
}

void tst_RecorderFlight::aDumpBeginsWithWhatLives()
{
    QProcess service;
    start(service, {QStringLiteral("dump")});
    const LoadedTrace loaded = dumped();
    service.kill();
    QVERIFY(service.waitForFinished());

    QCOMPARE(noticesOf(loaded), QStringList());
    QVERIFY(loaded.trace.size() > 0);
    QFile file(trace());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("\"event\":\"x_recording_began\",\"time\":0,\"dropped\":"));

    const QStringList expected{QStringLiteral("flush event flushed"), QStringLiteral("main none"),
                               QStringLiteral("reader sleep"), QStringLiteral("writer lock lock of reader")};
    QCOMPARE(longWaits(loaded), expected);
    const Moment end = momentAt(loaded.trace, loaded.trace.size());
    QStringList states;
    for (const ScopeId id : end.state.living().scopes()) {
        const ScopeState &scope = *end.state.scope(id);
        if (scope.state == CancelState::Held)
            states.append(QString::fromStdString(loaded.trace.label(scope.name).name));
    }
    states.sort();
    QCOMPARE(states, (QStringList{QStringLiteral("flush.CancelScope"), QStringLiteral("main.CancelScope")}));

    // Of its many requests it has the names of those that it tells of.
    QCOMPARE(text.count("\"define\":\"file\""), 1);
    QCOMPARE(text.contains("\"name\":\"request#2\""), false);
}

void tst_RecorderFlight::aSignalDumps()
{
    QProcess service;
    start(service, {QStringLiteral("hang")});
    QVERIFY(service.waitForReadyRead(10'000));
    QCOMPARE(kill(static_cast<pid_t>(service.processId()), SIGUSR1), 0);
    const LoadedTrace loaded = dumped();
    service.kill();
    QVERIFY(service.waitForFinished());
    QCOMPARE(noticesOf(loaded), QStringList());
    const QStringList expected{QStringLiteral("endless_shield in flush, service.py:26"),
                               QStringLiteral("endless_shield in main, service.py:65")};
    QStringList found = findingsOf(loaded);
    found.sort();
    QCOMPARE(found, expected);
    QCOMPARE(QFile::permissions(trace()) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
}

void tst_RecorderFlight::aHandlerOfTheProgramStays()
{
    QProcess service;
    start(service, {QStringLiteral("own handler")});
    QVERIFY(service.waitForReadyRead(10'000));
    QCOMPARE(kill(static_cast<pid_t>(service.processId()), SIGUSR1), 0);
    QByteArray output;
    QVERIFY(
        QTest::qWaitFor([&] { return (output += service.readAllStandardOutput()).contains("own handler\n"); }, 10'000));
    service.kill();
    QVERIFY(service.waitForFinished());
    QCOMPARE(QFile::exists(trace()), false);
}

void tst_RecorderFlight::anUnhandledErrorDumps()
{
    const Behaviour failed = run(m_folder->path(), {programs(Service), QStringLiteral("fail")});
    QCOMPARE(failed.exit, 1);
    const LoadedTrace loaded = read(trace());
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(count<RunEnded>(loaded), 1);
    QCOMPARE(loaded.header.unknown.value(u"x_dumped").toString(), QStringLiteral("an unhandled error: LookupError"));
}

void tst_RecorderFlight::aSlowStopDumps()
{
    QProcess service;
    start(service, {QStringLiteral("hang"), QStringLiteral("0.5")});
    const LoadedTrace loaded = dumped();
    service.kill();
    QVERIFY(service.waitForFinished());
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(loaded.header.unknown.value(u"x_dumped").toString(),
             QStringLiteral("a stop, asked for by somebody, takes longer than 0.5 s"));
}

void tst_RecorderFlight::aServiceOfAsyncioDumps_data()
{
    QTest::addColumn<QString>("does");
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("reason");
    QTest::newRow("an error of a task") << QStringLiteral("fails") << 0
                                        << QStringLiteral("an unhandled error: LookupError");
    QTest::newRow("SIGTERM") << QStringLiteral("runs") << SIGTERM
                             << QStringLiteral("a stop, asked for by SIGTERM, takes longer than 0.3 s");
    QTest::newRow("SIGINT") << QStringLiteral("runs") << SIGINT
                            << QStringLiteral("a stop, asked for by SIGINT, takes longer than 0.3 s");
}

void tst_RecorderFlight::aServiceOfAsyncioDumps()
{
    QFETCH(const QString, does);
    QFETCH(const int, signal);
    QFETCH(const QString, reason);

    QProcess service;
    QStringList arguments = recording(QStringLiteral("asyncio_service.py"), {does});
    arguments.insert(3, QStringLiteral("--last=30"));
    arguments.insert(3, QStringLiteral("--slow-stop=0.3"));
    setUp(service, m_folder->path(), QStringLiteral("/usr/bin/python3"), arguments);
    service.start();
    QVERIFY(service.waitForReadyRead(10'000));
    if (signal)
        QCOMPARE(kill(static_cast<pid_t>(service.processId()), signal), 0);
    const LoadedTrace loaded = dumped();
    service.kill();
    QVERIFY(service.waitForFinished());
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(loaded.header.unknown.value(u"x_dumped").toString(), reason);
    QCOMPARE(longWaits(loaded), QStringList{QStringLiteral("main sleep")});
}

void tst_RecorderFlight::aProgramThatEndsWellLeavesNoFile()
{
    QStringList arguments = recording(QStringLiteral("clean.py"));
    arguments.insert(3, QStringLiteral("--last=30"));
    const Behaviour clean = run(m_folder->path(), arguments);
    QCOMPARE(clean.exit, 0);
    QCOMPARE(clean.complaint, QString());
    QVERIFY(clean.output.endsWith(QStringLiteral("done\n")));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
}

void tst_RecorderFlight::aBadOptionSaysWhatIsWanted()
{
    QStringList arguments = recording(QStringLiteral("clean.py"));
    arguments.insert(3, QStringLiteral("--last=soon"));
    QCOMPARE(run(m_folder->path(), arguments).complaint,
             QStringLiteral("scopelab: --last soon: a number of seconds above 0 is wanted, as --last 30\n"));
    arguments[3] = QStringLiteral("--slow-stop=5");
    QVERIFY(
        run(m_folder->path(), arguments).complaint.startsWith(QStringLiteral("scopelab: --slow-stop wants --last")));
}

void tst_RecorderFlight::whatIsLoggedIsRecordedAndPrintedAsBefore()
{
    const QString program = QStringLiteral("logs.py");
    const Behaviour plain = run(m_folder->path(), {programs(program)});
    QVERIFY(plain.complaint.contains(QStringLiteral("disk is nearly full")));
    const Behaviour recorded = run(m_folder->path(), recording(program));
    QCOMPARE(recorded.complaint, plain.complaint);
    QCOMPARE(recorded.output, plain.output);

    const LoadedTrace loaded = read(trace());
    QCOMPARE(noticesOf(loaded), QStringList());
    QStringList lines;
    for (const RunEvent &event : loaded.trace.events()) {
        if (const auto *logged = event.as<Logged>())
            lines.append(QStringLiteral("%1 at %2")
                             .arg(QString::fromStdString(loaded.trace.text(logged->text)),
                                  QString::fromStdString(loaded.trace.place(event.place).function)));
    }
    const QStringList expected{QStringLiteral("WARNING disk: disk is nearly full at main"),
                               QStringLiteral("ERROR disk: failed at main")};
    QCOMPARE(lines, expected);

    QStringList arguments = recording(program);
    arguments.insert(3, QStringLiteral("--no-log"));
    QCOMPARE(run(m_folder->path(), arguments).output, plain.output);
    QCOMPARE(count<Logged>(read(trace())), 0);
}

QTEST_GUILESS_MAIN(tst_RecorderFlight)
#include "tst_recorder_flight.moc"
