// What must be fast, measured: CPU time of the process for each operation. Names are the
// workloads of tests/benchmarks/run, which sets them beside the same work of peers.

#include "core/engine/catching.h"
#include "core/engine/checkpoint.h"
#include "core/engine/event.h"
#include "core/engine/poolexecutor.h"
#include "core/engine/split.h"
#include "core/engine/taskgroup.h"
#include "core/engine/virtualtimeexecutor.h"
#include "core/engine/withscope.h"
#include "core/trace/tracerecorder.h"

#include <benchmark/benchmark.h>
#include <ctime>
#include <fstream>

using namespace ScopeLab;
using namespace std::chrono_literals;

namespace {

double cpuNow()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

double residentBytes()
{
    std::ifstream file("/proc/self/statm");
    double whole = 0;
    double resident = 0;
    file >> whole >> resident;
    return resident * 4096;
}

/// The part of a run that counts.
class Stopwatch
{
public:
    void start() { m_begun = cpuNow(); }
    void stop() { m_ns = cpuNow() - m_begun; }
    double ns() const { return m_ns; }

private:
    double m_begun = 0;
    double m_ns = 0;
};

/// Runs what @p make gives until Google Benchmark has enough, and reports the time for each of
/// @p operations.
template <typename Make>
void measure(benchmark::State &state, double operations, Make make)
{
    double total = 0;
    for (auto _ : state) {
        Stopwatch watch;
        VirtualTimeExecutor executor;
        if (executor.run(make(&watch)) != Progress::Ended)
            state.SkipWithError("the run did not end");
        state.SetIterationTime(watch.ns() * 1e-9);
        total += watch.ns();
    }
    state.counters["ns_per_op"] = total / static_cast<double>(state.iterations()) / operations;
}

template <typename Make>
void measureOnPool(benchmark::State &state, double operations, Make make)
{
    double total = 0;
    for (auto _ : state) {
        Stopwatch watch;
        PoolExecutor executor;
        executor.start(make(&watch));
        if (executor.wait() != Progress::Ended)
            state.SkipWithError("the run did not end");
        state.SetIterationTime(watch.ns() * 1e-9);
        total += watch.ns();
    }
    state.counters["ns_per_op"] = total / static_cast<double>(state.iterations()) / operations;
}

Task<> nothing()
{
    co_return;
}

Task<> spawnAndJoin(Stopwatch *watch, int batches, int size)
{
    watch->start();
    for (int i = 0; i < batches; ++i) {
        auto body = [size](TaskGroup &group) -> Task<> {
            for (int k = 0; k < size; ++k)
                group.spawn(nothing());
            co_return;
        };
        const bool finished = co_await withTaskGroup(body);
        benchmark::DoNotOptimize(finished);
    }
    watch->stop();
}
void spawnBatches(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measure(state, n, [n](Stopwatch *watch) { return spawnAndJoin(watch, n / 100, 100); });
}
void spawnAlive(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measure(state, n, [n](Stopwatch *watch) { return spawnAndJoin(watch, 1, n); });
}

Task<> yields(int n)
{
    for (int i = 0; i < n; ++i)
        co_await checkpoint();
}
Task<> switchBetweenTwo(Stopwatch *watch, int n)
{
    watch->start();
    auto body = [n](TaskGroup &group) -> Task<> {
        group.spawn(yields(n));
        group.spawn(yields(n));
        co_return;
    };
    const bool finished = co_await withTaskGroup(body);
    benchmark::DoNotOptimize(finished);
    watch->stop();
}
void switchVirtual(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measure(state, 2.0 * n, [n](Stopwatch *watch) { return switchBetweenTwo(watch, n); });
}
void switchPool(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measureOnPool(state, 2.0 * n, [n](Stopwatch *watch) { return switchBetweenTwo(watch, n); });
}

Task<> checks(Stopwatch *watch, int n)
{
    watch->start();
    for (int i = 0; i < n; ++i)
        co_await checkpointIfCancelled();
    watch->stop();
}
void checkpointClean(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measure(state, n, [n](Stopwatch *watch) { return checks(watch, n); });
}

Task<> waiter(Event *event)
{
    co_await event->wait();
}
Task<> cancelMany(Stopwatch *watch, int n, double *bytes)
{
    Event event;
    const double before = residentBytes();
    auto body = [n, watch, &event, bytes, before](TaskGroup &group) -> Task<> {
        for (int i = 0; i < n; ++i)
            group.spawn(waiter(&event));
        co_await checkpoint();
        co_await checkpoint();
        *bytes = (residentBytes() - before) / n;
        watch->start();
        group.cancel();
    };
    const bool finished = co_await withTaskGroup(body);
    benchmark::DoNotOptimize(finished);
    watch->stop();
}
void cancelWaiting(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    static double first = 0; // of the process: later runs use the memory of the first
    double bytes = 0;
    measure(state, n, [&](Stopwatch *watch) { return cancelMany(watch, n, first == 0 ? &first : &bytes); });
    state.counters["bytes_per_task"] = first;
}

Task<> nestScopes(int depth)
{
    if (depth == 0) {
        co_await sleepForever();
    } else {
        CancelScope scope;
        auto body = nestScopes(depth - 1);
        const bool finished = co_await withScope(scope, std::move(body));
        benchmark::DoNotOptimize(finished);
    }
}
Task<> cancelDeep(Stopwatch *watch, int depth)
{
    auto body = [watch, depth](TaskGroup &group) -> Task<> {
        group.spawn(nestScopes(depth));
        co_await checkpoint();
        co_await checkpoint();
        watch->start();
        group.cancel();
        watch->stop();
    };
    const bool finished = co_await withTaskGroup(body);
    benchmark::DoNotOptimize(finished);
}
void cancelNested(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measure(state, n, [n](Stopwatch *watch) { return cancelDeep(watch, n); });
}

Task<> yieldUnderTimeout()
{
    const bool finished = co_await moveOnAfter(1h, checkpoint());
    benchmark::DoNotOptimize(finished);
}
Task<> timeoutsInBatches(Stopwatch *watch, int batches, int size)
{
    watch->start();
    for (int i = 0; i < batches; ++i) {
        auto body = [size](TaskGroup &group) -> Task<> {
            for (int k = 0; k < size; ++k)
                group.spawn(yieldUnderTimeout());
            co_return;
        };
        const bool finished = co_await withTaskGroup(body);
        benchmark::DoNotOptimize(finished);
    }
    watch->stop();
}
void timeoutUnneeded(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measure(state, n, [n](Stopwatch *watch) { return timeoutsInBatches(watch, n / 100, 100); });
}

Task<> enterAndExit(Stopwatch *watch, int n)
{
    watch->start();
    for (int i = 0; i < n; ++i) {
        CancelScope scope;
        const bool finished = co_await withScope(scope, checkpointIfCancelled());
        benchmark::DoNotOptimize(finished);
    }
    watch->stop();
}
void scopeEnterExit(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measure(state, n, [n](Stopwatch *watch) { return enterAndExit(watch, n); });
}

Task<> failAfterReady(Stopwatch *watch, int n)
{
    watch->start();
    for (int i = 0; i < n; ++i)
        co_await failAfter(1h, checkpointIfCancelled());
    watch->stop();
}
void failAfterVirtual(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measure(state, n, [n](Stopwatch *watch) { return failAfterReady(watch, n); });
}
void failAfterPool(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measureOnPool(state, n, [n](Stopwatch *watch) { return failAfterReady(watch, n); });
}

Task<> sleeper(Duration length)
{
    co_await sleepFor(length);
}
Task<> sleepMany(Stopwatch *watch, int n)
{
    watch->start();
    auto body = [n](TaskGroup &group) -> Task<> {
        for (std::int64_t i = 0; i < n; ++i)
            group.spawn(sleeper(Duration((i * 2654435761 % 1000003) * 1000)));
        co_return;
    };
    const bool finished = co_await withTaskGroup(body);
    benchmark::DoNotOptimize(finished);
    watch->stop();
}
void fireTimers(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    measure(state, n, [n](Stopwatch *watch) { return sleepMany(watch, n); });
}

ErrorPtr groupOf(int leaves, bool mixed)
{
    std::vector<ErrorPtr> members;
    for (int i = 0; i < leaves; ++i)
        members.push_back(mixed && i % 2 ? makeCancelled() : makeError("ValueError", "x"));
    return makeGroup("errors", std::move(members));
}
void splitGroup(benchmark::State &state, bool mixed)
{
    // A tree: a thousand groups of equal size, as nested task groups make them.
    const auto n = static_cast<int>(state.range(0));
    std::vector<ErrorPtr> groups;
    for (int i = 0; i < n / 100; ++i)
        groups.push_back(groupOf(100, mixed));
    groups.push_back(groupOf(1, false));
    groups.push_back(makeCancelled());
    const ErrorPtr whole = makeGroup("all", std::move(groups));
    double total = 0;
    for (auto _ : state) {
        const double begun = cpuNow();
        {
            const ErrorSplit parts = splitCancellation(whole);
            benchmark::DoNotOptimize(parts.rest.get());
        }
        const double ns = cpuNow() - begun;
        state.SetIterationTime(ns * 1e-9);
        total += ns;
    }
    state.counters["ns_per_op"] = total / static_cast<double>(state.iterations()) / n;
}
void splitMixed(benchmark::State &state)
{
    splitGroup(state, true);
}
void splitAlike(benchmark::State &state)
{
    splitGroup(state, false);
}

void recordEvent(benchmark::State &state)
{
    const auto n = static_cast<int>(state.range(0));
    double total = 0;
    for (auto _ : state) {
        TraceRecorder recorder;
        Trace trace;
        double ns = 0;
        for (int done = 0; done < n; done += 10'000) {
            const double begun = cpuNow();
            for (std::uint32_t i = 0; i < 10'000; ++i) {
                const RunEvent event{{}, i, TaskId(i), PlaceId(1), TaskResumed{}};
                benchmark::DoNotOptimize(recorder.observe(event));
            }
            ns += cpuNow() - begun;
            recorder.drain(trace); // the window's part
            trace = {};
        }
        state.SetIterationTime(ns * 1e-9);
        total += ns;
    }
    state.counters["ns_per_op"] = total / static_cast<double>(state.iterations()) / n;
}

} // namespace

BENCHMARK(spawnBatches)->Arg(1'000'000)->UseManualTime();
BENCHMARK(spawnAlive)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->UseManualTime();
BENCHMARK(switchVirtual)->Arg(1'000'000)->UseManualTime();
BENCHMARK(switchPool)->Arg(1'000'000)->UseManualTime();
BENCHMARK(checkpointClean)->Arg(10'000'000)->UseManualTime();
BENCHMARK(cancelWaiting)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->UseManualTime();
BENCHMARK(cancelNested)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->UseManualTime();
BENCHMARK(timeoutUnneeded)->Arg(1'000'000)->UseManualTime();
BENCHMARK(scopeEnterExit)->Arg(1'000'000)->UseManualTime();
BENCHMARK(failAfterVirtual)->Arg(1'000'000)->UseManualTime();
BENCHMARK(failAfterPool)->Arg(1'000'000)->UseManualTime();
BENCHMARK(fireTimers)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->UseManualTime();
BENCHMARK(recordEvent)->Arg(1'000'000)->UseManualTime();
BENCHMARK(splitMixed)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->UseManualTime();
BENCHMARK(splitAlike)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->UseManualTime();

BENCHMARK_MAIN();
