#include "core/session/runsummary.h"

#include <algorithm>

namespace ScopeLab {

namespace {

// So few that they stay in the cache; more where what stays is much, since folding moves that.
std::size_t eventsAtOnce(const Trace &parts)
{
    return std::max<std::size_t>(8192, (parts.texts().size() + parts.errors().size()) / 4);
}

} // namespace

RunSummary::RunSummary(Trace recording)
    : parts(std::move(recording))
{
    fold();
}

void RunSummary::fold()
{
    state.event = 0; // counts from the first that is still there
    while (state.event < parts.size()) {
        state.apply(parts);
        const TraceEvent &event = parts.event(state.event);
        if (event.kind == EventKind::Logged)
            log.push_back({event.time, event.task, event.textIndex});
        else if (event.kind == EventKind::RunStuck)
            stuck = state;
    }
    Trace withoutEvents;
    withoutEvents.takeParts(parts);
    parts = std::move(withoutEvents);
}

EventId SummaryRecorder::observe(const EngineEvent &event)
{
    EventId id = 0;
    if (event.kind == EventKind::TaskExited || event.kind == EventKind::RunEnded) {
        id = m_recorder.observe(event);
    } else { // errors that came to nothing need not be remembered
        EngineEvent withoutErrors = event;
        withoutErrors.error = {};
        withoutErrors.otherError = {};
        id = m_recorder.observe(withoutErrors);
    }
    if (id >= m_nextFold) {
        m_recorder.drain(m_summary.parts);
        m_summary.fold();
        m_nextFold = id + eventsAtOnce(m_summary.parts);
    }
    return id;
}

RunSummary SummaryRecorder::take()
{
    m_recorder.drain(m_summary.parts);
    m_summary.fold();
    return std::move(m_summary);
}

} // namespace ScopeLab
