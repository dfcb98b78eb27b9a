#include "core/session/liverun.h"

#include "core/interpreter/memoryreserve.h"
#include "core/session/driver.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <new>
#include <optional>
#include <thread>

namespace ScopeLab {

namespace {

// How many turns are taken at a time, so that a run that never ends can always be stopped.
constexpr std::uint64_t TurnsAtOnce = 2000;

class VirtualLiveRun final : public LiveRun
{
public:
    VirtualLiveRun(std::shared_ptr<const Scenario> scenario, const RunRequest &request, std::vector<Act> acts)
        : LiveRun(std::move(scenario), request)
        , m_acts(std::move(acts))
        , m_run(*m_scenario, m_request, &m_recorder)
        , m_thread([this] { work(); })
    {
    }

    ~VirtualLiveRun() override
    {
        m_run.stop();
        {
            const std::lock_guard lock(m_mutex);
            m_quitting = true;
            m_changed.notify_all();
        }
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
    /// How far the run may go in one go.
    struct Leave
    {
        TimePoint limit;
        std::uint64_t turns;
    };

    void work()
    {
        try {
            goOn();
        } catch (const std::bad_alloc &) {
            std::fputs(NoMemory, stderr); // what has been recorded up to here is all there is
        }
        m_isOver.store(true, std::memory_order_release);
    }

    void goOn()
    {
        bool goesOn = replay();
        while (goesOn) {
            const std::optional<Leave> leave = waitForLeave();
            if (!leave)
                break;
            const std::uint64_t before = m_run.turns();
            goesOn = m_run.advance(leave->limit, leave->turns);
            if (goesOn && m_run.turns() - before < leave->turns) {
                const std::lock_guard lock(m_mutex);
                m_done = std::max(m_done, leave->limit);
            }
        }
    }

    /// Blocks until the run may go on; empty if it is to be abandoned.
    std::optional<Leave> waitForLeave()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_quitting || m_steps > 0 || m_limit > m_done; });
        if (m_quitting)
            return {};
        if (m_steps == 0)
            return Leave{m_limit, TurnsAtOnce};
        --m_steps;
        return Leave{Never, 1};
    }

    /// @returns false once the run is over, or is to be abandoned.
    bool replay()
    {
        for (const Act &act : m_acts) {
            while (m_recorder.count() < act.after) {
                if (!m_run.advance(Never, 1))
                    return false;
            }
            m_run.act(act.entry);
        }
        return true;
    }

    const std::vector<Act> m_acts;
    VirtualRun m_run;           // m_thread's
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
        : LiveRun(std::move(scenario), request)
        , m_run(*m_scenario, m_request, &m_recorder)
    {
    }

    /// Real time does not wait to be told; a moment in the past means a pause.
    void runUntil(TimePoint limit) override
    {
        if (limit == Never)
            m_run.executor().resume();
        else
            m_run.executor().pause();
    }

    void step() override { m_run.executor().step(); }

    void actNow(const OperatorEntry &entry) override { m_run.act(entry); }

    bool isOver() const override { return m_run.isOver(); }

    bool hasReached(TimePoint) const override { return isOver(); }

private:
    PoolRun m_run;
};

} // namespace

LiveRun::LiveRun(std::shared_ptr<const Scenario> scenario, const RunRequest &request)
    : m_scenario(std::move(scenario))
    , m_request(allKept(request))
{
}

std::unique_ptr<LiveRun> LiveRun::create(std::shared_ptr<const Scenario> scenario, const RunRequest &request,
                                         std::vector<Act> acts)
{
    if (request.executor == ExecutorKind::Pool)
        return std::make_unique<PoolLiveRun>(std::move(scenario), request);
    return std::make_unique<VirtualLiveRun>(std::move(scenario), request, std::move(acts));
}

} // namespace ScopeLab
