#pragma once

#include "ui/views/codeview.h"

class QLabel;
class QLineEdit;
class QTabBar;

namespace ScopeLab {

/// The code in one of its languages, with tabs to choose it and a field to find something.
class CodePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit CodePanel(Playback &playback, QWidget *parent = nullptr);

    void showMistakes(const QString &text, const std::vector<Diagnostic> &diagnostics);
    void showLine(int line) { m_view->showLine(line); }
    void showLanguage(CodeLanguage language);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void enablePrograms(bool isOn);
    void openSearch();
    void search(bool backwards);

    CodeView *m_view;
    QTabBar *m_tabs;
    QLineEdit *m_search;
};

} // namespace ScopeLab
