// The stage zoomed into one scope, and the way back.

#include "ui/models/descriptions.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"
#include "ui/stage/stageview.h"

#include <QKeyEvent>
#include <QLabel>

namespace ScopeLab {

void StageView::zoomInto(ScopeId scope)
{
    m_folds.root = scope;
    relayout();
}

/// While it exists at the playhead; the whole stage otherwise.
ScopeId StageView::zoomedInto() const
{
    const ScopeState *scope = m_playback.state().scope(m_folds.root);
    return scope && (scope->isLiving() || m_playback.state().isOver) ? m_folds.root : ScopeId();
}

/// Its outer scopes, each of which leads there.
void StageView::showCrumbs()
{
    const ScopeId shown = zoomedInto();
    m_crumbs->setVisible(static_cast<bool>(shown));
    if (!shown)
        return;
    QString crumbs;
    for (const ScopeState *scope = m_playback.state().scope(shown); scope;
         scope = m_playback.state().scope(scope->parent)) {
        const QString name = m_playback.scopeName(scope->id).toHtmlEscaped();
        crumbs.prepend(scope->id == shown ? QStringLiteral(" › <b>%1</b>").arg(name)
                                          : QStringLiteral(" › <a href='%1'>%2</a>").arg(scope->id.number()).arg(name));
    }
    crumbs.prepend(QStringLiteral("<a href='0'>%1</a>").arg(tr("Whole stage")));
    m_crumbs->setText(crumbs);
}

/// What each task waited for when nothing could run any more; empty before.
QString StageView::stuckHtml()
{
    const Trace &trace = m_playback.trace();
    if (!m_playback.state().stuck)
        return {};
    if (!m_stuckHtml.isEmpty())
        return m_stuckHtml;
    RunState state; // they are cancelled by now
    while (!state.stuck)
        state.apply(trace);
    QStringList waits;
    for (const TaskState &task : state.tasks()) {
        if (task.phase == TaskPhase::Waiting && waits.size() < MostWaits)
            waits.append(
                QStringLiteral("<a href='%1'>%2</a> %3")
                    .arg(task.id.number())
                    .arg(m_playback.taskName(task.id).toHtmlEscaped(), waitText(m_playback, task).toHtmlEscaped()));
    }
    const int waiting = state.living().phases()[static_cast<std::size_t>(TaskPhase::Waiting)];
    if (waiting > waits.size())
        waits.append(tr("and %Ln more", nullptr, waiting - static_cast<int>(waits.size())));
    m_stuckHtml = QStringLiteral("<b>%1</b> %2").arg(tr("Nothing can run any more."), waits.join(QStringLiteral("; ")));
    return m_stuckHtml;
}

/// The way back, and why nothing goes on, above the stage.
void StageView::placeBars()
{
    const QString stuck = stuckHtml();
    m_stuck->setVisible(!stuck.isEmpty());
    if (!stuck.isEmpty()) {
        const Theme &theme = Theme::current();
        m_stuck->setText(stuck);
        const QString style = QStringLiteral("background:%1;color:%2;border-bottom:1px solid %3")
                                  .arg(theme.tintCancelled.name(), theme.text.name(), theme.cancelled.name());
        if (m_stuck->styleSheet() != style) // setting a text costs, and this runs at every step
            m_stuck->setStyleSheet(style);
    }
    const int crumbs = m_crumbs->isHidden() ? 0 : m_crumbs->sizeHint().height();
    const int bar = m_stuck->isHidden() ? 0 : m_stuck->heightForWidth(width());
    if (viewportMargins().top() != crumbs + bar)
        setViewportMargins(0, crumbs + bar, 0, 0);
    m_crumbs->setGeometry(0, 0, width(), crumbs);
    m_stuck->setGeometry(0, crumbs, width(), bar);
}

void StageView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int index = m_layout.nodeAt(toStage(event->position()));
    if (index < 0)
        zoomInto({});
    else if (const StageNode &node = m_layout.nodes[static_cast<std::size_t>(index)];
             !unfold(node) && node.kind == StageNode::Kind::Scope)
        zoomInto(node.scope() == zoomedInto() ? ScopeId() : node.scope());
}

/// Shows more of what a folded line or a row of folded tasks stands for. @returns false if it is none.
bool StageView::unfold(const StageNode &node)
{
    if (node.kind == StageNode::Kind::Line)
        m_folds.folded.erase(node.scope()); // one that was left has nothing more to show
    else if (node.kind == StageNode::Kind::Summary && node.foldedCount() == 0)
        m_folds.unfolded.erase(node.scope());
    else if (node.kind == StageNode::Kind::Summary)
        m_folds.unfolded[node.scope()] += UnfoldBy;
    else
        return false;
    relayout();
    return true;
}

/// What is around the selection stays, and what is inside it.
void StageView::foldOthers()
{
    const RunState &state = m_playback.state();
    const Selection &selection = m_playback.selection();
    const TaskState *task = state.task(selection.task());
    std::set<ScopeId> kept;
    for (const ScopeState *scope = state.scope(task ? task->scope : selection.scope()); scope;
         scope = state.scope(scope->parent))
        kept.insert(scope->id);
    m_folds.folded.clear();
    for (const ScopeState &scope : state.scopes()) { // a parent comes before its children
        const bool isInside = selection.isScope(scope.parent);
        if (isInside)
            kept.insert(scope.id);
        if (!kept.count(scope.id) && kept.count(scope.parent))
            m_folds.folded.insert(scope.id);
    }
    relayout();
}

void StageView::unfoldAll()
{
    m_folds.folded.clear();
    relayout();
}

/// Enter goes into the selected scope, Backspace one scope out. @returns whether the key was one of these.
bool StageView::zoomByKey(int key)
{
    const Selection &selection = m_playback.selection();
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && selection.kind == Selection::Kind::Scope) {
        const int line = m_layout.nodeOf(StageNode::Kind::Line, selection.id);
        if (line >= 0 && unfold(m_layout.nodes[static_cast<std::size_t>(line)]))
            return true;
        zoomInto(selection.scope());
        return true;
    }
    const ScopeState *shown = m_playback.state().scope(zoomedInto());
    if (key != Qt::Key_Backspace || !shown)
        return false;
    zoomInto(shown->parent);
    return true;
}

} // namespace ScopeLab
