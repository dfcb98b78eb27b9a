#pragma once

#include <QToolBar>

class QMenu;
class QToolButton;

namespace ScopeLab {

class Commands;
class RunTitle;
class ScopeActions;

/// The tool bar at the top: modes, what is open, what can be done to the selection, and the command palette.
class SelectionBar final : public QToolBar
{
    Q_OBJECT

public:
    /// @param twins opens beside the command twin.
    SelectionBar(const Commands &commands, const ScopeActions &acts, RunTitle *title, QMenu *twins, QWidget *window);

    /// The button of the palette is dropped where room is short: a menu and a key open the same.
    void setPaletteShown(bool isShown) { m_palette->setVisible(isShown); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void colourIcon();

    QToolButton *m_button;
    QAction *m_palette;
};

} // namespace ScopeLab
