#include "ui/library/runthumbnail.h"

#include "core/session/runner.h"
#include "ui/paint/glyphs.h"

#include <QPainter>

#include <algorithm>

namespace ScopeLab {

namespace {
constexpr int MaxLanes = 4;
constexpr double LaneHeight = 23;
} // namespace

RunThumbnail::RunThumbnail(const Scenario &scenario, QWidget *parent)
    : QWidget(parent)
{
    const Trace trace = runToEnd(scenario, {});
    for (EventId event = 1; event <= trace.size(); ++event) {
        m_state.apply(trace);
        if (m_cancelled == Never && trace.event(event).is<CancelRequested>())
            m_cancelled = trace.event(event).time;
    }
    m_end = std::max(TimePoint(Duration(1)), m_state.time);
    setMinimumHeight(static_cast<int>(MaxLanes * LaneHeight) + 6);
    setLayoutDirection(Qt::LeftToRight); // time runs to the right in every language
    setAccessibleName(tr("The run in a few strokes: %1").arg(facts()));
}

QString RunThumbnail::facts() const
{
    return tr("%1 s, %n event(s)", nullptr, static_cast<int>(m_state.event)).arg(milliseconds(m_end) / 1000, 0, 'f', 1);
}

double RunThumbnail::xOf(TimePoint time) const
{
    const double margin = width() * 0.16;
    return margin + (width() - 2 * margin) * milliseconds(time) / milliseconds(m_end);
}

void RunThumbnail::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.fillRect(rect(), theme.stage);
    std::vector<const TaskState *> lanes;
    for (const TaskState &task : m_state.tasks()) {
        if ((!task.isMain() || m_state.tasks().size() == 1) && lanes.size() < MaxLanes)
            lanes.push_back(&task);
    }
    const double top = (height() - static_cast<double>(lanes.size()) * LaneHeight) / 2;
    if (m_cancelled != Never) {
        painter.setPen(QPen(theme.cancelled, 1.5, Qt::DashLine));
        const double x = xOf(m_cancelled);
        painter.drawLine(QPointF(x, top - 2), QPointF(x, height() - top + 2));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const TaskState &task = *lanes[i];
        const double y = top + static_cast<double>(i) * LaneHeight + LaneHeight / 2;
        const double end = xOf(std::min(task.ended, m_end));
        const QRectF bar(QPointF(xOf(std::min(task.started, m_end)), y - 5), QPointF(end, y + 5));
        painter.setPen(QPen(theme.waiting, 1.2));
        painter.setBrush(theme.tintWaiting);
        painter.drawRect(bar);
        if (m_cancelled != Never && task.ended > m_cancelled && task.phase == TaskPhase::Cancelled) {
            painter.setPen(QPen(theme.cancelled, 1.2));
            painter.setBrush(stripes(theme.cancelled, theme.tintCancelled));
            painter.drawRect(QRectF(QPointF(xOf(m_cancelled), bar.top()), bar.bottomRight()));
        }
        for (const ScopeState &scope : m_state.scopes()) {
            if (scope.task != task.id || !scope.shielded)
                continue;
            painter.setPen(QPen(theme.shield, 1.4));
            painter.setBrush(stripes(theme.shield, theme.tintShield));
            painter.drawRect(
                QRectF(QPointF(xOf(scope.entered), y - 6.5), QPointF(xOf(std::min(scope.exited, m_end)), y + 6.5)));
        }
        drawGlyph(painter, {end - 8, y - 8, 16, 16}, glyphOf(task.phase));
    }
}

} // namespace ScopeLab
