#include "core/engine/poolexecutor.h"

#include <QThreadPool>

namespace ScopeLab {

namespace {

using Real = PacedClock::Real;

// After this many resumes the thread goes back to the pool, so that several runs share it fairly.
constexpr std::uint64_t ResumesInATurn = 65'536;

} // namespace

PoolExecutor::PoolExecutor(const RunOptions &options, QThreadPool *pool)
    : m_pool(pool ? pool : QThreadPool::globalInstance())
    , m_mailbox(std::make_shared<Mailbox>([this] { wake(); }))
    , m_scheduler(*this, options, m_mailbox)
    , m_timerThread([this] { runTimerThread(); })
{
}

PoolExecutor::~PoolExecutor()
{
    abandon();
    if (m_isDestroyed)
        *m_isDestroyed = true;
}

void PoolExecutor::abandon()
{
    m_mailbox->close();
    {
        const std::lock_guard lock(m_mutex);
        m_quitting = true;
        if (m_inHandler == std::this_thread::get_id())
            m_inTurn = false; // the turn under way is this one, which cannot be waited for
        clockChanged();
    }
    if (m_timerThread.joinable())
        m_timerThread.join(); // it ends once no turn is under way
    const Scheduler::EnterGuard entered(m_scheduler);
    m_scheduler.abandon();
}

void PoolExecutor::start(Task<> main, IdleHandler onIdle, const Label *label)
{
    {
        const Scheduler::EnterGuard entered(m_scheduler);
        m_scheduler.start(std::move(main), label);
    }
    m_onIdle = std::move(onIdle);
    resume(); // nothing may touch this afterwards: the handler may destroy it at once
}

Progress PoolExecutor::wait()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return (m_isOver || m_progress != Progress::Limited) && !m_inTurn; });
    if (m_failure)
        std::rethrow_exception(m_failure);
    return m_progress;
}

bool PoolExecutor::isOver() const
{
    const std::lock_guard lock(m_mutex);
    return m_isOver;
}

void PoolExecutor::pause()
{
    const std::lock_guard lock(m_mutex);
    m_clock.setPaused(true, Real::now());
    clockChanged();
}

void PoolExecutor::resume()
{
    const std::lock_guard lock(m_mutex);
    m_clock.setPaused(false, Real::now());
    m_wantsTurn = true;
    clockChanged();
}

void PoolExecutor::setSpeed(double speed)
{
    const std::lock_guard lock(m_mutex);
    m_clock.setSpeed(speed, Real::now());
    clockChanged();
}

bool PoolExecutor::isPaused() const
{
    const std::lock_guard lock(m_mutex);
    return m_clock.isPaused();
}

void PoolExecutor::step()
{
    const std::lock_guard lock(m_mutex);
    ++m_steps;
    m_wantsTurn = true;
    m_changed.notify_all();
}

TimePoint PoolExecutor::now() const
{
    const std::lock_guard lock(m_mutex);
    return m_clock.now(Real::now());
}

void PoolExecutor::wake()
{
    const std::lock_guard lock(m_mutex);
    m_wantsTurn = true;
    m_changed.notify_all();
}

void PoolExecutor::runTimerThread()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_quitting && !m_inTurn)
            return;
        if (m_inTurn || m_isOver) {
            m_changed.wait(lock);
            continue;
        }
        const Real::time_point due = m_clock.realTimeOf(m_wakeAt);
        if (m_wantsTurn || due <= Real::now()) {
            m_inTurn = true;
            m_wantsTurn = false;
            m_pool->start([this] { takeTurn(); });
        } else if (due == Real::time_point::max()) {
            m_changed.wait(lock);
        } else {
            m_changed.wait_until(lock, due);
        }
    }
}

/// No exception may reach the pool.
void PoolExecutor::takeTurn()
{
    try {
        runTurn();
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_failure = std::current_exception();
        m_isOver = true;
        m_inTurn = false;
        m_changed.notify_all();
    }
}

void PoolExecutor::runTurn()
{
    int steps = 0;
    {
        const std::lock_guard lock(m_mutex);
        steps = std::exchange(m_steps, 0);
    }
    const Scheduler::EnterGuard entered(m_scheduler);
    if (steps > 0)
        runSteps(steps);
    bool more = runReady();
    bool goesOn = true;
    while (goesOn && m_onIdle && isAtRest()) {
        if (!askHandler(&goesOn))
            return; // the handler has destroyed this
        more = goesOn && runReady();
    }
    const Progress reached = progress();
    const bool hasWork = m_scheduler.hasWork();
    const std::lock_guard lock(m_mutex);
    m_wakeAt = std::min(m_scheduler.deadlines().earliest(), m_lastMoment);
    m_wantsTurn |= more || (hasWork && reached == Progress::Limited && !m_clock.isPaused());
    m_progress = reached;
    m_isOver = !goesOn;
    m_inTurn = false;
    m_changed.notify_all();
}

/// @returns false if the handler has destroyed this. @throws what the handler throws.
bool PoolExecutor::askHandler(bool *goesOn)
{
    const auto enter = [this](std::thread::id thread) {
        const std::lock_guard lock(m_mutex);
        m_inHandler = thread;
    };
    bool isDestroyed = false;
    IdleHandler handler = std::move(m_onIdle); // so that it outlives the call
    m_isDestroyed = &isDestroyed;
    enter(std::this_thread::get_id());
    std::exception_ptr failure;
    try {
        *goesOn = handler(progress());
    } catch (...) {
        failure = std::current_exception();
    }
    if (isDestroyed)
        return false; // drops the failure, if there is one: nobody is left to be told
    enter({});
    m_isDestroyed = nullptr;
    if (failure)
        std::rethrow_exception(failure);
    m_onIdle = std::move(handler);
    return true;
}

/// Runs until nothing is ready, or somebody wants it to stop.
/// @returns true if there is more to do at once.
bool PoolExecutor::runReady()
{
    const std::uint64_t end = m_scheduler.turns() + ResumesInATurn;
    while (m_scheduler.turns() < end) {
        syncControls();
        if (!m_mayRun)
            return false;
        if (!m_scheduler.deadlines().isEmpty())
            m_scheduler.now();
        if (!m_scheduler.hasWork())
            return false;
        m_scheduler.pass(end - m_scheduler.turns());
    }
    return true;
}

/// Single turns of a paused run; where nothing is ready time jumps to what is due next.
void PoolExecutor::runSteps(int steps)
{
    for (; steps > 0; --steps) {
        // Asked before locking: posting locks the mailbox first and then m_mutex.
        const bool jumps = !m_scheduler.hasWork() && !m_scheduler.deadlines().isEmpty();
        if (jumps) {
            const std::lock_guard lock(m_mutex);
            m_clock.pushTo(m_scheduler.deadlines().earliest(), Real::now());
            clockChanged();
        }
        m_scheduler.now();
        for (const std::uint64_t before = m_scheduler.turns(); m_scheduler.hasWork() && m_scheduler.turns() == before;)
            m_scheduler.pass(1); // a pass may only expire timers
    }
}

TimePoint PoolExecutor::readClock()
{
    syncControls();
    return m_ownClock.now(Real::now());
}

/// Takes over what other threads changed: pause, speed, quitting. A single load if they did not.
void PoolExecutor::syncControls()
{
    if (m_clockVersion.load(std::memory_order_acquire) == m_ownClockVersion)
        return;
    const std::lock_guard lock(m_mutex);
    m_ownClock = m_clock;
    m_mayRun = !m_quitting && !m_clock.isPaused();
    m_ownClockVersion = m_clockVersion.load(std::memory_order_relaxed);
}

/// Call under the mutex: makes the run's thread look at the change after the turn under way.
void PoolExecutor::clockChanged()
{
    m_clockVersion.fetch_add(1, std::memory_order_release);
    m_scheduler.interrupt();
    m_changed.notify_all();
}

Progress PoolExecutor::progress()
{
    if (!m_scheduler.hasTasks())
        return Progress::Ended;
    const bool waits = m_scheduler.hasWork() || m_scheduler.borrowedThreads() > 0 || !m_scheduler.deadlines().isEmpty();
    return waits ? Progress::Limited : Progress::Stuck;
}

bool PoolExecutor::isAtRest()
{
    return progress() != Progress::Limited || (m_scheduler.now() >= m_lastMoment && !m_scheduler.hasWork());
}

void PoolExecutor::holdThread(Duration length)
{
    const TimePoint until = after(m_scheduler.now(), length); // not under the mutex, which asking for the time may take
    std::unique_lock lock(m_mutex);
    while (!m_quitting && m_clock.now(Real::now()) < until) {
        const Real::time_point due = m_clock.realTimeOf(until);
        if (due == Real::time_point::max())
            m_changed.wait(lock);
        else
            m_changed.wait_until(lock, due);
    }
    m_scheduler.advanceTo(m_clock.now(Real::now()));
}

std::chrono::nanoseconds PoolExecutor::realTime(Duration length) const
{
    const std::lock_guard lock(m_mutex);
    const std::chrono::duration<double, std::nano> real
        = std::chrono::duration<double, std::nano>(length) / m_clock.speed();
    return real < Duration::max() / 2 ? std::chrono::duration_cast<std::chrono::nanoseconds>(real)
                                      : Duration::max() / 2;
}

} // namespace ScopeLab
