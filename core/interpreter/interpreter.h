#pragma once

#include "core/engine/virtualtimeexecutor.h"
#include "core/interpreter/evaluator.h"
#include "core/interpreter/runlimits.h"

#include <set>
#include <unordered_map>

namespace ScopeLab {

/// Runs the steps of a scenario on the engine: one coroutine for each kind of step that waits.
///
/// Lives as long as its run, and belongs to the run's thread. What happens is told to the run's
/// observer only.
class Interpreter
{
public:
    Interpreter(const Scenario &scenario, Scheduler &scheduler, const RunLimits &limits = {});
    ~Interpreter();
    Interpreter(const Interpreter &) = delete;
    Interpreter &operator=(const Interpreter &) = delete;

    /// The task `main` in its scope, with the operator beside it. Once.
    Task<> main();
    const Label *mainLabel() const { return &m_mainLabel; }

    /// Does what an operator entry says, now.
    void act(const OperatorEntry &entry);

    /// Call when nothing can run any more: cancels what is left; the second time shields no longer
    /// hold. @returns false once nothing more can be done; the run then counts as ended.
    bool unstick();

    /// Cancels everything for a reason that ends the run as @p outcome.
    void stop(const std::string &outcome, const std::string &reason);

private:
    class OperatorTimer;
    struct TaskContext;
    class LivingScope;

    Task<> runSteps(TaskContext *task, const Steps *steps, EnvironmentPtr names);
    Task<> runBlocking(const RunBlockingStep *step, EnvironmentPtr names);
    Task<> runScope(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runGroup(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runGroupBody(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runTask(const Steps *steps, EnvironmentPtr names);
    Task<> runTry(TaskContext *task, const TryStep *step, EnvironmentPtr names);
    Task<ErrorPtr> runHandlers(TaskContext *task, const TryStep *step, ErrorPtr error, EnvironmentPtr names);
    Task<ErrorPtr> runGroupHandlers(TaskContext *task, const TryStep *step, ErrorPtr error, EnvironmentPtr names);
    Task<ErrorPtr> runHandling(TaskContext *task, const Steps *steps, ErrorPtr handled, EnvironmentPtr names);
    Task<> runRepeat(TaskContext *task, const RepeatStep *step, EnvironmentPtr names);

    void countStep(const Step &step);
    void log(const std::string &text);
    void spawn(const Step &step, const EnvironmentPtr &names);
    void spawnEach(const Step &step, const EnvironmentPtr &names);
    void spawnOne(const Step &step, const SpawnStep &spawn, const EnvironmentPtr &seen);
    void setDeadline(const SetDeadlineStep &step, const EnvironmentPtr &names);
    ErrorPtr raised(TaskContext *task, const RaiseStep &step, const EnvironmentPtr &names);
    EnvironmentPtr split(TaskContext *task, const SplitStep &step, EnvironmentPtr names);
    EnvironmentPtr nonCancelSubgroup(TaskContext *task, const NonCancelSubgroupStep &step, EnvironmentPtr names);
    bool holds(TaskContext *task, const Predicate &predicate, const EnvironmentPtr &names);
    ScopeRef scopeForPredicate(TaskContext *task, const Predicate &predicate, const EnvironmentPtr &names);
    ScopeRef openScope(const ScopeStep &step, const EnvironmentPtr &names);
    ScopeRef livingScope(const OperatorEntry &entry) const;
    std::string nameOf(const Template &name, const EnvironmentPtr &names) const;
    const Label *labelFor(const std::string &name, const std::string &kind, int line);
    void noteFate(const ErrorPtr &handled, const ErrorPtr &now);

    const Scenario &m_scenario;
    Scheduler &m_scheduler;
    const RunLimits m_limits;
    const ErrorRules m_errors;
    const Label m_mainLabel{"main", "task", 0};
    ScopeRef m_mainScope;
    std::vector<std::unique_ptr<OperatorTimer>> m_operator;
    std::map<std::string, std::vector<ScopeRef>> m_living; // by name, the one entered last is last
    std::map<std::string, ScopeRef> m_lastEntered;         // by name, of any task
    std::unordered_map<std::string, std::unique_ptr<Label>> m_labels;
    int m_unstuck = 0;
    std::string m_stopOutcome; // "stuck", "limit"; empty while the run goes as it will
    std::uint64_t m_steps = 0;
    std::uint64_t m_logLines = 0;
};

} // namespace ScopeLab
