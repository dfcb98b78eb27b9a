#pragma once

#include "core/trace/runstate.h"
#include "core/trace/tracerecorder.h"

#include <optional>
#include <set>

namespace ScopeLab {

/// One line that a program logged.
struct LogLine
{
    TimePoint time{};
    TaskId task;
    TextId text;
};

/// An error of which the outcome of the run does not tell.
struct UnseenError
{
    TimePoint time{};
    TaskId task;
    ErrorId error;
    bool isLost = false; ///< A cancellation took its place (CL-4). Else it left a task that nobody waits for.
};

/// What a run came to, without its events: they are folded, and forgotten. Numbers of events in its states
/// say nothing.
struct RunSummary
{
    RunSummary() = default;

    /// Of a whole recording.
    explicit RunSummary(Trace recording);

    Trace parts; ///< Texts, labels, places and errors, of which the rest speaks.
    RunState state;
    std::optional<RunState> stuck; ///< As it was when nothing could run any more.
    std::optional<RunEvent> limit; ///< The LimitHit, if there was one.
    std::vector<LogLine> log;
    std::vector<UnseenError> unseen; ///< Single errors, each once, in the order in which they went.

    /// Folds the events that were added to parts.
    void fold();

private:
    void take(const RunEvent &event);
    void noteUnseen(const RunEvent &event, ErrorId error, bool isLost);

    std::set<ErrorId> m_noted; // identities of what is in unseen
};

/// Records a run as what it comes to. What it takes does not grow with the events: ten million steps that
/// go round in a loop need no more than ten.
class SummaryRecorder final : public EngineObserver
{
public:
    EventId observe(const RunEvent &event) override;

    /// Remembered only if the next event is one whose errors count in the end.
    ErrorId add(const ErrorPtr &error) override;
    TextId add(std::string_view text) override { return m_recorder.add(text); }
    NameId add(const Label &label) override { return m_recorder.add(label); }
    PlaceId add(const Place &place) override { return m_recorder.add(place); }

    /// Once the run is over.
    RunSummary take();

private:
    ErrorId recorded(ErrorId pending);

    TraceRecorder m_recorder;
    std::vector<ErrorPtr> m_pending; // of the next event, which names them by their position here
    std::size_t m_nextFold = 0;
    RunSummary m_summary;
};

} // namespace ScopeLab
