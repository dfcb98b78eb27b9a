#include "core/trace/tracerecorder.h"

#include <algorithm>
#include <unordered_set>

namespace ScopeLab {

namespace {

constexpr std::size_t MostSpares = 64; // some 2 MB, more than a fast run records in a frame

template <typename Function>
void forEachLink(const Error &error, Function function)
{
    for (const ErrorPtr &member : error.members)
        function(member);
    if (error.cause)
        function(error.cause);
    if (error.context)
        function(error.context);
}

} // namespace

TraceRecorder::~TraceRecorder()
{
    while (m_reading) // one by one: destroying a long list must not recurse as deep as it is long
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

/// How many events are there for drain().
std::size_t TraceRecorder::published() const
{
    std::size_t count = 0;
    for (const Chunk *at = m_reading.get(); at; at = at->next.load(std::memory_order_acquire))
        count += at->published.load(std::memory_order_acquire);
    return count - m_read;
}

void TraceRecorder::drain(Trace &trace)
{
    Trace tail;
    tail.reserve(published());
    std::vector<std::unique_ptr<Chunk>> read; // as many as may be kept as spares
    for (;;) {
        const std::uint32_t published = m_reading->published.load(std::memory_order_acquire);
        for (; m_read < published; ++m_read)
            tail.add(*m_reading->at(m_read));
        Chunk *const next = m_reading->next.load(std::memory_order_acquire);
        if (m_read < Chunk::Size || !next)
            break;
        std::unique_ptr<Chunk> done = std::exchange(m_reading, std::unique_ptr<Chunk>(next));
        if (read.size() < MostSpares)
            read.push_back(std::move(done));
        m_read = 0;
    }
    {
        // Taken afterwards: what the events above mention was added before them.
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

// Errors nest as deep as a scenario likes (groups, contexts): what an error refers to is recorded
// before it, from an explicit stack. What has not changed since the last look is not looked at again.
ErrorId TraceRecorder::add(const ErrorPtr &root)
{
    if (!root)
        return {};
    const std::lock_guard lock(m_mutex);
    if (m_knownErrors.size() >= m_nextLook)
        forgetDeadErrors();
    std::vector<ErrorPtr> stack{root};
    std::unordered_set<const Error *> open;
    while (!stack.empty()) {
        const ErrorPtr at = stack.back();
        if (isCurrent(at) || !open.insert(at.get()).second) {
            stack.pop_back();
            bringUpToDate(at);
            continue;
        }
        forEachLink(*at, [&](const ErrorPtr &error) {
            if (!open.contains(error.get()))
                stack.push_back(error);
        });
    }
    return recordOf(root);
}

/// Whether what was recorded of it, and of everything it leads to, still holds.
bool TraceRecorder::isCurrent(const ErrorPtr &error) const
{
    const auto known = m_knownErrors.find(error.get());
    return known != m_knownErrors.end() && known->second.checkedAt == changesOfObservedErrors();
}

/// Records @p error again if it changed, or if something it refers to was recorded after it.
void TraceRecorder::bringUpToDate(const ErrorPtr &error)
{
    KnownError &entry = m_knownErrors[error.get()];
    bool isOutdated = !entry.error || entry.revision != error->revision;
    forEachLink(*error, [&](const ErrorPtr &other) { isOutdated = isOutdated || recordOf(other) > entry.record; });
    if (isOutdated) {
        const ErrorId record = recordOne(*error);
        entry.error = error;
        entry.record = record;
        if (!entry.identity)
            entry.identity = record;
        entry.revision = error->revision;
        error->isObserved = true;
    }
    entry.checkedAt = changesOfObservedErrors();
}

ErrorId TraceRecorder::recordOf(const ErrorPtr &error) const
{
    const auto known = m_knownErrors.find(error.get());
    return error && known != m_knownErrors.end() ? known->second.record : ErrorId();
}

/// No event can mention an error that nobody else holds. Errors inside it go the next time.
void TraceRecorder::forgetDeadErrors()
{
    std::erase_if(m_knownErrors, [](const auto &known) {
        return known.second.error->references.load(std::memory_order_acquire) == 1;
    });
    m_nextLook = std::max<std::size_t>(1024, 2 * m_knownErrors.size());
}

ErrorId TraceRecorder::recordOne(const Error &error)
{
    const auto known = m_knownErrors.find(&error);
    ErrorRecord recorded;
    recorded.identity = known->second.identity ? known->second.identity : ErrorId(m_lastError.number() + 1);
    recorded.kind = error.kind;
    recorded.holds = error.holds;
    recorded.type = error.type;
    recorded.message = error.message;
    recorded.notes = error.notes;
    for (const ErrorPtr &member : error.members)
        recorded.members.push_back(recordOf(member));
    recorded.cause = recordOf(error.cause);
    recorded.context = recordOf(error.context);
    recorded.task = error.origin.task;
    recorded.place = error.origin.place;
    m_bytesOfErrors += sizeof(ErrorRecord) + recorded.type.size() + recorded.message.size()
                       + recorded.members.size() * sizeof(ErrorId);
    for (const std::string &note : recorded.notes)
        m_bytesOfErrors += sizeof(std::string) + note.size();
    m_parts.addError(std::move(recorded));
    return ++m_lastError;
}

} // namespace ScopeLab
