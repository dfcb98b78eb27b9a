#include "core/trace/findings.h"

#include <algorithm>

namespace ScopeLab {

namespace {

using namespace std::chrono_literals;

// In real time everything is a little late: the system lends the thread to others.
Duration toleranceOf(const Trace &trace)
{
    return trace.clock == ClockKind::Real ? 20ms : 0ms;
}

/// A stop that people notice.
constexpr Duration SlowStop = 500ms;

bool isUnderAShield(const TaskState &task, const RunState &state)
{
    for (const ScopeState *around = state.scope(task.scope); around && around->task == task.id;
         around = state.scope(around->parent)) {
        if (around->shielded)
            return true;
    }
    return false;
}

} // namespace

const char *toString(FindingKind kind)
{
    switch (kind) {
    case FindingKind::LostError: return "lost_error";
    case FindingKind::UnheardError: return "unheard_error";
    case FindingKind::SwallowedCancellation: return "swallowed_cancellation";
    case FindingKind::LeakedTask: return "leaked_task";
    case FindingKind::Stuck: return "stuck";
    case FindingKind::LateDeadline: return "late_deadline";
    case FindingKind::HeldCancellation: return "held_cancellation";
    case FindingKind::EndlessShield: return "endless_shield";
    case FindingKind::CleanupInterrupted: return "cleanup_interrupted";
    case FindingKind::SlowCleanup: return "slow_cleanup";
    }
    return "";
}

/// Takes one event into Findings.
class FindingFold
{
public:
    FindingFold(Findings &findings, const Trace &trace, const RunState &state)
        : m_findings(findings)
        , m_state(state)
        , m_event(trace.event(state.event))
        , m_tolerance(toleranceOf(trace))
    {
    }

    void operator()(const CancelRequested &requested)
    {
        const ScopeState *scope = m_state.scope(requested.scope);
        if (!scope || requested.source != CancelSource::Deadline || scope->deadline == Never)
            return;
        if (const Duration late = m_event.time - scope->deadline; late > m_tolerance)
            add(FindingKind::LateDeadline, {}, scope->id, late);
    }
    void operator()(const CancelStateChanged &changed)
    {
        if (changed.state == CancelState::Held)
            m_findings.m_shields.try_emplace(changed.scope, Findings::Hold{m_state.event, m_event.time});
        else
            endShield(changed.scope);
    }
    void operator()(const ScopeExited &exited) { endShield(exited.scope); }
    void operator()(const CancelHeld &)
    {
        m_findings.m_threads.try_emplace(m_event.task, Findings::Hold{m_state.event, m_event.time});
    }
    void operator()(const ThreadReturned &) { endThread(); }
    void operator()(const ThreadAbandoned &) { endThread(); }
    void operator()(const TaskStopping &)
    {
        endThread();
        endCleanup();
    }
    void operator()(const TaskSuspended &wait)
    {
        const TaskState *task = m_state.task(m_event.task);
        const bool isForOthers
            = wait.wait == WaitKind::Gate || wait.wait == WaitKind::Start; // who are to blame themselves
        if (task && task->phase == TaskPhase::Unwinding && !isForOthers && !isUnderAShield(*task, m_state))
            m_findings.m_cleanups.insert_or_assign(m_event.task, Findings::Hold{m_state.event, m_event.time});
    }
    void operator()(const TaskResumed &) { endCleanup(); }
    void operator()(const TaskExited &) { endCleanup(); }
    void operator()(const TaskLeaked &) { add(FindingKind::LeakedTask, m_event.task, {}, {}); }
    void operator()(const RunStuck &) { add(FindingKind::Stuck, {}, {}, {}); }
    template <typename Other>
    void operator()(const Other &)
    {
    }

private:
    void add(FindingKind kind, TaskId task, ScopeId scope, Duration length)
    {
        m_findings.m_found.push_back({kind, m_state.event, task, scope, {}, length, false});
    }
    void endShield(ScopeId id)
    {
        const auto held = m_findings.m_shields.find(id);
        if (held == m_findings.m_shields.end())
            return;
        const ScopeState *shield = m_state.scope(id);
        const Duration length = m_event.time - held->second.time;
        if (shield && shield->deadline == Never && length > m_tolerance)
            add(FindingKind::EndlessShield, shield->task, id, length);
        m_findings.m_shields.erase(held);
    }
    void endThread()
    {
        const auto held = m_findings.m_threads.find(m_event.task);
        if (held == m_findings.m_threads.end())
            return;
        if (const Duration length = m_event.time - held->second.time; length > m_tolerance)
            add(FindingKind::HeldCancellation, m_event.task, {}, length);
        m_findings.m_threads.erase(held);
    }

    void endCleanup()
    {
        const auto waiting = m_findings.m_cleanups.find(m_event.task);
        if (waiting == m_findings.m_cleanups.end())
            return;
        const Findings::Hold wait = waiting->second;
        m_findings.m_cleanups.erase(waiting);
        if (const Duration length = m_event.time - wait.time; length > SlowStop)
            m_findings.m_found.push_back({FindingKind::SlowCleanup, wait.since, m_event.task, {}, {}, length, false});
    }

    Findings &m_findings;
    const RunState &m_state;
    const RunEvent &m_event;
    const Duration m_tolerance;
};

void Findings::apply(const Trace &trace, const RunState &state, const Fates &fates)
{
    std::visit(FindingFold(*this, trace, state), trace.event(state.event).data);
    for (const std::size_t index : fates.changed())
        judge(trace, state, fates.all()[index], index);
}

void Findings::judge(const Trace &trace, const RunState &state, const ErrorFate &fate, std::size_t index)
{
    if (const auto known = m_ofFates.find(index); known != m_ofFates.end()) { // the error goes on after all
        m_habits.erase({known->second.kind, known->second.task});
        m_ofFates.erase(known);
    }
    Finding finding{FindingKind::Stuck, fate.endedEvent, fate.task, {}, fate.error, {}, false};
    bool isHabit = false;
    if (fate.isCancellation && fate.fate == Fate::Handled) {
        finding.kind = FindingKind::SwallowedCancellation;
        isHabit = true;
    } else if (fate.isCancellation && fate.fate == Fate::Replaced && trace.event(fate.endedEvent).is<TaskStopping>()) {
        // A cleanup that only passes a checkpoint there, as closing a stream does, has nothing to lose.
        const TaskState *task = state.task(fate.task);
        if (!task || task->interrupted == WaitKind::Checkpoint)
            return;
        finding.kind = FindingKind::CleanupInterrupted;
        isHabit = true;
    } else if (!fate.isCancellation && fate.fate == Fate::Lost) {
        finding.kind = FindingKind::LostError;
    } else if (!fate.isCancellation && fate.fate == Fate::Unheard) {
        finding.kind = FindingKind::UnheardError;
    } else {
        return;
    }
    // A loop that swallows every cancellation has one bad habit, not a hundred.
    if (!isHabit || m_habits.try_emplace({finding.kind, finding.task}, index).second)
        m_ofFates.emplace(index, finding);
}

std::vector<Finding> Findings::list(const Trace &trace, const RunState &state) const
{
    const Duration tolerance = toleranceOf(trace);
    std::vector<Finding> found(m_found.begin(), m_found.end());
    for (const auto &[index, finding] : m_ofFates)
        found.push_back(finding);
    for (const auto &[id, hold] : m_shields) {
        const ScopeState *shield = state.scope(id);
        if (shield && shield->deadline == Never && state.time - hold.time > tolerance)
            found.push_back(
                {FindingKind::EndlessShield, hold.since, shield->task, id, {}, state.time - hold.time, true});
    }
    for (const auto &[task, hold] : m_threads) {
        if (state.time - hold.time > tolerance)
            found.push_back({FindingKind::HeldCancellation, hold.since, task, {}, {}, state.time - hold.time, true});
    }
    for (const auto &[task, wait] : m_cleanups) {
        if (state.time - wait.time > SlowStop)
            found.push_back({FindingKind::SlowCleanup, wait.since, task, {}, {}, state.time - wait.time, true});
    }
    std::stable_sort(found.begin(), found.end(), [](const Finding &a, const Finding &b) {
        return a.isSevere() != b.isSevere() ? a.isSevere() : a.event < b.event;
    });
    return found;
}

std::size_t Findings::bytesOfACopy() const
{
    constexpr std::size_t Node = 96;
    return m_found.bytesOfACopy()
           + (m_ofFates.size() + m_habits.size() + m_shields.size() + m_threads.size() + m_cleanups.size()) * Node;
}

void Moment::apply(const Trace &trace)
{
    ++event;
    state.apply(trace);
    fates.apply(trace, state);
    findings.apply(trace, state, fates);
}

std::size_t Moment::bytesOfACopy() const
{
    return state.bytesOfACopy() + fates.bytesOfACopy() + findings.bytesOfACopy();
}

void Moment::forgetCopied()
{
    state.forgetCopied();
    fates.forgetCopied();
    findings.forgetCopied();
}

Moment momentAt(const Trace &trace, EventId count)
{
    Moment moment;
    while (moment.event < std::min(count, trace.size()))
        moment.apply(trace);
    return moment;
}

} // namespace ScopeLab
