#pragma once

#include "core/trace/runstate.h"

#include <QAbstractListModel>

namespace ScopeLab {

/// A living scope or sleep, as the trace shows it at the playback cursor.
struct TimerRow
{
    enum class Kind {
        Deadline, ///< A scope that has one.
        Sleep,    ///< A task that sleeps, which is a scope with a deadline, too.
        Without,  ///< A scope that has none of its own.
        Fired     ///< A scope that was left a moment ago because its deadline had expired.
    };
    Kind kind = Kind::Deadline;
    ScopeId scope;
    TaskId sleeper; ///< Of a sleep.
    QString name;
    QString task;
    QString owner; ///< Who sets the effective deadline.
    TimePoint deadline = Never;
    TimePoint effective = Never; ///< As RunState::effectiveDeadline().
    Duration length{1};          ///< From entry to deadline; above 0.
    bool shielded = false;
    bool cancelled = false; ///< Its deadline is moot, …
    bool fired = false;     ///< … because it was that which cancelled it.
    bool isMoving = false;  ///< Somebody holds its deadline.

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

/// The rows of a run at one moment: deadlines and, if they are asked for, sleeps, soonest first; then scopes
/// without a deadline, at most MostWithout of them.
std::vector<TimerRow> timerRows(const Trace &trace, const RunState &state, bool withSleeps = false);
inline constexpr std::size_t MostWithout = 100;

} // namespace ScopeLab
