#include "core/trace/tracerecorder.h"

namespace ScopeLab {

namespace {
constexpr std::size_t MostSpares = 64; // some 2 MB: more than a frame's worth of a fast run
}

TraceRecorder::~TraceRecorder()
{
    while (m_reading) // one by one: a long line must not end in a recursion as long
        m_reading.reset(m_reading->next.load(std::memory_order_acquire));
}

EventId TraceRecorder::observe(const EngineEvent &event)
{
    if (m_written == Chunk::Size) {
        Chunk *const next = nextChunk();
        m_writing->next.store(next, std::memory_order_release);
        m_writing = next;
        m_written = 0;
    }
    TraceEvent &recorded = *new (m_writing->at(m_written)) TraceEvent{.kind = event.kind,
                                                                      .wait = event.wait,
                                                                      .source = event.source,
                                                                      .flag = event.flag,
                                                                      .task = event.task,
                                                                      .scope = event.scope,
                                                                      .other = event.other,
                                                                      .place = event.place,
                                                                      .cause = event.cause,
                                                                      .value = event.value,
                                                                      .time = event.time.time_since_epoch().count()};
    if (event.label || event.error || event.otherError || !event.text.empty())
        recordParts(event, recorded);
    m_writing->published.store(++m_written, std::memory_order_release);
    return ++m_lastEvent;
}

TraceRecorder::Chunk *TraceRecorder::nextChunk()
{
    const std::lock_guard lock(m_mutex);
    if (m_spares.empty())
        return new Chunk;
    Chunk *const spare = m_spares.back().release();
    m_spares.pop_back();
    return spare;
}

void TraceRecorder::recordParts(const EngineEvent &event, TraceEvent &recorded)
{
    const std::lock_guard lock(m_mutex);
    recorded.labelIndex = recordLabel(event.label);
    recorded.errorIndex = record(event.error);
    recorded.otherErrorIndex = record(event.otherError);
    if (!event.text.empty()) {
        m_parts.addText(std::string(event.text));
        recorded.textIndex = ++m_lastText;
    }
}

void TraceRecorder::drain(Trace &trace)
{
    Trace tail;
    std::vector<std::unique_ptr<Chunk>> read;
    for (;;) {
        const std::uint32_t published = m_reading->published.load(std::memory_order_acquire);
        for (; m_read < published; ++m_read)
            tail.add(*m_reading->at(m_read));
        Chunk *const next = m_reading->next.load(std::memory_order_acquire);
        if (m_read < Chunk::Size || !next)
            break;
        read.push_back(std::exchange(m_reading, std::unique_ptr<Chunk>(next)));
        m_read = 0;
    }
    {
        // Afterwards: what the events above speak of has been there before them.
        const std::lock_guard lock(m_mutex);
        tail.takeParts(m_parts);
        for (std::unique_ptr<Chunk> &chunk : read) {
            if (m_spares.size() == MostSpares)
                break;
            chunk->published = 0;
            chunk->next = nullptr;
            m_spares.push_back(std::move(chunk));
        }
    }
    trace.append(std::move(tail));
}

// Errors nest as deep as a scenario likes (groups, contexts): what an error speaks of is recorded
// before it, from an explicit stack.
std::uint32_t TraceRecorder::record(const ErrorPtr &root)
{
    if (!root)
        return 0;
    std::vector<ErrorPtr> stack{root};
    std::unordered_map<const Error *, bool> open;
    while (!stack.empty()) {
        const ErrorPtr at = stack.back();
        const auto known = m_knownErrors.find(at.get());
        const bool isCurrent = known != m_knownErrors.end() && known->second.revision == at->revision;
        if (isCurrent || open[at.get()]) {
            stack.pop_back();
            if (!isCurrent) {
                const std::uint32_t index = recordOne(*at);
                KnownError &entry = m_knownErrors[at.get()];
                entry.error = at;
                entry.record = index;
                if (!entry.identity)
                    entry.identity = index;
                entry.revision = at->revision;
            }
            continue;
        }
        open[at.get()] = true;
        const auto push = [&](const ErrorPtr &error) {
            if (error && !open.contains(error.get()))
                stack.push_back(error);
        };
        for (const ErrorPtr &member : at->members)
            push(member);
        push(at->cause);
        push(at->context);
    }
    return m_knownErrors[root.get()].record;
}

std::uint32_t TraceRecorder::recordOne(const Error &error)
{
    const auto indexOf = [this](const ErrorPtr &other) {
        const auto known = m_knownErrors.find(other.get());
        return other && known != m_knownErrors.end() ? known->second.record : 0;
    };
    const auto known = m_knownErrors.find(&error);
    ErrorRecord recorded;
    recorded.identity = known != m_knownErrors.end() ? known->second.identity : m_lastError + 1;
    recorded.kind = error.kind;
    recorded.holds = error.holds;
    recorded.type = error.type;
    recorded.message = error.message;
    recorded.notes = error.notes;
    for (const ErrorPtr &member : error.members)
        recorded.members.push_back(indexOf(member));
    recorded.cause = indexOf(error.cause);
    recorded.context = indexOf(error.context);
    recorded.task = error.origin.task;
    recorded.place = error.origin.place;
    m_parts.addError(std::move(recorded));
    return ++m_lastError;
}

std::uint32_t TraceRecorder::recordLabel(const Label *label)
{
    if (!label)
        return 0;
    std::uint32_t &index = m_knownLabels[label];
    if (!index) {
        m_parts.addLabel(*label);
        index = ++m_lastLabel;
    }
    return index;
}

} // namespace ScopeLab
