#pragma once

#include "core/time/timepoint.h"

namespace ScopeLab {

/// Run time that follows real time at a given speed, and can be paused and pushed forward.
/// A value without locks: protect it if it is shared.
class PacedClock
{
public:
    using Real = std::chrono::steady_clock;

    TimePoint now(Real::time_point real) const;

    /// When @p time will be reached; max() while paused.
    Real::time_point realTimeOf(TimePoint time) const;

    bool isPaused() const { return m_paused; }
    double speed() const { return m_speed; }

    void setPaused(bool paused, Real::time_point real);

    /// @param speed above 0; 2 is twice as fast as real time.
    void setSpeed(double speed, Real::time_point real);

    /// Jumps to @p time if that lies ahead.
    void pushTo(TimePoint time, Real::time_point real);

private:
    void rebase(Real::time_point real);

    Real::time_point m_realBase{};
    TimePoint m_base{};
    double m_speed = 1;
    bool m_paused = true;
};

} // namespace ScopeLab
