#pragma once

#include "core/sentences/why.h"

#include <QCoreApplication>

namespace ScopeLab {

/// The links of an answer, read off a recording at one of its moments.
class WhyChain
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::WhyChain)

public:
    WhyChain(const Trace &trace, const RunState &state)
        : m_trace(trace)
        , m_state(state)
    {
    }

    QString taskName(TaskId id) const;
    QString scopeName(ScopeId id) const;

    /// From a request to its first cause.
    void followRequest(EventId request, std::vector<WhyLink> &chain) const;

    /// What kept the request that stopped @p task away from it for a while: a thread, or a shield. Nothing if
    /// it arrived at once.
    void addHold(const TaskState &task, std::vector<WhyLink> &chain) const;

    /// What @p task waits for; and if exactly one other task could end that wait, what that task waits for.
    void followWait(const TaskState &task, std::vector<WhyLink> &chain) const;

    WhyLink shielded(const ScopeState &shield) const;

    /// The shield around @p scope that is holding a cancellation now; null if there is none.
    const ScopeState *holdingShield(ScopeId scope) const;

private:
    void followFailure(EventId exit, std::vector<WhyLink> &chain) const;
    WhyLink waiting(const TaskState &task) const;
    Place placeOf(EventId event) const { return event ? m_trace.place(m_trace.event(event).place) : Place(); }

    const Trace &m_trace;
    const RunState &m_state;
};

} // namespace ScopeLab
