// How the timeline looks; what it does is in timelineview.cpp.

#include "core/text/oneline.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"
#include "ui/timeline/timelineview.h"

#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace ScopeLab {

void TimelineView::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.fillRect(viewport()->rect(), theme.panel);
    if (!m_playback.hasRun()) {
        painter.setFont(textFont(13));
        painter.setPen(theme.text2);
        painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("Run a scenario to see its tasks over time."));
        return;
    }
    const TimelineScale scale = this->scale();
    refreshPicture(scale);
    painter.drawPixmap(0, 0, m_picture);
    paintGutters(painter);
    painter.translate(gutter(), 0);
    paintRuler(painter, scale);
    paintNotes(painter, scale);
    paintPlayhead(painter, scale);
    paintRange(painter, scale);
    paintDraggedFlag(painter, scale);
}

/// Paints the rows anew if anything about them has changed. Scrubbing repaints the playhead alone.
void TimelineView::refreshPicture(const TimelineScale &scale)
{
    const QColor ground = Theme::current().panel;
    const Selection &selection = m_playback.selection();
    const Selection &hovered = m_playback.hovered();
    const QVariantList picture{viewport()->size(),
                               devicePixelRatioF(),
                               scale.begin,
                               scale.end,
                               verticalScrollBar()->value(),
                               static_cast<qlonglong>(m_playback.trace().size()),
                               static_cast<qlonglong>(knownTime().time_since_epoch().count()),
                               static_cast<int>(selection.kind),
                               selection.id,
                               static_cast<int>(hovered.kind),
                               hovered.id,
                               ground};
    if (picture == std::exchange(m_pictureOf, picture))
        return;
    m_picture = QPixmap(viewport()->size() * devicePixelRatioF());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(ground);
    m_paintedMarks.clear();
    m_visitedBars = 0;
    QPainter painter(&m_picture);
    painter.translate(gutter(), 0);
    paintRows(painter, scale);
}

void TimelineView::paintGutters(QPainter &painter)
{
    const double left = gutter();
    painter.save();
    painter.setClipRect(QRectF(0, RulerHeight, left, viewport()->height()));
    painter.translate(0, -static_cast<double>(verticalScrollBar()->value()));
    const auto [first, last] = visibleRows();
    for (std::size_t i = first; i < last; ++i)
        paintGutter(painter, m_rows.all()[i]);
    painter.restore();
    painter.setPen(Theme::current().line);
    painter.drawLine(QPointF(left - 6.5, RulerHeight), QPointF(left - 6.5, viewport()->height()));
}

/// Why there is nothing to be seen, where there is nothing.
void TimelineView::paintNotes(QPainter &painter, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    if (m_playback.isLive() && scale.xAt(knownTime()) < scale.width - 60) {
        painter.setFont(textFont(10.5));
        painter.setPen(theme.text3);
        painter.drawText(QRectF(0, viewport()->height() - 20, scale.width, 16), Qt::AlignRight, tr("not run yet"));
    }
    if (m_rows.all().empty() && m_folds.failuresOnly)
        drawText(painter, QRectF(0, RulerHeight, scale.width, viewport()->height() - RulerHeight), Qt::AlignHCenter,
                 textFont(13), theme.text2, tr("No task has failed."));
}

void TimelineView::paintRows(QPainter &painter, const TimelineScale &scale)
{
    const double future = scale.xAt(knownTime());
    painter.setClipRect(QRectF(0, RulerHeight, viewport()->width() - gutter(), viewport()->height()));
    painter.fillRect(QRectF(future, RulerHeight, scale.width + 20 - future, viewport()->height()),
                     Theme::current().dockTitle);
    painter.translate(0, -verticalScrollBar()->value());
    const auto [first, last] = visibleRows();
    for (std::size_t i = first; i < last; ++i) {
        const TimelineRow &row = m_rows.all()[i];
        row.isFamily() ? paintFamily(painter, row, scale) : paintLane(painter, row, scale);
    }
    paintCauses(painter, scale);
}

/// Names come from the recording, not from the moment: bars after the playhead have theirs, too.
QString TimelineView::labelText(NameId name) const
{
    return shownName(m_playback.trace().label(name).name);
}

void TimelineView::paintRuler(QPainter &painter, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    if (m_folds.failuresOnly)
        drawText(painter, QRectF(10 - gutter(), 0, gutter() - 20, RulerHeight - 2), Qt::AlignLeft, textFont(11),
                 theme.text2, tr("only failures"));
    painter.setPen(theme.line);
    painter.drawLine(QPointF(-gutter(), RulerHeight - 0.5), QPointF(scale.width + 20, RulerHeight - 0.5));
    const double step = scale.gridStep(90);
    painter.setFont(textFont(11));
    for (double at = std::ceil(scale.begin / step) * step; at <= scale.end; at += step) {
        const double x = scale.xAt(at);
        painter.setPen(theme.line);
        painter.drawLine(QPointF(x, RulerHeight - 5), QPointF(x, RulerHeight));
        painter.setPen(theme.text2);
        painter.drawText(QRectF(x + 3, 2, 110, RulerHeight - 6), Qt::AlignLeft | Qt::AlignVCenter,
                         timeText(TimePoint(Duration(static_cast<Duration::rep>(at)))));
    }
}

void TimelineView::paintGutter(QPainter &painter, const TimelineRow &row)
{
    const Theme &theme = Theme::current();
    if (m_playback.selection() == selectionOf(row)) {
        painter.fillRect(QRectF(0, row.top, gutter() - 7, row.height), theme.selectedRow);
        painter.fillRect(QRectF(0, row.top, 3, row.height), theme.accent);
    }
    if (row.isFamily()) {
        paintFamilyGutter(painter, row);
        return;
    }
    const TimelineLane &lane = m_data.lanes()[row.lane];
    const TaskState *task = m_playback.state().task(lane.task);
    const double x = 10 + std::min(row.depth * Indent, gutter() / 3);
    const double y = row.top + row.height - TaskBar - TimelineRows::Padding + 2;
    const Glyph glyph = !task ? Glyph::Created : glyphOf(task->isOver() ? lane.phase : task->phase);
    drawGlyph(painter, {x, y - 1, 14, 14}, glyph);
    const QString name = labelText(lane.name);
    const QFont font = textFont(12);
    painter.setFont(font);
    painter.setPen(task ? theme.text : theme.text3);
    const QRectF text(x + 19, y - 3, gutter() - x - 28, 18);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(name, Qt::ElideMiddle, text.width()));
}

void TimelineView::paintCauses(QPainter &painter, const TimelineScale &scale)
{
    constexpr int MostInAPixel = 64; // more cannot be told apart
    painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<TimelineCause> &causes = m_data.causes();
    const auto firstFrom = [&](double x) {
        return std::partition_point(causes.begin(), causes.end(),
                                    [&](const TimelineCause &cause) { return scale.xAt(cause.time) < x; });
    };
    int inPixel = 0;
    for (auto at = firstFrom(-20); at != causes.end() && scale.xAt(at->time) <= scale.width + 40;) {
        const TimelineCause &cause = *at++;
        const double pixel = std::floor(scale.xAt(cause.time));
        const bool isSame = at != causes.end() && std::floor(scale.xAt(at->time)) <= pixel;
        inPixel = isSame ? inPixel + 1 : 0;
        if (inPixel >= MostInAPixel) {
            at = firstFrom(pixel + 1);
            inPixel = 0;
        }
        const TimelineScope *scope = m_data.scope(cause.to);
        const TaskId owner = m_data.ownerOf(cause.to);
        const TimelineRow *from = m_rows.of(cause.from);
        const TimelineRow *to = m_rows.of(owner);
        if (!scope || !from || !to || from == to)
            continue;
        const double x = scale.xAt(cause.time);
        const double y1 = from->top + (from->isFamily() ? 4 : m_data.lanes()[from->lane].rows() * ScopeRow - 1);
        const double y2 = to->top + (to->isFamily() ? 4 : static_cast<double>(m_data.rowOf(cause.to)) * ScopeRow + 7);
        QPainterPath path(QPointF(x - 5, y1));
        path.cubicTo(x - 26, y1, x - 26, y2, x - 4, y2);
        painter.setPen(QPen(Theme::current().mark, 1.2));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
        painter.setBrush(Theme::current().mark);
        painter.drawPolygon(QPolygonF(QList<QPointF>{{x - 2, y2}, {x - 8, y2 - 3}, {x - 8, y2 + 3}}));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// The marked stretch of time, with its length.
void TimelineView::paintRange(QPainter &painter, const TimelineScale &scale)
{
    if (!m_range)
        return;
    const Theme &theme = Theme::current();
    const double x1 = scale.xAt(m_range->begin);
    const double x2 = scale.xAt(m_range->end);
    QColor tint = theme.accent;
    tint.setAlphaF(0.14F);
    painter.fillRect(QRectF(x1, RulerHeight, x2 - x1, viewport()->height()), tint);
    painter.setPen(QPen(theme.accent, 1));
    painter.drawLine(QPointF(x1, RulerHeight), QPointF(x1, viewport()->height()));
    painter.drawLine(QPointF(x2, RulerHeight), QPointF(x2, viewport()->height()));
    const QString text
        = tr("%1 – %2: %3")
              .arg(timeText(m_range->begin), timeText(m_range->end), timeText(m_range->end - m_range->begin));
    const double width = textWidth(textFont(11.5), text) + 12;
    const double left = std::clamp((x1 + x2 - width) / 2, 0.0, std::max(0.0, scale.width - width));
    const QRectF chip(left, viewport()->height() - 24, width, 18);
    painter.fillRect(chip, theme.accent);
    drawText(painter, chip.adjusted(6, 0, -4, 0), Qt::AlignLeft, textFont(11.5), theme.panel, text);
}

/// Where the deadline would be.
void TimelineView::paintDraggedFlag(QPainter &painter, const TimelineScale &scale)
{
    if (m_drag != Drag::Deadline)
        return;
    const Theme &theme = Theme::current();
    const double x = scale.xAt(m_draggedTo);
    painter.setPen(QPen(theme.accent, 1.6));
    painter.drawLine(QPointF(x, RulerHeight), QPointF(x, viewport()->height()));
    const QString text = QStringLiteral("%1 %2").arg(m_playback.scopeName(m_draggedScope), timeText(m_draggedTo));
    const double width = QFontMetricsF(textFont(11.5)).horizontalAdvance(text) + 12;
    const double left = x + 4 + width < scale.width ? x + 4 : x - 4 - width;
    const QRectF chip(left, RulerHeight + 3, width, 18);
    painter.fillRect(chip, theme.accent);
    drawText(painter, chip.adjusted(6, 0, -4, 0), Qt::AlignLeft, textFont(11.5), theme.panel, text);
}

/// Signs stand side by side around the playhead: those of events that have happened as they are, those of the
/// same instant that are still to come dimmed.
void TimelineView::paintMarksAt(QPainter &painter, double x, const QColor &veil)
{
    painter.save();
    painter.setClipRect(QRectF(0, RulerHeight, viewport()->width() - gutter(), viewport()->height()));
    painter.translate(0, -verticalScrollBar()->value());
    for (const PaintedMark &mark : m_paintedMarks) {
        const bool hasHappened = mark.event <= m_playback.cursor();
        if (hasHappened && mark.rect.right() > x + 8)
            drawGlyph(painter, mark.rect, mark.glyph);
        else if (!hasHappened && mark.rect.left() < x + 8)
            painter.fillRect(mark.rect.intersected({mark.rect.left(), mark.rect.top(), x + 8 - mark.rect.left(), 20}),
                             veil);
    }
    painter.restore();
}

void TimelineView::paintPlayhead(QPainter &painter, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const double x = scale.xAt(m_playback.time());
    if (x < -1 || x > scale.width + 10)
        return;
    for (const TimePoint mark : m_playback.marks()) { // where two runs part
        const double at = scale.xAt(mark);
        painter.setPen(QPen(theme.accent, 1.4, Qt::DashLine));
        painter.drawLine(QPointF(at, RulerHeight), QPointF(at, viewport()->height()));
    }
    // What lies after the playhead is dimmed.
    QColor veil = theme.panel;
    veil.setAlphaF(0.58F);
    painter.fillRect(QRectF(x + 8, RulerHeight, scale.width + 20 - x - 8, viewport()->height()), veil);
    paintMarksAt(painter, x, veil);
    painter.setPen(QPen(theme.mark, 2));
    painter.drawLine(QPointF(x, RulerHeight), QPointF(x, viewport()->height()));
    for (const TimePoint mark : m_playback.marks())
        drawGlyph(painter, {scale.xAt(mark) - 6, RulerHeight - 12, 12, 12}, Glyph::Difference);
    const QString text = timeText(m_playback.time());
    const QFont font = textFont(11.5, QFont::DemiBold);
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 14;
    const double left = std::clamp(x - width / 2, -gutter() + 2, scale.width + 8 - width);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.mark);
    painter.drawRoundedRect(QRectF(left, 3, width, RulerHeight - 6), 3, 3);
    painter.setFont(font);
    painter.setPen(theme.panel);
    painter.drawText(QRectF(left, 3, width, RulerHeight - 6), Qt::AlignCenter, text);
}

} // namespace ScopeLab
