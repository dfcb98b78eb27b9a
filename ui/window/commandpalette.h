#pragma once

#include <QDialog>

#include <functional>

class QLineEdit;
class QListWidget;

namespace ScopeLab {

/// Something that can be found and done: an action, a scenario, a task, a scope, a time.
struct PaletteEntry
{
    QString name;
    QString kind; ///< Greyed, at the end: `scenario`, or the action's key.
    std::function<void()> act;
    QString otherName = {}; ///< By which it is found, too; not shown.
};

/// A field and what fits to it; Enter does it. The words of what is typed may stand anywhere in a name.
class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    /// @p find gives further commands for what is typed: `@340ms`.
    CommandPalette(std::vector<PaletteEntry> entries, std::function<std::vector<PaletteEntry>(const QString &)> find,
                   QWidget *parent);

    /// Shows it, and does what is chosen, if anything is, once it is closed: that may close the window, too.
    void execute();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh(const QString &text);
    void choose();

    std::vector<PaletteEntry> m_entries;
    std::function<std::vector<PaletteEntry>(const QString &)> m_find;
    std::vector<PaletteEntry> m_shown;
    std::function<void()> m_chosen;
    QLineEdit *m_field;
    QListWidget *m_list;
};

} // namespace ScopeLab
