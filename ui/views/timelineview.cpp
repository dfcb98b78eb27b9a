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
    connect(&playback, &Playback::hoverChanged, viewport(), qOverload<>(&QWidget::update));
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
    m_pictureOf.clear(); // another run may have as many events
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

/// The first one in sight, and one past the last.
std::pair<std::size_t, std::size_t> TimelineView::visibleLanes() const
{
    if (m_tops.size() < 2)
        return {0, 0};
    const double top = verticalScrollBar()->value() + RulerHeight;
    const double bottom = verticalScrollBar()->value() + viewport()->height();
    const auto first = std::upper_bound(m_tops.begin(), m_tops.end(), top) - m_tops.begin();
    const auto last = std::lower_bound(m_tops.begin(), m_tops.end() - 1, bottom) - m_tops.begin();
    return {static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, first - 1)), static_cast<std::size_t>(last)};
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

/// Of the deadlines that somebody could move now.
std::vector<TimelineView::Flag> TimelineView::flags() const
{
    std::vector<Flag> result;
    if (!m_playback.whyNoActs().isEmpty())
        return result;
    for (std::size_t i = 0; i < m_data.lanes().size(); ++i) {
        for (const TimelineScope &scope : m_data.lanes()[i].scopes) {
            const ScopeState *state = m_playback.state().scope(scope.id);
            if (!state || !state->isLiving() || state->effective || state->deadline < 0)
                continue;
            const double x = scale().xAt(static_cast<double>(state->deadline)) + gutter();
            const double y = m_tops[i] + scope.row * ScopeRow - verticalScrollBar()->value();
            if (y >= RulerHeight && x <= viewport()->width())
                result.push_back({scope.id, {x, y}});
        }
    }
    return result;
}

ScopeId TimelineView::flagAt(const QPointF &point) const
{
    for (const Flag &flag : flags()) {
        if (QRectF(flag.place.x() - 4, flag.place.y() - 2, 14, ScopeRow).contains(point))
            return flag.scope;
    }
    return 0;
}

QPointF TimelineView::flagPlace() const
{
    const std::vector<Flag> all = flags();
    return all.empty() ? QPointF() : all.front().place + QPointF(4, 4);
}

void TimelineView::moveDeadline()
{
    OperatorEntry entry;
    entry.kind = OperatorEntry::Kind::SetDeadline;
    entry.at = Duration(m_playback.time());
    entry.target = m_playback.scopeName(m_draggedScope).toStdString();
    entry.scope = m_draggedScope;
    entry.deadlineAt = Duration(m_draggedTo);
    m_playback.act(entry);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const auto time = static_cast<std::int64_t>(scale().timeAt(event->position().x() - gutter()));
    m_drag = Drag::None;
    if (event->position().y() < RulerHeight) {
        m_drag = Drag::Playhead;
        m_playback.seekTime(time);
    } else if (const ScopeId scope = flagAt(event->position())) {
        m_playback.pause();
        m_drag = Drag::Deadline;
        m_draggedScope = scope;
        m_draggedTo = m_playback.state().scope(scope)->deadline;
        m_playback.select({Selection::Kind::Scope, scope});
    } else {
        m_playback.select(hit(event->position()));
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const auto time = static_cast<std::int64_t>(scale().timeAt(event->position().x() - gutter()));
    switch (m_drag) {
    case Drag::Playhead: m_playback.seekTime(time); return;
    case Drag::Deadline: {
        constexpr std::int64_t Grid = 5'000'000; // 5 ms: a flag is for round numbers
        m_draggedTo = std::max((time + Grid / 2) / Grid * Grid, m_playback.time());
        viewport()->update();
        return;
    }
    case Drag::None: break;
    }
    const bool isGrip = event->position().y() < RulerHeight || flagAt(event->position());
    viewport()->setCursor(isGrip ? Qt::SizeHorCursor : Qt::ArrowCursor);
    m_playback.hover(event->position().y() < RulerHeight ? Selection() : hit(event->position()));
}

/// What follows from another deadline is run when the flag is let go.
void TimelineView::mouseReleaseEvent(QMouseEvent *)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const ScopeState *scope = m_playback.state().scope(m_draggedScope);
    if (drag == Drag::Deadline && scope && scope->deadline != m_draggedTo)
        moveDeadline();
    viewport()->update();
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
    case Qt::Key_Escape:
        if (std::exchange(m_drag, Drag::None) == Drag::None) // a flag that is held goes back
            m_playback.select({});
        break;
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
    if (event->type() == QEvent::Leave)
        m_playback.hover({});
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace ScopeLab
