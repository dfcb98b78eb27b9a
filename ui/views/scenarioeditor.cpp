#include "ui/views/scenarioeditor.h"

#include "core/scenario/stepparser.h"
#include "ui/views/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStringListModel>
#include <QTextBlock>
#include <QToolTip>

namespace ScopeLab {

namespace {

constexpr int Indent = 2;
constexpr int LettersToComplete = 2;

int indentOf(const QString &line)
{
    int count = 0;
    while (count < line.size() && line[count] == u' ')
        ++count;
    return count;
}

} // namespace

ScenarioEditor::ScenarioEditor(Playback &playback, ScenarioDocument &document, QWidget *parent)
    : CodeView(playback, parent)
    , m_document(document)
    , m_words(new QStringListModel(this))
    , m_completer(new QCompleter(m_words, this))
{
    setReadOnly(false);
    setTextInteractionFlags(Qt::TextEditorInteraction);
    setAccessibleName(tr("Text of the scenario, to be edited"));
    setAccessibleDescription(tr("Tab indents; press Esc, then Tab, to go on to the next control."));
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    m_completer->popup()->setAccessibleName(tr("Completions"));
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &ScenarioEditor::insertCompletion);
    connect(&document, &ScenarioDocument::opened, this, &ScenarioEditor::takeOver);
    connect(&document, &ScenarioDocument::checked, this, &ScenarioEditor::showMistakes);
    connect(this, &QPlainTextEdit::textChanged, this, [this] { m_document.setText(toPlainText()); });
    takeOver();
}

void ScenarioEditor::takeOver()
{
    if (toPlainText() != m_document.text()) {
        const QSignalBlocker blocker(this);
        setPlainText(m_document.text());
    }
    showMistakes();
}

void ScenarioEditor::showMistakes()
{
    const std::vector<Diagnostic> &diagnostics = m_document.loaded().diagnostics;
    QList<QTextEdit::ExtraSelection> marks;
    for (const Diagnostic &diagnostic : diagnostics) {
        const QTextBlock block = document()->findBlockByNumber(diagnostic.range.begin.line - 1);
        if (!block.isValid())
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        const int last = std::max(0, block.length() - 1);
        const int column = std::min(diagnostic.range.begin.column - 1, last);
        const bool isOneLine = diagnostic.range.end.line == diagnostic.range.begin.line;
        const int length = isOneLine ? std::max(1, diagnostic.range.end.column - diagnostic.range.begin.column) : 1;
        mark.cursor.setPosition(block.position() + column);
        mark.cursor.setPosition(block.position() + std::min(column + length, last), QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(Theme::current().failed);
        mark.format.setBackground(Theme::current().tintFailed);
        marks.append(mark);
    }
    setDetached(!diagnostics.empty() || m_document.text().isEmpty(), marks);
    if (!diagnostics.empty() && !hasFocus())
        showLine(diagnostics.front().range.begin.line);
}

/// A mistake says under the mouse what it is.
bool ScenarioEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QTextCursor at = cursorForPosition(viewport()->mapFrom(this, help->pos()));
        for (const Diagnostic &diagnostic : m_document.loaded().diagnostics) {
            if (diagnostic.range.begin.line != at.blockNumber() + 1)
                continue;
            QString text = QString::fromStdString(diagnostic.message);
            if (!diagnostic.cure.empty())
                text += u'\n' + tr("Cure: %1").arg(QString::fromStdString(diagnostic.cure));
            QToolTip::showText(help->globalPos(), text, this);
            return true;
        }
        QToolTip::hideText();
        return true;
    }
    return CodeView::event(event);
}

QString ScenarioEditor::wordBegun() const
{
    const QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    static const QRegularExpression word(QStringLiteral("[A-Za-z_][A-Za-z0-9_-]*$"));
    return word.match(before).captured();
}

QStringList ScenarioEditor::completions() const
{
    const QString begun = wordBegun();
    const QString line = textCursor().block().text().left(textCursor().positionInBlock());
    const QString before = line.left(line.size() - begun.size());
    static const QRegularExpression step(QStringLiteral("(^|[\\[{,])\\s*-?\\s*\\{?\\s*$"));
    static const QRegularExpression reference(
        QStringLiteral("\\b(cancel|scope|in|call|wait|set|wait_cancelled|send|receive|with_lock|with_limiter|lock|"
                       "limiter|event|channel|token)\\s*:\\s*$"));
    QStringList words;
    if (reference.match(before).hasMatch()) {
        // Names that the text declares: `name: x`, or the keys under functions and resources.
        static const QRegularExpression name(
            QStringLiteral("\\bname:\\s*([A-Za-z_][\\w-]*)|^  (?:  )?([A-Za-z_][\\w-]*):"),
            QRegularExpression::MultilineOption);
        const QString text = toPlainText();
        for (auto match = name.globalMatch(text); match.hasNext();) {
            const QRegularExpressionMatch found = match.next();
            words.append(found.captured(1).isEmpty() ? found.captured(2) : found.captured(1));
        }
    } else if (step.match(before).hasMatch()) {
        for (const std::string &keyword : StepParser::keywords())
            words.append(QString::fromStdString(keyword));
        words += {QStringLiteral("body"),     QStringLiteral("name"),    QStringLiteral("after"),
                  QStringLiteral("timeout"),  QStringLiteral("except"),  QStringLiteral("finally"),
                  QStringLiteral("match"),    QStringLiteral("message"), QStringLiteral("type"),
                  QStringLiteral("times"),    QStringLiteral("expect"),  QStringLiteral("operator"),
                  QStringLiteral("outcome"),  QStringLiteral("summary"), QStringLiteral("title"),
                  QStringLiteral("otherwise")};
    }
    words = words.filter(QRegularExpression(u'^' + QRegularExpression::escape(begun)));
    words.removeAll(begun);
    words.removeDuplicates();
    words.sort();
    return words;
}

void ScenarioEditor::complete(bool isAsked)
{
    const QString begun = wordBegun();
    const QStringList words = isAsked || begun.size() >= LettersToComplete ? completions() : QStringList();
    if (words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(words);
    m_completer->setCompletionPrefix(begun);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
    QRect place = cursorRect();
    place.translate(viewportMargins().left(), 0);
    place.setWidth(m_completer->popup()->sizeHintForColumn(0)
                   + m_completer->popup()->verticalScrollBar()->sizeHint().width() + 16);
    m_completer->complete(place);
}

void ScenarioEditor::insertCompletion(const QString &word)
{
    QTextCursor cursor = textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(wordBegun().size()));
    cursor.insertText(word);
    setTextCursor(cursor);
}

/// The next line stands where this one does, and deeper after a colon.
void ScenarioEditor::breakLine()
{
    const QString line = textCursor().block().text().left(textCursor().positionInBlock());
    int indent = indentOf(line);
    const QString content = line.mid(indent);
    if (content.startsWith(QStringLiteral("- ")) && content.trimmed().endsWith(u':'))
        indent += 2 * Indent;
    else if (content.trimmed().endsWith(u':'))
        indent += Indent;
    insertPlainText(u'\n' + QString(indent, u' '));
    ensureCursorVisible();
}

void ScenarioEditor::indentLines(int by)
{
    QTextCursor cursor = textCursor();
    const int first = document()->findBlock(cursor.selectionStart()).blockNumber();
    const int last = document()->findBlock(cursor.selectionEnd()).blockNumber();
    cursor.beginEditBlock();
    for (int number = first; number <= last; ++number) {
        QTextCursor at(document()->findBlockByNumber(number));
        if (by > 0) {
            at.insertText(QString(by, u' '));
        } else {
            const int there = std::min(-by, indentOf(at.block().text()));
            at.movePosition(QTextCursor::Right, QTextCursor::KeepAnchor, there);
            at.removeSelectedText();
        }
    }
    cursor.endEditBlock();
}

void ScenarioEditor::keyPressEvent(QKeyEvent *event)
{
    const bool isPopup = m_completer->popup()->isVisible();
    const int key = event->key();
    if (isPopup && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab)) {
        insertCompletion(m_completer->popup()->currentIndex().data().toString());
        m_completer->popup()->hide();
        return;
    }
    if (isPopup && key == Qt::Key_Escape) {
        m_completer->popup()->hide();
        return;
    }
    if (key == Qt::Key_Escape) { // so that Tab is no trap
        setTabChangesFocus(true);
        event->ignore();
        return;
    }
    if (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        complete(true);
        return;
    }
    const bool indents = key == Qt::Key_Tab && event->modifiers() == Qt::NoModifier && !tabChangesFocus();
    if (indents && textCursor().hasSelection()) {
        indentLines(Indent);
    } else if (indents) {
        insertPlainText(QString(Indent - textCursor().positionInBlock() % Indent, u' '));
    } else if (key == Qt::Key_Backtab && !tabChangesFocus()) {
        indentLines(-Indent);
    } else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && event->modifiers() == Qt::NoModifier) {
        breakLine();
    } else {
        CodeView::keyPressEvent(event);
        if (!event->text().isEmpty())
            setTabChangesFocus(false);
        const bool isLetter
            = !event->text().isEmpty() && (event->text()[0].isLetterOrNumber() || event->text()[0] == u'_');
        if (isLetter || (isPopup && key == Qt::Key_Backspace))
            complete(false);
        else
            m_completer->popup()->hide();
    }
}

} // namespace ScopeLab
