#pragma once

#include "core/session/runner.h"
#include "core/trace/tracerecorder.h"

#include <memory>
#include <vector>

namespace ScopeLab {

/// What somebody did to a run, and when: after that many recorded events.
struct Act
{
    EventId after = 0;
    OperatorEntry entry;
};

/// A run that somebody watches: it goes on only as far as it is told to, on a thread of its own.
///
/// Under virtual time the same acts after the same events give the same run. To act in the past is
/// to start a new run with one more act. All functions are thread-safe and return at once; destroying it
/// stops the run.
class LiveRun
{
public:
    LiveRun(std::shared_ptr<const Scenario> scenario, const RunRequest &request);
    virtual ~LiveRun() = default;
    LiveRun(const LiveRun &) = delete;
    LiveRun &operator=(const LiveRun &) = delete;

    /// Starts a run, which waits to be told how far to go. @param acts in the order of their events; virtual
    /// time only.
    static std::unique_ptr<LiveRun> create(std::shared_ptr<const Scenario> scenario, const RunRequest &request,
                                           std::vector<Act> acts = {});

    const RunRequest &request() const { return m_request; }

    /// Lets the run go on up to @p limit, and no further until it is told to.
    virtual void runUntil(TimePoint limit) = 0;

    /// One turn of one task.
    virtual void step() = 0;

    /// Does @p entry now. Under virtual time use an Act instead.
    virtual void actNow(const OperatorEntry &entry) = 0;

    /// True once nothing more will be recorded.
    virtual bool isOver() const = 0;

    /// True once nothing more will be recorded up to @p time, which it was told to reach. In real time that is known
    /// only once the run is over.
    virtual bool hasReached(TimePoint time) const = 0;

    /// Moves what has been recorded since the last call into @p trace.
    void drain(Trace &trace)
    {
        trace.clock = clockOf(m_request);
        m_recorder.drain(trace);
    }

protected:
    const std::shared_ptr<const Scenario> m_scenario;
    const RunRequest m_request;
    TraceRecorder m_recorder;
};

} // namespace ScopeLab
