#pragma once

#include "core/engine/start.h"
#include "core/engine/virtualtimeexecutor.h"
#include "core/interpreter/evaluator.h"
#include "core/interpreter/runlimits.h"
#include "core/interpreter/runresources.h"

#include <atomic>
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

    /// Call when nothing can run any more: cancels what is left; the second time shields no longer
    /// hold. @returns false once nothing more can be done; the run then counts as ended.
    bool unstick();

    /// Call when more time has passed than a run may take.
    void timeIsUp();

    /// No step begins any more: a task that never comes to a checkpoint ends its turn all the same. For who leaves a
    /// run. From any thread.
    void giveUp() { m_isGivenUp.store(true, std::memory_order_relaxed); }

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

    bool countStep(const Step &step);
    void finish();
    void tellEnd();
    void stop(const std::string &outcome, const std::string &reason);
    void cancelEverything(const std::string &reason);
    void log(const std::string &text);
    void spawn(const Step &step, const EnvironmentPtr &names);
    void spawnEach(const Step &step, const EnvironmentPtr &names);
    void spawnOne(const Step &step, const SpawnStep &spawn, const EnvironmentPtr &seen);
    void detach(const Step &step, const EnvironmentPtr &names);
    ScopeRef groupFor(const SpawnStep &spawn, const EnvironmentPtr &names) const;
    bool mayBeAlive(const Step &step);
    void cancel(const CancelStep &step, const EnvironmentPtr &names);
    void setDeadline(const SetDeadlineStep &step, const EnvironmentPtr &names);
    ErrorPtr raised(TaskContext *task, const RaiseStep &step, const EnvironmentPtr &names);
    EnvironmentPtr split(TaskContext *task, const SplitStep &step, EnvironmentPtr names);
    EnvironmentPtr nonCancelSubgroup(TaskContext *task, const NonCancelSubgroupStep &step, EnvironmentPtr names);
    bool holds(TaskContext *task, const Predicate &predicate, const EnvironmentPtr &names);
    ScopeRef scopeForPredicate(TaskContext *task, const Predicate &predicate, const EnvironmentPtr &names);
    ScopeRef openScope(const ScopeStep &step, const EnvironmentPtr &names);
    ScopeRef newScope(const Template &name, const char *kind, int line, const EnvironmentPtr &names);
    void shieldCleanup(CancelScope *scope, Duration limit);
    ScopeRef livingScope(const OperatorEntry &entry) const;
    bool actOnResource(const OperatorEntry &entry, const std::string &what);
    std::string nameOf(const Template &name, const EnvironmentPtr &names) const;
    const Label *labelFor(const std::string &name, const std::string &kind, int line);
    void noteFate(const ErrorPtr &handled, const ErrorPtr &now);

    const Scenario &m_scenario;
    Scheduler &m_scheduler;
    const RunLimits m_limits;
    const ErrorRules m_errors;
    RunResources m_resources;
    const Label m_mainLabel{"main", "task", 0};
    ScopeRef m_mainScope;
    std::vector<std::unique_ptr<OperatorTimer>> m_operator;
    std::map<std::string, std::vector<ScopeRef>> m_living; // by name, the one entered last is last
    std::map<std::string, ScopeRef> m_lastEntered;         // by name, of any task
    std::unordered_map<std::string, std::unique_ptr<Label>> m_labels;
    int m_unstuck = 0;
    std::set<TaskId> m_detached; // those alive
    bool m_isMainOver = false;
    ErrorPtr m_mainError;
    std::string m_stopOutcome; // "stuck", "limit"; empty while the run goes as it will
    std::uint32_t m_operations = 0;
    const Step *m_lastStep = nullptr;
    std::uint64_t m_steps = 0;
    std::atomic<bool> m_isGivenUp = false;
    std::uint64_t m_logLines = 0;
};

} // namespace ScopeLab
