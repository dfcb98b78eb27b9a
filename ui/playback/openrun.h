#pragma once

#include "core/session/library.h"
#include "core/trace/tracefile.h"
#include "ui/playback/selection.h"
#include "ui/playback/track.h"

#include <QString>

#include <limits>
#include <variant>

namespace ScopeLab {

/// How far a step goes: one event, to where a task waits, to what a student should not miss, or to where
/// the clock moves on.
enum class StepSize { Event, Checkpoint, Decisive, Clock };

/// What the playhead is doing.
namespace Transport {

/// It rests where it is.
struct Paused
{
};

/// It goes on with the clock.
struct Playing
{
};

/// It stays at the end of a run that is still being recorded.
struct FollowingEnd
{
};

/// It goes on by steps through what is not recorded yet.
struct Stepping
{
    StepSize size = StepSize::Event;
    int count = 1; ///< Steps that are still to come.
};

/// The run has not come to the moment of the playhead yet: it has just been started, or started again.
struct Arriving
{
    EventId event = 0; ///< Where in the instant; 0: after all of it.
};

using State = std::variant<Paused, Playing, FollowingEnd, Stepping, Arriving>;

} // namespace Transport

/// All that belongs to the run that is open. To open another, or none, is to replace it whole.
struct OpenRun
{
    static constexpr TimePoint NoBarrier = Never;

    enum class Kind { Nothing, Recording, Scenario };

    /// Nothing is open. @p how is kept for what is opened next.
    explicit OpenRun(const RunRequest &how);
    OpenRun(const ScenarioFile &file, const RunRequest &how, std::vector<Act> acts);

    /// A recording, at the moment at which it was saved, or where it comes to rest.
    OpenRun(LoadedTrace recording, const RunRequest &how);

    /// The same scenario from the start, run as @p how says.
    OpenRun(const OpenRun &other, const RunRequest &how);

    Kind kind = Kind::Nothing;
    std::shared_ptr<const Scenario> scenario; ///< Null unless it is one.
    QString title;
    QString source;
    QString runtime; ///< Of a recorded program, as its recording says.
    RunRequest request;

    Transport::State transport = Transport::Paused{};
    TimePoint time{}; ///< Of the playhead.
    TimePoint barrier = NoBarrier;
    SelectionTrail selection;
    std::vector<Act> undone; ///< The last one is the next to be redone.

    /// Of another run shown beside this one; dropped with the track that it was compared with.
    struct Beside
    {
        TimePoint extent{};
        std::vector<TimePoint> marks;
    };
    Beside beside;

    /// The one that is shown.
    Track &track() const { return *tracks.front(); }

    /// The one that was shown before; null: there is none.
    Track *otherTrack() const { return tracks.size() > 1 ? tracks[1].get() : nullptr; }

    /// Shows the track with these acts. @returns false if it was still there, true if it was started afresh.
    bool showTrack(const std::vector<Act> &acts);

    /// The latest first; never empty.
    std::vector<std::unique_ptr<Track>> tracks;
};

/// Where two courses of the same run part.
struct Fork
{
    EventId after = 0;    ///< The last event that they share, …
    TimePoint time{};     ///< … and the moment of the act, which may be later.
    std::size_t acts = 0; ///< How many acts they share.
};
Fork forkOf(const std::vector<Act> &a, const std::vector<Act> &b);

} // namespace ScopeLab
