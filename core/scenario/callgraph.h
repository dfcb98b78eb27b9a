#pragma once

#include "core/scenario/ast.h"

#include <unordered_set>

namespace ScopeLab {

/// Which functions of a scenario call which.
class CallGraph
{
public:
    /// @param scenario must outlive this.
    explicit CallGraph(const Scenario &scenario);

    /// The name and the steps of a function.
    using Function = std::pair<const std::string, Steps>;

    /// All functions, each after all its callers, apart from calls that close a cycle.
    const std::vector<const Function *> &callersFirst() const { return m_callersFirst; }

    /// True for a call that closes a cycle: it makes its function call itself, directly or through others. Of each
    /// cycle only one call counts, the last one met from `main` on.
    bool closesCircle(const Step &call) const { return m_circles.contains(&call); }

private:
    struct Calls;

    std::vector<const Function *> m_callersFirst;
    std::unordered_set<const Step *> m_circles;
};

} // namespace ScopeLab
