// The bars of the timeline: what a task did, and in which scopes.

#include "ui/views/glyphs.h"
#include "ui/views/texts.h"
#include "ui/views/timelineview.h"

#include <algorithm>

namespace ScopeLab {

namespace {

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

double nameWidthOf(const QString &name)
{
    return QFontMetricsF(barFont()).horizontalAdvance(name) + 8;
}

/// Where its bar is hatched: as long as it was shielded, whatever became of it later.
std::vector<QRectF> shieldsOf(const TimelineScope &scope, const QRectF &bar, const TimelineScale &scale)
{
    std::vector<QRectF> shields;
    for (const TimelineShield &shield : scope.shields) {
        const double from = std::max(bar.left(), scale.xAt(shield.begin));
        const double to = shield.end == Never ? bar.right() : std::min(bar.right(), scale.xAt(shield.end));
        if (to > from)
            shields.emplace_back(from, bar.top(), to - from, bar.height());
    }
    return shields;
}

/// @param nameWidth what the name at the left of the bar takes: text needs a calm ground.
void paintShieldEdges(QPainter &painter, const std::vector<QRectF> &shields, const QRectF &bar, double nameWidth)
{
    const Theme &theme = Theme::current();
    const QRectF name(bar.left() + 4, bar.top() + 1, nameWidth, bar.height() - 1);
    painter.setPen(QPen(theme.shield, 1));
    painter.setBrush(Qt::NoBrush);
    for (const QRectF &shield : shields) {
        painter.drawRect(shield);
        painter.fillRect(QRectF(shield.left(), shield.top(), 3, shield.height()), theme.shield);
        if (bar.width() > 30)
            painter.fillRect(name.intersected(shield.adjusted(4, 1, 0, 0)), theme.tintShield);
    }
}

} // namespace

void TimelineView::paintLane(QPainter &painter, const TimelineRow &row, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const TimelineLane &lane = m_data.lanes()[row.lane];
    const double top = row.top;
    if (m_playback.selection().isTask(lane.task))
        painter.fillRect(QRectF(0, top, scale.width + 20, row.height), theme.selectedRow);
    else if (m_playback.hovered().isTask(lane.task))
        painter.fillRect(QRectF(0, top, scale.width + 20, row.height), theme.dockTitle);
    const double bottom = top + row.height - 1.5;
    painter.setPen(theme.faintLine);
    painter.drawLine(QPointF(0, bottom), QPointF(scale.width + 20, bottom));
    for (const TimelineScope &scope : lane.scopes)
        paintScope(painter, scope, top + scope.row * ScopeRow, scale);
    const double barTop = row.top + row.height - TaskBar - TimelineRows::Padding + 1;
    paintSpans(painter, lane, barTop, scale);
    static constexpr Glyph glyphs[]
        = {Glyph::Done, Glyph::Cancelled, Glyph::Failed, Glyph::Requested, Glyph::Delivered, Glyph::Lost};
    double lastX = -100;
    for (const TimelineMark &mark : lane.marks) {
        double x = scale.xAt(mark.time);
        if (x < -20 || x > scale.width + 20)
            continue;
        if (x - lastX < 13) // side by side, in order, rather than one upon the other
            x = lastX + 13;
        lastX = x;
        const PaintedMark painted{mark.event, {x - 7, barTop - 1, 14, 14}, glyphs[static_cast<int>(mark.kind)]};
        drawGlyph(painter, painted.rect, painted.glyph);
        m_paintedMarks.push_back(painted);
    }
}

void TimelineView::paintScope(QPainter &painter, const TimelineScope &scope, double top, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const TimePoint end = std::min(scope.end, knownTime());
    const double x1 = std::max(-4.0, scale.xAt(scope.begin));
    const double x2 = std::min(scale.width + 20, std::max(x1 + 2, scale.xAt(end)));
    const QRectF bar(x1, top + 1, x2 - x1, 11);
    if (x2 < -4 || x1 > scale.width + 20)
        return;
    const std::vector<QRectF> shields = shieldsOf(scope, bar, scale);
    painter.fillRect(bar, theme.tintWaiting);
    for (const QRectF &shield : shields)
        painter.fillRect(shield, stripes(theme.shield, theme.tintShield));
    if (scope.requested != Never) {
        const double from = std::max(x1, scale.xAt(scope.requested));
        painter.fillRect(QRectF(from, bar.top(), std::max(0.0, x2 - from), bar.height()), theme.tintCancelled);
        painter.fillRect(QRectF(from, bar.top(), 2, bar.height()), theme.cancelled);
        painter.fillRect(QRectF(from + 3.5, bar.top(), 2, bar.height()), theme.cancelled);
    }
    painter.setPen(QPen(theme.scopeEdge, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
    painter.fillRect(QRectF(bar.left(), bar.top(), 3, bar.height()), theme.scopeEdge);
    const QString name = labelText(scope.name);
    paintShieldEdges(painter, shields, bar, std::min(bar.width() - 8, nameWidthOf(name)));
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
    if (scope.deadline == Never)
        return;
    const double flag = scale.xAt(scope.deadline);
    if (flag > scale.width + 8 && scope.withdrawn == Never && scope.requested == Never) { // out of sight
        const double edge = scale.width + 8;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.mark);
        painter.drawPolygon(QPolygonF(QList<QPointF>{{edge - 6, top + 2}, {edge, top + 6}, {edge - 6, top + 10}}));
    }
    if (flag < 0 || flag > scale.width + 8 || flag < x2 - 2)
        return;
    // A flag where it is due; hollow once it was withdrawn.
    const bool isWithdrawn = scope.withdrawn != Never || scope.requested != Never;
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
        return span.end != Never && scaled(span.end) < scale.begin;
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
    for (auto span = first; span != spans.end() && scaled(span->begin) <= scale.end; ++span) {
        const double x1 = scale.xAt(span->begin);
        const double x2 = scale.xAt(std::min(span->end, knownTime()));
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
    const TimePoint end = std::min(span.end, knownTime());
    const double x1 = scale.xAt(span.begin);
    const double x2 = scale.xAt(end);
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
        text = tr("at the gate of %1")
                   .arg(labelText(m_data.scope(span.gate) ? m_data.scope(span.gate)->name : NameId()));
    else if (span.wait == WaitKind::Sleep)
        text = span.until != Never ? tr("sleep %1").arg(timeText(span.until - span.begin)) : tr("sleep, for ever");
    else if (span.resource)
        text = m_playback.resourceName(span.resource);
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

} // namespace ScopeLab
