#pragma once

#include "core/trace/trace.h"

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <unordered_map>

namespace ScopeLab {

/// Records a run. The run's thread writes; another thread may drain() what is new.
///
/// Events are handed over without a lock: each is written after the last one that was published.
/// Only what they mention (texts, labels, places, errors), which few events add to, is behind a mutex.
class TraceRecorder final : public EngineObserver
{
public:
    TraceRecorder() = default;
    ~TraceRecorder() override;
    TraceRecorder(const TraceRecorder &) = delete;
    TraceRecorder &operator=(const TraceRecorder &) = delete;

    EventId observe(const RunEvent &event) override;
    ErrorId add(const ErrorPtr &error) override;
    TextId add(std::string_view text) override;
    NameId add(const Label &label) override;
    PlaceId add(const Place &place) override;
    std::uint64_t bytesOfErrors() const override { return m_bytesOfErrors; }

    /// Moves what was recorded since the last call into @p trace. For one reader at a time.
    void drain(Trace &trace);

    /// How many events have been recorded so far. For the run's thread.
    EventId count() const { return m_lastEvent; }

private:
    struct KnownError
    {
        ErrorPtr error; // keeps the address from being used again
        ErrorId record;
        ErrorId identity;
        unsigned revision = 0;
        std::uint64_t checkedAt = 0; // changesOfObservedErrors() when it was last found to be current
    };
    struct Chunk
    {
        static constexpr std::uint32_t Size = 512;

        RunEvent *at(std::uint32_t index) { return reinterpret_cast<RunEvent *>(room) + index; }

        alignas(RunEvent) std::byte room[Size * sizeof(RunEvent)]; ///< Raw: each is written once.
        std::atomic<std::uint32_t> published = 0;                  ///< How many of them the reader may read.
        std::atomic<Chunk *> next = nullptr;
    };

    Chunk *nextChunk();
    bool isCurrent(const ErrorPtr &error) const;
    void bringUpToDate(const ErrorPtr &error);
    ErrorId recordOf(const ErrorPtr &error) const;
    std::size_t published() const;
    ErrorId recordOne(const Error &error);
    void forgetDeadErrors();

    // The run's thread:
    Chunk *m_writing = new Chunk;
    std::uint32_t m_written = 0; // in m_writing
    EventId m_lastEvent = 0;
    TextId m_lastText;
    NameId m_lastLabel;
    PlaceId m_lastPlace;
    ErrorId m_lastError;
    std::unordered_map<const Error *, KnownError> m_knownErrors;
    std::size_t m_nextLook = 1024; // at the errors in m_knownErrors that nobody else holds
    std::uint64_t m_bytesOfErrors = 0;
    std::unordered_map<const Label *, NameId> m_knownLabels;
    std::map<std::tuple<std::string, int, std::string>, PlaceId> m_knownPlaces;

    // The reader's:
    std::unique_ptr<Chunk> m_reading{m_writing};
    std::uint32_t m_read = 0; // of m_reading

    std::mutex m_mutex;                           // protects all below
    Trace m_parts;                                // all but events
    std::vector<std::unique_ptr<Chunk>> m_spares; // have been read, and will be written again
};

} // namespace ScopeLab
