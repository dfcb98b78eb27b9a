#include "ui/code/codeview.h"

#include "core/scenario/straightway.h"
#include "ui/models/descriptions.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <set>

namespace ScopeLab {

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
        painter.setLayoutDirection(Qt::LeftToRight);
        m_view->paintGutter(painter, event->rect());
    }

private:
    CodeView *m_view;
};

CodeView::CodeView(Playback &playback, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_playback(playback)
    , m_gutter(new Gutter(this))
    , m_highlighter(new CodeHighlighter(document()))
{
    setReadOnly(true);
    setLayoutDirection(Qt::LeftToRight); // code is written so in every language
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    setFont(monoFont(12.5));
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    viewport()->setMouseTracking(true);
    setPlaceholderText(tr("The scenario's text stands here."));
    setAccessibleName(tr("Text of the scenario"));
    connect(&playback, &Playback::runChanged, this, &CodeView::readText);
    connect(&playback, &Playback::moved, this, &CodeView::follow);
    connect(&playback, &Playback::selectionChanged, this, &CodeView::takeSelection);
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { setFollowing(false); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    setViewportMargins(gutterWidth(), 0, 0, 0);
    CodeView::readText(); // of a run that was there before the view
}

int CodeView::gutterWidth() const
{
    return 50 + QFontMetrics(monoFont(12)).horizontalAdvance(QStringLiteral("0000"));
}

/// The text's width is known once every line is laid out; otherwise a scroll bar appears late.
void CodeView::layOutLines()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        blockBoundingRect(block);
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    layOutLines();
    QPlainTextEdit::resizeEvent(event);
    m_gutter->setGeometry(contentsRect().left(), contentsRect().top(), gutterWidth(), contentsRect().height());
    if (event->size().height() != event->oldSize().height()) { // what is followed stays in the middle
        m_followedLine = 0;
        follow();
    }
}

void CodeView::setLanguage(CodeLanguage language)
{
    if (std::exchange(m_language, language) != language)
        readText();
}

void CodeView::setFile(const std::string &path)
{
    if (std::exchange(m_file, path) != path)
        readText();
}

void CodeView::readText()
{
    m_steps.clear();
    QString text = m_playback.sourceText();
    const Scenario *scenario = m_playback.scenario().get();
    if (!m_file.empty()) {
        readFile();
        return;
    }
    const Language *language = programLanguage(m_language);
    if (language && scenario) {
        const ExportedCode program = language->write(*scenario);
        for (const ExportedCode::Line &line : program.lines)
            m_steps.push_back(line.step);
        text = QString::fromStdString(program.text());
    } else if (language) {
        text.clear();
    }
    setPlaceholderText(!m_playback.hasRun() ? tr("The scenario's text stands here.")
                       : scenario           ? QString()
                                            : tr("The recording holds no text of the program."));
    m_highlighter->setLanguage(m_language);
    if (toPlainText() != text)
        setPlainText(text);
    layOutLines();
    m_followedLine = 0;
    follow();
}

void CodeView::readFile()
{
    const std::vector<SourceFile> &files = m_playback.trace().files;
    const auto file = std::ranges::find(files, m_file, &SourceFile::path);
    m_highlighter->setProgram(languageOfFile(m_file));
    setPlainText(file == files.end() ? QString() : QString::fromStdString(file->text));
    layOutLines();
    m_followedLine = 0;
    follow();
}

/// The line of the scenario that a line of the text came from; 0: none.
int CodeView::stepOf(const QTextBlock &block) const
{
    const auto number = static_cast<std::size_t>(block.blockNumber());
    if (m_steps.empty())
        return block.blockNumber() + 1;
    return number < m_steps.size() ? m_steps[number] : 0;
}

/// The first line of the text that came from a line of the scenario.
QTextBlock CodeView::blockOf(int step) const
{
    if (step <= 0)
        return {};
    if (m_steps.empty())
        return document()->findBlockByNumber(step - 1);
    const auto found = std::find(m_steps.begin(), m_steps.end(), step);
    return found == m_steps.end() ? QTextBlock()
                                  : document()->findBlockByNumber(static_cast<int>(found - m_steps.begin()));
}

void CodeView::setDetached(bool isDetached, const QList<QTextEdit::ExtraSelection> &marks)
{
    m_isDetached = isDetached;
    m_marks = marks;
    follow();
}

void CodeView::showLine(int line)
{
    const QTextBlock block = blockOf(line);
    if (!block.isValid())
        return;
    setTextCursor(QTextCursor(block));
    centerCursor();
}

bool CodeView::findNext(const QString &text, bool backwards)
{
    const auto flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (text.isEmpty() || find(text, flags))
        return true;
    const QTextCursor before = textCursor();
    moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
    if (find(text, flags))
        return true;
    setTextCursor(before);
    return false;
}

void CodeView::takeSelection()
{
    m_isFollowing = true;
    m_followedLine = 0;
    follow();
    Q_EMIT followingChanged();
}

void CodeView::setFollowing(bool isFollowing)
{
    if (std::exchange(m_isFollowing, isFollowing) == isFollowing)
        return;
    m_followedLine = 0;
    follow();
    Q_EMIT followingChanged();
}

QString CodeView::followedName() const
{
    const Selection &selection = m_playback.selection();
    return selection.kind == Selection::Kind::Task    ? m_playback.taskName(selection.task())
           : selection.kind == Selection::Kind::Scope ? m_playback.scopeName(selection.scope())
                                                      : QString();
}

void CodeView::wheelEvent(QWheelEvent *event)
{
    QPlainTextEdit::wheelEvent(event);
    setFollowing(false);
}

/// The line of the text in which the stack at @p place stands; 0: in none.
int CodeView::lineOf(PlaceId place) const
{
    const Trace &trace = m_playback.trace();
    while (place && trace.place(place).file != m_file)
        place = trace.placeAround(place);
    return trace.line(place);
}

std::vector<Place> CodeView::followedStack(const Playback &playback)
{
    const Trace &trace = playback.trace();
    const Selection &selection = playback.selection();
    if (const ScopeState *scope = playback.state().scope(selection.scope()))
        return {trace.label(scope->name).place};
    PlaceId place = playback.cursor() ? trace.event(playback.cursor()).place : PlaceId();
    if (const TaskState *task = playback.state().task(selection.task()))
        place = task->place;
    std::vector<Place> stack;
    for (; place; place = trace.placeAround(place))
        stack.push_back(trace.place(place));
    return stack;
}

int CodeView::followedLine() const
{
    const std::vector<Place> stack = followedStack(m_playback);
    const auto here = std::ranges::find(stack, m_file, &Place::file);
    return here == stack.end() ? 0 : here->line;
}

/// Where the cancellation pending for @p task can be delivered first; 0: none is pending, or it is not known.
int CodeView::firstDeliveryOf(const TaskState &task) const
{
    const Scenario *scenario = m_playback.scenario().get();
    const int line = m_playback.trace().line(task.place);
    return scenario && line && m_playback.state().isHeld(task) ? firstDelivery(*scenario, line) : 0;
}

void CodeView::follow()
{
    m_gutter->update();
    if (m_isDetached) {
        setExtraSelections(m_marks);
        m_followedLine = 0;
        return;
    }
    const int line = followedLine();
    QList<QTextEdit::ExtraSelection> marks;
    if (const QTextBlock block = blockOf(line); block.isValid()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(Theme::current().selectedRow);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
    }
    setExtraSelections(marks + m_marks);
    if (m_isFollowing && line > 0 && line != m_followedLine
        && (isReadOnly() || !hasFocus())) // do not scroll while somebody types
        showLine(line);
    m_followedLine = line;
    viewport()->update();
}

/// Behind the line of the selected task stands what it does.
void CodeView::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    const Selection &selection = m_playback.selection();
    const TaskState *task = m_playback.state().task(selection.task());
    if (!task || m_isDetached)
        return;
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight);
    paintNote(painter, blockOf(lineOf(task->place)), Theme::current().text2,
              QStringLiteral("%1 · %2").arg(m_playback.taskName(task->id), waitText(m_playback, *task)));
    paintNote(painter, blockOf(firstDeliveryOf(*task)), Theme::current().onAmber,
              tr("its cancellation can be delivered here first"));
}

void CodeView::paintNote(QPainter &painter, const QTextBlock &block, const QColor &colour, const QString &text)
{
    if (!block.isValid())
        return;
    const QRectF line = blockBoundingGeometry(block).translated(contentOffset());
    const QTextLayout *laidOut = block.layout(); // measured already, however long it is
    const double width = laidOut->lineCount() > 0 ? laidOut->lineAt(0).naturalTextWidth() : 0;
    const double end = line.left() + width + 24;
    drawText(painter, QRectF(end, line.top(), std::max(0.0, viewport()->width() - end - 8), line.height()),
             Qt::AlignLeft, textFont(11.5), colour, text);
}

void CodeView::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || textCursor().hasSelection() || m_isDetached)
        return;
    if (const TaskState *task = taskAt(event->pos()))
        m_playback.select(Selection(task->id));
}

/// The first living task on the line there; null: none.
const TaskState *CodeView::taskAt(const QPoint &position) const
{
    const int step = m_isDetached ? 0 : stepOf(cursorForPosition(position).block());
    if (!step)
        return nullptr;
    for (const TaskId id : m_playback.state().living().tasks()) {
        const TaskState *task = m_playback.state().task(id);
        if (lineOf(task->place) == step)
            return task;
    }
    return nullptr;
}

void CodeView::mouseMoveEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseMoveEvent(event);
    const TaskState *task = taskAt(event->pos());
    m_playback.hover(task ? Selection(task->id) : Selection());
}

void CodeView::leaveEvent(QEvent *event)
{
    QPlainTextEdit::leaveEvent(event);
    m_playback.hover({});
}

void CodeView::paintGutter(QPainter &painter, const QRect &rect)
{
    const Theme &theme = Theme::current();
    painter.fillRect(rect, theme.dockTitle);
    std::map<int, std::pair<const TaskState *, int>> byLine; // line → the last task on it, how many
    std::set<int> deliveries;
    constexpr std::size_t MostDeliveries = 50;
    if (!m_isDetached) {
        for (const TaskId id : m_playback.state().living().tasks()) {
            const TaskState &task = *m_playback.state().task(id);
            if (!task.place)
                continue;
            auto &entry = byLine[lineOf(task.place)];
            entry.first = &task;
            ++entry.second;
            if (const int first = deliveries.size() < MostDeliveries ? firstDeliveryOf(task) : 0)
                deliveries.insert(first);
        }
    }
    painter.setFont(monoFont(11.5));
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= rect.bottom()) {
        const double height = blockBoundingRect(block).height();
        const int step = stepOf(block);
        const auto tasks = byLine.find(step);
        if (tasks != byLine.end() && blockOf(step) == block) {
            drawGlyph(painter, {5, top + (height - 14) / 2, 14, 14}, glyphOf(tasks->second.first->phase));
            if (tasks->second.second > 1) {
                painter.setPen(theme.text2);
                const int count = tasks->second.second;
                painter.drawText(QRectF(20, top, 36, height), Qt::AlignLeft | Qt::AlignVCenter,
                                 count < 1000 ? QStringLiteral("×%1").arg(count)
                                              : QStringLiteral("×%1k").arg(count / 1000));
            }
        }
        if (tasks == byLine.end() && deliveries.count(step) && blockOf(step) == block)
            drawGlyph(painter, {5, top + (height - 14) / 2, 14, 14}, Glyph::Requested);
        painter.setPen(theme.text3);
        painter.drawText(QRectF(0, top, m_gutter->width() - 8, height), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
        top += height;
        block = block.next();
    }
}

} // namespace ScopeLab
