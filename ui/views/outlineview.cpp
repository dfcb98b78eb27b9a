#include "ui/views/outlineview.h"

#include "ui/views/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>

namespace ScopeLab {

namespace {

constexpr int LargeFamily = 40;

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

/// Without telling anybody that what was selected is not there any more: it is selected in another run.
void OutlineView::forget()
{
    const QScopedValueRollback<bool> guard(m_isRefreshing, true);
    m_model.clear();
}

void OutlineView::refresh()
{
    const QScopedValueRollback<bool> guard(m_isRefreshing, true);
    m_model.show(m_playback);
    foldAndUnfold({});
    showSelection();
}

void OutlineView::foldAndUnfold(const QModelIndex &parent)
{
    for (int row = 0; row < m_model.rowCount(parent); ++row) {
        const QModelIndex index = m_model.index(row, 0, parent);
        const int children = m_model.rowCount(index);
        if (children == 0)
            continue;
        const auto key = keyOf(m_model.selectionAt(index));
        // At the end of the run all of it is unfolded again, to be looked through.
        if (!m_model.isLiving(index) && !m_playback.state().isOver) {
            if (m_unfolded.remove(key))
                setExpanded(index, false);
        } else if (children <= LargeFamily && !m_folded.contains(key)) {
            m_unfolded.insert(key);
            setExpanded(index, true);
        }
        if (isExpanded(index))
            foldAndUnfold(index);
    }
}

/// All that does not lead to what is selected.
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
    refresh();
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

/// Coming by with the Tab key selects nothing.
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
