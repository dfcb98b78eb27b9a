#include "ui/views/errorsview.h"

#include "ui/views/splittreeview.h"

#include <QHeaderView>
#include <QScrollArea>
#include <QTableView>

namespace ScopeLab {

ErrorsView::ErrorsView(Playback &playback, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_playback(playback)
    , m_tree(new SplitTreeView(playback, this))
    , m_area(new QScrollArea(this))
    , m_table(new QTableView(this))
{
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setWidget(m_tree);
    m_area->setAccessibleName(tr("Split errors"));
    m_table->setModel(&m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setAccessibleName(tr("What became of each exception"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(24);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(FatesModel::FateColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(FatesModel::ErrorColumn, 130);
    m_table->horizontalHeader()->resizeSection(FatesModel::TaskColumn, 70);
    m_table->horizontalHeader()->resizeSection(FatesModel::RaisedColumn, 64);
    m_table->horizontalHeader()->resizeSection(FatesModel::EndedColumn, 64);
    addWidget(m_area);
    addWidget(m_table);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    setChildrenCollapsible(false);
    setSizes({230, 170});
    connect(&playback, &Playback::moved, this, &ErrorsView::refresh);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        m_playback.select({Selection::Kind::Error, m_model.idOf(index.row())});
    });
    refresh();
}

void ErrorsView::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    // In a narrow dock the fate matters more than its times.
    const bool isNarrow = width() < 520;
    for (const int column : {FatesModel::RaisedColumn, FatesModel::EndedColumn})
        m_table->setColumnHidden(column, isNarrow);
}

void ErrorsView::refresh()
{
    m_model.show(m_playback);
    m_tree->show(errorTree(m_playback));
}

} // namespace ScopeLab
