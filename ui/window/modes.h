#pragma once

#include "ui/playback/playback.h"
#include "ui/window/mode.h"

#include <QObject>

class QStackedWidget;

namespace ScopeLab {

class Banner;
class Docks;
class PredictView;
class StartPage;
class TwinView;

/// What fills the window: the start page, or the open run in one of its modes. A mode has a centre and a layout of
/// the docks of its own; going to another changes neither run nor playhead.
class Modes final : public QObject
{
    Q_OBJECT

public:
    /// What the centre shows, one at a time, and what has the focus when a run comes back into sight.
    struct Pages
    {
        QStackedWidget *stack;
        QWidget *centre;
        StartPage *start;
        TwinView *twin;
        QWidget *focus;
    };

    /// All that is passed must outlive this. @param window the parent of the one that presents.
    Modes(Playback &playback, Docks &docks, const Pages &pages, PredictView &predict, Banner &banner, QWidget *window);

    Mode current() const { return m_mode; }

    /// True while the run has the window, with all of its docks.
    bool isExploring() const;
    bool isAtStart() const;

    /// Leaves the start page, too. Twin shows what was compared last.
    void set(Mode mode);

    /// Goes to @p mode, or back from it to Explore.
    void toggle(Mode mode) { set(mode == m_mode ? Mode::Explore : mode); }

    /// The start page alone; the run, if there is one, goes on existing.
    void showStart();
    void leaveStart();

    /// Shows the run full screen, in a window of its own.
    void present();

    void restoreDefaultLayout();

    /// Makes room for the centre if the window is narrow.
    void adapt();
    void focusNextPanel();

    /// The layout of this mode, and of those that were left, is remembered for the next start.
    void save();

    /// The page of Help about what has the focus.
    QString helpPage() const;

Q_SIGNALS:
    void changed();

private:
    Playback &m_playback;
    Docks &m_docks;
    Pages m_pages;
    PredictView &m_predict;
    Banner &m_banner;
    QWidget *m_window;
    Mode m_mode = Mode::Explore;
};

} // namespace ScopeLab
