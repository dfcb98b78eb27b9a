#pragma once

#include "core/engine/poolexecutor.h"
#include "core/interpreter/interpreter.h"
#include "core/session/runcontrol.h"
#include "core/session/runner.h"

#include <optional>

namespace ScopeLab {

/// A run of a scenario under virtual time, driven by whoever calls advance(), one thread at a time.
/// Destroying it stops the run wherever it is.
class VirtualRun
{
public:
    /// Starts the run, but takes no turn yet. What it refers to must outlive it.
    VirtualRun(const Scenario &scenario, const RunRequest &request, EngineObserver *observer);
    ~VirtualRun();
    VirtualRun(const VirtualRun &) = delete;
    VirtualRun &operator=(const VirtualRun &) = delete;

    /// Goes on until everything up to @p limit has happened, by at most @p turns turns.
    /// @returns false once the run is over, as every run is in the end.
    bool advance(TimePoint limit = Never, std::uint64_t turns = UINT64_MAX);

    /// Does @p entry at its moment: time passes until then.
    void act(const OperatorEntry &entry);

    /// Makes an advance() under way return, however long its turn would be. Thread-safe. Afterwards the run
    /// can only be destroyed.
    void stop() { m_interpreter.stop(); }

    /// How many turns have been taken.
    std::uint64_t turns() { return m_executor.scheduler().turns(); }

private:
    VirtualTimeExecutor m_executor;
    Interpreter m_interpreter;
    const RunControl::Hold m_hold; // destroyed first: nobody cancels what is half gone
};

/// A run of a scenario in real time, driven by QThreadPool.
/// Destroying it stops the run wherever it is.
class PoolRun
{
public:
    /// Starts the run. What it refers to must outlive it.
    PoolRun(const Scenario &scenario, const RunRequest &request, EngineObserver *observer);
    ~PoolRun();
    PoolRun(const PoolRun &) = delete;
    PoolRun &operator=(const PoolRun &) = delete;

    /// Blocks until the run is over, as every run is in the end. @throws as PoolExecutor::wait().
    void wait() { m_executor.wait(); }

    /// True once the run is over and nothing more happens. Thread-safe.
    bool isOver() const { return m_executor.isOver(); }

    /// Does @p entry as soon as the turn under way is over. Thread-safe.
    void act(const OperatorEntry &entry);

    /// To pause it, and to step.
    PoolExecutor &executor() { return m_executor; }

private:
    bool goesOn(Progress progress);

    PoolExecutor m_executor;
    Interpreter m_interpreter;
    std::optional<RunControl::Hold> m_hold; // destroyed first, see above
};

} // namespace ScopeLab
