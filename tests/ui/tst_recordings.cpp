#include "tests/ui/uitest.h"
#include "ui/window/mainwindow.h"

#include <QBuffer>
#include <QLabel>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSettings>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

/// Does @p window say @p text to be read now?
bool says(const MainWindow &window, const QString &text)
{
    const QList<QLabel *> labels = window.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

} // namespace

/// Recordings in the window: saved, opened again, and long ones.
class tst_Recordings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void aRecordingIsSavedAndOpenedAgain();
    void aRecordingOpensWhereItWasSaved();
    void aLongRecordingIsReadWithoutBlockingAndCanBeCancelled();
    void aRecordingThatContradictsItselfOpensAndSaysSo();
    void aTaskThatFailsWithAnUnknownErrorIsShown();
    void aFileWithSeveralRunsShowsTheFirst();
};

void tst_Recordings::aRecordingIsSavedAndOpenedAgain()
{
    const QTemporaryDir folder;
    const Trace trace = runToEnd(*readScenario(QStringLiteral("over-shielding")).loaded.scenario, {});
    QFile file(folder.filePath(QStringLiteral("run.trace")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    TraceHeader header;
    header.title = QStringLiteral("recorded");
    QVERIFY(writeTrace(file, header, trace));
    file.close();
    MainWindow window;
    window.show();
    window.open(file.fileName());
    QVERIFY(window.playback().trace() == trace);
    QVERIFY(!window.playback().whyNoActs().isEmpty());
    window.playback().stepBack(StepSize::Decisive);
    QVERIFY(window.playback().cursor() < trace.size());
    window.open(writeFile(folder, QStringLiteral("bad.trace"), "nonsense\n"));
    QCOMPARE(window.playback().title(), QStringLiteral("recorded"));
}

void tst_Recordings::aRecordingOpensWhereItWasSaved()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("run.trace")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    TraceHeader header;
    header.cursor = 20;
    header.time = TimePoint(110ms);
    header.selectedTask = TaskId(2);
    const Trace trace = runToEnd(*readScenario(QStringLiteral("payment-fails-during-a-commit")).loaded.scenario, {});
    QVERIFY(writeTrace(file, header, trace));
    file.close();
    MainWindow window;
    window.show();
    window.open(file.fileName());
    QCOMPARE(window.playback().cursor(), EventId{20});
    QVERIFY(window.playback().selection().isTask(TaskId(2)));
}

void tst_Recordings::aLongRecordingIsReadWithoutBlockingAndCanBeCancelled()
{
    const QTemporaryDir folder;
    ScenarioFile many;
    many.text = "scopelab: 1\ntitle: many\nsummary: s\nmain:\n  - task_group:\n      - spawn_each: {count: 20000, "
                "body: [{sleep: 1s}]}\n";
    const Trace trace = runToEnd(*loadScenario(many.text).scenario, {});
    QFile file(folder.filePath(QStringLiteral("long.trace")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    TraceHeader header;
    header.title = QStringLiteral("many");
    QVERIFY(writeTrace(file, header, trace));
    file.close();
    QVERIFY(file.size() > 4'000'000);
    const auto before = std::exchange(patience, 0ms);
    const auto patient = qScopeGuard([before] { patience = before; });
    MainWindow window;
    window.show();
    window.open(file.fileName());
    QVERIFY(!window.playback().hasRun()); // it is still being read
    QTRY_VERIFY_WITH_TIMEOUT(window.playback().hasRun(), 60'000);
    QCOMPARE(window.playback().trace().size(), trace.size());
    window.open(QStringLiteral("simple-timeout"));
    QTRY_COMPARE(window.playback().title(), QStringLiteral("A simple timeout"));
    window.open(file.fileName());
    window.findChild<TraceLoader *>()->cancel();
    QTRY_VERIFY(!window.findChild<TraceLoader *>()->isLoading());
    QCOMPARE(window.playback().title(), QStringLiteral("A simple timeout")); // what was there stays
    window.open(file.fileName());
    window.open(QStringLiteral("over-shielding")); // another one wins
    QTRY_VERIFY(!window.isOpening());
    QVERIFY(window.playback().title() != QStringLiteral("many"));
    window.open(file.fileName()); // and closing the window waits for nobody
}

void tst_Recordings::aRecordingThatContradictsItselfOpensAndSaysSo()
{
    const QTemporaryDir folder;
    MainWindow window;
    window.show();
    window.open(writeFile(folder, QStringLiteral("odd"), // its first line tells what it is, not its name
                          "{\"scopelab_trace\":2,\"title\":\"odd\"}\n{\"event\":\"task_resumed\",\"task\":7}\n"
                          "{\"event\":\"task_spawned\",\"task\":1}\n{\"event\":\"task_exited\",\"task\":2}\n"));
    QCOMPARE(window.playback().title(), QStringLiteral("odd"));
    QCOMPARE(window.playback().trace().size(), EventId{1});
    QVERIFY(says(window, QStringLiteral("Line 2: there is no task 7")));
    QVERIFY(says(window, QStringLiteral("1 more")));
}

void tst_Recordings::aTaskThatFailsWithAnUnknownErrorIsShown()
{
    const QTemporaryDir folder;
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(writeTrace(buffer, {},
                       runToEnd(*readScenario(QStringLiteral("one-fails-the-others-stop")).loaded.scenario, {})));
    static const QRegularExpression error(QStringLiteral("(\"task_exited\"[^\n]*),\"error\":\\d+"));
    QString text = QString::fromUtf8(buffer.data());
    QVERIFY(text.contains(error));
    MainWindow window;
    window.resize(1400, 900);
    window.show();
    window.open(
        writeFile(folder, QStringLiteral("unknown.trace"), text.replace(error, QStringLiteral("\\1")).toUtf8()));
    Playback &playback = window.playback();
    QVERIFY(playback.hasRun());
    for (EventId id = 1; id <= playback.trace().size(); ++id) {
        playback.seekEvent(id);
        QVERIFY(!window.grab().isNull());
    }
}

void tst_Recordings::aFileWithSeveralRunsShowsTheFirst()
{
    const QTemporaryDir folder;
    MainWindow window;
    window.show();
    window.open(writeFile(folder, QStringLiteral("two.trace"),
                          "{\"scopelab_trace\":2,\"title\":\"parent\"}\n{\"event\":\"task_spawned\",\"task\":1}\n"
                          "{\"define\":\"run\",\"id\":2,\"title\":\"child\"}\n"));
    QCOMPARE(window.playback().title(), QStringLiteral("parent"));
    QVERIFY(says(window, QStringLiteral("2 runs")));
}

QTEST_MAIN(tst_Recordings)

#include "tst_recordings.moc"
