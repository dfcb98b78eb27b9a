#include "ui/errors/errorsview.h"

#include "ui/errors/errordetails.h"
#include "ui/errors/splittreeview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QTableView>

namespace ScopeLab {

namespace {
constexpr int LeastPartHeight = 36; // of each part: in the smallest window all panels have to fit
}

ErrorsView::ErrorsView(Playback &playback, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_playback(playback)
    , m_asking(new QWidget(this))
    , m_exceptStar(new QLineEdit(m_asking))
    , m_taken(new QLabel(m_asking))
    , m_tree(new SplitTreeView(playback, this))
    , m_table(createTable())
    , m_details(new ErrorDetails(playback, this))
{
    auto *below = new QSplitter(Qt::Horizontal, this);
    below->addWidget(m_table);
    below->addWidget(m_details);
    below->setStretchFactor(0, 3);
    below->setStretchFactor(1, 2);
    below->setChildrenCollapsible(false);
    below->setMinimumHeight(LeastPartHeight);
    addWidget(createTree());
    addWidget(below);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    setChildrenCollapsible(false);
    setSizes({230, 170});
    connect(&playback, &Playback::runChanged, &m_model, &FatesModel::clear);
    connect(&playback, &Playback::moved, this, &ErrorsView::refresh);
    connect(&playback, &Playback::selectionChanged, this, &ErrorsView::showSelection);
    connect(m_exceptStar, &QLineEdit::textChanged, this, &ErrorsView::refresh);
    connect(m_details, &ErrorDetails::placeRequested, this, &ErrorsView::placeRequested);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (index.isValid() && m_table->hasFocus()) // somebody went there
            m_playback.select({Selection::Kind::Error, m_model.idOf(index.row())});
    });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint &position) {
        const QModelIndex index = m_table->indexAt(position);
        if (!index.isValid())
            return;
        m_playback.select({Selection::Kind::Error, m_model.idOf(index.row())});
        Q_EMIT contextMenuRequested(m_table->viewport()->mapToGlobal(position));
    });
    connect(m_table, &QTableView::doubleClicked, this, &ErrorsView::enlargeRequested);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        m_playback.select({Selection::Kind::Error, m_model.idOf(index.row())});
    });
    refresh();
}

QWidget *ErrorsView::createTree()
{
    m_exceptStar->setPlaceholderText(tr("except* would take…"));
    m_exceptStar->setToolTip(tr("Types, separated by commas: ValueError, OSError"));
    m_exceptStar->setAccessibleName(tr("Types that an except* would take"));
    m_exceptStar->setClearButtonEnabled(true);
    m_exceptStar->setMaximumWidth(320);
    m_taken->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(m_asking);
    row->setContentsMargins(12, 6, 12, 0);
    row->addWidget(m_exceptStar, 1);
    row->addWidget(m_taken, 1);
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setMinimumHeight(LeastPartHeight);
    area->setWidget(m_tree);
    area->setAccessibleName(tr("Split errors"));
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_asking);
    column->addWidget(area, 1);
    return page;
}

QTableView *ErrorsView::createTable()
{
    auto *table = new QTableView(this);
    table->setModel(&m_model);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setSelectionBehavior(QTableView::SelectRows);
    table->setSelectionMode(QTableView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setAccessibleName(tr("What became of each exception"));
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(24);
    QHeaderView *header = table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(FatesModel::FateColumn, QHeaderView::Stretch);
    header->resizeSection(FatesModel::ErrorColumn, 130);
    header->resizeSection(FatesModel::TaskColumn, 70);
    header->resizeSection(FatesModel::RaisedColumn, 64);
    header->resizeSection(FatesModel::EndedColumn, 64);
    return table;
}

void ErrorsView::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    // In a narrow dock the fate matters more than its times.
    const bool isNarrow = width() < 520;
    for (const int column : {FatesModel::RaisedColumn, FatesModel::EndedColumn})
        m_table->setColumnHidden(column, isNarrow);
    m_details->setVisible(!isNarrow);
    m_asking->setVisible(!isNarrow);
}

void ErrorsView::refresh()
{
    m_model.show(m_playback);
    ErrorTree tree = errorTree(m_playback);
    QString answer;
    if (!m_exceptStar->text().trimmed().isEmpty()) {
        const QString unknown = askExceptStar(tree, m_exceptStar->text(), m_playback.scenario().get());
        const auto taken = std::count_if(tree.rows.begin(), tree.rows.end(),
                                         [](const ErrorRow &row) { return row.taken.value_or(false); });
        answer = unknown.isEmpty()
                     ? tr("takes %L1 of %L2, the rest goes on").arg(taken).arg(tree.errors + tree.cancellations)
                     : tr("%1 is no exception type").arg(unknown);
    }
    m_taken->setText(answer);
    m_tree->show(std::move(tree));
    showSelection();
}

void ErrorsView::showSelection()
{
    const bool isError = m_playback.selection().kind == Selection::Kind::Error;
    const int row = isError ? m_model.rowOf(m_playback.selection().id) : -1;
    if (row >= 0 && m_table->currentIndex().row() != row)
        m_table->selectRow(row);
    if (!isError)
        m_table->clearSelection();
}

} // namespace ScopeLab
