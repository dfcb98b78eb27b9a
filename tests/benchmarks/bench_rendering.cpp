// What the window costs: painting, scrubbing and opening, for recordings of several sizes. Prints a table beside
// the budgets of the design; passes or fails nothing. Run it by tests/benchmarks/rendering.

#include "core/scenario/scenarioparser.h"
#include "core/session/runner.h"
#include "ui/application.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/timelineview.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>

using namespace ScopeLab;

namespace {

/// Tasks that wait, and wait again, under one deadline.
std::string scenarioText(int tasks, int rounds, const char *pause = "1ms")
{
    return "scopelab: 1\ntitle: Many events\nsummary: s\nmain:\n  - move_on_after:\n      after: 1000s\n"
           "      body:\n        - task_group:\n            - spawn_each: {count: "
           + std::to_string(tasks) + ", name: 'worker-{index}', body: [{repeat: {times: " + std::to_string(rounds)
           + ", body: [{sleep: " + pause + "}]}}]}\n";
}

/// Tasks that come by the same scope again and again, for ever; some of its deadlines expire.
constexpr char Service[]
    = "scopelab: 1\ntitle: A service\nsummary: s\nmain:\n  - task_group:\n      name: g\n      body:\n"
      "        - spawn_each: {count: 40, name: 'w{index}', body: [{repeat: {body: [{sleep: 20ms}, {log: '{index}'}, "
      "{move_on_after: {after: 15ms, name: m, body: [{work: 1ms}, {sleep: 30ms}]}}, {run_blocking: 5ms}]}}]}\n";

Trace recording(int tasks, int rounds)
{
    const LoadedScenario loaded = loadScenario(scenarioText(tasks, rounds));
    if (!loaded.scenario)
        qFatal("the benchmark's scenario has mistakes");
    return runToEnd(*loaded.scenario, {});
}

/// What this thread has worked so far: others may use the machine, too.
double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Times
{
    double median = 0; // ms
    double p95 = 0;
};

Times measure(int repeats, const std::function<void()> &work)
{
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        const double before = threadMs();
        work();
        times.push_back(threadMs() - before);
    }
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 95 / 100]};
}

void print(const char *what, double budget, const Times &times)
{
    std::printf("    %-44s %9.2f %9.2f %9.0f\n", what, times.median, times.p95, budget);
    std::fflush(stdout);
}

/// A task with so many scopes, one after the other, in each of which it waits.
Trace manyScopes(std::uint32_t count)
{
    using namespace std::chrono_literals;
    constexpr Duration Step = 500us;
    Trace trace;
    const NameId name = trace.addLabel({"m", "move_on_after", {}});
    const TaskId task(1);
    const ScopeId outermost(1);
    trace.add({.task = task, .data = TaskSpawned{.role = TaskRole::Main, .name = name}});
    trace.add({.task = task, .data = TaskResumed{.isFirst = true}});
    trace.add({.task = task, .data = ScopeEntered{.scope = outermost, .name = name}});
    TimePoint time;
    for (std::uint32_t i = 1; i <= count; ++i) {
        const ScopeId scope(i + 1);
        trace.add(
            {.time = time,
             .task = task,
             .data = ScopeEntered{.scope = scope, .parent = outermost, .deadline = time + 2 * Step, .name = name}});
        trace.add({.time = time, .task = task, .data = TaskSuspended{.wait = WaitKind::Sleep, .until = time + Step}});
        time += Step;
        trace.add({.time = time, .task = task, .data = TaskResumed{}});
        trace.add({.time = time, .task = task, .data = ScopeExited{.scope = scope}});
        time += Step;
    }
    trace.add({.time = time, .task = task, .data = ScopeExited{.scope = outermost}});
    trace.add({.time = time, .task = task, .data = TaskExited{}});
    trace.add({.time = time, .data = RunEnded{}});
    return trace;
}

/// The timeline alone: reading, and painting the whole and a part.
void measureLane(const Trace &trace)
{
    Playback playback;
    TimelineView lanes(playback);
    lanes.resize(1000, 300);
    lanes.show();
    QApplication::processEvents(); // it has to be seen to be painted
    TimelineData data;
    print("read a lane", 400, measure(1, [&] { data.extend(trace); }));
    LoadedTrace loaded;
    loaded.trace = trace;
    playback.openTrace(std::move(loaded));
    const auto press = [&lanes](Qt::Key which) {
        QKeyEvent key(QEvent::KeyPress, which, Qt::NoModifier);
        QCoreApplication::sendEvent(&lanes, &key);
    };
    bool in = false;
    print("paint it, zoomed", 8, measure(20, [&] {
              in = !in;
              press(in ? Qt::Key_W : Qt::Key_S);
              lanes.viewport()->repaint();
          }));
    for (int i = 0; i < 40; ++i)
        press(Qt::Key_W);
    print("paint a small part of it", 8, measure(20, [&] {
              press(Qt::Key_D);
              lanes.viewport()->repaint();
          }));
}

void measureWindow(const Trace &trace)
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    QApplication::processEvents();
    LoadedTrace loaded;
    loaded.trace = trace;
    loaded.header.title = QStringLiteral("Many events");
    Playback &playback = window.playback();
    print("open, until it is painted", 400, measure(1, [&] {
              playback.openTrace(loaded);
              QApplication::processEvents();
          }));
    auto *lanes = window.findChild<TimelineView *>(QStringLiteral("lanes"));
    auto *stage = window.findChild<StageView *>(QStringLiteral("stage"));
    print("paint the timeline, unchanged", 8, measure(40, [&] { lanes->viewport()->repaint(); }));
    bool in = false;
    print("paint the timeline, zoomed", 8, measure(40, [&] {
              in = !in;
              QKeyEvent key(QEvent::KeyPress, in ? Qt::Key_W : Qt::Key_S, Qt::NoModifier);
              QCoreApplication::sendEvent(lanes, &key);
              lanes->viewport()->repaint();
          }));
    print("paint the stage", 8, measure(40, [&] { stage->viewport()->repaint(); }));
    std::mt19937 random(1); // NOLINT: the same places each time
    std::uniform_int_distribution<EventId> somewhere(1, static_cast<EventId>(trace.size()));
    print("scrub: everything at another moment", 16, measure(40, [&] {
              playback.seekEvent(somewhere(random));
              QApplication::processEvents();
          }));
    const EventId late = trace.size() - std::min<EventId>(trace.size() / 2, 3'000);
    std::uniform_int_distribution<EventId> nearTheEnd(late, static_cast<EventId>(trace.size()));
    print("scrub near the end", 16, measure(40, [&] {
              playback.seekEvent(nearTheEnd(random));
              QApplication::processEvents();
          }));
    playback.seekEvent(late);
    print("step by one event near the end", 16, measure(40, [&] {
              playback.seekEvent(playback.cursor() + 1);
              QApplication::processEvents();
          }));
    print("step back by one event there", 16, measure(40, [&] {
              playback.seekEvent(playback.cursor() - 1);
              QApplication::processEvents();
          }));
    playback.toStart();
    print("step by one event", 16, measure(40, [&] {
              playback.seekEvent(playback.cursor() + 1);
              QApplication::processEvents();
          }));
}

/// What the window's thread works for each frame of a run that is under way, so long after its start.
void measureLive(const std::string &text, const RunRequest &how, qint64 warmUpMs)
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    ScenarioFile file;
    file.text = text;
    file.loaded = loadScenario(file.text);
    Playback &playback = window.playback();
    playback.openScenario(file, how);
    playback.play();
    const auto runFor = [](qint64 milliseconds) {
        QElapsedTimer whole;
        whole.start();
        while (whole.elapsed() < milliseconds)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    };
    runFor(warmUpMs);
    int frames = 0;
    QObject::connect(&playback, &Playback::moved, &window, [&frames] { ++frames; });
    const double before = threadMs();
    runFor(4000);
    const double each = (threadMs() - before) / std::max(1, frames);
    print("a frame while it runs, waiting left out", 17, {each, each});
    std::printf("    %-44s %9.1f\n", "frames a second", frames / 4.0);
    std::printf("    %-44s %9u\n", "events by then", playback.trace().size());
    playback.stop();
}

} // namespace

/// @param argv words: only the rows of these are measured; `tasks`, `scopes`, `live`, `service`.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    setUpApplication();
    QSettings().setValue(QStringLiteral("startpage"), false);
    const QStringList words = QApplication::arguments().mid(1);
    const auto isWanted = [&words](const char *word) { return words.isEmpty() || words.contains(QLatin1String(word)); };
    struct Shape
    {
        int tasks;
        int rounds;
    };
    std::printf("milliseconds %52s %9s %9s\n", "median", "p95", "budget");
    for (const Shape shape : {Shape{20, 240}, {20, 2'400}, {20, 24'000}, {10'000, 3}}) {
        if (!isWanted("tasks"))
            break;
        const Trace trace = recording(shape.tasks, shape.rounds);
        std::printf("%zu events, %d tasks\n", static_cast<std::size_t>(trace.size()), shape.tasks);
        measureWindow(trace);
    }
    for (const std::uint32_t count : {3'000U, 30'000U, 300'000U}) {
        if (!isWanted("scopes"))
            break;
        std::printf("%u scopes, one after the other\n", count);
        const Trace trace = manyScopes(count);
        measureLane(trace);
        measureWindow(trace);
    }
    for (const char *pause : {"100ms", "10ms", "1ms"}) {
        if (!isWanted("live"))
            break;
        std::printf("a live run of 10,000 tasks, each of which wakes up every %s at a quarter of real time\n", pause);
        measureLive(scenarioText(10'000, 400, pause), {}, 0);
    }
    for (const int seconds : {2, 25}) {
        if (!isWanted("service"))
            break;
        std::printf("a service on real threads, after %d s\n", seconds);
        measureLive(Service, {.executor = ExecutorKind::Pool}, seconds * 1000);
    }
    return 0;
}
