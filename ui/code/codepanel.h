#pragma once

#include "ui/code/scenarioeditor.h"

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace ScopeLab {

/// Behind tabs the scenario's text, to be edited, and what it becomes in other languages; or the files of a program
/// that was recorded. With a field to find something.
class CodePanel final : public QWidget
{
    Q_OBJECT

public:
    CodePanel(Playback &playback, ScenarioDocument &document, QWidget *parent = nullptr);

    /// Puts @p place into the middle, in its file if there are several.
    void showPlace(const Place &place);
    void showLanguage(CodeLanguage language);

    /// What stands behind the chosen tab.
    CodeView *view() const;
    ScenarioEditor *editor() const { return m_editor; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void createTabs();
    void fillTabs();
    void chooseTab(int index);
    void followFile();
    int tabOf(const std::string &file) const;
    int followedTab() const;
    bool isProgram() const;
    void createSearch();
    void showState();
    void showFollowing();
    void openSearch();
    void search(bool backwards);

    Playback &m_playback;
    ScenarioDocument &m_document;
    ScenarioEditor *m_editor;
    CodeView *m_program;
    QStackedWidget *m_views;
    QLabel *m_mistake;
    QTabBar *m_tabs;
    QToolButton *m_follow;
    QLineEdit *m_search;
};

} // namespace ScopeLab
