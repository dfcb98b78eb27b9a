#include "ui/views/mainwindow.h"

#include "ui/views/actions.h"
#include "ui/views/codepanel.h"
#include "ui/views/errorsview.h"
#include "ui/views/glyphs.h"
#include "ui/views/libraryview.h"
#include "ui/views/logview.h"
#include "ui/views/outlineview.h"
#include "ui/views/stageview.h"
#include "ui/views/timelineview.h"
#include "ui/views/timersview.h"
#include "ui/views/transportbar.h"
#include "ui/views/whyview.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSaveFile>
#include <QSettings>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace ScopeLab {

namespace {

// Raise it when docks come or go: an older layout then gives way to the default.
constexpr int LayoutVersion = 2;
constexpr int MaxRecent = 10;

bool isRecording(const QString &file)
{
    return file.endsWith(QStringLiteral(".trace")) || file.endsWith(QStringLiteral(".jsonl"));
}

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
{
    setAcceptDrops(true);
    setMinimumSize(960, 600);
    resize(1440, 900);
    setDockNestingEnabled(true);
    m_actions = new ScopeActions(m_playback, this);
    createViews();
    createActions();
    createToolBar();
    m_defaultLayout = saveState(LayoutVersion);
    restoreLayout();
    connect(&m_playback, &Playback::runChanged, this, &MainWindow::refreshTitle);
    connect(&m_playback, &Playback::moved, this, &MainWindow::refreshStatus);
    connect(&m_playback, &Playback::selectionChanged, this, &MainWindow::refreshStatus);
    connect(&m_playback, &Playback::transportChanged, this, &MainWindow::refreshStatus);
    refreshTitle();
    refreshStatus();
    m_stage->setFocus();
}

MainWindow::~MainWindow() = default;

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, QWidget *widget, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(widget);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::createViews()
{
    setCorner(Qt::TopLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);

    m_stage = new StageView(m_playback, this);
    m_timeline = new TimelineView(m_playback, this);
    m_code = new CodePanel(m_playback, this);
    m_library = new LibraryView(this);
    auto *why = new WhyView(m_playback, this);
    auto *log = new LogView(m_playback, this);

    m_centre = new QTabWidget(this);
    m_centre->setDocumentMode(true);
    m_centre->addTab(m_stage, tr("Stage"));
    m_centre->addTab(new ErrorsView(m_playback, this), tr("Split errors, enlarged"));
    m_banner = new QLabel(this);
    m_banner->setWordWrap(true);
    m_banner->setMargin(8);
    m_banner->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_banner->hide();
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_centre, 1);
    setCentralWidget(centre);

    QDockWidget *library = addDock(QStringLiteral("scenarios"), tr("Scenarios"), m_library, Qt::LeftDockWidgetArea);
    auto *outlineView = new OutlineView(m_playback, this);
    QDockWidget *outline = addDock(QStringLiteral("outline"), tr("Outline"), outlineView, Qt::LeftDockWidgetArea);
    tabifyDockWidget(library, outline);
    library->raise();
    QDockWidget *timers
        = addDock(QStringLiteral("timers"), tr("Timers"), new TimersView(m_playback, this), Qt::RightDockWidgetArea);
    QDockWidget *errors = addDock(QStringLiteral("errors"), tr("Split errors"), new ErrorsView(m_playback, this),
                                  Qt::RightDockWidgetArea);
    m_whyDock = addDock(QStringLiteral("why"), tr("Why"), why, Qt::RightDockWidgetArea);
    QDockWidget *timeline = addDock(QStringLiteral("timeline"), tr("Timeline"), m_timeline, Qt::BottomDockWidgetArea);
    m_codeDock = addDock(QStringLiteral("code"), tr("Code"), m_code, Qt::BottomDockWidgetArea);
    QDockWidget *logDock = addDock(QStringLiteral("log"), tr("Log"), log, Qt::BottomDockWidgetArea);
    splitDockWidget(timeline, m_codeDock, Qt::Vertical);
    tabifyDockWidget(m_codeDock, logDock);
    m_codeDock->raise();
    m_arrangeDocks = [=, this] {
        resizeDocks({library, timers}, {264, 340}, Qt::Horizontal);
        resizeDocks({timers, errors, m_whyDock}, {166, 330, 230}, Qt::Vertical);
        resizeDocks({timeline, m_codeDock}, {210, 190}, Qt::Vertical);
    };

    m_transport = new TransportBar(m_playback, this);
    auto *bar = new QToolBar(tr("Transport"), this);
    bar->setObjectName(QStringLiteral("transport"));
    bar->setMovable(false);
    bar->addWidget(m_transport);
    addToolBar(Qt::BottomToolBarArea, bar);

    m_status = new QLabel(this);
    m_facts = new QLabel(this);
    m_status->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(m_facts);
    statusBar()->setSizeGripEnabled(false);

    connect(m_library, &LibraryView::chosen, this, [this](const QString &file, bool run) {
        open(file);
        if (run)
            m_playback.play();
    });
    connect(m_stage, &StageView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(m_timeline, &TimelineView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(outlineView, &OutlineView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(m_actions, &ScopeActions::whyRequested, m_whyDock, [this] {
        m_whyDock->show();
        m_whyDock->raise();
    });
    connect(why, &WhyView::lineRequested, this, [this](int line) {
        m_codeDock->show();
        m_codeDock->raise();
        m_code->showLine(line);
    });
}

void MainWindow::addShortcut(QMenu *menu, const QString &text, const QKeySequence &key,
                             const std::function<void()> &act)
{
    QAction *action = menu->addAction(text);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, act);
}

void MainWindow::createActions()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    addShortcut(file, tr("&Open…"), QKeySequence::Open, [this] { openDialog(); });
    QMenu *recent = file->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    addShortcut(file, tr("&Save recording…"), QKeySequence::Save, [this] { saveRecording(); });
    file->addSeparator();
    addShortcut(file, tr("&Quit"), QKeySequence::Quit, [this] { close(); });

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    addShortcut(edit, tr("&Undo act"), QKeySequence::Undo, [this] { m_playback.undo(); });
    addShortcut(edit, tr("&Redo act"), QKeySequence(tr("Ctrl+Shift+Z")), [this] { m_playback.redo(); });
    edit->addSeparator();
    addShortcut(edit, tr("&Find scenarios"), QKeySequence(tr("Ctrl+L")), [this] { m_library->focusSearch(); });

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
    addLook(tr("&Dark"), Appearance::Dark);
    view->addSeparator();
    addShortcut(view, tr("Fit &timeline"), Qt::Key_F, [this] {
        m_timeline->fit();
        m_timeline->viewport()->update();
        m_stage->setZoom(1);
    });

    QMenu *run = menuBar()->addMenu(tr("&Run"));
    addShortcut(run, tr("&Play or pause"), Qt::Key_Space, [this] { m_playback.toggle(); });
    addShortcut(run, tr("&Step"), Qt::Key_Right, [this] { m_playback.step(m_transport->stepSize()); });
    addShortcut(run, tr("Step &back"), Qt::Key_Left, [this] { m_playback.stepBack(m_transport->stepSize()); });
    addShortcut(run, tr("&Next decisive event"), QKeySequence(tr("Ctrl+Right")),
                [this] { m_playback.step(StepSize::Decisive); });
    addShortcut(run, tr("Pre&vious decisive event"), QKeySequence(tr("Ctrl+Left")),
                [this] { m_playback.stepBack(StepSize::Decisive); });
    addShortcut(run, tr("To the s&tart"), Qt::Key_Home, [this] { m_playback.toStart(); });
    addShortcut(run, tr("To the &end"), Qt::Key_End, [this] { m_playback.toEnd(); });
    addShortcut(run, tr("St&op"), {}, [this] { m_playback.stop(); });
    run->addSeparator();
    addShortcut(run, tr("Run &again"), Qt::Key_F5, [this] { m_transport->runAgain(false); });
    addShortcut(run, tr("Run with a ne&w seed"), QKeySequence(tr("Shift+F5")), [this] { m_transport->runAgain(true); });
    run->addSeparator();
    run->addActions({m_actions->cancel(), m_actions->shield(), m_actions->deadline()});
    addShortcut(run, tr("Wh&y"), Qt::Key_Y, [this] {
        m_whyDock->show();
        m_whyDock->raise();
    });

    QMenu *window = menuBar()->addMenu(tr("&Window"));
    for (QDockWidget *dock : findChildren<QDockWidget *>())
        window->addAction(dock->toggleViewAction());
    window->addSeparator();
    addShortcut(window, tr("Restore &default layout"), {}, [this] {
        restoreState(m_defaultLayout, LayoutVersion);
        m_arrangeDocks();
    });

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    addShortcut(help, tr("&Keys"), Qt::Key_F1, [this] { showKeys(); });
    addShortcut(help, tr("About &Qt"), {}, [this] { QMessageBox::aboutQt(this); });
}

void MainWindow::createToolBar()
{
    auto *bar = new QToolBar(tr("Selection"), this);
    bar->setObjectName(QStringLiteral("selection"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({16, 16});
    m_title = new QLabel(this);
    m_title->setMargin(8);
    bar->addWidget(m_title);
    auto *space = new QWidget(this);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    m_target = new QLabel(this);
    m_target->setMargin(6);
    bar->addWidget(m_target);
    bar->addActions({m_actions->cancel(), m_actions->shield(), m_actions->deadline()});
    addToolBar(Qt::TopToolBarArea, bar);
}

void MainWindow::restoreLayout()
{
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    // A layout of another version, or none, leaves the default one; docks take sizes once shown.
    if (!restoreState(settings.value(QStringLiteral("window/layout")).toByteArray(), LayoutVersion))
        QTimer::singleShot(0, this, m_arrangeDocks);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/layout"), saveState(LayoutVersion));
    m_playback.close();
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_transport) { // icons carry the palette's colours
        Q_EMIT m_playback.transportChanged();
        refreshTitle();
    }
}

void MainWindow::setLook(Appearance look)
{
    setAppearance(look);
    QSettings().setValue(QStringLiteral("appearance"), static_cast<int>(look));
    for (QWidget *widget : findChildren<QWidget *>())
        widget->update();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    open(event->mimeData()->urls().front().toLocalFile());
}

void MainWindow::openDialog()
{
    const QString file
        = QFileDialog::getOpenFileName(this, tr("Open a scenario or a recording"), {},
                                       tr("Scenarios and recordings (*.yaml *.yml *.trace *.jsonl);;All files (*)"));
    if (!file.isEmpty())
        open(file);
}

void MainWindow::open(const QString &file)
{
    if (isRecording(file)) {
        openRecording(file);
        return;
    }
    const ScenarioFile scenario = readScenario(file);
    if (!scenario.error.isEmpty())
        showError(scenario.error);
    else
        openScenario(scenario);
    if (scenario.error.isEmpty() && QFileInfo(file).isFile())
        rememberFile(file);
    m_library->setCurrent(file);
}

void MainWindow::openScenario(const ScenarioFile &file)
{
    if (file.loaded.scenario) {
        m_banner->hide();
        m_playback.openScenario(file);
        m_stage->setFocus();
        return;
    }
    // The run shown so far stays; the mistakes are shown where they are.
    QStringList lines;
    for (const Diagnostic &diagnostic : file.loaded.diagnostics)
        lines.append(QString::fromStdString(toString(diagnostic, QFileInfo(file.path).fileName().toStdString())));
    const qsizetype all = lines.size();
    if (all > 6)
        lines = lines.mid(0, 6) << tr("and %n more", nullptr, static_cast<int>(all - 6));
    showError(tr("%1 cannot be run:").arg(QFileInfo(file.path).fileName()) + u'\n' + lines.join(u'\n'));
    m_code->showMistakes(QString::fromStdString(file.text), file.loaded.diagnostics);
    m_codeDock->show();
    m_codeDock->raise();
}

void MainWindow::openRecording(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        showError(tr("Cannot read '%1': %2").arg(path, file.errorString()));
        return;
    }
    LoadedTrace trace = readTrace(file);
    if (!trace.isUsable) {
        showError(tr("'%1' cannot be shown: %2").arg(path, trace.error));
        return;
    }
    m_banner->hide();
    if (!trace.error.isEmpty())
        showError(tr("'%1' is damaged in %2. What comes before is shown.").arg(path, trace.error));
    m_playback.openTrace(std::move(trace));
    rememberFile(path);
}

void MainWindow::saveRecording()
{
    if (!m_playback.hasRun())
        return;
    m_playback.pause();
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the recording"), QStringLiteral("recording.trace"),
                                                      tr("Recordings (*.trace)"));
    if (path.isEmpty())
        return;
    TraceHeader header;
    header.title = m_playback.title();
    header.backend = m_playback.scenario() ? QString::fromStdString(m_playback.scenario()->backend) : QString();
    header.executor
        = m_playback.request().executor == ExecutorKind::Virtual ? QStringLiteral("virtual") : QStringLiteral("pool");
    header.seed = m_playback.request().seed;
    header.scenario = m_playback.sourceText();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !writeTrace(file, header, m_playback.trace()) || !file.commit())
        showError(tr("Cannot write '%1': %2").arg(path, file.errorString()));
    else
        rememberFile(path);
}

void MainWindow::rememberFile(const QString &file)
{
    QSettings settings;
    QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
    const QString path = QFileInfo(file).absoluteFilePath();
    recent.removeAll(path);
    recent.prepend(path);
    settings.setValue(QStringLiteral("recent"), recent.mid(0, MaxRecent));
}

void MainWindow::fillRecent(QMenu *menu)
{
    menu->clear();
    for (const QString &path : QSettings().value(QStringLiteral("recent")).toStringList()) {
        QAction *action = menu->addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        action->setEnabled(QFileInfo::exists(path));
        connect(action, &QAction::triggered, this, [this, path] { open(path); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::showError(const QString &text)
{
    const Theme &theme = Theme::current();
    m_banner->setText(text);
    m_banner->setTextFormat(Qt::PlainText);
    m_banner->setStyleSheet(QStringLiteral("background:%1;color:%2;border-bottom:2px solid %3")
                                .arg(theme.tintFailed.name(), theme.text.name(), theme.failed.name()));
    m_banner->show();
}

void MainWindow::showKeys()
{
    QString rows;
    for (const QAction *action : findChildren<QAction *>()) {
        if (!action->shortcut().isEmpty())
            rows += QStringLiteral("<tr><td><b>%1</b></td><td>%2</td></tr>")
                        .arg(action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped(),
                             QString(action->text()).remove(u'&').toHtmlEscaped());
    }
    rows += QStringLiteral("<tr><td><b>%1</b></td><td>%2</td></tr>")
                .arg(tr("Up, Down"), tr("Through the stage, or the lanes of the timeline"));
    rows += QStringLiteral("<tr><td><b>%1</b></td><td>%2</td></tr>").arg(tr("W S A D"), tr("Timeline: zoom and pan"));
    QMessageBox::information(this, tr("Keys"), QStringLiteral("<table cellpadding='3'>%1</table>").arg(rows));
}

void MainWindow::refreshTitle()
{
    const QString title = m_playback.hasRun() ? m_playback.title() : QString();
    setWindowTitle(title.isEmpty() ? QStringLiteral("ScopeLab") : tr("%1 — ScopeLab").arg(title));
    QString section = m_playback.scenario() ? QString::fromStdString(m_playback.scenario()->section) : tr("Recording");
    if (section.isEmpty())
        section = tr("Mine");
    const QString grey = Theme::current().text2.name();
    m_title->setText(title.isEmpty()
                         ? QStringLiteral("<span style='color:%1'>%2</span>").arg(grey, tr("No scenario open"))
                         : QStringLiteral("<span style='color:%1'>%2 ›</span> <b>%3</b>")
                               .arg(grey, section.toHtmlEscaped(), title.toHtmlEscaped()));
    refreshStatus();
}

void MainWindow::refreshStatus()
{
    if (!m_playback.hasRun()) {
        m_status->setText(tr("Ready"));
        m_facts->setText(tr("Press F1 for all keys"));
        m_target->clear();
        return;
    }
    static const char *words[]
        = {QT_TR_NOOP("created"),   QT_TR_NOOP("running"), QT_TR_NOOP("waiting"),   QT_TR_NOOP("in a thread"),
           QT_TR_NOOP("unwinding"), QT_TR_NOOP("done"),    QT_TR_NOOP("cancelled"), QT_TR_NOOP("failed")};
    const RunState &state = m_playback.state();
    QStringList parts;
    if (state.isOver)
        parts.append(tr("Ended: %1").arg(QString::fromStdString(m_playback.trace().text(state.outcomeIndex))));
    else if (state.isStuck)
        parts.append(tr("Stuck: nothing can run any more"));
    else
        parts.append(m_playback.isPlaying() ? tr("Playing") : tr("Paused"));
    const std::array<int, TaskPhaseCount> counts = state.countPhases();
    for (std::size_t i = 0; i < TaskPhaseCount; ++i) {
        if (counts[i])
            parts.append(QStringLiteral("%L1 %2").arg(counts[i]).arg(tr(words[i])));
    }
    if (state.limitIndex)
        parts.append(QString::fromStdString(m_playback.trace().text(state.limitIndex)));
    if (!m_playback.acts().empty())
        parts.append(tr("%n act(s) of yours, Ctrl+Z undoes", nullptr, static_cast<int>(m_playback.acts().size())));
    m_status->setText(parts.join(QStringLiteral("   ")));
    const bool isVirtual = m_playback.request().executor == ExecutorKind::Virtual;
    m_facts->setText(
        tr("%1   %2   %L3 events recorded")
            .arg(m_playback.scenario() ? QString::fromStdString(m_playback.scenario()->backend) : tr("recording"),
                 isVirtual ? tr("virtual clock") : tr("real threads"))
            .arg(m_playback.trace().size()));
    const ScopeId target = m_actions->target();
    m_target->setText(target ? tr("On <b>%1</b>").arg(m_playback.scopeName(target).toHtmlEscaped()) : QString());
}

} // namespace ScopeLab
