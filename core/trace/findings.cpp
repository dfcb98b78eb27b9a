#include "core/trace/findings.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace ScopeLab {

namespace {

/// Follows how long cancellations are held up; the rest is read off single events.
class FindingFold
{
public:
    explicit FindingFold(const Trace &trace)
        : m_trace(trace)
    {
    }

    void apply(EventId id)
    {
        const TraceEvent &event = m_trace.event(id);
        switch (event.kind) {
        case EventKind::ScopeEntered:
            m_scopes[event.scope] = {event.other, event.value, event.flag, -1};
            if (event.flag && event.value < 0 && isCancelledFrom(event.other))
                m_scopes[event.scope].heldSince = event.time;
            break;
        case EventKind::DeadlineChanged: m_scopes[event.scope].deadline = event.value; break;
        case EventKind::ShieldChanged: m_scopes[event.scope].shielded = event.flag; break;
        case EventKind::CancelRequested:
            m_scopes[event.scope].requested = true;
            if (event.source == CancelSource::Deadline && m_scopes[event.scope].deadline >= 0
                && event.time > m_scopes[event.scope].deadline)
                add({FindingKind::LateDeadline, id, 0, event.scope, 0, event.time - m_scopes[event.scope].deadline});
            holdShieldsUnder(event.scope, event.time);
            break;
        case EventKind::CancelHeld: m_heldSince.try_emplace(event.task, event.time); break;
        case EventKind::ThreadReturned:
        case EventKind::ThreadAbandoned:
        case EventKind::TaskStopping: release(event, id); break;
        case EventKind::ScopeExited: leave(event, id); break;
        case EventKind::TaskLeaked: add({FindingKind::LeakedTask, id, event.task}); break;
        case EventKind::RunStuck: add({FindingKind::Stuck, id}); break;
        default: break;
        }
    }

    std::vector<Finding> take() { return std::move(m_found); }

private:
    struct Scope
    {
        ScopeId parent = 0;
        std::int64_t deadline = -1;
        bool shielded = false;
        std::int64_t heldSince = -1;
        bool requested = false;
    };

    void add(const Finding &finding) { m_found.push_back(finding); }

    bool isCancelledFrom(ScopeId id) const
    {
        for (auto scope = m_scopes.find(id); scope != m_scopes.end(); scope = m_scopes.find(scope->second.parent)) {
            if (scope->second.requested)
                return true;
            if (scope->second.shielded)
                return false;
        }
        return false;
    }

    void holdShieldsUnder(ScopeId outer, std::int64_t time)
    {
        for (auto &[id, scope] : m_scopes) {
            if (scope.shielded && scope.deadline < 0 && scope.heldSince < 0 && id != outer
                && isCancelledFrom(scope.parent))
                scope.heldSince = time;
        }
    }

    void release(const TraceEvent &event, EventId id)
    {
        const auto held = m_heldSince.find(event.task);
        if (held == m_heldSince.end())
            return;
        if (event.time > held->second)
            add({FindingKind::HeldCancellation, id, event.task, 0, 0, event.time - held->second});
        m_heldSince.erase(held);
    }

    void leave(const TraceEvent &event, EventId id)
    {
        const auto left = m_scopes.find(event.scope);
        if (left == m_scopes.end())
            return;
        const Scope &scope = left->second;
        if (scope.shielded && scope.deadline < 0 && scope.heldSince >= 0 && event.time > scope.heldSince)
            add({FindingKind::EndlessShield, id, event.task, event.scope, 0, event.time - scope.heldSince});
        m_scopes.erase(left);
    }

    const Trace &m_trace;
    std::unordered_map<ScopeId, Scope> m_scopes; // living ones
    std::unordered_map<TaskId, std::int64_t> m_heldSince;
    std::vector<Finding> m_found;
};

} // namespace

std::vector<Finding> findingsUntil(const Trace &trace, const std::vector<ErrorFate> &fates, EventId count)
{
    FindingFold fold(trace);
    for (EventId id = 1; id <= count; ++id)
        fold.apply(id);
    std::vector<Finding> found = fold.take();
    // A loop that swallows every cancellation has one bad habit, not a hundred.
    std::set<std::pair<FindingKind, TaskId>> habits;
    for (const ErrorFate &fate : fates) {
        Finding finding;
        finding.event = fate.endedEvent;
        finding.task = fate.task;
        finding.errorIndex = fate.errorIndex;
        if (fate.isCancellation && fate.fate == Fate::Handled)
            finding.kind = FindingKind::SwallowedCancellation;
        else if (fate.isCancellation && fate.fate == Fate::Replaced && fate.endedEvent
                 && trace.event(fate.endedEvent).kind == EventKind::TaskStopping)
            finding.kind = FindingKind::CleanupInterrupted;
        else if (!fate.isCancellation && fate.fate == Fate::Lost)
            finding.kind = FindingKind::LostError;
        else if (!fate.isCancellation && fate.fate == Fate::Unheard)
            finding.kind = FindingKind::UnheardError;
        else
            continue;
        const bool isHabit
            = finding.kind == FindingKind::SwallowedCancellation || finding.kind == FindingKind::CleanupInterrupted;
        if (!isHabit || habits.insert({finding.kind, finding.task}).second)
            found.push_back(finding);
    }
    std::stable_sort(found.begin(), found.end(), [](const Finding &a, const Finding &b) {
        return a.isSevere() != b.isSevere() ? a.isSevere() : a.event < b.event;
    });
    return found;
}

} // namespace ScopeLab
