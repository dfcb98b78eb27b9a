// Menus, keys and the command palette of the window.

#include "core/scenario/values.h"
#include "ui/views/actions.h"
#include "ui/views/errorsview.h"
#include "ui/views/helpview.h"
#include "ui/views/keysdialog.h"
#include "ui/views/legend.h"
#include "ui/views/libraryview.h"
#include "ui/views/mainwindow.h"
#include "ui/views/stageview.h"
#include "ui/views/startpage.h"
#include "ui/views/texts.h"
#include "ui/views/timelineview.h"
#include "ui/views/timersview.h"
#include "ui/views/transportbar.h"

#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>

namespace ScopeLab {

/// @param isPossible when it can be done; always, if nobody asks.
void MainWindow::addShortcut(QMenu *menu, const char *text, const QKeySequence &key, const std::function<void()> &act,
                             const std::function<bool()> &isPossible)
{
    QAction *action = menu->addAction(tr(text));
    action->setShortcut(key);
    m_keys.add(QString::fromUtf8(text), action); // by its name in no language
    connect(action, &QAction::triggered, this, act);
    if (isPossible)
        m_conditions.emplace_back(action, isPossible);
}

void MainWindow::createActions()
{
    createFileMenu();
    createEditMenu();
    createViewMenu();
    createRunMenu();
    createWindowMenu();
    createHelpMenu();
}

void MainWindow::createFileMenu()
{
    const auto hasRun = [this] { return m_playback.hasRun(); };
    const auto hasActs = [this] { return !m_playback.acts().empty(); };
    QMenu *file = menuBar()->addMenu(tr("&File"));
    QMenu *templates = file->addMenu(tr("&New"));
    fillTemplates(templates);
    addShortcut(file, QT_TR_NOOP("&Open…"), QKeySequence::Open, [this] { openDialog(); });
    QMenu *recent = file->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    addShortcut(file, QT_TR_NOOP("&Save"), QKeySequence::Save, [this] { save(); });
    addShortcut(file, QT_TR_NOOP("Save &as…"), QKeySequence(QStringLiteral("Ctrl+Shift+S")), [this] { saveAs(); });
    addShortcut(file, QT_TR_NOOP("Save recor&ding…"), {}, [this] { saveRecording(); }, hasRun);
    addShortcut(file, QT_TR_NOOP("Save ac&ts as a scenario…"), {}, [this] { saveActs(); }, hasActs);
    QMenu *exports = file->addMenu(tr("&Export"));
    connect(exports, &QMenu::aboutToShow, this, [this, exports] { fillExports(exports); });
    fillExports(exports);
    addShortcut(
        file, QT_TR_NOOP("&Copy picture of the stage"), QKeySequence(QStringLiteral("Ctrl+Shift+C")),
        [this] { copyPicture(); }, hasRun);
    addShortcut(file, QT_TR_NOOP("&Print…"), QKeySequence::Print, [this] { print(); }, hasRun);
    file->addSeparator();
    addShortcut(file, QT_TR_NOOP("New &window"), QKeySequence(QStringLiteral("Ctrl+Shift+N")), [] { openWindow({}); });
    addShortcut(file, QT_TR_NOOP("Sett&ings…"), QKeySequence(QStringLiteral("Ctrl+,")), [this] { showSettings(); });
    addShortcut(file, QT_TR_NOOP("C&lose window"), QKeySequence::Close, [this] { close(); });
    addShortcut(file, QT_TR_NOOP("&Quit"), QKeySequence::Quit, [] { QApplication::closeAllWindows(); });
}

void MainWindow::createEditMenu()
{
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    addShortcut(
        edit, QT_TR_NOOP("&Undo act"), QKeySequence::Undo, [this] { m_playback.undo(); },
        [this] { return m_playback.canUndo(); });
    addShortcut(
        edit, QT_TR_NOOP("&Redo act"), QKeySequence(QStringLiteral("Ctrl+Shift+Z")), [this] { m_playback.redo(); },
        [this] { return m_playback.canRedo(); });
    edit->addMenu(createBranchMenu());
    edit->addSeparator();
    addShortcut(edit, QT_TR_NOOP("Find or &do…"), QKeySequence(QStringLiteral("Ctrl+K")), [this] { openPalette(); });
    addShortcut(edit, QT_TR_NOOP("&Find scenarios"), QKeySequence(QStringLiteral("Ctrl+L")), [this] {
        leaveStart();
        m_library->focusSearch();
    });
}

void MainWindow::createViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    auto *looks = new QActionGroup(this);
    const auto addLook = [&](const QString &text, Appearance look) {
        QAction *action = view->addAction(text);
        action->setCheckable(true);
        action->setChecked(appearance() == look);
        looks->addAction(action);
        connect(action, &QAction::triggered, this, [this, look] { setLook(look); });
    };
    addLook(tr("As the &desktop has it"), Appearance::System);
    addLook(tr("&Light"), Appearance::Light);
    addLook(tr("D&ark"), Appearance::Dark);
    addLook(tr("High &contrast"), Appearance::HighContrast);
    view->addSeparator();
    addShortcut(
        view, QT_TR_NOOP("&Previous selection"), QKeySequence(QStringLiteral("Alt+Left")),
        [this] { m_playback.selectBack(); }, [this] { return m_playback.canSelectBack(); });
    addShortcut(
        view, QT_TR_NOOP("Ne&xt selection"), QKeySequence(QStringLiteral("Alt+Right")),
        [this] { m_playback.selectForward(); }, [this] { return m_playback.canSelectForward(); });
    addShortcut(
        view, QT_TR_NOOP("Select &nothing"), {}, [this] { m_playback.select({}); },
        [this] { return m_playback.selection().kind != Selection::Kind::None; });
    view->addSeparator();
    QAction *failures = view->addAction(tr("Show failures &only"));
    failures->setCheckable(true);
    connect(failures, &QAction::toggled, m_timeline, &TimelineView::setFailuresOnly);
    view->addAction(m_timers->showSleeps());
    addShortcut(view, QT_TR_NOOP("&Fit the selection"), Qt::Key_F, [this] {
        m_timeline->fitSelection();
        m_timeline->viewport()->update();
        m_stage->setZoom(1);
    });
}

void MainWindow::createRunMenu()
{
    QMenu *run = menuBar()->addMenu(tr("&Run"));
    const auto add = [this, run](const char *text, const QKeySequence &key, const std::function<void()> &act) {
        addShortcut(run, text, key, act, [this] { return m_playback.hasRun(); });
    };
    add(QT_TR_NOOP("&Play or pause"), Qt::Key_Space, [this] { m_playback.toggle(); });
    add(QT_TR_NOOP("&Step"), Qt::Key_Right, [this] { m_playback.step(m_transport->stepSize()); });
    add(QT_TR_NOOP("Step &back"), Qt::Key_Left, [this] { m_playback.stepBack(m_transport->stepSize()); });
    add(QT_TR_NOOP("Ne&xt checkpoint"), QKeySequence(QStringLiteral("Shift+Right")),
        [this] { m_playback.step(StepSize::Checkpoint); });
    add(QT_TR_NOOP("Previous chec&kpoint"), QKeySequence(QStringLiteral("Shift+Left")),
        [this] { m_playback.stepBack(StepSize::Checkpoint); });
    add(QT_TR_NOOP("&Next decisive event"), QKeySequence(QStringLiteral("Ctrl+Right")),
        [this] { m_playback.step(StepSize::Decisive); });
    add(QT_TR_NOOP("Previous dec&isive event"), QKeySequence(QStringLiteral("Ctrl+Left")),
        [this] { m_playback.stepBack(StepSize::Decisive); });
    add(QT_TR_NOOP("To the s&tart"), Qt::Key_Home, [this] { m_playback.toStart(); });
    add(QT_TR_NOOP("To the &end"), Qt::Key_End, [this] { m_playback.toEnd(); });
    addShortcut(run, QT_TR_NOOP("St&op"), {}, [this] { m_playback.stop(); }, [this] { return m_playback.isLive(); });
    run->addSeparator();
    const auto hasScenario = [this] { return m_playback.scenario() != nullptr; };
    addShortcut(run, QT_TR_NOOP("Run &again"), Qt::Key_F5, [this] { m_transport->runAgain(false); }, hasScenario);
    addShortcut(
        run, QT_TR_NOOP("Run with a ne&w seed"), QKeySequence(QStringLiteral("Shift+F5")),
        [this] { m_transport->runAgain(true); }, hasScenario);
    run->addSeparator();
    run->addActions({m_actions->cancel(), m_actions->shield(), m_actions->deadline(), m_actions->setEvent()});
    m_keys.add(QStringLiteral("act cancel"), m_actions->cancel());
    m_keys.add(QStringLiteral("act shield"), m_actions->shield());
    m_keys.add(QStringLiteral("act deadline"), m_actions->deadline());
    add(QT_TR_NOOP("Wh&y"), Qt::Key_Y, [this] { showWhy(); });
    addShortcut(
        run, QT_TR_NOOP("Next di&fference of a twin"), Qt::Key_N, [this] { m_twin->nextDifference(); },
        [this] { return m_mode == Mode::Twin; });
}

void MainWindow::createWindowMenu()
{
    QMenu *window = menuBar()->addMenu(tr("&Window"));
    for (QDockWidget *dock : findChildren<QDockWidget *>()) {
        if (dock != m_predictDock) // which belongs to its mode
            window->addAction(dock->toggleViewAction());
    }
    window->addSeparator();
    addShortcut(window, QT_TR_NOOP("Next p&anel"), Qt::Key_F6, [this] { goToNextPanel(); });
    addShortcut(window, QT_TR_NOOP("Restore &default layout"), {}, [this] { restoreDefaultLayout(); });
}

void MainWindow::createHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    addShortcut(help, QT_TR_NOOP("&Start page"), {}, [this] { showStart(); });
    addShortcut(help, QT_TR_NOOP("Shapes and &colours"), {}, [this] { Legend(this).exec(); });
    addShortcut(help, QT_TR_NOOP("&Help for this panel"), Qt::Key_F1, [this] { showHelp(); });
    addShortcut(help, QT_TR_NOOP("&Keys"), Qt::Key_Question, [this] { showKeys(); });
    addShortcut(help, QT_TR_NOOP("About &Qt"), {}, [this] { QMessageBox::aboutQt(this); });
}

/// From the centre through the docks that can be seen, and round again.
void MainWindow::goToNextPanel()
{
    std::vector<QWidget *> panels{m_pages->currentWidget()};
    for (QDockWidget *dock : findChildren<QDockWidget *>()) {
        if (!dock->visibleRegion().isEmpty())
            panels.push_back(dock->widget());
    }
    const QWidget *focus = QApplication::focusWidget();
    const auto here = std::find_if(panels.begin(), panels.end(), [focus](const QWidget *panel) {
        return panel == focus || panel->isAncestorOf(focus);
    });
    const auto count = static_cast<std::ptrdiff_t>(panels.size());
    const std::ptrdiff_t at = here == panels.end() ? -1 : here - panels.begin();
    for (std::ptrdiff_t step = 1; step <= count; ++step) {
        QWidget *panel = panels[static_cast<std::size_t>((at + step) % count)];
        for (QWidget *widget = panel; widget; widget = widget->nextInFocusChain()) {
            if (widget != panel && !panel->isAncestorOf(widget))
                break;
            if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled()) {
                widget->setFocus(Qt::ShortcutFocusReason);
                return;
            }
        }
    }
}

std::vector<Command> MainWindow::commands()
{
    std::vector<Command> all;
    QList<QMenu *> menus;
    for (const QAction *top : menuBar()->actions())
        menus.append(top->menu());
    for (qsizetype i = 0; i < menus.size(); ++i) {
        for (QAction *action : menus[i]->actions()) {
            if (action->menu()) {
                Q_EMIT action->menu()->aboutToShow(); // it is filled then
                menus.append(action->menu());
                continue;
            }
            const QString name = QString(action->text()).remove(u'&');
            if (name.isEmpty() || !action->isEnabled())
                continue;
            const bool isPanel = qobject_cast<QDockWidget *>(action->parent()) != nullptr;
            all.push_back({isPanel ? tr("Panel %1: show or hide").arg(name) : name,
                           action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); }});
        }
    }
    for (const TaskState &task : m_playback.state().tasks())
        all.push_back(
            {m_playback.taskName(task.id), tr("task"), [this, id = task.id] { m_playback.select(Selection(id)); }});
    for (const ScopeState &scope : m_playback.state().scopes())
        all.push_back(
            {m_playback.scopeName(scope.id), tr("scope"), [this, id = scope.id] { m_playback.select(Selection(id)); }});
    const LibraryModel &library = m_library->model();
    for (int section = 0; section < library.rowCount(); ++section) {
        for (int row = 0; row < library.item(section)->rowCount(); ++row) {
            const QStandardItem &item = *library.item(section)->child(row);
            const QString file = item.data(LibraryModel::FileRole).toString();
            all.push_back({item.text(), tr("scenario"), [this, file] { open(file); }});
        }
    }
    return all;
}

void MainWindow::openPalette()
{
    const auto find = [this](const QString &text) -> std::vector<Command> {
        const auto time = text.startsWith(u'@') ? readDuration(text.mid(1).trimmed().toStdString()) : std::nullopt;
        if (!time || !m_playback.hasRun())
            return {};
        return {{tr("Go to %1").arg(timeText(*time)), tr("time"),
                 [this, moment = TimePoint(*time)] { m_playback.seekTime(moment); }}};
    };
    CommandPalette palette(commands(), find, this);
    palette.move(mapToGlobal(QPoint((width() - palette.width()) / 2, 60)));
    palette.execute();
}

/// Of what has the focus: docks are called as their pages.
QString MainWindow::helpPage() const
{
    if (m_pages->currentWidget() == m_start)
        return QStringLiteral("index");
    for (const QWidget *widget = QApplication::focusWidget(); widget; widget = widget->parentWidget()) {
        const bool isPanel = qobject_cast<const QDockWidget *>(widget) || widget == m_stage;
        if (isPanel)
            return widget->objectName();
        if (qobject_cast<const ErrorsView *>(widget))
            return QStringLiteral("errors");
    }
    return m_mode == Mode::Twin ? QStringLiteral("twin") : QStringLiteral("index");
}

void MainWindow::showHelp()
{
    const QString page = helpPage();
    if (!m_help)
        m_help = new HelpView(this);
    m_help->showPage(page);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::showKeys()
{
    KeysDialog(m_keys, this).exec();
}

} // namespace ScopeLab
