#include "core/session/runner.h"

#include "core/session/driver.h"
#include "core/trace/tracerecorder.h"

namespace ScopeLab {

Trace runToEnd(const Scenario &scenario, const RunRequest &request)
{
    TraceRecorder recorder;
    if (request.executor == ExecutorKind::Virtual)
        VirtualRun(scenario, request, &recorder).advance();
    else
        PoolRun(scenario, request, &recorder).wait();
    Trace trace;
    recorder.drain(trace);
    return trace;
}

} // namespace ScopeLab
