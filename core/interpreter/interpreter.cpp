#include "core/interpreter/interpreter.h"

#include "core/engine/catching.h"
#include "core/engine/withscope.h"
#include "core/interpreter/livingscope.h"
#include "core/interpreter/steprunner.h"

#include <algorithm>

namespace ScopeLab {

// GCC 12 miscompiles several shapes of co_await. Here each stands alone in its statement, with
// arguments that are names or calls, and its result is named. tst_sources checks that.

/// Performs one operator entry at its moment.
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

namespace {

OperatorAction actionOf(const OperatorEntry &entry)
{
    static constexpr OperatorAction actions[]
        = {OperatorAction::Cancel, OperatorAction::SetDeadline, OperatorAction::SetShield, OperatorAction::SetEvent};
    return actions[static_cast<int>(entry.kind)];
}

} // namespace

Interpreter::Interpreter(const Scenario &scenario, Scheduler &scheduler, const RunLimits &limits)
    : m_scenario(scenario)
    , m_scheduler(scheduler)
    , m_watchdog(scheduler, limits, [this](const std::string &reason) { cancelEverything(reason); })
    , m_errors(scenario)
    , m_resources(scenario.resources)
{
    labelResources();
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
        const StepRunner runner(this, &task, withName({}, "main", m_mainScope, &m_watchdog));
        auto body = StepRunner::runAll(runner, &m_scenario.main);
        auto scoped = withScope(m_mainScope->scope(), std::move(body));
        auto outcome = co_await catching(std::move(scoped));
        m_mainError = outcome.handled();
    }
    finish();
    if (m_mainError)
        co_await raiseAgain(m_mainError); // main ends as it ended
}

/// Main has ended, which ends the operator and the detached tasks.
void Interpreter::finish()
{
    m_operator.clear();
    m_isMainOver = true;
    if (m_detached.empty()) {
        tellEnd();
        return;
    }
    if (!m_watchdog.outcome()) { // else the watchdog has stopped them, too
        for (const TaskId task : m_detached)
            m_scheduler.observeOf(task, TaskLeaked{}, m_scheduler.currentCause());
    }
    m_scheduler.cancelSystemTasks(CancelReason{CancelSource::Shutdown, "main has ended", {}});
}

void Interpreter::tellEnd()
{
    RunOutcome outcome = RunOutcome::Ok;
    if (m_watchdog.outcome())
        outcome = *m_watchdog.outcome();
    else if (m_mainError && !m_mainError->holdsOnlyCancellations())
        outcome = RunOutcome::Error;
    else if (m_mainError || m_mainScope->scope().cancelledCaught())
        outcome = RunOutcome::Cancelled;
    m_scheduler.observeTask(RunEnded{outcome, m_scheduler.idFor(m_mainError)});
}

const Label *Interpreter::labelFor(const std::string &name, const std::string &kind, int line)
{
    const std::string shown = name.empty() ? kind + '@' + std::to_string(line) : name;
    std::unique_ptr<Label> &label = m_labels[kind + '/' + shown + '/' + std::to_string(line)];
    if (!label) {
        label = std::make_unique<Label>(Label{shown, kind, {{}, line, {}}});
        constexpr std::size_t AroundIt = 700; // roughly what else is kept for each name until the end
        m_watchdog.countText(AroundIt + 3 * shown.size(), false);
    }
    return label.get();
}

/// Observers know shared resources by their names in the file.
void Interpreter::labelResources()
{
    const auto label = [this](const std::string &name, const char *kind) { return labelFor(name, kind, 0); };
    m_resources.forEachEvent([&](const std::string &name, Event &event) { event.setLabel(label(name, "event")); });
    m_resources.forEachLock([&](const std::string &name, Lock &lock) { lock.setLabel(label(name, "lock")); });
    m_resources.forEachLimiter(
        [&](const std::string &name, CapacityLimiter &limiter) { limiter.setLabel(label(name, "limiter")); });
    m_resources.forEachChannel([&](const std::string &name, RunResources::Channel &channel) {
        channel.sender.setLabel(label(name, "channel"));
    });
    m_resources.forEachToken(
        [&](const std::string &name, CancellationToken &token) { token.setLabel(label(name, "token")); });
}

/// Notes that the current task has reached @p line of the scenario.
void Interpreter::standAt(int line)
{
    if (!m_scheduler.isObserved())
        return;
    const auto index = static_cast<std::size_t>(line);
    if (index >= m_places.size())
        m_places.resize(index + 1);
    if (!m_places[index])
        m_places[index] = m_scheduler.idFor(Place{{}, line, {}});
    m_scheduler.task().makeInfo().place = m_places[index];
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
    if (actOnResource(entry))
        return;
    const TextId name = m_scheduler.idFor(std::string_view(entry.target));
    const ScopeRef target = livingScope(entry);
    if (!target) {
        m_scheduler.observe(OperatorMissed{actionOf(entry), name});
        return;
    }
    CancelScope &scope = target->scope();
    const EventId outer = m_scheduler.currentCause();
    m_scheduler.setCurrentCause(m_scheduler.observe(OperatorActed{actionOf(entry), scope.id(), name}));
    switch (entry.kind) {
    case Kind::Cancel: scope.cancel(CancelReason{CancelSource::Operator, entry.reason, {}}); break;
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

void Interpreter::cancelMain(const std::string &reason)
{
    m_scheduler.mailbox()->post([this, reason] {
        if (m_isMainOver)
            return;
        if (!m_mainScope || !m_mainScope->scope().isActive()) {
            cancelMain(reason); // main begins in one of the next turns
            return;
        }
        OperatorEntry entry;
        entry.kind = OperatorEntry::Kind::Cancel;
        entry.target = m_mainScope->name;
        entry.scope = m_mainScope->scope().id();
        entry.reason = reason;
        act(entry);
    });
}

/// For events and tokens, which live as long as the run.
bool Interpreter::actOnResource(const OperatorEntry &entry)
{
    using Kind = OperatorEntry::Kind;
    Event *const event = entry.kind == Kind::Set ? m_resources.findEvent(entry.target) : nullptr;
    CancellationToken *const token
        = entry.kind == Kind::Cancel && !entry.scope ? m_resources.findToken(entry.target) : nullptr;
    if (!event && !token)
        return false;
    const EventId outer = m_scheduler.currentCause();
    const TextId name = m_scheduler.idFor(std::string_view(entry.target));
    m_scheduler.setCurrentCause(m_scheduler.observe(OperatorActed{actionOf(entry), {}, name}));
    if (event)
        event->set();
    else
        token->cancel(entry.reason);
    m_scheduler.setCurrentCause(outer);
    return true;
}

bool Interpreter::goesOn(Progress progress)
{
    if (m_watchdog.goesOn(progress))
        return true;
    if (progress != Progress::Ended && m_watchdog.stage() == Watchdog::Stage::Over)
        tellEnd(); // given up: a blocking call that never ends, say
    return false;
}

void Interpreter::cancelEverything(const std::string &reason)
{
    if (!m_isMainOver)
        m_mainScope->scope().cancel(CancelReason{CancelSource::Shutdown, reason, {}});
    if (!m_detached.empty())
        m_scheduler.cancelSystemTasks(CancelReason{CancelSource::Shutdown, reason, {}});
}

} // namespace ScopeLab
