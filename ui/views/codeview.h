#pragma once

#include "ui/playback/playback.h"

#include <QPlainTextEdit>

namespace ScopeLab {

/// The scenario's text. The gutter shows which tasks stand on a line; the line of the selected task
/// is tinted and kept in sight.
class CodeView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeView(Playback &playback, QWidget *parent = nullptr);

    /// Shows a text that is no run: a file with mistakes, underlined.
    void showMistakes(const QString &text, const std::vector<Diagnostic> &diagnostics);

    /// Puts @p line (from 1) into the middle.
    void showLine(int line);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Gutter;

    void readText();
    void follow();
    void paintGutter(QPainter &painter, const QRect &rect);
    int gutterWidth() const;

    Playback &m_playback;
    Gutter *m_gutter;
    int m_followedLine = 0;
    bool m_showsMistakes = false;
};

} // namespace ScopeLab
