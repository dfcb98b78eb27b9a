#pragma once

#include <QDialog>

#include <functional>

class QLineEdit;
class QListWidget;

namespace ScopeLab {

/// Something that can be found and done: an action, a scenario, a task, a scope, a time.
struct Command
{
    QString name;
    QString kind; ///< Greyed, at the end: `scenario`, or the action's key.
    std::function<void()> act;
};

/// A field and what fits to it; Enter does it. The words of what is typed may stand anywhere in a name.
class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    /// @p find gives further commands for what is typed: `@340ms`.
    CommandPalette(std::vector<Command> commands, std::function<std::vector<Command>(const QString &)> find,
                   QWidget *parent);

    /// Shows it, and does what is chosen, if anything is, once it is closed: that may close the window, too.
    void execute();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh(const QString &text);
    void choose();

    std::vector<Command> m_commands;
    std::function<std::vector<Command>(const QString &)> m_find;
    std::vector<Command> m_shown;
    std::function<void()> m_chosen;
    QLineEdit *m_field;
    QListWidget *m_list;
};

} // namespace ScopeLab
