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
        take(parts.event(state.event));
    }
    Trace withoutEvents;
    withoutEvents.takeParts(parts);
    parts = std::move(withoutEvents);
}

void RunSummary::take(const RunEvent &event)
{
    if (const auto *logged = event.as<Logged>()) {
        log.push_back({event.time, event.task, logged->text});
    } else if (event.is<RunStuck>()) {
        stuck = state;
    } else if (event.is<LimitHit>()) {
        limit = event;
    } else if (const auto *lost = event.as<ErrorLost>()) {
        noteUnseen(event, lost->error, true);
    } else if (const auto *exited = event.as<TaskExited>()) {
        const TaskState *task = state.task(event.task);
        if (exited->end == TaskEnd::Failed && task && task->isDetached())
            noteUnseen(event, exited->error, false);
    }
}

void RunSummary::noteUnseen(const RunEvent &event, ErrorId error, bool isLost)
{
    std::vector<ErrorId> open{error};
    while (!open.empty()) {
        const ErrorId id = open.back();
        open.pop_back();
        const ErrorRecord &record = parts.error(id);
        open.insert(open.end(), record.members.rbegin(), record.members.rend());
        if (record.kind == ErrorKind::Error && m_noted.insert(record.identity).second)
            unseen.push_back({event.time, event.task, id, isLost});
    }
}

ErrorId SummaryRecorder::add(const ErrorPtr &error)
{
    m_pending.push_back(error);
    return ErrorId(static_cast<std::uint32_t>(m_pending.size()));
}

ErrorId SummaryRecorder::recorded(ErrorId pending)
{
    return pending ? m_recorder.add(m_pending[pending.number() - 1]) : ErrorId();
}

EventId SummaryRecorder::observe(const RunEvent &event)
{
    RunEvent kept = event;
    std::visit(
        [this]<typename T>(T &data) {
            constexpr bool counts
                = std::is_same_v<T, TaskExited> || std::is_same_v<T, RunEnded> || std::is_same_v<T, ErrorLost>;
            if constexpr (counts)
                data.error = recorded(data.error);
            else if constexpr (requires { data.error; })
                data.error = {};
            if constexpr (requires { data.by; })
                data.by = {};
            if constexpr (requires { data.rest; })
                data.rest = {};
        },
        kept.data);
    m_pending.clear();
    const EventId id = m_recorder.observe(kept);
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
