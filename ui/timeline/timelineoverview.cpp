#include "ui/timeline/timelineoverview.h"

#include "ui/paint/theme.h"
#include "ui/timeline/timelinedata.h"

#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace ScopeLab {

namespace {

constexpr double Column = 2;

/// How many events there are before @p time.
EventId eventsBefore(const Trace &trace, double time)
{
    EventId first = 1;
    EventId last = trace.size() + 1;
    while (first < last) {
        const EventId middle = first + (last - first) / 2;
        if (scaled(trace.event(middle).time) < time)
            first = middle + 1;
        else
            last = middle;
    }
    return first - 1;
}

} // namespace

TimelineOverview::TimelineOverview(Playback &playback, QWidget *parent)
    : QWidget(parent)
    , m_playback(playback)
{
    setAccessibleName(tr("Overview: the whole run, and what the timeline shows of it"));
    setToolTip(tr("The whole run. Drag the window to look elsewhere."));
    setCursor(Qt::SizeHorCursor);
    hide();
}

void TimelineOverview::setTimes(double begin, double end, double left)
{
    m_begin = begin;
    m_end = end;
    m_left = left;
    update();
}

double TimelineOverview::length() const
{
    return std::max(1.0, scaled(std::max(m_playback.recordedTime(), m_playback.time())));
}

double TimelineOverview::xAt(double time) const
{
    return m_left + (width() - m_left - 10) * time / length();
}

double TimelineOverview::timeAt(double x) const
{
    return (x - m_left) / (width() - m_left - 10) * length();
}

/// How much happens at each column, 0 to 1; small numbers are raised so that they can be seen.
std::vector<double> TimelineOverview::activity() const
{
    std::vector<double> result;
    double most = 1;
    EventId before = 0;
    for (double x = m_left; x < width() - 10; x += Column) {
        const EventId until = eventsBefore(m_playback.trace(), timeAt(x + Column));
        result.push_back(std::log2(1.0 + static_cast<double>(until - before)));
        most = std::max(most, result.back());
        before = until;
    }
    for (double &value : result)
        value /= most;
    return result;
}

void TimelineOverview::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.dockTitle);
    const double bottom = height() - 4;
    double x = m_left;
    for (const double share : activity()) {
        painter.fillRect(QRectF(x, bottom - share * (bottom - 5), Column - 0.5, share * (bottom - 5)), theme.waiting);
        x += Column;
    }
    const double from = std::max(m_left, xAt(m_begin));
    const double to = std::min<double>(width() - 2, xAt(m_end));
    const QRectF window(from, 2, std::max(3.0, to - from), height() - 5);
    QColor tint = theme.accent;
    tint.setAlphaF(0.16F);
    painter.fillRect(window, tint);
    painter.setPen(QPen(theme.accent, 1.4));
    painter.drawRect(window);
    painter.setPen(QPen(theme.mark, 2));
    const double playhead = xAt(scaled(m_playback.time()));
    painter.drawLine(QPointF(playhead, 2), QPointF(playhead, height() - 3));
    painter.setPen(theme.line);
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
}

void TimelineOverview::mousePressEvent(QMouseEvent *event)
{
    const double time = timeAt(event->position().x());
    const bool isOnWindow = time >= m_begin && time <= m_end;
    m_grip = isOnWindow ? time - m_begin : (m_end - m_begin) / 2;
    mouseMoveEvent(event);
}

void TimelineOverview::mouseMoveEvent(QMouseEvent *event)
{
    const double begin = timeAt(event->position().x()) - m_grip;
    Q_EMIT shown(begin, begin + m_end - m_begin);
}

} // namespace ScopeLab
