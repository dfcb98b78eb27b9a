#pragma once

#include "core/engine/observer.h"
#include "core/trace/unknowns.h"

#include <string>
#include <vector>

namespace ScopeLab {

/// An error as it was when an event mentioned it. Later changes make a new record with the same
/// identity.
struct ErrorRecord
{
    ErrorId identity; ///< The first record of this error.
    ErrorKind kind = ErrorKind::Error;
    unsigned holds = Error::Errors;
    std::string type;
    std::string message;
    std::vector<std::string> notes;
    std::vector<ErrorId> members;
    ErrorId cause;
    ErrorId context;
    TaskId task; ///< Who raised it.
    PlaceId place;

    bool operator==(const ErrorRecord &) const = default;
};

/// A file of the program that was recorded, with its text.
struct SourceFile
{
    std::string path; ///< As Place::file.
    std::string text;

    bool operator==(const SourceFile &) const = default;
};

/// What keeps the time of a recording.
enum class ClockKind : std::uint8_t {
    Virtual, ///< Time jumps: what happens takes none, unless the program says so.
    Real     ///< Everything takes some.
};

/// What happened in a run, as values: append-only, and whole at every moment.
/// Not thread-safe; TraceRecorder hands what is new from a run's thread to a reader's.
class Trace
{
public:
    ClockKind clock = ClockKind::Virtual;
    std::vector<SourceFile> files; ///< Those whose text the recording holds.
    Unknowns unknowns;

    const std::vector<RunEvent> &events() const { return m_events; }
    EventId size() const { return m_forgottenEvents + static_cast<EventId>(m_events.size()); }
    const RunEvent &event(EventId id) const { return m_events[id - 1 - m_forgottenEvents]; }

    // What events mention. Without an id these are empty: a recording may lack them.
    const std::string &text(TextId id) const;
    const Label &label(NameId id) const;
    const Place &place(PlaceId id) const;

    /// The place that awaits what is at @p place; none if no more of the stack is known.
    PlaceId placeAround(PlaceId place) const;
    const ErrorRecord &error(ErrorId id) const;
    std::uint32_t errorCount() const { return m_forgottenErrors + static_cast<std::uint32_t>(m_errors.size()); }

    const std::vector<std::string> &texts() const { return m_texts; }
    const std::vector<Label> &labels() const { return m_labels; }
    const std::vector<Place> &places() const { return m_places; }
    const std::vector<ErrorRecord> &errors() const { return m_errors; }

    EventId add(const RunEvent &event);
    TextId addText(std::string text);
    NameId addLabel(Label label);
    PlaceId addPlace(Place place, PlaceId around = {});
    ErrorId addError(ErrorRecord error);

    /// Makes room for @p events at once, so that a long recording costs no more than its events.
    void reserve(std::size_t events) { m_events.reserve(events); }

    /// Takes over everything in @p tail, whose numbers must continue ours.
    void append(Trace &&tail);

    /// Takes over everything but the events of @p other, which is empty afterwards.
    void takeParts(Trace &other);

    // Forget what has been dealt with and will never be asked for again. Numbering goes on.
    void forgetEvents();
    void forgetTextsAndErrors();

    /// The last event at or before @p time; 0 if there is none.
    EventId lastEventUntil(TimePoint time) const;

    /// The time of the last event; the start of the run if there is none.
    TimePoint end() const { return m_events.empty() ? TimePoint() : m_events.back().time; }

    /// The line of the place where an event says its task stands; 0 if it does not say.
    int line(PlaceId place) const { return this->place(place).line; }

    /// `Type: message` of a record.
    std::string describe(ErrorId error) const;

    /// True for a Cancelled and for a group that holds one; also for none: a Cancelled that never became an object.
    bool holdsCancellation(ErrorId error) const;

    bool operator==(const Trace &other) const = default;

private:
    std::vector<RunEvent> m_events;
    std::vector<std::string> m_texts;
    std::vector<Label> m_labels;
    std::vector<Place> m_places;
    std::vector<PlaceId> m_around; // by place; shorter: the rest have none
    std::vector<ErrorRecord> m_errors;
    EventId m_forgottenEvents = 0;
    std::uint32_t m_forgottenTexts = 0;
    std::uint32_t m_forgottenErrors = 0;
};

} // namespace ScopeLab
