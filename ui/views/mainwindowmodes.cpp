// Modes of the window: how the same run is looked at. A mode has docks and a centre of its own; going to
// another changes neither run nor playhead.

#include "ui/views/findingsview.h"
#include "ui/views/glyphs.h"
#include "ui/views/libraryview.h"
#include "ui/views/mainwindow.h"
#include "ui/views/predictview.h"
#include "ui/views/presentview.h"
#include "ui/views/scrubber.h"
#include "ui/views/stageview.h"
#include "ui/views/transportbar.h"
#include "ui/views/twinview.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>

namespace ScopeLab {

void MainWindow::createModes(QToolBar *bar)
{
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &name, const QKeySequence &key, const QString &tip) {
        QAction *action = bar->addAction(name);
        action->setCheckable(true);
        action->setShortcut(key);
        if (!key.isEmpty())
            m_keys.add(QStringLiteral("mode %1").arg(m_modes.size()), action);
        action->setToolTip(key.isEmpty() ? tip
                                         : QStringLiteral("%1 (%2)").arg(tip, key.toString(QKeySequence::NativeText)));
        group->addAction(action);
        m_modes.append(action);
        return action;
    };
    connect(add(tr("Explore"), {}, tr("One run, with everything about it")), &QAction::triggered, this,
            [this] { setMode(Mode::Explore); });
    connect(add(tr("Predict"), Qt::Key_Q, tr("Say what will happen before it does")), &QAction::triggered, this,
            [this] { setMode(m_mode == Mode::Predict ? Mode::Explore : Mode::Predict); });
    QAction *twin = add(tr("Twin"), Qt::Key_T, tr("Two runs side by side"));
    connect(twin, &QAction::triggered, this, [this] {
        if (m_mode == Mode::Twin)
            setMode(Mode::Explore);
        else
            openTwin(bestTwin());
    });
    QAction *present = bar->addAction(tr("Present"));
    present->setShortcut(Qt::Key_F11);
    m_keys.add(QStringLiteral("mode present"), present);
    present->setToolTip(tr("Full screen, for a projector (F11)"));
    m_modes.append(present);
    connect(present, &QAction::triggered, this, &MainWindow::present);
    m_modes.front()->setChecked(true);
    showModeIcons();

    m_twinMenu = new QMenu(tr("Compare"), this);
    connect(m_twinMenu, &QMenu::aboutToShow, this, &MainWindow::fillTwins);
    if (auto *button = qobject_cast<QToolButton *>(bar->widgetForAction(twin))) {
        button->setMenu(m_twinMenu);
        button->setPopupMode(QToolButton::MenuButtonPopup);
    }
    connect(m_twin, &TwinView::chooseRequested, this, [this] { m_twinMenu->popup(QCursor::pos()); });
    connect(m_predict, &PredictView::nextRequested, this, [this] { open(m_library->model().nextAfter(m_file)); });
    connect(m_predict, &PredictView::whyRequested, this, &MainWindow::showWhy);
    connect(m_findings, &FindingsView::fixRequested, this, [this] { openTwin(fixTwin()); });
    connect(m_findings, &FindingsView::changed, this, [this] {
        // Shown when there is one; who closes it is not asked again in this run.
        if (m_mode != Mode::Explore || m_pages->currentIndex() != 0)
            return;
        if (m_findings->count() == 0)
            m_findingsDock->hide();
        else if (!m_isNarrowest && !std::exchange(m_hasShownFindings, true))
            m_findingsDock->show();
    });
    connect(&m_playback, &Playback::runChanged, this, [this] { m_hasShownFindings = false; });
}

void MainWindow::showModeIcons()
{
    static constexpr Glyph glyphs[] = {Glyph::Explore, Glyph::Predict, Glyph::Twin, Glyph::Present};
    for (qsizetype i = 0; i < m_modes.size(); ++i)
        m_modes[i]->setIcon(glyphIcon(glyphs[i], Theme::current().text));
    if (auto *finder = findChild<QToolButton *>(QStringLiteral("finder")))
        finder->setIcon(glyphIcon(Glyph::Search, Theme::current().text3));
}

void MainWindow::setMode(Mode mode)
{
    leaveStart();
    if (mode == m_mode)
        return;
    m_layouts[m_mode] = saveState(LayoutVersion);
    const Mode before = std::exchange(m_mode, mode);
    m_modes[static_cast<qsizetype>(mode)]->setChecked(true);
    m_pages->setCurrentWidget(mode == Mode::Twin ? static_cast<QWidget *>(m_twin) : m_centre);
    if (!m_layouts.contains(mode) || !arrangeAs(m_layouts.value(mode)))
        arrangeMode();
    if (before == Mode::Twin)
        m_twin->close();
    if (before == Mode::Predict)
        m_predict->end();
    if (mode == Mode::Predict)
        m_predict->begin();
    refreshTitle();
}

ScenarioFile MainWindow::currentScenario() const
{
    ScenarioFile file;
    file.loaded.scenario = m_playback.scenario();
    file.text = m_playback.sourceText().toStdString();
    return file;
}

/// The scenario that mends the open one, or that it mends.
std::optional<TwinSource> MainWindow::fixTwin() const
{
    const QString other = m_library->model().twinOf(m_file);
    if (other.isEmpty() || !m_playback.scenario())
        return {};
    ScenarioFile file = readScenario(other);
    if (!file.loaded.scenario)
        return {};
    const bool isFix = file.loaded.scenario->fixedBy.empty();
    RunRequest request = m_playback.request();
    request.executor = ExecutorKind::Virtual;
    return TwinSource{
        isFix ? tr("As written") : tr("Fixed"), isFix ? tr("Fixed") : tr("As written"), std::move(file), request, {}};
}

std::optional<TwinSource> MainWindow::seedTwin() const
{
    if (!m_playback.scenario())
        return {};
    RunRequest request = m_playback.request();
    request.executor = ExecutorKind::Virtual;
    const std::uint64_t seed = request.seed;
    ++request.seed;
    return TwinSource{tr("Seed %1").arg(seed), tr("Seed %1").arg(request.seed), currentScenario(), request, {}};
}

std::optional<TwinSource> MainWindow::actsTwin() const
{
    if (!m_playback.scenario() || m_playback.acts().empty())
        return {};
    return TwinSource{tr("With your acts"), tr("Without"), currentScenario(), m_playback.request(), {}};
}

/// The run that is shown, and the one that it has branched from.
std::optional<TwinSource> MainWindow::branchTwin() const
{
    const std::optional<Branch> other = m_playback.otherBranch();
    if (!m_playback.scenario() || !other)
        return {};
    return TwinSource{tr("This branch"), other->name, currentScenario(), m_playback.request(), other->track->acts()};
}

QMenu *MainWindow::createBranchMenu()
{
    auto *menu = new QMenu(tr("Other &branch"), this);
    QAction *name = menu->addAction(QString()); // what was done in it
    name->setEnabled(false);
    menu->addSeparator();
    const QAction *go = menu->addAction(tr("&Go over to it"));
    const QAction *compare = menu->addAction(tr("&Compare with it"));
    const QAction *drop = menu->addAction(tr("&Delete it"));
    connect(go, &QAction::triggered, this, [this] { m_playback.goToOtherBranch(); });
    connect(compare, &QAction::triggered, this, [this] { openTwin(branchTwin()); });
    connect(drop, &QAction::triggered, this, [this] { m_playback.dropOtherBranch(); });
    const auto refresh = [this, menu, name] {
        const std::optional<Branch> branch = m_playback.otherBranch();
        menu->setEnabled(branch.has_value());
        name->setText(branch ? QString(branch->name).replace(u'&', QStringLiteral("&&")) : QString());
    };
    connect(&m_playback, &Playback::transportChanged, menu, refresh);
    connect(&m_playback, &Playback::runChanged, menu, refresh);
    connect(m_transport->scrubber(), &Scrubber::branchMenuRequested, menu,
            [menu](const QPoint &position) { menu->popup(position); });
    refresh();
    return menu;
}

/// What one would most likely compare the open run with.
std::optional<TwinSource> MainWindow::bestTwin() const
{
    if (auto acts = actsTwin())
        return acts;
    if (auto fix = fixTwin())
        return fix;
    return seedTwin();
}

void MainWindow::openTwin(const std::optional<TwinSource> &source)
{
    m_modes[static_cast<qsizetype>(m_mode)]->setChecked(true);
    if (!source) {
        showError(tr("A twin needs a scenario. Open one; a recording alone cannot be run a second time."));
        return;
    }
    if (m_playback.request().executor == ExecutorKind::Pool) {
        showError(tr("Real threads never do the same twice. Choose the virtual clock to compare two runs."));
        return;
    }
    m_banner->hide();
    setMode(Mode::Twin);
    m_twin->compare(*source);
    m_twin->setFocus();
}

void MainWindow::fillTwins()
{
    m_twinMenu->clear();
    m_twinMenu->setToolTipsVisible(true);
    const auto add = [this](const QString &text, const std::optional<TwinSource> &source, const QString &whyNot) {
        QAction *action = m_twinMenu->addAction(text);
        action->setEnabled(source.has_value());
        action->setToolTip(source ? QString() : whyNot);
        connect(action, &QAction::triggered, this, [this, source] { openTwin(source); });
    };
    const std::optional<TwinSource> fix = fixTwin();
    add(fix ? tr("%1: %2").arg(fix->nameB, QString::fromStdString(fix->file.loaded.scenario->title))
            : tr("As written and fixed"),
        fix, tr("This scenario has no partner that mends it."));
    add(tr("With and without your acts"), actsTwin(), tr("You have done nothing to this run."));
    add(tr("This branch and the other"), branchTwin(), tr("Act in the past of a run, and it branches."));
    add(tr("This seed and the next"), seedTwin(), tr("Open a scenario first."));
    for (const QString &backend : {QStringLiteral("trio"), QStringLiteral("asyncio"), QStringLiteral("curio")}) {
        if (!m_playback.scenario() || backend.toStdString() == m_playback.scenario()->backend)
            continue;
        std::optional<TwinSource> source = seedTwin();
        source->request.seed = m_playback.request().seed;
        source->request.backend = backend.toStdString();
        source->nameA = QString::fromStdString(m_playback.scenario()->backend);
        source->nameB = backend;
        add(tr("Rules of %1").arg(backend), source, {});
    }
    m_twinMenu->addSeparator();
    QAction *other = m_twinMenu->addAction(tr("Another scenario file…"));
    other->setEnabled(m_playback.scenario() != nullptr);
    connect(other, &QAction::triggered, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Compare with"), {}, tr("Scenarios (*.yaml *.yml)"));
        if (!path.isEmpty())
            openTwinWith(path);
    });
}

void MainWindow::openTwinWith(const QString &path)
{
    ScenarioFile file = readScenario(path);
    if (!file.loaded.scenario) {
        showError(file.error.isEmpty() ? tr("%1 has mistakes. Open it to see them.").arg(path) : file.error);
        return;
    }
    RunRequest request = m_playback.request();
    request.executor = ExecutorKind::Virtual;
    openTwin(
        TwinSource{tr("This one"), QString::fromStdString(file.loaded.scenario->title), std::move(file), request, {}});
}

void MainWindow::present()
{
    if (!m_playback.hasRun()) {
        showError(tr("There is nothing to present yet. Open a scenario first."));
        return;
    }
    if (m_playback.isLive() && m_playback.request().executor == ExecutorKind::Pool) {
        showError(
            tr("A run on real threads can be presented once it is over. Choose the virtual clock, or let it end."));
        return;
    }
    if (m_mode == Mode::Predict)
        setMode(Mode::Explore);
    auto *view = new PresentView(m_playback, this);
    view->setAttribute(Qt::WA_DeleteOnClose);
    view->showFullScreen();
    view->activateWindow();
}

} // namespace ScopeLab
