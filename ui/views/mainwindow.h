#pragma once

#include "ui/playback/playback.h"
#include "ui/playback/scenariodocument.h"
#include "ui/playback/traceloader.h"
#include "ui/views/commandpalette.h"
#include "ui/views/keys.h"
#include "ui/views/pictures.h"
#include "ui/views/theme.h"
#include "ui/views/twinview.h"

#include <QMainWindow>
#include <QMap>

#include <optional>

class QDockWidget;
class QFileSystemWatcher;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolBar;

namespace ScopeLab {

class CodePanel;
class FindingsView;
class HelpView;
class LibraryView;
class OutlineView;
class PredictView;
class ScopeActions;
class StageView;
class StartPage;
class TimelineView;
class TimersView;
class TransportBar;
class WhyView;

/// How a run is looked at. Present is a window of its own.
enum class Mode { Explore, Predict, Twin };

/// The window: a library, views of one run, and its transport.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    /// A further window, which deletes itself when it is closed. @param file may be empty.
    static MainWindow *openWindow(const QString &file);

    /// Takes over the text of a program that ended badly. @returns false if there is none.
    bool offerRecovered();

    /// Opens a scenario or a recording. A file with mistakes is shown with its mistakes.
    void open(const QString &file);

    Playback &playback() { return m_playback; }
    ScenarioDocument &document() { return m_document; }

    Mode mode() const { return m_mode; }

    /// Goes to another mode. Twin shows what was compared last; openTwin begins one.
    void setMode(Mode mode);
    void openTwin(const std::optional<TwinSource> &source);

    /// Writes what is shown into a file. A banner says what went wrong. @returns false then.
    bool exportTo(ExportKind kind, const QString &path);

    /// Writes the run as pictures, frame-0001.png and so on. A banner says what went wrong.
    void exportFrames(const QString &folder);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void childEvent(QChildEvent *event) override;

private:
    // Raise it when docks come or go: an older layout then gives way to the default.
    static constexpr int LayoutVersion = 3;

    QDockWidget *addDock(const QString &name, const QString &title, QWidget *widget, Qt::DockWidgetArea area);
    void createViews();
    void createCentre();
    void createDocks();
    void connectViews();
    void createActions();
    void createFileMenu();
    void createEditMenu();
    void createViewMenu();
    void createRunMenu();
    void createWindowMenu();
    void createHelpMenu();
    void createToolBar();
    void createModes(QToolBar *bar);
    void showModeIcons();
    bool arrangeAs(const QByteArray &layout);
    void arrangeMode();
    void saveLayouts();
    void readLayouts();
    ScenarioFile currentScenario() const;
    std::optional<TwinSource> fixTwin() const;
    std::optional<TwinSource> seedTwin() const;
    std::optional<TwinSource> actsTwin() const;
    std::optional<TwinSource> branchTwin() const;
    std::optional<TwinSource> bestTwin() const;
    void openTwinWith(const QString &path);
    void fillTwins();
    QMenu *createBranchMenu();
    void present();
    void showWhy();
    void showLine(int line);
    void addShortcut(QMenu *menu, const char *text, const QKeySequence &key, const std::function<void()> &act,
                     const std::function<bool()> &isPossible = {});
    void restoreLayout();
    void restoreDefaultLayout();
    void showStart();
    void leaveStart();
    void rememberFile(const QString &file);
    void fillRecent(QMenu *menu);
    void showMine();
    void setLook(Appearance appearance);
    void openDialog();
    void newScenario(const QString &text);
    void fillTemplates(QMenu *menu);
    bool save();
    bool saveAs();

    /// Asks what to do with what is not saved. @returns false if the user would rather stay.
    bool mayLeaveText();
    void takeEdit();
    void offerReload(const QString &path);
    void print();
    void showSettings();
    void adaptDocks();
    void saveRecording();
    void saveActs();
    void fillExports(QMenu *menu);
    void copyPicture();
    void openScenario(const ScenarioFile &file);
    void openRecording(const QString &path);
    void showRecording(const QString &path, LoadedTrace trace);
    static QStringList remarksOn(const QString &path, const LoadedTrace &trace);
    void createLoading();
    void showError(const QString &text);

    /// A question in the banner; each answer is a link.
    void showOffer(const QString &text, const QList<std::pair<QString, std::function<void()>>> &answers);
    void showHelp();
    QString helpPage() const;
    void showKeys();
    void goToNextPanel();
    void openPalette();
    std::vector<Command> commands();
    void refreshTitle();
    QString outcomeHtml() const;
    void refreshStatus();
    void refreshActions();
    void announce();

    Playback m_playback;
    ScenarioDocument m_document;
    QFileSystemWatcher *m_watcher = nullptr;
    TraceLoader *m_loader = nullptr;
    Keys m_keys;
    ScopeActions *m_actions = nullptr;
    LibraryView *m_library = nullptr;
    StageView *m_stage = nullptr;
    TimelineView *m_timeline = nullptr;
    TimersView *m_timers = nullptr;
    CodePanel *m_code = nullptr;
    TransportBar *m_transport = nullptr;
    StartPage *m_start = nullptr;
    TwinView *m_twin = nullptr;
    PredictView *m_predict = nullptr;
    FindingsView *m_findings = nullptr;
    OutlineView *m_outline = nullptr;
    WhyView *m_why = nullptr;
    QStackedWidget *m_pages = nullptr; ///< The centre, the start page, or a twin.
    QTabWidget *m_centre = nullptr;    ///< The stage, and the errors enlarged.
    QDockWidget *m_codeDock = nullptr;
    QDockWidget *m_whyDock = nullptr;
    QDockWidget *m_predictDock = nullptr;
    QDockWidget *m_findingsDock = nullptr;
    std::vector<std::pair<QAction *, std::function<bool()>>> m_conditions; ///< When an action is possible.
    QMenu *m_twinMenu = nullptr;
    QList<QAction *> m_modes;
    QLabel *m_banner = nullptr;
    QLabel *m_title = nullptr;
    QString m_titleHtml;
    QLabel *m_target = nullptr;
    QAction *m_finder = nullptr;
    HelpView *m_help = nullptr; ///< Made when it is first asked for.
    QLabel *m_status = nullptr;
    QLabel *m_facts = nullptr;
    Mode m_mode = Mode::Explore;
    QMap<Mode, QByteArray> m_layouts; ///< Of the modes, as they were left.
    TraceHeader m_recordingHeader;    ///< Of the recording that was opened last.
    QString m_file;                   ///< What is open: a path, or the name of a built-in scenario.
    bool m_hasShownFindings = false;
    QList<std::function<void()>> m_offers; ///< What the links of the banner do.
    QByteArray m_defaultLayout;
    QByteArray m_hiddenLayout;            ///< While the start page is shown: what comes back afterwards.
    QList<QDockWidget *> m_rightDocks;    ///< Timers, split errors, why.
    QList<QDockWidget *> m_leftDocks;     ///< Scenarios, outline.
    bool m_isNarrow = false;              ///< The right docks are tabs of one.
    bool m_isNarrowest = false;           ///< The left docks are folded away.
    std::function<void()> m_arrangeDocks; ///< Sizes of the default layout.
};

} // namespace ScopeLab
