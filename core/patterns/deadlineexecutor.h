#pragma once

#include "core/engine/withscope.h"

#include <vector>

namespace ScopeLab {

/// Runs operations one after another within one deadline for all, each with its share of the time
/// that is left.
///
///     DeadlineExecutor executor = DeadlineExecutor::within(30s);
///     executor.planShares({1, 2});                                  // two operations are to come
///     const Rows rows = co_await executor.executeShare(query());    // a third of the 30 s
///     co_await executor.executeShare(render(rows));                 // all of what is left
///
/// Source: `DeadlineExecutor` of Timeout and Cancellation Patterns. Threading: confined to the run.
class DeadlineExecutor
{
public:
    explicit DeadlineExecutor(TimePoint deadline)
        : m_deadline(deadline)
    {
    }

    /// The deadline is @p length from now, in the current run.
    static DeadlineExecutor within(Duration length);

    TimePoint deadline() const { return m_deadline; }

    /// 0 once the deadline is over.
    Duration remaining() const;
    bool isExpired() const { return remaining() == Duration::zero(); }

    /// Runs @p body within the deadline; gives its result. @throws TimeoutError
    template <typename Body>
    auto execute(Body body) const
    {
        return failAfter(remaining(), std::move(body));
    }

    /// The same within @p timeout or the deadline, whichever comes first; isExpired() tells which of
    /// the two a TimeoutError stands for.
    template <typename Body>
    auto executeWithTimeout(Duration timeout, Body body) const
    {
        return failAfter(std::min(timeout, remaining()), std::move(body));
    }

    /// The weights of the operations to come, each above 0. What one leaves over goes to the rest.
    /// @throws std::invalid_argument
    void planShares(std::vector<double> weights);

    /// How long the next operation may take: time left × its weight ÷ the weights of all to come.
    /// Unplanned: all that is left.
    Duration nextShare() const;

    /// The same; from now on that operation counts as begun, and the next one is the next.
    Duration takeShare();

    /// Runs the next operation within its share, or @p timeout if that is shorter. @throws TimeoutError
    template <typename Body>
    auto executeShare(Body body, Duration timeout = Forever)
    {
        const Duration share = takeShare();
        return failAfter(std::min(share, timeout), std::move(body));
    }

private:
    TimePoint m_deadline;
    std::vector<double> m_weights; // of the operations to come, the next one last
};

} // namespace ScopeLab
