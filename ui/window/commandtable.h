#pragma once

#include "ui/paint/theme.h"
#include "ui/window/commands.h"

namespace ScopeLab {

class Docks;
class Exports;
class LibraryView;
class Modes;
class Opening;
class Playback;
class RecentFiles;
class Saving;
class ScopeActions;
class StageView;
class TimelineView;
class TimersView;
class TransportBar;
class Twins;
class TwinView;

/// What commands act on. All of it must outlive the table.
struct CommandParts
{
    Playback &playback;
    Opening &opening;
    Saving &saving;
    RecentFiles &recent;
    Exports &exports;
    Modes &modes;
    Docks &docks;
    Twins &twins;
    ScopeActions &acts;
    LibraryView &library;
    StageView &stage;
    TimelineView &timeline;
    TimersView &timers;
    TransportBar &transport;
    TwinView &twinView;
    QMainWindow &window;

    // What opens a window or a dialog of its own.
    std::function<void()> openWindow;
    std::function<void()> openPalette;
    std::function<void()> showSettings;
    std::function<void()> showHelp;
    std::function<void()> showKeys;
    std::function<void(Appearance)> setLook;
};

/// Everything that can be done in the window, in the order of the menus.
std::vector<Command> commandTable(const CommandParts &parts);

} // namespace ScopeLab
