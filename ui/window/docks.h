#pragma once

#include "ui/window/mode.h"

#include <QByteArray>
#include <QDockWidget>
#include <QMainWindow>
#include <QMap>

namespace ScopeLab {

/// The panels around the centre of the window: how each mode arranges them, and how they make room in a narrow
/// window. How a mode was left is remembered, also for the next start.
class Docks final : public QObject
{
    Q_OBJECT

public:
    /// What the docks hold.
    struct Contents
    {
        QWidget *library;
        QWidget *outline;
        QWidget *findings;
        QWidget *timers;
        QWidget *errors;
        QWidget *why;
        QWidget *predict;
        QWidget *timeline;
        QWidget *code;
        QWidget *log;
    };

    Docks(QMainWindow &window, const Contents &contents);

    /// For the menu: one for each dock that people may show and hide.
    QList<QAction *> toggles() const;

    /// Arranges everything as the last window was left. Call it once, when the tool bars are there, too.
    void restore();

    /// Arranges everything as @p mode was left, or by default.
    void arrange(Mode mode);
    void arrangeByDefault(Mode mode);

    /// Remembers how @p mode is left.
    void remember(Mode mode);
    void save() const;

    /// Hides docks and tool bars, for a page that fills the window; bringBack() undoes it.
    void hideAll();
    void bringBack();

    /// Gives the centre room in a narrow window: the right docks become tabs of one, then the left ones are
    /// hidden. They come back when there is room enough. Call it while Explore is shown.
    void adapt();

    void showWhy() { reveal(m_why); }
    void showCode() { reveal(m_code); }

    /// With room to write in.
    void showEditor();

    /// Shows or hides the findings. Once in each run they come by themselves; whoever closes them is left alone.
    void showFindings(bool areThere);
    void forgetFindings() { m_hasShownFindings = false; }

    /// Moves the focus from panel to panel: @p centre, then the docks that can be seen.
    void focusNext(QWidget *centre) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    // Raise it when docks come or go: an older layout then gives way to the default.
    static constexpr int LayoutVersion = 3;

    QDockWidget *add(const QString &name, const QString &title, QWidget *widget, Qt::DockWidgetArea area);
    static void reveal(QDockWidget *dock);
    bool apply(const QByteArray &layout);
    void setDefaultSizes();

    QMainWindow &m_window;
    QDockWidget *m_library;
    QDockWidget *m_outline;
    QDockWidget *m_findings;
    QDockWidget *m_timers;
    QDockWidget *m_errors;
    QDockWidget *m_why;
    QDockWidget *m_predict;
    QDockWidget *m_timeline;
    QDockWidget *m_code;
    QDockWidget *m_log;
    QMap<Mode, QByteArray> m_layouts; ///< Of the modes, as they were left.
    QByteArray m_defaultLayout;
    QByteArray m_hiddenLayout;  ///< What bringBack() brings back.
    bool m_isNarrow = false;    ///< The right docks are tabs of one.
    bool m_isNarrowest = false; ///< The left docks are hidden.
    bool m_hasShownFindings = false;
};

} // namespace ScopeLab
