#include "ui/playback/track.h"

#include <algorithm>

namespace ScopeLab {

bool isDecisive(const TraceEvent &event)
{
    switch (event.kind) {
    case EventKind::CancelRequested:
    case EventKind::ErrorRaised:
    case EventKind::ErrorLost:
    case EventKind::ErrorReplaced:
    case EventKind::DeadlineExpired:
    case EventKind::ShieldChanged:
    case EventKind::OperatorActed:
    case EventKind::RunStuck:
    case EventKind::RunEnded: return true;
    case EventKind::ScopeEntered:
    case EventKind::ScopeExited: return event.flag; // a shield goes up, a scope absorbs
    default: return false;
    }
}

EventId eventAt(const Trace &trace, EventId stuck, std::int64_t time)
{
    const EventId last = trace.lastEventUntil(time);
    return stuck && time <= trace.event(stuck).time ? std::min(last, stuck) : last;
}

Track::Track(Trace recording)
    : m_trace(std::move(recording))
{
    index();
}

Track::Track(std::shared_ptr<const Scenario> scenario, const RunRequest &request, std::vector<Act> acts)
    : m_acts(std::move(acts))
    , m_isRealTime(request.executor == ExecutorKind::Pool)
    , m_live(LiveRun::create(std::move(scenario), request, m_acts))
{
}

void Track::index()
{
    while (m_indexed < m_trace.size()) {
        const TraceEvent &event = m_trace.event(++m_indexed);
        if (isDecisive(event))
            m_decisiveEvents.push_back(m_indexed);
        if (event.kind == EventKind::GroupFormed || event.kind == EventKind::GroupSplit)
            m_groupEvents.push_back(m_indexed);
        if (event.kind == EventKind::RunStuck && !m_stuckEvent)
            m_stuckEvent = m_indexed;
    }
}

std::int64_t Track::restingTime() const
{
    return m_stuckEvent ? m_trace.event(m_stuckEvent).time : recordedTime();
}

std::int64_t Track::recordedTime() const
{
    return m_trace.size() ? m_trace.events().back().time : 0;
}

void Track::drive(std::int64_t time)
{
    if (!isLive())
        return;
    m_drivenTo = std::max(m_drivenTo, time);
    m_live->runUntil(TimePoint(Duration(time)));
}

void Track::stepOn()
{
    if (isLive())
        m_live->step();
}

void Track::actNow(const OperatorEntry &entry)
{
    if (isLive())
        m_live->actNow(entry);
}

bool Track::isDriven() const
{
    return isLive() && (m_isRealTime || m_recordedUntil < m_drivenTo);
}

bool Track::hasAllUntil(std::int64_t time) const
{
    if (!isLive())
        return true;
    if (m_isRealTime) // which nobody drives: what there is, is there
        return m_trace.size() > 0;
    return m_recordedUntil >= time || recordedTime() > time;
}

bool Track::poll()
{
    if (!isLive())
        return false;
    // Both are asked before what is new is taken over, or what came last would be missed.
    const bool isOver = m_live->isOver();
    const bool hasReached = m_live->hasReached(TimePoint(Duration(m_drivenTo)));
    const EventId before = m_trace.size();
    m_live->drain(m_trace);
    if (hasReached)
        m_recordedUntil = m_drivenTo;
    m_isOver = isOver;
    index();
    return isOver || m_trace.size() != before;
}

void Track::stop()
{
    if (!isLive())
        return;
    m_live->drain(m_trace);
    m_live.reset();
    index();
}

void Track::moveTo(EventId event)
{
    event = std::min(event, m_trace.size());
    const bool isElsewhere = m_state == &m_nothing || m_state->event != event;
    m_state = &m_history.at(event);
    if (isElsewhere)
        m_fates = fatesUntil(m_trace, event);
}

} // namespace ScopeLab
