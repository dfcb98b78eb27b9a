#include "ui/window/mainwindow.h"

#include "ui/code/codepanel.h"
#include "ui/errors/errorsview.h"
#include "ui/errors/findingsview.h"
#include "ui/errors/whyview.h"
#include "ui/lesson/predictview.h"
#include "ui/library/libraryview.h"
#include "ui/library/startpage.h"
#include "ui/stage/outlineview.h"
#include "ui/stage/stageview.h"
#include "ui/stage/timersview.h"
#include "ui/timeline/logview.h"
#include "ui/timeline/scrubber.h"
#include "ui/timeline/timelineview.h"
#include "ui/timeline/transportbar.h"
#include "ui/window/actions.h"
#include "ui/window/banner.h"
#include "ui/window/commandtable.h"
#include "ui/window/docks.h"
#include "ui/window/finder.h"
#include "ui/window/keysdialog.h"
#include "ui/window/panelhelp.h"
#include "ui/window/recentfiles.h"
#include "ui/window/recoverybanner.h"
#include "ui/window/runtitle.h"
#include "ui/window/saving.h"
#include "ui/window/selectionbar.h"
#include "ui/window/settingsdialog.h"
#include "ui/window/sounds.h"
#include "ui/window/statusline.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMimeData>
#include <QProcess>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
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
    m_playback.setSpeed(QSettings().value(QStringLiteral("speed"), m_playback.speed()).toDouble());
    m_acts = new ScopeActions(m_playback, this);
    new Sounds(m_playback, this);
    createViews();
    createDocks();
    createCentre();
    createFiles();
    createCommands();
    createBars();
    connectPlayback();
    connectFiles();
    connectViews();
    connectActs();
    m_docks->restore();
    if (StartPage::isWanted())
        m_modes->showStart();
    else
        m_stage->setFocus();
}

MainWindow::~MainWindow()
{
    hide(); // while what the views show still exists
}

MainWindow *MainWindow::openWindow(const QString &file)
{
    auto *window = new MainWindow;
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show();
    if (!file.isEmpty())
        window->open(file);
    return window;
}

void MainWindow::createViews()
{
    m_stage = new StageView(m_playback, this);
    m_stage->setObjectName(QStringLiteral("stage"));
    m_timeline = new TimelineView(m_playback, this);
    m_timeline->setObjectName(QStringLiteral("lanes"));
    m_timeline->setMinimumHeight(48); // the ruler and a lane: in the smallest window all panels have to fit
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
    m_banner = new Banner(this);
    m_recovery = new RecoveryBanner(this);
}

void MainWindow::createDocks()
{
    m_docks = new Docks(*this, {.library = m_library,
                                .outline = m_outline,
                                .findings = m_findings,
                                .timers = m_timers,
                                .errors = new ErrorsView(m_playback, this),
                                .why = m_why,
                                .predict = m_predict,
                                .timeline = m_timeline,
                                .code = m_code,
                                .log = new LogView(m_playback, this)});
}

void MainWindow::createCentre()
{
    m_centre = new QTabWidget(this);
    m_centre->setDocumentMode(true);
    m_centre->setAccessibleName(tr("Stage or split errors"));
    m_centre->tabBar()->setAccessibleName(m_centre->accessibleName());
    m_centre->addTab(m_stage, tr("Stage"));
    m_centre->addTab(new ErrorsView(m_playback, this), tr("Split errors, enlarged"));
    auto *pages = new QStackedWidget(this);
    for (QWidget *page : std::initializer_list<QWidget *>{m_centre, m_start, m_twin})
        pages->addWidget(page);
    auto *middle = new QWidget(this);
    auto *layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_recovery);
    layout->addWidget(m_banner);
    layout->addWidget(pages, 1);
    setCentralWidget(middle);
    const Modes::Pages all{.stack = pages, .centre = m_centre, .start = m_start, .twin = m_twin, .focus = m_stage};
    m_modes = new Modes(m_playback, *m_docks, all, *m_predict, *m_banner, this);
    m_help = new PanelHelp(*m_modes, this);
}

void MainWindow::createFiles()
{
    m_reading = new ReadingLine(this);
    m_recent = new RecentFiles(this);
    m_saving = new Saving(m_playback, m_document, *m_banner, *statusBar(), this);
    m_opening = new Opening({m_playback, m_document, *m_modes, *m_banner, *m_reading, *m_saving, *m_recent}, this);
    m_twins = new Twins({m_playback, m_library->model(), *m_opening, *m_modes, *m_twin, *m_banner, *statusBar()}, this);
    m_exports = new Exports({m_playback, *m_stage, *m_opening, *m_recent, *m_banner, *statusBar()}, this);
}

void MainWindow::createCommands()
{
    const auto openPalette = [this] { findOrDo(*m_commands, m_playback, m_library->model(), *m_opening, this); };
    const CommandParts parts{
        .playback = m_playback,
        .opening = *m_opening,
        .saving = *m_saving,
        .recent = *m_recent,
        .exports = *m_exports,
        .modes = *m_modes,
        .docks = *m_docks,
        .twins = *m_twins,
        .acts = *m_acts,
        .library = *m_library,
        .stage = *m_stage,
        .timeline = *m_timeline,
        .timers = *m_timers,
        .transport = *m_transport,
        .twinView = *m_twin,
        .window = *this,
        .openWindow = [] { openWindow({}); },
        .openPalette = openPalette,
        .showSettings = [this] { showSettings(); },
        .showHelp = [this] { m_help->show(); },
        .showKeys = [this] { KeysDialog(m_commands->keys(), this).exec(); },
        .setLook = [this](Appearance look) { setLook(look); },
    };
    m_commands = new Commands(commandTable(parts), *this);
}

void MainWindow::createBars()
{
    m_bar = new SelectionBar(*m_commands, *m_acts, new RunTitle(m_playback, m_document, this), m_twins->menu(), this);
    auto *transport = new QToolBar(tr("Transport"), this);
    transport->setObjectName(QStringLiteral("transport"));
    transport->setMovable(false);
    transport->addWidget(m_transport);
    addToolBar(Qt::BottomToolBarArea, transport);
    addToolBar(Qt::TopToolBarArea, m_bar);
    new StatusLine(m_playback, *statusBar());
    statusBar()->addPermanentWidget(m_reading);
}

void MainWindow::connectPlayback()
{
    for (const auto &signal :
         {&Playback::runChanged, &Playback::moved, &Playback::selectionChanged, &Playback::transportChanged})
        connect(&m_playback, signal, m_commands, &Commands::refresh);
    connect(m_modes, &Modes::changed, m_commands, &Commands::refresh);
    connect(&m_playback, &Playback::transportChanged, this, [this] {
        if (m_playback.scenario() && !m_playback.isLive())
            m_library->markRun(m_opening->file());
    });
    connect(&m_playback, &Playback::runChanged, m_docks, &Docks::forgetFindings);
    connect(m_findings, &FindingsView::changed, m_docks, [this] {
        if (m_modes->isExploring())
            m_docks->showFindings(m_findings->count() > 0);
    });
}

void MainWindow::connectFiles()
{
    const auto showMine = [this] { m_library->setMine(RecentFiles::scenarios()); };
    connect(m_recent, &RecentFiles::changed, m_library, showMine);
    showMine();
    connect(m_opening, &Opening::tried, m_library, &LibraryView::setCurrent);
    connect(m_opening, &Opening::fileChanged, m_findings,
            [this] { m_findings->setHasFix(!m_library->model().twinOf(m_opening->file()).isEmpty()); });
    connect(m_opening, &Opening::opened, m_stage, [this] { m_stage->setFocus(); });
    connect(m_opening, &Opening::mistakesFound, m_docks, &Docks::showCode);
    connect(m_opening, &Opening::writingBegins, m_code, [this](bool isNew) {
        isNew ? m_docks->showEditor() : m_docks->showCode();
        m_code->showLanguage(CodeLanguage::Scenario);
        if (isNew)
            m_code->setFocus();
    });
    connect(m_recovery, &RecoveryBanner::restored, this, &MainWindow::restore);
    connect(m_library, &LibraryView::chosen, m_opening, &Opening::open);
    connect(m_library, &LibraryView::ruleAsked, this,
            [this](const QString &rule) { m_help->showPage(QStringLiteral("rules"), rule); });
    connect(m_start, &StartPage::chosen, m_opening, &Opening::open);
    connect(m_start, &StartPage::openRequested, m_opening, &Opening::openDialog);
    connect(m_start, &StartPage::sectionRequested, m_library, [this](const QString &section) {
        m_modes->leaveStart();
        m_library->showSection(section);
    });
}

/// What one view asks for, and another does.
void MainWindow::connectViews()
{
    connect(m_predict, &PredictView::nextRequested, m_opening,
            [this] { m_opening->open(m_library->model().nextAfter(m_opening->file())); });
    connect(m_predict, &PredictView::whyRequested, m_docks, &Docks::showWhy);
    connect(m_findings, &FindingsView::fixRequested, m_twins, [this] { m_twins->open(m_twins->fix()); });
    connect(m_findings, &FindingsView::lessonRequested, this, [](const QString &name) { openWindow(name); });
    connect(m_why, &WhyView::twinRequested, m_twins, &Twins::openWhatIf);
    connect(m_why, &WhyView::placeRequested, this, &MainWindow::showPlace);
    connect(m_transport->scrubber(), &Scrubber::branchMenuRequested, m_twins->branchMenu(),
            [this](const QPoint &position) { m_twins->branchMenu()->popup(position); });
    for (const ErrorsView *view : findChildren<ErrorsView *>()) {
        connect(view, &ErrorsView::placeRequested, this, &MainWindow::showPlace);
        connect(view, &ErrorsView::contextMenuRequested, m_acts, &ScopeActions::popUp);
        connect(view, &ErrorsView::enlargeRequested, m_centre, [this] { m_centre->setCurrentIndex(1); });
    }
}

void MainWindow::connectActs()
{
    connect(m_stage, &StageView::contextMenuRequested, m_acts, &ScopeActions::popUp);
    connect(m_timeline, &TimelineView::contextMenuRequested, m_acts, &ScopeActions::popUp);
    connect(m_timers, &TimersView::contextMenuRequested, m_acts, &ScopeActions::popUp);
    connect(m_outline, &OutlineView::contextMenuRequested, m_acts, &ScopeActions::popUp);
    connect(m_acts, &ScopeActions::whyRequested, m_docks, &Docks::showWhy);
    connect(m_acts, &ScopeActions::foldOthersRequested, m_stage, &StageView::foldOthers);
    connect(m_acts, &ScopeActions::foldOthersRequested, m_timeline, &TimelineView::foldOthers);
    connect(m_acts, &ScopeActions::foldOthersRequested, m_outline, &OutlineView::foldOthers);
    connect(m_acts, &ScopeActions::unfoldAllRequested, m_stage, &StageView::unfoldAll);
    connect(m_acts, &ScopeActions::unfoldAllRequested, m_outline, &OutlineView::unfoldAll);
}

bool MainWindow::offerRecovered()
{
    return m_recovery->offer();
}

/// Beside what is open here, if anything is.
void MainWindow::restore(const UnsavedText &unsaved)
{
    (m_opening->isEmpty() ? m_opening : openWindow({})->m_opening)->restore(unsaved);
}

void MainWindow::showPlace(const Place &place)
{
    m_docks->showCode();
    m_code->showPlace(place);
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
    if (isToStartAgain)
        startAgain();
}

void MainWindow::startAgain()
{
    const QString file = m_opening->file();
    QApplication::closeAllWindows();
    if (!isVisible()) // nobody wanted to stay
        QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                file.isEmpty() ? QStringList() : QStringList{file});
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

/// The first here, others in windows of their own; with Ctrl two make a twin.
void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    open(urls.front().toLocalFile());
    const bool isTwin = urls.size() == 2 && event->modifiers() & Qt::ControlModifier && m_playback.scenario();
    for (const QUrl &url : urls.mid(1)) {
        if (isTwin)
            m_twins->openWith(url.toLocalFile());
        else
            openWindow(url.toLocalFile());
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_saving->mayLeave()) {
        event->ignore();
        return;
    }
    m_document.discard();
    m_modes->save();
    m_twin->close();
    m_predict->end();
    m_playback.close();
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_commands) { // icons carry the palette's colours
        Q_EMIT m_playback.transportChanged();
        m_commands->refreshIcons();
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    constexpr int PaletteFrom = 1200;
    QMainWindow::resizeEvent(event);
    m_bar->setPaletteShown(width() >= PaletteFrom);
    m_modes->adapt();
}

} // namespace ScopeLab
