#include "core/engine/eventloopexecutor.h"

#include <QBasicTimer>
#include <QCoreApplication>
#include <QPointer>
#include <QTimerEvent>

#include <algorithm>
#include <thread>

namespace ScopeLab {

namespace {

using Real = std::chrono::steady_clock;
using namespace std::chrono_literals;

// How long tasks may keep the thread before other events get it: a third of a frame at 60 Hz.
constexpr auto TimeOfATurn = 5ms;
constexpr std::uint64_t ResumesBetweenLooks = 64;

} // namespace

/// Receives the events that the run posts to itself.
class EventLoopExecutor::Driver final : public QObject
{
public:
    explicit Driver(EventLoopExecutor &executor)
        : m_executor(executor)
    {
    }

    /// Thread-safe. One event is enough, however often it is asked for.
    void wake()
    {
        if (!m_isPosted.exchange(true))
            QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }

    void wakeAt(TimePoint time, TimePoint now)
    {
        m_timer.stop();
        if (time == Never)
            return;
        const auto length = std::chrono::ceil<std::chrono::milliseconds>(std::max(time - now, Duration::zero()));
        m_timer.start(static_cast<int>(std::min<std::int64_t>(length.count(), 86'400'000)), Qt::PreciseTimer, this);
    }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        m_isPosted = false;
        m_executor.drive();
        return true;
    }
    void timerEvent(QTimerEvent *) override
    {
        m_timer.stop();
        m_executor.drive();
    }

private:
    EventLoopExecutor &m_executor;
    QBasicTimer m_timer;
    std::atomic<bool> m_isPosted = false;
};

EventLoopExecutor::EventLoopExecutor(const RunOptions &options)
    : m_driver(std::make_unique<Driver>(*this))
    , m_mailbox(std::make_shared<Mailbox>([driver = m_driver.get()] { driver->wake(); }))
    , m_scheduler(*this, options, m_mailbox)
{
}

EventLoopExecutor::~EventLoopExecutor() = default;

void EventLoopExecutor::start(Task<> task, const Label *label)
{
    const Scheduler::EnterGuard entered(m_scheduler);
    m_scheduler.start(std::move(task), label);
    m_driver->wake();
}

void EventLoopExecutor::drive()
{
    if (m_isDriving) { // a task runs an event loop of its own: its turn has to end first
        m_driver->wakeAt(m_scheduler.timeOfPass() + 1ms, m_scheduler.timeOfPass());
        return;
    }
    m_isDriving = true;
    const bool hadTasks = m_scheduler.hasTasks();
    {
        const Scheduler::EnterGuard entered(m_scheduler);
        const Real::time_point end = Real::now() + TimeOfATurn;
        m_scheduler.now();
        while (m_scheduler.hasWork()) {
            m_scheduler.pass(ResumesBetweenLooks);
            if (Real::now() >= end)
                break;
        }
        if (m_scheduler.hasWork())
            m_driver->wake();
        else
            m_driver->wakeAt(m_scheduler.deadlines().earliest(), m_scheduler.now());
    }
    m_isDriving = false;
    tellWhatEnded(hadTasks && !m_scheduler.hasTasks());
}

void EventLoopExecutor::tellWhatEnded(bool isLast)
{
    const QPointer<Driver> driver(m_driver.get()); // null once a handler has destroyed this
    const auto onError = m_onError;                // copies, which outlive it
    const auto onEnd = m_onEnd;
    for (const ErrorPtr &error : m_scheduler.takeUnhandled()) {
        if (error->holdsOnlyCancellations())
            continue;
        if (onError)
            onError(error);
        else
            qWarning("EventLoopExecutor: a task ended with %s", describe(*error).c_str());
        if (!driver)
            return;
    }
    if (isLast && onEnd)
        onEnd();
}

void EventLoopExecutor::holdThread(Duration length)
{
    std::this_thread::sleep_for(length);
    m_scheduler.now();
}

TimePoint EventLoopExecutor::readClock()
{
    return TimePoint(Real::now() - m_begun);
}

} // namespace ScopeLab
