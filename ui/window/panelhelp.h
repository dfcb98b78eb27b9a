#pragma once

#include <QObject>

class QWidget;

namespace ScopeLab {

class HelpView;
class Modes;

/// F1: the page of Help on what has the focus.
class PanelHelp final : public QObject
{
    Q_OBJECT

public:
    /// @p modes must outlive this.
    PanelHelp(const Modes &modes, QWidget *window);

    /// The panel's page; on a step in the editor, what the step does.
    void show();

    /// @param section may be empty: the top of the page.
    void showPage(const QString &page, const QString &section = {});

private:
    const Modes &m_modes;
    QWidget *m_window;
    HelpView *m_view = nullptr; ///< Made when it is first asked for.
};

} // namespace ScopeLab
