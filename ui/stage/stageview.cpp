#include "ui/stage/stageview.h"

#include "ui/models/descriptions.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>

#include <cmath>

namespace ScopeLab {

namespace {

constexpr double Margin = 8;
constexpr double Dimmed = 0.62;

} // namespace

StageView::StageView(Playback &playback, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_playback(playback)
    , m_crumbs(new QLabel(this))
    , m_stuck(new QLabel(this))
{
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight); // a picture, as the timeline below it
    setAccessibleName(tr("Stage: scopes and the tasks in them"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);
    connect(&playback, &Playback::moved, this, &StageView::followPlayhead);
    connect(&playback, &Playback::runChanged, this, [this] {
        m_shown = 0;
        m_stuckHtml.clear();
        if (m_playback.acts().empty()) // an act leaves the scopes before it as they were
            m_folds = {.isBrief = m_folds.isBrief};
    });
    m_crumbs->setTextFormat(Qt::RichText);
    m_crumbs->setMargin(5);
    m_crumbs->setIndent(8);
    m_crumbs->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_crumbs->setAccessibleName(tr("Scopes around what is shown"));
    m_crumbs->hide();
    m_stuck->setTextFormat(Qt::RichText);
    m_stuck->setMargin(8);
    m_stuck->setWordWrap(true);
    m_stuck->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_stuck->setAccessibleName(tr("Why nothing can run any more"));
    m_stuck->hide();
    connect(m_stuck, &QLabel::linkActivated, this,
            [this](const QString &task) { m_playback.select(Selection(TaskId(task.toUInt()))); });
    connect(m_crumbs, &QLabel::linkActivated, this,
            [this](const QString &scope) { zoomInto(ScopeId(scope.toUInt())); });
    connect(&playback, &Playback::hoverChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&m_motion, &QVariantAnimation::valueChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&playback, &Playback::selectionChanged, viewport(), qOverload<>(&QWidget::update));
}

void StageView::setZoom(double zoom)
{
    m_zoom = std::clamp(zoom, LeastZoom, 3.0);
    relayout();
}

void StageView::layOutFor(double width)
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
        const double state = textWidth(smallFont(), m_folds.isBrief ? briefText(task) : tr("a thread · 000 ms left"));
        return std::min(300.0, std::max(textWidth(nameFont(), playback.taskName(task.id)), state) + 50);
    };
    metrics.scopeWidth = [&](ScopeId id) {
        const ScopeState &scope = *playback.state().scope(id);
        const QString text = m_folds.isBrief ? QString() : scopeText(playback, scope);
        return textWidth(nameFont(), playback.scopeName(id)) + textWidth(smallFont(), text)
               + (scope.deadline == Never && scope.isLiving() ? 40
                  : m_folds.isBrief                           ? 110
                                                              : 160);
    };
    metrics.taskNoteHeight = m_folds.isBrief ? 0 : 2 * lineHeight + 14; // the badge says it
    metrics.scopeNoteHeight = lineHeight + 12;
    metrics.lineHeight = std::max(24.0, lineHeight + 8);
    metrics.lineWidth = [&](ScopeId id) {
        return textWidth(smallFont(), playback.scopeName(id)) + textWidth(smallFont(), tr("folded, 00 tasks")) + 56;
    };
    StageFolds folds = m_folds;
    folds.root = zoomedInto();
    m_layout = layoutStage(playback.state(), metrics, width - 2 * Margin, folds);
}

/// Within one instant, or when only the clock advances, nothing moves.
void StageView::followPlayhead()
{
    const EventId before = std::exchange(m_shown, m_playback.cursor());
    if (before == m_shown) {
        relayout();
        return;
    }
    const StageLayout layout = m_layout;
    relayout();
    m_motion.take(layout, m_playback.state(), !isVisible() || m_playback.speed() > 2);
}

void StageView::relayout()
{
    showCrumbs();
    placeBars();
    layOutFor(viewport()->width() / m_zoom);
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
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.fillRect(viewport()->rect(), Theme::current().stage);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_layout.nodes.empty()) {
        paintEmpty(painter);
        return;
    }
    painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    painter.scale(m_zoom, m_zoom);
    painter.translate(Margin, Margin);
    paintNodes(painter, {toStage({0, 0}), QSizeF(viewport()->size()) / m_zoom});
}

QSize StageView::pictureSize() const
{
    return (m_layout.size + QSizeF(2 * Margin, 2 * Margin)).toSize();
}

void StageView::paintPicture(QPainter &painter, const QColor &ground)
{
    m_motion.finish();
    painter.fillRect(QRect({}, pictureSize()), ground);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(Margin, Margin);
    paintNodes(painter, QRectF({}, m_layout.size));
}

void StageView::paintNodes(QPainter &painter, const QRectF &visible)
{
    std::vector<int> moving; // above everything that stays where it is
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        const StageNode &node = m_layout.nodes[i];
        if (node.kind == StageNode::Kind::Task && m_motion.placeOf(node.task(), node.rect) != node.rect)
            moving.push_back(static_cast<int>(i));
        else if (node.rect.intersects(visible))
            paintNode(painter, static_cast<int>(i));
    }
    for (const int index : moving)
        paintNode(painter, index);
}

void StageView::paintNode(QPainter &painter, int index)
{
    StageNode node = m_layout.nodes[static_cast<std::size_t>(index)];
    painter.setOpacity(isLit(node) ? 1 : Dimmed);
    switch (node.kind) {
    case StageNode::Kind::Scope:
        paintScope(painter, node);
        paintWave(painter, index);
        if (node.noteHeight > 0)
            paintScopeNote(painter, node);
        break;
    case StageNode::Kind::Task:
        node.rect = m_motion.placeOf(node.task(), node.rect);
        paintTask(painter, node);
        if (node.noteHeight > 0)
            paintTaskNote(painter, node);
        break;
    case StageNode::Kind::Line: paintLine(painter, node); break;
    case StageNode::Kind::Summary: paintSummary(painter, node); break;
    }
    const Selection &hovered = m_playback.hovered();
    if (hovered.kind != Selection::Kind::None && hovered == selectionOf(node)) {
        painter.setPen(QPen(Theme::current().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(node.rect.adjusted(-2, -2, 2, 2));
    }
}

void StageView::setSpotlight(std::vector<Selection> spotlight)
{
    m_spotlight = std::move(spotlight);
    viewport()->update();
}

bool StageView::isLit(const StageNode &node) const
{
    if (m_spotlight.empty())
        return true;
    return std::any_of(m_spotlight.begin(), m_spotlight.end(), [&](const Selection &lit) {
        if (node.kind == StageNode::Kind::Scope || node.kind == StageNode::Kind::Line)
            return lit.isScope(node.scope());
        // A pill is lit with the scope that it stands in.
        const TaskState *task = node.kind == StageNode::Kind::Task ? m_playback.state().task(node.task()) : nullptr;
        return task && (lit.isTask(task->id) || lit.isScope(task->scope));
    });
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
    selectNode(m_layout.nodes[static_cast<std::size_t>(index)]);
}

void StageView::selectNode(const StageNode &node)
{
    m_playback.select(selectionOf(node));
}

/// A row of folded tasks stands for their scope.
Selection StageView::selectionOf(const StageNode &node) const
{
    return node.task() ? Selection(node.task()) : Selection(node.scope());
}

AccessibleItem StageView::item(int index) const
{
    const StageNode &node = m_layout.nodes[static_cast<std::size_t>(index)];
    const QPointF scrolled(horizontalScrollBar()->value(), verticalScrollBar()->value());
    AccessibleItem item;
    item.rect = QRectF((node.rect.topLeft() + QPointF(Margin, Margin)) * m_zoom - scrolled, node.rect.size() * m_zoom)
                    .toRect();
    item.parent = node.parent;
    item.isSelected = node.kind == StageNode::Kind::Task    ? m_playback.selection().isTask(node.task())
                      : node.kind == StageNode::Kind::Scope ? m_playback.selection().isScope(node.scope())
                                                            : false;
    return item;
}

QString StageView::itemName(int index) const
{
    return describe(m_layout.nodes[static_cast<std::size_t>(index)]);
}

void StageView::chooseItem(int index)
{
    selectNode(m_layout.nodes[static_cast<std::size_t>(index)]);
}

void StageView::mousePressEvent(QMouseEvent *event)
{
    selectAt(event->position());
}

void StageView::mouseMoveEvent(QMouseEvent *event)
{
    const int index = m_layout.nodeAt(toStage(event->position()));
    m_playback.hover(index < 0 ? Selection() : selectionOf(m_layout.nodes[static_cast<std::size_t>(index)]));
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
    if (zoomByKey(event->key()))
        return;
    switch (event->key()) {
    case Qt::Key_Plus: setZoom(m_zoom * 1.1); break;
    case Qt::Key_Minus: setZoom(m_zoom / 1.1); break;
    case Qt::Key_0: setZoom(1); break;
    case Qt::Key_Escape: m_playback.select({}); break;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        // Goes through everything on the stage, in reading order.
        if (m_layout.nodes.empty())
            break;
        const Selection &now = m_playback.selection();
        const StageNode::Kind kind = now.kind == Selection::Kind::Task ? StageNode::Kind::Task : StageNode::Kind::Scope;
        int index = m_layout.nodeOf(kind, now.id);
        if (index < 0)
            index = m_layout.nodeOf(StageNode::Kind::Line, now.id);
        const int count = static_cast<int>(m_layout.nodes.size());
        index = index < 0 ? 0 : (index + (event->key() == Qt::Key_Down ? 1 : count - 1)) % count;
        selectNode(m_layout.nodes[static_cast<std::size_t>(index)]);
        break;
    }
    default: event->ignore(); // single letters and arrows belong to the window
    }
}

QString StageView::describe(const StageNode &node) const
{
    if (node.kind == StageNode::Kind::Task) {
        const TaskState &task = *m_playback.state().task(node.task());
        const QString text
            = tr("%1, task, %2, in %3")
                  .arg(m_playback.taskName(node.task()), waitText(m_playback, task), m_playback.scopeName(task.scope));
        const ScopeState *scope = m_playback.state().scope(task.scope);
        const bool isHeld
            = !task.isOver() && task.phase != TaskPhase::Unwinding && (task.held || (scope && scope->isEffective()));
        return isHeld ? tr("%1, a cancellation is waiting for it").arg(text) : text;
    }
    if (node.kind == StageNode::Kind::Line)
        return tr("%1, %2").arg(m_playback.scopeName(node.scope()), lineText(node));
    if (node.kind == StageNode::Kind::Summary && node.foldedCount() == 0)
        return tr("fold these tasks again");
    if (node.kind == StageNode::Kind::Summary)
        return tr("%Ln folded task(s)", nullptr, node.foldedCount());
    ScopeId owner;
    const TimePoint effective = m_playback.state().effectiveDeadline(node.scope(), &owner);
    QString deadline = tr("no deadline");
    if (effective == TimePoint::min())
        deadline = tr("already cancelled");
    else if (effective != Never)
        deadline = tr("effective deadline %1, set by %2").arg(timeText(effective), m_playback.scopeName(owner));
    return tr("%1, %2, %3")
        .arg(m_playback.scopeName(node.scope()), scopeText(m_playback, *m_playback.state().scope(node.scope())),
             deadline);
}

bool StageView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = m_layout.nodeAt(toStage(help->pos()));
        showTip(help->globalPos(), index < 0 ? QString() : describe(m_layout.nodes[static_cast<std::size_t>(index)]),
                viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        m_playback.hover({});
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace ScopeLab
