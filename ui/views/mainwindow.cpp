#include "ui/views/mainwindow.h"

#include "ui/playback/sentences.h"
#include "ui/views/actions.h"
#include "ui/views/codepanel.h"
#include "ui/views/errorsview.h"
#include "ui/views/findingsview.h"
#include "ui/views/glyphs.h"
#include "ui/views/libraryview.h"
#include "ui/views/logview.h"
#include "ui/views/outlineview.h"
#include "ui/views/predictview.h"
#include "ui/views/settingsdialog.h"
#include "ui/views/sounds.h"
#include "ui/views/stageview.h"
#include "ui/views/startpage.h"
#include "ui/views/texts.h"
#include "ui/views/timelineview.h"
#include "ui/views/timersview.h"
#include "ui/views/transportbar.h"
#include "ui/views/whyview.h"

#include <QAccessible>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileSystemWatcher>
#include <QLabel>
#include <QMenuBar>
#include <QProcess>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace ScopeLab {

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
{
    setAcceptDrops(true);
    // At 250 % text even the smallest window has to fit the screen.
    const QSize screen = this->screen()->availableSize();
    setMinimumSize(QSize(960, 600).boundedTo(screen));
    resize(QSize(1440, 900).boundedTo(screen));
    setDockNestingEnabled(true);
    m_playback.setSpeed(QSettings().value(QStringLiteral("speed"), m_playback.speed()).toDouble());
    m_actions = new ScopeActions(m_playback, this);
    new Sounds(m_playback, this);
    createViews();
    createLoading();
    createActions();
    createToolBar();
    m_defaultLayout = saveState(LayoutVersion);
    restoreLayout();
    connect(&m_playback, &Playback::runChanged, this, &MainWindow::refreshTitle);
    connect(&m_playback, &Playback::moved, this, &MainWindow::refreshStatus);
    connect(&m_playback, &Playback::moved, this, &MainWindow::announce);
    connect(&m_playback, &Playback::selectionChanged, this, &MainWindow::refreshStatus);
    connect(&m_playback, &Playback::transportChanged, this, &MainWindow::refreshStatus);
    m_watcher = new QFileSystemWatcher(this);
    connect(m_watcher, &QFileSystemWatcher::fileChanged, this, &MainWindow::offerReload);
    connect(&m_document, &ScenarioDocument::checked, this, &MainWindow::takeEdit);
    connect(&m_document, &ScenarioDocument::modifiedChanged, this, &MainWindow::refreshTitle);
    refreshTitle();
    refreshStatus();
    if (StartPage::isWanted())
        showStart();
    else
        m_stage->setFocus();
}

MainWindow::~MainWindow()
{
    hide(); // while what the views show still exists
}

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
    m_stage->setObjectName(QStringLiteral("stage"));
    m_timeline->setObjectName(QStringLiteral("lanes"));
    m_timers = new TimersView(m_playback, this);
    m_code = new CodePanel(m_playback, m_document, this);
    m_library = new LibraryView(this);
    auto *why = new WhyView(m_playback, this);
    auto *log = new LogView(m_playback, this);

    m_centre = new QTabWidget(this);
    m_centre->setDocumentMode(true);
    m_centre->setAccessibleName(tr("Stage or split errors"));
    m_centre->tabBar()->setAccessibleName(m_centre->accessibleName());
    m_centre->addTab(m_stage, tr("Stage"));
    m_centre->addTab(new ErrorsView(m_playback, this), tr("Split errors, enlarged"));
    m_banner = new QLabel(this);
    m_banner->setWordWrap(true);
    m_banner->setMargin(8);
    m_banner->setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    m_banner->hide();
    connect(m_banner, &QLabel::linkActivated, this, [this](const QString &link) {
        const std::function<void()> answer = m_offers.value(link.toInt());
        m_banner->hide();
        if (answer)
            answer();
    });
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_centre, 1);
    m_explore = centre;
    m_twin = new TwinView(m_playback, this);
    m_start = new StartPage(m_library->model(), this);
    showMine();
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(centre);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_twin);
    auto *middle = new QWidget(this);
    auto *middleLayout = new QVBoxLayout(middle);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->setSpacing(0);
    middleLayout->addWidget(m_banner);
    middleLayout->addWidget(m_pages, 1);
    setCentralWidget(middle);

    QDockWidget *library = addDock(QStringLiteral("scenarios"), tr("Scenarios"), m_library, Qt::LeftDockWidgetArea);
    auto *outlineView = new OutlineView(m_playback, this);
    QDockWidget *outline = addDock(QStringLiteral("outline"), tr("Outline"), outlineView, Qt::LeftDockWidgetArea);
    tabifyDockWidget(library, outline);
    library->raise();
    m_findings = new FindingsView(m_playback, this);
    m_findingsDock = addDock(QStringLiteral("findings"), tr("Findings"), m_findings, Qt::LeftDockWidgetArea);
    m_findingsDock->hide();
    QDockWidget *timers = addDock(QStringLiteral("timers"), tr("Timers"), m_timers, Qt::RightDockWidgetArea);
    QDockWidget *errors = addDock(QStringLiteral("errors"), tr("Split errors"), new ErrorsView(m_playback, this),
                                  Qt::RightDockWidgetArea);
    m_whyDock = addDock(QStringLiteral("why"), tr("Why"), why, Qt::RightDockWidgetArea);
    m_predict = new PredictView(m_playback, this);
    m_predictDock = addDock(QStringLiteral("predict"), tr("Predict the outcome"), m_predict, Qt::RightDockWidgetArea);
    m_predictDock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
    m_predictDock->hide();
    QDockWidget *timeline = addDock(QStringLiteral("timeline"), tr("Timeline"), m_timeline, Qt::BottomDockWidgetArea);
    m_codeDock = addDock(QStringLiteral("code"), tr("Code"), m_code, Qt::BottomDockWidgetArea);
    QDockWidget *logDock = addDock(QStringLiteral("log"), tr("Log"), log, Qt::BottomDockWidgetArea);
    splitDockWidget(timeline, m_codeDock, Qt::Vertical);
    tabifyDockWidget(m_codeDock, logDock);
    m_codeDock->raise();
    m_rightDocks = {timers, errors, m_whyDock};
    m_leftDocks = {library, outline};
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
    connect(m_start, &StartPage::chosen, m_library, &LibraryView::chosen);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::openDialog);
    connect(m_start, &StartPage::sectionRequested, this, [this](const QString &section) {
        leaveStart();
        m_library->showSection(section);
    });
    connect(m_stage, &StageView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(m_timeline, &TimelineView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(m_timers, &TimersView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(outlineView, &OutlineView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(m_actions, &ScopeActions::whyRequested, this, &MainWindow::showWhy);
    connect(m_actions, &ScopeActions::foldOthersRequested, m_stage, &StageView::foldOthers);
    connect(m_actions, &ScopeActions::foldOthersRequested, m_timeline, &TimelineView::foldOthers);
    connect(m_actions, &ScopeActions::foldOthersRequested, outlineView, &OutlineView::foldOthers);
    connect(m_actions, &ScopeActions::unfoldAllRequested, m_stage, &StageView::unfoldAll);
    connect(m_actions, &ScopeActions::unfoldAllRequested, outlineView, &OutlineView::unfoldAll);
    connect(&m_playback, &Playback::transportChanged, this, [this] {
        if (m_playback.scenario() && !m_playback.isLive())
            m_library->markRun(m_file);
    });
    connect(why, &WhyView::twinRequested, this, [this](const QString &name, const std::vector<Act> &acts) {
        openTwin(TwinSource{tr("As it is"), name, currentScenario(), m_playback.request(), acts});
    });
    connect(why, &WhyView::lineRequested, this, &MainWindow::showLine);
    for (const ErrorsView *view : findChildren<ErrorsView *>()) {
        connect(view, &ErrorsView::lineRequested, this, &MainWindow::showLine);
        connect(view, &ErrorsView::contextMenuRequested, m_actions, &ScopeActions::popUp);
        connect(view, &ErrorsView::enlargeRequested, m_centre, [this] { m_centre->setCurrentIndex(1); });
    }
}

void MainWindow::createToolBar()
{
    auto *bar = new QToolBar(tr("Selection"), this);
    bar->setObjectName(QStringLiteral("selection"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({16, 16});
    createModes(bar);
    m_title = new QLabel(this);
    m_title->setMargin(8);
    m_title->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_title->setMinimumWidth(1); // what can be done goes first
    bar->addWidget(m_title);
    m_target = new QLabel(this);
    m_target->setMargin(6);
    bar->addWidget(m_target);
    bar->addActions({m_actions->cancel(), m_actions->shield(), m_actions->deadline()});
    auto *find = new QToolButton(this);
    find->setObjectName(QStringLiteral("finder"));
    find->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    find->setText(tr("Find or do…"));
    find->setToolTip(tr("Actions, scenarios, tasks, scopes, times (Ctrl+K)"));
    find->setAccessibleName(tr("Find or do"));
    connect(find, &QToolButton::clicked, this, &MainWindow::openPalette);
    m_finder = bar->addWidget(find);
    showModeIcons();
    addToolBar(Qt::TopToolBarArea, bar);
}

void MainWindow::restoreLayout()
{
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
    readLayouts();
    // A layout of another version, or none, leaves the default one; docks take sizes once shown.
    if (!restoreState(m_layouts.value(Mode::Explore), LayoutVersion))
        QTimer::singleShot(0, this, m_arrangeDocks);
}

void MainWindow::restoreDefaultLayout()
{
    leaveStart();
    arrangeMode();
}

void MainWindow::showWhy()
{
    m_whyDock->show();
    m_whyDock->raise();
}

void MainWindow::showLine(int line)
{
    m_codeDock->show();
    m_codeDock->raise();
    m_code->showLine(line);
}

/// The start page alone; the run, if there is one, goes on existing.
void MainWindow::showStart()
{
    if (m_pages->currentWidget() == m_start)
        return;
    m_playback.pause();
    setMode(Mode::Explore);
    m_start->setRecent(QSettings().value(QStringLiteral("recent")).toStringList());
    m_hiddenLayout = saveState(LayoutVersion);
    for (QDockWidget *dock : findChildren<QDockWidget *>())
        dock->hide();
    for (QToolBar *bar : findChildren<QToolBar *>())
        bar->hide();
    m_pages->setCurrentWidget(m_start);
    m_start->setFocus();
}

void MainWindow::leaveStart()
{
    if (m_pages->currentWidget() != m_start)
        return;
    m_pages->setCurrentWidget(m_explore);
    restoreState(m_hiddenLayout, LayoutVersion);
    adaptDocks();
    m_stage->setFocus();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayLeaveText()) {
        event->ignore();
        return;
    }
    m_document.discard();
    leaveStart(); // so that the docks are remembered
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    saveLayouts();
    m_twin->close();
    m_predict->end();
    m_playback.close();
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_transport) { // icons carry the palette's colours
        Q_EMIT m_playback.transportChanged();
        showModeIcons();
        refreshTitle();
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    constexpr int FinderFrom = 1200; // a menu and a key open the same
    QMainWindow::resizeEvent(event);
    m_finder->setVisible(width() >= FinderFrom);
    adaptDocks();
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
    if (m_mode != Mode::Explore || m_pages->currentWidget() != m_explore || m_rightDocks.isEmpty())
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

void MainWindow::setLook(Appearance look)
{
    setAppearance(look);
    QSettings().setValue(QStringLiteral("appearance"), static_cast<int>(look));
    for (QWidget *widget : findChildren<QWidget *>())
        widget->update();
}

void MainWindow::showSettings()
{
    SettingsDialog settings(this);
    connect(&settings, &SettingsDialog::lookChanged, this,
            [this](int look) { setLook(static_cast<Appearance>(look)); });
    connect(&settings, &SettingsDialog::speedChanged, &m_playback, &Playback::setSpeed);
    connect(&settings, &SettingsDialog::stepChanged, m_transport,
            [this](int step) { m_transport->setStepSize(static_cast<StepSize>(step)); });
    connect(&settings, &SettingsDialog::codeLanguageChanged, m_code,
            [this](int language) { m_code->showLanguage(static_cast<CodeLanguage>(language)); });
    connect(&settings, &SettingsDialog::sleepsChanged, m_timers->showSleeps(), &QAction::setChecked);
    connect(&settings, &SettingsDialog::restartRequested, this, [this, &settings] {
        settings.accept();
        const QString file = m_file;
        QApplication::closeAllWindows();
        if (!isVisible()) // nobody wanted to stay
            QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                    file.isEmpty() ? QStringList() : QStringList{file});
    });
    settings.exec();
}

} // namespace ScopeLab
