#pragma once

#include "core/trace/runstate.h"
#include "core/trace/tracerecorder.h"

#include <deque>
#include <optional>
#include <set>
#include <unordered_map>

namespace ScopeLab {

class RecordingStream;

/// One line that a program logged.
struct LogLine
{
    TimePoint time{};
    TaskId task;
    TextId text;
};

/// An error that the outcome of the run does not show.
struct UnseenError
{
    TimePoint time{};
    TaskId task;
    ErrorId error;
    bool isLost = false; ///< True: a cancellation took its place (CL-4). False: it left a task that nobody waits for.
};

/// Names, with `#2`, `#3`, … when a name is used again. Takes a few bytes for each.
class InstanceNames
{
public:
    /// Gives @p number, which counts from 1, the name in @p label. No-op if it has a name.
    void add(std::uint32_t number, NameId label, const std::string &name);

    /// Its name; empty if it has none. @param parts has the labels.
    std::string of(std::uint32_t number, const Trace &parts) const;

private:
    struct Instance
    {
        NameId label;
        std::uint32_t count = 0;
    };
    std::vector<Instance> m_instances; // by number - 1
    std::unordered_map<std::string, std::uint32_t> m_counts;
};

/// What a run came to, without its events: they are taken into account and forgotten. So are tasks, scopes and
/// operations that are over, except for the first ones: a run may have millions of them.
struct RunSummary
{
    /// How many are kept of tasks, scopes and operations that are over, and of errors that nobody saw.
    static constexpr std::uint32_t MostKept = 10'000;

    RunSummary() = default;

    /// The summary of a whole recording.
    explicit RunSummary(Trace recording);

    Trace parts; ///< The texts, labels, places and errors that the rest refers to.
    RunState state;
    std::optional<RunState> stuck; ///< As it was when nothing could run any more.
    std::optional<RunEvent> limit; ///< The LimitHit, if there was one.
    std::vector<LogLine> log;
    std::vector<UnseenError> unseen; ///< Single errors, each once, in the order in which they went unseen.

    // Of everything, what was forgotten included:
    InstanceNames taskNames;
    InstanceNames scopeNames; ///< Those of the program; the engine opens some scopes of its own.
    InstanceNames operationNames;

    // How many were forgotten.
    std::uint64_t tasksLeftOut = 0;
    std::uint64_t scopesLeftOut = 0; ///< Those that have a name.
    std::uint64_t operationsLeftOut = 0;
    std::uint64_t unseenLeftOut = 0; ///< How often errors went unseen.

    /// Whether the program has opened it, and not the engine.
    bool isListed(const ScopeState &scope) const { return !parts.label(scope.name).kind.empty(); }

    /// Takes the events that were added to parts into account.
    void fold();

private:
    void take(const RunEvent &event);
    void forget(const RunEvent &event);
    void noteUnseen(const RunEvent &event, ErrorId error, bool isLost);

    std::set<ErrorId> m_noted; // identities of what is in unseen
};

/// Records only what a run comes to. Its memory does not grow with the events: ten million rounds
/// of a loop need no more than ten.
class SummaryRecorder final : public EngineObserver
{
public:
    /// @param stream takes everything that happens, if it is not null.
    explicit SummaryRecorder(RecordingStream *stream = nullptr)
        : m_stream(stream)
    {
    }

    EventId observe(const RunEvent &event) override;

    // Remembered only if the next event is one whose details matter in the end.
    ErrorId add(const ErrorPtr &error) override;
    TextId add(std::string_view text) override;

    NameId add(const Label &label) override;
    PlaceId add(const Place &place) override;
    std::uint64_t bytesOfErrors() const override;

    /// Once the run is over.
    RunSummary take();

private:
    RunEvent kept(const RunEvent &event);
    RunEvent streamed(const RunEvent &event);
    TextId keptText(TextId pending, bool isLogged);
    ErrorId keptError(const RunEvent &event, ErrorId pending);

    TraceRecorder m_recorder;
    RecordingStream *const m_stream;

    // For the next event, which names them by their positions here:
    std::vector<ErrorPtr> m_errors;
    std::deque<std::string> m_texts;

    std::unordered_map<std::string, TextId> m_reasons; // those that are kept
    std::uint32_t m_errorsKept = 0;
    EventId m_nextFold = 0;
    RunSummary m_summary;
};

} // namespace ScopeLab
