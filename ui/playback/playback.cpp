#include "ui/playback/playback.h"

#include <algorithm>

namespace ScopeLab {

namespace {
constexpr int FrameMilliseconds = 16;
constexpr qint64 MaxFrameMilliseconds = 32;
constexpr int QuietTicks = 30; // after which a run has come as far as it may
} // namespace

Playback::Playback(QObject *parent)
    : QObject(parent)
    , m_state(&m_nothing)
{
    m_request.speed = 0.25; // most scenarios last less than a second
    m_timer.setInterval(FrameMilliseconds);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Playback::tick);
    m_hoverTimer.setSingleShot(true);
    connect(&m_hoverTimer, &QTimer::timeout, this, [this] {
        m_hovered = m_hoversNext;
        Q_EMIT hoverChanged();
    });
    connect(this, &Playback::runChanged, this, [this] {
        m_hovered = m_hoversNext = {};
        m_decisiveEvents.clear();
        m_groupEvents.clear();
        m_indexed = 0;
    });
}

Playback::~Playback() = default;

std::int64_t Playback::recordedTime() const
{
    return std::max(m_extent, m_trace.size() ? m_trace.events().back().time : 0);
}

QString Playback::taskName(TaskId id) const
{
    const TaskState *task = m_state->task(id);
    return task ? QString::fromStdString(m_trace.label(task->labelIndex).name) : QString();
}

QString Playback::scopeName(ScopeId id) const
{
    const ScopeState *scope = m_state->scope(id);
    return scope ? QString::fromStdString(m_trace.label(scope->labelIndex).name) : QString();
}

bool Playback::isDecisive(const TraceEvent &event)
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

void Playback::indexEvents() const
{
    for (; m_indexed < m_trace.size(); ++m_indexed) {
        const TraceEvent &event = m_trace.event(m_indexed + 1);
        if (isDecisive(event))
            m_decisiveEvents.push_back(m_indexed + 1);
        if (event.kind == EventKind::GroupFormed || event.kind == EventKind::GroupSplit)
            m_groupEvents.push_back(m_indexed + 1);
    }
}

const std::vector<EventId> &Playback::decisiveEvents() const
{
    indexEvents();
    return m_decisiveEvents;
}

const std::vector<EventId> &Playback::groupEvents() const
{
    indexEvents();
    return m_groupEvents;
}

void Playback::pollRun()
{
    if (!m_run || m_runIsOver)
        return;
    const bool isOver = m_run->isOver(); // before draining: what came last is not missed
    const EventId before = m_trace.size();
    m_run->drain(m_trace);
    m_runIsOver = isOver;
    ++m_quietTicks;
    if (m_trace.size() != before) {
        m_quietTicks = 0;
        Q_EMIT grown();
    }
    if (isOver) {
        m_recordsToEnd = false;
        Q_EMIT transportChanged();
    }
}

void Playback::tick()
{
    pollRun();
    if (m_restoreCursor) { // a branch was replayed
        if (m_trace.size() < m_restoreCursor && !m_runIsOver)
            return;
        const EventId target = std::exchange(m_restoreCursor, 0);
        moveTo(std::max(m_trace.size(), target), m_time);
    }
    if (m_catchesUp && (m_quietTicks == 0 || m_runIsOver))
        moveTo(m_trace.lastEventUntil(m_time), m_time);
    m_catchesUp = m_catchesUp && !m_runIsOver && m_quietTicks <= QuietTicks;
    if (m_stepsToShow > 0) {
        showSteps();
    } else if (m_followsEnd) {
        moveTo(m_trace.size(), recordedTime());
        m_followsEnd = !m_runIsOver;
    } else if (m_isPlaying) {
        // After a long frame the run goes slower: to make up for it would make the next frame longer still.
        const qint64 frame = std::min<qint64>(m_sinceTick.nsecsElapsed(), MaxFrameMilliseconds * 1'000'000);
        const double passed = static_cast<double>(frame) * m_request.speed;
        m_sinceTick.restart();
        std::int64_t now = std::min(m_time + static_cast<std::int64_t>(passed), m_barrier);
        if (now == m_barrier)
            setPlaying(false);
        if (m_request.executor == ExecutorKind::Pool && !m_runIsOver) {
            now = std::max(m_time, recordedTime()); // real threads keep their own time
        } else if (m_run && !m_runIsOver) {
            m_run->runUntil(TimePoint(Duration(now)));
        } else if (now >= recordedTime()) {
            now = recordedTime();
            setPlaying(false);
        }
        moveTo(m_trace.lastEventUntil(now), now);
    } else if (m_state->event == 0 && m_trace.size() && !m_restoreCursor) {
        moveTo(m_trace.lastEventUntil(m_time), m_time); // what happens at the very start
    }
    const bool isSettled = !m_isPlaying && !m_followsEnd && !m_recordsToEnd && (!hasBarrier() || m_quietTicks > 30)
                           && !m_restoreCursor && m_stepsToShow == 0;
    if (isSettled && (m_runIsOver || (m_trace.size() && m_request.executor == ExecutorKind::Virtual)))
        m_timer.stop(); // no CPU while nothing moves
}

void Playback::moveTo(EventId event, std::int64_t time)
{
    if (!m_hasRun)
        return;
    m_time = std::max<std::int64_t>(time, 0);
    m_state = m_history ? &m_history->at(event) : &m_nothing;
    if (m_fatesAt != m_state->event || m_fates.empty()) {
        m_fates = fatesUntil(m_trace, m_state->event);
        m_fatesAt = m_state->event;
    }
    Q_EMIT moved();
}

void Playback::setPlaying(bool playing)
{
    if (m_isPlaying == playing)
        return;
    m_isPlaying = playing;
    m_sinceTick.restart();
    Q_EMIT transportChanged();
}

void Playback::play()
{
    if (!m_hasRun)
        return;
    if (m_runIsOver && m_time >= recordedTime())
        moveTo(0, 0);
    m_followsEnd = false;
    if (m_run && m_request.executor == ExecutorKind::Pool)
        m_run->runUntil(Never);
    setPlaying(true);
    m_timer.start();
}

void Playback::pause()
{
    if (m_run && m_request.executor == ExecutorKind::Pool)
        m_run->runUntil(TimePoint());
    m_followsEnd = false;
    setPlaying(false);
}

void Playback::setSpeed(double speed)
{
    if (!(speed > 0))
        return; // of damaged settings, say
    m_request.speed = speed;
    Q_EMIT transportChanged();
}

/// True if a step that began at the moment @p from ends at @p event.
bool Playback::isStop(StepSize size, EventId event, std::int64_t from) const
{
    const TraceEvent &at = m_trace.event(event);
    switch (size) {
    case StepSize::Event: return true;
    case StepSize::Checkpoint: return at.kind == EventKind::TaskSuspended;
    case StepSize::Decisive: return isDecisive(at);
    case StepSize::Clock: return at.time != from;
    }
    return true;
}

/// Where the next step of this size ends, in what is recorded; 0: not there.
EventId Playback::nextStop(StepSize size) const
{
    for (EventId next = m_state->event + 1; next <= m_trace.size(); ++next) {
        if (isStop(size, next, m_time))
            return next;
    }
    return 0;
}

void Playback::step(StepSize size)
{
    if (!m_hasRun)
        return;
    pause();
    if (const EventId next = nextStop(size)) {
        moveTo(next, m_trace.event(next).time);
    } else if (hasBarrier()) {
        moveTo(m_trace.size(), m_barrier);
    } else if (m_run && !m_runIsOver) {
        ++m_stepsToShow;
        m_stepSize = size;
        m_run->step();
        m_timer.start();
    } else {
        moveTo(m_trace.size(), std::max(m_time, recordedTime()));
    }
}

/// Steps of a live run: it is driven on until one of them has come to its end.
void Playback::showSteps()
{
    if (const EventId next = nextStop(m_stepSize)) {
        --m_stepsToShow;
        moveTo(next, m_trace.event(next).time);
    } else if (m_runIsOver) {
        m_stepsToShow = 0;
        moveTo(m_trace.size(), recordedTime());
    } else if (m_stepSize != StepSize::Event) {
        m_run->step();
    }
}

void Playback::stepBack(StepSize size)
{
    pause();
    const std::int64_t from = m_time;
    EventId previous = m_state->event;
    if (previous == 0)
        return;
    do {
        --previous;
    } while (previous > 0 && !isStop(size, previous, from));
    moveTo(previous, previous ? m_trace.event(previous).time : 0);
}

void Playback::toStart()
{
    pause();
    moveTo(0, 0);
}

void Playback::toEnd()
{
    pause();
    if (hasBarrier()) {
        moveTo(m_trace.lastEventUntil(m_barrier), m_barrier);
    } else if (m_run && !m_runIsOver) {
        m_run->runUntil(Never);
        m_followsEnd = true;
        m_timer.start();
    } else {
        moveTo(m_trace.size(), recordedTime());
    }
}

void Playback::seekEvent(EventId event)
{
    if (event == 0 || event > m_trace.size())
        return;
    pause();
    moveTo(event, m_trace.event(event).time);
}

void Playback::seekTime(std::int64_t time)
{
    pause();
    time = std::clamp<std::int64_t>(time, 0, hasBarrier() ? m_barrier : recordedTime());
    moveTo(m_trace.lastEventUntil(time), time);
}

void Playback::stop()
{
    pause();
    if (!isLive())
        return;
    m_run->drain(m_trace);
    m_run.reset();
    m_runIsOver = true;
    m_stepsToShow = 0;
    Q_EMIT grown();
    Q_EMIT transportChanged();
}

void Playback::recordToEnd()
{
    if (!m_run || m_runIsOver || m_request.executor == ExecutorKind::Pool)
        return;
    m_recordsToEnd = true;
    m_run->runUntil(Never);
    m_timer.start();
}

void Playback::setExtent(std::int64_t time)
{
    m_extent = time;
    Q_EMIT grown();
}

void Playback::setMarks(std::vector<std::int64_t> marks)
{
    m_marks = std::move(marks);
    Q_EMIT grown();
}

void Playback::setBarrier(std::int64_t time)
{
    m_barrier = time;
    m_quietTicks = 0;
    if (m_run && hasBarrier())
        m_run->runUntil(TimePoint(Duration(time)));
    m_timer.start();
    Q_EMIT transportChanged();
}

void Playback::show(EventId event, std::int64_t time)
{
    moveTo(std::min(event, m_trace.size()), time);
}

} // namespace ScopeLab
