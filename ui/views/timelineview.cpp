#include "ui/views/timelineview.h"

#include "ui/views/glyphs.h"
#include "ui/views/stageview.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace ScopeLab {

namespace {

constexpr double RulerHeight = 24;
constexpr double ScopeRow = 14;
constexpr double TaskBar = 13;
constexpr double LanePadding = 7;
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
    fit();
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

void TimelineView::updateScrollBar()
{
    const double height = m_tops.empty() ? 0 : m_tops.back() + 8;
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(height) - viewport()->height()));
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
    painter.save();
    painter.translate(left, 0);
    painter.setClipRect(QRectF(0, 0, viewport()->width() - left, viewport()->height()));
    const double future = scale.xAt(static_cast<double>(m_playback.recordedTime()));
    painter.fillRect(QRectF(future, RulerHeight, scale.width + 20 - future, viewport()->height()), theme.dockTitle);
    painter.setClipRect(QRectF(0, RulerHeight, viewport()->width() - left, viewport()->height()));
    const double scrolled = verticalScrollBar()->value();
    painter.translate(0, -scrolled);
    for (std::size_t i = 0; i < m_data.lanes().size(); ++i) {
        if (m_tops[i + 1] > scrolled + RulerHeight && m_tops[i] < scrolled + viewport()->height())
            paintLane(painter, i, scale);
    }
    paintCauses(painter, scale);
    painter.restore();

    painter.save();
    painter.setClipRect(QRectF(0, RulerHeight, left, viewport()->height()));
    painter.translate(0, -scrolled);
    for (std::size_t i = 0; i < m_data.lanes().size(); ++i) {
        if (m_tops[i + 1] > scrolled + RulerHeight && m_tops[i] < scrolled + viewport()->height())
            paintGutter(painter, i);
    }
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
    const QString name = QString::fromStdString(m_playback.trace().label(task ? task->labelIndex : 0).name);
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
    painter.setPen(theme.faintLine);
    painter.drawLine(QPointF(0, m_tops[index + 1] - 1.5), QPointF(scale.width + 20, m_tops[index + 1] - 1.5));
    for (const TimelineScope &scope : lane.scopes)
        paintScope(painter, scope, top + scope.row * ScopeRow, scale);
    const double barTop = top + lane.rows * ScopeRow + 1;
    for (const TimelineSpan &span : lane.spans)
        paintSpan(painter, span, barTop, scale);
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
    const std::int64_t end = scope.end < 0 ? m_playback.recordedTime() : scope.end;
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
    const QString name = m_playback.scopeName(scope.id);
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
    }
    if (scope.deadline < 0)
        return;
    const double flag = scale.xAt(static_cast<double>(scope.deadline));
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

void TimelineView::paintSpan(QPainter &painter, const TimelineSpan &span, double top, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const std::int64_t end = span.end < 0 ? m_playback.recordedTime() : span.end;
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
        text = tr("at the gate of %1").arg(m_playback.scopeName(span.gate));
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

void TimelineView::paintPlayhead(QPainter &painter, const TimelineScale &scale)
{
    const Theme &theme = Theme::current();
    const double x = scale.xAt(static_cast<double>(m_playback.time()));
    if (x < -1 || x > scale.width + 10)
        return;
    // What lies after the playhead steps back.
    QColor veil = theme.panel;
    veil.setAlphaF(0.58F);
    painter.fillRect(QRectF(x + 8, RulerHeight, scale.width + 20 - x - 8, viewport()->height()), veil);
    painter.setPen(QPen(theme.mark, 2));
    painter.drawLine(QPointF(x, RulerHeight), QPointF(x, viewport()->height()));
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
        const double end = static_cast<double>(scope.end < 0 ? m_playback.recordedTime() : scope.end);
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
