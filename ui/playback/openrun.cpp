#include "ui/playback/openrun.h"

#include "core/text/oneline.h"
#include "ui/playback/scenariotexts.h"

#include <algorithm>

namespace ScopeLab {

namespace {

// Undo and redo go back to what was recorded, at most so many tracks ago.
constexpr std::size_t MaxTracks = 8;

bool isSame(const Act &a, const Act &b)
{
    const auto parts = [](const Act &act) {
        const OperatorEntry &entry = act.entry;
        return std::tie(act.after, entry.kind, entry.at, entry.target, entry.scope, entry.reason, entry.deadlineAfter,
                        entry.deadlineAt, entry.shield);
    };
    return parts(a) == parts(b);
}

} // namespace

OpenRun::OpenRun(const RunRequest &how)
    : request(how)
{
    tracks.push_back(std::make_unique<Track>());
}

OpenRun::OpenRun(const ScenarioFile &file, const RunRequest &how, std::vector<Act> acts)
    : kind(Kind::Scenario)
    , scenario(file.loaded.scenario)
    , title(inReadersLanguage(oneLine(scenario->title)))
    , source(QString::fromStdString(file.text))
    , request(how)
    , transport(Transport::Arriving{})
{
    tracks.push_back(std::make_unique<Track>(scenario, request, std::move(acts)));
}

OpenRun::OpenRun(LoadedTrace recording, const RunRequest &how)
    : kind(Kind::Recording)
    , title(inReadersLanguage(oneLine(recording.header.title)))
    , source(recording.header.scenario)
    , runtime(oneLine(recording.header.runtime))
    , request(how)
{
    const TraceHeader &header = recording.header;
    request.seed = header.seed;
    request.executor = header.executor == QStringLiteral("pool") ? ExecutorKind::Pool : ExecutorKind::Virtual;
    tracks.push_back(std::make_unique<Track>(std::move(recording.trace)));
    const Trace &trace = track().trace();
    const bool isSaved = header.cursor > 0 && header.cursor <= trace.size();
    track().moveTo(isSaved ? header.cursor : track().restingEvent());
    time = track().restingTime();
    if (isSaved) {
        const TimePoint earliest = trace.event(header.cursor).time;
        time = std::clamp(header.time, earliest, std::max(earliest, track().recordedTime()));
    }
}

OpenRun::OpenRun(const OpenRun &other, const RunRequest &how)
    : kind(Kind::Scenario)
    , scenario(other.scenario)
    , title(other.title)
    , source(other.source)
    , request(how)
    , transport(Transport::Arriving{})
{
    tracks.push_back(std::make_unique<Track>(scenario, request, std::vector<Act>()));
}

bool OpenRun::showTrack(const std::vector<Act> &acts)
{
    const auto found = std::find_if(tracks.begin(), tracks.end(), [&acts](const std::unique_ptr<Track> &track) {
        return std::equal(track->acts().begin(), track->acts().end(), acts.begin(), acts.end(), isSame);
    });
    beside = {};
    if (found != tracks.end()) {
        std::rotate(tracks.begin(), found, found + 1);
        return false;
    }
    tracks.insert(tracks.begin(), std::make_unique<Track>(scenario, request, acts));
    tracks.resize(std::min(tracks.size(), MaxTracks));
    return true;
}

Fork forkOf(const std::vector<Act> &a, const std::vector<Act> &b)
{
    const auto [inA, inB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), isSame);
    Fork fork;
    fork.acts = static_cast<std::size_t>(inA - a.begin());
    const Act *first = nullptr;
    for (const Act *act : {inA == a.end() ? nullptr : &*inA, inB == b.end() ? nullptr : &*inB}) {
        if (act && (!first || act->after < first->after))
            first = act;
    }
    if (first) {
        fork.after = first->after;
        fork.time = TimePoint(first->entry.at);
    }
    return fork;
}

} // namespace ScopeLab
