#include "ui/window/finder.h"

#include "core/scenario/values.h"
#include "ui/models/librarymodel.h"
#include "ui/paint/texts.h"
#include "ui/playback/playback.h"
#include "ui/window/commands.h"
#include "ui/window/opening.h"

#include <QCoreApplication>

namespace ScopeLab {

namespace {

struct Finder
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Finder)
};

using Entries = std::vector<PaletteEntry>;

void addRun(Playback &playback, Entries &entries)
{
    for (const TaskState &task : playback.state().tasks())
        entries.push_back({playback.taskName(task.id), Finder::tr("task"),
                           [&playback, id = task.id] { playback.select(Selection(id)); }});
    for (const ScopeState &scope : playback.state().scopes())
        entries.push_back({playback.scopeName(scope.id), Finder::tr("scope"),
                           [&playback, id = scope.id] { playback.select(Selection(id)); }});
}

void addScenarios(const LibraryModel &library, Opening &opening, Entries &entries)
{
    for (int section = 0; section < library.rowCount(); ++section) {
        for (int row = 0; row < library.item(section)->rowCount(); ++row) {
            const QStandardItem &item = *library.item(section)->child(row);
            const QString file = item.data(LibraryModel::FileRole).toString();
            entries.push_back({item.text(), Finder::tr("scenario"), [&opening, file] { opening.open(file); },
                               item.data(LibraryModel::WrittenTitleRole).toString()});
        }
    }
}

/// @param text `@340ms`; anything else is no moment.
Entries momentIn(const QString &text, Playback &playback)
{
    const auto time = text.startsWith(u'@') ? readDuration(text.mid(1).trimmed().toStdString()) : std::nullopt;
    if (!time || !playback.hasRun())
        return {};
    return {{Finder::tr("Go to %1").arg(timeText(*time)), Finder::tr("time"),
             [&playback, moment = TimePoint(*time)] { playback.seekTime(moment); }}};
}

} // namespace

void findOrDo(const Commands &commands, Playback &playback, const LibraryModel &library, Opening &opening,
              QWidget *window)
{
    Entries entries = commands.paletteEntries();
    addRun(playback, entries);
    addScenarios(library, opening, entries);
    const auto find = [&playback](const QString &text) { return momentIn(text, playback); };
    CommandPalette palette(std::move(entries), find, window);
    palette.move(window->mapToGlobal(QPoint((window->width() - palette.width()) / 2, 60)));
    palette.execute();
}

} // namespace ScopeLab
