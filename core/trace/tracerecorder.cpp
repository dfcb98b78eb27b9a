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

EventId TraceRecorder::observe(const RunEvent &event)
{
    if (m_written == Chunk::Size) {
        Chunk *const next = nextChunk();
        m_writing->next.store(next, std::memory_order_release);
        m_writing = next;
        m_written = 0;
    }
    new (m_writing->at(m_written)) RunEvent(event);
    m_writing->published.store(++m_written, std::memory_order_release);
    return ++m_lastEvent;
}

TextId TraceRecorder::add(std::string_view text)
{
    if (text.empty())
        return {};
    const std::lock_guard lock(m_mutex);
    m_parts.addText(std::string(text));
    return ++m_lastText;
}

NameId TraceRecorder::add(const Label &label)
{
    NameId &id = m_knownLabels[&label];
    if (!id) {
        const std::lock_guard lock(m_mutex);
        m_parts.addLabel(label);
        id = ++m_lastLabel;
    }
    return id;
}

PlaceId TraceRecorder::add(const Place &place)
{
    if (place == Place())
        return {};
    PlaceId &id = m_knownPlaces[{place.file, place.line, place.function}];
    if (!id) {
        const std::lock_guard lock(m_mutex);
        m_parts.addPlace(place);
        id = ++m_lastPlace;
    }
    return id;
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
ErrorId TraceRecorder::add(const ErrorPtr &root)
{
    if (!root)
        return {};
    const std::lock_guard lock(m_mutex);
    std::vector<ErrorPtr> stack{root};
    std::unordered_map<const Error *, bool> open;
    while (!stack.empty()) {
        const ErrorPtr at = stack.back();
        const auto known = m_knownErrors.find(at.get());
        const bool isCurrent = known != m_knownErrors.end() && known->second.revision == at->revision;
        if (isCurrent || open[at.get()]) {
            stack.pop_back();
            if (!isCurrent) {
                const ErrorId index = recordOne(*at);
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

ErrorId TraceRecorder::recordOne(const Error &error)
{
    const auto indexOf = [this](const ErrorPtr &other) {
        const auto known = m_knownErrors.find(other.get());
        return other && known != m_knownErrors.end() ? known->second.record : ErrorId();
    };
    const auto known = m_knownErrors.find(&error);
    ErrorRecord recorded;
    recorded.identity = known != m_knownErrors.end() ? known->second.identity : ErrorId(m_lastError.number() + 1);
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

} // namespace ScopeLab
