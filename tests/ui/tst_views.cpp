#include "ui/views/codeview.h"
#include "ui/views/errortree.h"
#include "ui/views/stagelayout.h"
#include "ui/views/theme.h"
#include "ui/views/timelinedata.h"

#include <QTest>
#include <QTextBlock>

#include <cmath>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

Trace traceOf(const QString &name)
{
    return runToEnd(*readScenario(name).loaded.scenario, {});
}

RunState stateAt(const Trace &trace, std::chrono::milliseconds time)
{
    return RunHistory(trace).at(trace.lastEventUntil(std::chrono::nanoseconds(time).count()));
}

StageMetrics metrics()
{
    StageMetrics result;
    result.taskWidth = [](TaskId) { return 180.0; };
    result.scopeWidth = [](ScopeId) { return 220.0; };
    return result;
}

} // namespace

class tst_Views : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeMapsToPixelsAndBack();
    void theGridIsRound();
    void aDetachedTaskIsAlwaysOnTheStage();
    void theStageContainsWhatTheScopesContain_data();
    void theStageContainsWhatTheScopesContain();
    void aHostStandsInItsGate();
    void aPillStandsInTheInnermostScope();
    void manyTasksAreFolded();
    void theTimelineKnowsWhatEachTaskDid();
    void theErrorsAreSplitWithTheirNesting();
    void theCodeFollowsInEveryLanguage_data();
    void theCodeFollowsInEveryLanguage();
};

void tst_Views::timeMapsToPixelsAndBack()
{
    TimelineScale scale{100, 500, 800};
    QCOMPARE(scale.xAt(100), 0.0);
    QCOMPARE(scale.xAt(500), 800.0);
    QCOMPARE(scale.timeAt(scale.xAt(333)), 333.0);
    scale = {0, 1e9, 800};
    const double fixed = scale.timeAt(200);
    scale.zoomAt(200, 4);
    QCOMPARE(scale.timeAt(200), fixed);
    QCOMPARE(scale.end - scale.begin, 2.5e8);
}

void tst_Views::theGridIsRound()
{
    const TimelineScale scale{0, 460e6, 600};
    QCOMPARE(scale.gridStep(90), 100e6);
    const TimelineScale longer{0, 3600e9, 600};
    QCOMPARE(longer.gridStep(90), 1000e9);
}

void tst_Views::aDetachedTaskIsAlwaysOnTheStage()
{
    const Trace trace = traceOf(QStringLiteral("a-task-nobody-told"));
    RunHistory history(trace);
    bool wasThere = false;
    for (EventId id = 1; id <= trace.size(); ++id) {
        const RunState &state = history.at(id);
        const StageLayout layout = layoutStage(state, metrics(), 700);
        for (const TaskState &task : state.tasks()) {
            if (!task.isDetached())
                continue;
            wasThere = true;
            const int node = layout.nodeOf(StageNode::Kind::Task, task.id);
            QVERIFY(node >= 0);
            QCOMPARE(layout.nodes[static_cast<std::size_t>(node)].parent, -1);
        }
    }
    QVERIFY(wasThere);
}

void tst_Views::theStageContainsWhatTheScopesContain_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Views::theStageContainsWhatTheScopesContain()
{
    QFETCH(QString, name);
    const Trace trace = traceOf(name);
    RunHistory history(trace);
    for (EventId id = 1; id <= trace.size(); ++id) {
        const StageLayout layout = layoutStage(history.at(id), metrics(), 700);
        for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
            const StageNode &node = layout.nodes[i];
            QVERIFY(node.rect.isValid());
            if (node.parent < 0)
                continue;
            QVERIFY(node.parent < static_cast<int>(i));
            const QRectF outer = layout.nodes[static_cast<std::size_t>(node.parent)].rect.adjusted(-1, -1, 1, 1);
            QVERIFY(outer.contains(node.rect));
            for (std::size_t j = 0; j < i; ++j) { // siblings do not overlap
                if (layout.nodes[j].parent == node.parent)
                    QVERIFY(!layout.nodes[j].rect.intersects(node.rect));
            }
        }
    }
}

void tst_Views::aHostStandsInItsGate()
{
    const Trace trace = traceOf(QStringLiteral("group-waits-for-its-tasks"));
    const RunState state = stateAt(trace, 120ms);
    const StageLayout layout = layoutStage(state, metrics(), 700);
    const int group = layout.nodeOf(StageNode::Kind::Scope, 2);
    QVERIFY(group >= 0);
    QCOMPARE(layout.nodes[static_cast<std::size_t>(group)].host, TaskId{1});
    QCOMPARE(layout.nodeOf(StageNode::Kind::Task, 1), -1); // main is no pill now
    QVERIFY(layout.nodeOf(StageNode::Kind::Task, 2) > group);
}

void tst_Views::aPillStandsInTheInnermostScope()
{
    const Trace trace = traceOf(QStringLiteral("payment-fails-during-a-commit"));
    const RunState state = stateAt(trace, 300ms);
    const StageLayout layout = layoutStage(state, metrics(), 900);
    for (const TaskState &task : state.tasks()) {
        const int pill = layout.nodeOf(StageNode::Kind::Task, task.id);
        if (pill < 0)
            continue;
        const StageNode &container
            = layout.nodes[static_cast<std::size_t>(layout.nodes[static_cast<std::size_t>(pill)].parent)];
        QCOMPARE(container.id, task.scope);
    }
}

void tst_Views::manyTasksAreFolded()
{
    const LoadedScenario loaded = loadScenario("scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - task_group:\n      - "
                                               "spawn_each: {count: 10000, body: [{sleep: 1s}]}\n");
    const Trace trace = runToEnd(*loaded.scenario, {});
    const StageLayout layout = layoutStage(stateAt(trace, 500ms), metrics(), 900);
    QVERIFY(layout.nodes.size() < 20);
    std::size_t folded = 0;
    for (const StageNode &node : layout.nodes)
        folded += node.folded.size();
    QCOMPARE(folded, std::size_t{9997});
}

void tst_Views::theTimelineKnowsWhatEachTaskDid()
{
    const Trace trace = traceOf(QStringLiteral("payment-fails-during-a-commit"));
    TimelineData data;
    data.extend(trace);
    QCOMPARE(data.lanes().size(), std::size_t{7});
    const TimelineLane &invoice = *data.lane(4);
    bool wasInThread = false;
    for (const TimelineSpan &span : invoice.spans) {
        QVERIFY(span.end >= span.begin);
        wasInThread |= span.kind == TimelineSpan::Kind::Thread && span.begin == 100'000'000 && span.end == 420'000'000;
    }
    QVERIFY(wasInThread);
    QVERIFY(std::any_of(invoice.marks.begin(), invoice.marks.end(),
                        [](const TimelineMark &mark) { return mark.kind == TimelineMark::Kind::Lost; }));
    for (const TimelineLane &lane : data.lanes()) {
        for (const TimelineScope &scope : lane.scopes) {
            QVERIFY(scope.end >= scope.begin);
            QVERIFY(scope.row < lane.rows);
        }
    }
    QCOMPARE(data.end(), std::int64_t{460'000'000});
}

void tst_Views::theErrorsAreSplitWithTheirNesting()
{
    Playback playback;
    playback.openScenario(readScenario(QStringLiteral("payment-fails-during-a-commit")));
    playback.toEnd();
    QTRY_VERIFY(!playback.isLive());
    playback.toEnd();
    const ErrorTree tree = errorTree(playback);
    QCOMPARE(tree.errors, 2);
    QCOMPARE(tree.cancellations, 3);
    QCOMPARE(tree.rows.size(), std::size_t{7});
    QCOMPARE(tree.rows[2].depth, 1); // the inner group
    QVERIFY(tree.rows[2].kind == ErrorRow::Kind::Group && tree.rows[2].hasErrors && tree.rows[2].hasCancellations);
    QVERIFY(tree.cancellationsFate.contains(QStringLiteral("checkout")));
    playback.seekTime(350'000'000);
    const ErrorTree forming = errorTree(playback);
    QVERIFY(forming.headline.contains(QStringLiteral("checkout")));
    QCOMPARE(forming.errors, 1);
}

void tst_Views::theCodeFollowsInEveryLanguage_data()
{
    QTest::addColumn<int>("language");
    QTest::newRow("scenario") << static_cast<int>(CodeLanguage::Scenario);
    QTest::newRow("python") << static_cast<int>(CodeLanguage::Python);
    QTest::newRow("cpp") << static_cast<int>(CodeLanguage::Cpp);
    QTest::newRow("rust") << static_cast<int>(CodeLanguage::Rust);
}

// The line of the selected task is tinted, and says the same as its step.
void tst_Views::theCodeFollowsInEveryLanguage()
{
    QFETCH(int, language);
    Playback playback;
    CodeView view(playback);
    view.setLanguage(static_cast<CodeLanguage>(language));
    playback.openScenario(readScenario(QStringLiteral("shield-a-critical-commit")));
    playback.toEnd();
    QTRY_VERIFY(!playback.isLive());
    playback.seekTime(150'000'000); // the writer sleeps in its shield
    const auto &tasks = playback.state().tasks();
    const auto writer = std::find_if(tasks.begin(), tasks.end(), [&](const TaskState &task) {
        return playback.taskName(task.id) == QStringLiteral("writer");
    });
    QVERIFY(writer != tasks.end() && !writer->isOver());
    playback.select({Selection::Kind::Task, writer->id});
    QCOMPARE(view.extraSelections().size(), qsizetype{1});
    QVERIFY2(view.extraSelections().front().cursor.block().text().contains(QStringLiteral("sleep")),
             qPrintable(view.extraSelections().front().cursor.block().text()));
    playback.select({});
    playback.toStart();
    QVERIFY(view.extraSelections().isEmpty());
}

QTEST_MAIN(tst_Views)
#include "tst_views.moc"
