#pragma once

#include "ui/playback/playback.h"
#include "ui/views/theme.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;
class QTabWidget;
class QToolBar;

namespace ScopeLab {

class CodePanel;
class LibraryView;
class ScopeActions;
class StageView;
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
    void rememberFile(const QString &file);
    void fillRecent(QMenu *menu);
    void setLook(Appearance appearance);
    void openDialog();
    void saveRecording();
    void openScenario(const ScenarioFile &file);
    void openRecording(const QString &file);
    void showError(const QString &text);
    void showKeys();
    void refreshTitle();
    void refreshStatus();

    Playback m_playback;
    ScopeActions *m_actions = nullptr;
    LibraryView *m_library = nullptr;
    StageView *m_stage = nullptr;
    TimelineView *m_timeline = nullptr;
    CodePanel *m_code = nullptr;
    TransportBar *m_transport = nullptr;
    QTabWidget *m_centre = nullptr;
    QDockWidget *m_codeDock = nullptr;
    QDockWidget *m_whyDock = nullptr;
    QLabel *m_banner = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_target = nullptr;
    QLabel *m_status = nullptr;
    QLabel *m_facts = nullptr;
    QByteArray m_defaultLayout;
    std::function<void()> m_arrangeDocks; ///< Sizes of the default layout.
};

} // namespace ScopeLab
