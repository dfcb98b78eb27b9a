#include "ui/models/fatesmodel.h"

#include "ui/views/glyphs.h"
#include "ui/views/texts.h"

#include <algorithm>

namespace ScopeLab {

namespace {

int rank(const ErrorFate &fate)
{
    if (fate.fate == Fate::Lost)
        return 0;
    return fate.isCancellation ? 2 : 1;
}

} // namespace

QString fateText(const Playback &playback, const ErrorFate &fate)
{
    const QString by = fate.byError ? QString::fromStdString(playback.trace().error(fate.byError).type)
                                    : FatesModel::tr("a later one");
    switch (fate.fate) {
    case Fate::InFlight: return FatesModel::tr("on its way");
    case Fate::LeftRun: return FatesModel::tr("left the run");
    case Fate::Unheard: return FatesModel::tr("left a detached task, nobody heard of it");
    case Fate::Absorbed: return FatesModel::tr("absorbed by %1").arg(playback.scopeName(fate.scope));
    case Fate::Replaced: return FatesModel::tr("replaced by %1").arg(by);
    case Fate::Lost: return FatesModel::tr("lost to a cancellation in cleanup");
    case Fate::Handled:
        return fate.isCancellation ? FatesModel::tr("swallowed")
                                   : FatesModel::tr("handled, line %1")
                                         .arg(playback.trace().line(playback.trace().event(fate.endedEvent).place));
    }
    return {};
}

void FatesModel::show(const Playback &playback)
{
    std::vector<Row> rows;
    std::uint32_t id = 0;
    for (const ErrorFate &fate : playback.fates()) {
        Row row;
        row.fate = fate;
        row.id = ++id;
        row.error = fate.error ? QString::fromStdString(playback.trace().error(fate.error).type) : tr("Cancelled");
        if (fate.isCancellation)
            row.error = tr("Cancelled");
        row.task = playback.taskName(fate.task);
        row.text = fateText(playback, fate);
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return rank(a.fate) < rank(b.fate); });
    if (rows.size() == m_rows.size()) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int FatesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FatesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FatesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DecorationRole) {
        if (column == ErrorColumn) {
            const Glyph glyph = row.fate.fate == Fate::Lost ? Glyph::Lost
                                : row.fate.isCancellation   ? Glyph::Cancelled
                                                            : Glyph::Failed;
            return glyphIcon(glyph, colourOf(glyph));
        }
        if (column == FateColumn)
            return glyphIcon(glyphOf(row.fate), colourOf(glyphOf(row.fate)));
        return {};
    }
    if (role == Qt::FontRole && (row.fate.fate == Fate::Lost || column == ErrorColumn))
        return textFont(12.5, QFont::DemiBold);
    if (role == Qt::ForegroundRole && column == TaskColumn)
        return Theme::current().text2;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case ErrorColumn: return row.error;
    case TaskColumn: return row.task;
    case RaisedColumn: return timeText(row.fate.raised);
    case FateColumn: return row.text;
    case EndedColumn: return row.fate.ended != Never ? timeText(row.fate.ended) : QString();
    case ColumnCount: break;
    }
    return {};
}

QVariant FatesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case ErrorColumn: return tr("Exception");
    case TaskColumn: return tr("Task");
    case RaisedColumn: return tr("Raised");
    case FateColumn: return tr("Fate");
    case EndedColumn: return tr("At");
    case ColumnCount: break;
    }
    return {};
}

} // namespace ScopeLab
