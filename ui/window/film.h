#pragma once

#include "ui/playback/playback.h"

#include <QImage>

#include <memory>

namespace ScopeLab {

class StageView;
class TimelineView;

/// A run as the frames of a film, stage above timeline, in light colours. All frames have one size and one
/// zoom, at which the whole stage is always in sight. Moves the playhead, and puts it back at its end.
class Film
{
public:
    static constexpr QSize Size{1280, 720};
    static constexpr int FramesPerSecond = 25;
    static constexpr int MostFrames = 3000;

    /// @param speed run time for each second of the film.
    Film(Playback &playback, double speed);
    ~Film();
    Film(const Film &) = delete;
    Film &operator=(const Film &) = delete;

    int count() const { return static_cast<int>(m_times.size()); }
    QImage frame(int index);

private:
    void show(TimePoint time);

    Playback &m_playback;
    const EventId m_cursor;
    const TimePoint m_time;
    std::vector<TimePoint> m_times;
    std::unique_ptr<StageView> m_stage;
    std::unique_ptr<TimelineView> m_timeline;
};

} // namespace ScopeLab
