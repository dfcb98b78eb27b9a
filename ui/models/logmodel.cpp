#include "ui/models/logmodel.h"

#include "core/engine/overloaded.h"
#include "core/sentences/eventsentences.h"
#include "core/text/oneline.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"

#include <algorithm>

namespace ScopeLab {

void LogModel::extend(const Trace &trace)
{
    std::vector<Row> added;
    while (m_seen < trace.size()) {
        const RunEvent &event = trace.event(++m_seen);
        if (const auto *spawned = event.as<TaskSpawned>())
            m_taskNames[event.task] = shownName(trace.label(spawned->name).name);
        else if (const QString text = textOf(trace, event); !text.isNull())
            added.push_back({m_seen, event.time, m_taskNames.value(event.task), text});
    }
    if (added.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
    std::move(added.begin(), added.end(), std::back_inserter(m_rows));
    endInsertRows();
}

/// Null if it is not a line of the log.
QString LogModel::textOf(const Trace &trace, const RunEvent &event)
{
    const RunState none; // these sentences need no names
    return std::visit(
        Overloaded{[&](const Logged &logged) { return oneLine(trace.text(logged.text)); },
                   [&](const OperatorActed &act) {
                       return tr("operator: %1").arg(operatorSentence(trace, none, act.action, act.target));
                   },
                   [&](const OperatorMissed &missed) {
                       return tr("operator: %1, but no such scope is alive")
                           .arg(operatorSentence(trace, none, missed.action, missed.target));
                   },
                   [](const RunStuck &) { return tr("nothing can run any more"); },
                   [&](const LimitHit &hit) { return tr("limit: %1").arg(limitSentence(trace, none, hit)); },
                   [](const auto &) { return QString(); }},
        event.data);
}

void LogModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_taskNames.clear();
    m_seen = 0;
    m_shownRows = 0;
    endResetModel();
}

int LogModel::rowsUntil(EventId event) const
{
    const auto later = std::upper_bound(m_rows.begin(), m_rows.end(), event,
                                        [](EventId id, const Row &row) { return id < row.event; });
    return static_cast<int>(later - m_rows.begin());
}

void LogModel::setShownRows(int rows)
{
    const int before = std::exchange(m_shownRows, rows);
    const int first = std::min(before, rows);
    const int last = std::min(std::max(before, rows), rowCount()) - 1;
    if (first <= last)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1), {Qt::ForegroundRole});
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::ForegroundRole && index.row() >= m_shownRows)
        return Theme::current().text3;
    if (role != Qt::DisplayRole)
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (static_cast<Column>(index.column())) {
    case TimeColumn: return timeText(row.time);
    case TaskColumn: return row.task;
    case TextColumn: return row.text;
    case ColumnCount: break;
    }
    return {};
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case TimeColumn: return tr("Time");
    case TaskColumn: return tr("Task");
    case TextColumn: return tr("Text");
    case ColumnCount: break;
    }
    return {};
}

} // namespace ScopeLab
