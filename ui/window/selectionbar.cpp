#include "ui/window/selectionbar.h"

#include "ui/paint/glyphs.h"
#include "ui/paint/theme.h"
#include "ui/window/actions.h"
#include "ui/window/commands.h"
#include "ui/window/runtitle.h"

#include <QEvent>
#include <QToolButton>

namespace ScopeLab {

SelectionBar::SelectionBar(const Commands &commands, const ScopeActions &acts, RunTitle *title, QMenu *twins,
                           QWidget *window)
    : QToolBar(tr("Selection"), window)
    , m_button(new QToolButton(this))
{
    setObjectName(QStringLiteral("selection"));
    setMovable(false);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize({16, 16});
    commands.addTo(*this, Command::Bar::Left);
    addWidget(title);
    addWidget(acts.targetLabel());
    commands.addTo(*this, Command::Bar::Right);
    if (auto *button = qobject_cast<QToolButton *>(widgetForAction(commands.action(QStringLiteral("twin"))))) {
        button->setMenu(twins);
        button->setPopupMode(QToolButton::MenuButtonPopup);
    }
    m_button->setObjectName(QStringLiteral("finder"));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setText(tr("Find or do…"));
    m_button->setToolTip(tr("Actions, scenarios, tasks, scopes, times (Ctrl+K)"));
    m_button->setAccessibleName(tr("Find or do"));
    connect(m_button, &QToolButton::clicked, commands.action(QStringLiteral("find")), &QAction::trigger);
    m_palette = addWidget(m_button);
    colourIcon();
}

void SelectionBar::changeEvent(QEvent *event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourIcon();
}

void SelectionBar::colourIcon()
{
    m_button->setIcon(glyphIcon(Glyph::Search, Theme::current().text3));
}

} // namespace ScopeLab
