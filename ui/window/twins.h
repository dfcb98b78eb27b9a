#pragma once

#include "ui/lesson/twinview.h"
#include "ui/playback/background.h"

#include <QMenu>

class QStatusBar;

namespace ScopeLab {

class Banner;
class LibraryModel;
class Modes;
class Opening;

/// What the open run can be compared with, as menus; opens the twin that is chosen.
class Twins final : public QObject
{
    Q_OBJECT

public:
    /// What it works with; all of it must outlive this.
    struct Parts
    {
        Playback &playback;
        const LibraryModel &library;
        Opening &opening;
        Modes &modes;
        TwinView &view;
        Banner &banner;
        QStatusBar &status;
    };

    /// @param window the parent of menus and dialogs.
    Twins(const Parts &parts, QWidget *window);

    /// Compares the open run with @p source. The status bar says why that cannot be done, if it cannot.
    void open(const std::optional<TwinSource> &source);

    /// Compares it with the scenario in a file.
    void openWith(const QString &path);

    /// Compares it with its scenario under @p acts, called @p name.
    void openWhatIf(const QString &name, const std::vector<Act> &acts);

    /// What one would most likely compare the open run with. Empty if there is nothing.
    std::optional<TwinSource> best() const;

    /// The scenario that mends the open one, or that it mends.
    std::optional<TwinSource> fix() const;

    /// All there is to compare with.
    QMenu *menu() const { return m_menu; }

    /// The course that the run took before the last act.
    QMenu *branchMenu() const { return m_branchMenu; }

private:
    std::optional<TwinSource> nextSeed() const;
    std::optional<TwinSource> withoutActs() const;
    std::optional<TwinSource> otherBranch() const;
    TwinSource otherRules(const QString &backend) const;
    ScenarioFile scenario() const;
    RunRequest virtualRequest() const;
    void makeBranchMenu();
    void fill();
    void add(const QString &text, const std::optional<TwinSource> &source, const QString &whyNot);
    void show(const QString &path, ScenarioFile file);

    Playback &m_playback;
    const LibraryModel &m_library;
    Opening &m_opening;
    Modes &m_modes;
    TwinView &m_view;
    Banner &m_banner;
    QStatusBar &m_status;
    QWidget *m_window;
    QMenu *m_menu;
    QMenu *m_branchMenu;
    std::unique_ptr<Background<ScenarioFile>> m_reading;
};

} // namespace ScopeLab
