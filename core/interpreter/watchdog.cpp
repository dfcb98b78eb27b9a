#include "core/interpreter/watchdog.h"

#include "core/interpreter/memoryreserve.h"
#include "core/scenario/ast.h"

namespace ScopeLab {

Watchdog::Watchdog(Scheduler &scheduler, const RunLimits &limits, std::function<void(const std::string &)> cancelAll)
    : m_scheduler(scheduler)
    , m_limits(limits)
    , m_cancelAll(std::move(cancelAll))
    , m_mostSteps(limits.steps)
    , m_lastMoment(limits.virtualTime)
{
}

bool Watchdog::goesOn(Progress progress)
{
    if (m_isStopped.load(std::memory_order_relaxed))
        return false;
    if (progress == Progress::Limited && !isTimeUp())
        return true;
    if (progress == Progress::Ended) {
        m_stage = Stage::Over;
        return false;
    }
    switch (m_stage) {
    case Stage::Free:
        if (progress == Progress::Limited)
            timeIsUp();
        else
            runIsStuck();
        break;
    case Stage::Cancelled: moveTo(Stage::Forced); break;
    case Stage::Forced:
    case Stage::Over: m_stage = Stage::Over; break;
    }
    return m_stage != Stage::Over;
}

/// Nothing can run any more: cancels everything that is left, which wakes it.
void Watchdog::runIsStuck()
{
    m_outcome = RunOutcome::Stuck;
    m_scheduler.setCurrentCause(m_scheduler.observe(RunStuck{}));
    m_cancelAll("nothing could run any more");
    moveTo(Stage::Cancelled);
}

void Watchdog::moveTo(Stage stage)
{
    if (m_stage == Stage::Free)
        m_mostSteps = m_steps + m_limits.stepsToEnd(m_scheduler.liveTasks());
    m_stage = stage;
    m_lastMoment = after(m_scheduler.now(), m_limits.virtualTime);
    if (stage == Stage::Forced)
        m_scheduler.ignoreShields();
}

bool Watchdog::isTimeUp() const
{
    const TimePoint now = m_scheduler.timeOfPass();
    return now > m_lastMoment || (now == m_lastMoment && !m_scheduler.hasWork());
}

bool Watchdog::mayRun(const Step &step)
{
    m_lastStep = &step;
    ++m_steps;
    const bool isLate = m_scheduler.now() > m_lastMoment;
    if (m_isStopped.load(std::memory_order_relaxed))
        return false;
    if (m_stage != Stage::Free)
        return m_steps <= m_mostSteps && !isLate;
    if (m_steps > m_mostSteps)
        hitLimit(LimitKind::StepsRun, static_cast<std::int64_t>(m_limits.steps));
    else if (isLate)
        timeIsUp();
    else if (m_scheduler.currentCause() > m_limits.events) // about the latest event
        hitLimit(LimitKind::Events, static_cast<std::int64_t>(m_limits.events));
    else if (m_scheduler.bytesOfErrors() > m_limits.text)
        hitLimit(LimitKind::Text, static_cast<std::int64_t>(m_limits.text));
    else if (MemoryReserve::isUsedUp())
        hitLimit(LimitKind::Memory, 0);
    return true;
}

bool Watchdog::mayStart(const Step &step)
{
    const bool isUsedUp = MemoryReserve::isUsedUp();
    if (m_scheduler.liveTasks() < m_limits.liveTasks && !isUsedUp)
        return true;
    m_lastStep = &step;
    if (isUsedUp)
        hitLimit(LimitKind::Memory, 0);
    else
        hitLimit(LimitKind::LiveTasks, static_cast<std::int64_t>(m_limits.liveTasks));
    return false;
}

bool Watchdog::mayLog()
{
    if (++m_logLines <= m_limits.logLines)
        return true;
    hitLimit(LimitKind::LogLines, static_cast<std::int64_t>(m_limits.logLines));
    return false;
}

void Watchdog::countText(std::size_t bytes, bool isCut)
{
    static const std::size_t inPlace = std::string().capacity();
    m_text += bytes > inPlace ? bytes : 0;
    if (isCut || m_text > m_limits.text)
        hitLimit(LimitKind::Text, static_cast<std::int64_t>(m_limits.text));
}

void Watchdog::compute(Duration length)
{
    const Duration left = after(m_lastMoment, Duration(1)) - m_scheduler.now();
    m_scheduler.executor().holdThread(std::min(length, std::max(left, Duration::zero())));
    if (m_scheduler.timeOfPass() > m_lastMoment) // no further step may be there to notice
        timeIsUp();
}

void Watchdog::timeIsUp()
{
    hitLimit(LimitKind::Time, m_limits.virtualTime.count());
}

/// Ignores shields at once: what never ends may be inside one.
void Watchdog::hitLimit(LimitKind limit, std::int64_t most)
{
    if (m_stage != Stage::Free)
        return;
    m_outcome = RunOutcome::Limit;
    const TextId step = m_lastStep ? m_scheduler.idFor(std::string_view(m_lastStep->keyword)) : TextId();
    m_scheduler.setCurrentCause(m_scheduler.observeTask(LimitHit{limit, most, step}));
    m_cancelAll("the run has used up more than it may");
    moveTo(Stage::Forced);
}

detail::Continuation Halt::begin(detail::Continuation up)
{
    return Scheduler::current().park(up, this);
}

} // namespace ScopeLab
