#include "ui/window/panelhelp.h"

#include "ui/code/scenarioeditor.h"
#include "ui/window/helpview.h"
#include "ui/window/modes.h"

#include <QApplication>

namespace ScopeLab {

PanelHelp::PanelHelp(const Modes &modes, QWidget *window)
    : QObject(window)
    , m_modes(modes)
    , m_window(window)
{
}

void PanelHelp::show()
{
    const auto *editor = qobject_cast<const ScenarioEditor *>(QApplication::focusWidget());
    const QString step = editor ? editor->stepAtCursor() : QString();
    if (step.isEmpty())
        showPage(m_modes.helpPage());
    else
        showPage(QStringLiteral("language"), step);
}

void PanelHelp::showPage(const QString &page, const QString &section)
{
    if (!m_view)
        m_view = new HelpView(m_window);
    m_view->show(); // before: a page that is not shown has no places yet
    m_view->showPage(page, section);
    m_view->raise();
    m_view->activateWindow();
}

} // namespace ScopeLab
