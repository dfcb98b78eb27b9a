#include "core/engine/pacedclock.h"

namespace ScopeLab {

TimePoint PacedClock::now(Real::time_point real) const
{
    if (m_paused)
        return m_base;
    if (m_speed == 1) // NOLINT: exactly that
        return m_base + std::chrono::duration_cast<Duration>(real - m_realBase);
    const std::chrono::duration<double, std::nano> passed = real - m_realBase;
    return m_base + std::chrono::duration_cast<Duration>(passed * m_speed);
}

PacedClock::Real::time_point PacedClock::realTimeOf(TimePoint time) const
{
    if (m_paused || time == Never)
        return Real::time_point::max();
    const std::chrono::duration<double, std::nano> ahead = time - m_base;
    const auto real = ahead / m_speed;
    if (real > std::chrono::hours(24 * 365))
        return Real::time_point::max();
    // Rounded up: a deadline is noticed late rather than early (TO-12).
    return m_realBase + std::chrono::duration_cast<Real::duration>(real) + Real::duration(1);
}

void PacedClock::setPaused(bool paused, Real::time_point real)
{
    rebase(real);
    m_paused = paused;
}

void PacedClock::setSpeed(double speed, Real::time_point real)
{
    rebase(real);
    m_speed = speed;
}

void PacedClock::pushTo(TimePoint time, Real::time_point real)
{
    rebase(real);
    m_base = std::max(m_base, time);
}

void PacedClock::rebase(Real::time_point real)
{
    m_base = now(real);
    m_realBase = real;
}

} // namespace ScopeLab
