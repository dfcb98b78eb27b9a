#pragma once

#include "ui/playback/playback.h"

#include <QAbstractTableModel>

namespace ScopeLab {

/// What became of an exception, in words.
QString fateText(const Playback &playback, const ErrorFate &fate);

/// Every exception raised up to the cursor, and what became of it; lost ones first.
class FatesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ErrorColumn, TaskColumn, RaisedColumn, FateColumn, EndedColumn, ColumnCount };

    explicit FatesModel(QObject *parent = nullptr)
        : QAbstractTableModel(parent)
    {
    }

    void show(const Playback &playback);

    const ErrorFate &fate(int row) const { return m_rows[static_cast<std::size_t>(row)].fate; }

    /// Position of a row in the playback's list of fates, from 1: the id of a selection.
    std::uint32_t idOf(int row) const { return m_rows[static_cast<std::size_t>(row)].id; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        ErrorFate fate;
        std::uint32_t id = 0;
        QString error;
        QString task;
        QString text;
    };

    std::vector<Row> m_rows;
};

} // namespace ScopeLab
