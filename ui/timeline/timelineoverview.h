#pragma once

#include "ui/playback/playback.h"

#include <QWidget>

namespace ScopeLab {

/// The whole run in a strip, with a window on what the timeline shows of it. The window is dragged, and
/// jumps to where one clicks.
class TimelineOverview final : public QWidget
{
    Q_OBJECT

public:
    TimelineOverview(Playback &playback, QWidget *parent);

    /// What the timeline shows (ns), and where its times begin (pixels).
    void setTimes(double begin, double end, double left);

Q_SIGNALS:
    /// The timeline is to show this (ns).
    void shown(double begin, double end);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    double length() const;
    double xAt(double time) const;
    double timeAt(double x) const;
    std::vector<double> activity() const;

    Playback &m_playback;
    double m_begin = 0;
    double m_end = 1;
    double m_left = 0;
    double m_grip = 0; // from the window's begin to where it is held (ns)
};

} // namespace ScopeLab
