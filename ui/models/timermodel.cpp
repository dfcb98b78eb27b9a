#include "ui/models/timermodel.h"

#include "ui/views/texts.h"

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

namespace {

QString nameOf(const Trace &trace, NameId label)
{
    return QString::fromStdString(trace.label(label).name);
}

TimerRow rowOf(const Trace &trace, const RunState &state, const ScopeState &scope)
{
    TimerRow row;
    row.kind = scope.deadline == Never ? TimerRow::Kind::Without : TimerRow::Kind::Deadline;
    row.scope = scope.id;
    row.name = nameOf(trace, scope.name);
    row.task = nameOf(trace, state.task(scope.task)->name);
    row.deadline = scope.deadline;
    row.length = std::max(Duration(1), scope.deadline - scope.entered);
    row.shielded = scope.shielded;
    row.cancelled = scope.isEffective();
    row.fired = scope.requested && scope.source == CancelSource::Deadline;
    ScopeId owner;
    row.effective = state.effectiveDeadline(scope.id, &owner);
    if (const ScopeState *setter = state.scope(owner))
        row.owner = nameOf(trace, setter->name);
    return row;
}

TimerRow rowOf(const Trace &trace, const TaskState &sleeper)
{
    TimerRow row;
    row.kind = TimerRow::Kind::Sleep;
    row.scope = sleeper.scope;
    row.sleeper = sleeper.id;
    row.name = TimerModel::tr("sleep");
    row.task = nameOf(trace, sleeper.name);
    row.owner = row.name;
    row.deadline = row.effective = sleeper.waitUntil;
    row.length = std::max(Duration(1), sleeper.waitUntil - sleeper.since);
    return row;
}

} // namespace

std::vector<TimerRow> timerRows(const Trace &trace, const RunState &state, bool withSleeps)
{
    std::vector<TimerRow> rows;
    std::vector<TimerRow> without;
    for (const ScopeState &scope : state.scopes()) {
        if (scope.isLiving() && scope.deadline != Never)
            rows.push_back(rowOf(trace, state, scope));
        else if (scope.isLiving() && without.size() < MostWithout)
            without.push_back(rowOf(trace, state, scope));
    }
    if (withSleeps) {
        for (const TaskState &task : state.tasks()) {
            if (!task.isOver() && task.wait == WaitKind::Sleep && task.waitUntil != Never)
                rows.push_back(rowOf(trace, task));
        }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const TimerRow &a, const TimerRow &b) { return a.deadline < b.deadline; });
    rows.insert(rows.end(), std::make_move_iterator(without.begin()), std::make_move_iterator(without.end()));
    return rows;
}

} // namespace ScopeLab
