#pragma once

#include "core/trace/trace.h"

#include <mutex>
#include <unordered_map>

namespace ScopeLab {

/// Records a run. The run's thread writes; another thread may drain() what is new.
class TraceRecorder final : public EngineObserver
{
public:
    EventId observe(const EngineEvent &event) override;

    /// Moves what was recorded since the last call into @p trace. Thread-safe.
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

    std::uint32_t record(const ErrorPtr &error);
    std::uint32_t recordOne(const Error &error);
    std::uint32_t recordLabel(const Label *label);

    std::mutex m_mutex; // protects m_pending
    Trace m_pending;
    EventId m_lastEvent = 0;
    std::uint32_t m_lastText = 0;
    std::uint32_t m_lastLabel = 0;
    std::uint32_t m_lastError = 0;
    std::unordered_map<const Error *, KnownError> m_knownErrors;
    std::unordered_map<const Label *, std::uint32_t> m_knownLabels;
};

} // namespace ScopeLab
