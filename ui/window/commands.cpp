#include "ui/window/commands.h"

#include "ui/paint/plaintexts.h"
#include "ui/paint/theme.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

namespace ScopeLab {

Commands::Commands(std::vector<Command> table, QMainWindow &window)
    : QObject(&window)
    , m_window(window)
    , m_table(std::move(table))
{
    for (const QString &title : {tr("&File"), tr("&Edit"), tr("&View"), tr("&Run"), tr("&Window"), tr("&Help")})
        m_window.menuBar()->addMenu(title);
    for (Command &command : m_table)
        make(command);
    refreshIcons();
    refresh();
}

QMenu *Commands::menu(Command::Menu menu)
{
    constexpr int First = static_cast<int>(Command::Menu::File);
    return menu == Command::Menu::None ? nullptr
                                       : m_window.menuBar()->actions()[static_cast<int>(menu) - First]->menu();
}

void Commands::make(Command &command)
{
    QMenu *const menu = this->menu(command.menu);
    if (command.submenu) {
        menu->addMenu(command.submenu);
        return;
    }
    if (!command.action) {
        command.action = new QAction(command.text, this);
        command.action->setSeparator(command.text.isEmpty());
        command.action->setShortcut(command.key);
        command.action->setCheckable(static_cast<bool>(command.isChecked));
        if (!command.tip.isEmpty())
            command.action->setToolTip(
                command.key.isEmpty()
                    ? command.tip
                    : QStringLiteral("%1 (%2)").arg(command.tip, command.key.toString(QKeySequence::NativeText)));
        connect(command.action, &QAction::triggered, this, [this, act = command.act] { run(act); });
    }
    if (!command.group.isEmpty()) {
        auto *group = findChild<QActionGroup *>(command.group);
        if (!group) {
            group = new QActionGroup(this);
            group->setObjectName(command.group);
        }
        group->addAction(command.action);
    }
    if (!command.id.isEmpty())
        m_keys.add(command.id, command.action);
    if (menu)
        menu->addAction(command.action);
}

void Commands::run(const std::function<void()> &act)
{
    const QPointer<Commands> self(this); // it may close the window
    act();
    if (self)
        refresh(); // clicking an action has switched it, whatever came of it
}

void Commands::addTo(QToolBar &bar, Command::Bar place) const
{
    for (const Command &command : m_table) {
        if (command.bar == place)
            bar.addAction(command.action);
    }
}

void Commands::refresh()
{
    for (const Command &command : m_table) {
        if (command.isPossible)
            command.action->setEnabled(command.isPossible());
        if (command.isChecked)
            command.action->setChecked(command.isChecked());
    }
}

void Commands::refreshIcons()
{
    for (const Command &command : m_table) {
        if (command.icon)
            command.action->setIcon(glyphIcon(*command.icon, Theme::current().text));
    }
}

QAction *Commands::action(const QString &id) const
{
    const auto command
        = std::find_if(m_table.begin(), m_table.end(), [&id](const Command &row) { return row.id == id; });
    Q_ASSERT(command != m_table.end());
    return command->action;
}

std::vector<PaletteEntry> Commands::paletteEntries() const
{
    std::vector<PaletteEntry> entries;
    QList<QMenu *> menus;
    for (const QAction *top : m_window.menuBar()->actions())
        menus.append(top->menu());
    for (qsizetype i = 0; i < menus.size(); ++i) {
        for (QAction *action : menus[i]->actions()) {
            if (action->menu()) {
                Q_EMIT action->menu()->aboutToShow(); // it is filled then
                menus.append(action->menu());
                continue;
            }
            const QString name = nameOfEntry(action->text());
            if (name.isEmpty() || !action->isEnabled())
                continue;
            const bool isPanel = qobject_cast<QDockWidget *>(action->parent()) != nullptr;
            entries.push_back({isPanel ? tr("Panel %1: show or hide").arg(name) : name,
                               action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); }});
        }
    }
    return entries;
}

} // namespace ScopeLab
