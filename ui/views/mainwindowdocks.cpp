// The docks of the window: which there are, how each mode arranges them, and how they make room.

#include "ui/views/codepanel.h"
#include "ui/views/errorsview.h"
#include "ui/views/findingsview.h"
#include "ui/views/libraryview.h"
#include "ui/views/logview.h"
#include "ui/views/mainwindow.h"
#include "ui/views/outlineview.h"
#include "ui/views/predictview.h"
#include "ui/views/timelineview.h"
#include "ui/views/timersview.h"
#include "ui/views/whyview.h"

#include <QChildEvent>
#include <QDockWidget>
#include <QLayout>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>

namespace ScopeLab {

namespace {

QString layoutKey(Mode mode)
{
    return QStringLiteral("window/layout%1")
        .arg(mode == Mode::Explore ? QString() : QString::number(static_cast<int>(mode)));
}

} // namespace

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, QWidget *widget, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(widget);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::createDocks()
{
    setCorner(Qt::TopLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);

    QDockWidget *library = addDock(QStringLiteral("scenarios"), tr("Scenarios"), m_library, Qt::LeftDockWidgetArea);
    QDockWidget *outline = addDock(QStringLiteral("outline"), tr("Outline"), m_outline, Qt::LeftDockWidgetArea);
    tabifyDockWidget(library, outline);
    library->raise();
    m_findingsDock = addDock(QStringLiteral("findings"), tr("Findings"), m_findings, Qt::LeftDockWidgetArea);
    m_findingsDock->hide();
    QDockWidget *timers = addDock(QStringLiteral("timers"), tr("Timers"), m_timers, Qt::RightDockWidgetArea);
    QDockWidget *errors = addDock(QStringLiteral("errors"), tr("Split errors"), new ErrorsView(m_playback, this),
                                  Qt::RightDockWidgetArea);
    m_whyDock = addDock(QStringLiteral("why"), tr("Why"), m_why, Qt::RightDockWidgetArea);
    m_predictDock = addDock(QStringLiteral("predict"), tr("Predict the outcome"), m_predict, Qt::RightDockWidgetArea);
    m_predictDock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
    m_predictDock->hide();
    QDockWidget *timeline = addDock(QStringLiteral("timeline"), tr("Timeline"), m_timeline, Qt::BottomDockWidgetArea);
    m_codeDock = addDock(QStringLiteral("code"), tr("Code"), m_code, Qt::BottomDockWidgetArea);
    QDockWidget *log
        = addDock(QStringLiteral("log"), tr("Log"), new LogView(m_playback, this), Qt::BottomDockWidgetArea);
    splitDockWidget(timeline, m_codeDock, Qt::Vertical);
    tabifyDockWidget(m_codeDock, log);
    m_codeDock->raise();
    m_rightDocks = {timers, errors, m_whyDock};
    m_leftDocks = {library, outline};
    m_arrangeDocks = [=, this] {
        resizeDocks({library, timers}, {264, 340}, Qt::Horizontal);
        resizeDocks({timers, errors, m_whyDock}, {166, 330, 230}, Qt::Vertical);
        resizeDocks({timeline, m_codeDock}, {210, 190}, Qt::Vertical);
    };
}

/// Puts docks and tool bars where @p layout has them. @returns false if that is none of this version.
///
/// Qt 6.4 shows the bars of tabs one after the other out of a set. To show one lays the window out, which makes
/// another set and frees the first: so nothing is laid out before all are shown.
bool MainWindow::arrangeAs(const QByteArray &layout)
{
    QMainWindow::layout()->setEnabled(false);
    const bool isDone = restoreState(layout, LayoutVersion);
    QMainWindow::layout()->setEnabled(true);
    QMainWindow::layout()->activate();
    return isDone;
}

void MainWindow::restoreLayout()
{
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
    readLayouts();
    // A layout of another version, or none, leaves the default one; docks take sizes once shown.
    if (!arrangeAs(m_layouts.value(Mode::Explore)))
        QTimer::singleShot(0, this, m_arrangeDocks);
}

void MainWindow::restoreDefaultLayout()
{
    leaveStart();
    arrangeMode();
}

/// The default layout of the mode.
void MainWindow::arrangeMode()
{
    arrangeAs(m_defaultLayout);
    m_arrangeDocks();
    m_predictDock->setVisible(m_mode == Mode::Predict);
    if (m_mode == Mode::Explore)
        return;
    for (QDockWidget *dock : findChildren<QDockWidget *>()) {
        const bool isRight = dockWidgetArea(dock) == Qt::RightDockWidgetArea;
        if (dock != m_predictDock && (m_mode == Mode::Twin || isRight))
            dock->hide();
    }
    if (m_mode == Mode::Predict)
        resizeDocks({m_predictDock}, {432}, Qt::Horizontal);
}

void MainWindow::saveLayouts()
{
    m_layouts[m_mode] = saveState(LayoutVersion);
    QSettings settings;
    for (auto layout = m_layouts.constBegin(); layout != m_layouts.constEnd(); ++layout)
        settings.setValue(layoutKey(layout.key()), layout.value());
}

void MainWindow::readLayouts()
{
    const QSettings settings;
    for (const Mode mode : {Mode::Explore, Mode::Predict, Mode::Twin}) {
        const QByteArray layout = settings.value(layoutKey(mode)).toByteArray();
        if (!layout.isEmpty())
            m_layouts[mode] = layout;
    }
}

/// Docks behind each other get a bar of tabs, which somebody has to name.
void MainWindow::childEvent(QChildEvent *event)
{
    QMainWindow::childEvent(event);
    if (event->added() && event->child()->isWidgetType()) {
        QTimer::singleShot(0, this, [this] {
            for (QTabBar *bar : findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly))
                bar->setAccessibleName(tr("Panels in one place"));
        });
    }
}

/// A narrow window gives the stage what room there is: the right docks become tabs of one, then the left
/// ones go, and come back with room enough.
void MainWindow::adaptDocks()
{
    constexpr int TabsBelow = 1200;
    constexpr int FoldBelow = 1040;
    if (m_mode != Mode::Explore || m_pages->currentWidget() != m_centre || m_rightDocks.isEmpty())
        return;
    const bool isNarrow = width() < TabsBelow;
    if (std::exchange(m_isNarrow, isNarrow) != isNarrow) {
        for (qsizetype i = 1; i < m_rightDocks.size(); ++i) {
            if (isNarrow)
                tabifyDockWidget(m_rightDocks[i - 1], m_rightDocks[i]);
            else
                splitDockWidget(m_rightDocks[i - 1], m_rightDocks[i], Qt::Vertical);
        }
        if (isNarrow)
            m_rightDocks.back()->raise();
    }
    const bool isNarrowest = width() < FoldBelow;
    if (std::exchange(m_isNarrowest, isNarrowest) != isNarrowest) {
        for (QDockWidget *dock : m_leftDocks)
            dock->setVisible(!isNarrowest);
    }
}

} // namespace ScopeLab
