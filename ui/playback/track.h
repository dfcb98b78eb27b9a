#pragma once

#include "core/session/liverun.h"
#include "core/trace/findings.h"

#include <memory>
#include <vector>

namespace ScopeLab {

/// True for events that a student should not miss: cancels, errors, shields.
bool isDecisive(const RunEvent &event);

/// What a moment of time shows: everything until then, except for the cleaning up of a run that got
/// stuck at that very moment. @p stuck is where it did; 0: it did not.
EventId eventAt(const Trace &trace, EventId stuck, TimePoint time);

/// One course that a run takes: what is recorded of it, what may still come, and the moment of it that is shown.
///
/// A recording is a track that never grows. Acting in the past of a run makes another track, which
/// shares its beginning; the first one stays as it is.
class Track
{
public:
    /// Nothing.
    Track() = default;
    explicit Track(Trace recording);

    /// Starts a run, at the moment before its first event.
    Track(std::shared_ptr<const Scenario> scenario, const RunRequest &request, std::vector<Act> acts);

    Track(const Track &) = delete;
    Track &operator=(const Track &) = delete;

    const Trace &trace() const { return m_trace; }

    /// What was done to it; under virtual time.
    const std::vector<Act> &acts() const { return m_acts; }

    /// The decisive events so far, and those that form or split a group of errors.
    const std::vector<EventId> &decisiveEvents() const { return m_decisiveEvents; }
    const std::vector<EventId> &groupEvents() const { return m_groupEvents; }

    // -- where it ends

    /// Where it got stuck; 0: it did not. What comes after this is how it was cleaned up by force.
    EventId stuckEvent() const { return m_stuckEvent; }

    /// Where it comes to rest: where it got stuck, or its last event so far.
    EventId restingEvent() const { return m_stuckEvent ? m_stuckEvent : m_trace.size(); }
    TimePoint restingTime() const; ///< ns

    /// Time of the last event.
    TimePoint recordedTime() const;

    /// What a moment of time shows.
    EventId eventAt(TimePoint time) const { return ScopeLab::eventAt(m_trace, m_stuckEvent, time); }

    // -- going on

    /// True as long as more can be recorded.
    bool isLive() const { return m_live && !m_isOver; }

    /// Lets it go on up to @p time. On real threads, Never lets it go on and any other time halts it.
    void drive(TimePoint time);

    /// One turn of one task.
    void stepOn();

    /// Does @p entry at once; on real threads.
    void actNow(const OperatorEntry &entry);

    /// True if more will be recorded without being asked for.
    bool isDriven() const;

    /// True once everything up to @p time is recorded, as far as anybody drives it that far.
    bool hasAllUntil(TimePoint time) const;

    /// Takes in what is new. @returns true if there was something, or if the run has ended.
    bool poll();

    /// Ends it where it is.
    void stop();

    // -- the moment that is shown

    const Moment &moment() const { return *m_moment; }
    void moveTo(EventId event);

private:
    void index();

    const std::vector<Act> m_acts;
    const bool m_isRealTime = false;
    Trace m_trace;
    EventId m_indexed = 0;
    std::vector<EventId> m_decisiveEvents;
    std::vector<EventId> m_groupEvents;
    EventId m_stuckEvent = 0;
    const Moment m_nothing;
    History<Moment> m_history{m_trace};
    const Moment *m_moment = &m_nothing;
    std::unique_ptr<LiveRun> m_live;
    TimePoint m_drivenTo{-Duration(1)};
    TimePoint m_recordedUntil{-Duration(1)}; // driven up to here, and all of that is in m_trace
    bool m_isOver = false;
};

} // namespace ScopeLab
