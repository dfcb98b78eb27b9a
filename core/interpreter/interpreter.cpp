#include "core/interpreter/interpreter.h"

#include "core/engine/catching.h"
#include "core/engine/withscope.h"
#include "core/interpreter/livingscope.h"

#include <algorithm>

namespace ScopeLab {

// GCC 12 miscompiles several shapes of co_await. Here each stands alone in its statement, with
// arguments that are names or calls, and its result is named. tst_coroutineshapes watches.

/// One operator entry, waiting for its moment.
class Interpreter::OperatorTimer final : public Timer
{
public:
    OperatorTimer(Interpreter &interpreter, const OperatorEntry &entry)
        : m_interpreter(interpreter)
        , m_entry(entry)
    {
        interpreter.m_scheduler.deadlines().insert(*this, TimePoint(entry.at));
    }
    ~OperatorTimer() override { m_interpreter.m_scheduler.deadlines().remove(*this); }

    void fire() override { m_interpreter.act(m_entry); }

private:
    Interpreter &m_interpreter;
    const OperatorEntry &m_entry;
};

Interpreter::Interpreter(const Scenario &scenario, Scheduler &scheduler, const RunLimits &limits)
    : m_scenario(scenario)
    , m_scheduler(scheduler)
    , m_limits(limits)
    , m_errors(scenario)
    , m_resources(scenario.resources)
{
}

Interpreter::~Interpreter() = default;

Task<> Interpreter::main()
{
    for (const OperatorEntry &entry : m_scenario.operatorEntries)
        m_operator.push_back(std::make_unique<OperatorTimer>(*this, entry));
    TaskContext task(m_scheduler);
    m_mainScope = std::make_shared<ScopeInstance>();
    m_mainScope->name = "main";
    m_mainScope->scope().setLabel(labelFor("main", "main", 0));
    {
        const LivingScope living(this, &task, m_mainScope);
        EnvironmentPtr names = withName({}, "main", m_mainScope);
        auto body = runSteps(&task, &m_scenario.main, names);
        auto scoped = withScope(m_mainScope->scope(), std::move(body));
        auto outcome = co_await catching(std::move(scoped));
        m_mainError = outcome.handled();
    }
    finish();
    if (m_mainError)
        co_await raiseAgain(m_mainError); // main ends as what it was
}

/// Main has ended: so do the operator, and what was detached.
void Interpreter::finish()
{
    m_operator.clear();
    m_isMainOver = true;
    if (m_detached.empty()) {
        tellEnd();
        return;
    }
    if (m_stopOutcome.empty()) { // else they were stopped with main
        for (const TaskId task : m_detached)
            m_scheduler.observe({.kind = EventKind::TaskLeaked, .task = task, .cause = m_scheduler.currentCause()});
    }
    m_scheduler.cancelSystemTasks(CancelReason{CancelSource::Shutdown, "main has ended", 0});
}

void Interpreter::tellEnd()
{
    std::string text = "ok";
    if (!m_stopOutcome.empty())
        text = m_stopOutcome;
    else if (m_mainError && !m_mainError->holdsOnlyCancellations())
        text = "error";
    else if (m_mainError || m_mainScope->scope().cancelledCaught())
        text = "cancelled";
    m_scheduler.observeTask({.kind = EventKind::RunEnded, .error = m_mainError, .text = text});
}

/// @returns false if the run has been told to end, and does not: then no step is run any more.
bool Interpreter::countStep(const Step &step)
{
    if (m_isGivenUp.load(std::memory_order_relaxed))
        return false;
    m_scheduler.task().makeNotes().place = step.line();
    m_lastStep = &step;
    if (++m_steps > m_limits.steps)
        stop("limit", "more than " + std::to_string(m_limits.steps) + " steps were run");
    else if (m_scheduler.now().time_since_epoch() > m_limits.virtualTime)
        timeIsUp();
    return m_steps < m_limits.steps + m_limits.steps / 10 + 1000;
}

void Interpreter::timeIsUp()
{
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(m_limits.virtualTime).count();
    stop("limit", "more than " + std::to_string(hours) + " hours of run time passed");
}

bool Interpreter::mayBeAlive(const Step &step)
{
    if (m_scheduler.liveTasks() < m_limits.liveTasks)
        return true;
    m_lastStep = &step;
    stop("limit", "more than " + std::to_string(m_limits.liveTasks) + " tasks were alive");
    return false;
}

const Label *Interpreter::labelFor(const std::string &name, const std::string &kind, int line)
{
    const std::string shown = name.empty() ? kind + '@' + std::to_string(line) : name;
    std::unique_ptr<Label> &label = m_labels[kind + '/' + shown + '/' + std::to_string(line)];
    if (!label)
        label = std::make_unique<Label>(Label{shown, kind, line});
    return label.get();
}

ScopeRef Interpreter::livingScope(const OperatorEntry &entry) const
{
    const auto isMeant = [&entry](const ScopeRef &scope) {
        return scope->scope().isActive() && (!entry.scope || scope->scope().id() == entry.scope);
    };
    for (const auto &[name, scopes] : m_living) {
        if (!entry.scope && name != entry.target)
            continue;
        const auto found = std::find_if(scopes.rbegin(), scopes.rend(), isMeant);
        if (found != scopes.rend())
            return *found;
    }
    return {};
}

void Interpreter::act(const OperatorEntry &entry)
{
    using Kind = OperatorEntry::Kind;
    static constexpr const char *verbs[] = {"cancel ", "set the deadline of ", "set the shield of ", "set "};
    const std::string what = verbs[static_cast<int>(entry.kind)] + entry.target;
    if (actOnResource(entry, what))
        return;
    const ScopeRef target = livingScope(entry);
    if (!target) {
        m_scheduler.observe({.kind = EventKind::OperatorMissed, .text = what});
        return;
    }
    CancelScope &scope = target->scope();
    const EventId outer = m_scheduler.currentCause();
    m_scheduler.setCurrentCause(
        m_scheduler.observe({.kind = EventKind::OperatorActed, .scope = scope.id(), .text = what}));
    switch (entry.kind) {
    case Kind::Cancel: scope.cancel(CancelReason{CancelSource::Operator, entry.reason, 0}); break;
    case Kind::SetDeadline: {
        TimePoint deadline = Never;
        if (entry.deadlineAfter)
            deadline = after(m_scheduler.now(), *entry.deadlineAfter);
        else if (entry.deadlineAt)
            deadline = after(TimePoint(), *entry.deadlineAt);
        scope.setDeadline(deadline);
        break;
    }
    case Kind::SetShield: scope.setShielded(entry.shield); break;
    case Kind::Set: break; // an event, see above
    }
    m_scheduler.setCurrentCause(outer);
}

/// Events and tokens are there as long as the run.
bool Interpreter::actOnResource(const OperatorEntry &entry, const std::string &what)
{
    using Kind = OperatorEntry::Kind;
    Event *const event = entry.kind == Kind::Set ? m_resources.findEvent(entry.target) : nullptr;
    CancellationToken *const token
        = entry.kind == Kind::Cancel && !entry.scope ? m_resources.findToken(entry.target) : nullptr;
    if (!event && !token)
        return false;
    const EventId outer = m_scheduler.currentCause();
    m_scheduler.setCurrentCause(m_scheduler.observe({.kind = EventKind::OperatorActed, .text = what}));
    if (event)
        event->set();
    else
        token->cancel(entry.reason);
    m_scheduler.setCurrentCause(outer);
    return true;
}

bool Interpreter::unstick()
{
    switch (m_unstuck++) {
    case 0:
        m_scheduler.setCurrentCause(m_scheduler.observe({.kind = EventKind::RunStuck}));
        if (m_stopOutcome.empty())
            m_stopOutcome = "stuck";
        cancelEverything("nothing could run any more");
        if (!m_isMainOver)
            return true;
        [[fallthrough]]; // only shields can hold what is left
    case 1: m_scheduler.ignoreShields(); return true;
    default: // a blocking call that never ends, say
        m_scheduler.observe({.kind = EventKind::RunEnded, .error = m_mainError, .text = m_stopOutcome});
        return false;
    }
}

void Interpreter::cancelEverything(const std::string &reason)
{
    if (!m_isMainOver)
        m_mainScope->scope().cancel(CancelReason{CancelSource::Shutdown, reason, 0});
    if (!m_detached.empty())
        m_scheduler.cancelSystemTasks(CancelReason{CancelSource::Shutdown, reason, 0});
}

/// A limit was hit. Shields do not hold either: what is in one may be what never ends.
void Interpreter::stop(const std::string &outcome, const std::string &reason)
{
    if (!m_stopOutcome.empty())
        return;
    m_stopOutcome = outcome;
    const std::string where
        = m_lastStep ? ", at the step '" + m_lastStep->keyword + "' in line " + std::to_string(m_lastStep->line())
                     : std::string();
    m_scheduler.setCurrentCause(m_scheduler.observe({.kind = EventKind::LimitHit, .text = reason + where}));
    cancelEverything(reason);
    m_scheduler.ignoreShields();
}

} // namespace ScopeLab
