#pragma once

#include "core/engine/start.h"
#include "core/interpreter/ending.h"
#include "core/interpreter/evaluator.h"
#include "core/interpreter/runresources.h"

#include <optional>
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

    /// See Ending, which has the rule.
    TimePoint lastMoment() const { return m_ending.lastMoment(); }
    bool goesOn(Progress progress);
    void stop() { m_ending.stop(); }

private:
    class OperatorTimer;
    struct TaskContext;
    class Handling;
    class LivingScope;
    class OperationRecord;

    Task<> runSteps(TaskContext *task, const Steps *steps, EnvironmentPtr names);
    Task<> awaiting(TaskContext *task, const Step *step, EnvironmentPtr names);
    bool doneAtOnce(TaskContext *task, const Step &step, EnvironmentPtr *names);
    Task<> runBlocking(const RunBlockingStep *step, EnvironmentPtr names);
    Task<> runScope(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runGroup(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runGroupBody(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runTask(const Steps *steps, EnvironmentPtr names, std::optional<TaskStatus<>> status = {});
    Task<> runDetached(const Steps *steps, EnvironmentPtr names);
    Task<> runRaise(ErrorPtr error);
    Task<> runWait(Event *event);
    Task<> runSend(RunResources::Channel *channel, std::string value);
    Task<> runCallInHandler(TaskContext *task, const Steps *function, EnvironmentPtr names);
    Task<> runWaitCancelled(CancellationToken token);
    Task<> runStart(const Step *step, EnvironmentPtr names);
    Task<> runWith(TaskContext *task, const WithStep *step, EnvironmentPtr names);
    Task<> runUntilCancelled(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runRetry(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runAttempt(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runOperation(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<ErrorPtr> runCounted(TaskContext *task, const OperationStep *step, OperationRecord *record, ScopeRef scope,
                              EnvironmentPtr names);
    Task<ErrorPtr> runInOperation(TaskContext *task, const OperationStep *step, OperationRecord *record, ScopeRef scope,
                                  EnvironmentPtr names);
    Task<> concludeOperation(TaskContext *task, const OperationStep *step, OperationStatus status, ScopeRef scope,
                             EnvironmentPtr names);
    Task<> runBudget(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runShares(TaskContext *task, const Step *step, std::vector<std::unique_ptr<OperationRecord>> *records,
                     TimePoint end, EnvironmentPtr names);
    Task<> runShutdown(TaskContext *task, const Step *step, EnvironmentPtr names);
    Task<> runTry(TaskContext *task, const TryStep *step, EnvironmentPtr names);
    Task<ErrorPtr> runHandlers(TaskContext *task, const TryStep *step, ErrorPtr error, EnvironmentPtr names);
    Task<ErrorPtr> runGroupHandlers(TaskContext *task, const TryStep *step, ErrorPtr error, EnvironmentPtr names);
    Task<ErrorPtr> runHandling(TaskContext *task, const Steps *steps, ErrorPtr handled, EnvironmentPtr names);
    Task<> runRepeat(TaskContext *task, const RepeatStep *step, EnvironmentPtr names);

    void finish();
    void tellEnd();
    void cancelEverything(const std::string &reason);
    void log(const std::string &text);
    void spawn(const Step &step, const EnvironmentPtr &names);
    void spawnEach(const Step &step, const EnvironmentPtr &names);
    bool spawnOne(const Step &step, const SpawnStep &spawn, const EnvironmentPtr &seen);
    void detach(const Step &step, const EnvironmentPtr &names);
    ScopeRef groupFor(const SpawnStep &spawn, const EnvironmentPtr &names) const;
    void cancel(const CancelStep &step, const EnvironmentPtr &names);
    void setDeadline(const SetDeadlineStep &step, const EnvironmentPtr &names);
    ErrorPtr raised(TaskContext *task, const RaiseStep &step, const EnvironmentPtr &names);
    EnvironmentPtr split(TaskContext *task, const SplitStep &step, EnvironmentPtr names);
    EnvironmentPtr nonCancelSubgroup(TaskContext *task, const NonCancelSubgroupStep &step, EnvironmentPtr names);
    bool holds(TaskContext *task, const Predicate &predicate, const EnvironmentPtr &names);
    ScopeRef scopeForPredicate(TaskContext *task, const Predicate &predicate, const EnvironmentPtr &names);
    ScopeRef openScope(const ScopeStep &step, const EnvironmentPtr &names);
    ScopeRef newScope(const Template &name, const char *kind, int line, const EnvironmentPtr &names);
    void shieldCleanup(CancelScope *scope, Duration limit, int line);
    ScopeRef livingScope(const OperatorEntry &entry) const;
    bool actOnResource(const OperatorEntry &entry);
    std::string nameOf(const Template &name, const EnvironmentPtr &names) const;
    const Label *labelFor(const std::string &name, const std::string &kind, int line);
    void labelResources();
    void standAt(int line);
    void noteFate(const ErrorPtr &handled, const ErrorPtr &now);

    const Scenario &m_scenario;
    Scheduler &m_scheduler;
    Ending m_ending;
    const ErrorRules m_errors;
    RunResources m_resources;
    const Label m_mainLabel{"main", "task", {}};
    ScopeRef m_mainScope;
    std::vector<std::unique_ptr<OperatorTimer>> m_operator;
    std::map<std::string, std::vector<ScopeRef>> m_living; // by name, the one entered last is last
    std::map<std::string, ScopeRef> m_lastEntered;         // by name, of any task
    std::unordered_map<std::string, std::unique_ptr<Label>> m_labels;
    std::vector<PlaceId> m_places; // by line of the scenario, as far as a task has been there
    std::set<TaskId> m_detached;   // those alive
    bool m_isMainOver = false;
    ErrorPtr m_mainError;
    OperationId m_operations;
};

} // namespace ScopeLab
