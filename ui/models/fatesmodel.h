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

    /// Moves to the playhead of @p playback, which must outlive this. A step costs what was raised in it.
    void show(const Playback &playback);

    /// Forgets everything, before another run is shown.
    void clear();

    const ErrorFate &fate(int row) const { return m_playback->fates()[idOf(row) - 1]; }

    /// Position of a row in the playback's list of fates, from 1: the id of a selection.
    std::uint32_t idOf(int row) const;

    /// Its row; -1 if it has none.
    int rowOf(std::uint32_t id) const;

    /// How many fates and events were looked at in all, for tests.
    std::size_t visited() const { return m_visited; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Ranks = std::array<std::vector<std::uint32_t>, 3>; // ids, the lost ones first

    bool mayChangeRanks(EventId from, EventId to);
    void addTo(Ranks &ranks, std::size_t from);
    void drop(std::size_t count);
    void append();
    QString errorName(const ErrorFate &fate) const;

    const Playback *m_playback = nullptr;
    Ranks m_ranks;
    EventId m_event = 0;
    std::size_t m_visited = 0;
};

} // namespace ScopeLab
