#include "ui/views/mainwindow.h"

#include "ui/views/actions.h"
#include "ui/views/codepanel.h"
#include "ui/views/errorsview.h"
#include "ui/views/findingsview.h"
#include "ui/views/libraryview.h"
#include "ui/views/outlineview.h"
#include "ui/views/predictview.h"
#include "ui/views/settingsdialog.h"
#include "ui/views/sounds.h"
#include "ui/views/stageview.h"
#include "ui/views/startpage.h"
#include "ui/views/timelineview.h"
#include "ui/views/timersview.h"
#include "ui/views/transportbar.h"
#include "ui/views/whyview.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileSystemWatcher>
#include <QLabel>
#include <QProcess>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
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

void MainWindow::createViews()
{
    m_stage = new StageView(m_playback, this);
    m_stage->setObjectName(QStringLiteral("stage"));
    m_timeline = new TimelineView(m_playback, this);
    m_timeline->setObjectName(QStringLiteral("lanes"));
    m_timers = new TimersView(m_playback, this);
    m_code = new CodePanel(m_playback, m_document, this);
    m_library = new LibraryView(this);
    m_outline = new OutlineView(m_playback, this);
    m_findings = new FindingsView(m_playback, this);
    m_why = new WhyView(m_playback, this);
    m_predict = new PredictView(m_playback, this);
    m_twin = new TwinView(m_playback, this);
    m_start = new StartPage(m_library->model(), this);
    m_transport = new TransportBar(m_playback, this);
    showMine();
    createCentre();
    createDocks();

    auto *bar = new QToolBar(tr("Transport"), this);
    bar->setObjectName(QStringLiteral("transport"));
    bar->setMovable(false);
    bar->addWidget(m_transport);
    addToolBar(Qt::BottomToolBarArea, bar);
    m_status = new QLabel(this);
    m_status->setTextFormat(Qt::PlainText);
    m_facts = new QLabel(this);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(m_facts);
    statusBar()->setSizeGripEnabled(false);
    connectViews();
}

void MainWindow::createCentre()
{
    m_centre = new QTabWidget(this);
    m_centre->setDocumentMode(true);
    m_centre->setAccessibleName(tr("Stage or split errors"));
    m_centre->tabBar()->setAccessibleName(m_centre->accessibleName());
    m_centre->addTab(m_stage, tr("Stage"));
    m_centre->addTab(new ErrorsView(m_playback, this), tr("Split errors, enlarged"));
    m_pages = new QStackedWidget(this);
    for (QWidget *page : std::initializer_list<QWidget *>{m_centre, m_start, m_twin})
        m_pages->addWidget(page);

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
    auto *middle = new QWidget(this);
    auto *layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_pages, 1);
    setCentralWidget(middle);
}

/// What one view asks, and another does.
void MainWindow::connectViews()
{
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
    connect(&m_playback, &Playback::transportChanged, this, [this] {
        if (m_playback.scenario() && !m_playback.isLive())
            m_library->markRun(m_file);
    });
    connect(m_stage, &StageView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(m_timeline, &TimelineView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(m_timers, &TimersView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(m_outline, &OutlineView::contextMenuRequested, m_actions, &ScopeActions::popUp);
    connect(m_actions, &ScopeActions::whyRequested, this, &MainWindow::showWhy);
    connect(m_actions, &ScopeActions::foldOthersRequested, m_stage, &StageView::foldOthers);
    connect(m_actions, &ScopeActions::foldOthersRequested, m_timeline, &TimelineView::foldOthers);
    connect(m_actions, &ScopeActions::foldOthersRequested, m_outline, &OutlineView::foldOthers);
    connect(m_actions, &ScopeActions::unfoldAllRequested, m_stage, &StageView::unfoldAll);
    connect(m_actions, &ScopeActions::unfoldAllRequested, m_outline, &OutlineView::unfoldAll);
    connect(m_why, &WhyView::twinRequested, this, [this](const QString &name, const std::vector<Act> &acts) {
        openTwin(TwinSource{tr("As it is"), name, currentScenario(), m_playback.request(), acts});
    });
    connect(m_why, &WhyView::lineRequested, this, &MainWindow::showLine);
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
    m_pages->setCurrentWidget(m_centre);
    arrangeAs(m_hiddenLayout);
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
    bool isToStartAgain = false;
    connect(&settings, &SettingsDialog::restartRequested, &settings, [&] {
        isToStartAgain = true;
        settings.accept();
    });
    settings.exec();
    if (!isToStartAgain)
        return;
    const QString file = m_file;
    QApplication::closeAllWindows();
    if (!isVisible()) // nobody wanted to stay
        QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                file.isEmpty() ? QStringList() : QStringList{file});
}

} // namespace ScopeLab
