#include "ui/stage/outlineview.h"

#include "ui/paint/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>

namespace ScopeLab {

namespace {

constexpr int LargeFamily = 40;
constexpr int Crowd = 2 * LargeFamily; // one that has grown so large is folded again

std::pair<int, quint32> keyOf(const Selection &what)
{
    return {static_cast<int>(what.kind), what.id};
}

} // namespace

OutlineView::OutlineView(Playback &playback, QWidget *parent)
    : QTreeView(parent)
    , m_playback(playback)
{
    setModel(&m_model);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(11);
    setTextElideMode(Qt::ElideMiddle);
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAllColumnsShowFocus(true);
    setAccessibleName(tr("Outline: the tree of scopes and tasks"));
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(OutlineModel::NameColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(OutlineModel::StateColumn, QHeaderView::Interactive);
    header()->setSectionResizeMode(OutlineModel::TimeColumn, QHeaderView::Interactive);
    header()->resizeSection(OutlineModel::StateColumn, 76);
    header()->resizeSection(OutlineModel::TimeColumn, 54);
    connect(&playback, &Playback::runChanged, this, [this] {
        m_folded.clear();
        m_unfolded.clear();
        forget();
        refresh();
    });
    connect(&playback, &Playback::moved, this, &OutlineView::refresh);
    connect(&playback, &Playback::selectionChanged, this, &OutlineView::showSelection);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        if (!m_isRefreshing)
            m_folded.insert(keyOf(m_model.selectionAt(index)));
    });
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { m_folded.remove(keyOf(m_model.selectionAt(index))); });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!m_isRefreshing && index.isValid())
            m_playback.select(m_model.selectionAt(index));
    });
    connect(this, &QTreeView::customContextMenuRequested, this, [this](const QPoint &position) {
        if (indexAt(position).isValid())
            Q_EMIT contextMenuRequested(viewport()->mapToGlobal(position));
    });
    setMouseTracking(true);
    connect(this, &QTreeView::entered, this,
            [this](const QModelIndex &index) { m_playback.hover(m_model.selectionAt(index)); });
    connect(this, &QTreeView::viewportEntered, this, [this] { m_playback.hover({}); });
    refresh();
}

void OutlineView::leaveEvent(QEvent *event)
{
    QTreeView::leaveEvent(event);
    m_playback.hover({});
}

/// Without announcing that the selection is gone: it belongs to another run now.
void OutlineView::forget()
{
    const QScopedValueRollback<bool> guard(m_isRefreshing, true);
    m_model.clear();
}

void OutlineView::refresh()
{
    const QScopedValueRollback<bool> guard(m_isRefreshing, true);
    m_model.show(m_playback);
    // At the end of the run all of it is unfolded again, to be looked through.
    const bool wasOver = std::exchange(m_wasOver, m_playback.state().isOver);
    if (m_model.isReset() || wasOver != m_wasOver) {
        foldAndUnfold({});
    } else {
        for (const Selection &what : m_model.changed())
            foldOrUnfold(m_model.indexOf(what));
    }
    showSelection();
}

/// All that stands in it.
void OutlineView::foldAndUnfold(const QModelIndex &parent)
{
    for (int row = 0; row < m_model.rowCount(parent); ++row) {
        const QModelIndex index = m_model.index(row, 0, parent);
        foldOrUnfold(index);
        if (isExpanded(index))
            foldAndUnfold(index);
    }
}

void OutlineView::foldOrUnfold(const QModelIndex &index)
{
    const int children = index.isValid() ? m_model.rowCount(index) : 0;
    if (children == 0)
        return;
    const auto key = keyOf(m_model.selectionAt(index));
    const bool isInUse = m_model.isLiving(index) || m_playback.state().isOver;
    if (!isInUse || children > Crowd) {
        if (m_unfolded.remove(key))
            setExpanded(index, false);
    } else if (children <= LargeFamily && !m_folded.contains(key)) {
        m_unfolded.insert(key);
        setExpanded(index, true);
    }
}

/// Folds everything that does not lead to the selection.
void OutlineView::foldOthers()
{
    const QModelIndex selected = m_model.indexOf(m_playback.selection());
    collapseAll();
    for (QModelIndex index = selected; index.isValid(); index = index.parent())
        expand(index);
}

void OutlineView::unfoldAll()
{
    m_folded.clear();
    const QScopedValueRollback<bool> guard(m_isRefreshing, true);
    foldAndUnfold({});
}

void OutlineView::showSelection()
{
    const QScopedValueRollback<bool> guard(m_isRefreshing, true);
    const QModelIndex index = m_model.indexOf(m_playback.selection());
    if (index == currentIndex())
        return;
    setCurrentIndex(index);
    if (index.isValid())
        scrollTo(index);
    else
        clearSelection();
}

/// Passing through with the Tab key selects nothing.
void OutlineView::focusInEvent(QFocusEvent *event)
{
    const QScopedValueRollback<bool> guard(m_isRefreshing, true);
    QTreeView::focusInEvent(event);
    showSelection();
}

void OutlineView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_model.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(textFont(12.5));
    painter.setPen(Theme::current().text2);
    painter.drawText(viewport()->rect().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap,
                     m_playback.hasRun() ? tr("Nothing has begun yet. Press Space.")
                                         : tr("Open a scenario to see its scopes and tasks."));
}

} // namespace ScopeLab
