#include "ui/views/codeview.h"

#include "ui/views/glyphs.h"

#include <QPainter>
#include <QRegularExpression>
#include <QSyntaxHighlighter>
#include <QTextBlock>

namespace ScopeLab {

namespace {

/// Keys, comments and times of a scenario.
class YamlHighlighter final : public QSyntaxHighlighter
{
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override
    {
        const Theme &theme = Theme::current();
        const auto mark = [&](const QString &pattern, const QColor &colour) {
            QRegularExpressionMatchIterator found = QRegularExpression(pattern).globalMatch(text);
            while (found.hasNext()) {
                const QRegularExpressionMatch match = found.next();
                setFormat(static_cast<int>(match.capturedStart(1)), static_cast<int>(match.capturedLength(1)), colour);
            }
        };
        mark(QStringLiteral("([A-Za-z_][\\w-]*):(?:\\s|$)"), theme.accent);
        mark(QStringLiteral("\\b(\\d+(?:\\.\\d+)?(?:ms|s|m|h))\\b"), theme.cancelled);
        mark(QStringLiteral("\\b(forever|true|false)\\b"), theme.shield);
        mark(QStringLiteral("(#.*)$"), theme.text3);
    }
};

} // namespace

class CodeView::Gutter final : public QWidget
{
public:
    explicit Gutter(CodeView *view)
        : QWidget(view)
        , m_view(view)
    {
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        m_view->paintGutter(painter, event->rect());
    }

private:
    CodeView *m_view;
};

CodeView::CodeView(Playback &playback, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_playback(playback)
    , m_gutter(new Gutter(this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setFont(monoFont(12.5));
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setPlaceholderText(tr("The scenario's text stands here."));
    setAccessibleName(tr("Text of the scenario"));
    new YamlHighlighter(document());
    connect(&playback, &Playback::runChanged, this, &CodeView::readText);
    connect(&playback, &Playback::moved, this, &CodeView::follow);
    connect(&playback, &Playback::selectionChanged, this, &CodeView::follow);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    setViewportMargins(gutterWidth(), 0, 0, 0);
}

int CodeView::gutterWidth() const
{
    return 34 + QFontMetrics(monoFont(12)).horizontalAdvance(QStringLiteral("0000"));
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    m_gutter->setGeometry(contentsRect().left(), contentsRect().top(), gutterWidth(), contentsRect().height());
}

void CodeView::readText()
{
    m_showsMistakes = false;
    if (toPlainText() != m_playback.sourceText())
        setPlainText(m_playback.sourceText());
    m_followedLine = 0;
    follow();
}

void CodeView::showMistakes(const QString &text, const std::vector<Diagnostic> &diagnostics)
{
    m_showsMistakes = true;
    setPlainText(text);
    QList<QTextEdit::ExtraSelection> marks;
    for (const Diagnostic &diagnostic : diagnostics) {
        const QTextBlock block = document()->findBlockByNumber(diagnostic.range.begin.line - 1);
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        const int column = std::min(diagnostic.range.begin.column - 1, std::max(0, block.length() - 1));
        const bool isOneLine = diagnostic.range.end.line == diagnostic.range.begin.line;
        const int length = isOneLine ? diagnostic.range.end.column - diagnostic.range.begin.column : 1;
        mark.cursor.setPosition(block.position() + column);
        mark.cursor.setPosition(block.position() + std::min(column + length, std::max(0, block.length() - 1)),
                                QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(Theme::current().failed);
        mark.format.setBackground(Theme::current().tintFailed);
        mark.format.setToolTip(QString::fromStdString(diagnostic.message));
        marks.append(mark);
    }
    setExtraSelections(marks);
    if (!diagnostics.empty())
        showLine(diagnostics.front().range.begin.line);
}

void CodeView::showLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid())
        return;
    setTextCursor(QTextCursor(block));
    centerCursor();
}

void CodeView::follow()
{
    m_gutter->update();
    if (m_showsMistakes)
        return;
    const Selection &selection = m_playback.selection();
    int line = 0;
    if (const TaskState *task = m_playback.state().task(selection.kind == Selection::Kind::Task ? selection.id : 0))
        line = task->place;
    else if (const ScopeState *scope
             = m_playback.state().scope(selection.kind == Selection::Kind::Scope ? selection.id : 0))
        line = m_playback.trace().label(scope->labelIndex).place;
    else if (const EventId event = m_playback.cursor())
        line = m_playback.trace().event(event).place;
    QList<QTextEdit::ExtraSelection> marks;
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (line > 0 && block.isValid()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(Theme::current().selectedRow);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
    }
    setExtraSelections(marks);
    if (line > 0 && line != m_followedLine)
        showLine(line);
    m_followedLine = line;
}

void CodeView::paintGutter(QPainter &painter, const QRect &rect)
{
    const Theme &theme = Theme::current();
    painter.fillRect(rect, theme.dockTitle);
    std::map<int, std::pair<const TaskState *, int>> byLine; // line → the last task on it, how many
    if (!m_showsMistakes) {
        for (const TaskState &task : m_playback.state().tasks()) {
            if (task.isOver() || !task.place)
                continue;
            auto &entry = byLine[task.place];
            entry.first = &task;
            ++entry.second;
        }
    }
    painter.setFont(monoFont(11.5));
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= rect.bottom()) {
        const double height = blockBoundingRect(block).height();
        const auto tasks = byLine.find(block.blockNumber() + 1);
        if (tasks != byLine.end()) {
            drawGlyph(painter, {5, top + (height - 14) / 2, 14, 14}, glyphOf(tasks->second.first->phase));
            if (tasks->second.second > 1) {
                painter.setPen(theme.text2);
                painter.drawText(QRectF(19, top, 24, height), Qt::AlignLeft | Qt::AlignVCenter,
                                 QStringLiteral("×%1").arg(tasks->second.second));
            }
        }
        painter.setPen(theme.text3);
        painter.drawText(QRectF(0, top, m_gutter->width() - 8, height), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
        top += height;
        block = block.next();
    }
}

} // namespace ScopeLab
