#include "core/interpreter/ending.h"

#include "core/scenario/ast.h"

namespace ScopeLab {

Ending::Ending(Scheduler &scheduler, const RunLimits &limits, std::function<void(const std::string &)> cancelAll)
    : m_scheduler(scheduler)
    , m_limits(limits)
    , m_cancelAll(std::move(cancelAll))
    , m_mostSteps(limits.steps)
    , m_lastMoment(limits.virtualTime)
{
}

bool Ending::goesOn(Progress progress)
{
    if (m_isStopped.load(std::memory_order_relaxed))
        return false;
    if (progress == Progress::Limited && !isTimeUp())
        return true;
    if (progress == Progress::Ended || m_stage == Stage::Forced)
        m_stage = Stage::Over;
    else if (m_stage == Stage::Cancelled)
        moveTo(Stage::Forced);
    else if (m_stage == Stage::Free && progress == Progress::Limited)
        timeIsUp();
    else if (m_stage == Stage::Free) {
        m_outcome = RunOutcome::Stuck;
        m_scheduler.setCurrentCause(m_scheduler.observe(RunStuck{}));
        m_cancelAll("nothing could run any more");
        moveTo(Stage::Cancelled);
    }
    return m_stage != Stage::Over;
}

void Ending::moveTo(Stage stage)
{
    if (m_stage == Stage::Free)
        m_mostSteps = m_steps + m_limits.stepsToEnd(m_scheduler.liveTasks());
    m_stage = stage;
    m_lastMoment = after(m_scheduler.now(), m_limits.virtualTime);
    if (stage == Stage::Forced)
        m_scheduler.ignoreShields();
}

bool Ending::isTimeUp() const
{
    const TimePoint now = m_scheduler.timeOfPass();
    return now > m_lastMoment || (now == m_lastMoment && !m_scheduler.hasWork());
}

bool Ending::mayRun(const Step &step)
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
    else if (m_scheduler.currentCause() > m_limits.events) // the latest event or so: this turn's
        hitLimit(LimitKind::Events, static_cast<std::int64_t>(m_limits.events));
    return true;
}

bool Ending::mayStart(const Step &step)
{
    if (m_scheduler.liveTasks() < m_limits.liveTasks)
        return true;
    m_lastStep = &step;
    hitLimit(LimitKind::LiveTasks, static_cast<std::int64_t>(m_limits.liveTasks));
    return false;
}

bool Ending::mayLog()
{
    if (++m_logLines <= m_limits.logLines)
        return true;
    hitLimit(LimitKind::LogLines, static_cast<std::int64_t>(m_limits.logLines));
    return false;
}

void Ending::compute(Duration length)
{
    const Duration left = after(m_lastMoment, Duration(1)) - m_scheduler.now();
    m_scheduler.executor().holdThread(std::min(length, std::max(left, Duration::zero())));
    if (m_scheduler.timeOfPass() > m_lastMoment) // there may be no step after this one that would notice
        timeIsUp();
}

void Ending::timeIsUp()
{
    hitLimit(LimitKind::Time, m_limits.virtualTime.count());
}

/// Shields do not hold either: what is in one may be what never ends.
void Ending::hitLimit(LimitKind limit, std::int64_t most)
{
    if (m_stage != Stage::Free)
        return;
    m_outcome = RunOutcome::Limit;
    const TextId step = m_lastStep ? m_scheduler.noted(std::string_view(m_lastStep->keyword)) : TextId();
    m_scheduler.setCurrentCause(m_scheduler.observeTask(LimitHit{limit, most, step}));
    m_cancelAll("the run has used up more than it may");
    moveTo(Stage::Forced);
}

detail::Link Halt::begin(detail::Link up)
{
    return Scheduler::current().park(up, this);
}

} // namespace ScopeLab
