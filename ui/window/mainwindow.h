#pragma once

#include "ui/paint/theme.h"
#include "ui/playback/playback.h"
#include "ui/playback/scenariodocument.h"
#include "ui/window/exports.h"
#include "ui/window/modes.h"
#include "ui/window/opening.h"
#include "ui/window/readingline.h"
#include "ui/window/twins.h"

#include <QMainWindow>

class QTabWidget;

namespace ScopeLab {

class Banner;
class CodePanel;
class Commands;
class Docks;
class FindingsView;
class LibraryView;
class OutlineView;
class PanelHelp;
class PredictView;
class RecentFiles;
class RecoveryBanner;
class Saving;
class ScopeActions;
class SelectionBar;
class StageView;
class StartPage;
class TimelineView;
class TimersView;
class TransportBar;
class TwinView;
class WhyView;

/// The window: a library, views of one run, and its transport. It makes the views and the objects that move them
/// (modes, docks, files, exports, commands), and connects them; what they do is theirs.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    /// A further window, which deletes itself when it is closed. @param file may be empty.
    static MainWindow *openWindow(const QString &file);

    /// Offers the texts of programs that ended badly. @returns false if there are none.
    bool offerRecovered();

    /// See Opening::open().
    void open(const QString &file, bool plays = false) { m_opening->open(file, plays); }

    /// True while a file is being read.
    bool isOpening() const { return m_reading->isReading(); }

    Mode mode() const { return m_modes->current(); }
    void setMode(Mode mode) { m_modes->set(mode); }

    Playback &playback() { return m_playback; }
    ScenarioDocument &document() { return m_document; }
    Twins &twins() { return *m_twins; }
    Exports &exports() { return *m_exports; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void createViews();
    void createDocks();
    void createCentre();
    void createFiles();
    void createCommands();
    void createBars();
    void connectPlayback();
    void connectFiles();
    void connectViews();
    void connectActs();
    void restore(const UnsavedText &unsaved);
    void showPlace(const Place &place);
    void showSettings();
    void setLook(Appearance look);
    void startAgain();

    Playback m_playback;
    ScenarioDocument m_document;

    LibraryView *m_library = nullptr;
    StartPage *m_start = nullptr;
    StageView *m_stage = nullptr;
    OutlineView *m_outline = nullptr;
    TimelineView *m_timeline = nullptr;
    TimersView *m_timers = nullptr;
    CodePanel *m_code = nullptr;
    FindingsView *m_findings = nullptr;
    WhyView *m_why = nullptr;
    PredictView *m_predict = nullptr;
    TwinView *m_twin = nullptr;
    TransportBar *m_transport = nullptr;
    Banner *m_banner = nullptr;
    RecoveryBanner *m_recovery = nullptr;
    QTabWidget *m_centre = nullptr; ///< The stage, and the errors enlarged.
    SelectionBar *m_bar = nullptr;

    ScopeActions *m_acts = nullptr;
    Docks *m_docks = nullptr;
    Modes *m_modes = nullptr;
    PanelHelp *m_help = nullptr;
    ReadingLine *m_reading = nullptr;
    RecentFiles *m_recent = nullptr;
    Saving *m_saving = nullptr;
    Opening *m_opening = nullptr;
    Twins *m_twins = nullptr;
    Exports *m_exports = nullptr;
    Commands *m_commands = nullptr;
};

} // namespace ScopeLab
