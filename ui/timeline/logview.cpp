#include "ui/timeline/logview.h"

#include "ui/paint/theme.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace ScopeLab {

/// Says why it is empty.
class LogView::Table final : public QTableView
{
public:
    using QTableView::QTableView;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QTableView::paintEvent(event);
        if (model()->rowCount() > 0)
            return;
        const auto *filtered = qobject_cast<const QSortFilterProxyModel *>(model());
        QPainter painter(viewport());
        painter.setFont(textFont(12.5));
        painter.setPen(Theme::current().text2);
        painter.drawText(viewport()->rect(), Qt::AlignCenter,
                         filtered && filtered->sourceModel()->rowCount() > 0 ? LogView::tr("No line has that in it")
                                                                             : LogView::tr("Nothing has been logged"));
    }
};

LogView::LogView(Playback &playback, QWidget *parent)
    : QWidget(parent)
    , m_playback(playback)
    , m_filter(new QLineEdit(this))
    , m_table(new Table(this))
{
    m_filtered.setSourceModel(&m_model);
    m_filtered.setFilterKeyColumn(-1); // any
    m_filtered.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Only lines of a task, or with a word"));
    m_filter->setAccessibleName(tr("Filter of the log"));
    m_filter->setClearButtonEnabled(true);
    m_table->setModel(&m_filtered);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setEditTriggers(QTableView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Log of the run"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(24);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->resizeSection(LogModel::TimeColumn, 90);
    m_table->horizontalHeader()->resizeSection(LogModel::TaskColumn, 140);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_filter);
    layout->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered.setFilterFixedString(text);
        follow();
    });
    connect(&playback, &Playback::runChanged, &m_model, &LogModel::clear);
    connect(&playback, &Playback::grown, this, [this] { m_model.extend(m_playback.trace()); });
    connect(&playback, &Playback::moved, this, &LogView::follow);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        m_playback.seekEvent(m_model.eventAt(m_filtered.mapToSource(index).row()));
    });
    m_model.extend(playback.trace());
    follow();
}

void LogView::follow()
{
    m_model.extend(m_playback.trace());
    const int rows = m_model.rowsUntil(m_playback.cursor());
    m_model.setShownRows(rows);
    // The last line up to the playhead that passes the filter; both are in order of time.
    int first = 0;
    int past = m_filtered.rowCount();
    while (first < past) {
        const int middle = first + (past - first) / 2;
        if (m_filtered.mapToSource(m_filtered.index(middle, 0)).row() < rows)
            first = middle + 1;
        else
            past = middle;
    }
    if (first > 0)
        m_table->selectRow(first - 1);
    else
        m_table->clearSelection();
}

} // namespace ScopeLab
