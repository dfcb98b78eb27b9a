#pragma once

#include "ui/playback/scenariodocument.h"
#include "ui/views/codeview.h"

class QCompleter;
class QStringListModel;

namespace ScopeLab {

/// The scenario's text, to be changed: completes steps and names, underlines mistakes as they are typed,
/// and keeps the indentation. As long as the text is the run's, it follows the run as any code view does.
class ScenarioEditor final : public CodeView
{
    Q_OBJECT

public:
    ScenarioEditor(Playback &playback, ScenarioDocument &document, QWidget *parent = nullptr);

    /// What can stand at the cursor, for what is begun there.
    QStringList completions() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    void readText() override {} ///< The document has it.

private:
    void takeOver();
    void showMistakes();
    void complete(bool isAsked);
    void insertCompletion(const QString &word);
    QString wordBegun() const;
    void indentLines(int by);
    void breakLine();

    ScenarioDocument &m_document;
    QStringListModel *m_words;
    QCompleter *m_completer;
};

} // namespace ScopeLab
