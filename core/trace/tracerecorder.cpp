#include "core/trace/tracerecorder.h"

namespace ScopeLab {

EventId TraceRecorder::observe(const EngineEvent &event)
{
    const std::lock_guard lock(m_mutex);
    TraceEvent recorded;
    recorded.kind = event.kind;
    recorded.wait = event.wait;
    recorded.source = event.source;
    recorded.flag = event.flag;
    recorded.task = event.task;
    recorded.scope = event.scope;
    recorded.other = event.other;
    recorded.place = event.place;
    recorded.cause = event.cause;
    recorded.value = event.value;
    recorded.time = event.time.time_since_epoch().count();
    recorded.labelIndex = recordLabel(event.label);
    recorded.errorIndex = record(event.error);
    recorded.otherErrorIndex = record(event.otherError);
    if (!event.text.empty()) {
        m_pending.addText(std::string(event.text));
        recorded.textIndex = ++m_lastText;
    }
    m_pending.add(recorded);
    return ++m_lastEvent;
}

void TraceRecorder::drain(Trace &trace)
{
    Trace tail;
    {
        const std::lock_guard lock(m_mutex);
        std::swap(tail, m_pending);
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
    m_pending.addError(std::move(recorded));
    return ++m_lastError;
}

std::uint32_t TraceRecorder::recordLabel(const Label *label)
{
    if (!label)
        return 0;
    std::uint32_t &index = m_knownLabels[label];
    if (!index) {
        m_pending.addLabel(*label);
        index = ++m_lastLabel;
    }
    return index;
}

} // namespace ScopeLab
