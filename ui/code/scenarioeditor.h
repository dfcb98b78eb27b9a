#pragma once

#include "ui/code/codeview.h"
#include "ui/playback/scenariodocument.h"

class QCompleter;
class QStandardItemModel;

namespace ScopeLab {

struct Completion;

/// The scenario's text, to be changed: completes steps and names, underlines mistakes as they are typed,
/// and keeps the indentation. As long as the text is the run's, it follows the run as any code view does.
class ScenarioEditor final : public CodeView
{
    Q_OBJECT

public:
    ScenarioEditor(Playback &playback, ScenarioDocument &document, QWidget *parent = nullptr);

    /// What can stand at the cursor, for what is begun there.
    QStringList completions() const;

    /// The keyword of a step that the cursor stands in; empty if it stands in none.
    QString stepAtCursor() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void readText() override {} ///< The document has it.

private:
    QString content() const;
    void takeOver();
    void showMistakes();
    std::vector<Completion> found() const;
    void complete(bool isAsked);
    void insertCompletion(const QString &word);
    QString wordBegun() const;
    void indentLines(int by);
    void breakLine();

    ScenarioDocument &m_document;
    QStandardItemModel *m_words;
    QCompleter *m_completer;
};

} // namespace ScopeLab
