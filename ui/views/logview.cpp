#include "ui/views/logview.h"

#include "ui/views/theme.h"

#include <QHeaderView>
#include <QPainter>

namespace ScopeLab {

LogView::LogView(Playback &playback, QWidget *parent)
    : QTableView(parent)
    , m_playback(playback)
{
    setModel(&m_model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Log of the run"));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(24);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->resizeSection(LogModel::TimeColumn, 90);
    horizontalHeader()->resizeSection(LogModel::TaskColumn, 140);
    connect(&playback, &Playback::runChanged, &m_model, &LogModel::clear);
    connect(&playback, &Playback::grown, this, [this] { m_model.extend(m_playback.trace()); });
    connect(&playback, &Playback::moved, this, &LogView::follow);
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { m_playback.seekEvent(m_model.eventAt(index.row())); });
    m_model.extend(playback.trace());
}

void LogView::follow()
{
    m_model.extend(m_playback.trace());
    const int rows = m_model.rowsUntil(m_playback.cursor());
    if (rows == 0) {
        clearSelection();
        return;
    }
    selectRow(rows - 1);
}

void LogView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_model.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(textFont(12.5));
    painter.setPen(Theme::current().text2);
    painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("Nothing has been logged"));
}

} // namespace ScopeLab
