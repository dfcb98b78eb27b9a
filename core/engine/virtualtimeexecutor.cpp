#include "core/engine/virtualtimeexecutor.h"

namespace ScopeLab {

VirtualTimeExecutor::VirtualTimeExecutor(const RunOptions &options)
    : m_scheduler(*this, options, std::make_shared<Mailbox>())
{
}

Progress VirtualTimeExecutor::run(Task<> main)
{
    const Scheduler::EnterGuard entered(m_scheduler);
    m_scheduler.start(std::move(main));
    return runUntil(Never);
}

Progress VirtualTimeExecutor::runUntil(TimePoint limit, std::uint64_t turns)
{
    const Scheduler::EnterGuard entered(m_scheduler);
    while (m_scheduler.hasTasks()) {
        if (turns == 0) // before time jumps: what follows happens at this moment
            return Progress::Limited;
        if (m_scheduler.hasWork()) {
            if (m_scheduler.now() > limit)
                return Progress::Limited;
            const std::uint64_t before = m_scheduler.turns();
            m_scheduler.pass(turns, limit);
            turns -= m_scheduler.turns() - before; // a pass may only expire timers
            continue;
        }
        if (m_scheduler.borrowedThreads() > 0) { // a real thread: it decides when time goes on
            m_scheduler.mailbox()->wait();
            continue;
        }
        const TimePoint next = m_scheduler.deadlines().approachEarliest();
        if (next == Never) {
            return Progress::Stuck;
        } else if (next > limit) {
            m_scheduler.advanceTo(limit);
            return Progress::Limited;
        } else {
            m_scheduler.advanceTo(next);
        }
    }
    return Progress::Ended;
}

void VirtualTimeExecutor::holdThread(Duration length)
{
    // Computing for ever ends just before Never: no run reaches that moment, and no deadline is due then.
    m_scheduler.advanceTo(std::min(after(m_scheduler.now(), length), Never - Duration(1)));
}

} // namespace ScopeLab
