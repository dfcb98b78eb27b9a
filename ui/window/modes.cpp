#include "ui/window/modes.h"

#include "ui/errors/errorsview.h"
#include "ui/lesson/predictview.h"
#include "ui/lesson/presentview.h"
#include "ui/lesson/twinview.h"
#include "ui/library/startpage.h"
#include "ui/window/banner.h"
#include "ui/window/docks.h"
#include "ui/window/recentfiles.h"

#include <QApplication>
#include <QStackedWidget>

namespace ScopeLab {

Modes::Modes(Playback &playback, Docks &docks, const Pages &pages, PredictView &predict, Banner &banner,
             QWidget *window)
    : QObject(window)
    , m_playback(playback)
    , m_docks(docks)
    , m_pages(pages)
    , m_predict(predict)
    , m_banner(banner)
    , m_window(window)
{
}

bool Modes::isExploring() const
{
    return m_mode == Mode::Explore && m_pages.stack->currentWidget() == m_pages.centre;
}

bool Modes::isAtStart() const
{
    return m_pages.stack->currentWidget() == m_pages.start;
}

void Modes::set(Mode mode)
{
    leaveStart();
    if (mode == m_mode)
        return;
    m_docks.remember(m_mode);
    const Mode before = std::exchange(m_mode, mode);
    m_pages.stack->setCurrentWidget(mode == Mode::Twin ? static_cast<QWidget *>(m_pages.twin) : m_pages.centre);
    m_docks.arrange(mode);
    if (before == Mode::Twin)
        m_pages.twin->close();
    if (before == Mode::Predict)
        m_predict.end();
    if (mode == Mode::Predict)
        m_predict.begin();
    Q_EMIT changed();
}

void Modes::showStart()
{
    if (isAtStart())
        return;
    m_playback.pause();
    set(Mode::Explore);
    m_pages.start->setRecent(RecentFiles::paths());
    m_docks.hideAll();
    m_pages.stack->setCurrentWidget(m_pages.start);
    m_pages.start->setFocus();
}

void Modes::leaveStart()
{
    if (!isAtStart())
        return;
    m_pages.stack->setCurrentWidget(m_pages.centre);
    m_docks.bringBack();
    adapt();
    m_pages.focus->setFocus();
}

void Modes::present()
{
    if (!m_playback.hasRun()) {
        m_banner.showProblem(tr("There is nothing to present yet. Open a scenario first."));
        return;
    }
    if (m_playback.isLive() && m_playback.request().executor == ExecutorKind::Pool) {
        m_banner.showProblem(
            tr("A run on real threads can be presented once it is over. Choose the virtual clock, or let it end."));
        return;
    }
    if (m_mode == Mode::Predict)
        set(Mode::Explore);
    auto *view = new PresentView(m_playback, m_window);
    view->setAttribute(Qt::WA_DeleteOnClose);
    view->showFullScreen();
    view->activateWindow();
}

void Modes::restoreDefaultLayout()
{
    leaveStart();
    m_docks.arrangeByDefault(m_mode);
}

void Modes::adapt()
{
    if (isExploring())
        m_docks.adapt();
}

void Modes::focusNextPanel()
{
    m_docks.focusNext(m_pages.stack->currentWidget());
}

void Modes::save()
{
    leaveStart(); // so that the docks are remembered
    m_docks.remember(m_mode);
    m_docks.save();
}

/// Docks are called as their pages.
QString Modes::helpPage() const
{
    if (isAtStart())
        return QStringLiteral("index");
    for (const QWidget *widget = QApplication::focusWidget(); widget; widget = widget->parentWidget()) {
        if (qobject_cast<const QDockWidget *>(widget) || widget == m_pages.focus)
            return widget->objectName();
        if (qobject_cast<const ErrorsView *>(widget))
            return QStringLiteral("errors");
    }
    return m_mode == Mode::Twin ? QStringLiteral("twin") : QStringLiteral("index");
}

} // namespace ScopeLab
