#pragma once

#include "core/trace/runstate.h"

#include <QString>

namespace ScopeLab {

/// What things of a run are called in a sentence. Every name is shown as one line, whatever stands in it.
class RunNames
{
public:
    /// Both must outlive this. @p state says which tasks and scopes there are.
    RunNames(const Trace &trace, const RunState &state)
        : m_trace(trace)
        , m_state(state)
    {
    }

    const Trace &trace() const { return m_trace; }
    const RunState &state() const { return m_state; }

    /// Whoever acts without a task is outside.
    QString task(TaskId id) const;

    /// What lies outside every scope is the run.
    QString scope(ScopeId id) const;

    /// The type of an error; none: a cancellation.
    QString error(ErrorId id) const;
    QString name(NameId id) const;
    QString text(TextId id) const;
    QString resource(ResourceId id) const;

private:
    const Trace &m_trace;
    const RunState &m_state;
};

} // namespace ScopeLab
