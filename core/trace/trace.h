#pragma once

#include "core/engine/observer.h"

#include <string>
#include <vector>

namespace ScopeLab {

/// One recorded step. Numbers that end in Index count from 1 in the tables of the Trace; 0: none.
struct TraceEvent
{
    EventKind kind = EventKind::RunEnded;
    WaitKind wait = WaitKind::None;
    CancelSource source = CancelSource::None;
    bool flag = false;
    TaskId task = 0;
    ScopeId scope = 0;
    std::uint32_t other = 0;
    std::int32_t place = 0;
    EventId cause = 0;
    std::uint32_t errorIndex = 0;
    std::uint32_t otherErrorIndex = 0;
    std::uint32_t textIndex = 0;
    std::uint32_t labelIndex = 0;
    std::int64_t value = 0;
    std::int64_t time = 0; ///< Run time (ns).

    bool operator==(const TraceEvent &) const = default;
};

/// An error as it was when an event spoke of it. Later changes make a new record with the same
/// identity.
struct ErrorRecord
{
    std::uint32_t identity = 0; ///< The first record of this error.
    ErrorKind kind = ErrorKind::Error;
    unsigned holds = Error::Errors;
    std::string type;
    std::string message;
    std::vector<std::string> notes;
    std::vector<std::uint32_t> members;
    std::uint32_t cause = 0;
    std::uint32_t context = 0;
    TaskId task = 0;
    std::int32_t place = 0;

    bool operator==(const ErrorRecord &) const = default;
};

/// What happened in a run, as values: append-only, and whole at every moment.
/// Not thread-safe; TraceRecorder hands what is new from a run's thread to a reader's.
class Trace
{
public:
    const std::vector<TraceEvent> &events() const { return m_events; }
    EventId size() const { return static_cast<EventId>(m_events.size()); }
    const TraceEvent &event(EventId id) const { return m_events[id - 1]; }
    const std::string &text(std::uint32_t index) const;
    const Label &label(std::uint32_t index) const;
    const ErrorRecord &error(std::uint32_t index) const { return m_errors[index - 1]; }
    const std::vector<std::string> &texts() const { return m_texts; }
    const std::vector<Label> &labels() const { return m_labels; }
    const std::vector<ErrorRecord> &errors() const { return m_errors; }

    EventId add(const TraceEvent &event);
    std::uint32_t addText(std::string text);
    std::uint32_t addLabel(Label label);
    std::uint32_t addError(ErrorRecord error);

    /// Takes over all that @p tail holds; its indices must follow on from ours.
    void append(Trace &&tail);

    /// Takes over the texts, labels and errors of @p other, which then has none.
    void takeParts(Trace &other);

    /// The last event at or before @p time (ns); 0 if there is none.
    EventId lastEventUntil(std::int64_t time) const;

    /// `Type: message` of a record.
    std::string describe(std::uint32_t errorIndex) const;

    bool operator==(const Trace &other) const;

private:
    std::vector<TraceEvent> m_events;
    std::vector<std::string> m_texts;
    std::vector<Label> m_labels;
    std::vector<ErrorRecord> m_errors;
};

const char *toString(EventKind kind);
const char *toString(WaitKind kind);
const char *toString(CancelSource source);

} // namespace ScopeLab
