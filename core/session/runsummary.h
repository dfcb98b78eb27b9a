#pragma once

#include "core/trace/runstate.h"
#include "core/trace/tracerecorder.h"

#include <optional>

namespace ScopeLab {

/// One line that a program logged.
struct LogLine
{
    std::int64_t time = 0; ///< Run time (ns).
    TaskId task = 0;
    std::uint32_t textIndex = 0;
};

/// What a run came to, without its events: they are folded, and forgotten. Numbers of events in its states
/// say nothing.
struct RunSummary
{
    RunSummary() = default;

    /// Of a whole recording.
    explicit RunSummary(Trace recording);

    Trace parts; ///< Texts, labels and errors, of which the rest speaks.
    RunState state;
    std::optional<RunState> stuck; ///< As it was when nothing could run any more.
    std::vector<LogLine> log;

    /// Folds the events that were added to parts.
    void fold();
};

/// Records a run as what it comes to. What it takes does not grow with the events: ten million steps that
/// go round in a loop need no more than ten.
class SummaryRecorder final : public EngineObserver
{
public:
    EventId observe(const EngineEvent &event) override;

    /// Once the run is over.
    RunSummary take();

private:
    TraceRecorder m_recorder;
    std::size_t m_nextFold = 0;
    RunSummary m_summary;
};

} // namespace ScopeLab
