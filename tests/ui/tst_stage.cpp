#include "tests/ui/uitest.h"
#include "ui/models/descriptions.h"
#include "ui/paint/texts.h"
#include "ui/stage/stageview.h"

#include <QLabel>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

Trace traceOf(const QString &name)
{
    return runToEnd(*readScenario(name).loaded.scenario, {});
}

RunState stateAt(const Trace &trace, std::chrono::milliseconds time)
{
    return RunHistory(trace).at(trace.lastEventUntil(TimePoint(time)));
}

StageMetrics metrics()
{
    StageMetrics result;
    result.taskWidth = [](TaskId) { return 180.0; };
    result.scopeWidth = [](ScopeId) { return 220.0; };
    result.lineWidth = [](ScopeId) { return 160.0; };
    return result;
}

Trace traceOfText(const char *main)
{
    const std::string text = std::string("scopelab: 1\ntitle: t\nsummary: s\nmain:\n") + main;
    return runToEnd(*loadScenario(text).scenario, {});
}

/// A thousand shields in one group.
const char ManyShields[] = "  - task_group:\n      - spawn_each: {count: 1000, body: [{shield: [{sleep: 1s}]}]}\n";

const StageNode *nodeOf(const StageLayout &layout, StageNode::Kind kind, std::uint32_t id)
{
    const int index = layout.nodeOf(kind, id);
    return index < 0 ? nullptr : &layout.nodes[static_cast<std::size_t>(index)];
}

std::size_t countOf(const StageLayout &layout, StageNode::Kind kind)
{
    return static_cast<std::size_t>(std::count_if(layout.nodes.begin(), layout.nodes.end(),
                                                  [kind](const StageNode &node) { return node.kind == kind; }));
}

ScopeId scopeCalled(const Trace &trace, const RunState &state, const char *name)
{
    for (const ScopeState &scope : state.scopes()) {
        if (trace.label(scope.name).name == name)
            return scope.id;
    }
    return {};
}

} // namespace

class tst_Stage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void aDetachedTaskIsAlwaysOnTheStage();
    void theStageContainsWhatTheScopesContain_data();
    void theStageContainsWhatTheScopesContain();
    void aHostStandsInItsGate();
    void aPillStandsInTheInnermostScope();
    void manyTasksAreFolded();
    void manyScopesOfOneNameAreFolded();
    void endedTasksOfALargeGroupAreCountedNotListed();
    void moreAreShownEachTimeTheyAreUnfolded();
    void aScopeThatWasLeftIsALineUntilItsTaskLeaves();
    void aLoopIsOneLine();
    void aShieldAroundOnePillIsItsRim();
    void whatHoldsACancellationHasRoom();
    void aShieldCountsWhatItKeepsOut();
    void foldOthersKeepsWhatIsAroundAndInside();
    void aFoldedScopeUnfoldsByKeyboard();
    void copiedTextIsATree();
    void whatNothingCanGoOnForIsSaidAboveTheStage();
};

void tst_Stage::aDetachedTaskIsAlwaysOnTheStage()
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
            const int node = layout.nodeOf(StageNode::Kind::Task, task.id.number());
            QVERIFY(node >= 0);
            QCOMPARE(layout.nodes[static_cast<std::size_t>(node)].parent, -1);
        }
    }
    QVERIFY(wasThere);
}

void tst_Stage::theStageContainsWhatTheScopesContain_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : builtInNames())
        QTest::newRow(qPrintable(name)) << name;
}

void tst_Stage::theStageContainsWhatTheScopesContain()
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
            QVERIFY(outer.contains(node.rect.adjusted(0, 0, 0, node.noteHeight)));
            for (std::size_t j = 0; j < i; ++j) { // siblings do not overlap
                if (layout.nodes[j].parent == node.parent)
                    QVERIFY(!layout.nodes[j].rect.intersects(node.rect));
            }
        }
    }
}

void tst_Stage::aHostStandsInItsGate()
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

void tst_Stage::aPillStandsInTheInnermostScope()
{
    const Trace trace = traceOf(QStringLiteral("payment-fails-during-a-commit"));
    const RunState state = stateAt(trace, 300ms);
    const StageLayout layout = layoutStage(state, metrics(), 900);
    for (const TaskState &task : state.tasks()) {
        const int pill = layout.nodeOf(StageNode::Kind::Task, task.id.number());
        if (pill < 0)
            continue;
        const StageNode &container
            = layout.nodes[static_cast<std::size_t>(layout.nodes[static_cast<std::size_t>(pill)].parent)];
        QCOMPARE(container.id, task.scope.number());
    }
}

void tst_Stage::manyTasksAreFolded()
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

void tst_Stage::manyScopesOfOneNameAreFolded()
{
    const Trace trace = traceOfText(ManyShields);
    const StageLayout layout = layoutStage(stateAt(trace, 500ms), metrics(), 900);
    QVERIFY(layout.nodes.size() < 20);
    QCOMPARE(countOf(layout, StageNode::Kind::Task), std::size_t{3});
    for (const StageNode &node : layout.nodes) {
        if (node.kind == StageNode::Kind::Summary)
            QCOMPARE(node.folded.size(), std::size_t{997});
    }
}

/// A group in which a task at a time is born and ends, so that ever more have ended.
void tst_Stage::endedTasksOfALargeGroupAreCountedNotListed()
{
    const Trace trace = traceOfText("  - task_group:\n      name: g\n      body:\n        - repeat: {times: 300, body: "
                                    "[{spawn: {name: handler, body: [{sleep: 1ms}]}}, {sleep: 2ms}]}\n");
    const RunState state = stateAt(trace, 500ms);
    const StageLayout layout = layoutStage(state, metrics(), 900);
    QVERIFY(layout.nodes.size() < 20);
    const auto summary = std::find_if(layout.nodes.begin(), layout.nodes.end(),
                                      [](const StageNode &node) { return node.kind == StageNode::Kind::Summary; });
    QVERIFY(summary != layout.nodes.end());
    QVERIFY(summary->folded.size() < 5);
    const std::size_t members = state.tasks().size() - 1; // but for main
    QVERIFY(members > 200);
    const std::size_t shown = countOf(layout, StageNode::Kind::Task) - 1; // main is in its body
    QCOMPARE(static_cast<std::size_t>(summary->foldedCount()) + shown, members);
}

void tst_Stage::moreAreShownEachTimeTheyAreUnfolded()
{
    const Trace trace = traceOfText("  - task_group:\n      - spawn_each: {count: 300, body: [{sleep: 1s}]}\n");
    const RunState state = stateAt(trace, 500ms);
    StageFolds folds;
    folds.unfolded[ScopeId(2)] = UnfoldBy;
    QCOMPARE(countOf(layoutStage(state, metrics(), 900, folds), StageNode::Kind::Task), 3 + UnfoldBy);
    folds.unfolded[ScopeId(2)] += UnfoldBy;
    const StageLayout all = layoutStage(state, metrics(), 900, folds);
    QCOMPARE(countOf(all, StageNode::Kind::Task), std::size_t{300});
    QCOMPARE(countOf(all, StageNode::Kind::Summary), std::size_t{1}); // which folds them again
    QCOMPARE(all.nodes.back().foldedCount(), 0);
}

void tst_Stage::aScopeThatWasLeftIsALineUntilItsTaskLeaves()
{
    const Trace trace = traceOfText("  - scope:\n      name: outer\n      body:\n"
                                    "        - scope: {name: inner, body: [{sleep: 100ms}]}\n        - sleep: 100ms\n"
                                    "  - sleep: 100ms\n");
    const RunState before = stateAt(trace, 50ms);
    const ScopeId inner = scopeCalled(trace, before, "inner");
    QVERIFY(nodeOf(layoutStage(before, metrics(), 900), StageNode::Kind::Scope, inner.number()));
    const StageLayout left = layoutStage(stateAt(trace, 150ms), metrics(), 900);
    const StageNode *line = nodeOf(left, StageNode::Kind::Line, inner.number());
    QVERIFY(line);
    QCOMPARE(line->rect.height(), 24.0);
    QVERIFY(!nodeOf(layoutStage(stateAt(trace, 250ms), metrics(), 900), StageNode::Kind::Line, inner.number()));
}

void tst_Stage::aLoopIsOneLine()
{
    const Trace trace = traceOfText("  - scope:\n      name: outer\n      body:\n        - repeat:\n"
                                    "            times: 50\n            body: [{move_on_after: {name: attempt, after: "
                                    "10ms, body: [{sleep: 5ms}]}}]\n        - sleep: 1s\n");
    const StageLayout layout = layoutStage(stateAt(trace, 500ms), metrics(), 900);
    QCOMPARE(countOf(layout, StageNode::Kind::Line), std::size_t{1});
    QCOMPARE(layout.nodes.back().count, 50);
}

void tst_Stage::aShieldAroundOnePillIsItsRim()
{
    const Trace trace
        = traceOfText("  - task_group:\n      - spawn: {name: a, body: [{shield: {name: bare, body: "
                      "[{sleep: 1s}]}}]}\n      - spawn: {name: b, body: [{shield: {name: timed, timeout: "
                      "2s, body: [{sleep: 1s}]}}]}\n");
    const RunState state = stateAt(trace, 500ms);
    const StageLayout layout = layoutStage(state, metrics(), 900);
    const StageNode *bare = nodeOf(layout, StageNode::Kind::Scope, scopeCalled(trace, state, "bare").number());
    const StageNode *timed = nodeOf(layout, StageNode::Kind::Scope, scopeCalled(trace, state, "timed").number());
    QVERIFY(bare);
    QVERIFY(bare->isRim);
    QVERIFY(timed);
    QVERIFY(!timed->isRim); // its deadline has to be said
    QVERIFY(bare->rect.height() < timed->rect.height());
}

void tst_Stage::whatHoldsACancellationHasRoom()
{
    const Trace trace = traceOf(QStringLiteral("payment-fails-during-a-commit"));
    const RunState state = stateAt(trace, 350ms); // invoice is in its thread, order behind its shield
    const StageLayout layout = layoutStage(state, metrics(), 900);
    const auto noteOf = [&](StageNode::Kind kind, std::uint32_t id) {
        const StageNode *node = nodeOf(layout, kind, id);
        return node ? node->noteHeight : -1;
    };
    QCOMPARE(noteOf(StageNode::Kind::Task, 4), metrics().taskNoteHeight);
    QCOMPARE(noteOf(StageNode::Kind::Task, 3), 0.0);
    QCOMPARE(noteOf(StageNode::Kind::Scope, scopeCalled(trace, state, "commit").number()), metrics().scopeNoteHeight);
    const StageLayout before = layoutStage(stateAt(trace, 300ms), metrics(), 900);
    for (const StageNode &node : before.nodes)
        QCOMPARE(node.noteHeight, 0.0);
}

void tst_Stage::aShieldCountsWhatItKeepsOut()
{
    const Trace trace = traceOf(QStringLiteral("payment-fails-during-a-commit"));
    const RunState before = stateAt(trace, 300ms);
    const ScopeId commit = scopeCalled(trace, before, "commit");
    QCOMPARE(before.heldOutside(*before.scope(commit)), 0);
    const RunState after = stateAt(trace, 350ms);
    QCOMPARE(after.heldOutside(*after.scope(commit)), 1);
    QCOMPARE(after.heldOutside(*after.scope(scopeCalled(trace, after, "checkout"))), 0); // it is no shield
}

void tst_Stage::foldOthersKeepsWhatIsAroundAndInside()
{
    const Trace trace = traceOf(QStringLiteral("payment-fails-during-a-commit"));
    Playback playback;
    playback.openScenario(readScenario(QStringLiteral("payment-fails-during-a-commit")));
    finish(playback);
    playback.seekTime(TimePoint(300ms));
    StageView stage(playback);
    stage.resize(900, 600);
    stage.show();
    const int all = stage.itemCount();
    playback.select(Selection(scopeCalled(trace, playback.state(), "commit")));
    stage.foldOthers();
    QVERIFY(stage.itemCount() < all); // carriers and its tasks are in one line
    bool hasPill = false;
    for (int i = 0; i < stage.itemCount(); ++i)
        hasPill |= stage.itemName(i).startsWith(QStringLiteral("order, "));
    QVERIFY(hasPill);
    stage.unfoldAll();
    QCOMPARE(stage.itemCount(), all);
}

void tst_Stage::aFoldedScopeUnfoldsByKeyboard()
{
    const Trace trace = traceOf(QStringLiteral("payment-fails-during-a-commit"));
    Playback playback;
    playback.openScenario(readScenario(QStringLiteral("payment-fails-during-a-commit")));
    finish(playback);
    playback.seekTime(TimePoint(300ms));
    StageView stage(playback);
    stage.resize(900, 600);
    stage.show();
    const int all = stage.itemCount();
    playback.select(Selection(scopeCalled(trace, playback.state(), "commit")));
    stage.foldOthers();
    playback.select(Selection(scopeCalled(trace, playback.state(), "quotes")));
    QTest::keyClick(&stage, Qt::Key_Return);
    QCOMPARE(stage.zoomedInto(), ScopeId{0});
    playback.select(Selection(scopeCalled(trace, playback.state(), "authorise")));
    QTest::keyClick(&stage, Qt::Key_Return);
    QCOMPARE(stage.itemCount(), all);
}

void tst_Stage::copiedTextIsATree()
{
    const Trace trace = traceOf(QStringLiteral("payment-fails-during-a-commit"));
    Playback playback;
    playback.openScenario(readScenario(QStringLiteral("payment-fails-during-a-commit")));
    finish(playback);
    playback.seekTime(TimePoint(300ms));
    const QString text = treeText(playback, Selection(scopeCalled(trace, playback.state(), "checkout")));
    const QStringList lines = text.split(u'\n');
    QVERIFY(lines.front().startsWith(QStringLiteral("checkout: task group")));
    QVERIFY(lines.contains(QStringLiteral("  order: sleep · 160 ms left")));
    QVERIFY(text.contains(QStringLiteral("    commit: shield, deadline 600 ms")));
    QCOMPARE(treeText(playback, {}), QString());
}

void tst_Stage::whatNothingCanGoOnForIsSaidAboveTheStage()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nresources: {events: [a, b]}\nmain:\n  - task_group:\n"
                "      - spawn: {name: first, body: [{wait: a}, {set: b}]}\n"
                "      - spawn: {name: second, body: [{wait: b}, {set: a}]}\n";
    file.loaded = loadScenario(file.text);
    Playback playback;
    StageView stage(playback);
    stage.resize(900, 600);
    stage.show();
    playback.openScenario(file);
    const auto said = [&stage] {
        for (const QLabel *label : stage.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(QStringLiteral("Nothing can run any more")))
                return label->text();
        }
        return QString();
    };
    QVERIFY(said().isEmpty());
    finish(playback);
    QVERIFY(said().contains(QStringLiteral("first</a> waits for a")));
    QVERIFY(said().contains(QStringLiteral("second</a> waits for b")));
    playback.seekEvent(1);
    QVERIFY(said().isEmpty());
}

QTEST_MAIN(tst_Stage)

#include "tst_stage.moc"
