// What the window costs: painting, scrubbing and opening, for recordings of several sizes. Prints a table beside
// the budgets of the design; passes or fails nothing. Run it by tests/benchmarks/rendering.

#include "core/scenario/scenarioparser.h"
#include "core/session/runner.h"
#include "ui/application.h"
#include "ui/views/mainwindow.h"
#include "ui/views/stageview.h"
#include "ui/views/timelineview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
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

Trace recording(int tasks, int rounds)
{
    const LoadedScenario loaded = loadScenario(scenarioText(tasks, rounds));
    if (!loaded.scenario)
        qFatal("the benchmark's scenario has mistakes");
    return runToEnd(*loaded.scenario, {});
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
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 95 / 100]};
}

void print(const char *what, double budget, const Times &times)
{
    std::printf("    %-44s %9.2f %9.2f %9.0f\n", what, times.median, times.p95, budget);
    std::fflush(stdout);
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
    playback.toStart();
    print("step by one event", 16, measure(40, [&] {
              playback.seekEvent(playback.cursor() + 1);
              QApplication::processEvents();
          }));
}

/// Frames of a run that is under way, each with what came in since the last.
void measureLive(int tasks, const char *pause)
{
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    ScenarioFile file;
    file.text = scenarioText(tasks, 400, pause);
    file.loaded = loadScenario(file.text);
    Playback &playback = window.playback();
    playback.openScenario(file);
    playback.play();
    std::vector<double> frames;
    QElapsedTimer whole;
    whole.start();
    while (whole.elapsed() < 4000) {
        QElapsedTimer frame;
        frame.start();
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        const double took = static_cast<double>(frame.nsecsElapsed()) / 1e6;
        frames.push_back(took);
    }
    std::sort(frames.begin(), frames.end());
    print("a frame while it runs, waiting included", 17, {frames[frames.size() / 2], frames[frames.size() * 95 / 100]});
    std::printf("    %-44s %9.1f\n", "frames a second", static_cast<double>(frames.size()) / 4);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    setUpApplication();
    QSettings().setValue(QStringLiteral("startpage"), false);
    struct Shape
    {
        int tasks;
        int rounds;
    };
    std::printf("milliseconds %52s %9s %9s\n", "median", "p95", "budget");
    for (const Shape shape : {Shape{20, 240}, {20, 2'400}, {20, 24'000}, {10'000, 3}}) {
        const Trace trace = recording(shape.tasks, shape.rounds);
        std::printf("%zu events, %d tasks\n", static_cast<std::size_t>(trace.size()), shape.tasks);
        measureWindow(trace);
    }
    for (const char *pause : {"100ms", "10ms", "1ms"}) {
        std::printf("a live run of 10,000 tasks, each of which wakes up every %s at a quarter of real time\n", pause);
        measureLive(10'000, pause);
    }
    return 0;
}
