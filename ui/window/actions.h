#pragma once

#include "ui/playback/playback.h"

#include <QAction>
#include <QLabel>
#include <QMenu>

namespace ScopeLab {

/// What can be done to the selection: cancel a scope, toggle its shield, move its deadline; and to the run:
/// set an event. One set of actions for tool bar, menu and context menus.
class ScopeActions final : public QObject
{
    Q_OBJECT

public:
    ScopeActions(Playback &playback, QWidget *window);

    QAction *cancel() const { return m_cancel; }
    QAction *shield() const { return m_shield; }
    QAction *deadline() const { return m_deadline; }

    /// Says on which scope they act.
    QLabel *targetLabel() const { return m_targetLabel; }

    /// Sets one of the scenario's events.
    QAction *setEvent() const { return m_events->menuAction(); }

    /// The scope that an act would reach: the selected one, or the innermost around the selected
    /// task. 0 if there is none alive.
    ScopeId target() const;

    void popUp(const QPoint &globalPosition);

Q_SIGNALS:
    void whyRequested();
    void foldOthersRequested();
    void unfoldAllRequested();

private:
    void refresh();
    void askCancel();
    void toggleShield();
    void askDeadline();
    void fillEvents();
    EventId causeOf(const Selection &selection) const;

    Playback &m_playback;
    QWidget *m_window;
    QAction *m_cancel;
    QAction *m_shield;
    QAction *m_deadline;
    std::unique_ptr<QMenu> m_events;
    QLabel *m_targetLabel;
};

} // namespace ScopeLab
