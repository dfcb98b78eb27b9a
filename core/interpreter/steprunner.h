#pragma once

#include "core/interpreter/stepwait.h"
#include "core/interpreter/taskcontext.h"

namespace ScopeLab {

/// Runs one list of steps. It knows the step it has reached, the task it runs in, and the names in sight.
///
/// Lives in the frame of runAll(); the coroutine of the current step points to it.
class Interpreter::StepRunner
{
public:
    StepRunner(Interpreter *run, TaskContext *task, EnvironmentPtr names, const Step *step = nullptr)
        : m_run(run)
        , m_task(task)
        , m_names(std::move(names))
        , m_step(step)
    {
    }

    /// Runs @p steps one after another.
    static Task<> runAll(StepRunner runner, const Steps *steps);

private:
    StepWait begin(const Step &step);

    // Each kind of step has one of these: perform() for a step that never waits, run() for one that may wait or raises.
    void perform(const LogStep &step);
    void perform(const WorkStep &step);
    void perform(const SetStep &step);
    void perform(const CancelStep &step);
    void perform(const SetDeadlineStep &step);
    void perform(const SetShieldStep &step);
    void perform(const SpawnStep &step);
    void perform(const SpawnEachStep &step);
    void perform(const StartedStep &);
    void perform(const DetachStep &step);
    void perform(const SplitStep &step);
    void perform(const NonCancelSubgroupStep &step);
    detail::SleepOperation run(const SleepStep *step);
    detail::YieldOperation run(const CheckpointStep *);
    Task<> run(const RunBlockingStep *step);
    Task<> run(const WaitStep *step);
    Task<> run(const WithStep *step);
    Task<> run(const SendStep *step);
    Task<> run(const ReceiveStep *step);
    Task<> run(const WaitCancelledStep *step);
    Task<> run(const ScopeStep *step);
    Task<> run(const TaskGroupStep *step);
    Task<> run(const StartStep *step);
    Task<> run(const RaiseStep *step);
    Task<> run(const ReraiseStep *);
    Task<> run(const TryStep *step);
    Task<> run(const IfStep *step);
    Task<> run(const RepeatStep *step);
    Task<> run(const CallStep *step);
    Task<> run(const RunUntilCancelledStep *step);
    Task<> run(const RetryStep *step);
    Task<> run(const OperationStep *step);
    Task<> run(const BudgetStep *step);
    Task<> run(const GracefulShutdownStep *step);

    // Lists of steps inside this one.
    StepRunner with(EnvironmentPtr names) const { return StepRunner(m_run, m_task, std::move(names), m_step); }
    Task<> runBody(const Steps &steps) const { return runAll(*this, &steps); }
    Task<> runBody(const Steps &steps, EnvironmentPtr names) const { return runAll(with(std::move(names)), &steps); }
    Task<> runGroupBody(const TaskGroupStep *step);
    Task<> runCallInHandler(Task<> body);

    // Tasks.
    static Task<> runTask(Interpreter *run, const Steps *steps, EnvironmentPtr names,
                          std::optional<TaskStatus<>> status = {});
    static Task<> runDetached(Interpreter *run, const Steps *steps, EnvironmentPtr names);
    bool spawn(const SpawnStep &step) const;
    ScopeRef groupFor(const SpawnStep &step) const;

    // Errors.
    ErrorPtr makeRaised(const RaiseSpec &spec) const;
    static Task<> raise(ErrorPtr error);
    Task<ErrorPtr> runHandling(Task<> body, ErrorPtr handled);
    Task<ErrorPtr> runHandler(const Handler &handler, const ErrorPtr &taken);
    Task<ErrorPtr> runHandlers(const TryStep *step, ErrorPtr error);
    Task<ErrorPtr> runGroupHandlers(const TryStep *step, ErrorPtr error);
    void split(const Template &name, const std::string &cancels, const std::string &errors);
    void reportFate(const ErrorPtr &handled, const ErrorPtr &now) const;
    bool holds(const Predicate &predicate) const;
    ScopeRef scopeForPredicate(const Predicate &predicate) const;

    // Scopes.
    ScopeRef openScope(const ScopeStep &step) const;
    ScopeRef newScope(const Template &name, const char *kind, int line) const;
    void shieldCleanup(CancelScope *scope, Duration limit) const;
    std::string nameOf(const Template &name) const;

    // Patterns.
    Task<> runAttempt(const RetryStep *step);
    Task<ErrorPtr> runInOperation(OperationRecord *record, ScopeRef scope);
    Task<ErrorPtr> runCounted(OperationRecord *record, ScopeRef scope);
    Task<> concludeOperation(OperationRecord *record, ScopeRef scope);
    Task<> runShares(const BudgetStep *step, std::vector<std::unique_ptr<OperationRecord>> *records, TimePoint end);

    Scheduler &scheduler() const { return m_run->m_scheduler; }
    Watchdog &watchdog() const { return m_run->m_watchdog; }
    RunResources &resources() const { return m_run->m_resources; }

    Interpreter *m_run;
    TaskContext *m_task;
    EnvironmentPtr m_names;
    const Step *m_step; // where it stands; null before the first
};

} // namespace ScopeLab
