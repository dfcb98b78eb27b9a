#include "tests/recorders/recorded.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace ScopeLab;
using namespace ScopeLab::Recorded;

/// Programs of asyncio, and of AnyIO on it, under the recorder: what they do, and what their recordings say.
class tst_RecorderAsyncio : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFindingsAreTheFaultsOfTheProgram_data();
    void theFindingsAreTheFaultsOfTheProgram();
    void theProgramDoesTheSame_data();
    void theProgramDoesTheSame();
    void aRequestSaysWhoAskedAndFromWhere();
    void aCancellationIsDeliveredOnce();
    void aScopeOfAnyioIsEffectiveUntilItIsLeft();
    void waitsNameWhatTheyWaitForAndWhoHasIt();
    void eachLoopIsARun();
    void randomProgramsDoTheSameAndDoNotContradictThemselves_data();
    void randomProgramsDoTheSameAndDoNotContradictThemselves();

private:
    LoadedTrace recorded(const QString &program, const QStringList &arguments = {}, int exit = 0);

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

QString nameOf(const LoadedTrace &loaded, const TaskState *task)
{
    return task ? QString::fromStdString(loaded.trace.label(task->name).name) : QString();
}

QString nameOf(const LoadedTrace &loaded, const ScopeState *scope)
{
    return scope ? QString::fromStdString(loaded.trace.label(scope->name).name) : QString();
}

/// As `main cancels worker at main:14: enough`, in the order of the recording.
QStringList requestsOf(const LoadedTrace &loaded)
{
    QStringList result;
    Moment moment;
    while (moment.event < loaded.trace.size()) {
        moment.apply(loaded.trace);
        const RunEvent &event = loaded.trace.event(moment.event);
        const auto *requested = event.as<CancelRequested>();
        if (!requested)
            continue;
        const Place *place = event.place ? &loaded.trace.place(event.place) : nullptr;
        result.append(QStringLiteral("%1 %2 cancels %3 at %4:%5 %6")
                          .arg(QLatin1StringView(toString(requested->source)),
                               nameOf(loaded, moment.state.task(event.task)),
                               nameOf(loaded, moment.state.scope(requested->scope)),
                               place ? QString::fromStdString(place->function) : QString())
                          .arg(place ? place->line : 0)
                          .arg(QString::fromStdString(loaded.trace.text(requested->reason)))
                          .trimmed());
    }
    return result;
}

} // namespace

void tst_RecorderAsyncio::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

LoadedTrace tst_RecorderAsyncio::recorded(const QString &program, const QStringList &arguments, int exit)
{
    const Behaviour behaviour = run(m_folder->path(), recording(program, arguments));
    if (behaviour.exit != exit)
        qFatal("%s: %s", qPrintable(program), qPrintable(behaviour.complaint));
    return read(m_folder->filePath(QStringLiteral("a.trace")));
}

void tst_RecorderAsyncio::theFindingsAreTheFaultsOfTheProgram_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("findings");

    const auto row = [](const char *program, QStringList findings) {
        QTest::newRow(program) << QString::fromLatin1(program) << findings;
    };
    row("asyncio_clean.py", {});
    row("asyncio_swallowed.py", {QStringLiteral("swallowed_cancellation in worker, asyncio_swallowed.py:7")});
    row("asyncio_heeded.py", {});
    row("asyncio_unheard.py", {QStringLiteral("unheard_error in background, asyncio_unheard.py:6")});
    row("asyncio_lost.py", {QStringLiteral("lost_error in upload, asyncio_lost.py:11")});
    row("asyncio_lost_deep.py", {QStringLiteral("lost_error in upload, asyncio_lost_deep.py:14")});
    row("asyncio_left_behind.py", {QStringLiteral("leaked_task in heartbeat, asyncio_left_behind.py:6")});
    row("asyncio_slow_cleanup.py", {QStringLiteral("slow_cleanup in flush, asyncio_slow_cleanup.py:5")});
    row("anyio_clean.py", {});
    row("anyio_shield.py", {QStringLiteral("endless_shield in flush, anyio_shield.py:5")});
    row("anyio_other_finder.py", {QStringLiteral("endless_shield in flush, anyio_other_finder.py:19")});
    row("anyio_thread.py", {QStringLiteral("held_cancellation in main, anyio_thread.py:10")});
}

void tst_RecorderAsyncio::theFindingsAreTheFaultsOfTheProgram()
{
    QFETCH(const QString, program);
    QFETCH(const QStringList, findings);

    const LoadedTrace loaded = recorded(program);
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(findingsOf(loaded), findings);
    QCOMPARE(count<RunEnded>(loaded), 1);
    QVERIFY(loaded.header.runtime.startsWith(QStringLiteral("asyncio ")));
    QCOMPARE(loaded.header.unknown.value(u"x_notices"), QJsonValue(QJsonValue::Undefined));
}

void tst_RecorderAsyncio::theProgramDoesTheSame_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exit");

    const auto row = [](const char *program, const char *argument, int exit) {
        QTest::addRow("%s %s", program, argument)
            << QString::fromLatin1(program) << QStringList{QString::fromLatin1(argument)} << exit;
    };
    row("asyncio_clean.py", "", 0);
    row("asyncio_swallowed.py", "", 0);
    row("asyncio_lost.py", "", 0);
    row("asyncio_fails.py", "error", 1);
    row("asyncio_fails.py", "exit", 7);
    row("asyncio_fails.py", "cancel", 1);
    row("anyio_clean.py", "", 0);
    row("anyio_shield.py", "", 0);
}

/// Beside Debian's, those that a developer has: from 3.12 on with eager tasks.
static QStringList otherPythons()
{
    QStringList found;
    const QDir versions(QDir::homePath() + QStringLiteral("/.pyenv/versions"));
    for (const QString &version : versions.entryList({QStringLiteral("3.*")}, QDir::Dirs)) {
        if (version.section(u'.', 1, 1).toInt() >= 11)
            found.append(versions.filePath(version + QStringLiteral("/bin/python3")));
    }
    return found;
}

void tst_RecorderAsyncio::theProgramDoesTheSame()
{
    QFETCH(const QString, program);
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exit);

    const Behaviour plain = run(m_folder->path(), QStringList{programs(program)} + arguments);
    const Behaviour recorded = run(m_folder->path(), recording(program, arguments));
    QVERIFY(!plain.output.isEmpty());
    QCOMPARE(recorded.output, plain.output);
    QCOMPARE(plain.exit, exit);
    QCOMPARE(recorded.exit, exit);
    QCOMPARE(recorded.complaint.section(u'\n', -2), plain.complaint.section(u'\n', -2));
}

void tst_RecorderAsyncio::aRequestSaysWhoAskedAndFromWhere()
{
    const LoadedTrace loaded = recorded(QStringLiteral("asyncio_requests.py"));
    QCOMPARE(noticesOf(loaded), QStringList());
    const QStringList expected{QStringLiteral("explicit main cancels worker at main:18 enough"),
                               QStringLiteral("deadline  cancels limit at :0"),
                               QStringLiteral("deadline  cancels wait_for at :0"),
                               QStringLiteral("task_group fails cancels group at :0"),
                               QStringLiteral("shutdown  cancels  at :0 the main task has ended")};
    QCOMPARE(requestsOf(loaded), expected);
}

void tst_RecorderAsyncio::aCancellationIsDeliveredOnce()
{
    const LoadedTrace loaded = recorded(QStringLiteral("asyncio_swallowed.py"));
    QCOMPARE(count<CancelDelivered>(loaded), 1);
    QCOMPARE(count<TaskStopping>(loaded), 1);
    QCOMPARE(count<ErrorHandled>(loaded), 1);
    QCOMPARE(count<CancelStateChanged>(loaded), 0);
}

void tst_RecorderAsyncio::aScopeOfAnyioIsEffectiveUntilItIsLeft()
{
    const LoadedTrace loaded = recorded(QStringLiteral("anyio_stubborn.py"));
    QCOMPARE(noticesOf(loaded), QStringList());
    // AnyIO cancels the task in every round of the loop, hundreds of times.
    QCOMPARE(count<CancelRequested>(loaded), 1);
    QCOMPARE(count<TaskStopping>(loaded), 2); // of the task, and at the gate
    QCOMPARE(findingsOf(loaded),
             QStringList{QStringLiteral("swallowed_cancellation in stubborn, anyio_stubborn.py:7")});
    QStringList states;
    Moment moment;
    while (moment.event < loaded.trace.size()) {
        moment.apply(loaded.trace);
        if (const auto *changed = loaded.trace.event(moment.event).as<CancelStateChanged>())
            states.append(
                nameOf(loaded, moment.state.scope(changed->scope))
                + (changed->state == CancelState::Effective ? QStringLiteral(" effective") : QStringLiteral(" not")));
    }
    const QStringList expected{QStringLiteral("limit effective"), QStringLiteral("group effective")};
    QCOMPARE(states, expected);
}

void tst_RecorderAsyncio::waitsNameWhatTheyWaitForAndWhoHasIt()
{
    const LoadedTrace loaded = recorded(QStringLiteral("asyncio_waits.py"));
    QCOMPARE(noticesOf(loaded), QStringList());

    Moment moment; // at which main lets them go
    while (moment.event < loaded.trace.size() && !loaded.trace.event(moment.event + 1).is<CancelRequested>())
        moment.apply(loaded.trace);
    QStringList waits;
    for (const TaskId id : moment.state.living().tasks()) {
        const TaskState &task = *moment.state.task(id);
        QString text = nameOf(loaded, &task) + QStringLiteral(" ") + QLatin1StringView(toString(task.wait));
        if (const ResourceState *resource = moment.state.resource(task.resource))
            text += QStringLiteral(" ") + QString::fromStdString(loaded.trace.label(resource->name).name);
        for (const TaskId other : moment.state.whoCouldEnd(task))
            text += QStringLiteral(" of ") + nameOf(loaded, moment.state.task(other));
        waits.append(text);
    }
    waits.sort();
    const QStringList expected{QStringLiteral("for_a_lock lock lock of holder"),
                               QStringLiteral("for_a_task future sleeps of sleeps"),
                               QStringLiteral("for_a_thread thread"),
                               QStringLiteral("for_an_event event event"),
                               QStringLiteral("for_an_item channel queue"),
                               QStringLiteral("for_the_semaphore semaphore semaphore of holder"),
                               QStringLiteral("holder sleep"),
                               QStringLiteral("inner sleep"),
                               QStringLiteral("main none"),
                               QStringLiteral("sleeps sleep"),
                               QStringLiteral("waits_at_the_gate gate of inner")};
    QCOMPARE(waits, expected);
}

void tst_RecorderAsyncio::eachLoopIsARun()
{
    const LoadedTrace first = recorded(QStringLiteral("asyncio_random.py"), {QStringLiteral("0"), QStringLiteral("3")});
    QCOMPARE(first.runs.size(), 3);
    const QString path = m_folder->filePath(QStringLiteral("a.trace"));
    for (const int index : {0, 1, 2})
        QCOMPARE(count<RunEnded>(read(path, index)), 1);
}

void tst_RecorderAsyncio::randomProgramsDoTheSameAndDoNotContradictThemselves_data()
{
    QTest::addColumn<QString>("python");

    for (const QString &python : QStringList{QStringLiteral("/usr/bin/python3")} + otherPythons())
        QTest::newRow(qPrintable(python.section(u'/', -3))) << python;
}

void tst_RecorderAsyncio::randomProgramsDoTheSameAndDoNotContradictThemselves()
{
    QFETCH(const QString, python);

    bool isNumber = false;
    const int seed = qEnvironmentVariableIntValue("SCOPELAB_SEED", &isNumber);
    const int first = isNumber ? seed : 1000;
    const QStringList seeds{QString::number(first), QString::number(first + 100)};
    const QString program = QStringLiteral("asyncio_random.py");

    const Behaviour plain = run(m_folder->path(), QStringList{programs(program)} + seeds, python);
    const Behaviour recorded = run(m_folder->path(), recording(program, seeds), python);
    QCOMPARE(plain.exit, 0);
    QVERIFY(plain.output.count(u'\n') > 1000);
    QCOMPARE(recorded.output, plain.output);
    QCOMPARE(recorded.complaint.contains(QStringLiteral("scopelab")), false);
    QCOMPARE(recorded.exit, 0);

    const LoadedTrace loaded = read(m_folder->filePath(QStringLiteral("a.trace")));
    QCOMPARE(noticesOf(loaded), QStringList());
    QCOMPARE(loaded.runs.size(), 100);

    const QString clean = QStringLiteral("asyncio_clean.py");
    const Behaviour decent = run(m_folder->path(), recording(clean), python);
    QCOMPARE(decent.output, run(m_folder->path(), {programs(clean)}, python).output);
    QCOMPARE(decent.complaint, QString());
}

QTEST_GUILESS_MAIN(tst_RecorderAsyncio)
#include "tst_recorder_asyncio.moc"
