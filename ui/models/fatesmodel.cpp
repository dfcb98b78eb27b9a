#include "ui/models/fatesmodel.h"

#include "core/text/oneline.h"
#include "ui/models/placetexts.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"

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
    const QString by
        = fate.byError ? shownName(playback.trace().error(fate.byError).type) : FatesModel::tr("a later one");
    switch (fate.fate) {
    case Fate::InFlight: return FatesModel::tr("on its way");
    case Fate::LeftRun: return FatesModel::tr("left the run");
    case Fate::Unheard: return FatesModel::tr("left a detached task, nobody heard of it");
    case Fate::Absorbed: return FatesModel::tr("absorbed by %1").arg(playback.scopeName(fate.scope));
    case Fate::Replaced: return FatesModel::tr("replaced by %1").arg(by);
    case Fate::Lost: return FatesModel::tr("lost to a cancellation in cleanup");
    case Fate::Handled:
        return fate.isCancellation
                   ? FatesModel::tr("swallowed")
                   : FatesModel::tr("handled, %1")
                         .arg(placeText(playback.trace().place(playback.trace().event(fate.endedEvent).place)));
    }
    return {};
}

/// True if one that is there before and after may have moved to another row.
bool FatesModel::mayChangeRanks(EventId from, EventId to)
{
    if (to > m_playback->trace().size() || to - from > 100 + m_playback->fates().size())
        return true; // looking at all of them is as cheap
    for (EventId id = from + 1; id <= to; ++id) {
        ++m_visited;
        const RunEvent &event = m_playback->trace().event(id);
        if (event.is<ErrorLost>() || (event.is<ErrorRaised>() && !m_ranks.front().empty()))
            return true;
    }
    return false;
}

void FatesModel::addTo(Ranks &ranks, std::size_t from)
{
    const SharedVector<ErrorFate> &fates = m_playback->fates();
    for (std::size_t i = from; i < fates.size(); ++i) {
        ++m_visited;
        ranks[static_cast<std::size_t>(rank(fates[i]))].push_back(static_cast<std::uint32_t>(i + 1));
    }
}

void FatesModel::show(const Playback &playback)
{
    const bool isSame = std::exchange(m_playback, &playback) == &playback;
    const EventId before = std::exchange(m_event, playback.cursor());
    if (isSame && !mayChangeRanks(std::min(before, m_event), std::max(before, m_event))) {
        drop(playback.fates().size());
        append();
    } else if (Ranks ranks; addTo(ranks, 0), ranks != m_ranks) {
        beginResetModel();
        m_ranks = std::move(ranks);
        endResetModel();
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

/// Removes all but the first @p count: the rest have not been raised yet.
void FatesModel::drop(std::size_t count)
{
    int end = 0;
    for (std::vector<std::uint32_t> &ids : m_ranks) {
        const auto first = std::upper_bound(ids.begin(), ids.end(), count);
        const int row = end + static_cast<int>(first - ids.begin());
        end += static_cast<int>(ids.size());
        if (row < end) {
            beginRemoveRows({}, row, end - 1);
            ids.erase(first, ids.end());
            endRemoveRows();
        }
        end = row;
    }
}

/// Inserts those that were raised.
void FatesModel::append()
{
    Ranks ranks;
    addTo(ranks, static_cast<std::size_t>(rowCount()));
    int end = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        end += static_cast<int>(m_ranks[i].size());
        const int added = static_cast<int>(ranks[i].size());
        if (added == 0)
            continue;
        beginInsertRows({}, end, end + added - 1);
        m_ranks[i].insert(m_ranks[i].end(), ranks[i].begin(), ranks[i].end());
        endInsertRows();
        end += added;
    }
}

void FatesModel::clear()
{
    beginResetModel();
    m_ranks = {};
    m_playback = nullptr;
    m_event = 0;
    endResetModel();
}

std::uint32_t FatesModel::idOf(int row) const
{
    auto at = static_cast<std::size_t>(row);
    for (const std::vector<std::uint32_t> &ids : m_ranks) {
        if (at < ids.size())
            return ids[at];
        at -= ids.size();
    }
    return 0;
}

int FatesModel::rowOf(std::uint32_t id) const
{
    int before = 0;
    for (const std::vector<std::uint32_t> &ids : m_ranks) {
        const auto found = std::lower_bound(ids.begin(), ids.end(), id);
        if (found != ids.end() && *found == id)
            return before + static_cast<int>(found - ids.begin());
        before += static_cast<int>(ids.size());
    }
    return -1;
}

QString FatesModel::errorName(const ErrorFate &fate) const
{
    return fate.isCancellation || !fate.error ? tr("Cancelled") : shownName(m_playback->trace().error(fate.error).type);
}

int FatesModel::rowCount(const QModelIndex &parent) const
{
    std::size_t count = 0;
    for (const std::vector<std::uint32_t> &ids : m_ranks)
        count += ids.size();
    return parent.isValid() ? 0 : static_cast<int>(count);
}

int FatesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FatesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (idOf(index.row()) > m_playback->fates().size())
        return {}; // it is about to go
    const ErrorFate &fate = this->fate(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DecorationRole) {
        if (column == ErrorColumn) {
            const Glyph glyph = fate.fate == Fate::Lost ? Glyph::Lost
                                : fate.isCancellation   ? Glyph::Cancelled
                                                        : Glyph::Failed;
            return glyphIcon(glyph, colourOf(glyph));
        }
        if (column == FateColumn)
            return glyphIcon(glyphOf(fate), colourOf(glyphOf(fate)));
        return {};
    }
    if (role == Qt::FontRole && (fate.fate == Fate::Lost || column == ErrorColumn))
        return textFont(12.5, QFont::DemiBold);
    if (role == Qt::ForegroundRole && column == TaskColumn)
        return Theme::current().text2;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case ErrorColumn: return errorName(fate);
    case TaskColumn: return m_playback->taskName(fate.task);
    case RaisedColumn: return timeText(fate.raised);
    case FateColumn: return fateText(*m_playback, fate);
    case EndedColumn: return fate.ended != Never ? timeText(fate.ended) : QString();
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
