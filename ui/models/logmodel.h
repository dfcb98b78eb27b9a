#pragma once

#include "ui/playback/playback.h"

#include <QAbstractTableModel>
#include <QHash>

namespace ScopeLab {

/// Every line that a run logged, one row each. Grows with the trace.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, TaskColumn, TextColumn, ColumnCount };

    explicit LogModel(QObject *parent = nullptr)
        : QAbstractTableModel(parent)
    {
    }

    /// Takes over what @p trace has logged since the last call.
    void extend(const Trace &trace);
    void clear();

    EventId eventAt(int row) const { return m_rows[static_cast<std::size_t>(row)].event; }

    /// How many rows lie at or before @p event.
    int rowsUntil(EventId event) const;

    /// How many rows lie at or before the playhead; those after it are grey.
    void setShownRows(int rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    static QString textOf(const Trace &trace, const RunEvent &event);

    struct Row
    {
        EventId event;
        TimePoint time;
        QString task;
        QString text;
    };

    std::vector<Row> m_rows;
    QHash<TaskId, QString> m_taskNames;
    EventId m_seen = 0;
    int m_shownRows = 0;
};

} // namespace ScopeLab
