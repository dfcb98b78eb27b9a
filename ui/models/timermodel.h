#pragma once

#include "core/trace/timers.h"

#include <QAbstractListModel>

namespace ScopeLab {

/// A timer of the run, with the names that are shown.
struct TimerRow : RunTimer
{
    QString name;
    QString task;
    QString owner;         ///< Who sets the effective deadline.
    bool isMoving = false; ///< Somebody holds its deadline.

    bool operator==(const TimerRow &) const = default;
};

/// The deadlines in force at the playback cursor, soonest first. Holds values only.
class TimerModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Shows @p rows as of @p cursor. Keeps the selection when the scopes are unchanged.
    void setRows(std::vector<TimerRow> rows, TimePoint cursor);

    const TimerRow &row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    TimePoint cursor() const { return m_cursor; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::vector<TimerRow> m_rows;
    TimePoint m_cursor{};
};

/// See timersOf().
std::vector<TimerRow> timerRows(const Trace &trace, const RunState &state, bool withSleeps = false);

} // namespace ScopeLab
