// How the stage looks; what it does is in stageview.cpp.

#include "core/text/oneline.h"
#include "ui/models/descriptions.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"
#include "ui/stage/stageview.h"

#include <QPainterPath>

#include <algorithm>

namespace ScopeLab {

void StageView::paintEmpty(QPainter &painter)
{
    QString text = tr("Choose a scenario on the left, then press Space to run it.");
    if (m_playback.hasRun())
        text = m_playback.cursor() ? tr("Every scope has been left.")
                                   : tr("Nothing has happened yet. Press Space to run, or → for one step.");
    painter.setFont(textFont(13));
    painter.setPen(Theme::current().text2);
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void StageView::paintShield(QPainter &painter, const QRectF &rect)
{
    const Theme &theme = Theme::current();
    constexpr double Rim = 7;
    QPainterPath ring;
    ring.addRect(rect);
    ring.addRect(rect.adjusted(Rim, Rim, -Rim, -Rim));
    painter.fillPath(ring, stripes(theme.shield, theme.tintShield));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.shield, 1.4));
    painter.drawRect(rect);
    painter.drawRect(rect.adjusted(Rim, Rim, -Rim, -Rim));
}

void StageView::paintScope(QPainter &painter, const StageNode &node)
{
    const Theme &theme = Theme::current();
    const ScopeState &scope = *m_playback.state().scope(node.scope());
    const QRectF rect = node.rect.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.fillRect(rect, theme.panel);
    if (scope.shielded) {
        paintShield(painter, rect);
    } else {
        painter.setPen(QPen(theme.scopeEdge, 1.3));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect);
    }
    if (!scope.shielded || !node.isRim) {
        paintRail(painter, rect, scope);
        paintTitle(painter, rect, scope);
        if (scope.isGroup())
            paintGate(painter, node, scope);
    }
    if (m_playback.selection().isScope(node.scope()))
        paintSelection(painter, rect, 0);
}

/// Double amber where the cancel was requested, single where it comes from outside.
void StageView::paintRail(QPainter &painter, const QRectF &rect, const ScopeState &scope)
{
    const Theme &theme = Theme::current();
    const QRectF rail(rect.left(), rect.top(), 4, rect.height());
    if (scope.requested) {
        painter.fillRect(rail, theme.cancelled);
        painter.fillRect(rail.translated(7, 0), theme.cancelled);
    } else if (scope.isEffective()) {
        painter.fillRect(rail, theme.cancelled);
    } else if (!scope.shielded) {
        painter.fillRect(rail, theme.scopeEdge);
    }
}

void StageView::paintTitle(QPainter &painter, const QRectF &rect, const ScopeState &scope)
{
    const Theme &theme = Theme::current();
    QRectF title(rect.left() + 14, rect.top() + (scope.shielded ? 6 : 1), rect.width() - 24, 25);
    title.setLeft(paintTitleSign(painter, rect, title, scope));
    const double right = paintTitleEnd(painter, title, scope);
    const QString name = m_playback.scopeName(scope.id);
    const double nameWidth = std::min(textWidth(nameFont(), name) + 2, right - title.left());
    const QColor nameColour = scope.requested ? theme.onAmber : theme.text;
    drawText(painter, {title.left(), title.top(), nameWidth, title.height()}, Qt::AlignLeft, nameFont(), nameColour,
             name);
    const double subtitleLeft = title.left() + nameWidth + 8;
    if (right - subtitleLeft > 30 && (!m_folds.isBrief || scope.requested))
        drawText(painter, {subtitleLeft, title.top(), right - subtitleLeft - 4, title.height()}, Qt::AlignLeft,
                 smallFont(), scope.requested ? theme.onAmber : theme.text2, scopeText(m_playback, scope));
}

/// What stands before the name, or around it. @returns where the name begins.
double StageView::paintTitleSign(QPainter &painter, const QRectF &rect, const QRectF &title, const ScopeState &scope)
{
    const Theme &theme = Theme::current();
    if (scope.requested) {
        const QRectF ground(rect.left() + 11, rect.top() + 1, rect.width() - 12, title.height());
        painter.fillRect(ground, theme.tintCancelled);
        drawGlyph(painter, {title.left() + 1, title.center().y() - 8, 16, 16}, Glyph::Cancelled);
        return title.left() + 22;
    }
    if (scope.shielded) {
        drawGlyph(painter, {title.left(), title.center().y() - 7, 14, 14}, Glyph::Shield);
        return title.left() + 20;
    }
    if (scope.isGroup()) { // the folder's tab
        painter.setPen(QPen(theme.scopeEdge, 1.3));
        const double end
            = std::min(rect.right() - 20, title.left() + textWidth(nameFont(), m_playback.scopeName(scope.id))
                                              + textWidth(smallFont(), tr("task group")) + 26);
        painter.drawPolyline(QPolygonF(
            QList<QPointF>{{rect.left(), title.bottom() + 2}, {end, title.bottom() + 2}, {end + 9, rect.top()}}));
    }
    return title.left();
}

/// When the scope was left, or how much of its time is. @returns where there is room up to.
double StageView::paintTitleEnd(QPainter &painter, const QRectF &title, const ScopeState &scope)
{
    const Theme &theme = Theme::current();
    if (!scope.isLiving()) {
        const QString text = scope.caught ? tr("absorbed, left at %1").arg(timeText(scope.exited))
                                          : tr("left at %1").arg(timeText(scope.exited));
        const double width = textWidth(smallFont(), text);
        const double right = title.right() - width - 22;
        if (scope.caught)
            drawGlyph(painter, {right + 2, title.center().y() - 7, 14, 14}, Glyph::Absorbed);
        drawText(painter, {right + 20, title.top(), width + 2, title.height()}, Qt::AlignLeft, smallFont(), theme.text2,
                 text);
        return right;
    }
    if (scope.deadline == Never)
        return title.right();
    const Duration left = scope.deadline - m_playback.time();
    const double share = milliseconds(left) / milliseconds(std::max(Duration(1), scope.deadline - scope.entered));
    const QString text = scope.isEffective()  ? tr("moot")
                         : left >= Duration() ? tr("%1 left").arg(timeText(left))
                                              : tr("passed");
    const double width = textWidth(smallFont(), text);
    const double right = title.right() - width - 24;
    drawRing(painter, {right + 4, title.center().y() - 7, 14, 14}, share, scope.isEffective(), theme.mark);
    drawText(painter, {right + 23, title.top(), width + 2, title.height()}, Qt::AlignLeft, smallFont(), theme.text,
             text);
    return right;
}

void StageView::paintGate(QPainter &painter, const StageNode &node, const ScopeState &scope)
{
    const Theme &theme = Theme::current();
    const double y = node.rect.top() + node.gateTop;
    const double left = node.rect.left() + 18;
    const double right = node.rect.right() - 14;
    QPen bar(theme.mark, node.host ? 2.4 : 1.4, node.host ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap);
    painter.setPen(bar);
    painter.drawLine(QPointF(left, y), QPointF(right, y));
    painter.fillRect(QRectF(left - 2, y - 5, 5, 10), theme.mark);
    painter.fillRect(QRectF(right - 3, y - 5, 5, 10), theme.mark);

    const Living &alive = m_playback.state().living();
    const Living::Group &group = alive.group(node.scope());
    const auto all = static_cast<int>(group.members.size);
    const auto living = static_cast<int>(group.countLiving());
    const QRectF row(left, y + 5, right - left, node.rect.bottom() - y - 8);
    double x = row.left() + 10;
    if (node.host) {
        drawGlyph(painter, {x, row.center().y() - 7, 14, 14}, Glyph::Waiting);
        const QString host = m_playback.taskName(node.host);
        drawText(painter, {x + 20, row.top(), textWidth(nameFont(), host) + 2, row.height()}, Qt::AlignLeft, nameFont(),
                 theme.text, host);
        const QString waits = tr("waits for %1 of %2").arg(living).arg(all);
        const double at = x + 26 + textWidth(nameFont(), host);
        drawText(painter, {at, row.top(), row.right() - at, row.height()}, Qt::AlignLeft, smallFont(), theme.text2,
                 waits);
        x = at + textWidth(smallFont(), waits) + 20;
    } else {
        const QString open = tr("gate open · %n task(s)", nullptr, all);
        drawText(painter, {x, row.top(), row.width() - 10, row.height()}, Qt::AlignLeft, smallFont(), theme.text3,
                 open);
        x += textWidth(smallFont(), open) + 20;
    }
    if (group.failed.size == 0 || row.right() - x < 150)
        return;
    // The group of errors as it forms, in the order in which the tasks ended.
    constexpr qsizetype MostRead = 400;
    QString errors;
    for (const TaskId id : alive.failed(group)) {
        const TaskState *task = m_playback.state().task(id);
        errors += (errors.isEmpty() ? QString() : QStringLiteral(", "))
                  + (task->error ? shownName(m_playback.trace().error(task->error).type) : tr("unknown error"));
        if (errors.size() > MostRead)
            break;
    }
    const QString text = QStringLiteral("{ %1 }").arg(errors);
    const QString toCome = living > 0 && scope.isLiving() ? tr("%n task(s) to come", nullptr, living) : QString();
    const double toComeWidth = textWidth(smallFont(), toCome) + (toCome.isEmpty() ? 0 : 8);
    const double width = std::min(row.right() - x - toComeWidth, textWidth(nameFont(), text) + 30);
    const QRectF chip(row.right() - toComeWidth - width, row.center().y() - 11, width, 22);
    painter.setPen(QPen(theme.failed, 1));
    painter.setBrush(theme.tintFailed);
    painter.drawRoundedRect(chip, 4, 4);
    drawGlyph(painter, {chip.left() + 6, chip.center().y() - 6, 12, 12}, Glyph::Failed);
    drawText(painter, chip.adjusted(22, 0, -4, 0), Qt::AlignLeft, textFont(12, QFont::Medium), theme.text, text);
    drawText(painter, {row.right() - toComeWidth + 8, row.top(), toComeWidth, row.height()}, Qt::AlignLeft, smallFont(),
             theme.text2, toCome);
}

bool StageView::isInRim(const StageNode &node) const
{
    return node.parent >= 0 && m_layout.nodes[static_cast<std::size_t>(node.parent)].isRim;
}

/// One number, or how it ended.
QString StageView::briefText(const TaskState &task) const
{
    const Duration left = task.waitUntil - m_playback.time();
    if (!task.isOver() && task.waitUntil != Never && left >= Duration())
        return tr("%1 left").arg(timeText(left));
    return task.phase == TaskPhase::Waiting ? QString() : waitText(m_playback, task);
}

/// The shield has no title then: the pill says which it is in.
QString StageView::rimText(const TaskState &task) const
{
    const QString shield = tr("in %1").arg(m_playback.scopeName(task.scope));
    const Duration left = task.waitUntil - m_playback.time();
    const bool isWaiting = task.phase == TaskPhase::Waiting && task.waitUntil != Never && left >= Duration();
    return isWaiting ? tr("%1 · %2 left").arg(shield, timeText(left)) : shield;
}

void StageView::paintTask(QPainter &painter, const StageNode &node)
{
    const Theme &theme = Theme::current();
    const TaskState &task = *m_playback.state().task(node.task());
    const QRectF rect = node.rect.adjusted(1, 1, -1, -1);
    const double radius = 11;
    QBrush ground(theme.tint(task.phase));
    if (task.phase == TaskPhase::Unwinding)
        ground = stripes(theme.cancelled, theme.tintCancelled);
    else if (task.phase == TaskPhase::InThread)
        ground = dots(theme.running, theme.tintRunning);
    painter.setPen(QPen(theme.shape(task.phase), 1.6, task.isDetached() ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, radius, radius);
    const bool isPatterned = task.phase == TaskPhase::Unwinding || task.phase == TaskPhase::InThread;
    if (isPatterned) { // text needs a calm ground
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.tint(task.phase));
        painter.drawRoundedRect(rect.adjusted(7, 5, -12, -5), 7, 7);
    }
    drawGlyph(painter, {rect.left() + 9, rect.center().y() - 9, 18, 18}, glyphOf(task.phase));
    const QRectF text = rect.adjusted(34, 4, -8, -4);
    const QRectF upper(text.left(), text.top(), text.width(), text.height() * 0.54);
    const QRectF lower(text.left(), upper.bottom(), text.width(), text.height() - upper.height());
    if (m_zoom > 0.6) {
        drawText(painter, upper, Qt::AlignLeft, nameFont(), theme.text, m_playback.taskName(task.id));
        drawText(painter, lower, Qt::AlignLeft, smallFont(), theme.text2,
                 m_folds.isBrief ? briefText(task)
                 : isInRim(node) ? rimText(task)
                                 : waitText(m_playback, task));
    } else {
        drawText(painter, text, Qt::AlignLeft, nameFont(), theme.text, m_playback.taskName(task.id));
    }
    const ScopeState *scope = m_playback.state().scope(task.scope);
    const bool isHeld = !task.isOver() && task.phase != TaskPhase::Unwinding && scope && scope->isEffective();
    if (isHeld || task.phase == TaskPhase::Unwinding) {
        const QRectF badge(rect.right() - 11, rect.top() - 5, 16, 16);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.panel);
        painter.drawEllipse(badge.adjusted(-1, -1, 1, 1));
        drawGlyph(painter, badge, isHeld ? Glyph::Requested : Glyph::Delivered);
    }
    if (m_playback.selection().isTask(task.id))
        paintSelection(painter, rect, radius);
}

/// What a scope says in one line.
QString StageView::lineText(const StageNode &node) const
{
    const ScopeState &scope = *m_playback.state().scope(node.scope());
    if (m_playback.state().isOver && !scope.isLiving())
        return tr("left at %1").arg(timeText(scope.exited));
    if (!scope.isLiving())
        return node.count > 1 ? tr("exited, %Ln time(s)", nullptr, node.count)
               : scope.caught ? tr("absorbed, exited")
                              : tr("exited");
    int tasks = 0;
    for (const TaskId id : m_playback.state().living().tasks()) {
        const ScopeState *around = m_playback.state().scope(m_playback.state().task(id)->scope);
        while (around && around->id != scope.id)
            around = m_playback.state().scope(around->parent);
        tasks += around ? 1 : 0;
    }
    return tr("folded, %Ln task(s)", nullptr, tasks);
}

void StageView::paintLine(QPainter &painter, const StageNode &node)
{
    const Theme &theme = Theme::current();
    const ScopeState &scope = *m_playback.state().scope(node.scope());
    const QRectF rect = node.rect.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.fillRect(rect, theme.dockTitle);
    painter.setPen(QPen(theme.faintLine, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), scope.shielded ? theme.shield
                                                                        : scope.isLiving() && scope.isEffective()
                                                                            ? theme.cancelled
                                                                            : theme.scopeEdge);
    const QString text = lineText(node);
    const double width = textWidth(smallFont(), text);
    drawText(painter, rect.adjusted(11, 0, -width - 18, 0), Qt::AlignLeft, smallFont(), theme.text2,
             m_playback.scopeName(node.scope()));
    drawText(painter, {rect.right() - width - 10, rect.top(), width + 4, rect.height()}, Qt::AlignLeft, smallFont(),
             theme.text3, text);
    if (m_playback.selection().isScope(node.scope()))
        paintSelection(painter, rect, 0);
}

void StageView::paintSummary(QPainter &painter, const StageNode &node)
{
    const Theme &theme = Theme::current();
    PhaseCounts counts = node.ended;
    for (const TaskId id : node.folded)
        ++counts[static_cast<std::size_t>(m_playback.state().task(id)->phase)];
    painter.setPen(QPen(theme.line, 1, Qt::DashLine));
    painter.setBrush(theme.dockTitle);
    painter.drawRoundedRect(node.rect.adjusted(1, 1, -1, -1), 11, 11);
    const QRectF text = node.rect.adjusted(14, 4, -8, -4);
    if (node.foldedCount() == 0) {
        drawText(painter, text, Qt::AlignLeft, nameFont(), theme.text2, tr("Fold again"));
        return;
    }
    if (m_folds.isBrief) {
        drawText(painter, text, Qt::AlignLeft, nameFont(), theme.text, countsText(counts));
        return;
    }
    drawText(painter, {text.left(), text.top(), text.width(), text.height() / 2}, Qt::AlignLeft, nameFont(), theme.text,
             tr("%Ln more task(s)", nullptr, node.foldedCount()));
    drawText(painter, {text.left(), text.center().y(), text.width(), text.height() / 2}, Qt::AlignLeft, smallFont(),
             theme.text2, countsText(counts));
}

void StageView::paintSelection(QPainter &painter, const QRectF &rect, double radius)
{
    painter.setPen(QPen(Theme::current().accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), radius ? radius + 3 : 0, radius ? radius + 3 : 0);
}

} // namespace ScopeLab
