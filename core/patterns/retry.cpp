#include "core/patterns/retry.h"

#include <algorithm>
#include <cmath>

namespace ScopeLab {

Duration RetryPolicy::delayAfter(int attempt) const
{
    const double grown = std::pow(factor, attempt - 1); // may be infinite
    if (delay == Duration::zero() || !(grown > 0))
        return Duration::zero();
    const double exact = static_cast<double>(delay.count()) * grown;
    const double most = static_cast<double>(maxDelay.count());
    return exact >= most ? maxDelay : Duration(std::llround(exact));
}

bool RetryPolicy::goesOnAfter(int attempt, const Error &error) const
{
    return attempt < attempts && !error.holdsCancellation() && (!retryOn || retryOn(error));
}

} // namespace ScopeLab
