#pragma once

#include "ui/code/scenarioeditor.h"

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace ScopeLab {

/// The scenario's text, to be edited, and what it becomes in other languages, behind tabs; with a field to
/// find something.
class CodePanel final : public QWidget
{
    Q_OBJECT

public:
    CodePanel(Playback &playback, ScenarioDocument &document, QWidget *parent = nullptr);

    void showLine(int line) { view()->showLine(line); }
    void showLanguage(CodeLanguage language);

    /// What stands behind the chosen tab.
    CodeView *view() const;
    ScenarioEditor *editor() const { return m_editor; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void createTabs();
    void createSearch();
    void showState();
    void showFollowing();
    void openSearch();
    void search(bool backwards);

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
