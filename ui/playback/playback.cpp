#include "ui/playback/playback.h"

#include "core/sentences/why.h"
#include "core/text/oneline.h"

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr int FrameMilliseconds = 16;
constexpr qint64 MaxFrameMilliseconds = 32;

RunRequest firstRequest()
{
    RunRequest request;
    request.speed = 0.25; // most scenarios last less than a second
    return request;
}

} // namespace

Playback::Playback(QObject *parent)
    : QObject(parent)
    , m_run(std::make_unique<OpenRun>(firstRequest()))
{
    m_timer.setInterval(FrameMilliseconds);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Playback::tick);
    connect(&m_hover, &Hover::changed, this, &Playback::hoverChanged);
}

Playback::~Playback() = default;

QString Playback::taskName(TaskId id) const
{
    const TaskState *task = state().task(id);
    return task ? shownName(trace().label(task->name).name) : QString();
}

QString Playback::scopeName(ScopeId id) const
{
    const ScopeState *scope = state().scope(id);
    return scope ? shownName(trace().label(scope->name).name) : QString();
}

QString Playback::resourceName(ResourceId id) const
{
    return ScopeLab::resourceName(trace(), state(), id);
}

/// Takes over what was recorded, also of a track that is not shown now.
void Playback::poll()
{
    const bool wasLive = isLive();
    bool hasNews = false;
    for (const std::unique_ptr<Track> &track : m_run->tracks)
        hasNews = track->poll() || hasNews;
    if (hasNews)
        Q_EMIT grown();
    if (wasLive && !isLive())
        Q_EMIT transportChanged();
}

void Playback::tick()
{
    poll();
    std::visit([this](auto transport) { advance(transport); }, Transport::State(m_run->transport));
    const bool isDriven = std::any_of(m_run->tracks.begin(), m_run->tracks.end(),
                                      [](const std::unique_ptr<Track> &track) { return track->isDriven(); });
    if (std::holds_alternative<Transport::Paused>(m_run->transport) && !isDriven)
        m_timer.stop(); // no CPU while nothing moves
}

void Playback::advance(Transport::Playing)
{
    // After a long frame the run goes slower: to make up for it would make the next frame longer still.
    const qint64 frame = std::min<qint64>(m_sinceFrame.nsecsElapsed(), MaxFrameMilliseconds * 1'000'000);
    m_sinceFrame.restart();
    const Duration passed(static_cast<Duration::rep>(static_cast<double>(frame) * speed()));
    TimePoint now = std::min(time() + passed, m_run->barrier);
    bool isEnd = now == m_run->barrier;
    if (isLive() && isRealTime()) {
        now = std::max(time(), recordedTime()); // real threads keep their own time
    } else if (isLive()) {
        drive(now);
    } else if (now >= recordedTime()) {
        now = recordedTime();
        isEnd = true;
    }
    EventId event = trace().lastEventUntil(now);
    const EventId stuck = track().stuckEvent();
    if (stuck && cursor() <= stuck && event >= stuck) {
        event = stuck;
        now = restingTime();
        isEnd = true;
    }
    if (isEnd)
        pause();
    moveTo(event, now);
}

void Playback::advance(Transport::FollowingEnd)
{
    const bool isAtRest = !isLive() || (track().stuckEvent() && !isAfterStuck());
    if (isAtRest)
        set(Transport::Paused{});
    const EventId end = isAfterStuck() ? trace().size() : restingEvent();
    moveTo(end, std::max(m_run->beside.extent, end ? trace().event(end).time : TimePoint()));
}

/// The run is driven on until a step has come to its end.
void Playback::advance(Transport::Stepping steps)
{
    if (const EventId next = nextStop(steps.size)) {
        --steps.count;
        set(steps.count > 0 ? Transport::State(steps) : Transport::Paused{});
        moveTo(next, trace().event(next).time);
    } else if (isLive()) {
        track().stepOn();
    } else {
        set(Transport::Paused{});
        moveTo(trace().size(), std::max(time(), recordedTime()));
    }
}

void Playback::advance(Transport::Arriving arriving)
{
    if (!track().hasAllUntil(time()))
        return;
    set(Transport::Paused{});
    moveTo(arriving.event ? arriving.event : eventAt(time()), time());
}

void Playback::set(Transport::State transport)
{
    const bool wasPlaying = isPlaying();
    m_run->transport = transport;
    if (!std::holds_alternative<Transport::Paused>(transport))
        m_timer.start();
    if (wasPlaying != isPlaying())
        Q_EMIT transportChanged();
}

/// Lets the run go on in virtual time; never beyond the barrier.
void Playback::drive(TimePoint time)
{
    if (isRealTime())
        return;
    track().drive(std::min(time, m_run->barrier));
    m_timer.start();
}

void Playback::moveTo(EventId event, TimePoint time)
{
    m_run->time = std::max(time, TimePoint());
    track().moveTo(event);
    Q_EMIT moved();
}

/// Puts the playhead at a moment that the run may have to be driven to first, and says nothing yet.
/// @p event 0: all that happens until then.
Transport::State Playback::placeAt(EventId event, TimePoint time)
{
    drive(time);
    m_run->time = time;
    if (!track().hasAllUntil(time)) {
        track().moveTo(std::min(cursor(), eventAt(time)));
        return Transport::Arriving{event};
    }
    track().moveTo(event ? event : eventAt(time));
    return Transport::Paused{};
}

void Playback::arriveAt(EventId event, TimePoint time)
{
    set(placeAt(event, time));
    Q_EMIT moved();
}

/// Where play begins from the start again.
bool Playback::isAtEnd() const
{
    const EventId stuck = track().stuckEvent();
    if (stuck && cursor() <= stuck)
        return cursor() == stuck;
    return !isLive() && cursor() == trace().size() && time() >= recordedTime();
}

void Playback::play()
{
    if (!hasRun())
        return;
    if (isAtEnd())
        moveTo(0, {});
    if (isRealTime())
        track().drive(NoBarrier);
    m_sinceFrame.start();
    set(Transport::Playing{});
}

void Playback::pause()
{
    if (isRealTime())
        track().drive({});
    if (!isArriving())
        set(Transport::Paused{});
}

void Playback::setSpeed(double speed)
{
    if (!(speed > 0))
        return; // of damaged settings, say
    m_run->request.speed = speed;
    Q_EMIT transportChanged();
}

/// True if a step that began at the moment @p from ends at @p event.
bool Playback::isStop(StepSize size, EventId event, TimePoint from) const
{
    const RunEvent &at = trace().event(event);
    switch (size) {
    case StepSize::Event: return true;
    case StepSize::Checkpoint: return at.is<TaskSuspended>();
    case StepSize::Decisive: return isDecisive(at);
    case StepSize::Clock: return at.time != from;
    }
    return true;
}

/// Where the next step of this size ends, in what is recorded; 0: not there.
EventId Playback::nextStop(StepSize size) const
{
    for (EventId next = cursor() + 1; next <= trace().size(); ++next) {
        if (isStop(size, next, time()))
            return next;
    }
    return 0;
}

void Playback::step(StepSize size)
{
    if (!hasRun() || (isArriving() && time() > TimePoint())) // where it would begin is not there yet
        return;
    const auto *steps = std::get_if<Transport::Stepping>(&m_run->transport);
    const int pending = steps ? steps->count : 0;
    pause();
    if (const EventId next = nextStop(size)) {
        set(Transport::Paused{});
        moveTo(next, trace().event(next).time);
    } else if (hasBarrier()) {
        arriveAt(0, m_run->barrier);
    } else if (isLive()) {
        track().stepOn();
        set(Transport::Stepping{size, pending + 1});
    } else {
        moveTo(trace().size(), std::max(time(), recordedTime()));
    }
}

void Playback::stepBack(StepSize size)
{
    pause();
    const TimePoint from = time();
    EventId previous = cursor();
    if (previous == 0)
        return;
    do {
        --previous;
    } while (previous > 0 && !isStop(size, previous, from));
    set(Transport::Paused{});
    moveTo(previous, previous ? trace().event(previous).time : TimePoint());
}

void Playback::toStart()
{
    if (!hasRun())
        return;
    pause();
    set(Transport::Paused{});
    moveTo(0, {});
}

void Playback::toEnd()
{
    if (!hasRun())
        return;
    pause();
    if (hasBarrier()) {
        arriveAt(0, m_run->barrier);
        return;
    }
    drive(NoBarrier);
    if (isLive() && isRealTime())
        track().drive(NoBarrier);
    set(Transport::FollowingEnd{});
    advance(Transport::FollowingEnd{});
}

void Playback::seekEvent(EventId event)
{
    if (event == 0 || event > trace().size())
        return;
    pause();
    set(Transport::Paused{});
    moveTo(event, trace().event(event).time);
}

void Playback::seekTime(TimePoint time)
{
    if (!hasRun())
        return;
    pause();
    const TimePoint latest
        = hasBarrier() ? m_run->barrier : std::max(recordedTime(), isArriving() ? this->time() : TimePoint());
    arriveAt(0, std::clamp(time, TimePoint(), latest));
}

void Playback::stop()
{
    pause();
    if (!isLive())
        return;
    track().stop();
    Q_EMIT grown();
    Q_EMIT transportChanged();
}

void Playback::recordToEnd()
{
    drive(NoBarrier);
}

void Playback::setExtent(TimePoint time)
{
    if (!hasRun())
        return;
    m_run->beside.extent = time;
    Q_EMIT grown();
}

void Playback::setMarks(std::vector<TimePoint> marks)
{
    if (!hasRun())
        return;
    m_run->beside.marks = std::move(marks);
    Q_EMIT grown();
}

void Playback::setBarrier(TimePoint time)
{
    if (!hasRun())
        return;
    m_run->barrier = time;
    if (hasBarrier())
        drive(time);
    Q_EMIT transportChanged();
}

void Playback::show(EventId event, TimePoint time)
{
    if (!hasRun())
        return;
    set(Transport::Paused{});
    moveTo(event, time);
}

} // namespace ScopeLab
