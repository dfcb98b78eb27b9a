#pragma once

#include "core/engine/withscope.h"

#include <vector>

namespace ScopeLab {

/// Runs operations one after another within one common deadline, giving each its share of the time
/// left.
///
///     DeadlineExecutor executor = DeadlineExecutor::within(30s);
///     executor.planShares({1, 2});                                  // two operations will follow
///     const Rows rows = co_await executor.executeShare(query());    // a third of the 30 s
///     co_await executor.executeShare(render(rows));                 // all that is left
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

    /// 0 once the deadline has passed.
    Duration remaining() const;
    bool isExpired() const { return remaining() == Duration::zero(); }

    /// Runs @p body within the deadline; returns its result. @throws TimeoutError
    template <typename Body>
    auto execute(Body body) const
    {
        return failAfter(remaining(), std::move(body));
    }

    /// The same within @p timeout or the deadline, whichever comes first; after a TimeoutError,
    /// isExpired() tells which of the two it was.
    template <typename Body>
    auto executeWithTimeout(Duration timeout, Body body) const
    {
        return failAfter(std::min(timeout, remaining()), std::move(body));
    }

    /// Sets the weights of the operations to come, each above 0. Time that one leaves goes to the rest.
    /// @throws std::invalid_argument
    void planShares(std::vector<double> weights);

    /// How long the next operation may take: time left × its weight ÷ the weights of all to come.
    /// Without a plan: all that is left.
    Duration nextShare() const;

    /// The same, and counts that operation as begun: the next call is about the one after it.
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

    struct Planned
    {
        double weight;
        double all; ///< The sum of its weight and of those after it.
    };
    std::vector<Planned> m_planned; // the operations to come, the next one last
};

} // namespace ScopeLab
