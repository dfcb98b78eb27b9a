// The patterns: tokens, retries, operations with a status, budgets, graceful shutdowns.

#include "core/engine/catching.h"
#include "core/engine/exceptions.h"
#include "core/engine/withscope.h"
#include "core/interpreter/livingscope.h"
#include "core/patterns/deadlineexecutor.h"
#include "core/patterns/retry.h"

namespace ScopeLab {

/// Tells the run's observer how far an operation is. One that dies before it began was skipped.
class Interpreter::OperationRecord
{
public:
    OperationRecord(Interpreter *interpreter, const std::string &name, int line)
        : m_scheduler(interpreter->m_scheduler)
        , m_label(interpreter->labelFor(name, "operation", line))
        , m_number(++interpreter->m_operations)
    {
        set(OperationStatus::Pending);
    }
    OperationRecord(const OperationRecord &) = delete;
    OperationRecord &operator=(const OperationRecord &) = delete;
    ~OperationRecord()
    {
        if (m_status == OperationStatus::Pending)
            set(OperationStatus::Skipped);
    }

    OperationStatus status() const { return m_status; }
    void set(OperationStatus status)
    {
        m_status = status;
        m_scheduler.observeTask(OperationChanged{m_number, status, m_scheduler.noted(m_label)});
    }

private:
    Scheduler &m_scheduler;
    const Label *const m_label;
    const OperationId m_number;
    OperationStatus m_status = OperationStatus::Pending;
};

Task<> Interpreter::runUntilCancelled(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const auto &until = std::get<RunUntilCancelledStep>(step->payload);
    const CancellationToken token = m_resources.token(until.token, names);
    const ScopeRef scope = newScope({}, "run_until_cancelled", step->line(), names);
    {
        // One that is cancelled already still lets the body run to its first checkpoint.
        const TokenLink link(token, scope->scope());
        const LivingScope living(this, task, scope);
        auto body = runSteps(task, &until.body, names);
        const bool finished = co_await withScope(scope->scope(), std::move(body));
        static_cast<void>(finished);
    }
    if (scope->scope().cancelledCaught())
        co_await runSteps(task, &until.otherwise, std::move(names));
}

// -- retry

Task<> Interpreter::runAttempt(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const auto &retry = std::get<RetryStep>(step->payload);
    if (!retry.timeout) {
        co_await runSteps(task, &retry.body, std::move(names));
        co_return;
    }
    const ScopeRef scope = newScope({}, "retry", step->line(), names);
    scope->scope().setRelativeDeadline(evaluate(*retry.timeout, names));
    const LivingScope living(this, task, scope);
    auto body = runSteps(task, &retry.body, std::move(names));
    co_await failWithScope(scope->scope(), std::move(body));
}

Task<> Interpreter::runRetry(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const auto &retry = std::get<RetryStep>(step->payload);
    const std::int64_t attempts = evaluate(retry.attempts, names);
    if (attempts < 1)
        raiseInScenario("ValueError", "attempts must be above 0");
    RetryPolicy policy;
    policy.delay = evaluate(retry.delay, names);
    policy.factor = evaluateNumber(retry.factor, names);
    policy.maxDelay = evaluate(retry.maxDelay, names);
    for (std::int64_t attempt = 1;; ++attempt) {
        ErrorPtr error;
        {
            EnvironmentPtr inside = withName(names, "attempt", std::to_string(attempt));
            auto body = runAttempt(task, step, std::move(inside));
            auto outcome = co_await catching(std::move(body));
            error = outcome.handled();
        }
        if (!error)
            co_return;
        const bool mayAgain = !error->holdsCancellation() && m_errors.matches(retry.errors, *error, names);
        if (!mayAgain || (attempt == attempts && !retry.hasOtherwise))
            co_await raiseAgain(error);
        noteFate(error, {});
        if (attempt == attempts) {
            co_await runSteps(task, &retry.otherwise, std::move(names));
            co_return;
        }
        const Duration pause = policy.delayAfter(static_cast<int>(std::min<std::int64_t>(attempt, INT32_MAX)));
        co_await sleepFor(pause);
    }
}

/// The scope of a cleanup. It has no kind, for the file does not name it.
void Interpreter::shieldCleanup(CancelScope *scope, Duration limit, int line)
{
    scope->setShielded(true);
    scope->setRelativeDeadline(limit);
    scope->setLabel(labelFor("cleanup", {}, line));
}

// -- operations

/// Runs the body in its scope. @returns what left it.
Task<ErrorPtr> Interpreter::runInOperation(TaskContext *task, const OperationStep *step, OperationRecord *record,
                                           ScopeRef scope, EnvironmentPtr names)
{
    std::optional<TokenLink> link; // for as long as the body runs, and not while it cleans up
    if (step->token.isSet())
        link.emplace(m_resources.token(step->token, names), scope->scope());
    const LivingScope living(this, task, scope);
    record->set(OperationStatus::Running);
    EnvironmentPtr inside = withName(std::move(names), scope->name, scope);
    auto body = runSteps(task, &step->body, std::move(inside));
    auto scoped = withScope(scope->scope(), std::move(body));
    auto outcome = co_await catching(std::move(scoped));
    co_return outcome.handled();
}

/// Body and cleanup, while the shutdowns around count the operation. @returns what goes on up.
Task<ErrorPtr> Interpreter::runCounted(TaskContext *task, const OperationStep *step, OperationRecord *record,
                                       ScopeRef scope, EnvironmentPtr names)
{
    std::vector<std::unique_ptr<GracefulShutdown::Pending>> counted;
    for (const ScopeRef &shutdown : shutdownsAround(names))
        counted.push_back(std::make_unique<GracefulShutdown::Pending>(*shutdown->shutdown));
    ErrorPtr error = co_await runInOperation(task, step, record, scope, names);
    OperationStatus status = statusAfter(scope->scope(), error);
    if (!step->cleanup.empty()) {
        CancelScope shield;
        shieldCleanup(&shield, Forever, m_ending.lastStep()->line());
        auto cleanup = runHandling(task, &step->cleanup, error, names);
        auto shielded = withScope(shield, std::move(cleanup));
        const std::optional<ErrorPtr> left = co_await std::move(shielded);
        ErrorPtr replacing = left.value_or(ErrorPtr());
        if (replacing) {
            noteFate(error, replacing);
            error = std::move(replacing);
            status = statusAfter(scope->scope(), error);
        }
    }
    record->set(status);
    co_return error;
}

/// What an operation that did not simply complete means for its task.
Task<> Interpreter::concludeOperation(TaskContext *task, const OperationStep *step, OperationStatus status,
                                      ScopeRef scope, EnvironmentPtr names)
{
    if (status == OperationStatus::TimedOut && !step->hasOtherwise)
        co_await raiseAgain(detail::makeTimeout(m_scheduler.task(), scope->scope()));
    if (status == OperationStatus::TimedOut || status == OperationStatus::Cancelled)
        co_await runSteps(task, &step->otherwise, std::move(names));
}

Task<> Interpreter::runOperation(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const auto &operation = std::get<OperationStep>(step->payload);
    const ScopeRef scope = newScope(operation.name, "operation", step->line(), names);
    OperationRecord record(this, scope->name, step->line());
    bool isRefused = false;
    for (const ScopeRef &shutdown : shutdownsAround(names))
        isRefused |= shutdown->shutdown->isShuttingDown();
    if (isRefused) {
        record.set(OperationStatus::Cancelled);
    } else {
        if (operation.timeout)
            scope->scope().setRelativeDeadline(evaluate(*operation.timeout, names));
        ErrorPtr error = co_await runCounted(task, &operation, &record, scope, names);
        if (error)
            co_await raiseAgain(std::move(error));
    }
    co_await concludeOperation(task, &operation, record.status(), scope, std::move(names));
}

// -- budget

Task<> Interpreter::runShares(TaskContext *task, const Step *step,
                              std::vector<std::unique_ptr<OperationRecord>> *records, TimePoint end,
                              EnvironmentPtr names)
{
    const auto &budget = std::get<BudgetStep>(step->payload);
    DeadlineExecutor shares(end);
    std::vector<double> weights;
    for (const OperationStep &operation : budget.operations) {
        weights.push_back(evaluateNumber(operation.weight, names));
        if (!(weights.back() > 0))
            raiseInScenario("ValueError", "weight must be above 0");
    }
    shares.planShares(std::move(weights));
    for (std::size_t i = 0; i < budget.operations.size(); ++i) {
        const OperationStep &operation = budget.operations[i];
        const ScopeRef scope = newScope(operation.name, "operation", operation.range.begin.line, names);
        const Duration limit = operation.timeout ? evaluate(*operation.timeout, names) : Forever;
        scope->scope().setRelativeDeadline(std::min(limit, shares.takeShare()));
        OperationRecord *const record = (*records)[i].get();
        ErrorPtr error = co_await runInOperation(task, &operation, record, scope, names);
        record->set(statusAfter(scope->scope(), error));
        if (error)
            co_await raiseAgain(std::move(error));
        co_await concludeOperation(task, &operation, record->status(), scope, names);
    }
}

Task<> Interpreter::runBudget(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const auto &budget = std::get<BudgetStep>(step->payload);
    const ScopeRef scope = newScope(budget.name, "budget", step->line(), names);
    const Duration total = evaluate(budget.total, names);
    scope->scope().setRelativeDeadline(total);
    std::vector<std::unique_ptr<OperationRecord>> records; // those that never begin are skipped
    for (const OperationStep &operation : budget.operations)
        records.push_back(
            std::make_unique<OperationRecord>(this, nameOf(operation.name, names), operation.range.begin.line));
    const LivingScope living(this, task, scope);
    const TimePoint end = after(m_scheduler.now(), total);
    EnvironmentPtr inside = withName(std::move(names), scope->name, scope);
    auto body = runShares(task, step, &records, end, std::move(inside));
    co_await failWithScope(scope->scope(), std::move(body));
}

// -- graceful shutdown

Task<> Interpreter::runShutdown(TaskContext *task, const Step *step, EnvironmentPtr names)
{
    const auto &shutdown = std::get<GracefulShutdownStep>(step->payload);
    auto instance = std::make_shared<ScopeInstance>();
    instance->name = nameOf(shutdown.name, names);
    const CancellationToken token = m_resources.token(shutdown.token, names);
    instance->shutdown = std::make_unique<GracefulShutdown>(token, evaluate(shutdown.grace, names));
    instance->scope().setLabel(labelFor(instance->name, "graceful_shutdown", step->line()));
    ErrorPtr error;
    {
        const GracefulShutdown::Watch watch(*instance->shutdown);
        const LivingScope living(this, task, instance);
        EnvironmentPtr inside = withName(names, instance->name, instance);
        auto body = runSteps(task, &shutdown.body, std::move(inside));
        auto scoped = withScope(instance->scope(), std::move(body));
        auto outcome = co_await catching(std::move(scoped));
        error = outcome.handled();
    }
    if (!shutdown.cleanup.empty()) {
        const Duration limit = evaluate(shutdown.cleanupLimit, names);
        const Handling handling(task, error);
        auto cleanup = runSteps(task, &shutdown.cleanup, names);
        CancelScope shield;
        shieldCleanup(&shield, limit, step->line());
        auto shielded = withScope(shield, std::move(cleanup));
        auto outcome = co_await catching(std::move(shielded));
        if (ErrorPtr replacing = outcome.handled()) {
            noteFate(error, replacing);
            error = std::move(replacing);
        }
    }
    if (error)
        co_await raiseAgain(std::move(error));
}

} // namespace ScopeLab
