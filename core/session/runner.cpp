#include "core/session/runner.h"

#include "core/session/driver.h"
#include "core/trace/tracerecorder.h"

namespace ScopeLab {

namespace {

void run(const Scenario &scenario, const RunRequest &request, EngineObserver *observer)
{
    if (request.executor == ExecutorKind::Virtual)
        VirtualRun(scenario, request, observer).advance();
    else
        PoolRun(scenario, request, observer).wait();
}

} // namespace

Trace runToEnd(const Scenario &scenario, const RunRequest &request)
{
    TraceRecorder recorder;
    run(scenario, allKept(request), &recorder);
    Trace trace;
    trace.clock = clockOf(request);
    recorder.drain(trace);
    return trace;
}

RunSummary summaryOfRun(const Scenario &scenario, const RunRequest &request, RecordingStream *stream)
{
    SummaryRecorder recorder(stream);
    run(scenario, request, &recorder);
    return recorder.take();
}

} // namespace ScopeLab
