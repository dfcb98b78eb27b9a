#pragma once

#include "tests/journeys/script.h"
#include "tests/journeys/windows.h"
#include "tests/journeys/workplace.h"

#include <functional>
#include <map>

namespace ScopeLab::Journeys {

/// Does what a line says, by the way that a user has: keys, mouse, menus, dialogs.
class Player
{
public:
    Player(Workplace &workplace, Windows &windows);

    /// @returns false if it cannot be done now: what it is done with is not there, disabled, or barred by a dialog.
    bool play(const Line &line);

    /// Gets out of every menu and dialog, one at each call, then closes the windows. @returns false if all are closed.
    bool leave();

private:
    using Act = std::function<bool(const Line &)>;

    void addInput();
    void addFiles();
    void addWindowActs();
    void addDialogActs();
    MainWindow &window();
    bool restart();

    Workplace &m_workplace;
    Windows &m_windows;
    std::map<QString, Act> m_everywhere; ///< Also while a dialog is open.
    std::map<QString, Act> m_unbarred;
};

/// The action at @p path in the menus of @p window, `0/3/1`; null if there is none.
QAction *menuAction(MainWindow &window, const QString &path);

} // namespace ScopeLab::Journeys
