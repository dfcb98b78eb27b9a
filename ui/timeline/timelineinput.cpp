// What the timeline does when it is pointed at, or a key is pressed.

#include "ui/timeline/timelineview.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <cmath>

namespace ScopeLab {

/// The flag of a deadline that could be moved now.
std::vector<TimelineView::Flag> TimelineView::flags() const
{
    std::vector<Flag> result;
    if (!m_playback.whyNoActs().isEmpty())
        return result;
    const RunState &state = m_playback.state();
    const auto [first, last] = visibleRows();
    for (std::size_t i = first; i < last; ++i) {
        const TimelineRow &row = m_rows.all()[i];
        const auto before = static_cast<std::ptrdiff_t>(result.size());
        const TaskState *task = row.isFamily() ? nullptr : state.task(m_data.lanes()[row.lane].task);
        for (const ScopeState *scope = task ? state.scope(task->scope) : nullptr; scope && scope->task == task->id;
             scope = state.scope(scope->parent)) {
            if (!scope->isLiving() || scope->isEffective() || scope->deadline == Never)
                continue;
            const double x = scale().xAt(scope->deadline) + gutter();
            const double y
                = row.top + static_cast<double>(m_data.rowOf(scope->id)) * ScopeRow - verticalScrollBar()->value();
            if (y >= RulerHeight && x <= viewport()->width())
                result.insert(result.begin() + before, {scope->id, {x, y}}); // the outermost first
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
    return {};
}

QPointF TimelineView::flagPlace() const
{
    const std::vector<Flag> all = flags();
    return all.empty() ? QPointF() : all.front().place + QPointF(4, 4);
}

void TimelineView::moveDeadline()
{
    OperatorEntry entry = m_playback.entryOn(m_draggedScope, OperatorEntry::Kind::SetDeadline);
    entry.deadlineAt = m_draggedTo.time_since_epoch();
    m_playback.act(entry);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF at = event->position();
    const TimePoint time = scale().momentAt(at.x() - gutter());
    const TimelineRow *row = m_rows.at(at.y() + verticalScrollBar()->value());
    m_drag = Drag::None;
    if (event->modifiers() & Qt::ShiftModifier) {
        m_drag = Drag::Range;
        m_rangeFrom = std::max(TimePoint(), time);
        m_range.reset();
    } else if (at.y() < RulerHeight) {
        m_drag = Drag::Playhead;
        m_playback.seekTime(time);
    } else if (const ScopeId scope = flagAt(at)) {
        m_playback.pause();
        m_drag = Drag::Deadline;
        m_draggedScope = scope;
        m_draggedTo = m_playback.state().scope(scope)->deadline;
        m_playback.select(Selection(scope));
    } else {
        if (row && row->isFamily() && at.x() < gutter())
            toggleFamily(row->family);
        m_playback.select(hit(at));
    }
    viewport()->update();
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const TimePoint time = scale().momentAt(event->position().x() - gutter());
    switch (m_drag) {
    case Drag::Playhead: m_playback.seekTime(time); return;
    case Drag::Deadline: {
        constexpr Duration Grid = std::chrono::milliseconds(5); // a flag is for round numbers
        const TimePoint round((time.time_since_epoch() + Grid / 2) / Grid * Grid);
        m_draggedTo = std::max(round, m_playback.time());
        viewport()->update();
        return;
    }
    case Drag::Range: {
        const TimePoint to = std::max(TimePoint(), time);
        m_range = {std::min(m_rangeFrom, to), std::max(m_rangeFrom, to)};
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

/// Zooms into the life of what is there, or into a marked range.
void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const TimelineRow *row = m_rows.at(event->position().y() + verticalScrollBar()->value());
    if (row && row->isFamily() && event->position().x() < gutter())
        toggleFamily(row->family); // the second of two quick clicks
    else
        fitSelection();
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
    showTimes(zoomed.begin, zoomed.end);
}

/// D pans here; elsewhere it is the deadline's.
bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_D && key->modifiers() == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const double length = m_view.end - m_view.begin;
    const std::optional<std::size_t> selected = selectedRow();
    const std::vector<TimelineRow> &rows = m_rows.all();
    switch (event->key()) {
    case Qt::Key_W:
    case Qt::Key_S: {
        TimelineScale zoomed = scale();
        zoomed.zoomAt(zoomed.width / 2, event->key() == Qt::Key_W ? 1.3 : 1 / 1.3);
        showTimes(zoomed.begin, zoomed.end);
        break;
    }
    case Qt::Key_A:
    case Qt::Key_D: {
        const double by = event->key() == Qt::Key_D ? length / 8 : -length / 8;
        showTimes(m_view.begin + by, m_view.end + by);
        break;
    }
    case Qt::Key_0: fit(); break;
    case Qt::Key_Escape:
        // One thing at a time: a flag that is held goes back, then the range goes, then the selection.
        if (std::exchange(m_drag, Drag::None) == Drag::None && !std::exchange(m_range, std::nullopt))
            m_playback.select({});
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (selected && rows[*selected].isFamily())
            toggleFamily(rows[*selected].family);
        else
            fitSelection();
        break;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        if (rows.empty())
            break;
        const std::size_t count = rows.size();
        const std::size_t next = event->key() == Qt::Key_Down ? (selected ? (*selected + 1) % count : 0)
                                                              : (selected.value_or(0) + count - 1) % count;
        m_playback.select(selectionOf(rows[next]));
        break;
    }
    default: event->ignore(); return;
    }
    viewport()->update();
}

} // namespace ScopeLab
