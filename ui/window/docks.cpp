#include "ui/window/docks.h"

#include <QApplication>
#include <QChildEvent>
#include <QCryptographicHash>
#include <QLayout>
#include <QScreen>
#include <QSettings>
#include <QTabBar>
#include <QTimer>
#include <QToolBar>

namespace ScopeLab {

namespace {

QString layoutKey(Mode mode)
{
    return QStringLiteral("window/layout%1")
        .arg(mode == Mode::Explore ? QString() : QString::number(static_cast<int>(mode)));
}

constexpr qsizetype SealLength = 8;

QByteArray sealOf(QByteArrayView layout)
{
    return QCryptographicHash::hash(layout.toByteArray(), QCryptographicHash::Sha256).first(SealLength);
}

/// @p layout as it stands in the settings. In a damaged one Qt would follow a count wherever it leads, for minutes.
QByteArray sealed(const QByteArray &layout)
{
    return sealOf(layout) + layout;
}

/// The layout in a setting; empty if it is damaged.
QByteArray unsealed(const QByteArray &setting)
{
    const QByteArray layout = setting.mid(SealLength);
    return setting.startsWith(sealOf(layout)) ? layout : QByteArray();
}

/// @returns false if nothing in @p panel takes the focus.
bool focusInside(QWidget *panel)
{
    for (QWidget *widget = panel; widget; widget = widget->nextInFocusChain()) {
        if (widget != panel && !panel->isAncestorOf(widget))
            return false;
        if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled()) {
            widget->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    return false;
}

} // namespace

Docks::Docks(QMainWindow &window, const Contents &contents)
    : QObject(&window)
    , m_window(window)
    , m_library(add(QStringLiteral("scenarios"), tr("Scenarios"), contents.library, Qt::LeftDockWidgetArea))
    , m_outline(add(QStringLiteral("outline"), tr("Outline"), contents.outline, Qt::LeftDockWidgetArea))
    , m_findings(add(QStringLiteral("findings"), tr("Findings"), contents.findings, Qt::LeftDockWidgetArea))
    , m_timers(add(QStringLiteral("timers"), tr("Timers"), contents.timers, Qt::RightDockWidgetArea))
    , m_errors(add(QStringLiteral("errors"), tr("Split errors"), contents.errors, Qt::RightDockWidgetArea))
    , m_why(add(QStringLiteral("why"), tr("Why"), contents.why, Qt::RightDockWidgetArea))
    , m_predict(add(QStringLiteral("predict"), tr("Predict the outcome"), contents.predict, Qt::RightDockWidgetArea))
    , m_timeline(add(QStringLiteral("timeline"), tr("Timeline"), contents.timeline, Qt::BottomDockWidgetArea))
    , m_code(add(QStringLiteral("code"), tr("Code"), contents.code, Qt::BottomDockWidgetArea))
    , m_log(add(QStringLiteral("log"), tr("Log"), contents.log, Qt::BottomDockWidgetArea))
{
    m_window.setDockNestingEnabled(true);
    m_window.setCorner(Qt::TopLeftCorner, Qt::LeftDockWidgetArea);
    m_window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_window.setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    m_window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_window.tabifyDockWidget(m_library, m_outline);
    m_library->raise();
    m_findings->hide();
    m_predict->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
    m_predict->hide();
    m_window.splitDockWidget(m_timeline, m_code, Qt::Vertical);
    m_window.tabifyDockWidget(m_code, m_log);
    m_code->raise();
    m_window.installEventFilter(this);
}

QDockWidget *Docks::add(const QString &name, const QString &title, QWidget *widget, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, &m_window);
    dock->setObjectName(name);
    dock->setWidget(widget);
    m_window.addDockWidget(area, dock);
    return dock;
}

void Docks::setDefaultSizes()
{
    m_window.resizeDocks({m_library, m_timers}, {264, 340}, Qt::Horizontal);
    m_window.resizeDocks({m_timers, m_errors, m_why}, {166, 330, 230}, Qt::Vertical);
    m_window.resizeDocks({m_timeline, m_code}, {210, 190}, Qt::Vertical);
}

QList<QAction *> Docks::toggles() const
{
    QList<QAction *> actions;
    for (const QDockWidget *dock : m_window.findChildren<QDockWidget *>()) {
        if (dock != m_predict) // it comes and goes with its mode
            actions.append(dock->toggleViewAction());
    }
    return actions;
}

void Docks::reveal(QDockWidget *dock)
{
    dock->show();
    dock->raise();
}

void Docks::showEditor()
{
    reveal(m_code);
    m_window.resizeDocks({m_code}, {m_window.height() * 2 / 5}, Qt::Vertical);
}

void Docks::showFindings(bool areThere)
{
    if (!areThere)
        m_findings->hide();
    else if (!m_isNarrowest && !std::exchange(m_hasShownFindings, true))
        m_findings->show();
}

/// Puts docks and tool bars where @p layout has them. @returns false if it is not a layout of this version.
///
/// Qt 6.4 shows the bars of tabs one after the other out of a set. To show one lays the window out, which makes
/// another set and frees the first: so nothing is laid out before all are shown.
bool Docks::apply(const QByteArray &layout)
{
    m_window.layout()->setEnabled(false);
    const bool isDone = m_window.restoreState(layout, LayoutVersion);
    m_window.layout()->setEnabled(true);
    m_window.layout()->activate();
    return isDone;
}

void Docks::restore()
{
    m_defaultLayout = m_window.saveState(LayoutVersion);
    const QSettings settings;
    m_window.restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    // Qt believes whatever a damaged geometry says.
    m_window.resize(m_window.size().boundedTo(m_window.screen()->virtualSize()));
    for (const Mode mode : {Mode::Explore, Mode::Predict, Mode::Twin}) {
        const QByteArray layout = unsealed(settings.value(layoutKey(mode)).toByteArray());
        if (!layout.isEmpty())
            m_layouts[mode] = layout;
    }
    // A layout of another version, or none, leaves the default one; docks take sizes only once they are shown.
    if (!apply(m_layouts.value(Mode::Explore)))
        QTimer::singleShot(0, this, &Docks::setDefaultSizes);
}

void Docks::arrange(Mode mode)
{
    if (!m_layouts.contains(mode) || !apply(m_layouts.value(mode)))
        arrangeByDefault(mode);
}

void Docks::arrangeByDefault(Mode mode)
{
    apply(m_defaultLayout);
    setDefaultSizes();
    m_predict->setVisible(mode == Mode::Predict);
    if (mode == Mode::Explore)
        return;
    for (QDockWidget *dock : m_window.findChildren<QDockWidget *>()) {
        const bool isRight = m_window.dockWidgetArea(dock) == Qt::RightDockWidgetArea;
        if (dock != m_predict && (mode == Mode::Twin || isRight))
            dock->hide();
    }
    if (mode == Mode::Predict)
        m_window.resizeDocks({m_predict}, {432}, Qt::Horizontal);
}

void Docks::remember(Mode mode)
{
    m_layouts[mode] = m_window.saveState(LayoutVersion);
}

void Docks::save() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), m_window.saveGeometry());
    for (auto layout = m_layouts.constBegin(); layout != m_layouts.constEnd(); ++layout)
        settings.setValue(layoutKey(layout.key()), sealed(layout.value()));
}

void Docks::hideAll()
{
    m_hiddenLayout = m_window.saveState(LayoutVersion);
    for (QDockWidget *dock : m_window.findChildren<QDockWidget *>())
        dock->hide();
    for (QToolBar *bar : m_window.findChildren<QToolBar *>())
        bar->hide();
}

void Docks::bringBack()
{
    apply(m_hiddenLayout);
}

void Docks::adapt()
{
    constexpr int TabsBelow = 1200;
    constexpr int HiddenBelow = 1040;
    const bool isNarrow = m_window.width() < TabsBelow;
    if (std::exchange(m_isNarrow, isNarrow) != isNarrow) {
        const QList<QDockWidget *> right{m_timers, m_errors, m_why};
        for (qsizetype i = 1; i < right.size(); ++i) {
            if (isNarrow)
                m_window.tabifyDockWidget(right[i - 1], right[i]);
            else
                m_window.splitDockWidget(right[i - 1], right[i], Qt::Vertical);
        }
        if (isNarrow)
            m_why->raise();
    }
    const bool isNarrowest = m_window.width() < HiddenBelow;
    if (std::exchange(m_isNarrowest, isNarrowest) != isNarrowest) {
        m_library->setVisible(!isNarrowest);
        m_outline->setVisible(!isNarrowest);
    }
}

void Docks::focusNext(QWidget *centre) const
{
    std::vector<QWidget *> panels{centre};
    for (const QDockWidget *dock : m_window.findChildren<QDockWidget *>()) {
        if (!dock->visibleRegion().isEmpty())
            panels.push_back(dock->widget());
    }
    const QWidget *focus = QApplication::focusWidget();
    const auto here = std::find_if(panels.begin(), panels.end(), [focus](const QWidget *panel) {
        return panel == focus || panel->isAncestorOf(focus);
    });
    if (here != panels.end())
        std::rotate(panels.begin(), here + 1, panels.end()); // the one with the focus comes last
    for (QWidget *panel : panels) {
        if (focusInside(panel))
            return;
    }
}

/// Docks behind each other get a bar of tabs, which needs a name.
bool Docks::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ChildAdded && static_cast<QChildEvent *>(event)->child()->isWidgetType()) {
        QTimer::singleShot(0, this, [this] {
            for (QTabBar *bar : m_window.findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly))
                bar->setAccessibleName(tr("Panels in one place"));
        });
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ScopeLab
