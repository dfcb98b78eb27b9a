// Which run is shown; how the playhead moves in it is in playback.cpp.

#include "ui/playback/playback.h"

namespace ScopeLab {

void Playback::openScenario(const ScenarioFile &file)
{
    openScenario(file, m_request);
}

void Playback::openScenario(const ScenarioFile &file, const RunRequest &request, std::vector<Act> acts)
{
    m_request = request;
    m_scenario = file.loaded.scenario;
    m_title = QString::fromStdString(m_scenario->title);
    m_source = QString::fromStdString(file.text);
    m_acts = std::move(acts);
    m_undone.clear();
    m_barrier = NoBarrier;
    begin(0, 0);
}

void Playback::replaceScenario(const ScenarioFile &file)
{
    const Selection selected = m_selection;
    const std::int64_t time = m_time;
    m_scenario = file.loaded.scenario;
    m_title = QString::fromStdString(m_scenario->title);
    m_source = QString::fromStdString(file.text);
    m_acts.clear(); // they speak of scopes that may be gone
    m_undone.clear();
    m_barrier = NoBarrier;
    setPlaying(false);
    begin(0, time);
    m_catchesUp = true;
    m_selection = selected;
    Q_EMIT selectionChanged();
}

void Playback::openTrace(LoadedTrace loaded)
{
    m_run.reset();
    m_scenario.reset();
    m_title = loaded.header.title;
    m_source = loaded.header.scenario;
    const TraceHeader header = loaded.header;
    m_request.seed = loaded.header.seed;
    m_request.executor = loaded.header.executor == QStringLiteral("pool") ? ExecutorKind::Pool : ExecutorKind::Virtual;
    m_acts.clear();
    m_undone.clear();
    setPlaying(false);
    m_runIsOver = true;
    m_extent = 0;
    m_barrier = NoBarrier;
    m_marks.clear();
    m_otherBranch.reset();
    m_state = &m_nothing; // of the run before nothing may be asked any more
    m_history.reset();
    m_fates.clear();
    m_fatesAt = 0;
    m_time = 0;
    m_trace = std::move(loaded.trace);
    m_history = std::make_unique<RunHistory>(m_trace);
    m_hasRun = true;
    m_selection = {};
    m_selectedBefore.clear();
    m_selectedAfter.clear();
    Q_EMIT runChanged();
    if (header.cursor > 0 && header.cursor <= m_trace.size())
        moveTo(header.cursor, std::clamp(header.time, m_trace.event(header.cursor).time, recordedTime()));
    else
        moveTo(m_trace.size(), recordedTime());
    if (m_state->task(header.selectedTask))
        select({Selection::Kind::Task, header.selectedTask});
    else if (m_state->scope(header.selectedScope))
        select({Selection::Kind::Scope, header.selectedScope});
}

void Playback::close()
{
    m_run.reset();
    m_scenario.reset();
    m_title.clear();
    m_source.clear();
    m_acts.clear();
    m_undone.clear();
    m_extent = 0;
    m_barrier = NoBarrier;
    m_marks.clear();
    m_restoreCursor = 0;
    m_stepsToShow = 0;
    m_followsEnd = false;
    m_recordsToEnd = false;
    m_catchesUp = false;
    m_selectedBefore.clear();
    m_selectedAfter.clear();
    m_runIsOver = true;
    m_hasRun = false;
    setPlaying(false);
    m_state = &m_nothing;
    m_history.reset();
    m_trace = {};
    m_fates.clear();
    m_otherBranch.reset();
    m_selection = {};
    m_time = 0;
    Q_EMIT runChanged();
    Q_EMIT transportChanged();
    Q_EMIT moved();
}

/// Starts the run afresh with the acts so far, and shows it up to @p cursor.
void Playback::begin(EventId cursor, std::int64_t time)
{
    m_run.reset(); // the old one must not outlive what it writes to
    m_state = &m_nothing;
    m_history.reset();
    m_trace = {};
    m_fates.clear();
    m_fatesAt = 0;
    m_history = std::make_unique<RunHistory>(m_trace);
    m_hasRun = true;
    m_runIsOver = false;
    m_followsEnd = false;
    m_recordsToEnd = false;
    m_catchesUp = false;
    m_quietTicks = 0;
    m_extent = 0;
    m_marks.clear();
    m_stepsToShow = 0;
    m_restoreCursor = cursor;
    m_otherBranch.reset();
    m_time = time;
    if (!cursor) {
        m_selection = {};
        m_selectedBefore.clear();
        m_selectedAfter.clear();
    }
    m_run = LiveRun::create(m_scenario, m_request, m_acts);
    m_run->runUntil(TimePoint(Duration(time)));
    m_timer.start();
    Q_EMIT runChanged();
    Q_EMIT transportChanged();
    moveTo(0, time);
}

void Playback::restart(std::uint64_t seed, ExecutorKind executor)
{
    if (!m_scenario)
        return;
    setPlaying(false);
    m_request.seed = seed;
    m_request.executor = executor;
    m_acts.clear();
    m_undone.clear();
    m_barrier = NoBarrier;
    begin(0, 0);
}

} // namespace ScopeLab
