// Which run is shown; how the playhead moves in it is in playback.cpp.

#include "ui/playback/playback.h"

namespace ScopeLab {

void Playback::replace(std::unique_ptr<OpenRun> run)
{
    m_run.swap(run); // the old one goes once everybody knows of the new one
    announceRun();
}

void Playback::announceRun()
{
    m_hover.clear();
    m_timer.start();
    Q_EMIT runChanged();
    Q_EMIT transportChanged();
    Q_EMIT moved();
}

void Playback::openScenario(const ScenarioFile &file)
{
    openScenario(file, m_run->request);
}

void Playback::openScenario(const ScenarioFile &file, const RunRequest &request, std::vector<Act> acts)
{
    auto run = std::make_unique<OpenRun>(file, request, std::move(acts));
    run->track().drive({});
    replace(std::move(run));
}

void Playback::replaceScenario(const ScenarioFile &file)
{
    // Its acts are dropped: they name scopes that may no longer exist.
    auto run = std::make_unique<OpenRun>(file, m_run->request, std::vector<Act>());
    run->time = time();
    run->selection = SelectionTrail(selection());
    run->track().drive(run->time);
    replace(std::move(run));
    Q_EMIT selectionChanged();
}

void Playback::openTrace(LoadedTrace loaded)
{
    const TraceHeader header = loaded.header;
    replace(std::make_unique<OpenRun>(std::move(loaded), m_run->request));
    if (state().task(header.selectedTask))
        select(Selection(header.selectedTask));
    else if (state().scope(header.selectedScope))
        select(Selection(header.selectedScope));
}

void Playback::close()
{
    replace(std::make_unique<OpenRun>(m_run->request));
}

void Playback::restart(std::uint64_t seed, ExecutorKind executor)
{
    if (!scenario())
        return;
    RunRequest request = m_run->request;
    request.seed = seed;
    request.executor = executor;
    auto run = std::make_unique<OpenRun>(*m_run, request);
    run->track().drive({});
    replace(std::move(run));
}

} // namespace ScopeLab
