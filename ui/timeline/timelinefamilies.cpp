// Families on the timeline: many tasks in one lane, as the share of states at each pixel.

#include "core/text/oneline.h"
#include "ui/models/descriptions.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"
#include "ui/timeline/timelineview.h"

namespace ScopeLab {

namespace {

/// Filled like the bars of a single task.
QBrush brushOf(TaskPhase phase)
{
    const Theme &theme = Theme::current();
    switch (phase) {
    case TaskPhase::Created: return theme.panel;
    case TaskPhase::Waiting: return theme.tintWaiting;
    case TaskPhase::Running: return theme.running;
    case TaskPhase::InThread: return dots(theme.running, theme.tintRunning);
    case TaskPhase::Unwinding: return stripes(theme.cancelled, theme.tintCancelled);
    case TaskPhase::Completed: return theme.done;
    case TaskPhase::Cancelled: return theme.cancelled;
    case TaskPhase::Failed: break;
    }
    return theme.failed;
}

} // namespace

QString TimelineView::familyName(const TimelineFamily &family) const
{
    return QStringLiteral("%1 ×%2").arg(shownName(family.stem()), QLocale().toString(family.size()));
}

QString TimelineView::familyText(const TimelineFamily &family) const
{
    return tr("%1: %2").arg(familyName(family), countsText(family.at(m_playback.time())));
}

void TimelineView::paintFamily(QPainter &painter, const TimelineRow &row, const TimelineScale &scale)
{
    constexpr double Column = 2;
    const Theme &theme = Theme::current();
    const TimelineFamily &family = m_data.families()[row.family];
    const QRectF bar(0, row.top + 4, scale.width + 10, row.height - 10);
    if (m_playback.selection() == selectionOf(row))
        painter.fillRect(QRectF(0, row.top, scale.width + 20, row.height), theme.selectedRow);
    std::array<QBrush, TaskPhaseCount> brushes;
    for (std::size_t phase = 0; phase < TaskPhaseCount; ++phase)
        brushes[phase] = brushOf(static_cast<TaskPhase>(phase));
    const double end = std::min(bar.right(), scale.xAt(knownTime()));
    for (double x = std::max(0.0, scale.xAt(TimePoint())); x < end; x += Column) {
        const PhaseCounts counts = family.at(scale.momentAt(x + Column / 2));
        // From below: what has ended, then what is ending, then what goes on.
        double y = bar.bottom();
        for (std::size_t phase = TaskPhaseCount; phase-- > 0;) {
            const double height = bar.height() * counts[phase] / family.size();
            if (height <= 0)
                continue;
            painter.fillRect(QRectF(x, y - height, std::min(Column, end - x), height), brushes[phase]);
            y -= height;
        }
    }
    if (end > std::max(0.0, scale.xAt(TimePoint()))) { // what waits is pale: here it begins and ends
        const double begin = std::max(0.0, scale.xAt(TimePoint()));
        painter.setPen(QPen(theme.waiting, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(begin, bar.top(), end - begin, bar.height()));
    }
    painter.setPen(theme.faintLine);
    painter.drawLine(QPointF(0, row.top + row.height - 1.5), QPointF(scale.width + 20, row.top + row.height - 1.5));
}

/// Its name, and below it how many do what now: as shapes, so that nothing depends on colour.
void TimelineView::paintFamilyGutter(QPainter &painter, const TimelineRow &row)
{
    const Theme &theme = Theme::current();
    const TimelineFamily &family = m_data.families()[row.family];
    const double x = 10 + std::min(row.depth * Indent, gutter() / 3);
    const bool isOpen = m_folds.unfolded.count(row.family) > 0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text2);
    const QPointF tip(x + 5, row.top + 13);
    painter.drawPolygon(isOpen ? QPolygonF({tip + QPointF(-4, -2), tip + QPointF(4, -2), tip + QPointF(0, 3)})
                               : QPolygonF({tip + QPointF(-2, -4), tip + QPointF(-2, 4), tip + QPointF(3, 0)}));
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF name(x + 14, row.top + 4, gutter() - x - 23, 17);
    painter.setFont(textFont(12));
    painter.setPen(theme.text);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(familyName(family), Qt::ElideMiddle, name.width()));
    const PhaseCounts counts = family.at(m_playback.time());
    double at = x + 14;
    painter.setFont(textFont(10.5));
    painter.setPen(theme.text2);
    for (std::size_t phase = 0; phase < TaskPhaseCount; ++phase) {
        if (!counts[phase])
            continue;
        const QString count = QStringLiteral("%L1").arg(counts[phase]);
        const double width = textWidth(painter.font(), count);
        if (at + 14 + width > gutter() - 9)
            break; // the tooltip has them all
        drawGlyph(painter, {at, row.top + 22, 11, 11}, glyphOf(static_cast<TaskPhase>(phase)));
        painter.setPen(theme.text2);
        painter.drawText(QRectF(at + 14, row.top + 20, width + 2, 15), Qt::AlignLeft | Qt::AlignVCenter, count);
        at += 14 + width + 8;
    }
}

} // namespace ScopeLab
