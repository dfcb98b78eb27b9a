#include "ui/window/twins.h"

#include "core/text/oneline.h"
#include "ui/models/librarymodel.h"
#include "ui/paint/plaintexts.h"
#include "ui/playback/scenariotexts.h"
#include "ui/window/banner.h"
#include "ui/window/modes.h"
#include "ui/window/opening.h"

#include <QFileDialog>
#include <QStatusBar>

namespace ScopeLab {

Twins::Twins(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_playback(parts.playback)
    , m_library(parts.library)
    , m_opening(parts.opening)
    , m_modes(parts.modes)
    , m_view(parts.view)
    , m_banner(parts.banner)
    , m_status(parts.status)
    , m_window(window)
    , m_menu(new QMenu(tr("Compare"), window))
    , m_branchMenu(new QMenu(tr("Other &branch"), window))
{
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &Twins::fill);
    connect(&m_view, &TwinView::chooseRequested, this, [this] { m_menu->popup(QCursor::pos()); });
    makeBranchMenu();
}

/// As the playback has it.
ScenarioFile Twins::scenario() const
{
    ScenarioFile file;
    file.loaded.scenario = m_playback.scenario();
    file.text = m_playback.sourceText().toStdString();
    return file;
}

/// Real threads never do the same twice.
RunRequest Twins::virtualRequest() const
{
    RunRequest request = m_playback.request();
    request.executor = ExecutorKind::Virtual;
    return request;
}

std::optional<TwinSource> Twins::fix() const
{
    const QString other = m_library.twinOf(m_opening.file());
    if (other.isEmpty() || !m_playback.scenario())
        return {};
    ScenarioFile file = readScenario(other);
    if (!file.loaded.scenario)
        return {};
    QStringList names{tr("As written"), tr("Fixed")};
    if (!file.loaded.scenario->fixedBy.empty()) // the open one is the fix
        names.swapItemsAt(0, 1);
    return TwinSource{names[0], names[1], std::move(file), virtualRequest(), {}};
}

std::optional<TwinSource> Twins::nextSeed() const
{
    if (!m_playback.scenario())
        return {};
    RunRequest request = virtualRequest();
    const std::uint64_t seed = request.seed;
    ++request.seed;
    return TwinSource{tr("Seed %1").arg(seed), tr("Seed %1").arg(request.seed), scenario(), request, {}};
}

std::optional<TwinSource> Twins::withoutActs() const
{
    if (!m_playback.scenario() || m_playback.acts().empty())
        return {};
    return TwinSource{tr("With your acts"), tr("Without"), scenario(), m_playback.request(), {}};
}

std::optional<TwinSource> Twins::otherBranch() const
{
    const std::optional<Branch> other = m_playback.otherBranch();
    if (!m_playback.scenario() || !other)
        return {};
    return TwinSource{tr("This branch"), other->name, scenario(), m_playback.request(), other->track->acts()};
}

TwinSource Twins::otherRules(const QString &backend) const
{
    RunRequest request = virtualRequest();
    request.backend = backend.toStdString();
    return TwinSource{shownName(m_playback.scenario()->backend), backend, scenario(), request, {}};
}

std::optional<TwinSource> Twins::best() const
{
    if (auto source = withoutActs())
        return source;
    if (auto source = fix())
        return source;
    return nextSeed();
}

void Twins::open(const std::optional<TwinSource> &source)
{
    constexpr int LongMs = 10'000; // what the window says of the open run stays where it is
    if (!source) {
        m_status.showMessage(tr("A twin needs a scenario. Open one; a recording alone cannot be run a second time."),
                             LongMs);
        return;
    }
    if (m_playback.request().executor == ExecutorKind::Pool) {
        m_status.showMessage(tr("Real threads never do the same twice. Choose the virtual clock to compare two runs."),
                             LongMs);
        return;
    }
    m_banner.hide();
    m_modes.set(Mode::Twin);
    m_view.compare(*source);
    m_view.setFocus();
}

void Twins::openWhatIf(const QString &name, const std::vector<Act> &acts)
{
    open(TwinSource{tr("As it is"), name, scenario(), m_playback.request(), acts});
}

void Twins::openWith(const QString &path)
{
    m_reading = std::make_unique<Background<ScenarioFile>>(
        this, [this, path](ScenarioFile file) { show(path, std::move(file)); });
    m_reading->start([path] { return readScenario(path); });
    m_reading->wait();
}

void Twins::show(const QString &path, ScenarioFile file)
{
    if (!file.loaded.scenario) {
        m_banner.showProblem(file.error.isEmpty() ? tr("%1 has mistakes. Open it to see them.").arg(path) : file.error);
        return;
    }
    const QString title = inReadersLanguage(oneLine(file.loaded.scenario->title));
    open(TwinSource{tr("This one"), title, std::move(file), virtualRequest(), {}});
}

void Twins::add(const QString &text, const std::optional<TwinSource> &source, const QString &whyNot)
{
    QAction *action = m_menu->addAction(withoutKey(text));
    action->setEnabled(source.has_value());
    action->setToolTip(source ? QString() : whyNot);
    connect(action, &QAction::triggered, this, [this, source] { open(source); });
}

void Twins::fill()
{
    m_menu->clear();
    const std::optional<TwinSource> mended = fix();
    add(mended ? tr("%1: %2").arg(mended->nameB, inReadersLanguage(oneLine(mended->file.loaded.scenario->title)))
               : tr("As written and fixed"),
        mended, tr("This scenario has no partner that mends it."));
    add(tr("With and without your acts"), withoutActs(), tr("You have done nothing to this run."));
    add(tr("This branch and the other"), otherBranch(), tr("Act in the past of a run, and it branches."));
    add(tr("This seed and the next"), nextSeed(), tr("Open a scenario first."));
    for (const QString &backend : {QStringLiteral("trio"), QStringLiteral("asyncio"), QStringLiteral("curio")}) {
        if (m_playback.scenario() && backend.toStdString() != m_playback.scenario()->backend)
            add(tr("Rules of %1").arg(backend), otherRules(backend), {});
    }
    m_menu->addSeparator();
    QAction *other = m_menu->addAction(tr("Another scenario file…"));
    other->setEnabled(m_playback.scenario() != nullptr);
    connect(other, &QAction::triggered, this, [this] {
        const QString path
            = QFileDialog::getOpenFileName(m_window, tr("Compare with"), {}, tr("Scenarios (*.yaml *.yml)"));
        if (!path.isEmpty())
            openWith(path);
    });
}

void Twins::makeBranchMenu()
{
    QAction *name = m_branchMenu->addAction(QString()); // what was done in it
    name->setEnabled(false);
    m_branchMenu->addSeparator();
    const QAction *go = m_branchMenu->addAction(tr("&Go over to it"));
    const QAction *compare = m_branchMenu->addAction(tr("&Compare with it"));
    const QAction *drop = m_branchMenu->addAction(tr("&Delete it"));
    connect(go, &QAction::triggered, this, [this] { m_playback.goToOtherBranch(); });
    connect(compare, &QAction::triggered, this, [this] { open(otherBranch()); });
    connect(drop, &QAction::triggered, this, [this] { m_playback.dropOtherBranch(); });
    const auto refresh = [this, name] {
        const std::optional<Branch> branch = m_playback.otherBranch();
        m_branchMenu->setEnabled(branch.has_value());
        name->setText(branch ? withoutKey(branch->name) : QString());
    };
    connect(&m_playback, &Playback::transportChanged, m_branchMenu, refresh);
    connect(&m_playback, &Playback::runChanged, m_branchMenu, refresh);
    refresh();
}

} // namespace ScopeLab
