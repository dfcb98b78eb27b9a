#pragma once

#include <algorithm>
#include <chrono>

namespace ScopeLab {

/// Clock tag for run time. It has no now(): ask the scheduler, whose clock may be virtual.
struct RunClock
{
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<RunClock>;
    static constexpr bool is_steady = true;
};

/// Length of run time in nanoseconds.
using Duration = RunClock::duration;

/// Moment in a run: nanoseconds since the run started. Never a wall-clock time.
using TimePoint = RunClock::time_point;

/// A moment no run reaches: the deadline of a scope that has none.
inline constexpr TimePoint Never = TimePoint::max();

/// A length of time without an end.
inline constexpr Duration Forever = Duration::max();

/// @p start plus @p length, or Never where that would overflow.
constexpr TimePoint after(TimePoint start, Duration length)
{
    if (start == Never || length == Forever || length > Never - std::max(start, TimePoint{}))
        return Never;
    return start + length;
}

/// For what is drawn or shown, where fractions matter.
constexpr double milliseconds(Duration length)
{
    return std::chrono::duration<double, std::milli>(length).count();
}
constexpr double milliseconds(TimePoint time)
{
    return milliseconds(time.time_since_epoch());
}

} // namespace ScopeLab
