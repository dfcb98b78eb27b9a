// The patterns: tokens, retries, operations with a status, budgets, graceful shutdowns.

#include "core/engine/catching.h"
#include "core/engine/exceptions.h"
#include "core/engine/withscope.h"
#include "core/interpreter/livingscope.h"
#include "core/interpreter/steprunner.h"
#include "core/patterns/deadlineexecutor.h"
#include "core/patterns/retry.h"

namespace ScopeLab {

/// An operation and its status, which the run's observer is told. If it is destroyed before it began, it was skipped.
class Interpreter::OperationRecord
{
public:
    OperationRecord(Interpreter *interpreter, const OperationStep *step, const std::string &name, int line)
        : m_step(step)
        , m_scheduler(interpreter->m_scheduler)
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

    const OperationStep &step() const { return *m_step; }
    OperationStatus status() const { return m_status; }
    void set(OperationStatus status)
    {
        m_status = status;
        m_scheduler.observeTask(OperationChanged{m_number, status, m_scheduler.idFor(m_label)});
    }

private:
    const OperationStep *const m_step;
    Scheduler &m_scheduler;
    const Label *const m_label;
    const OperationId m_number;
    OperationStatus m_status = OperationStatus::Pending;
};

Task<> Interpreter::StepRunner::run(const RunUntilCancelledStep *step)
{
    const CancellationToken token = resources().token(step->token, m_names);
    const ScopeRef scope = newScope({}, "run_until_cancelled", m_step->line());
    {
        // Even if it is cancelled already, the body runs to its first checkpoint.
        const TokenLink link(token, scope->scope());
        const LivingScope living(m_run, m_task, scope);
        auto body = runBody(step->body);
        const bool finished = co_await withScope(scope->scope(), std::move(body));
        static_cast<void>(finished);
    }
    if (scope->scope().cancelledCaught())
        co_await runBody(step->otherwise);
}

// -- retry

Task<> Interpreter::StepRunner::runAttempt(const RetryStep *step)
{
    if (!step->timeout) {
        co_await runBody(step->body);
        co_return;
    }
    const ScopeRef scope = newScope({}, "retry", m_step->line());
    scope->scope().setRelativeDeadline(evaluate(*step->timeout, m_names));
    const LivingScope living(m_run, m_task, scope);
    auto body = runBody(step->body);
    co_await failWithScope(scope->scope(), std::move(body));
}

Task<> Interpreter::StepRunner::run(const RetryStep *step)
{
    const std::int64_t attempts = evaluate(step->attempts, m_names);
    if (attempts < 1)
        raiseInScenario("ValueError", "attempts must be above 0");
    RetryPolicy policy;
    policy.delay = evaluate(step->delay, m_names);
    policy.factor = evaluateNumber(step->factor, m_names);
    policy.maxDelay = evaluate(step->maxDelay, m_names);
    for (std::int64_t attempt = 1;; ++attempt) {
        ErrorPtr error;
        {
            StepRunner inside = with(withName(m_names, "attempt", std::to_string(attempt)));
            auto body = inside.runAttempt(step);
            auto outcome = co_await catching(std::move(body));
            error = outcome.handled();
        }
        if (!error)
            co_return;
        const bool mayAgain = !error->holdsCancellation() && m_run->m_errors.matches(step->errors, *error, m_names);
        if (!mayAgain || (attempt == attempts && !step->hasOtherwise))
            co_await raiseAgain(error);
        reportFate(error, {});
        if (attempt == attempts) {
            co_await runBody(step->otherwise);
            co_return;
        }
        const Duration pause = policy.delayAfter(static_cast<int>(std::min<std::int64_t>(attempt, INT32_MAX)));
        co_await sleepFor(pause);
    }
}

/// Sets up the scope of a cleanup. It has no kind, since it is no step of the file.
void Interpreter::StepRunner::shieldCleanup(CancelScope *scope, Duration limit) const
{
    scope->setShielded(true);
    scope->setRelativeDeadline(limit);
    scope->setLabel(m_run->labelFor("cleanup", {}, m_step->line()));
}

// -- operations

/// Runs the body in its scope. @returns the error that left it.
Task<ErrorPtr> Interpreter::StepRunner::runInOperation(OperationRecord *record, ScopeRef scope)
{
    std::optional<TokenLink> link; // while the body runs, not while it cleans up
    if (record->step().token.isSet())
        link.emplace(resources().token(record->step().token, m_names), scope->scope());
    const LivingScope living(m_run, m_task, scope);
    record->set(OperationStatus::Running);
    auto body = runBody(record->step().body, withName(m_names, scope->name, scope));
    auto scoped = withScope(scope->scope(), std::move(body));
    auto outcome = co_await catching(std::move(scoped));
    co_return outcome.handled();
}

/// Runs body and cleanup while the shutdowns around count the operation. @returns the error that goes on up.
Task<ErrorPtr> Interpreter::StepRunner::runCounted(OperationRecord *record, ScopeRef scope)
{
    std::vector<std::unique_ptr<GracefulShutdown::Pending>> counted;
    for (const ScopeRef &shutdown : shutdownsAround(m_names))
        counted.push_back(std::make_unique<GracefulShutdown::Pending>(*shutdown->shutdown));
    ErrorPtr error = co_await runInOperation(record, scope);
    OperationStatus status = statusAfter(scope->scope(), error);
    if (!record->step().cleanup.empty()) {
        CancelScope shield;
        shieldCleanup(&shield, Forever);
        auto cleanup = runHandling(runBody(record->step().cleanup), error);
        auto shielded = withScope(shield, std::move(cleanup));
        const std::optional<ErrorPtr> left = co_await std::move(shielded);
        ErrorPtr replacing = left.value_or(ErrorPtr());
        if (replacing) {
            reportFate(error, replacing);
            error = std::move(replacing);
            status = statusAfter(scope->scope(), error);
        }
    }
    record->set(status);
    co_return error;
}

/// Draws the consequences, for the task, of an operation that did not simply complete.
Task<> Interpreter::StepRunner::concludeOperation(OperationRecord *record, ScopeRef scope)
{
    const OperationStatus status = record->status();
    if (status == OperationStatus::TimedOut && !record->step().hasOtherwise)
        co_await raiseAgain(detail::makeTimeout(scheduler().task(), scope->scope()));
    if (status == OperationStatus::TimedOut || status == OperationStatus::Cancelled)
        co_await runBody(record->step().otherwise);
}

Task<> Interpreter::StepRunner::run(const OperationStep *step)
{
    const ScopeRef scope = newScope(step->name, "operation", m_step->line());
    OperationRecord record(m_run, step, scope->name, m_step->line());
    bool isRefused = false;
    for (const ScopeRef &shutdown : shutdownsAround(m_names))
        isRefused |= shutdown->shutdown->isShuttingDown();
    if (isRefused) {
        record.set(OperationStatus::Cancelled);
    } else {
        if (step->timeout)
            scope->scope().setRelativeDeadline(evaluate(*step->timeout, m_names));
        ErrorPtr error = co_await runCounted(&record, scope);
        if (error)
            co_await raiseAgain(std::move(error));
    }
    co_await concludeOperation(&record, scope);
}

// -- budget

Task<> Interpreter::StepRunner::runShares(const BudgetStep *step,
                                          std::vector<std::unique_ptr<OperationRecord>> *records, TimePoint end)
{
    DeadlineExecutor shares(end);
    std::vector<double> weights;
    for (const OperationStep &operation : step->operations) {
        weights.push_back(evaluateNumber(operation.weight, m_names));
        if (!(weights.back() > 0))
            raiseInScenario("ValueError", "weight must be above 0");
    }
    shares.planShares(std::move(weights));
    for (const std::unique_ptr<OperationRecord> &record : *records) {
        const OperationStep &operation = record->step();
        const ScopeRef scope = newScope(operation.name, "operation", operation.range.begin.line);
        const Duration limit = operation.timeout ? evaluate(*operation.timeout, m_names) : Forever;
        scope->scope().setRelativeDeadline(std::min(limit, shares.takeShare()));
        ErrorPtr error = co_await runInOperation(record.get(), scope);
        record->set(statusAfter(scope->scope(), error));
        if (error)
            co_await raiseAgain(std::move(error));
        co_await concludeOperation(record.get(), scope);
    }
}

Task<> Interpreter::StepRunner::run(const BudgetStep *step)
{
    const ScopeRef scope = newScope(step->name, "budget", m_step->line());
    const Duration total = evaluate(step->total, m_names);
    scope->scope().setRelativeDeadline(total);
    std::vector<std::unique_ptr<OperationRecord>> records; // those that never begin are skipped
    for (const OperationStep &operation : step->operations)
        records.push_back(
            std::make_unique<OperationRecord>(m_run, &operation, nameOf(operation.name), operation.range.begin.line));
    const LivingScope living(m_run, m_task, scope);
    const TimePoint end = after(scheduler().now(), total);
    StepRunner inside = with(withName(m_names, scope->name, scope));
    auto body = inside.runShares(step, &records, end);
    co_await failWithScope(scope->scope(), std::move(body));
}

// -- graceful shutdown

Task<> Interpreter::StepRunner::run(const GracefulShutdownStep *step)
{
    auto instance = std::make_shared<ScopeInstance>();
    instance->name = nameOf(step->name);
    const CancellationToken token = resources().token(step->token, m_names);
    instance->shutdown = std::make_unique<GracefulShutdown>(token, evaluate(step->grace, m_names));
    instance->scope().setLabel(m_run->labelFor(instance->name, "graceful_shutdown", m_step->line()));
    ErrorPtr error;
    {
        const GracefulShutdown::Watch watch(*instance->shutdown);
        const LivingScope living(m_run, m_task, instance);
        auto body = runBody(step->body, withName(m_names, instance->name, instance));
        auto scoped = withScope(instance->scope(), std::move(body));
        auto outcome = co_await catching(std::move(scoped));
        error = outcome.handled();
    }
    if (!step->cleanup.empty()) {
        const Duration limit = evaluate(step->cleanupLimit, m_names);
        const Handling handling(m_task, error);
        auto cleanup = runBody(step->cleanup);
        CancelScope shield;
        shieldCleanup(&shield, limit);
        auto shielded = withScope(shield, std::move(cleanup));
        auto outcome = co_await catching(std::move(shielded));
        if (ErrorPtr replacing = outcome.handled()) {
            reportFate(error, replacing);
            error = std::move(replacing);
        }
    }
    if (error)
        co_await raiseAgain(std::move(error));
}

} // namespace ScopeLab
