#pragma once

#include "core/engine/start.h"
#include "core/interpreter/evaluator.h"
#include "core/interpreter/runresources.h"
#include "core/interpreter/watchdog.h"

#include <list>
#include <optional>
#include <set>
#include <unordered_map>

namespace ScopeLab {

/// Runs the steps of a scenario on the engine: one coroutine for each kind of step that waits.
///
/// Lives as long as its run, in the run's thread. Only the run's observer learns what happens.
class Interpreter
{
public:
    Interpreter(const Scenario &scenario, Scheduler &scheduler, const RunLimits &limits = {});
    ~Interpreter();
    Interpreter(const Interpreter &) = delete;
    Interpreter &operator=(const Interpreter &) = delete;

    /// The task `main` in its scope, with the operator beside it. To be run once.
    Task<> main();
    const Label *mainLabel() const { return &m_mainLabel; }

    /// Performs an operator entry now.
    void act(const OperatorEntry &entry);

    /// Cancels main before its next turn, as an operator would; if main has not begun, as soon as it has.
    /// Thread-safe; no-op once main is over.
    void cancelMain(const std::string &reason);

    // See Watchdog.
    TimePoint lastMoment() const { return m_watchdog.lastMoment(); }
    bool goesOn(Progress progress);
    void stop() { m_watchdog.stop(); }

private:
    class OperatorTimer;
    struct TaskContext;
    class Handling;
    class LivingScope;
    class OperationRecord;
    class StepRunner;

    void finish();
    void tellEnd();
    void cancelEverything(const std::string &reason);
    ScopeRef livingScope(const OperatorEntry &entry) const;
    bool actOnResource(const OperatorEntry &entry);
    const Label *labelFor(const std::string &name, const std::string &kind, int line);
    void labelResources();
    void standAt(int line);

    const Scenario &m_scenario;
    Scheduler &m_scheduler;
    Watchdog m_watchdog;
    const ErrorRules m_errors;
    RunResources m_resources;
    const Label m_mainLabel{"main", "task", {}};
    ScopeRef m_mainScope;
    std::vector<std::unique_ptr<OperatorTimer>> m_operator;
    std::map<std::string, std::list<ScopeRef>> m_living; // by name; the one entered last is last
    std::map<std::string, ScopeRef> m_lastEntered;       // by name, of any task
    std::unordered_map<std::string, std::unique_ptr<Label>> m_labels;
    std::vector<PlaceId> m_places; // by line of the scenario; none where no task has been
    std::set<TaskId> m_detached;   // those that live
    bool m_isMainOver = false;
    ErrorPtr m_mainError;
    OperationId m_operations;
};

} // namespace ScopeLab
