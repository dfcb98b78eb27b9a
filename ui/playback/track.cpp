#include "ui/playback/track.h"

#include "core/engine/overloaded.h"

#include <algorithm>

namespace ScopeLab {

bool isDecisive(const RunEvent &event)
{
    return std::visit(Overloaded{[](const CancelRequested &) { return true; }, [](const ErrorRaised &) { return true; },
                                 [](const ErrorLost &) { return true; }, [](const ErrorReplaced &) { return true; },
                                 [](const DeadlineExpired &) { return true; },
                                 [](const ShieldChanged &) { return true; }, [](const OperatorActed &) { return true; },
                                 [](const RunStuck &) { return true; }, [](const RunEnded &) { return true; },
                                 [](const ScopeEntered &entered) { return entered.isShielded; },
                                 [](const ScopeExited &exited) { return exited.hasAbsorbed; },
                                 [](const auto &) { return false; }},
                      event.data);
}

EventId eventAt(const Trace &trace, EventId stuck, TimePoint time)
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
        const RunEvent &event = m_trace.event(++m_indexed);
        if (isDecisive(event))
            m_decisiveEvents.push_back(m_indexed);
        if (event.is<GroupFormed>() || event.is<GroupSplit>())
            m_groupEvents.push_back(m_indexed);
        if (event.is<RunStuck>() && !m_stuckEvent)
            m_stuckEvent = m_indexed;
    }
}

TimePoint Track::restingTime() const
{
    return m_stuckEvent ? m_trace.event(m_stuckEvent).time : recordedTime();
}

TimePoint Track::recordedTime() const
{
    return m_trace.end();
}

void Track::drive(TimePoint time)
{
    if (!isLive())
        return;
    m_drivenTo = std::max(m_drivenTo, time);
    m_live->runUntil(time);
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

bool Track::hasAllUntil(TimePoint time) const
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
    const bool hasReached = m_live->hasReached(m_drivenTo);
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
    m_moment = &m_history.at(event);
}

} // namespace ScopeLab
