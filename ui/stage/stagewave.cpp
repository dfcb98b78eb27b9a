// The wave of a cancellation on the stage: where it came from, where it goes, and what holds it back.

#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"
#include "ui/stage/stageview.h"

#include <algorithm>

namespace ScopeLab {

namespace {

/// The sign at the tail of a wave: what asked for it.
Glyph sourceGlyph(CancelSource source)
{
    switch (source) {
    case CancelSource::Deadline: return Glyph::Deadline;
    case CancelSource::Operator:
    case CancelSource::Explicit: return Glyph::Operator;
    case CancelSource::Shutdown: return Glyph::Stop;
    default: return Glyph::Failed;
    }
}

} // namespace

/// True for the task whose failure cancelled the scope.
bool StageView::isCause(const ScopeState &scope, const StageNode &child) const
{
    if (!scope.requested || scope.source != CancelSource::TaskGroup || child.kind != StageNode::Kind::Task)
        return false;
    return m_playback.trace().event(scope.request).task == child.task();
}

/// From the task that failed up to the trunk.
void StageView::paintCause(QPainter &painter, const StageNode &node, double trunk)
{
    const Theme &theme = Theme::current();
    const double x = node.rect.center().x();
    painter.setPen(QPen(theme.mark, 1.6));
    painter.drawLine(QPointF(x, node.rect.top()), QPointF(x, trunk + 4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.mark);
    painter.drawPolygon(QPolygonF(QList<QPointF>{{x - 4, trunk + 7}, {x + 4, trunk + 7}, {x, trunk + 1}}));
}

/// Below a pill: a bracket, and what its cancellation waits for.
void StageView::paintTaskNote(QPainter &painter, const StageNode &node)
{
    const Theme &theme = Theme::current();
    const TaskState &task = *m_playback.state().task(node.task());
    const double top = node.rect.bottom() + 3;
    painter.setPen(QPen(theme.cancelled, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF(QList<QPointF>{{node.rect.left() + 5, top},
                                                  {node.rect.left() + 5, top + 5},
                                                  {node.rect.right() - 5, top + 5},
                                                  {node.rect.right() - 5, top}}));
    const QRectF text(node.rect.left(), top + 8, node.rect.width(), (node.noteHeight - 11) / 2);
    drawText(painter, text, Qt::AlignHCenter, smallFont(), theme.text2, tr("requested, not delivered:"));
    drawText(painter, text.translated(0, text.height()), Qt::AlignHCenter, smallFont(), theme.text2,
             task.phase == TaskPhase::InThread ? tr("its thread cannot be asked") : tr("it has no checkpoint here"));
}

/// Below a shield: how many cancellations it keeps out.
void StageView::paintScopeNote(QPainter &painter, const StageNode &node)
{
    const Theme &theme = Theme::current();
    const int count = m_playback.state().heldOutside(*m_playback.state().scope(node.scope()));
    const QString text = tr("%n cancellation(s) held outside", nullptr, count);
    const double width = std::min(node.rect.width(), textWidth(smallFont(), text) + 32);
    const QRectF chip(node.rect.center().x() - width / 2, node.rect.bottom() + 4, width, node.noteHeight - 6);
    painter.setPen(QPen(theme.cancelled, 1));
    painter.setBrush(theme.tintCancelled);
    painter.drawRoundedRect(chip, 4, 4);
    drawGlyph(painter, {chip.left() + 6, chip.center().y() - 6, 12, 12}, Glyph::Requested);
    drawText(painter, chip.adjusted(23, 0, -4, 0), Qt::AlignLeft, smallFont(), theme.onAmber, text);
}

/// From the rail of a cancelled scope to each child: an arrow where it was delivered, a dashed one
/// where it was asked, a bar where a shield keeps it out.
void StageView::paintWave(QPainter &painter, int index)
{
    const StageNode &node = m_layout.nodes[static_cast<std::size_t>(index)];
    const ScopeState &scope = *m_playback.state().scope(node.scope());
    if (!scope.isEffective())
        return;
    painter.save();
    if (const double share = m_motion.waveOf(scope.id); share < 1) // still on its way
        painter.setClipRect(QRectF(node.rect.left(), node.rect.top(), node.rect.width() * share, node.rect.height()));
    const double y = node.rect.top() + std::max(26.0, QFontMetricsF(nameFont()).height() + 10) + 5;
    double furthest = 0;
    for (const StageNode &child : m_layout.nodes) {
        if (child.parent != index || child.rect.top() - y > 24 || child.kind == StageNode::Kind::Line)
            continue; // only the first row has room for the trunk above it
        if (paintBranch(painter, scope, child, y))
            furthest = std::max(furthest, child.rect.center().x());
    }
    if (furthest > 0)
        paintTrunk(painter, scope, QPointF(node.rect.left() + 4, y), furthest);
    painter.restore();
    if (const int reached = m_motion.reached(scope.id); reached && StageMotion::isReduced()) {
        const QRectF chip(node.rect.left() - 1, y - 8, 16, 16);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::current().cancelled);
        painter.drawEllipse(chip);
        painter.setFont(textFont(10.5, QFont::DemiBold));
        painter.setPen(Theme::current().panel);
        painter.drawText(chip, Qt::AlignCenter, QString::number(reached));
    }
}

/// From the trunk at @p y down to one child. @returns false if the wave does not go there.
bool StageView::paintBranch(QPainter &painter, const ScopeState &scope, const StageNode &child, double y)
{
    const Theme &theme = Theme::current();
    const double x = child.rect.center().x();
    const double top = child.rect.top() - 1;
    bool isBarred = false;
    bool isDelivered = true;
    if (isCause(scope, child)) { // it goes the other way
        paintCause(painter, child, y);
        return true;
    }
    if (child.kind == StageNode::Kind::Scope) {
        const ScopeState &inner = *m_playback.state().scope(child.scope());
        isBarred = inner.shielded && !inner.requested;
    } else if (child.kind == StageNode::Kind::Task) {
        const TaskState &task = *m_playback.state().task(child.task());
        if (task.isOver() && !task.stopCause)
            return false; // it had ended before
        isDelivered = task.phase == TaskPhase::Unwinding || task.isOver();
    }
    painter.setPen(QPen(theme.cancelled, 2, isDelivered ? Qt::SolidLine : Qt::DotLine, Qt::FlatCap));
    painter.drawLine(QPointF(x, y), QPointF(x, top - (isBarred ? 3 : 1)));
    if (isBarred) {
        painter.fillRect(QRectF(x - 12, top - 4, 24, 4), theme.cancelled);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.cancelled);
        painter.drawPolygon(QPolygonF(QList<QPointF>{{x - 4, top - 6}, {x + 4, top - 6}, {x, top}}));
    }
    return true;
}

/// Along the top of the scope, from @p start at its rail to @p end; with what asked for it.
void StageView::paintTrunk(QPainter &painter, const ScopeState &scope, const QPointF &start, double end)
{
    const Theme &theme = Theme::current();
    painter.setPen(QPen(theme.cancelled, 2.4));
    painter.drawLine(start, QPointF(end + 1, start.y()));
    if (const Glyph source = sourceGlyph(scope.source); scope.requested && source != Glyph::Failed) {
        const QRectF tail(start.x() + 10, start.y() - 6, 12, 12);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.panel);
        painter.drawEllipse(tail.adjusted(-2, -2, 2, 2));
        drawGlyph(painter, tail, source, theme.mark);
    }
}

} // namespace ScopeLab
