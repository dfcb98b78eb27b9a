// How the timeline looks; what it does is in timelineview.cpp.

#include "ui/views/glyphs.h"
#include "ui/views/texts.h"
#include "ui/views/timelineview.h"

#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace ScopeLab {

namespace {

constexpr double Indent = 14;

QFont barFont()
{
    return textFont(10.5);
}

void barText(QPainter &painter, const QRectF &rect, const QString &text, const QColor &colour)
{
    if (rect.width() < 24)
        return;
    painter.setFont(barFont());
    painter.setPen(colour);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(barFont()).elidedText(text, Qt::ElideRight, rect.width()));
}

} // namespace

void TimelineView::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme.panel);
    const TimelineScale scale = this->scale();
    if (!m_playback.hasRun()) {
        painter.setFont(textFont(13));
        painter.setPen(theme.text2);
        painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("Run a scenario to see its tasks over time."));
        return;
    }
    const double left = gutter();
    // Scrubbing repaints the playhead alone.
    const Selection &selection = m_playback.selection();
    const Selection &hovered = m_playback.hovered();
    const QVariantList picture{viewport()->size(),
                               devicePixelRatioF(),
                               scale.begin,
                               scale.end,
                               verticalScrollBar()->value(),
                               static_cast<qlonglong>(m_playback.trace().size()),
                               static_cast<qlonglong>(knownTime()),
                               static_cast<int>(selection.kind),
                               selection.id,
                               static_cast<int>(hovered.kind),
                               hovered.id,
                               theme.panel};
    if (picture != std::exchange(m_pictureOf, picture)) {
        m_picture = QPixmap(viewport()->size() * devicePixelRatioF());
        m_picture.setDevicePixelRatio(devicePixelRatioF());
        m_picture.fill(theme.panel);
        QPainter inner(&m_picture);
        inner.translate(left, 0);
        paintLanes(inner, scale);
    }
    painter.drawPixmap(0, 0, m_picture);
    const double future = scale.xAt(static_cast<double>(knownTime()));
    const double scrolled = verticalScrollBar()->value();
    painter.save();
    painter.setClipRect(QRectF(0, RulerHeight, left, viewport()->height()));
    painter.translate(0, -scrolled);
    const auto [first, last] = visibleLanes();
    for (std::size_t i = first; i < last; ++i)
        paintGutter(painter, i);
    painter.restore();
    painter.setPen(theme.line);
    painter.drawLine(QPointF(left - 6.5, RulerHeight), QPointF(left - 6.5, viewport()->height()));
    painter.translate(left, 0);
    paintRuler(painter, scale);
    if (m_playback.isLive() && future < scale.width - 60) {
        painter.setFont(barFont());
        painter.setPen(theme.text3);
        painter.drawText(QRectF(0, viewport()->height() - 20, scale.width, 16), Qt::AlignRight, tr("not run yet"));
    }
    paintPlayhead(painter, scale);
    paintDraggedFlag(painter, scale);
}

void TimelineView::paintLanes(QPainter &painter, const TimelineScale &scale)
{
    const double future = scale.xAt(static_cast<double>(knownTime()));
    painter.setClipRect(QRectF(0, RulerHeight, viewport()->width() - gutter(), viewport()->height()));
    painter.fillRect(QRectF(future, RulerHeight, scale.width + 20 - future, viewport()->height()),
                     Theme::current().dockTitle);
    painter.translate(0, -verticalScrollBar()->value());
    const auto [first, last] = visibleLanes();
    for (std::size_t i = first; i < last; ++i)
        paintLane(painter, i, scale);
    paintCauses(painter, scale);
}

/// Names come from the recording, not from the moment: bars after the playhead have theirs, too.
QString TimelineView::labelText(std::uint32_t labelIndex) const
{
    return QString::fromStdString(m_playback.trace().label(labelIndex).name);
}

void TimelineView::paintRuler(QPainter &painter, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
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
                         timeText(static_cast<std::int64_t>(at)));
    }
}

void TimelineView::paintGutter(QPainter &painter, std::size_t index)
{
    const Theme &theme = Theme::current();
    const TimelineLane &lane = m_data.lanes()[index];
    const TaskState *task = m_playback.state().task(lane.task);
    const bool isSelected = m_playback.selection().isTask(lane.task);
    if (isSelected) {
        painter.fillRect(QRectF(0, m_tops[index], gutter() - 7, m_tops[index + 1] - m_tops[index]), theme.selectedRow);
        painter.fillRect(QRectF(0, m_tops[index], 3, m_tops[index + 1] - m_tops[index]), theme.accent);
    }
    const double x = 10 + std::min(lane.depth * Indent, gutter() / 3);
    const double y = m_tops[index] + lane.rows * ScopeRow + 2;
    const Glyph glyph = task ? glyphOf(task->phase) : Glyph::Created;
    drawGlyph(painter, {x, y - 1, 14, 14}, glyph);
    const QString name = labelText(lane.labelIndex);
    const QFont font = textFont(12);
    painter.setFont(font);
    painter.setPen(task ? theme.text : theme.text3);
    const QRectF text(x + 19, y - 3, gutter() - x - 28, 18);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(name, Qt::ElideMiddle, text.width()));
}

void TimelineView::paintLane(QPainter &painter, std::size_t index, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const TimelineLane &lane = m_data.lanes()[index];
    const double top = m_tops[index];
    if (m_playback.selection().isTask(lane.task))
        painter.fillRect(QRectF(0, top, scale.width + 20, m_tops[index + 1] - top), theme.selectedRow);
    else if (m_playback.hovered().isTask(lane.task))
        painter.fillRect(QRectF(0, top, scale.width + 20, m_tops[index + 1] - top), theme.dockTitle);
    painter.setPen(theme.faintLine);
    painter.drawLine(QPointF(0, m_tops[index + 1] - 1.5), QPointF(scale.width + 20, m_tops[index + 1] - 1.5));
    for (const TimelineScope &scope : lane.scopes)
        paintScope(painter, scope, top + scope.row * ScopeRow, scale);
    const double barTop = top + lane.rows * ScopeRow + 1;
    paintSpans(painter, lane, barTop, scale);
    static constexpr Glyph glyphs[]
        = {Glyph::Done, Glyph::Cancelled, Glyph::Failed, Glyph::Requested, Glyph::Delivered, Glyph::Lost};
    double lastX = -100;
    for (const TimelineMark &mark : lane.marks) {
        double x = scale.xAt(static_cast<double>(mark.time));
        if (x < -20 || x > scale.width + 20)
            continue;
        if (x - lastX < 13) // side by side, in order, rather than one upon the other
            x = lastX + 13;
        lastX = x;
        drawGlyph(painter, {x - 7, barTop - 1, 14, 14}, glyphs[static_cast<int>(mark.kind)]);
    }
}

void TimelineView::paintScope(QPainter &painter, const TimelineScope &scope, double top, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const std::int64_t end = scope.end < 0 ? knownTime() : scope.end;
    const double x1 = std::max(-4.0, scale.xAt(static_cast<double>(scope.begin)));
    const double x2 = std::min(scale.width + 20, std::max(x1 + 2, scale.xAt(static_cast<double>(end))));
    const QRectF bar(x1, top + 1, x2 - x1, 11);
    if (x2 < -4 || x1 > scale.width + 20)
        return;
    painter.fillRect(bar, scope.shielded ? stripes(theme.shield, theme.tintShield) : QBrush(theme.tintWaiting));
    if (scope.requested >= 0) {
        const double from = std::max(x1, scale.xAt(static_cast<double>(scope.requested)));
        painter.fillRect(QRectF(from, bar.top(), std::max(0.0, x2 - from), bar.height()), theme.tintCancelled);
        painter.fillRect(QRectF(from, bar.top(), 2, bar.height()), theme.cancelled);
        painter.fillRect(QRectF(from + 3.5, bar.top(), 2, bar.height()), theme.cancelled);
    }
    painter.setPen(QPen(scope.shielded ? theme.shield : theme.scopeEdge, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
    painter.fillRect(QRectF(bar.left(), bar.top(), 3, bar.height()), scope.shielded ? theme.shield : theme.scopeEdge);
    const QString name = labelText(scope.labelIndex);
    if (scope.shielded && bar.width() > 30) { // text needs a calm ground
        const double width = std::min(bar.width() - 8, QFontMetricsF(barFont()).horizontalAdvance(name) + 8);
        painter.fillRect(QRectF(bar.left() + 4, bar.top() + 1, width, bar.height() - 1), theme.tintShield);
    }
    barText(painter, bar.adjusted(6, -1, -4, 1), name, theme.text);
    if (scope.absorbed)
        drawGlyph(painter, {x2 - 12, top + 1, 11, 11}, Glyph::Absorbed);
    if (m_playback.selection().isScope(scope.id)) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(bar.adjusted(-1, -1, 1, 1));
    } else if (m_playback.hovered().isScope(scope.id)) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRect(bar.adjusted(-2, -2, 2, 2));
    }
    if (scope.deadline < 0)
        return;
    const double flag = scale.xAt(static_cast<double>(scope.deadline));
    if (flag > scale.width + 8 && scope.withdrawn < 0 && scope.requested < 0) { // out of sight
        const double edge = scale.width + 8;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.mark);
        painter.drawPolygon(QPolygonF(QList<QPointF>{{edge - 6, top + 2}, {edge, top + 6}, {edge - 6, top + 10}}));
    }
    if (flag < 0 || flag > scale.width + 8 || flag < x2 - 2)
        return;
    // A flag where it is due; hollow once it was withdrawn.
    const bool isWithdrawn = scope.withdrawn >= 0 || scope.requested >= 0;
    painter.setPen(QPen(isWithdrawn ? theme.text3 : theme.mark, 1, Qt::DotLine));
    painter.drawLine(QPointF(flag, top), QPointF(flag, top + 26));
    const QPolygonF cloth(
        QList<QPointF>{{flag, top}, {flag + 8, top + 1}, {flag + 6, top + 4}, {flag + 8, top + 7}, {flag, top + 7}});
    painter.setPen(QPen(isWithdrawn ? theme.text3 : theme.mark, 1));
    painter.setBrush(isWithdrawn ? Qt::NoBrush : QBrush(theme.mark));
    painter.drawPolygon(cloth);
    QFont font = barFont();
    font.setStrikeOut(isWithdrawn);
    painter.setFont(font);
    painter.setPen(isWithdrawn ? theme.text3 : theme.text);
    const QString text = QStringLiteral("%1 %2").arg(name, timeText(scope.deadline));
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 4;
    const bool fitsRight = flag + 12 + width < scale.width + 10;
    painter.drawText(QRectF(fitsRight ? flag + 12 : flag - width - 2, top - 3, width, 14),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
}

/// Where spans are narrower than three pixels one bar stands for them, with their number.
void TimelineView::paintSpans(QPainter &painter, const TimelineLane &lane, double top, const TimelineScale &scale)
{
    constexpr double Narrow = 3;
    const Theme &theme = Theme::current();
    const std::vector<TimelineSpan> &spans = lane.spans;
    const auto first = std::partition_point(spans.begin(), spans.end(), [&](const TimelineSpan &span) {
        return span.end >= 0 && static_cast<double>(span.end) < scale.begin;
    });
    double from = 0;
    double to = 0;
    std::vector<const TimelineSpan *> few; // of the bar that is being gathered
    int count = 0;
    const auto flush = [&] {
        if (count > 2 && to - from >= Narrow) {
            const QRectF bar(from, top, to - from, TaskBar - 2);
            painter.fillRect(bar, theme.tintRunning);
            painter.setPen(QPen(theme.running, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(bar);
            barText(painter, bar.adjusted(6, -1, -3, 1), QStringLiteral("×%L1").arg(count), theme.text2);
        } else {
            for (const TimelineSpan *span : few)
                paintSpan(painter, *span, top, scale);
        }
        few.clear();
        count = 0;
    };
    for (auto span = first; span != spans.end() && static_cast<double>(span->begin) <= scale.end; ++span) {
        const double x1 = scale.xAt(static_cast<double>(span->begin));
        const double x2 = scale.xAt(static_cast<double>(span->end < 0 ? knownTime() : span->end));
        if (x2 - x1 >= Narrow) {
            flush();
            paintSpan(painter, *span, top, scale);
            continue;
        }
        if (count && x1 - to > 1)
            flush();
        if (!count)
            from = x1;
        to = std::max(x2, x1);
        ++count;
        if (few.size() < 3)
            few.push_back(&*span);
    }
    flush();
}

void TimelineView::paintSpan(QPainter &painter, const TimelineSpan &span, double top, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const std::int64_t end = span.end < 0 ? knownTime() : span.end;
    const double x1 = scale.xAt(static_cast<double>(span.begin));
    const double x2 = scale.xAt(static_cast<double>(end));
    if (x2 < -4 || x1 > scale.width + 20)
        return;
    if (span.kind == TimelineSpan::Kind::Running) { // in no time at all under the virtual clock
        painter.fillRect(QRectF(x1, top - 1, std::max(2.0, x2 - x1), TaskBar), theme.running);
        return;
    }
    if (x2 - x1 < 1)
        return;
    const QRectF bar(x1 + 1, top + 1, x2 - x1 - 1, TaskBar - 3);
    switch (span.kind) {
    case TimelineSpan::Kind::Thread:
        painter.fillRect(bar, dots(theme.running, theme.tintRunning));
        painter.setPen(QPen(theme.running, 1));
        break;
    case TimelineSpan::Kind::Unwinding:
        painter.fillRect(bar, stripes(theme.cancelled, theme.tintCancelled));
        painter.setPen(QPen(theme.cancelled, 1));
        break;
    default: painter.fillRect(bar, theme.tintWaiting); painter.setPen(QPen(theme.waiting, 1));
    }
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
    QString text;
    if (span.wait == WaitKind::Gate)
        text
            = tr("at the gate of %1").arg(labelText(m_data.scope(span.gate) ? m_data.scope(span.gate)->labelIndex : 0));
    else if (span.wait == WaitKind::Sleep)
        text = span.until >= 0 ? tr("sleep %1").arg(timeText(span.until - span.begin)) : tr("sleep, for ever");
    else if (span.wait == WaitKind::Thread)
        text = tr("run_blocking");
    const bool isPatterned = span.kind != TimelineSpan::Kind::Waiting;
    if (isPatterned && !text.isEmpty() && bar.width() > 40) {
        const double width = std::min(bar.width() - 6, QFontMetricsF(barFont()).horizontalAdvance(text) + 8);
        painter.fillRect(QRectF(bar.left() + 3, bar.top() + 1, width, bar.height() - 1),
                         span.kind == TimelineSpan::Kind::Thread ? theme.tintRunning : theme.tintCancelled);
    }
    barText(painter, bar.adjusted(6, -2, -3, 2), text, theme.text2);
}

void TimelineView::paintCauses(QPainter &painter, const TimelineScale &scale)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const TimelineCause &cause : m_data.causes()) {
        const TimelineScope *scope = m_data.scope(cause.to);
        const TaskId owner = m_data.ownerOf(cause.to);
        if (!scope || !cause.from || cause.from > m_data.lanes().size() || !owner || cause.from == owner)
            continue;
        const TimelineLane &from = m_data.lanes()[cause.from - 1];
        const double x = scale.xAt(static_cast<double>(cause.time));
        const double y1 = m_tops[cause.from - 1] + from.rows * ScopeRow - 1;
        const double y2 = m_tops[owner - 1] + scope->row * ScopeRow + 7;
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

/// Where the deadline would be.
void TimelineView::paintDraggedFlag(QPainter &painter, const TimelineScale &scale)
{
    if (m_drag != Drag::Deadline)
        return;
    const Theme &theme = Theme::current();
    const double x = scale.xAt(static_cast<double>(m_draggedTo));
    painter.setPen(QPen(theme.accent, 1.6));
    painter.drawLine(QPointF(x, RulerHeight), QPointF(x, viewport()->height()));
    const QString text = QStringLiteral("%1 %2").arg(m_playback.scopeName(m_draggedScope), timeText(m_draggedTo));
    const double width = QFontMetricsF(textFont(11.5)).horizontalAdvance(text) + 12;
    const double left = x + 4 + width < scale.width ? x + 4 : x - 4 - width;
    const QRectF chip(left, RulerHeight + 3, width, 18);
    painter.fillRect(chip, theme.accent);
    drawText(painter, chip.adjusted(6, 0, -4, 0), Qt::AlignLeft, textFont(11.5), theme.panel, text);
}

void TimelineView::paintPlayhead(QPainter &painter, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const double x = scale.xAt(static_cast<double>(m_playback.time()));
    if (x < -1 || x > scale.width + 10)
        return;
    for (const std::int64_t mark : m_playback.marks()) { // where two runs part
        const double at = scale.xAt(static_cast<double>(mark));
        painter.setPen(QPen(theme.accent, 1.4, Qt::DashLine));
        painter.drawLine(QPointF(at, RulerHeight), QPointF(at, viewport()->height()));
    }
    // What lies after the playhead steps back.
    QColor veil = theme.panel;
    veil.setAlphaF(0.58F);
    painter.fillRect(QRectF(x + 8, RulerHeight, scale.width + 20 - x - 8, viewport()->height()), veil);
    painter.setPen(QPen(theme.mark, 2));
    painter.drawLine(QPointF(x, RulerHeight), QPointF(x, viewport()->height()));
    for (const std::int64_t mark : m_playback.marks())
        drawGlyph(painter, {scale.xAt(static_cast<double>(mark)) - 6, RulerHeight - 12, 12, 12}, Glyph::Difference);
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
