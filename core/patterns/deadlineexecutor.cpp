#include "core/patterns/deadlineexecutor.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

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
    std::vector<Planned> planned;
    planned.reserve(weights.size());
    double all = 0;
    double unit = 1; // near the largest double, sums and products would be infinite
    for (auto weight = weights.rbegin(); weight != weights.rend(); ++weight) {
        if (*weight > std::max(unit, 1e100))
            all *= std::exchange(unit, *weight) / *weight;
        all += *weight / unit;
        planned.push_back({*weight / unit, all});
    }
    m_planned = std::move(planned);
}

Duration DeadlineExecutor::nextShare() const
{
    const Duration left = remaining();
    if (m_planned.size() < 2 || left == Forever)
        return left; // the last share ends at the deadline
    const Planned &next = m_planned.back();
    const double share = static_cast<double>(left.count()) * next.weight / next.all;
    return share < static_cast<double>(left.count()) ? Duration(std::llround(share)) : left;
}

Duration DeadlineExecutor::takeShare()
{
    const Duration share = nextShare();
    if (!m_planned.empty())
        m_planned.pop_back();
    return share;
}

} // namespace ScopeLab
