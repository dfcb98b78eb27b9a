#include "ui/code/scenarioeditor.h"

#include "core/scenario/language.h"
#include "core/text/oneline.h"
#include "ui/code/meanings.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextBlock>

namespace ScopeLab {

namespace {

constexpr int Indent = 2;
constexpr int LettersToComplete = 2;
constexpr int MeaningRole = Qt::UserRole + 1; // QString: one sentence; may be empty.

/// A word, and behind it what it means.
class CompletionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const int behind = QStyledItemDelegate::sizeHint(option, index).width() + Gap;
        const QRect place = option.rect.adjusted(std::max(behind, Column), 0, -Gap, 0);
        painter->setPen(Theme::current().text2);
        painter->setFont(QApplication::font());
        painter->drawText(place, Qt::AlignVCenter | Qt::TextSingleLine, index.data(MeaningRole).toString());
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        const QString meaning = index.data(MeaningRole).toString();
        if (!meaning.isEmpty())
            size.setWidth(std::max(size.width() + Gap, Column)
                          + QFontMetrics(QApplication::font()).horizontalAdvance(meaning) + Gap);
        return size;
    }

private:
    static constexpr int Gap = 12;
    static constexpr int Column = 180; ///< Where meanings begin, but for long words.
};

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
    , m_words(new QStandardItemModel(this))
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
    m_completer->popup()->setItemDelegate(new CompletionDelegate(m_completer->popup()));
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &ScenarioEditor::insertCompletion);
    connect(&document, &ScenarioDocument::opened, this, &ScenarioEditor::takeOver);
    connect(&document, &ScenarioDocument::checked, this, &ScenarioEditor::showMistakes);
    connect(this, &QPlainTextEdit::textChanged, this, [this] { m_document.setText(content()); });
    takeOver();
}

/// Not toPlainText(): it makes a space of a space that does not break.
QString ScenarioEditor::content() const
{
    return document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

void ScenarioEditor::takeOver()
{
    if (content() != m_document.text()) {
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
    if (!diagnostics.empty() && !hasFocus() && !m_document.isModified()) // who types keeps the place, in dialogs, too
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
            QString text = oneLine(diagnostic.message);
            if (!diagnostic.cure.empty())
                text += u'\n' + tr("Cure: %1").arg(oneLine(diagnostic.cure));
            showTip(help->globalPos(), text, this);
            return true;
        }
        showTip(help->globalPos(), {}, this);
        return true;
    }
    return CodeView::event(event);
}

/// Qt 6.4 looks at the first format of what is pasted even if it has none, as the clipboard that nobody owns.
void ScenarioEditor::insertFromMimeData(const QMimeData *source)
{
    if (source && !source->formats().isEmpty())
        CodeView::insertFromMimeData(source);
}

QString ScenarioEditor::wordBegun() const
{
    const QTextCursor cursor = textCursor();
    const std::string before = cursor.block().text().left(cursor.positionInBlock()).toStdString();
    const std::string_view word = ScopeLab::wordBegun(before);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

QString ScenarioEditor::stepAtCursor() const
{
    QTextCursor cursor = textCursor();
    cursor.select(QTextCursor::WordUnderCursor);
    const LanguageForm *form = formCalled(cursor.selectedText().toStdString());
    return form && form->is == LanguageForm::Is::Step ? cursor.selectedText() : QString();
}

std::vector<Completion> ScenarioEditor::found() const
{
    const QString text = content();
    const int position = textCursor().position();
    return completionsAt(text.left(position).toStdString(), text.mid(position).toStdString());
}

QStringList ScenarioEditor::completions() const
{
    QStringList words;
    for (const Completion &one : found())
        words.append(shownName(one.word));
    return words;
}

void ScenarioEditor::complete(bool isAsked)
{
    const QString begun = wordBegun();
    const std::vector<Completion> all
        = isAsked || begun.size() >= LettersToComplete ? found() : std::vector<Completion>();
    if (all.empty()) {
        m_completer->popup()->hide();
        return;
    }
    m_words->clear();
    for (const Completion &one : all) {
        auto *item = new QStandardItem(shownName(one.word));
        const QString meaning = meaningOf(one);
        item->setData(meaning, MeaningRole);
        item->setData(meaning.isEmpty() ? item->text() : item->text() + u": " + meaning, Qt::AccessibleTextRole);
        m_words->appendRow(item);
    }
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
