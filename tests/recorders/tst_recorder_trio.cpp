#include "tests/recorders/recorded.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace ScopeLab;
using namespace ScopeLab::Recorded;

/// Programs of Trio under the recorder: what they do, and what their recordings say.
class tst_RecorderTrio : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFindingsAreTheFaultsOfTheProgram_data();
    void theFindingsAreTheFaultsOfTheProgram();
    void theProgramDoesTheSame_data();
    void theProgramDoesTheSame();
    void aKilledProgramLeavesAReadableRecording();
    void ctrlCEndsItAsBefore();
    void scopesLeftInTheWrongOrderAreTold();
    void eachRunOfAProgramIsARun();
    void aLibraryThatLacksSomethingIsRecordedWithoutIt();
    void aFileThatCannotBeWrittenEndsTheRecordingOnly();
    void nothingIsLostBetweenThreadsAndSignals();
    void waitsNameWhatTheyWaitForAndWhoHasIt();
    void theNewestTrioIsRecorded();

private:
    QString trace() const { return m_folder->filePath(QStringLiteral("a.trace")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_RecorderTrio::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

/// Programs with one fault each, or none, and the findings in them.
static const std::pair<QString, QStringList> Faults[] = {
    {QStringLiteral("clean.py"), {}},
    {QStringLiteral("endless_shield.py"), {QStringLiteral("endless_shield in Metrics.flush, endless_shield.py:12")}},
    {QStringLiteral("lost_in_finally.py"), {QStringLiteral("lost_error in upload, lost_in_finally.py:12")}},
    {QStringLiteral("swallowed.py"), {QStringLiteral("swallowed_cancellation in worker, swallowed.py:8")}},
    {QStringLiteral("held_by_thread.py"), {QStringLiteral("held_cancellation in report, held_by_thread.py:9")}},
    {QStringLiteral("interrupted_lock.py"),
     {QStringLiteral("cleanup_interrupted in give_back, interrupted_lock.py:6")}},
};

void tst_RecorderTrio::theFindingsAreTheFaultsOfTheProgram_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("findings");
    for (const auto &[program, findings] : Faults)
        QTest::newRow(qPrintable(program)) << program << findings;
}

void tst_RecorderTrio::theFindingsAreTheFaultsOfTheProgram()
{
    QFETCH(const QString, program);
    QFETCH(const QStringList, findings);

    const Behaviour recorded = run(m_folder->path(), recording(program, {QStringLiteral("ends")}));
    QCOMPARE(recorded.exit, 0);
    const LoadedTrace loaded = read(trace());
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(findingsOf(loaded), findings);
    QCOMPARE(count<RunEnded>(loaded), 1);
    QVERIFY(loaded.header.runtime.startsWith(QStringLiteral("trio ")));
    QCOMPARE(QFile::permissions(trace()) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
}

void tst_RecorderTrio::theProgramDoesTheSame_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");

    const auto row = [](const char *program, const char *argument) {
        QTest::addRow("%s %s", program, argument)
            << QString::fromLatin1(program) << QStringList{QString::fromLatin1(argument)};
    };
    row("clean.py", "");
    row("endless_shield.py", "ends");
    row("misnested.py", "");
    row("fails.py", "with a traceback");
    row("fails.py", "--exit");
}

void tst_RecorderTrio::theProgramDoesTheSame()
{
    QFETCH(const QString, program);
    QFETCH(const QStringList, arguments);

    const Behaviour plain = run(m_folder->path(), QStringList{programs(program)} + arguments);
    const Behaviour recorded = run(m_folder->path(), recording(program, arguments));
    QVERIFY(!plain.output.isEmpty());
    QCOMPARE(recorded.output, plain.output);
    QCOMPARE(recorded.complaint, plain.complaint);
    QCOMPARE(recorded.exit, plain.exit);
}

void tst_RecorderTrio::aKilledProgramLeavesAReadableRecording()
{
    QProcess program;
    setUp(program, m_folder->path(), QStringLiteral("/usr/bin/python3"),
          recording(QStringLiteral("endless_shield.py")));
    program.start();
    QVERIFY(program.waitForReadyRead(30'000));
    const QStringList hang{QStringLiteral("endless_shield in Metrics.flush, endless_shield.py:12")};
    QTRY_COMPARE_WITH_TIMEOUT(findingsOf(read(trace())), hang, 30'000); // while it runs

    program.kill();
    QVERIFY(program.waitForFinished());
    const LoadedTrace loaded = read(trace());
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(findingsOf(loaded), hang);
    QCOMPARE(count<RunEnded>(loaded), 0);
}

void tst_RecorderTrio::ctrlCEndsItAsBefore()
{
    const QString name = QStringLiteral("interrupted.py");
    for (const QStringList &arguments : {QStringList{programs(name)}, recording(name)}) {
        QProcess program;
        setUp(program, m_folder->path(), QStringLiteral("/usr/bin/python3"), arguments);
        program.start();
        QVERIFY(program.waitForReadyRead(30'000));
        QCOMPARE(kill(static_cast<pid_t>(program.processId()), SIGINT), 0);
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::CrashExit); // by the signal, as shells expect it
        QCOMPARE(program.exitCode(), SIGINT);
        QCOMPARE(program.readAllStandardOutput(), "ready\nchild cleans up\n");
        QVERIFY(program.readAllStandardError().endsWith("KeyboardInterrupt\n"));
    }
    const LoadedTrace loaded = read(trace());
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(findingsOf(loaded), QStringList());
    const auto *ended = loaded.trace.event(loaded.trace.size()).as<RunEnded>();
    QVERIFY(ended);
    QCOMPARE(loaded.trace.error(ended->error).type, std::string("KeyboardInterrupt"));
}

void tst_RecorderTrio::scopesLeftInTheWrongOrderAreTold()
{
    QCOMPARE(run(m_folder->path(), recording(QStringLiteral("misnested.py"))).exit, 0);
    const LoadedTrace loaded = read(trace());
    QCOMPARE(noticesOf(loaded).size(), 2); // either is left while another is the innermost
    QVERIFY(noticesOf(loaded).constFirst().contains(QStringLiteral("is left before one inside it")));
    QCOMPARE(count<ScopeEntered>(loaded), 3);
    QCOMPARE(count<ScopeExited>(loaded), 3);
}

void tst_RecorderTrio::eachRunOfAProgramIsARun()
{
    QProcess program;
    setUp(program, m_folder->path(), QStringLiteral("/usr/bin/python3"),
          {programs(QStringLiteral("own_recording.py"))});
    QProcessEnvironment environment = program.processEnvironment();
    environment.insert(QStringLiteral("SCOPELAB_RECORD"), trace());
    program.setProcessEnvironment(environment);
    program.start();
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.readAllStandardOutput(), "in a thread\nin a child\nat last\n");

    const LoadedTrace first = read(trace());
    QCOMPARE(noticesOf(first), QStringList());
    QCOMPARE(first.runs.size(), 2); // the child has its own process, and no recording
    for (const int index : {0, 1}) {
        const LoadedTrace loaded = read(trace(), index);
        QCOMPARE(count<TaskExited>(loaded), 2);
        QCOMPARE(count<RunEnded>(loaded), 1);
    }
}

void tst_RecorderTrio::aLibraryThatLacksSomethingIsRecordedWithoutIt()
{
    const Behaviour recorded = run(m_folder->path(), {programs(QStringLiteral("other_library.py")), trace()});
    QCOMPARE(recorded.exit, 0);
    QCOMPARE(recorded.output, QStringLiteral("True\n"));
    QVERIFY2(recorded.complaint.contains(QStringLiteral("OtherEvent.set: set events are not recorded")),
             qPrintable(recorded.complaint));
    QVERIFY(recorded.complaint.contains(QStringLiteral("moves of started tasks are not recorded")));

    const LoadedTrace loaded = read(trace());
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(loaded.header.unknown.value(u"x_notices").toArray().size(), 2);
    QCOMPARE(count<ScopeExited>(loaded), 1);
}

void tst_RecorderTrio::aFileThatCannotBeWrittenEndsTheRecordingOnly()
{
    QStringList arguments = recording(QStringLiteral("clean.py"));
    arguments.replace(arguments.indexOf(QStringLiteral("a.trace")), QStringLiteral("/dev/full"));
    const Behaviour full = run(m_folder->path(), arguments);
    QCOMPARE(full.exit, 0);
    QCOMPARE(full.complaint, QStringLiteral("scopelab: recording stopped, /dev/full: No space left on device\n"));
    QVERIFY(full.output.endsWith(QStringLiteral("done\n")));

    arguments.replace(arguments.indexOf(QStringLiteral("/dev/full")), QStringLiteral("no/such/folder.trace"));
    const Behaviour none = run(m_folder->path(), arguments);
    QCOMPARE(none.exit, 1);
    QCOMPARE(none.complaint,
             QStringLiteral("scopelab: cannot write no/such/folder.trace: No such file or directory\n"));
    QCOMPARE(none.output, QString());
}

void tst_RecorderTrio::nothingIsLostBetweenThreadsAndSignals()
{
    const Behaviour recorded = run(m_folder->path(), {programs(QStringLiteral("threads_and_signals.py")), trace()});
    QCOMPARE(recorded.exit, 0);
    const LoadedTrace loaded = read(trace());
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(count<Logged>(loaded), recorded.output.toInt());
}

void tst_RecorderTrio::waitsNameWhatTheyWaitForAndWhoHasIt()
{
    QCOMPARE(run(m_folder->path(), recording(QStringLiteral("waits.py"))).exit, 0);
    const LoadedTrace loaded = read(trace());
    QCOMPARE(noticesOf(loaded), QStringList());

    // The moment at which main lets them go.
    Moment moment;
    while (moment.event < loaded.trace.size() && !loaded.trace.event(moment.event + 1).is<CancelRequested>())
        moment.apply(loaded.trace);
    QStringList waits;
    for (const TaskId id : moment.state.living().tasks()) {
        const TaskState &task = *moment.state.task(id);
        QString text = QStringLiteral("%1 %2").arg(QString::fromStdString(loaded.trace.label(task.name).name),
                                                   QLatin1StringView(toString(task.wait)));
        if (const ResourceState *resource = moment.state.resource(task.resource))
            text += QStringLiteral(" ") + QString::fromStdString(loaded.trace.label(resource->name).name);
        for (const TaskId other : moment.state.whoCouldEnd(task))
            text += QStringLiteral(" of ")
                    + QString::fromStdString(loaded.trace.label(moment.state.task(other)->name).name);
        waits.append(text);
    }
    waits.sort();
    const QStringList expected{QStringLiteral("for_a_lock lock lock of holder"),
                               QStringLiteral("for_a_token limiter limiter of holder"),
                               QStringLiteral("for_an_event event ready"),
                               QStringLiteral("for_an_item channel receive"),
                               QStringLiteral("holder sleep"),
                               QStringLiteral("main none"),
                               QStringLiteral("starter start of slow_to_start"),
                               QStringLiteral("slow_to_start sleep"),
                               QStringLiteral("waits_at_the_gate gate of inner"),
                               QStringLiteral("inner sleep")};
    QStringList sorted = expected;
    sorted.sort();
    QCOMPARE(waits, sorted);
}

/// The newest Python of this machine, but for the one that Debian has.
static QString newestPython()
{
    QString newest;
    int best = 0;
    QStringList found;
    const QDir versions(QDir::homePath() + QStringLiteral("/.pyenv/versions"));
    for (const QString &version : versions.entryList({QStringLiteral("3.*")}, QDir::Dirs)) {
        const int minor = version.section(u'.', 1, 1).toInt();
        if (minor > best) {
            best = minor;
            newest = versions.filePath(version + QStringLiteral("/bin/python3"));
        }
    }
    return newest.isEmpty() ? QStringLiteral("/usr/bin/python3") : newest;
}

void tst_RecorderTrio::theNewestTrioIsRecorded()
{
    const QString folder = QStringLiteral(SCOPELAB_BUILD "/recorder-venv");
    const QString python = folder + QStringLiteral("/bin/python");
    if (run(m_folder->path(), {QStringLiteral("-c"), QStringLiteral("import trio")}, python).exit != 0) {
        const QString why = makeEnvironment(folder, newestPython(), {QStringLiteral("trio==0.31.0")});
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    }
    for (const auto &[program, findings] : Faults) {
        const QStringList ends{QStringLiteral("ends")};
        const Behaviour plain = run(m_folder->path(), QStringList{programs(program)} + ends, python);
        const Behaviour recorded = run(m_folder->path(), recording(program, ends), python);
        QCOMPARE(recorded.output, plain.output);
        QCOMPARE(recorded.complaint, plain.complaint);
        QCOMPARE(recorded.exit, plain.exit);
        const LoadedTrace loaded = read(trace());
        QCOMPARE(noticesOf(loaded), QStringList());
        QCOMPARE(findingsOf(loaded), findings);
    }
}

QTEST_GUILESS_MAIN(tst_RecorderTrio)
#include "tst_recorder_trio.moc"
