#pragma once

#include "ui/code/codehighlighter.h"
#include "ui/playback/playback.h"

#include <QPlainTextEdit>

namespace ScopeLab {

/// The scenario's text, or the program that it becomes in another language, or a file of a program that was
/// recorded. The gutter shows which tasks stand on a line; the line of the selected task is tinted, says what the task
/// waits for, and is kept in sight. A click on a line selects the task there.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeView(Playback &playback, QWidget *parent = nullptr);

    CodeLanguage language() const { return m_language; }
    void setLanguage(CodeLanguage language);

    /// Of a recorded program: shows the file with that path.
    void setFile(const std::string &path);

    /// Whether the line of the selection is kept in sight. Scrolling by hand pauses that until
    /// something else is selected.
    bool isFollowing() const { return m_isFollowing; }
    void setFollowing(bool isFollowing);

    /// Where what is selected stands, or else the event at the playhead: a stack, its innermost place first.
    static std::vector<Place> followedStack(const Playback &playback);

    /// What is followed, by name; empty: the playhead.
    QString followedName() const;

    /// Puts what came from @p line of the scenario (from 1) into the middle.
    void showLine(int line);

    /// Goes to the next place of @p text, from the top again after the last. @returns false if there is none.
    bool findNext(const QString &text, bool backwards = false);

Q_SIGNALS:
    void followingChanged();

protected:
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

    /// Takes over the text of the run that is shown.
    virtual void readText();

    /// Marks where the selection stands.
    void follow();

    /// True for a text that is not the run's, because it has mistakes, say. Nothing of the run is marked then.
    void setDetached(bool isDetached, const QList<QTextEdit::ExtraSelection> &marks = {});
    bool isDetached() const { return m_isDetached; }

private:
    class Gutter;

    void readFile();
    void takeSelection();
    void layOutLines();
    int lineOf(PlaceId place) const;
    int followedLine() const;
    const TaskState *taskAt(const QPoint &position) const;
    int firstDeliveryOf(const TaskState &task) const;
    void paintNote(QPainter &painter, const QTextBlock &block, const QColor &colour, const QString &text);
    int stepOf(const QTextBlock &block) const;
    QTextBlock blockOf(int step) const;
    void paintGutter(QPainter &painter, const QRect &rect);
    int gutterWidth() const;

    Playback &m_playback;
    Gutter *m_gutter;
    CodeHighlighter *m_highlighter;
    CodeLanguage m_language = CodeLanguage::Scenario;
    std::string m_file;       ///< Path of the file of a recorded program; empty: it is a scenario.
    std::vector<int> m_steps; ///< Of a program: for each of its lines the line of the scenario, or 0.
    int m_followedLine = 0;
    QList<QTextEdit::ExtraSelection> m_marks; ///< Mistakes, say.
    bool m_isDetached = false;
    bool m_isFollowing = true;
};

} // namespace ScopeLab
