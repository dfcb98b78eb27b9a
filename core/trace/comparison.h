#pragma once

#include "core/trace/runstate.h"

namespace ScopeLab {

/// Where two runs part: a task's first event that the other run has not.
struct Difference
{
    EventId a = 0; ///< 0: in this run there is none.
    EventId b = 0;
    std::int64_t time = 0; ///< Run time (ns) of the earlier of the two.
    TaskId task = 0;       ///< In A, or in B if A has none.
};

/// Two runs side by side. Tasks and scopes belong together by name, then by order of entry. A value:
/// it holds nothing of the traces.
class Comparison
{
public:
    Comparison() = default;
    Comparison(const Trace &a, const Trace &b);

    /// So many events are alike in both before anything differs.
    EventId common() const { return m_common; }

    /// Where they part, by time: the first of all, then the first of each task.
    const std::vector<Difference> &differences() const { return m_differences; }

    /// The partner of a task or scope in the other run; 0: there is none.
    TaskId taskInB(TaskId a) const { return at(m_tasks.inB, a); }
    TaskId taskInA(TaskId b) const { return at(m_tasks.inA, b); }
    ScopeId scopeInB(ScopeId a) const { return at(m_scopes.inB, a); }
    ScopeId scopeInA(ScopeId b) const { return at(m_scopes.inA, b); }

private:
    struct Pairs
    {
        std::vector<std::uint32_t> inB; ///< By id in A - 1.
        std::vector<std::uint32_t> inA;
    };

    static std::uint32_t at(const std::vector<std::uint32_t> &ids, std::uint32_t id)
    {
        return id && id <= ids.size() ? ids[id - 1] : 0;
    }
    static Pairs matched(const std::vector<std::string> &a, const std::vector<std::string> &b);
    bool isSame(const TraceEvent &a, const TraceEvent &b) const;

    Pairs m_tasks;
    Pairs m_scopes;
    EventId m_common = 0;
    std::vector<Difference> m_differences;
};

} // namespace ScopeLab
