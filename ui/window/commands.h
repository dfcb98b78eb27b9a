#pragma once

#include "ui/paint/glyphs.h"
#include "ui/window/commandpalette.h"
#include "ui/window/keys.h"

#include <QAction>

#include <optional>

class QMainWindow;
class QMenu;
class QToolBar;

namespace ScopeLab {

/// Something that can be done in the window. The table of them (see commandTable()) makes the menus, the tool bar,
/// the command palette and the list of keys.
struct Command
{
    enum class Menu { None, File, Edit, View, Run, Window, Help };
    enum class Bar { None, Left, Right }; ///< Of the title, in the tool bar.

    /// Under it a key that the user chose is kept, in every language; no key without it.
    QString id = {};
    Menu menu = Menu::None;
    QString text = {}; ///< Empty: a separator, unless action or submenu say otherwise.
    QKeySequence key = {};
    std::function<void()> act = {};
    std::function<bool()> isPossible = {}; ///< Empty: always.
    std::function<bool()> isChecked = {};  ///< Empty: it is nothing that is on or off.
    QString group = {};                    ///< One of several, of which one is on.
    std::optional<Glyph> icon = {};
    QString tip = {};
    Bar bar = Bar::None;
    QAction *action = nullptr; ///< Made by a view; text, act and state are its own.
    QMenu *submenu = nullptr;  ///< Filled by its owner.
};

/// The table at work: makes the actions, and keeps them as they can be done now.
class Commands final : public QObject
{
    Q_OBJECT

public:
    /// Fills the menu bar of @p window, which is to outlive this.
    Commands(std::vector<Command> table, QMainWindow &window);

    /// Adds those that stand at @p place of the tool bar.
    void addTo(QToolBar &bar, Command::Bar place) const;

    /// Whatever cannot be done now becomes grey.
    void refresh();

    /// In the colours of the theme.
    void refreshIcons();

    QAction *action(const QString &id) const;
    Keys &keys() { return m_keys; }

    /// What can be done now, in menus and submenus.
    std::vector<PaletteEntry> paletteEntries() const;

private:
    void make(Command &command);
    QMenu *menu(Command::Menu menu);
    void run(const std::function<void()> &act);

    QMainWindow &m_window;
    std::vector<Command> m_table;
    Keys m_keys;
};

} // namespace ScopeLab
