#include "tests/ui/uitest.h"
#include "ui/views/texts.h"
#include "ui/views/theme.h"
#include "ui/views/timelineoverview.h"
#include "ui/views/timelineview.h"

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

} // namespace

class tst_Timeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void timeMapsToPixelsAndBack();
    void theGridIsRound();
    void theTimelineKnowsWhatEachTaskDid();
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
        for (const TimelineScope &scope : lane.scopes) {
            QVERIFY(scope.end >= scope.begin);
            QVERIFY(scope.row < lane.rows);
        }
    }
    QCOMPARE(data.end(), TimePoint(460ms));
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
    for (const TimelineLane &lane : data.lanes()) // main as well, though it absorbed its cancellation
        QCOMPARE(lane.marks.back().kind, TimelineMark::Kind::Cancelled);
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
    QVERIFY(found != data.families().end() && found->isLarge());
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
    QVERIFY(scope.begin > whole.begin && scope.end < whole.end);
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
    QVERIFY(after.begin < scaled(TimePoint(460ms)) && after.end > scaled(TimePoint(455ms)));
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
