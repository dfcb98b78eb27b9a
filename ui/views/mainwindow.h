#pragma once

#include "ui/playback/playback.h"
#include "ui/views/commandpalette.h"
#include "ui/views/pictures.h"
#include "ui/views/theme.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolBar;

namespace ScopeLab {

class CodePanel;
class LibraryView;
class ScopeActions;
class StageView;
class StartPage;
class TimelineView;
class TransportBar;

/// The window: a library, views of one run, and its transport.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens a scenario or a recording. A file with mistakes is shown with its mistakes.
    void open(const QString &file);

    Playback &playback() { return m_playback; }

    /// Writes what is shown into a file. A banner says what went wrong. @returns false then.
    bool exportTo(ExportKind kind, const QString &path);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *widget, Qt::DockWidgetArea area);
    void createViews();
    void createActions();
    void createToolBar();
    void addShortcut(QMenu *menu, const QString &text, const QKeySequence &key, const std::function<void()> &act);
    void restoreLayout();
    void restoreDefaultLayout();
    void showStart();
    void leaveStart();
    void rememberFile(const QString &file);
    void fillRecent(QMenu *menu);
    void setLook(Appearance appearance);
    void openDialog();
    void saveRecording();
    void saveActs();
    void fillExports(QMenu *menu);
    void copyPicture();
    void openScenario(const ScenarioFile &file);
    void openRecording(const QString &file);
    void showError(const QString &text);
    void showKeys();
    void openPalette();
    std::vector<Command> commands();
    void refreshTitle();
    void refreshStatus();

    Playback m_playback;
    ScopeActions *m_actions = nullptr;
    LibraryView *m_library = nullptr;
    StageView *m_stage = nullptr;
    TimelineView *m_timeline = nullptr;
    CodePanel *m_code = nullptr;
    TransportBar *m_transport = nullptr;
    StartPage *m_start = nullptr;
    QStackedWidget *m_pages = nullptr; ///< The start page, or the stage with what belongs to it.
    QTabWidget *m_centre = nullptr;
    QDockWidget *m_codeDock = nullptr;
    QDockWidget *m_whyDock = nullptr;
    QLabel *m_banner = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_target = nullptr;
    QLabel *m_status = nullptr;
    QLabel *m_facts = nullptr;
    QByteArray m_defaultLayout;
    QByteArray m_hiddenLayout;            ///< While the start page is shown: what comes back afterwards.
    std::function<void()> m_arrangeDocks; ///< Sizes of the default layout.
};

} // namespace ScopeLab
