#include "ui/views/timelineview.h"

#include "ui/views/glyphs.h"
#include "ui/views/texts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace ScopeLab {

TimelineView::TimelineView(Playback &playback, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_playback(playback)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Timeline: tasks over time"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);
    connect(&playback, &Playback::runChanged, this, &TimelineView::reset);
    connect(&playback, &Playback::grown, this, &TimelineView::readTrace);
    connect(&playback, &Playback::moved, this, [this] {
        if (m_fits)
            fit();
        viewport()->update();
    });
    connect(&playback, &Playback::selectionChanged, viewport(), qOverload<>(&QWidget::update));
    readTrace();
    fit();
}

int TimelineView::contentHeight() const
{
    return m_tops.empty() ? 0 : static_cast<int>(m_tops.back()) + 8;
}

void TimelineView::reset()
{
    m_data.clear();
    m_fits = true;
    readTrace();
}

void TimelineView::readTrace()
{
    m_data.extend(m_playback.trace());
    placeLanes();
    if (m_fits)
        fit();
    viewport()->update();
}

void TimelineView::placeLanes()
{
    m_tops.clear();
    double y = RulerHeight + 4;
    for (const TimelineLane &lane : m_data.lanes()) {
        m_tops.push_back(y);
        y += lane.rows * ScopeRow + TaskBar + LanePadding;
    }
    m_tops.push_back(y);
    updateScrollBar();
}

AccessibleItem TimelineView::item(int index) const
{
    const auto at = static_cast<std::size_t>(index);
    const TimelineLane &lane = m_data.lanes()[at];
    const TaskState *task = m_playback.state().task(lane.task);
    AccessibleItem item;
    item.name = task ? tr("%1, from %2, %3")
                           .arg(labelText(lane.labelIndex), timeText(task->spawned), waitText(m_playback, *task))
                     : tr("%1, not there yet").arg(labelText(lane.labelIndex));
    item.rect = QRectF(0, m_tops[at] - verticalScrollBar()->value(), viewport()->width(), m_tops[at + 1] - m_tops[at])
                    .toRect();
    item.isSelected = m_playback.selection().isTask(lane.task);
    return item;
}

void TimelineView::chooseItem(int index)
{
    m_playback.select({Selection::Kind::Task, m_data.lanes()[static_cast<std::size_t>(index)].task});
}

void TimelineView::updateScrollBar()
{
    verticalScrollBar()->setRange(0, std::max(0, contentHeight() - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
}

void TimelineView::fit()
{
    m_fits = true;
    double end = static_cast<double>(std::max(m_playback.recordedTime(), m_playback.time()));
    // Room for what is known of the future: deadlines and ends of sleeps.
    if (m_playback.isLive()) {
        const double now = std::max(end, 1e6);
        for (const TimelineLane &lane : m_data.lanes()) {
            for (const TimelineScope &scope : lane.scopes) {
                if (scope.end < 0 && scope.deadline >= 0)
                    end = std::max(end, std::min(static_cast<double>(scope.deadline), 2.2 * now));
            }
            if (!lane.spans.empty() && lane.spans.back().end < 0 && lane.spans.back().until >= 0)
                end = std::max(end, std::min(static_cast<double>(lane.spans.back().until), 2.2 * now));
        }
    }
    m_view.begin = 0;
    m_view.end = std::max(end * 1.06, 1e6);
}

std::int64_t TimelineView::knownTime() const
{
    // A live run has come as far as its playhead, though nothing may have happened since.
    return m_playback.isLive() ? std::max(m_playback.recordedTime(), m_playback.time()) : m_playback.recordedTime();
}

double TimelineView::gutter() const
{
    return std::clamp(viewport()->width() * 0.16, 90.0, 190.0);
}

TimelineScale TimelineView::scale() const
{
    TimelineScale result = m_view;
    result.width = std::max(50.0, viewport()->width() - gutter() - 10);
    return result;
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    updateScrollBar();
}

int TimelineView::laneAt(double y) const
{
    y += verticalScrollBar()->value();
    const auto below = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    const auto index = below - m_tops.begin() - 1;
    return index >= 0 && index < static_cast<std::ptrdiff_t>(m_data.lanes().size()) ? static_cast<int>(index) : -1;
}

Selection TimelineView::hit(const QPointF &point) const
{
    const int index = laneAt(point.y());
    if (index < 0)
        return {};
    const TimelineLane &lane = m_data.lanes()[static_cast<std::size_t>(index)];
    const double y = point.y() + verticalScrollBar()->value() - m_tops[static_cast<std::size_t>(index)];
    const double time = scale().timeAt(point.x() - gutter());
    for (const TimelineScope &scope : lane.scopes) {
        const bool isInRow = y >= scope.row * ScopeRow && y < (scope.row + 1) * ScopeRow;
        const double end = static_cast<double>(scope.end < 0 ? knownTime() : scope.end);
        if (isInRow && time >= static_cast<double>(scope.begin) && time <= end)
            return {Selection::Kind::Scope, scope.id};
    }
    return {Selection::Kind::Task, lane.task};
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->position().y() < RulerHeight)
        m_playback.seekTime(static_cast<std::int64_t>(scale().timeAt(event->position().x() - gutter())));
    else
        m_playback.select(hit(event->position()));
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    viewport()->setCursor(event->position().y() < RulerHeight ? Qt::SizeHorCursor : Qt::ArrowCursor);
    if (event->buttons() & Qt::LeftButton)
        m_playback.seekTime(static_cast<std::int64_t>(scale().timeAt(event->position().x() - gutter())));
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    m_playback.select(hit(event->pos()));
    Q_EMIT contextMenuRequested(event->globalPos());
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    TimelineScale zoomed = scale();
    zoomed.zoomAt(event->position().x() - gutter(), std::pow(1.2, event->angleDelta().y() / 120.0));
    m_view = zoomed;
    m_fits = false;
    viewport()->update();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const double length = m_view.end - m_view.begin;
    switch (event->key()) {
    case Qt::Key_W:
    case Qt::Key_S: {
        TimelineScale zoomed = scale();
        zoomed.zoomAt(zoomed.width / 2, event->key() == Qt::Key_W ? 1.3 : 1 / 1.3);
        m_view = zoomed;
        m_fits = false;
        break;
    }
    case Qt::Key_A:
    case Qt::Key_D: {
        const double by = event->key() == Qt::Key_D ? length / 8 : -length / 8;
        m_view.begin += by;
        m_view.end += by;
        m_fits = false;
        break;
    }
    case Qt::Key_0: fit(); break;
    case Qt::Key_Escape: m_playback.select({}); break;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const Selection &now = m_playback.selection();
        const auto count = static_cast<TaskId>(m_data.lanes().size());
        if (count == 0)
            break;
        TaskId task = now.kind == Selection::Kind::Task ? now.id : 0;
        task = event->key() == Qt::Key_Down ? task % count + 1 : (task <= 1 ? count : task - 1);
        m_playback.select({Selection::Kind::Task, task});
        break;
    }
    default: event->ignore(); return;
    }
    viewport()->update();
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const Selection at = hit(help->pos());
        if (const TaskState *task = m_playback.state().task(at.kind == Selection::Kind::Task ? at.id : 0))
            QToolTip::showText(help->globalPos(),
                               tr("%1: %2").arg(m_playback.taskName(task->id), waitText(m_playback, *task)),
                               viewport());
        else if (at.kind == Selection::Kind::Scope)
            QToolTip::showText(help->globalPos(), m_playback.scopeName(at.id), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace ScopeLab
