#include "core/session/runner.h"

#include "core/engine/poolexecutor.h"
#include "core/interpreter/interpreter.h"
#include "core/trace/tracerecorder.h"

namespace ScopeLab {

namespace {

void runVirtually(const Scenario &scenario, const RunOptions &options, const RunLimits &limits)
{
    VirtualTimeExecutor executor(options);
    Interpreter interpreter(scenario, executor.scheduler(), limits);
    const Scheduler::Lease lease(executor.scheduler());
    executor.scheduler().start(interpreter.main(), interpreter.mainLabel());
    TimePoint limit(limits.virtualTime);
    for (bool goesOn = true; goesOn;) {
        const Progress progress = executor.runUntil(limit);
        if (progress == Progress::Limited) {
            interpreter.timeIsUp();
            limit = Never;
        } else {
            goesOn = progress == Progress::Stuck && interpreter.unstick();
        }
    }
    executor.scheduler().abandon(); // before the interpreter goes
}

void runOnPool(const Scenario &scenario, const RunOptions &options, const RunRequest &request)
{
    std::unique_ptr<Interpreter> interpreter; // after the run, which uses it to its end
    PoolExecutor executor(options);
    interpreter = std::make_unique<Interpreter>(scenario, executor.scheduler(), request.limits);
    executor.setSpeed(request.speed);
    const auto whenIdle = [&interpreter](Progress progress) {
        if (progress == Progress::Stuck)
            interpreter->unstick();
    };
    executor.start(interpreter->main(), whenIdle, interpreter->mainLabel());
    executor.wait();
    executor.abandon();
    interpreter.reset();
}

} // namespace

Trace runToEnd(const Scenario &scenario, const RunRequest &request)
{
    const std::string &backend = request.backend.empty() ? scenario.backend : request.backend;
    TraceRecorder recorder;
    RunOptions options;
    options.seed = request.seed;
    options.observer = &recorder;
    options.backend = CancellationBackend::byName(backend);
    if (request.executor == ExecutorKind::Virtual)
        runVirtually(scenario, options, request.limits);
    else
        runOnPool(scenario, options, request);
    Trace trace;
    trace.clock = request.executor == ExecutorKind::Virtual ? ClockKind::Virtual : ClockKind::Real;
    recorder.drain(trace);
    return trace;
}

} // namespace ScopeLab
