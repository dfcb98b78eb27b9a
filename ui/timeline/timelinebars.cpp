// The bars of the timeline: what a task did, and in which scopes.

#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"
#include "ui/timeline/timelineview.h"

#include <algorithm>
#include <limits>

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

constexpr double Narrow = 3;

template <typename Item>
bool isNarrow(const Item &item, const TimelineScale &scale, TimePoint known)
{
    const double length = scaled(std::min(item.end, known)) - scaled(item.begin);
    return length * scale.width < Narrow * (scale.end - scale.begin);
}

/// Items next to each other in a row that are too narrow for bars of their own.
template <typename Item>
struct NarrowBars
{
    double from = 0;
    double to = 0;
    int count = 0;
    std::vector<const Item *> first; // three of them

    bool isOneBar() const { return count > 2 && to - from >= Narrow; }
};

/// Goes through a row of items, one after the other in time, between two moments: @p paint gets each that
/// is wide, or for which isAlone() holds, @p paintNarrow those that are narrow, together. The time it takes grows
/// with pixels, not items. @returns how many it looked at.
template <typename Item, typename Paint, typename PaintNarrow, typename IsAlone>
std::size_t forEachBar(const std::vector<Item> &items, const TimelineScale &scale, double begin, double end,
                       TimePoint known, Paint paint, PaintNarrow paintNarrow, IsAlone isAlone)
{
    std::size_t count = 0;
    NarrowBars<Item> narrow;
    const auto flush = [&] {
        if (narrow.count)
            paintNarrow(narrow);
        narrow = {};
    };
    const auto endOf = [&](const Item &item) { return scale.xAt(std::min(item.end, known)); };
    auto at = std::partition_point(items.begin(), items.end(),
                                   [&](const Item &item) { return item.end != Never && scaled(item.end) < begin; });
    while (at != items.end() && scaled(at->begin) <= end) {
        ++count;
        const double x1 = scale.xAt(at->begin);
        const double x2 = std::max(x1, endOf(*at));
        if (!isNarrow(*at, scale, known) || isAlone(*at)) {
            flush();
            paint(*at++);
            continue;
        }
        if (narrow.count && x1 - narrow.to > 1)
            flush();
        if (!narrow.count)
            narrow.from = x1;
        // With all that end less than a pixel later; they are narrow, too.
        const auto next = std::partition_point(std::next(at), items.end(), [&](const Item &item) {
            return item.end != Never && endOf(item) <= x2 + 1 && scaled(item.begin) <= end;
        });
        for (auto item = at; item != next && narrow.first.size() < 3; ++item)
            narrow.first.push_back(&*item);
        narrow.count += static_cast<int>(next - at);
        narrow.to = std::max(x2, endOf(*std::prev(next)));
        at = next;
    }
    flush();
    return count;
}

/// How far a row is free behind one of its scopes (pixels).
double freeBehind(const std::vector<TimelineScope> &row, const TimelineScope &scope, const TimelineScale &scale)
{
    const TimelineScope *next = &scope + 1;
    return next < row.data() + row.size() ? scale.xAt(next->begin) : std::numeric_limits<double>::max();
}

void paintCount(QPainter &painter, const QRectF &bar, const QColor &ground, const QColor &edge, int count)
{
    painter.fillRect(bar, ground);
    painter.setPen(QPen(edge, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
    barText(painter, bar.adjusted(6, -1, -3, 1), QStringLiteral("×%L1").arg(count), Theme::current().text2);
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
    for (std::size_t level = 0; level < lane.scopes.size(); ++level)
        paintScopes(painter, lane.scopes[level], top + static_cast<double>(level) * ScopeRow, scale);
    for (const Selection &selection : {m_playback.hovered(), m_playback.selection()}) {
        const TimelineScope *scope = m_data.scope(selection.scope());
        const bool isHere = scope && m_data.ownerOf(scope->id) == lane.task;
        if (!isHere || !isNarrow(*scope, scale, knownTime()))
            continue;
        const std::size_t level = m_data.rowOf(scope->id); // it may be one of many
        paintScope(painter, *scope, top + static_cast<double>(level) * ScopeRow, scale,
                   freeBehind(lane.scopes[level], *scope, scale));
    }
    const double barTop = row.top + row.height - TaskBar - TimelineRows::Padding + 1;
    paintSpans(painter, lane, barTop, scale);
    paintMarks(painter, lane, barTop, scale);
}

/// Side by side, in order, rather than on top of each other; of a crowd, those that fit near their times.
void TimelineView::paintMarks(QPainter &painter, const TimelineLane &lane, double top, const TimelineScale &scale)
{
    constexpr double Apart = 13;
    constexpr double Furthest = 6 * Apart; // from its time
    static constexpr Glyph glyphs[]
        = {Glyph::Done, Glyph::Cancelled, Glyph::Failed, Glyph::Requested, Glyph::Delivered, Glyph::Lost};
    const auto from = [&](double x) {
        return std::partition_point(lane.marks.begin(), lane.marks.end(),
                                    [&](const TimelineMark &mark) { return scale.xAt(mark.time) < x; });
    };
    double lastX = -100;
    for (auto mark = from(-20); mark != lane.marks.end();) {
        double x = scale.xAt(mark->time);
        if (x > scale.width + 20)
            break;
        if (lastX + Apart - x > Furthest) {
            mark = from(lastX + Apart - Furthest);
            continue;
        }
        x = std::max(x, lastX + Apart);
        lastX = x;
        const PaintedMark painted{mark->event, {x - 7, top - 1, 14, 14}, glyphs[static_cast<int>(mark->kind)]};
        drawGlyph(painter, painted.rect, painted.glyph);
        m_paintedMarks.push_back(painted);
        ++mark;
    }
}

/// As with spans, one bar stands for many.
void TimelineView::paintScopes(QPainter &painter, const std::vector<TimelineScope> &scopes, double top,
                               const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const auto paint
        = [&](const TimelineScope &scope) { paintScope(painter, scope, top, scale, freeBehind(scopes, scope, scale)); };
    const auto paintNarrow = [&](const NarrowBars<TimelineScope> &narrow) {
        if (narrow.isOneBar())
            paintCount(painter, QRectF(narrow.from, top + 1, narrow.to - narrow.from, 11), theme.tintWaiting,
                       theme.scopeEdge, narrow.count);
        else
            std::for_each(narrow.first.begin(), narrow.first.end(), [&](const TimelineScope *scope) { paint(*scope); });
    };
    const auto isAlone = [](const TimelineScope &scope) { return scope.end == Never; }; // its flag says so
    m_visitedBars += forEachBar(scopes, scale, scale.timeAt(-4), scale.timeAt(scale.width + 20), knownTime(), paint,
                                paintNarrow, isAlone);
}

void TimelineView::paintScope(QPainter &painter, const TimelineScope &scope, double top, const TimelineScale &scale,
                              double free)
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
    constexpr double SignRoom = 12;
    if (scope.absorbed && (x2 - x1 > SignRoom || free - x2 > SignRoom)) // many at once say nothing
        drawGlyph(painter, {x2 - 12, top + 1, 11, 11}, Glyph::Absorbed);
    if (m_playback.selection().isScope(scope.id)) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(bar.adjusted(-1, -1, 1, 1));
    } else if (m_playback.hovered().isScope(scope.id)) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRect(bar.adjusted(-2, -2, 2, 2));
    }
    if (scope.deadline != Never)
        paintFlag(painter, scope, top, scale, x2, free);
}

/// A flag where it is due; hollow once withdrawn. There is none where the next scope of the row already begins.
void TimelineView::paintFlag(QPainter &painter, const TimelineScope &scope, double top, const TimelineScale &scale,
                             double barEnd, double free)
{
    const Theme &theme = Theme::current();
    const double flag = scale.xAt(scope.deadline);
    if (flag > scale.width + 8 && !scope.isWithdrawn() && scope.requested == Never) { // out of sight
        const double edge = scale.width + 8;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.mark);
        painter.drawPolygon(QPolygonF(QList<QPointF>{{edge - 6, top + 2}, {edge, top + 6}, {edge - 6, top + 10}}));
    }
    if (flag < 0 || flag > scale.width + 8 || flag < barEnd - 2 || flag > free)
        return;
    const bool isWithdrawn = scope.isWithdrawn() || scope.requested != Never;
    painter.setPen(QPen(isWithdrawn ? theme.text3 : theme.mark, 1, Qt::DotLine));
    painter.drawLine(QPointF(flag, top), QPointF(flag, top + 26));
    const QPolygonF cloth(
        QList<QPointF>{{flag, top}, {flag + 8, top + 1}, {flag + 6, top + 4}, {flag + 8, top + 7}, {flag, top + 7}});
    painter.setPen(QPen(isWithdrawn ? theme.text3 : theme.mark, 1));
    painter.setBrush(isWithdrawn ? Qt::NoBrush : QBrush(theme.mark));
    painter.drawPolygon(cloth);
    constexpr double LeastRoom = 30;
    if (free - flag < LeastRoom)
        return;
    QFont font = barFont();
    font.setStrikeOut(isWithdrawn);
    painter.setFont(font);
    painter.setPen(isWithdrawn ? theme.text3 : theme.text);
    const QString text = QStringLiteral("%1 %2").arg(labelText(scope.name), timeText(scope.deadline));
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 4;
    const bool fitsRight = flag + 12 + width < scale.width + 10;
    if (fitsRight && flag + 12 + width > free)
        return; // half a name says nothing
    painter.drawText(QRectF(fitsRight ? flag + 12 : flag - width - 2, top - 3, width, 14),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
}

/// Where spans are narrower than three pixels one bar stands for them, with their number.
void TimelineView::paintSpans(QPainter &painter, const TimelineLane &lane, double top, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const auto paint = [&](const TimelineSpan &span) { paintSpan(painter, span, top, scale); };
    const auto paintNarrow = [&](const NarrowBars<TimelineSpan> &narrow) {
        if (narrow.isOneBar())
            paintCount(painter, QRectF(narrow.from, top, narrow.to - narrow.from, TaskBar - 2), theme.tintRunning,
                       theme.running, narrow.count);
        else
            std::for_each(narrow.first.begin(), narrow.first.end(), [&](const TimelineSpan *span) { paint(*span); });
    };
    m_visitedBars += forEachBar(lane.spans, scale, scale.begin, scale.end, knownTime(), paint, paintNarrow,
                                [](const TimelineSpan &) { return false; });
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
