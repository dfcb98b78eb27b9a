#include "core/session/savefile.h"
#include "tests/fuzz/settings.h"
#include "tests/ui/uitest.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/mainwindow.h"

#include <QBuffer>
#include <QDockWidget>
#include <QLabel>
#include <QProcess>
#include <QRandomGenerator>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SCOPELAB_IS_SLOW
#endif
#endif
#ifdef SCOPELAB_IS_SLOW
constexpr int Many = 9'999;
#else
constexpr int Many = 99'999; // with main a hundred thousand, as many as a run may have
#endif

/// While it lives a file may have so many bytes, as on a disk that is full.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN); // then writing fails
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit little{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &little);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit m_before{};
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// What the window says went wrong.
QString complaint(const MainWindow &window)
{
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(QStringLiteral("Cannot write")))
            return label->text();
    }
    return {};
}

QByteArray scenarioText(const char *main)
{
    return QByteArray("scopelab: 1\ntitle: t\nsummary: s\nmain:\n") + main;
}

} // namespace

class tst_Faults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void aRecordingMayBeCutOffAtEveryByte();
    void aFullDiskLosesNothingOnExport();
    void aFullDiskLosesNothingOnSave();
    void aPlaceThatCannotBeWrittenIsSaid();
    void aProgramKilledWhileSavingLeavesAWholeFile();
    void damagedSettingsAreLeftAside_data();
    void damagedSettingsAreLeftAside();
    void aDamagedLayoutIsLeftAside();
    void settingsMayBeDamagedAnywhere();
    void aScenarioDeletedWhileItRunsGoesOn();
    void aWindowIsClosedInEveryPhaseOfARun();
    void aWorkerThreadThatNeverReturnsHoldsNobodyUp();
    void aHundredThousandTasksAlive();
    void aLoopWithoutEndHitsALimit();
    void aWindowThatStoodStillGoesOn();
    void aProgramThatWasSuspendedGoesOn();
};

void tst_Faults::aRecordingMayBeCutOffAtEveryByte()
{
    const QTemporaryDir folder;
    const Trace trace = runToEnd(*readScenario(QStringLiteral("simple-timeout")).loaded.scenario, {});
    const QString whole = folder.filePath(QStringLiteral("whole.trace"));
    {
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(writeTrace(file, {}, trace));
    }
    const QByteArray content = contentOf(whole);
    MainWindow window;
    window.show();
    for (qsizetype size = 0; size < content.size(); ++size) {
        QByteArray part = content.left(size);
        QBuffer buffer(&part);
        buffer.open(QIODevice::ReadOnly);
        LoadedTrace loaded = readTrace(buffer);
        QVERIFY(loaded.trace.size() < trace.size() || size + 1 == content.size()); // but for the last line's end
        if (!loaded.isUsable || size % 23)
            continue; // the window takes a little longer
        window.playback().openTrace(std::move(loaded));
        QVERIFY(window.playback().cursor() <= trace.size());
    }
}

void tst_Faults::aFullDiskLosesNothingOnExport()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("picture.png"));
    write(path, "what was there");
    MainWindow window;
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    {
        const FullDisk full(100);
        QVERIFY(!window.exports().write(ExportKind::StagePng, path));
    }
    QVERIFY(complaint(window).contains(path));
    QCOMPARE(contentOf(path), QByteArray("what was there"));
    QVERIFY(window.exports().write(ExportKind::StagePng, path)); // once there is room
    QVERIFY(contentOf(path).startsWith("\x89PNG"));
}

void tst_Faults::aFullDiskLosesNothingOnSave()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.yaml"));
    const QByteArray before = scenarioText("  - sleep: 1s\n");
    write(path, before);
    MainWindow window;
    window.show();
    window.open(path);
    const QString changed = QString::fromUtf8(scenarioText("  - sleep: 2s\n  - log: done\n"));
    window.document().setText(changed);
    {
        const FullDisk full(10);
        QVERIFY(!window.document().save(path).isEmpty());
    }
    QCOMPARE(contentOf(path), before);
    QCOMPARE(window.document().text(), changed); // nothing is lost
    QVERIFY(window.document().isModified());
    QVERIFY(window.document().save(path).isEmpty());
    QCOMPARE(contentOf(path), changed.toUtf8());
}

void tst_Faults::aPlaceThatCannotBeWrittenIsSaid()
{
    const QTemporaryDir folder;
    MainWindow window;
    window.show();
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    QStringList places{folder.path(), folder.filePath(QStringLiteral("no/such/folder/a.svg"))};
    if (geteuid() != 0) { // root may write anywhere
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner);
        places.append(folder.filePath(QStringLiteral("a.svg")));
    }
    for (const QString &place : places) {
        QVERIFY(!window.exports().write(ExportKind::StageSvg, place));
        QVERIFY2(complaint(window).contains(place), qPrintable(complaint(window)));
    }
    window.exports().writeFrames(folder.filePath(QStringLiteral("no/such/folder")));
    QVERIFY(complaint(window).contains(QStringLiteral("frame-0001.png")));
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

/// Another program saves one of two texts again and again, until it is killed.
void tst_Faults::aProgramKilledWhileSavingLeavesAWholeFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("saved.yaml"));
    for (int i = 0; i < 12; ++i) {
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--save-for-ever"), path});
        QVERIFY(other.waitForStarted());
        QTRY_VERIFY(QFile::exists(path));
        QTest::qWait(3 * i);
        other.kill();
        other.waitForFinished();
        const QByteArray content = contentOf(path);
        QVERIFY(content == QByteArray(200'000, 'a') || content == QByteArray(300'000, 'b'));
    }
}

void tst_Faults::damagedSettingsAreLeftAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no settings at all") << QByteArray("\x00\xff\x13 not a file of settings [[[", 30);
    QTest::newRow("a section without an end") << QByteArray("[General\nappearance=1");
    QTest::newRow("values of other kinds")
        << QByteArray("[General]\nappearance=many\ntextsize=huge\nspeed=-4\nstep=99\nlanguage=klingon\nrecent=7\n"
                      "sounds=perhaps\nlayouts=@Invalid()\n[code]\nlanguage=800\n[window]\ngeometry=nonsense\n"
                      "[keys]\nRun=@ByteArray(\\xff)\n[timers]\nsleeps=2\n");
    QTest::newRow("cut off") << QByteArray("[window]\ngeometry=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3");
    QTest::newRow("a long line") << QByteArray("[General]\nrecent=") + QByteArray(500'000, ',');
}

void tst_Faults::damagedSettingsAreLeftAside()
{
    QFETCH(const QByteArray, content);
    Fuzz::settings(content);
}

/// Qt reads a layout whose counts are damaged for minutes, or takes half of it.
void tst_Faults::aDamagedLayoutIsLeftAside()
{
    const auto timersOf = [](MainWindow &window) {
        window.resize(1440, 900);
        window.show();
        window.open(QStringLiteral("simple-timeout"));
        return window.findChild<QDockWidget *>(QStringLiteral("timers"));
    };
    const auto showsTimers = [&timersOf] {
        MainWindow window;
        return timersOf(window)->isVisible();
    };
    QVERIFY(showsTimers());
    {
        MainWindow window;
        timersOf(window)->close();
        window.close();
    }
    QVERIFY(!showsTimers()); // as it was left
    const QString key = QStringLiteral("window/layout");
    const QByteArray whole = QSettings().value(key).toByteArray();
    for (const qsizetype at : {qsizetype{0}, whole.size() / 2, whole.size() - 1}) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
        QSettings().setValue(key, damaged);
        QVERIFY2(showsTimers(), qPrintable(QString::number(at)));
    }
    QSettings().clear();
}

void tst_Faults::settingsMayBeDamagedAnywhere()
{
    const QByteArray used = Fuzz::usedSettings();
    QVERIFY2(used.contains("layout"), used.constData());
    QVERIFY2(used.size() > 500, used.constData());
    for (qsizetype length = 0; length < used.size(); length += used.size() / 8)
        Fuzz::settings(used.left(length));
    QRandomGenerator random(7);
    for (int i = 0; i < 24; ++i) {
        QByteArray changes(3 * (1 + i % 8), '\0');
        std::ranges::generate(changes, [&random] { return static_cast<char>(random.bounded(256)); });
        Fuzz::settings(Fuzz::damaged(used, changes));
    }
}

void tst_Faults::aScenarioDeletedWhileItRunsGoesOn()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.yaml"));
    write(path, scenarioText("  - sleep: 10ms\n  - log: done\n"));
    MainWindow window;
    window.show();
    window.open(path);
    window.playback().step(StepSize::Event);
    QVERIFY(QFile::remove(path));
    finish(window.playback());
    QVERIFY(window.playback().state().isOver);
    window.playback().restart(2, ExecutorKind::Virtual); // and runs again
    finish(window.playback());
    QVERIFY(window.playback().state().isOver);
    QVERIFY(window.document().save(path).isEmpty()); // saving brings it back
    QVERIFY(contentOf(path).contains("log: done"));
}

void tst_Faults::aWindowIsClosedInEveryPhaseOfARun()
{
    const EventId end = runToEnd(*readScenario(QString::fromLatin1(Payment)).loaded.scenario, {}).size();
    for (EventId steps = 0; steps < end; steps += 3) {
        MainWindow window;
        window.show();
        window.open(QString::fromLatin1(Payment));
        for (EventId i = 0; i < steps; ++i)
            window.playback().step(StepSize::Event);
        if (steps % 2)
            window.playback().play();
        window.close();
    }
    for (const ExecutorKind kind : {ExecutorKind::Virtual, ExecutorKind::Pool}) {
        for (int ms = 0; ms < 40; ms += 8) {
            MainWindow window;
            window.show();
            window.open(QString::fromLatin1(Payment));
            window.playback().restart(1, kind);
            window.playback().play();
            QTest::qWait(ms);
        }
    }
}

void tst_Faults::aWorkerThreadThatNeverReturnsHoldsNobodyUp()
{
    ScenarioFile file;
    file.text = scenarioText("  - task_group:\n      - spawn: {name: stuck, body: [{run_blocking: 1h}]}\n"
                             "      - sleep: 1h\n")
                    .toStdString();
    file.loaded = loadScenario(file.text);
    QVERIFY(file.loaded.scenario);
    RunRequest request;
    request.executor = ExecutorKind::Pool;
    for (const bool stops : {false, true}) {
        Playback playback;
        playback.openScenario(file, request);
        playback.play();
        QTRY_VERIFY(playback.trace().size() > 4);
        if (stops)
            playback.stop();
    } // left without it, or the test takes an hour
}

void tst_Faults::aHundredThousandTasksAlive()
{
    ScenarioFile file;
    file.text
        = scenarioText("  - task_group:\n      - spawn_each: {name: 'worker-{index}', body: [{sleep: 1s}], count: ")
              .append(QByteArray::number(Many))
              .append("}\n")
              .toStdString();
    file.loaded = loadScenario(file.text);
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.playback().openScenario(file);
    window.playback().toEnd();
    QTRY_VERIFY_WITH_TIMEOUT(!window.playback().isLive(), 120'000);
    window.playback().seekTime(TimePoint(500ms));
    QCOMPARE(window.playback().state().living().phases()[static_cast<std::size_t>(TaskPhase::Waiting)], Many + 1);
    QVERIFY(window.findChild<TimelineView *>(QStringLiteral("lanes"))->rows().all().size() < 10);
    QVERIFY(!window.grab().isNull());
}

void tst_Faults::aLoopWithoutEndHitsALimit()
{
    ScenarioFile file;
    file.text = scenarioText("  - repeat: {body: [checkpoint]}\n").toStdString();
    file.loaded = loadScenario(file.text);
    MainWindow window;
    window.show();
    window.playback().openScenario(file);
    window.playback().play();
    QTRY_VERIFY(window.playback().trace().size() > 1000); // it goes on in one instant
    window.playback().stop();                             // and can be stopped
    QTRY_VERIFY(!window.playback().isLive());
    QVERIFY(!window.grab().isNull());
}

/// As after the machine was suspended, or its clock has jumped.
void tst_Faults::aWindowThatStoodStillGoesOn()
{
    MainWindow window;
    window.show();
    window.open(QString::fromLatin1(Payment));
    window.playback().setSpeed(1);
    window.playback().play();
    QTRY_VERIFY(window.playback().cursor() > 0);
    const TimePoint before = window.playback().time();
    QTest::qSleep(400); // nothing is drawn meanwhile
    QCoreApplication::processEvents();
    // The run did not leap to its end behind the back of who watches it.
    QVERIFY(window.playback().time() - before < 300ms);
    finish(window.playback());
    QVERIFY(window.playback().state().isOver);
}

/// Stopped by the system while its tasks sleep on real threads: for them the clock has jumped ahead.
void tst_Faults::aProgramThatWasSuspendedGoesOn()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.yaml"));
    write(path, scenarioText("  - task_group:\n"
                             "      - spawn: {name: a, body: [{scope: {timeout: 250ms, body: [{sleep: 10s}]}}]}\n"
                             "      - spawn: {name: b, body: [{run_blocking: 300ms}]}\n"
                             "      - sleep: 200ms\n"
                             "  - log: done\n"));
    QProcess other;
    other.start(QStringLiteral(SCOPELAB_PROGRAM),
                {QStringLiteral("run"), path, QStringLiteral("--executor"), QStringLiteral("pool")});
    QVERIFY(other.waitForStarted());
    QTest::qSleep(100);
    ::kill(static_cast<pid_t>(other.processId()), SIGSTOP);
    QTest::qSleep(400);
    ::kill(static_cast<pid_t>(other.processId()), SIGCONT);
    QVERIFY(other.waitForFinished());
    const QByteArray output = other.readAll() + other.readAllStandardError();
    QVERIFY2(other.exitCode() == 0, output.constData());
    QVERIFY2(output.contains("done"), output.constData());
}

namespace {

[[noreturn]] void saveForEver(const QString &path)
{
    for (int i = 0;; ++i)
        save(path, i % 2 ? QByteArray(200'000, 'a') : QByteArray(300'000, 'b'));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--save-for-ever")
        saveForEver(QString::fromLocal8Bit(argv[2]));
    tst_Faults test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faults.moc"
