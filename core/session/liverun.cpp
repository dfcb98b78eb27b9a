#include "core/session/liverun.h"

#include "core/engine/poolexecutor.h"
#include "core/interpreter/interpreter.h"

#include <atomic>

namespace ScopeLab {

namespace {

// So many turns at a time, so that a run that never ends can always be stopped.
constexpr std::uint64_t TurnsAtOnce = 2000;

class VirtualLiveRun final : public LiveRun
{
public:
    VirtualLiveRun(std::shared_ptr<const Scenario> scenario, const RunRequest &request, std::vector<Act> acts)
        : LiveRun(std::move(scenario), request, std::move(acts))
        , m_executor(options())
        , m_interpreter(*m_scenario, m_executor.scheduler(), m_request.limits)
        , m_last(m_request.limits.virtualTime)
        , m_thread([this] { work(); })
    {
    }

    ~VirtualLiveRun() override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_quitting = true;
            m_changed.notify_all();
        }
        m_interpreter.giveUp();
        m_thread.join();
    }

    void runUntil(TimePoint limit) override
    {
        const std::lock_guard lock(m_mutex);
        m_limit = std::max(m_limit, limit);
        m_changed.notify_all();
    }

    void step() override
    {
        const std::lock_guard lock(m_mutex);
        ++m_steps;
        m_changed.notify_all();
    }

    void actNow(const OperatorEntry &) override {}

    bool isOver() const override { return m_isOver.load(std::memory_order_acquire); }

    bool hasReached(TimePoint time) const override
    {
        const std::lock_guard lock(m_mutex);
        return m_done >= time || isOver();
    }

private:
    void work()
    {
        Scheduler &scheduler = m_executor.scheduler();
        const Scheduler::Lease lease(scheduler);
        scheduler.start(m_interpreter.main(), m_interpreter.mainLabel());
        bool goesOn = replay();
        while (goesOn) {
            TimePoint limit;
            std::uint64_t turns = 0;
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [this] { return m_quitting || m_steps > 0 || m_limit > m_done; });
                if (m_quitting)
                    break;
                const bool isStep = m_steps > 0;
                limit = isStep ? Never : m_limit;
                turns = isStep ? 1 : TurnsAtOnce;
                m_steps -= isStep ? 1 : 0;
            }
            goesOn = advance(limit, turns);
        }
        scheduler.abandon();
        m_isOver.store(true, std::memory_order_release);
    }

    /// @returns false once the run is over.
    bool advance(TimePoint limit, std::uint64_t turns)
    {
        const std::uint64_t before = m_executor.scheduler().turns();
        const bool mayTimeOut = limit > m_last;
        const Progress progress = m_executor.runUntil(std::min(limit, m_last), turns);
        if (progress == Progress::Limited && mayTimeOut && m_executor.scheduler().now() >= m_last) {
            m_interpreter.timeIsUp();
            m_last = Never;
            return true;
        }
        const bool isLimitReached = m_executor.scheduler().turns() - before < turns;
        if (progress == Progress::Limited && isLimitReached) {
            const std::lock_guard lock(m_mutex);
            m_done = std::max(m_done, limit);
        }
        if (progress == Progress::Stuck)
            return m_interpreter.unstick();
        return progress != Progress::Ended;
    }

    bool replay()
    {
        for (const Act &act : m_acts) {
            while (m_recorder.count() < act.after) {
                const std::unique_lock lock(m_mutex);
                if (m_quitting)
                    return false;
                const Progress progress = m_executor.step();
                if (progress == Progress::Ended || (progress == Progress::Stuck && !m_interpreter.unstick()))
                    return false;
            }
            // Between two events time may have passed; nothing else has.
            if (m_executor.scheduler().now() < TimePoint(act.entry.at))
                m_executor.runUntil(TimePoint(act.entry.at));
            m_interpreter.act(act.entry);
        }
        return true;
    }

    VirtualTimeExecutor m_executor; // these three belong to m_thread
    Interpreter m_interpreter;
    TimePoint m_last;           // the last moment that the run may have
    mutable std::mutex m_mutex; // protects the five below
    std::condition_variable m_changed;
    TimePoint m_limit{-Duration(1)};
    TimePoint m_done{-Duration(1)};
    int m_steps = 0;
    bool m_quitting = false;
    std::atomic<bool> m_isOver = false;
    std::thread m_thread;
};

class PoolLiveRun final : public LiveRun
{
public:
    PoolLiveRun(std::shared_ptr<const Scenario> scenario, const RunRequest &request)
        : LiveRun(std::move(scenario), request, {})
        , m_executor(std::make_unique<PoolExecutor>(options()))
        , m_interpreter(std::make_unique<Interpreter>(*m_scenario, m_executor->scheduler(), m_request.limits))
    {
        m_executor->setSpeed(request.speed);
        const auto whenIdle = [this](Progress progress) {
            if (progress == Progress::Ended || !m_interpreter->unstick())
                m_isOver.store(true, std::memory_order_release);
        };
        m_executor->start(m_interpreter->main(), whenIdle, m_interpreter->mainLabel());
    }

    ~PoolLiveRun() override
    {
        m_interpreter->giveUp();
        m_executor->abandon(); // before the interpreter goes, whose steps it runs
        m_interpreter.reset();
    }

    /// Real time does not wait to be told; a moment in the past means: pause.
    void runUntil(TimePoint limit) override
    {
        if (limit == Never)
            m_executor->resume();
        else
            m_executor->pause();
    }

    void step() override { m_executor->step(); }

    void actNow(const OperatorEntry &entry) override
    {
        m_executor->post([this, entry] { m_interpreter->act(entry); });
    }

    bool isOver() const override { return m_isOver.load(std::memory_order_acquire); }

    bool hasReached(TimePoint) const override { return isOver(); }

private:
    std::unique_ptr<PoolExecutor> m_executor;
    std::unique_ptr<Interpreter> m_interpreter;
    std::atomic<bool> m_isOver = false;
};

} // namespace

LiveRun::LiveRun(std::shared_ptr<const Scenario> scenario, const RunRequest &request, std::vector<Act> acts)
    : m_scenario(std::move(scenario))
    , m_request(request)
    , m_acts(std::move(acts))
{
}

RunOptions LiveRun::options()
{
    RunOptions options;
    options.seed = m_request.seed;
    options.observer = &m_recorder;
    options.backend = CancellationBackend::byName(m_request.backend.empty() ? m_scenario->backend : m_request.backend);
    return options;
}

std::unique_ptr<LiveRun> LiveRun::create(std::shared_ptr<const Scenario> scenario, const RunRequest &request,
                                         std::vector<Act> acts)
{
    if (request.executor == ExecutorKind::Pool)
        return std::make_unique<PoolLiveRun>(std::move(scenario), request);
    return std::make_unique<VirtualLiveRun>(std::move(scenario), request, std::move(acts));
}

} // namespace ScopeLab
