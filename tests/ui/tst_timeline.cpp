#include "tests/ui/uitest.h"
#include "ui/models/descriptions.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"
#include "ui/timeline/timelineoverview.h"
#include "ui/timeline/timelineview.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <set>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

/// Two hundred workers, of which number 77 fails at 250 ms, and a logger.
ScenarioFile manyWorkers()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nmain:\n"
                "  - task_group:\n      name: pool\n      body:\n"
                "        - spawn: {name: logger, body: [{shield: [{sleep: 300ms}]}]}\n"
                "        - spawn_each:\n            name: worker-{index}\n            count: 200\n            body:\n"
                "              - sleep: 250ms\n"
                "              - if: {equal: ['{index}', '77'], then: [{raise: ValueError}]}\n"
                "              - sleep: 100ms\n";
    file.loaded = loadScenario(file.text);
    return file;
}

/// The same with few of them.
ScenarioFile payment()
{
    return readScenario(QStringLiteral("payment-fails-during-a-commit"));
}

/// A view of the whole of a run.
struct Shown
{
    Playback playback;
    std::unique_ptr<TimelineView> lanes;

    explicit Shown(const ScenarioFile &file)
    {
        playback.openScenario(file);
        finish(playback);
        lanes = std::make_unique<TimelineView>(playback);
        lanes->resize(900, 400);
        lanes->show();
    }
    QPoint placeOf(const TimelineRow &row, double x) const
    {
        return QPointF(x, row.top + row.height / 2 - lanes->verticalScrollBar()->value()).toPoint();
    }
    const TimelineRow &family() const
    {
        const std::vector<TimelineRow> &rows = lanes->rows().all();
        return *std::find_if(rows.begin(), rows.end(), [](const TimelineRow &row) { return row.isFamily(); });
    }
};

/// One task that comes by a scope again and again, one every other millisecond.
Trace manyScopes(std::uint32_t count)
{
    Trace trace;
    const NameId name = trace.addLabel({"m", "move_on_after", {}});
    const TaskId task(1);
    trace.add({.task = task, .data = TaskSpawned{.role = TaskRole::Main, .name = name}});
    trace.add({.task = task, .data = TaskResumed{.isFirst = true}});
    for (std::uint32_t i = 1; i <= count; ++i) {
        const ScopeId scope(i);
        const TimePoint time(i * 2ms);
        trace.add(
            {.time = time, .task = task, .data = ScopeEntered{.scope = scope, .deadline = time + 10ms, .name = name}});
        trace.add({.time = time, .task = task, .data = TaskSuspended{.wait = WaitKind::Sleep}});
        trace.add({.time = time + 1ms, .task = task, .data = TaskResumed{}});
        trace.add({.time = time + 1ms, .task = task, .data = ScopeExited{.scope = scope}});
    }
    return trace;
}

/// Main, a group of its own, and tasks in that, each of which opens a scope.
Trace manyTasks(std::uint32_t count, const std::string &name)
{
    Trace trace;
    const NameId group = trace.addLabel({"g", "task_group", {}});
    const TaskId main(1);
    const ScopeId outer(1);
    trace.add({.task = main, .data = TaskSpawned{.role = TaskRole::Main, .name = group}});
    trace.add({.task = main, .data = ScopeEntered{.scope = outer, .role = ScopeRole::TaskGroup, .name = group}});
    for (std::uint32_t i = 2; i < count + 2; ++i) {
        const TaskId task(i);
        const NameId label = trace.addLabel({name + std::to_string(i) + (name.empty() ? "x" : ""), {}, {}});
        trace.add({.task = task, .data = TaskSpawned{.scope = outer, .spawner = main, .name = label}});
        trace.add({.task = task, .data = TaskResumed{.isFirst = true}});
        trace.add({.task = task, .data = ScopeEntered{.scope = ScopeId(i), .parent = outer, .name = group}});
    }
    return trace;
}

} // namespace

class tst_Timeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void timeMapsToPixelsAndBack();
    void theGridIsRound();
    void theTimelineKnowsWhatEachTaskDid();
    void aScopeCostsTheSameHoweverManyCameBefore();
    void paintingTakesAsLongAsThereArePixels();
    void whatIsSelectedIsSeenAmongMany();
    void growingLooksAtNewLanesOnly();
    void rowsThatGrewAreThoseOfTheWhole_data();
    void rowsThatGrewAreThoseOfTheWhole();
    void aFamilyIsCountedAtAnyOfManyMoments();
    void aFlagGivesWayToTheNextScope();
    void whatEndsAtTheForcedEndEndsAlikeEverywhere();
    void aShieldIsDrawnAsLongAsItWasUp();
    void whatIsStillToComeInAnInstantStepsBack();
    void aHangIsNotDrawnAsEnded();
    void aNameWithoutItsNumberIsItsStem_data();
    void aNameWithoutItsNumberIsItsStem();
    void fewLanesAreNoFamily();
    void manyAlikeShareOneLane();
    void aFamilyCountsWhatItsTasksDo();
    void aFamilyThatGrowsSlowlyHasItsWholeHistory();
    void aFamilyUnfoldsAndFoldsByMouse();
    void aFamilyUnfoldsAndFoldsByKeyboard();
    void aSelectedTaskIsShownThoughItsFamilyIsFolded();
    void foldOthersLeavesTheFamilyOfTheSelection();
    void onlyFailuresAndTheirHosts();
    void noFailuresIsSaid();
    void theLaneOfAFamilyIsPaintedByShare();
    void shiftDragMarksARange();
    void escapeTakesTheRangeThenTheSelection();
    void fitGoesToTheRangeThenToTheSelection();
    void theOverviewComesWithTheZoom();
    void theOverviewMovesTheTimeline();
    void dPansWhileTheTimelineHasTheFocus();
    void anotherRunBeginsFolded();
};

void tst_Timeline::timeMapsToPixelsAndBack()
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

void tst_Timeline::theGridIsRound()
{
    const TimelineScale scale{0, 460e6, 600};
    QCOMPARE(scale.gridStep(90), 100e6);
    const TimelineScale longer{0, 3600e9, 600};
    QCOMPARE(longer.gridStep(90), 1000e9);
}

void tst_Timeline::theTimelineKnowsWhatEachTaskDid()
{
    const Trace trace = runToEnd(*payment().loaded.scenario, {});
    TimelineData data;
    data.extend(trace);
    QCOMPARE(data.lanes().size(), std::size_t{7});
    const TimelineLane &invoice = *data.lane(TaskId(4));
    bool wasInThread = false;
    for (const TimelineSpan &span : invoice.spans) {
        QVERIFY(span.end >= span.begin);
        wasInThread |= span.kind == TimelineSpan::Kind::Thread && span.begin == TimePoint(100ms)
                       && span.end == TimePoint(420ms);
    }
    QVERIFY(wasInThread);
    QVERIFY(std::any_of(invoice.marks.begin(), invoice.marks.end(),
                        [](const TimelineMark &mark) { return mark.kind == TimelineMark::Kind::Lost; }));
    for (const TimelineLane &lane : data.lanes()) {
        for (const std::vector<TimelineScope> &row : lane.scopes) {
            for (const TimelineScope &scope : row)
                QVERIFY(scope.end >= scope.begin);
        }
        QCOMPARE(lane.open, std::size_t{0});
    }
    QCOMPARE(data.end(), TimePoint(460ms));
}

/// With work for each scope that came before, this would take some minutes.
void tst_Timeline::aScopeCostsTheSameHoweverManyCameBefore()
{
    constexpr std::uint32_t Count = 300'000;
    const Trace trace = manyScopes(Count);
    TimelineData data;
    data.extend(trace);
    const TimelineLane &lane = *data.lane(TaskId(1));
    QCOMPARE(lane.rows(), 1);
    QCOMPARE(lane.scopes.front().size(), std::size_t{Count});
    QCOMPARE(data.scope(ScopeId(Count))->end, data.end());
    QCOMPARE(data.rowOf(ScopeId(Count)), std::size_t{0});
    QCOMPARE(data.latestDue(), TimePoint()); // nothing of what was left counts
}

void tst_Timeline::paintingTakesAsLongAsThereArePixels()
{
    for (const std::uint32_t count : {5'000U, 40'000U}) {
        Playback playback;
        LoadedTrace loaded;
        loaded.trace = manyScopes(count);
        playback.openTrace(std::move(loaded));
        TimelineView lanes(playback);
        lanes.resize(900, 200);
        lanes.show();
        const QImage whole = lanes.grab().toImage();
        const auto pixels = static_cast<std::size_t>(lanes.viewport()->width());
        QVERIFY(lanes.visitedBars() > 0);
        QVERIFY2(lanes.visitedBars() < 2 * pixels, qPrintable(QString::number(lanes.visitedBars())));
        // Further in they are bars of their own, and no more than have room.
        while (lanes.scale().end - lanes.scale().begin > 50e6)
            QTest::keyClick(&lanes, Qt::Key_W);
        QVERIFY(lanes.grab().toImage() != whole);
        QVERIFY(lanes.visitedBars() > 60);
        QVERIFY(lanes.visitedBars() < 130);
    }
}

void tst_Timeline::whatIsSelectedIsSeenAmongMany()
{
    Playback playback;
    LoadedTrace loaded;
    loaded.trace = manyScopes(5'000);
    playback.openTrace(std::move(loaded));
    TimelineView lanes(playback);
    lanes.resize(900, 200);
    lanes.show();
    const QImage before = lanes.grab().toImage();
    playback.select(Selection(ScopeId(2'500)));
    const QImage after = lanes.grab().toImage();
    const QColor accent = Theme::current().accent;
    const auto countOf = [&accent](const QImage &image) {
        int count = 0;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y)
                count += image.pixelColor(x, y) == accent ? 1 : 0;
        }
        return count;
    };
    QVERIFY(countOf(after) > countOf(before));
}

/// Ten tasks at a time: those before are not looked at again, though they open scopes.
void tst_Timeline::growingLooksAtNewLanesOnly()
{
    constexpr std::uint32_t Count = 4'000;
    const Trace whole = manyTasks(Count, "");
    TimelineData data;
    TimelineRows rows;
    rows.place(data, {}, 0);
    for (EventId events = 2; events <= whole.size(); events += 30) {
        data.extend(whole, events);
        rows.placeFrom(data.takeFirstChanged(), data, {});
    }
    QCOMPARE(rows.all().size(), data.lanes().size());
    QVERIFY2(rows.visited() < 2 * Count, qPrintable(QString::number(rows.visited())));
}

void tst_Timeline::rowsThatGrewAreThoseOfTheWhole_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("failuresOnly");
    QTest::newRow("lanes") << "" << false;
    QTest::newRow("a family") << "worker-" << false;
    QTest::newRow("failures") << "" << true;
}

void tst_Timeline::rowsThatGrewAreThoseOfTheWhole()
{
    QFETCH(QString, name);
    QFETCH(bool, failuresOnly);
    Trace whole = manyTasks(100, name.toStdString());
    for (const TaskId task : {TaskId(70), TaskId(7)})
        whole.add({.task = task, .data = TaskExited{.end = TaskEnd::Failed}});
    whole.add(
        {.task = TaskId(3), .data = ScopeEntered{.scope = ScopeId(102), .parent = ScopeId(3), .name = NameId(1)}});
    TimelineFolds folds;
    folds.failuresOnly = failuresOnly;
    TimelineData data;
    TimelineRows grown;
    grown.place(data, folds, 5);
    for (EventId events = 1; events <= whole.size(); events += 7) {
        data.extend(whole, events);
        grown.placeFrom(data.takeFirstChanged(), data, folds);
    }
    data.extend(whole);
    grown.placeFrom(data.takeFirstChanged(), data, folds);
    TimelineRows atOnce;
    atOnce.place(data, folds, 5);
    QCOMPARE(grown.all().size(), atOnce.all().size());
    QCOMPARE(grown.all().size(), std::size_t{failuresOnly ? 3U : name.isEmpty() ? 101U : 2U});
    for (std::size_t i = 0; i < atOnce.all().size(); ++i) {
        QCOMPARE(grown.all()[i].lane, atOnce.all()[i].lane);
        QCOMPARE(grown.all()[i].top, atOnce.all()[i].top);
        QCOMPARE(grown.all()[i].height, atOnce.all()[i].height);
    }
    QCOMPARE(grown.bottom(), atOnce.bottom());
}

/// Sums are kept of some moments only.
void tst_Timeline::aFamilyIsCountedAtAnyOfManyMoments()
{
    TimelineFamily family(ScopeId(1), "worker");
    for (int i = 0; i < 200; ++i)
        family.record({TimePoint(i * 1ms), TaskPhase::Created, TaskPhase::Created, true});
    for (int i = 0; i < 200; ++i)
        family.record({TimePoint((200 + i) * 1ms), TaskPhase::Created, TaskPhase::Waiting, false});
    const auto created
        = [&family](TimePoint time) { return family.at(time)[static_cast<std::size_t>(TaskPhase::Created)]; };
    QCOMPARE(created(TimePoint(-1ms)), 0);
    for (int i = 0; i < 200; ++i) {
        QCOMPARE(created(TimePoint(i * 1ms)), i + 1);
        QCOMPARE(created(TimePoint((200 + i) * 1ms)), 199 - i);
        QCOMPARE(family.at(TimePoint((200 + i) * 1ms))[static_cast<std::size_t>(TaskPhase::Waiting)], i + 1);
    }
}

/// In a row stand embed until 50 ms, due at 150 ms, and right behind it retrieve: the flag of embed was painted,
/// and retrieve over it, so that the tips of its letters stood out.
void tst_Timeline::aFlagGivesWayToTheNextScope()
{
    Shown shown(readScenario(QStringLiteral("a-budget-of-time")));
    const TimelineRow &row = shown.lanes->rows().all().front();
    const QImage image = shown.lanes->grab().toImage();
    const double gutter = shown.lanes->viewport()->width() - shown.lanes->scale().width - 10;
    const auto x = static_cast<int>(gutter + shown.lanes->scale().xAt(TimePoint(150ms)));
    const auto top = static_cast<int>(row.top + 2 * TimelineRows::ScopeRow); // of the third row of scopes
    const QColor ground = image.pixelColor(x - 8, top);
    for (int dx = -2; dx < 60; ++dx)
        QCOMPARE(image.pixelColor(x + dx, top), ground);
}

/// A task that swallows its cancellation and goes on to its end has completed: nobody says otherwise.
void tst_Timeline::whatEndsAtTheForcedEndEndsAlikeEverywhere()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nresources: {events: [never]}\nmain:\n"
                "  - task_group:\n      body:\n        - spawn: {name: waiter, body: [{move_on_after: "
                "{after: 1h, body: [{try: {body: [{wait: never}], except: [{match: BaseException, body: [{log: "
                "x}]}]}}]}}]}\n";
    file.loaded = loadScenario(file.text);
    QVERIFY(file.loaded.scenario);
    const Trace trace = runToEnd(*file.loaded.scenario, {});
    const Moment end = momentAt(trace, trace.size());
    TimelineData data;
    data.extend(trace);
    for (const TimelineLane &lane : data.lanes())
        QCOMPARE(lane.phase, end.state.task(lane.task)->phase);
}

// Lowering it in the past once took the hatching away from before, too.
void tst_Timeline::aShieldIsDrawnAsLongAsItWasUp()
{
    Shown shown(readScenario(QStringLiteral("shield-a-critical-commit")));
    Playback &playback = shown.playback;
    playback.seekTime(TimePoint(70ms));
    const ScopeId commit = scopeCalled(playback, "commit");
    OperatorEntry entry = playback.entryOn(commit, OperatorEntry::Kind::SetShield);
    QCOMPARE(scopeText(playback, *playback.state().scope(commit)), QStringLiteral("shield"));
    playback.act(entry);
    QTRY_VERIFY(!playback.state().scopes().empty());
    QCOMPARE(scopeText(playback, *playback.state().scope(commit)), QStringLiteral("scope")); // which has none any more
    finish(playback);
    playback.seekTime(TimePoint(80ms));
    entry = playback.entryOn(commit, OperatorEntry::Kind::SetShield);
    entry.shield = true;
    playback.act(entry);
    finish(playback);
    TimelineData data;
    data.extend(playback.trace());
    const std::vector<TimelineShield> &shields = data.scope(commit)->shields;
    QCOMPARE(shields.size(), std::size_t{2});
    QCOMPARE(shields[0].begin, TimePoint(50ms));
    QCOMPARE(shields[0].end, TimePoint(70ms));
    QCOMPARE(shields[1].begin, TimePoint(80ms));
    QCOMPARE(shields[1].end, Never);
    const QImage image = shown.lanes->grab().toImage();
    const double gutter = std::clamp(900 * 0.16, 90.0, 190.0);
    const double width = 900 - gutter - 10;
    const double end = milliseconds(playback.recordedTime()) * 1.06;
    const auto isHatched = [&](double from, double to) { // between two moments, in ms
        int found = 0;
        for (int x = static_cast<int>(gutter + width * from / end); x < gutter + width * to / end; ++x) {
            for (int y = 0; y < image.height(); ++y)
                found += image.pixelColor(x, y) == Theme::current().shield ? 1 : 0;
        }
        return found > 10;
    };
    QVERIFY(isHatched(52, 69));
    QVERIFY(!isHatched(71, 79));
    QVERIFY(isHatched(82, 99));
}

// At the last event but a few the timeline once showed the signs of all of them at full strength.
void tst_Timeline::whatIsStillToComeInAnInstantStepsBack()
{
    Shown shown(readScenario(QStringLiteral("shield-a-critical-commit")));
    Playback &playback = shown.playback;
    const auto signs = [&shown] {
        const QImage image = shown.lanes->grab().toImage();
        const QColor colour = Theme::current().cancelled;
        const int from = static_cast<int>(image.width() * 0.16) + 8; // beyond the names, which have signs of their own
        int found = 0;
        for (int x = from; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y)
                found += image.pixelColor(x, y) == colour ? 1 : 0;
        }
        return found;
    };
    const int all = signs();
    for (EventId event = playback.trace().size(); event > 1; --event) {
        if (playback.trace().event(event).time < playback.recordedTime()) {
            playback.seekEvent(event);
            break;
        }
    }
    playback.step(StepSize::Event); // the first of the last instant
    QCOMPARE(playback.time(), playback.recordedTime());
    const int first = signs();
    QVERIFY2(first < all, qPrintable(QStringLiteral("%1 of %2").arg(first).arg(all)));
}

void tst_Timeline::aHangIsNotDrawnAsEnded()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nresources: {events: [never]}\nmain:\n"
                "  - task_group:\n      body:\n        - spawn: {name: waiter, body: [{wait: never}]}\n";
    file.loaded = loadScenario(file.text);
    Shown shown(file);
    const auto hasSigns = [&shown] {
        const QImage image = shown.lanes->grab().toImage();
        for (const QColor &colour : {Theme::current().cancelled, Theme::current().done}) {
            for (int x = 0; x < image.width(); ++x) {
                for (int y = 0; y < image.height(); ++y) {
                    if (image.pixelColor(x, y) == colour)
                        return true;
                }
            }
        }
        return false;
    };
    QVERIFY(shown.playback.state().stuck);
    QVERIFY(!hasSigns());
    shown.playback.step(StepSize::Event);
    shown.playback.toEnd();
    QVERIFY(hasSigns());
    TimelineData data;
    data.extend(shown.playback.trace());
    for (const TimelineLane &lane : data.lanes()) { // main as well, though it absorbed its cancellation
        QCOMPARE(lane.marks.back().kind, TimelineMark::Kind::Cancelled);
        QCOMPARE(shown.playback.state().task(lane.task)->phase, lane.phase);
    }
    shown.playback.seekTime({});
    QVERIFY(!hasSigns());
}

void tst_Timeline::aNameWithoutItsNumberIsItsStem_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("stem");
    QTest::newRow("a dash") << "worker-12" << "worker";
    QTest::newRow("a space") << "worker 12" << "worker";
    QTest::newRow("brackets") << "worker[12]" << "worker";
    QTest::newRow("nothing between") << "worker12" << "worker";
    QTest::newRow("no number") << "logger" << "logger";
    QTest::newRow("only a number") << "12" << "12";
}

void tst_Timeline::aNameWithoutItsNumberIsItsStem()
{
    QFETCH(const QString, name);
    QTEST(QString::fromStdString(nameStem(name.toStdString())), "stem");
}

void tst_Timeline::fewLanesAreNoFamily()
{
    const Shown shown(payment());
    for (const TimelineRow &row : shown.lanes->rows().all())
        QVERIFY(!row.isFamily());
    QCOMPARE(shown.lanes->rows().all().size(), shown.playback.state().tasks().size());
}

void tst_Timeline::manyAlikeShareOneLane()
{
    const Shown shown(manyWorkers());
    QCOMPARE(shown.lanes->rows().all().size(), std::size_t{3}); // main, the logger, and all workers
    QVERIFY(shown.lanes->rows().all().back().isFamily());
    const TimelineRow *worker = shown.lanes->rows().of(TaskId(50));
    QVERIFY(worker == &shown.lanes->rows().all().back());
    QVERIFY(!shown.lanes->rows().isShown(TaskId(50)));
}

void tst_Timeline::aFamilyCountsWhatItsTasksDo()
{
    Playback playback;
    playback.openScenario(manyWorkers());
    finish(playback);
    TimelineData data;
    data.extend(playback.trace());
    const auto found = std::find_if(data.families().begin(), data.families().end(),
                                    [](const TimelineFamily &family) { return family.stem() == "worker"; });
    QVERIFY(found != data.families().end());
    QCOMPARE(found->size(), 200);
    const auto countAt
        = [&](TimePoint time, TaskPhase phase) { return found->at(time)[static_cast<std::size_t>(phase)]; };
    QCOMPARE(countAt(TimePoint(-1ns), TaskPhase::Waiting), 0);
    QCOMPARE(countAt(TimePoint(100ms), TaskPhase::Waiting), 200);
    QCOMPARE(countAt(TimePoint(260ms), TaskPhase::Failed), 1);
    QCOMPARE(countAt(TimePoint(260ms), TaskPhase::Cancelled), 199);
    // At every instant all of them are somewhere.
    for (TimePoint time; time <= TimePoint(300ms); time += 10ms) {
        int all = 0;
        for (const int count : found->at(time))
            all += count;
        QCOMPARE(all, 200);
    }
}

// What it did before it was large is known, too.
void tst_Timeline::aFamilyThatGrowsSlowlyHasItsWholeHistory()
{
    ScenarioFile file;
    file.text = "scopelab: 1\ntitle: t\nsummary: s\nmain:\n  - task_group:\n      - repeat:\n          times: 60\n"
                "          body: [{spawn: {name: worker, body: [{sleep: 100ms}]}}, {sleep: 10ms}]\n";
    file.loaded = loadScenario(file.text);
    QVERIFY(file.loaded.scenario);
    const Trace trace = runToEnd(*file.loaded.scenario, {});
    TimelineData data;
    data.extend(trace);
    const auto found = std::find_if(data.families().begin(), data.families().end(),
                                    [](const TimelineFamily &family) { return family.stem() == "worker"; });
    QVERIFY(found != data.families().end());
    QVERIFY(found->isLarge());
    RunHistory history(trace);
    for (TimePoint time(5ms); time < TimePoint(800ms); time += 10ms) {
        const RunState &state = history.at(trace.lastEventUntil(time));
        PhaseCounts expected{};
        for (const TaskState &task : state.tasks()) {
            if (task.group)
                ++expected[static_cast<std::size_t>(task.phase)];
        }
        QCOMPARE(found->at(time), expected);
    }
}

void tst_Timeline::aFamilyUnfoldsAndFoldsByMouse()
{
    const Shown shown(manyWorkers());
    QTest::mouseClick(shown.lanes->viewport(), Qt::LeftButton, {}, shown.placeOf(shown.family(), 30));
    QCOMPARE(shown.lanes->rows().all().size(), std::size_t{203});
    QVERIFY(shown.lanes->rows().isShown(TaskId(50)));
    QVERIFY(shown.playback.selection().kind == Selection::Kind::Scope); // it stands for its group
    QTest::mouseClick(shown.lanes->viewport(), Qt::LeftButton, {}, shown.placeOf(shown.family(), 30));
    QCOMPARE(shown.lanes->rows().all().size(), std::size_t{3});
}

void tst_Timeline::aFamilyUnfoldsAndFoldsByKeyboard()
{
    const Shown shown(manyWorkers());
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(shown.lanes.get(), Qt::Key_Down);
    QTest::keyClick(shown.lanes.get(), Qt::Key_Return);
    QCOMPARE(shown.lanes->rows().all().size(), std::size_t{203});
    QTest::keyClick(shown.lanes.get(), Qt::Key_Down);
    QVERIFY(shown.playback.selection().isTask(TaskId(3))); // the first worker
    QTest::keyClick(shown.lanes.get(), Qt::Key_Up);
    QTest::keyClick(shown.lanes.get(), Qt::Key_Return);
    QCOMPARE(shown.lanes->rows().all().size(), std::size_t{3});
}

void tst_Timeline::aSelectedTaskIsShownThoughItsFamilyIsFolded()
{
    Shown shown(manyWorkers());
    shown.playback.select(Selection(TaskId(50)));
    QVERIFY(shown.lanes->rows().isShown(TaskId(50)));
    QVERIFY(!shown.lanes->rows().isShown(TaskId(51)));
    shown.playback.select({});
    QVERIFY(!shown.lanes->rows().isShown(TaskId(50)));
}

void tst_Timeline::foldOthersLeavesTheFamilyOfTheSelection()
{
    Shown shown(manyWorkers());
    QTest::mouseClick(shown.lanes->viewport(), Qt::LeftButton, {}, shown.placeOf(shown.family(), 30));
    shown.playback.select(Selection(TaskId(50)));
    shown.lanes->foldOthers();
    QVERIFY(shown.lanes->rows().isShown(TaskId(51)));
    shown.playback.select(Selection(TaskId(2))); // the logger
    shown.lanes->foldOthers();
    QVERIFY(!shown.lanes->rows().isShown(TaskId(51)));
}

void tst_Timeline::onlyFailuresAndTheirHosts()
{
    const Shown shown(manyWorkers());
    shown.lanes->setFailuresOnly(true);
    const std::vector<TimelineRow> &rows = shown.lanes->rows().all();
    QCOMPARE(rows.size(), std::size_t{2});
    QVERIFY(shown.lanes->rows().isShown(TaskId(1)));
    QVERIFY(shown.lanes->rows().isShown(TaskId(80))); // worker-77
    shown.lanes->setFailuresOnly(false);
    QCOMPARE(shown.lanes->rows().all().size(), std::size_t{3});
}

void tst_Timeline::noFailuresIsSaid()
{
    const Shown shown(readScenario(QStringLiteral("group-waits-for-its-tasks")));
    shown.lanes->setFailuresOnly(true);
    QVERIFY(shown.lanes->rows().all().empty());
    const QWidget *viewport = shown.lanes->viewport();
    const QImage image = shown.lanes->viewport()->grab().toImage();
    const double gutter = viewport->width() - 10 - shown.lanes->scale().width;
    const int middle = static_cast<int>(gutter + shown.lanes->scale().width / 2);
    std::set<QRgb> colours; // of the words in the middle, and of the ground
    for (int x = middle - 50; x < middle + 50; ++x) {
        for (int y = viewport->height() / 2 - 10; y < viewport->height() / 2 + 30; ++y)
            colours.insert(image.pixel(x, y));
    }
    QVERIFY(colours.size() > 3);
}

// Before the failure all wait: the pale tint. After it nearly all are cancelled.
void tst_Timeline::theLaneOfAFamilyIsPaintedByShare()
{
    const Shown shown(manyWorkers());
    const QImage image = shown.lanes->viewport()->grab().toImage();
    const TimelineScale scale = shown.lanes->scale();
    const double gutter = shown.lanes->viewport()->width() - 10 - scale.width;
    const int y = static_cast<int>(shown.family().top + shown.family().height / 2);
    const auto colourAt
        = [&](TimePoint time) { return image.pixelColor(static_cast<int>(gutter + scale.xAt(time)), y); };
    QCOMPARE(colourAt(TimePoint(100ms)), Theme::current().tintWaiting);
    QCOMPARE(colourAt(TimePoint(280ms)), Theme::current().cancelled);
}

void tst_Timeline::shiftDragMarksARange()
{
    const Shown shown(payment());
    const TimePoint before = shown.playback.time();
    QWidget *viewport = shown.lanes->viewport();
    QTest::mousePress(viewport, Qt::LeftButton, Qt::ShiftModifier, {400, 60});
    QTest::mouseMove(viewport, {300, 60});
    QTest::mouseRelease(viewport, Qt::LeftButton, Qt::ShiftModifier, {300, 60});
    QVERIFY(shown.lanes->range().has_value());
    const TimelineRange range = *shown.lanes->range();
    QVERIFY(range.begin < range.end); // whichever way it was dragged
    const double gutter = viewport->width() - 10 - shown.lanes->scale().width;
    const auto begin = static_cast<Duration::rep>(shown.lanes->scale().timeAt(300 - gutter));
    QCOMPARE(range.begin, TimePoint(Duration(begin)));
    QCOMPARE(shown.playback.time(), before);
    QVERIFY(shown.playback.selection().kind == Selection::Kind::None);
}

void tst_Timeline::escapeTakesTheRangeThenTheSelection()
{
    Shown shown(payment());
    shown.playback.select(Selection(TaskId(2)));
    QWidget *viewport = shown.lanes->viewport();
    QTest::mousePress(viewport, Qt::LeftButton, Qt::ShiftModifier, {300, 60});
    QTest::mouseMove(viewport, {400, 60});
    QTest::mouseRelease(viewport, Qt::LeftButton, Qt::ShiftModifier, {400, 60});
    QTest::keyClick(shown.lanes.get(), Qt::Key_Escape);
    QVERIFY(!shown.lanes->range());
    QVERIFY(shown.playback.selection().isTask(TaskId(2)));
    QTest::keyClick(shown.lanes.get(), Qt::Key_Escape);
    QVERIFY(shown.playback.selection().kind == Selection::Kind::None);
}

void tst_Timeline::fitGoesToTheRangeThenToTheSelection()
{
    Shown shown(payment());
    const TimelineScale whole = shown.lanes->scale();
    shown.playback.select(Selection(ScopeId(4))); // authorise, 120 to 340 ms
    shown.lanes->fitSelection();
    const TimelineScale scope = shown.lanes->scale();
    QVERIFY(scope.begin > whole.begin);
    QVERIFY(scope.end < whole.end);
    QWidget *viewport = shown.lanes->viewport();
    QTest::mousePress(viewport, Qt::LeftButton, Qt::ShiftModifier, {300, 60});
    QTest::mouseMove(viewport, {400, 60});
    QTest::mouseRelease(viewport, Qt::LeftButton, Qt::ShiftModifier, {400, 60});
    shown.lanes->fitSelection();
    QVERIFY(shown.lanes->scale().end - shown.lanes->scale().begin < scope.end - scope.begin);
    QTest::keyClick(shown.lanes.get(), Qt::Key_Escape);
    QTest::keyClick(shown.lanes.get(), Qt::Key_Escape);
    shown.lanes->fitSelection();
    QCOMPARE(shown.lanes->scale().end, whole.end);
}

void tst_Timeline::theOverviewComesWithTheZoom()
{
    const Shown shown(payment());
    const auto *overview = shown.lanes->findChild<TimelineOverview *>();
    QVERIFY(overview->isHidden());
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(shown.lanes.get(), Qt::Key_W);
    QVERIFY(overview->isVisible());
    QVERIFY(shown.lanes->viewport()->y() >= overview->height());
    QTest::keyClick(shown.lanes.get(), Qt::Key_0);
    QVERIFY(overview->isHidden());
}

void tst_Timeline::theOverviewMovesTheTimeline()
{
    const Shown shown(payment());
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(shown.lanes.get(), Qt::Key_W);
    auto *overview = shown.lanes->findChild<TimelineOverview *>();
    const TimelineScale before = shown.lanes->scale();
    QTest::mouseClick(overview, Qt::LeftButton, {}, {overview->width() - 12, 10}); // the end of the run
    const TimelineScale after = shown.lanes->scale();
    QVERIFY(after.begin > before.begin);
    QVERIFY(qFuzzyCompare(after.end - after.begin, before.end - before.begin));
    QVERIFY(after.begin < scaled(TimePoint(460ms)));
    QVERIFY(after.end > scaled(TimePoint(455ms)));
}

void tst_Timeline::dPansWhileTheTimelineHasTheFocus()
{
    const Shown shown(payment());
    QKeyEvent override(QEvent::ShortcutOverride, Qt::Key_D, Qt::NoModifier);
    override.ignore();
    QApplication::sendEvent(shown.lanes.get(), &override);
    QVERIFY(override.isAccepted());
    const TimelineScale before = shown.lanes->scale();
    QTest::keyClick(shown.lanes.get(), Qt::Key_D);
    QVERIFY(shown.lanes->scale().begin > before.begin);
}

void tst_Timeline::anotherRunBeginsFolded()
{
    Shown shown(manyWorkers());
    QTest::mouseClick(shown.lanes->viewport(), Qt::LeftButton, {}, shown.placeOf(shown.family(), 30));
    shown.playback.openScenario(manyWorkers());
    finish(shown.playback);
    QCOMPARE(shown.lanes->rows().all().size(), std::size_t{3});
}

QTEST_MAIN(tst_Timeline)

#include "tst_timeline.moc"
