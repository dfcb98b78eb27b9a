#pragma once

#include "core/trace/trace.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace ScopeLab {

/// Records a run. The run's thread writes; another thread may drain() what is new.
///
/// Events are handed over without a lock: each is written behind the last one that was published.
/// Only texts, labels and errors, which few events have, go under a mutex.
class TraceRecorder final : public EngineObserver
{
public:
    TraceRecorder() = default;
    ~TraceRecorder() override;
    TraceRecorder(const TraceRecorder &) = delete;
    TraceRecorder &operator=(const TraceRecorder &) = delete;

    EventId observe(const EngineEvent &event) override;

    /// Moves what was recorded since the last call into @p trace. For one reader at a time.
    void drain(Trace &trace);

    /// How many events were recorded so far. For the run's thread.
    EventId count() const { return m_lastEvent; }

private:
    struct KnownError
    {
        ErrorPtr error; // keeps the address from being used again
        std::uint32_t record = 0;
        std::uint32_t identity = 0;
        unsigned revision = 0;
    };
    struct Chunk
    {
        static constexpr std::uint32_t Size = 512;

        TraceEvent *at(std::uint32_t index) { return reinterpret_cast<TraceEvent *>(room) + index; }

        alignas(TraceEvent) std::byte room[Size * sizeof(TraceEvent)]; ///< Raw: each is written once.
        std::atomic<std::uint32_t> published = 0;                      ///< How many of them the reader may read.
        std::atomic<Chunk *> next = nullptr;
    };

    Chunk *nextChunk();
    void recordParts(const EngineEvent &event, TraceEvent &recorded);
    std::uint32_t record(const ErrorPtr &error);
    std::uint32_t recordOne(const Error &error);
    std::uint32_t recordLabel(const Label *label);

    // The run's thread:
    Chunk *m_writing = new Chunk;
    std::uint32_t m_written = 0; // in m_writing
    EventId m_lastEvent = 0;
    std::uint32_t m_lastText = 0;
    std::uint32_t m_lastLabel = 0;
    std::uint32_t m_lastError = 0;
    std::unordered_map<const Error *, KnownError> m_knownErrors;
    std::unordered_map<const Label *, std::uint32_t> m_knownLabels;

    // The reader's:
    std::unique_ptr<Chunk> m_reading{m_writing};
    std::uint32_t m_read = 0; // of m_reading

    std::mutex m_mutex;                           // protects all below
    Trace m_parts;                                // texts, labels and errors, without events
    std::vector<std::unique_ptr<Chunk>> m_spares; // were read, and are written again
};

} // namespace ScopeLab
