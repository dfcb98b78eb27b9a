#include "core/trace/fates.h"

#include "core/trace/errorwalk.h"

#include <algorithm>

namespace ScopeLab {

/// Takes one event into Fates.
class FateFold
{
public:
    FateFold(Fates &fates, const Trace &trace, const RunState &state)
        : m_fates(fates)
        , m_trace(trace)
        , m_state(state)
        , m_event(trace.event(state.event))
    {
    }

    void operator()(const TaskStopping &)
    {
        endCarried(ofTask(), Fate::Replaced); // a second stop while the first is being handled (LV-1)
        raiseCancellation();
    }
    void operator()(const ErrorRaised &raised) { raise(raised.error); }
    void operator()(const ErrorHandled &handled)
    {
        end(handled.error, Fate::Handled);
        if (m_trace.holdsCancellation(handled.error))
            endCarried(ofTask(), Fate::Handled);
    }
    void operator()(const ErrorReplaced &replaced)
    {
        end(replaced.error, Fate::Replaced, replaced.by);
        if (m_trace.holdsCancellation(replaced.error) && !m_trace.holdsCancellation(replaced.by))
            endCarried(ofTask(), Fate::Replaced, replaced.by);
    }
    void operator()(const ErrorLost &lost) { end(lost.error, Fate::Lost, lost.by); }
    void operator()(const TaskExited &exited)
    {
        const TaskState *task = m_state.task(m_event.task);
        if (task && task->role == TaskRole::System) {
            end(exited.error, Fate::Unheard);
            endCarried(ofTask(), Fate::Unheard);
        } else if (task) {
            hand(ofTask(), ofGroup(task->group));
        }
    }
    void operator()(const ScopeExited &exited)
    {
        if (exited.hasAbsorbed) {
            endCarried(ofGroup(exited.scope), Fate::Absorbed, {}, exited.scope);
            endCarried(ofTask(), Fate::Absorbed, {}, exited.scope);
        } else {
            hand(ofGroup(exited.scope), ofTask());
        }
    }
    void operator()(const RunEnded &)
    {
        while (const Number first = m_fates.m_inFlight.first)
            finish(first.number() - 1, Fate::LeftRun);
    }
    template <typename Other>
    void operator()(const Other &)
    {
    }

private:
    using Carried = Fates::Carried;
    using Number = Fates::Number;

    Carried &ofTask() { return m_fates.m_ofTask.reach(m_event.task.number()); }
    Carried &ofGroup(ScopeId scope) { return m_fates.m_ofGroup.reach(scope.number()); }

    static void hand(Carried &from, Carried &to)
    {
        to.insert(to.end(), from.begin(), from.end());
        from.clear();
    }

    void finish(std::size_t index, Fate how, ErrorId by = {}, ScopeId scope = {})
    {
        ErrorFate &fate = m_fates.m_fates.edit(index);
        fate.fate = how;
        fate.ended = m_event.time;
        fate.endedEvent = m_state.event;
        fate.scope = scope;
        fate.byError = by;
        m_fates.m_changed.push_back(index);
        const Number number(static_cast<std::uint32_t>(index + 1));
        if (m_fates.m_links.contains(m_fates.m_inFlight, number))
            m_fates.m_links.remove(m_fates.m_inFlight, number);
    }

    void letFly(std::size_t index)
    {
        const Number number(static_cast<std::uint32_t>(index + 1));
        if (!m_fates.m_links.contains(m_fates.m_inFlight, number))
            m_fates.m_links.append(m_fates.m_inFlight, number);
    }

    std::size_t add(ErrorId error, bool isCancellation)
    {
        ErrorFate fate;
        fate.error = error;
        fate.isCancellation = isCancellation;
        fate.task = m_event.task;
        fate.place = m_event.place;
        fate.raised = m_event.time;
        fate.raisedEvent = m_state.event;
        m_fates.m_fates.push_back(fate);
        letFly(m_fates.m_fates.size() - 1);
        return m_fates.m_fates.size() - 1;
    }

    void raiseCancellation() { ofTask().push_back(add({}, true)); }

    void endCarried(Carried &carried, Fate how, ErrorId by = {}, ScopeId scope = {})
    {
        for (const std::size_t index : carried)
            finish(index, how, by, scope);
        carried.clear();
    }

    void raise(ErrorId root)
    {
        forEachLeaf(m_trace, root, [this](ErrorId leaf, const ErrorRecord &record) { raiseLeaf(leaf, record); });
    }

    void raiseLeaf(ErrorId leaf, const ErrorRecord &record)
    {
        const bool isCancellation = record.kind == ErrorKind::Cancelled;
        std::size_t &known = m_fates.m_leaves.reach(record.identity.number() - 1);
        if (!known && isCancellation) { // perhaps one that the task carries already, raised again
            const auto isBare = [this](std::size_t index) { return !m_fates.m_fates[index].error; };
            const auto same = std::find_if(ofTask().begin(), ofTask().end(), isBare);
            if (same != ofTask().end()) {
                known = *same + 1;
                m_fates.m_fates.edit(*same).error = leaf;
                return;
            }
        }
        if (!known)
            known = add(leaf, isCancellation) + 1;
        ErrorFate &fate = m_fates.m_fates.edit(known - 1);
        fate.error = leaf;
        fate.fate = Fate::InFlight; // raised again, so under way again
        fate.ended = Never;
        fate.endedEvent = 0;
        letFly(known - 1);
        m_fates.m_changed.push_back(known - 1);
        if (isCancellation)
            ofTask().push_back(known - 1);
    }

    void end(ErrorId root, Fate how, ErrorId by = {})
    {
        forEachLeaf(m_trace, root, [&](ErrorId, const ErrorRecord &record) {
            const std::size_t index = record.identity.number() - 1;
            const std::size_t known = index < m_fates.m_leaves.size() ? m_fates.m_leaves[index] : 0;
            if (known && record.kind != ErrorKind::Cancelled) // cancellations are followed through what carries them
                finish(known - 1, how, by);
        });
    }

    Fates &m_fates;
    const Trace &m_trace;
    const RunState &m_state;
    const RunEvent &m_event;
};

void Fates::apply(const Trace &trace, const RunState &state)
{
    m_changed.clear();
    std::visit(FateFold(*this, trace, state), trace.event(state.event).data);
}

std::size_t Fates::bytesOfACopy() const
{
    return m_fates.bytesOfACopy() + m_leaves.bytesOfACopy() + m_ofTask.bytesOfACopy() + m_ofGroup.bytesOfACopy()
           + m_links.bytesOfACopy();
}

void Fates::forgetCopied()
{
    m_fates.forgetCopied();
    m_leaves.forgetCopied();
    m_ofTask.forgetCopied();
    m_ofGroup.forgetCopied();
    m_links.forgetCopied();
}

} // namespace ScopeLab
