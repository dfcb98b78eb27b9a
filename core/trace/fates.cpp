#include "core/trace/fates.h"

#include <algorithm>
#include <unordered_map>

namespace ScopeLab {

namespace {

/// Follows every exception from where it was raised. A cancellation needs no object, so it is
/// followed by who carries it: a task, or the group in whose hands a finished task left it.
class FateFold
{
public:
    explicit FateFold(const Trace &trace)
        : m_trace(trace)
    {
    }

    void apply(EventId id)
    {
        const TraceEvent &event = m_trace.event(id);
        switch (event.kind) {
        case EventKind::TaskSpawned: m_groupOf[event.task] = event.scope; break;
        case EventKind::TaskStopping:
            // A second stop while the first is being handled takes its place (LV-1).
            endCancellations(m_carriedByTask[event.task], Fate::Replaced, id);
            raiseCancellation(id);
            break;
        case EventKind::TaskMoved: m_groupOf[event.task] = event.scope; break;
        case EventKind::ErrorRaised: raise(event.errorIndex, id); break;
        case EventKind::ErrorHandled:
            end(event.errorIndex, Fate::Handled, id);
            endCancellations(m_carriedByTask[event.task], Fate::Handled, id, holdsCancellation(event.errorIndex));
            break;
        case EventKind::ErrorReplaced:
            end(event.errorIndex, Fate::Replaced, id);
            endCancellations(m_carriedByTask[event.task], Fate::Replaced, id,
                             holdsCancellation(event.errorIndex) && !holdsCancellation(event.otherErrorIndex));
            break;
        case EventKind::ErrorLost: end(event.errorIndex, Fate::Lost, id); break;
        case EventKind::TaskExited:
            if (event.task == 1 || m_groupOf[event.task]) {
                hand(m_carriedByTask[event.task], m_carriedByGroup[m_groupOf[event.task]]);
            } else { // detached
                end(event.errorIndex, Fate::Unheard, id);
                endCancellations(m_carriedByTask[event.task], Fate::Unheard, id);
            }
            break;
        case EventKind::ScopeExited:
            if (event.flag) {
                endCancellations(m_carriedByGroup[event.scope], Fate::Absorbed, id);
                endCancellations(m_carriedByTask[event.task], Fate::Absorbed, id);
            } else {
                hand(m_carriedByGroup[event.scope], m_carriedByTask[event.task]);
            }
            break;
        case EventKind::RunEnded:
            for (ErrorFate &fate : m_fates) {
                if (fate.fate == Fate::InFlight)
                    finish(fate, Fate::LeftRun, id);
            }
            break;
        default: break;
        }
    }

    std::vector<ErrorFate> take() { return std::move(m_fates); }

private:
    using Carried = std::vector<std::size_t>;

    bool holdsCancellation(std::uint32_t errorIndex) const
    {
        return !errorIndex || (m_trace.error(errorIndex).holds & Error::Cancellations) != 0;
    }

    static void hand(Carried &from, Carried &to)
    {
        to.insert(to.end(), from.begin(), from.end());
        from.clear();
    }

    void finish(ErrorFate &fate, Fate how, EventId id)
    {
        const TraceEvent &event = m_trace.event(id);
        fate.fate = how;
        fate.ended = event.time;
        fate.endedEvent = id;
        fate.scope = how == Fate::Absorbed ? event.scope : 0;
        fate.byError = event.otherErrorIndex;
    }

    void raiseCancellation(EventId id)
    {
        const TraceEvent &event = m_trace.event(id);
        ErrorFate fate;
        fate.isCancellation = true;
        fate.task = event.task;
        fate.place = event.place;
        fate.raised = event.time;
        fate.raisedEvent = id;
        m_carriedByTask[event.task].push_back(m_fates.size());
        m_fates.push_back(fate);
    }

    void endCancellations(Carried &carried, Fate how, EventId id, bool really = true)
    {
        if (!really)
            return;
        for (const std::size_t index : carried)
            finish(m_fates[index], how, id);
        carried.clear();
    }

    template <typename Visit>
    void forEachLeaf(std::uint32_t root, Visit visit) const
    {
        std::vector<std::uint32_t> stack;
        if (root)
            stack.push_back(root);
        while (!stack.empty()) {
            const std::uint32_t at = stack.back();
            stack.pop_back();
            const ErrorRecord &record = m_trace.error(at);
            if (record.kind == ErrorKind::Group)
                stack.insert(stack.end(), record.members.rbegin(), record.members.rend());
            else
                visit(at, record);
        }
    }

    void raise(std::uint32_t errorIndex, EventId id)
    {
        Carried &carried = m_carriedByTask[m_trace.event(id).task];
        forEachLeaf(errorIndex, [&](std::uint32_t leaf, const ErrorRecord &record) {
            const bool isCancellation = record.kind == ErrorKind::Cancelled;
            const auto [known, isNew] = m_leaves.try_emplace(record.identity, m_fates.size());
            if (isNew && isCancellation) { // one that the task carries already, raised again?
                const auto same = std::find_if(carried.begin(), carried.end(),
                                               [this](std::size_t index) { return m_fates[index].errorIndex == 0; });
                if (same != carried.end()) {
                    known->second = *same;
                    m_fates[*same].errorIndex = leaf;
                    return;
                }
            }
            if (isNew) {
                m_fates.emplace_back();
                m_fates.back().raised = m_trace.event(id).time;
                m_fates.back().raisedEvent = id;
                m_fates.back().task = m_trace.event(id).task;
                m_fates.back().place = m_trace.event(id).place;
            }
            ErrorFate &fate = m_fates[known->second];
            fate.errorIndex = leaf;
            fate.isCancellation = isCancellation;
            fate.fate = Fate::InFlight; // raised again: on its way again
            fate.ended = -1;
            if (isCancellation)
                carried.push_back(known->second);
        });
    }

    void end(std::uint32_t errorIndex, Fate how, EventId id)
    {
        forEachLeaf(errorIndex, [&](std::uint32_t, const ErrorRecord &record) {
            const auto known = m_leaves.find(record.identity);
            if (known == m_leaves.end() || record.kind == ErrorKind::Cancelled)
                return; // cancellations are followed by who carries them
            finish(m_fates[known->second], how, id);
        });
    }

    const Trace &m_trace;
    std::vector<ErrorFate> m_fates;
    std::unordered_map<std::uint32_t, std::size_t> m_leaves; // identity → index in m_fates
    std::unordered_map<TaskId, Carried> m_carriedByTask;
    std::unordered_map<ScopeId, Carried> m_carriedByGroup;
    std::unordered_map<TaskId, ScopeId> m_groupOf;
};

} // namespace

std::vector<ErrorFate> fatesUntil(const Trace &trace, EventId count)
{
    FateFold fold(trace);
    for (EventId id = 1; id <= std::min(count, trace.size()); ++id)
        fold.apply(id);
    return fold.take();
}

} // namespace ScopeLab
