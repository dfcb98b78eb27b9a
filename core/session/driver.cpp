// A run and its executor. What is done to end a run is decided in Watchdog; here it is only asked, whenever
// an executor has come to rest.

#include "core/session/driver.h"

#include "core/interpreter/memoryreserve.h"

namespace ScopeLab {

namespace {

RunOptions optionsFor(const Scenario &scenario, const RunRequest &request, EngineObserver *observer)
{
    MemoryReserve::refill(); // a run before this one may have used it up
    RunOptions options;
    options.seed = request.seed;
    options.observer = observer;
    options.backend = CancellationBackend::byName(request.backend.empty() ? scenario.backend : request.backend);
    return options;
}

} // namespace

VirtualRun::VirtualRun(const Scenario &scenario, const RunRequest &request, EngineObserver *observer)
    : m_executor(optionsFor(scenario, request, observer))
    , m_interpreter(scenario, m_executor.scheduler(), request.limits)
    , m_hold(request.control, [this](const std::string &reason) { m_interpreter.cancelMain(reason); })
{
    const Scheduler::EnterGuard entered(m_executor.scheduler());
    m_executor.scheduler().start(m_interpreter.main(), m_interpreter.mainLabel());
}

VirtualRun::~VirtualRun()
{
    const Scheduler::EnterGuard entered(m_executor.scheduler());
    m_executor.scheduler().abandon(); // before the interpreter goes, whose steps it runs
}

bool VirtualRun::advance(TimePoint limit, std::uint64_t turns)
{
    const Scheduler::EnterGuard entered(m_executor.scheduler());
    for (;;) {
        const std::uint64_t before = this->turns();
        const TimePoint last = m_interpreter.lastMoment();
        const Progress progress = m_executor.runUntil(std::min(limit, last), turns);
        turns -= this->turns() - before;
        if (!m_interpreter.goesOn(progress))
            return false;
        if (turns == 0 || (progress == Progress::Limited && limit <= last))
            return true;
    }
}

void VirtualRun::act(const OperatorEntry &entry)
{
    if (m_executor.scheduler().now() < TimePoint(entry.at))
        m_executor.runUntil(TimePoint(entry.at));
    const Scheduler::EnterGuard entered(m_executor.scheduler());
    m_interpreter.act(entry);
}

PoolRun::PoolRun(const Scenario &scenario, const RunRequest &request, EngineObserver *observer)
    : m_executor(optionsFor(scenario, request, observer))
    , m_interpreter(scenario, m_executor.scheduler(), request.limits)
{
    m_executor.setSpeed(request.speed);
    m_executor.setLastMoment(m_interpreter.lastMoment());
    const auto whenIdle = [this](Progress progress) { return goesOn(progress); };
    m_executor.start(m_interpreter.main(), whenIdle, m_interpreter.mainLabel());
    m_hold.emplace(request.control, [this](const std::string &reason) { m_interpreter.cancelMain(reason); });
}

PoolRun::~PoolRun()
{
    m_hold.reset();
    m_interpreter.stop();
    m_executor.abandon(); // before the interpreter goes: these are its steps
}

bool PoolRun::goesOn(Progress progress)
{
    const bool goesOn = m_interpreter.goesOn(progress);
    m_executor.setLastMoment(m_interpreter.lastMoment());
    return goesOn;
}

void PoolRun::act(const OperatorEntry &entry)
{
    m_executor.post([this, entry] { m_interpreter.act(entry); });
}

} // namespace ScopeLab
