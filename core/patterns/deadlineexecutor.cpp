#include "core/patterns/deadlineexecutor.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace ScopeLab {

DeadlineExecutor DeadlineExecutor::within(Duration length)
{
    return DeadlineExecutor(after(Scheduler::current().now(), length));
}

Duration DeadlineExecutor::remaining() const
{
    if (m_deadline == Never)
        return Forever;
    return std::max(m_deadline - Scheduler::current().now(), Duration::zero());
}

void DeadlineExecutor::planShares(std::vector<double> weights)
{
    const auto isBad = [](double weight) { return !(weight > 0) || !std::isfinite(weight); };
    if (std::any_of(weights.begin(), weights.end(), isBad))
        throw std::invalid_argument("DeadlineExecutor: every weight must be above 0");
    std::reverse(weights.begin(), weights.end());
    m_weights = std::move(weights);
}

Duration DeadlineExecutor::nextShare() const
{
    const Duration left = remaining();
    if (m_weights.size() < 2 || left == Forever)
        return left; // the last one's share ends with the whole
    const double all = std::accumulate(m_weights.begin(), m_weights.end(), 0.0);
    return Duration(std::llround(static_cast<double>(left.count()) * m_weights.back() / all));
}

Duration DeadlineExecutor::takeShare()
{
    const Duration share = nextShare();
    if (!m_weights.empty())
        m_weights.pop_back();
    return share;
}

} // namespace ScopeLab
