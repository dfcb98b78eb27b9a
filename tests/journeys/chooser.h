#pragma once

#include "tests/journeys/windows.h"
#include "tests/journeys/workplace.h"

#include <QRandomGenerator>

#include <functional>

namespace ScopeLab::Journeys {

/// Knows what can be done in the window as it is now, and picks something: entries of menus that are enabled, what a
/// dialog asks for, keys, places in views, files. All is done twice: the second half of a journey does once more
/// what the first did, in another order.
class Chooser
{
public:
    /// @param length how many lines it will be asked for.
    Chooser(quint64 seed, const Workplace &workplace, const Windows &windows, int length);

    /// A line of a script.
    QString next();

private:
    struct Choice
    {
        int weight;
        QString (Chooser::*make)();
    };

    QString pick(std::initializer_list<Choice> choices);
    QString oneOf(std::initializer_list<const char *> texts);
    int upTo(int end) { return end <= 0 ? 0 : m_random.bounded(end); }

    QString inPopup();
    QString inDialog();
    QString inWindow();

    // Each gives a line.
    QString menu();
    QString key();
    QString transportKey();
    QString actKey();
    QString typing();
    QString click();
    QString doubleClick();
    QString contextMenu();
    QString drag();
    QString wheel();
    QString hover();
    QString item();
    QString choose();
    QString open();
    QString recent();
    QString disk();
    QString drop();
    QString clipboard();
    QString wait();
    QString windowAct();
    QString fileName();
    QString button();

    /// `stage 300 20`: a visible part of the front window, and a point where something is.
    QString place();
    QPoint pointOfInterest(QWidget &widget);

    QRandomGenerator m_random;
    const Workplace &m_workplace;
    const Windows &m_windows;
    int m_firstLeft; ///< Lines of the first half still to come.
    QStringList m_done;
};

} // namespace ScopeLab::Journeys
