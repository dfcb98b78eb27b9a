#include "ui/views/stageview.h"

#include "ui/views/glyphs.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace ScopeLab {

namespace {

constexpr double Margin = 8;

double textWidth(const QFont &font, const QString &text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

QFont nameFont()
{
    return textFont(13, QFont::DemiBold);
}
QFont smallFont()
{
    return textFont(11.5);
}

void drawText(QPainter &painter, const QRectF &rect, int flags, const QFont &font, const QColor &colour,
              const QString &text)
{
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(rect, flags | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, rect.width()));
}

QString scopeSubtitle(const Playback &playback, const ScopeState &scope)
{
    const Label &label = playback.trace().label(scope.labelIndex);
    if (scope.requested) {
        QString why;
        switch (scope.source) {
        case CancelSource::Deadline: why = StageView::tr("its deadline was over"); break;
        case CancelSource::TaskGroup:
        case CancelSource::Explicit:
        case CancelSource::Operator:
        case CancelSource::Shutdown:
        case CancelSource::None:
            why = QString::fromStdString(playback.trace().text(scope.reasonIndex));
            if (why.isEmpty())
                why = StageView::tr("asked for");
            break;
        }
        const std::int64_t at = playback.trace().event(scope.request).time;
        return StageView::tr("cancel requested at %1: %2").arg(timeText(at), why);
    }
    QString text = QString::fromStdString(label.kind);
    text.replace(u'_', u' ');
    if (scope.shielded && label.kind != "shield")
        text += StageView::tr(", shielded");
    return text;
}

} // namespace

QString timeText(std::int64_t nanoseconds)
{
    const double milliseconds = static_cast<double>(nanoseconds) / 1e6;
    if (milliseconds >= 10'000)
        return StageView::tr("%1 s").arg(milliseconds / 1000, 0, 'f', 2);
    const bool isWhole = std::abs(milliseconds - std::round(milliseconds)) < 0.05;
    return StageView::tr("%1 ms").arg(milliseconds, 0, 'f', isWhole ? 0 : 1);
}

QString waitText(const Playback &playback, const TaskState &task)
{
    QString what;
    switch (task.wait) {
    case WaitKind::Sleep: what = StageView::tr("sleep"); break;
    case WaitKind::Thread: what = StageView::tr("in a thread"); break;
    case WaitKind::Checkpoint: what = StageView::tr("at a checkpoint"); break;
    case WaitKind::Gate: what = StageView::tr("at the gate of %1").arg(playback.scopeName(task.gate)); break;
    case WaitKind::Event: what = StageView::tr("waits for an event"); break;
    case WaitKind::None: break;
    }
    switch (task.phase) {
    case TaskPhase::Created: return StageView::tr("created");
    case TaskPhase::Running: return StageView::tr("running");
    case TaskPhase::Completed: return StageView::tr("done at %1").arg(timeText(task.ended));
    case TaskPhase::Cancelled: return StageView::tr("cancelled at %1").arg(timeText(task.ended));
    case TaskPhase::Failed:
        return task.errorIndex ? QString::fromStdString(playback.trace().error(task.errorIndex).type)
                               : StageView::tr("failed");
    case TaskPhase::Unwinding:
        if (task.wait == WaitKind::None)
            return StageView::tr("unwinding");
        break;
    default: break;
    }
    if (task.waitUntil >= 0 && task.wait != WaitKind::Gate)
        return StageView::tr("%1 · %2 left")
            .arg(what, timeText(std::max<std::int64_t>(0, task.waitUntil - playback.time())));
    if (task.wait == WaitKind::Sleep)
        return StageView::tr("sleep, for ever");
    return what;
}

StageView::StageView(Playback &playback, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_playback(playback)
{
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Stage: scopes and the tasks in them"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);
    connect(&playback, &Playback::moved, this, &StageView::relayout);
    connect(&playback, &Playback::selectionChanged, viewport(), qOverload<>(&QWidget::update));
}

void StageView::setZoom(double zoom)
{
    m_zoom = std::clamp(zoom, 0.35, 3.0);
    relayout();
}

void StageView::relayout()
{
    const Playback &playback = m_playback;
    StageMetrics metrics;
    const double lineHeight = QFontMetricsF(smallFont()).height();
    metrics.titleHeight = std::max(26.0, QFontMetricsF(nameFont()).height() + 10);
    metrics.pillHeight = std::max(42.0, QFontMetricsF(nameFont()).height() + lineHeight + 8);
    metrics.gateHeight = std::max(34.0, lineHeight + 18);
    metrics.taskWidth = [&](TaskId id) {
        const TaskState &task = *playback.state().task(id);
        // Room for the longest text of its life, so that a pill does not change its width.
        const double state = textWidth(smallFont(), tr("a thread · 000 ms left"));
        return std::min(300.0, std::max(textWidth(nameFont(), playback.taskName(task.id)), state) + 50);
    };
    metrics.scopeWidth = [&](ScopeId id) {
        const ScopeState &scope = *playback.state().scope(id);
        return textWidth(nameFont(), playback.scopeName(id)) + textWidth(smallFont(), scopeSubtitle(playback, scope))
               + (scope.deadline >= 0 || !scope.isLiving() ? 160 : 40);
    };
    const double width = viewport()->width() / m_zoom - 2 * Margin;
    m_layout = layoutStage(playback.state(), metrics, width);
    m_hovered = -1;
    const QSizeF size = (m_layout.size + QSizeF(2 * Margin, 2 * Margin)) * m_zoom;
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(size.height()) - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(size.width()) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    viewport()->update();
}

QPointF StageView::toStage(const QPointF &point) const
{
    const QPointF scrolled = point + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
    return scrolled / m_zoom - QPointF(Margin, Margin);
}

void StageView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Theme::current().stage);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_layout.nodes.empty()) {
        paintEmpty(painter);
        return;
    }
    painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    painter.scale(m_zoom, m_zoom);
    painter.translate(Margin, Margin);
    const QRectF visible(toStage({0, 0}), QSizeF(viewport()->size()) / m_zoom);
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        const StageNode &node = m_layout.nodes[i];
        if (!node.rect.intersects(visible))
            continue;
        switch (node.kind) {
        case StageNode::Kind::Scope:
            paintScope(painter, node);
            paintWave(painter, static_cast<int>(i));
            break;
        case StageNode::Kind::Task: paintTask(painter, node); break;
        case StageNode::Kind::Summary: paintSummary(painter, node); break;
        }
        if (static_cast<int>(i) == m_hovered) {
            painter.setPen(QPen(Theme::current().accent, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(node.rect.adjusted(-2, -2, 2, 2));
        }
    }
}

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
    const ScopeState &scope = *m_playback.state().scope(node.id);
    const QRectF rect = node.rect.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.fillRect(rect, theme.panel);
    if (scope.shielded) {
        paintShield(painter, rect);
    } else {
        painter.setPen(QPen(theme.scopeEdge, 1.3));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect);
    }
    // The rail: double amber where the cancel was requested, single where it comes from outside.
    const QRectF rail(rect.left(), rect.top(), 4, rect.height());
    if (scope.requested) {
        painter.fillRect(rail, theme.cancelled);
        painter.fillRect(rail.translated(7, 0), theme.cancelled);
    } else if (scope.effective) {
        painter.fillRect(rail, theme.cancelled);
    } else if (!scope.shielded) {
        painter.fillRect(rail, theme.scopeEdge);
    }
    QRectF title(rect.left() + 14, rect.top() + (scope.shielded ? 6 : 1), rect.width() - 24, 25);
    if (scope.requested) {
        const QRectF ground(rect.left() + 11, rect.top() + 1, rect.width() - 12, title.height());
        painter.fillRect(ground, theme.tintCancelled);
        drawGlyph(painter, {title.left() + 1, title.center().y() - 8, 16, 16}, Glyph::Cancelled);
        title.setLeft(title.left() + 22);
    } else if (scope.shielded) {
        drawGlyph(painter, {title.left(), title.center().y() - 7, 14, 14}, Glyph::Shield);
        title.setLeft(title.left() + 20);
    } else if (scope.isGroup) { // the folder's tab
        painter.setPen(QPen(theme.scopeEdge, 1.3));
        const double end
            = std::min(rect.right() - 20, title.left() + textWidth(nameFont(), m_playback.scopeName(node.id))
                                              + textWidth(smallFont(), tr("task group")) + 26);
        painter.drawPolyline(QPolygonF(
            QList<QPointF>{{rect.left(), title.bottom() + 2}, {end, title.bottom() + 2}, {end + 9, rect.top()}}));
    }
    double right = title.right();
    if (!scope.isLiving()) {
        const QString text = scope.caught ? tr("absorbed, left at %1").arg(timeText(scope.exited))
                                          : tr("left at %1").arg(timeText(scope.exited));
        const double width = textWidth(smallFont(), text);
        right -= width + 22;
        if (scope.caught)
            drawGlyph(painter, {right + 2, title.center().y() - 7, 14, 14}, Glyph::Absorbed);
        drawText(painter, {right + 20, title.top(), width + 2, title.height()}, Qt::AlignLeft, smallFont(), theme.text2,
                 text);
    } else if (scope.deadline >= 0) {
        const std::int64_t left = scope.deadline - m_playback.time();
        const double share = static_cast<double>(left)
                             / static_cast<double>(std::max<std::int64_t>(1, scope.deadline - scope.entered));
        const QString text = scope.effective ? tr("moot")
                             : left >= 0     ? tr("%1 left").arg(timeText(left))
                                             : tr("passed");
        const double width = textWidth(smallFont(), text);
        right -= width + 24;
        drawRing(painter, {right + 4, title.center().y() - 7, 14, 14}, share, scope.effective, theme.mark);
        drawText(painter, {right + 23, title.top(), width + 2, title.height()}, Qt::AlignLeft, smallFont(), theme.text,
                 text);
    }
    const QString name = m_playback.scopeName(node.id);
    const double nameWidth = std::min(textWidth(nameFont(), name) + 2, right - title.left());
    const QColor nameColour = scope.requested ? theme.onAmber : theme.text;
    drawText(painter, {title.left(), title.top(), nameWidth, title.height()}, Qt::AlignLeft, nameFont(), nameColour,
             name);
    const double subtitleLeft = title.left() + nameWidth + 8;
    if (right - subtitleLeft > 30)
        drawText(painter, {subtitleLeft, title.top(), right - subtitleLeft - 4, title.height()}, Qt::AlignLeft,
                 smallFont(), scope.requested ? theme.onAmber : theme.text2, scopeSubtitle(m_playback, scope));
    if (scope.isGroup)
        paintGate(painter, node, scope);
    if (m_playback.selection().isScope(node.id))
        paintSelection(painter, rect, 0);
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

    int all = 0;
    int living = 0;
    std::vector<const TaskState *> failed;
    for (const TaskState &task : m_playback.state().tasks()) {
        if (task.group != node.id)
            continue;
        ++all;
        living += task.isOver() ? 0 : 1;
        if (task.phase == TaskPhase::Failed)
            failed.push_back(&task);
    }
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
    if (failed.empty() || row.right() - x < 150)
        return;
    // The group of errors as it forms, in the order in which the tasks ended.
    std::stable_sort(failed.begin(), failed.end(),
                     [](const TaskState *a, const TaskState *b) { return a->ended < b->ended; });
    QString errors;
    for (const TaskState *task : failed)
        errors += (errors.isEmpty() ? QString() : QStringLiteral(", "))
                  + QString::fromStdString(m_playback.trace().error(task->errorIndex).type);
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

void StageView::paintTask(QPainter &painter, const StageNode &node)
{
    const Theme &theme = Theme::current();
    const TaskState &task = *m_playback.state().task(node.id);
    const QRectF rect = node.rect.adjusted(1, 1, -1, -1);
    const double radius = 11;
    QBrush ground(theme.tint(task.phase));
    if (task.phase == TaskPhase::Unwinding)
        ground = stripes(theme.cancelled, theme.tintCancelled);
    else if (task.phase == TaskPhase::InThread)
        ground = dots(theme.running, theme.tintRunning);
    painter.setPen(QPen(theme.shape(task.phase), 1.6));
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
        drawText(painter, lower, Qt::AlignLeft, smallFont(), theme.text2, waitText(m_playback, task));
    } else {
        drawText(painter, text, Qt::AlignLeft, nameFont(), theme.text, m_playback.taskName(task.id));
    }
    const ScopeState *scope = m_playback.state().scope(task.scope);
    const bool isHeld = !task.isOver() && task.phase != TaskPhase::Unwinding && scope && scope->effective;
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

void StageView::paintSummary(QPainter &painter, const StageNode &node)
{
    const Theme &theme = Theme::current();
    std::array<int, TaskPhaseCount> counts{};
    for (const TaskId id : node.folded)
        ++counts[static_cast<std::size_t>(m_playback.state().task(id)->phase)];
    static const char *words[]
        = {QT_TR_NOOP("created"),   QT_TR_NOOP("running"), QT_TR_NOOP("waiting"),   QT_TR_NOOP("in a thread"),
           QT_TR_NOOP("unwinding"), QT_TR_NOOP("done"),    QT_TR_NOOP("cancelled"), QT_TR_NOOP("failed")};
    QStringList parts;
    for (std::size_t i = 0; i < TaskPhaseCount; ++i) {
        if (counts[i])
            parts.append(QStringLiteral("%L1 %2").arg(counts[i]).arg(tr(words[i])));
    }
    painter.setPen(QPen(theme.line, 1, Qt::DashLine));
    painter.setBrush(theme.dockTitle);
    painter.drawRoundedRect(node.rect.adjusted(1, 1, -1, -1), 11, 11);
    const QRectF text = node.rect.adjusted(14, 4, -8, -4);
    drawText(painter, {text.left(), text.top(), text.width(), text.height() / 2}, Qt::AlignLeft, nameFont(), theme.text,
             tr("%Ln more task(s)", nullptr, static_cast<int>(node.folded.size())));
    drawText(painter, {text.left(), text.center().y(), text.width(), text.height() / 2}, Qt::AlignLeft, smallFont(),
             theme.text2, parts.join(QStringLiteral(" · ")));
}

/// From the rail of a cancelled scope to each child: an arrow where it was delivered, a dashed one
/// where it was asked, a bar where a shield keeps it out.
void StageView::paintWave(QPainter &painter, int index)
{
    const Theme &theme = Theme::current();
    const StageNode &node = m_layout.nodes[static_cast<std::size_t>(index)];
    const ScopeState &scope = *m_playback.state().scope(node.id);
    if (!scope.effective)
        return;
    const double y = node.rect.top() + std::max(26.0, QFontMetricsF(nameFont()).height() + 10) + 5;
    double furthest = 0;
    for (const StageNode &child : m_layout.nodes) {
        if (child.parent != index || child.rect.top() - y > 24)
            continue; // only the first row has room for the trunk above it
        const double x = child.rect.center().x();
        const double top = child.rect.top() - 1;
        bool isBarred = false;
        bool isDelivered = true;
        if (child.kind == StageNode::Kind::Scope) {
            const ScopeState &inner = *m_playback.state().scope(child.id);
            isBarred = inner.shielded && !inner.requested;
        } else if (child.kind == StageNode::Kind::Task) {
            const TaskState &task = *m_playback.state().task(child.id);
            if (task.isOver() && !task.stopCause)
                continue; // it had ended before
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
        furthest = std::max(furthest, x);
    }
    if (furthest > 0) {
        painter.setPen(QPen(theme.cancelled, 2.4));
        painter.drawLine(QPointF(node.rect.left() + 4, y), QPointF(furthest + 1, y));
    }
}

void StageView::paintSelection(QPainter &painter, const QRectF &rect, double radius)
{
    painter.setPen(QPen(Theme::current().accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), radius ? radius + 3 : 0, radius ? radius + 3 : 0);
}

void StageView::resizeEvent(QResizeEvent *)
{
    relayout();
}

void StageView::selectAt(const QPointF &point)
{
    const int index = m_layout.nodeAt(toStage(point));
    if (index < 0) {
        m_playback.select({});
        return;
    }
    const StageNode &node = m_layout.nodes[static_cast<std::size_t>(index)];
    if (node.kind == StageNode::Kind::Task)
        m_playback.select({Selection::Kind::Task, node.id});
    else
        m_playback.select({Selection::Kind::Scope, node.id});
}

void StageView::mousePressEvent(QMouseEvent *event)
{
    selectAt(event->position());
}

void StageView::mouseMoveEvent(QMouseEvent *event)
{
    const int index = m_layout.nodeAt(toStage(event->position()));
    if (index == m_hovered)
        return;
    m_hovered = index;
    viewport()->update();
}

void StageView::contextMenuEvent(QContextMenuEvent *event)
{
    selectAt(event->pos());
    Q_EMIT contextMenuRequested(event->globalPos());
}

void StageView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier)
        setZoom(m_zoom * std::pow(1.1, event->angleDelta().y() / 120.0));
    else
        QAbstractScrollArea::wheelEvent(event);
}

void StageView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus: setZoom(m_zoom * 1.1); break;
    case Qt::Key_Minus: setZoom(m_zoom / 1.1); break;
    case Qt::Key_0: setZoom(1); break;
    case Qt::Key_Escape: m_playback.select({}); break;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        // Through everything on the stage, in reading order.
        if (m_layout.nodes.empty())
            break;
        const Selection &now = m_playback.selection();
        const StageNode::Kind kind = now.kind == Selection::Kind::Task ? StageNode::Kind::Task : StageNode::Kind::Scope;
        int index = m_layout.nodeOf(kind, now.id);
        const int count = static_cast<int>(m_layout.nodes.size());
        index = index < 0 ? 0 : (index + (event->key() == Qt::Key_Down ? 1 : count - 1)) % count;
        const StageNode &node = m_layout.nodes[static_cast<std::size_t>(index)];
        m_playback.select(
            {node.kind == StageNode::Kind::Task ? Selection::Kind::Task : Selection::Kind::Scope, node.id});
        break;
    }
    default: event->ignore(); // single letters and arrows belong to the window
    }
}

QString StageView::describe(const StageNode &node) const
{
    if (node.kind == StageNode::Kind::Task) {
        const TaskState &task = *m_playback.state().task(node.id);
        return tr("%1, task, %2, in %3")
            .arg(m_playback.taskName(node.id), waitText(m_playback, task), m_playback.scopeName(task.scope));
    }
    if (node.kind == StageNode::Kind::Summary)
        return tr("%Ln folded task(s)", nullptr, static_cast<int>(node.folded.size()));
    ScopeId owner = 0;
    const std::int64_t effective = m_playback.state().effectiveDeadline(node.id, &owner);
    QString deadline = tr("no deadline");
    if (effective == -2)
        deadline = tr("already cancelled");
    else if (effective >= 0)
        deadline = tr("effective deadline %1, set by %2").arg(timeText(effective), m_playback.scopeName(owner));
    return tr("%1, %2, %3")
        .arg(m_playback.scopeName(node.id), scopeSubtitle(m_playback, *m_playback.state().scope(node.id)), deadline);
}

bool StageView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = m_layout.nodeAt(toStage(help->pos()));
        if (index >= 0)
            QToolTip::showText(help->globalPos(), describe(m_layout.nodes[static_cast<std::size_t>(index)]),
                               viewport());
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace ScopeLab
