#include "ui/window/commandtable.h"

#include "core/session/library.h"
#include "core/text/oneline.h"
#include "ui/library/libraryview.h"
#include "ui/paint/plaintexts.h"
#include "ui/playback/scenariotexts.h"
#include "ui/stage/legend.h"
#include "ui/stage/stageview.h"
#include "ui/stage/timersview.h"
#include "ui/timeline/timelineview.h"
#include "ui/timeline/transportbar.h"
#include "ui/window/actions.h"
#include "ui/window/docks.h"
#include "ui/window/exports.h"
#include "ui/window/modes.h"
#include "ui/window/opening.h"
#include "ui/window/recentfiles.h"
#include "ui/window/saving.h"
#include "ui/window/twins.h"

#include <QApplication>
#include <QDir>
#include <QMainWindow>
#include <QMessageBox>

namespace ScopeLab {

namespace {

using Menu = Command::Menu;
using Bar = Command::Bar;
using Table = std::vector<Command>;

class Rows
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Commands)

public:
    explicit Rows(const CommandParts &parts)
        : m(parts)
    {
    }

    Table modes() const;
    Table file() const;
    Table edit() const;
    Table view() const;
    Table run() const;
    Table acts() const;
    Table window() const;
    Table help() const;

private:
    QMenu *templates() const;
    Command look(const QString &text, Appearance look) const;
    Command ifRun(const QString &id, const QString &text, const QKeySequence &key,
                  const std::function<void()> &act) const;

    const CommandParts m;
};

QKeySequence keys(const char *text)
{
    return QKeySequence(QLatin1String(text));
}

Table Rows::modes() const
{
    Modes &modes = m.modes;
    const auto isIn = [&modes](Mode mode) { return [&modes, mode] { return modes.current() == mode; }; };
    return {
        {.text = tr("Explore"),
         .act = [&modes] { modes.set(Mode::Explore); },
         .isChecked = isIn(Mode::Explore),
         .group = QStringLiteral("mode"),
         .icon = Glyph::Explore,
         .tip = tr("One run, with everything about it"),
         .bar = Bar::Left},
        {.id = QStringLiteral("predict"),
         .text = tr("Predict"),
         .key = Qt::Key_Q,
         .act = [&modes] { modes.toggle(Mode::Predict); },
         .isChecked = isIn(Mode::Predict),
         .group = QStringLiteral("mode"),
         .icon = Glyph::Predict,
         .tip = tr("Say what will happen before it does"),
         .bar = Bar::Left},
        {.id = QStringLiteral("twin"),
         .text = tr("Twin"),
         .key = Qt::Key_T,
         .act =
             [&modes, &twins = m.twins] {
                 if (modes.current() == Mode::Twin)
                     modes.set(Mode::Explore);
                 else
                     twins.open(twins.best());
             },
         .isChecked = isIn(Mode::Twin),
         .group = QStringLiteral("mode"),
         .icon = Glyph::Twin,
         .tip = tr("Two runs side by side"),
         .bar = Bar::Left},
        {.id = QStringLiteral("present"),
         .text = tr("Present"),
         .key = Qt::Key_F11,
         .act = [&modes] { modes.present(); },
         .icon = Glyph::Present,
         .tip = tr("Full screen, for a projector"),
         .bar = Bar::Left},
    };
}

Table Rows::file() const
{
    const auto hasRun = [&playback = m.playback] { return playback.hasRun(); };
    const auto hasActs = [&playback = m.playback] { return !playback.acts().empty(); };
    Opening &opening = m.opening;
    Saving &saving = m.saving;
    Exports &exports = m.exports;
    const auto row = [](const char *id, const QString &text, const QKeySequence &key, const std::function<void()> &act,
                        const std::function<bool()> &isPossible = {}) {
        return Command{.id = QLatin1String(id),
                       .menu = Menu::File,
                       .text = text,
                       .key = key,
                       .act = act,
                       .isPossible = isPossible};
    };
    return {
        {.menu = Menu::File, .submenu = templates()},
        row("open", tr("&Open…"), QKeySequence::Open, [&opening] { opening.openDialog(); }),
        {.menu = Menu::File, .submenu = &m.recent},
        row("save", tr("&Save"), QKeySequence::Save, [&saving] { saving.save(); }),
        row("save-as", tr("Save &as…"), keys("Ctrl+Shift+S"), [&saving] { saving.saveAs(); }),
        row(
            "save-recording", tr("Save recor&ding…"), {}, [&exports] { exports.saveRecording(); }, hasRun),
        row(
            "save-acts", tr("Save ac&ts as a scenario…"), {}, [&exports] { exports.saveActs(); }, hasActs),
        {.menu = Menu::File, .submenu = &m.exports},
        row(
            "copy-picture", tr("&Copy picture of the stage"), keys("Ctrl+Shift+C"),
            [&exports] { exports.copyPicture(); }, hasRun),
        row(
            "print", tr("&Print…"), QKeySequence::Print, [&exports] { exports.print(); }, hasRun),
        {.menu = Menu::File},
        row("new-window", tr("New &window"), keys("Ctrl+Shift+N"), m.openWindow),
        row("settings", tr("Sett&ings…"), keys("Ctrl+,"), m.showSettings),
        row("close", tr("C&lose window"), QKeySequence::Close, [&window = m.window] { window.close(); }),
        row("quit", tr("&Quit"), QKeySequence::Quit, [] { QApplication::closeAllWindows(); }),
    };
}

/// The first has the key for a new scenario.
QMenu *Rows::templates() const
{
    auto *menu = new QMenu(tr("&New"), &m.window);
    const QDir folder(QStringLiteral(":/templates"));
    for (const QString &name : folder.entryList()) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        const LoadedScenario loaded = loadScenario(text.toStdString());
        QAction *action
            = menu->addAction(withoutKey(loaded.scenario ? inReadersLanguage(oneLine(loaded.scenario->title)) : name));
        if (menu->actions().size() == 1)
            action->setShortcut(QKeySequence::New);
        QObject::connect(action, &QAction::triggered, &m.opening,
                         [&opening = m.opening, text] { opening.begin(text); });
    }
    return menu;
}

Table Rows::edit() const
{
    Playback &playback = m.playback;
    return {
        {.id = QStringLiteral("undo"),
         .menu = Menu::Edit,
         .text = tr("&Undo act"),
         .key = QKeySequence::Undo,
         .act = [&playback] { playback.undo(); },
         .isPossible = [&playback] { return playback.canUndo(); }},
        {.id = QStringLiteral("redo"),
         .menu = Menu::Edit,
         .text = tr("&Redo act"),
         .key = keys("Ctrl+Shift+Z"),
         .act = [&playback] { playback.redo(); },
         .isPossible = [&playback] { return playback.canRedo(); }},
        {.menu = Menu::Edit, .submenu = m.twins.branchMenu()},
        {.menu = Menu::Edit},
        {.id = QStringLiteral("find"),
         .menu = Menu::Edit,
         .text = tr("Find or &do…"),
         .key = keys("Ctrl+K"),
         .act = m.openPalette},
        {.id = QStringLiteral("find-scenarios"),
         .menu = Menu::Edit,
         .text = tr("&Find scenarios"),
         .key = keys("Ctrl+L"),
         .act =
             [&modes = m.modes, &library = m.library] {
                 modes.leaveStart();
                 library.focusSearch();
             }},
    };
}

Command Rows::look(const QString &text, Appearance look) const
{
    return {.menu = Menu::View,
            .text = text,
            .act = [set = m.setLook, look] { set(look); },
            .isChecked = [look] { return appearance() == look; },
            .group = QStringLiteral("look")};
}

Table Rows::view() const
{
    Playback &playback = m.playback;
    TimelineView &timeline = m.timeline;
    return {
        look(tr("As the &desktop has it"), Appearance::System),
        look(tr("&Light"), Appearance::Light),
        look(tr("D&ark"), Appearance::Dark),
        look(tr("High &contrast"), Appearance::HighContrast),
        {.menu = Menu::View},
        {.id = QStringLiteral("previous-selection"),
         .menu = Menu::View,
         .text = tr("&Previous selection"),
         .key = keys("Alt+Left"),
         .act = [&playback] { playback.selectBack(); },
         .isPossible = [&playback] { return playback.canSelectBack(); }},
        {.id = QStringLiteral("next-selection"),
         .menu = Menu::View,
         .text = tr("Ne&xt selection"),
         .key = keys("Alt+Right"),
         .act = [&playback] { playback.selectForward(); },
         .isPossible = [&playback] { return playback.canSelectForward(); }},
        {.id = QStringLiteral("select-nothing"),
         .menu = Menu::View,
         .text = tr("Select &nothing"),
         .act = [&playback] { playback.select({}); },
         .isPossible = [&playback] { return playback.selection().kind != Selection::Kind::None; }},
        {.menu = Menu::View},
        {.menu = Menu::View,
         .text = tr("Show failures &only"),
         .act = [&timeline] { timeline.setFailuresOnly(!timeline.showsFailuresOnly()); },
         .isChecked = [&timeline] { return timeline.showsFailuresOnly(); }},
        {.menu = Menu::View, .action = m.timers.showSleeps()},
        {.id = QStringLiteral("fit"),
         .menu = Menu::View,
         .text = tr("&Fit the selection"),
         .key = Qt::Key_F,
         .act =
             [&timeline, &stage = m.stage] {
                 timeline.fitSelection();
                 timeline.viewport()->update();
                 stage.setZoom(1);
             }},
    };
}

Command Rows::ifRun(const QString &id, const QString &text, const QKeySequence &key,
                    const std::function<void()> &act) const
{
    return {.id = id, .menu = Menu::Run, .text = text, .key = key, .act = act, .isPossible = [&playback = m.playback] {
                return playback.hasRun();
            }};
}

Table Rows::run() const
{
    Playback &playback = m.playback;
    TransportBar &transport = m.transport;
    const auto row = [this](const char *id, const QString &text, const QKeySequence &key,
                            const std::function<void()> &act) { return ifRun(QLatin1String(id), text, key, act); };
    const auto step = [&playback](StepSize size) { return [&playback, size] { playback.step(size); }; };
    const auto stepBack = [&playback](StepSize size) { return [&playback, size] { playback.stepBack(size); }; };
    const auto hasScenario = [&playback] { return playback.scenario() != nullptr; };
    return {
        row("play", tr("&Play or pause"), Qt::Key_Space, [&playback] { playback.toggle(); }),
        row("step", tr("&Step"), Qt::Key_Right, [&playback, &transport] { playback.step(transport.stepSize()); }),
        row("step-back", tr("Step &back"), Qt::Key_Left,
            [&playback, &transport] { playback.stepBack(transport.stepSize()); }),
        row("next-checkpoint", tr("Ne&xt checkpoint"), keys("Shift+Right"), step(StepSize::Checkpoint)),
        row("previous-checkpoint", tr("Previous chec&kpoint"), keys("Shift+Left"), stepBack(StepSize::Checkpoint)),
        row("next-decisive", tr("&Next decisive event"), keys("Ctrl+Right"), step(StepSize::Decisive)),
        row("previous-decisive", tr("Previous dec&isive event"), keys("Ctrl+Left"), stepBack(StepSize::Decisive)),
        row("to-start", tr("To the s&tart"), Qt::Key_Home, [&playback] { playback.toStart(); }),
        row("to-end", tr("To the &end"), Qt::Key_End, [&playback] { playback.toEnd(); }),
        {.id = QStringLiteral("stop"),
         .menu = Menu::Run,
         .text = tr("St&op"),
         .act = [&playback] { playback.stop(); },
         .isPossible = [&playback] { return playback.isLive(); }},
        {.menu = Menu::Run},
        {.id = QStringLiteral("run-again"),
         .menu = Menu::Run,
         .text = tr("Run &again"),
         .key = Qt::Key_F5,
         .act = [&transport] { transport.runAgain(false); },
         .isPossible = hasScenario},
        {.id = QStringLiteral("run-new-seed"),
         .menu = Menu::Run,
         .text = tr("Run with a ne&w seed"),
         .key = keys("Shift+F5"),
         .act = [&transport] { transport.runAgain(true); },
         .isPossible = hasScenario},
    };
}

/// The rest of the menu Run: what is done to the selection.
Table Rows::acts() const
{
    return {
        {.menu = Menu::Run},
        {.id = QStringLiteral("cancel"), .menu = Menu::Run, .bar = Bar::Right, .action = m.acts.cancel()},
        {.id = QStringLiteral("shield"), .menu = Menu::Run, .bar = Bar::Right, .action = m.acts.shield()},
        {.id = QStringLiteral("deadline"), .menu = Menu::Run, .bar = Bar::Right, .action = m.acts.deadline()},
        {.menu = Menu::Run, .action = m.acts.setEvent()},
        ifRun(QStringLiteral("why"), tr("Wh&y"), Qt::Key_Y, [&docks = m.docks] { docks.showWhy(); }),
        {.id = QStringLiteral("next-difference"),
         .menu = Menu::Run,
         .text = tr("Next di&fference of a twin"),
         .key = Qt::Key_N,
         .act = [&view = m.twinView] { view.nextDifference(); },
         .isPossible = [&modes = m.modes] { return modes.current() == Mode::Twin; }},
    };
}

Table Rows::window() const
{
    Modes &modes = m.modes;
    Table table;
    for (QAction *toggle : m.docks.toggles())
        table.push_back({.menu = Menu::Window, .action = toggle});
    table.push_back({.menu = Menu::Window});
    table.push_back({.id = QStringLiteral("next-panel"),
                     .menu = Menu::Window,
                     .text = tr("Next p&anel"),
                     .key = Qt::Key_F6,
                     .act = [&modes] { modes.focusNextPanel(); }});
    table.push_back({.id = QStringLiteral("default-layout"),
                     .menu = Menu::Window,
                     .text = tr("Restore &default layout"),
                     .act = [&modes] { modes.restoreDefaultLayout(); }});
    return table;
}

Table Rows::help() const
{
    const auto row
        = [](const char *id, const QString &text, const QKeySequence &key, const std::function<void()> &act) {
              return Command{.id = QLatin1String(id), .menu = Menu::Help, .text = text, .key = key, .act = act};
          };
    QMainWindow &window = m.window;
    return {
        row("start-page", tr("&Start page"), {}, [&modes = m.modes] { modes.showStart(); }),
        row("legend", tr("Shapes and &colours"), {}, [&window] { Legend(&window).exec(); }),
        row("help", tr("&Help for this panel"), Qt::Key_F1, m.showHelp),
        row("keys", tr("&Keys"), Qt::Key_Question, m.showKeys),
        row("about-qt", tr("About &Qt"), {}, [&window] { QMessageBox::aboutQt(&window); }),
    };
}

} // namespace

std::vector<Command> commandTable(const CommandParts &parts)
{
    const Rows rows(parts);
    Table table;
    for (const Table &part :
         {rows.file(), rows.edit(), rows.view(), rows.run(), rows.acts(), rows.window(), rows.help(), rows.modes()})
        table.insert(table.end(), part.begin(), part.end());
    return table;
}

} // namespace ScopeLab
