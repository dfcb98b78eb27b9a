#pragma once

#include "core/trace/runstate.h"

namespace ScopeLab {

/// Where two runs part: the first event of a task that the other run does not have.
struct Difference
{
    EventId a = 0; ///< 0: this run has none.
    EventId b = 0;
    TimePoint time{}; ///< Of the earlier of the two.
    TaskId task;      ///< In A, or in B if A has none.
};

/// Two runs side by side. Tasks and scopes are matched by name, then by order of entry. A value:
/// it keeps no reference to the traces.
class Comparison
{
public:
    Comparison() = default;
    Comparison(const Trace &a, const Trace &b);

    /// How many events are alike in both before anything differs.
    EventId common() const { return m_common; }

    /// Where they part, in order of time: the first difference of all, then the first of each task.
    const std::vector<Difference> &differences() const { return m_differences; }

    /// The partner of a task or scope in the other run, if it has one.
    TaskId taskInB(TaskId a) const { return at(m_tasks.inB, a); }
    TaskId taskInA(TaskId b) const { return at(m_tasks.inA, b); }
    ScopeId scopeInB(ScopeId a) const { return at(m_scopes.inB, a); }
    ScopeId scopeInA(ScopeId b) const { return at(m_scopes.inA, b); }

private:
    template <typename Number>
    struct Pairs
    {
        std::vector<Number> inB; ///< By number in A - 1.
        std::vector<Number> inA;
    };

    template <typename Number>
    static Number at(const std::vector<Number> &numbers, Number id)
    {
        return id && id.number() <= numbers.size() ? numbers[id.number() - 1] : Number();
    }
    template <typename Number>
    static Pairs<Number> matched(const std::vector<std::string> &a, const std::vector<std::string> &b);
    bool isSame(const RunEvent &a, const RunEvent &b) const;

    Pairs<TaskId> m_tasks;
    Pairs<ScopeId> m_scopes;
    EventId m_common = 0;
    std::vector<Difference> m_differences;
};

} // namespace ScopeLab
