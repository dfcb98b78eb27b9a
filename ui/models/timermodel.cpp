#include "ui/models/timermodel.h"

#include "core/text/oneline.h"
#include "ui/paint/texts.h"

#include <algorithm>

namespace ScopeLab {

void TimerModel::setRows(std::vector<TimerRow> rows, TimePoint cursor)
{
    const auto sameScope = [](const TimerRow &a, const TimerRow &b) {
        return a.scope == b.scope && a.sleeper == b.sleeper && a.kind == b.kind;
    };
    m_cursor = cursor;
    if (!std::equal(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(), sameScope)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int TimerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TimerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TimerRow &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return row.name;
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole) {
        if (row.kind == TimerRow::Kind::Sleep)
            return tr("%1 sleeps for %2 more").arg(row.task, timeText(row.deadline - m_cursor));
        if (row.kind == TimerRow::Kind::Fired)
            return tr("%1 of %2: its deadline has expired").arg(row.name, row.task);
        if (row.kind == TimerRow::Kind::Without && !row.cancelled)
            return row.effective == Never ? tr("%1 of %2, no deadline").arg(row.name, row.task)
                                          : tr("%1 of %2, no deadline of its own, effective %3, set by %4")
                                                .arg(row.name, row.task, timeText(row.effective), row.owner);
        if (row.cancelled)
            return tr("%1 of %2, already cancelled").arg(row.name, row.task);
        return tr("%1 of %2, %3 left, effective deadline %4, set by %5")
            .arg(row.name, row.task, timeText(row.deadline - m_cursor), timeText(row.effective), row.owner);
    }
    return {};
}

std::vector<TimerRow> timerRows(const Trace &trace, const RunState &state, bool withSleeps)
{
    const auto nameOf = [&trace](NameId label) { return shownName(trace.label(label).name); };
    std::vector<TimerRow> rows;
    for (const RunTimer &timer : timersOf(state, withSleeps)) {
        TimerRow &row = rows.emplace_back();
        static_cast<RunTimer &>(row) = timer;
        const bool isSleep = timer.kind == RunTimer::Kind::Sleep;
        row.name = isSleep ? TimerModel::tr("sleep") : nameOf(state.scope(timer.scope)->name);
        row.task = nameOf(state.task(timer.host)->name);
        const ScopeState *setter = state.scope(timer.setter);
        row.owner = isSleep ? row.name : setter ? nameOf(setter->name) : QString();
    }
    return rows;
}

} // namespace ScopeLab
