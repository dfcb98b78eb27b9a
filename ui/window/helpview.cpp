#include "ui/window/helpview.h"

#include "ui/paint/plaintexts.h"
#include "ui/paint/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLocale>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextList>
#include <QTextTable>
#include <QToolButton>

namespace ScopeLab {

HelpView::HelpView(QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_browser(new PageBrowser(this))
{
    setWindowTitle(tr("Help"));
    resize(860, 760);
    m_browser->setAccessibleName(tr("Page of help"));
    m_browser->document()->setDocumentMargin(16);
    auto *back = new QToolButton(this);
    back->setText(tr("Back"));
    back->setToolTip(tr("To the page before"));
    auto *contents = new QToolButton(this);
    contents->setText(tr("Contents"));
    auto *row = new QHBoxLayout;
    row->addWidget(back);
    row->addWidget(contents);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(row);
    layout->addWidget(m_browser, 1);
    connect(back, &QToolButton::clicked, m_browser, &QTextBrowser::backward);
    connect(contents, &QToolButton::clicked, this, [this] { showPage(QStringLiteral("index")); });
    connect(m_browser, &QTextBrowser::sourceChanged, this, &HelpView::spread);
    connect(m_browser, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    back->setEnabled(false);
    const QString language = QLocale::languageToCode(QLocale().language());
    m_browser->setSearchPaths({QStringLiteral(":/help/") + language, QStringLiteral(":/help")}); // English is the rest
    showPage(QStringLiteral("index"));
    m_browser->setFocus();
}

/// Markdown comes without any space between its paragraphs, nor in its tables.
void HelpView::spread()
{
    constexpr double Space = 9;
    const auto isCode
        = [](const QTextBlock &block) { return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence); };
    for (QTextBlock block = m_browser->document()->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool isInTable = QTextCursor(block).currentTable() != nullptr;
        format.setBottomMargin((isCode(block) && isCode(block.next())) || isInTable ? 0 : Space);
        format.setTopMargin(format.headingLevel() > 0 && block.blockNumber() > 0 ? Space : 0);
        QTextCursor(block).setBlockFormat(format);
    }
    for (QTextFrame *frame : m_browser->document()->rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setCellPadding(4);
        format.setCellSpacing(0);
        format.setBorder(0);
        format.setTopMargin(Space / 2);
        format.setBottomMargin(Space / 2);
        table->setFormat(format);
        for (int column = 0; column < table->columns(); ++column) {
            QTextTableCell head = table->cellAt(0, column);
            QTextCharFormat its = head.format();
            its.setBackground(Theme::current().selectedRow);
            head.setFormat(its);
        }
    }
}

/// Heads of tables are in a colour of the theme.
void HelpView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        spread();
}

void HelpView::showPage(const QString &page, const QString &section)
{
    const QString file = page + QStringLiteral(".md");
    m_browser->setSource(QUrl(QFile::exists(QStringLiteral(":/help/") + file) ? file : QStringLiteral("index.md")));
    if (!section.isEmpty())
        goTo(section);
}

/// Puts it at the top.
void HelpView::goTo(const QString &section)
{
    for (QTextBlock block = m_browser->document()->begin(); block.isValid(); block = block.next()) {
        const bool isHeading = block.blockFormat().headingLevel() > 0 && block.text() == section;
        const bool isItem = block.textList() && block.text().startsWith(section + u' ');
        if (!isHeading && !isItem)
            continue;
        m_browser->setTextCursor(QTextCursor(block));
        const QRectF place = m_browser->document()->documentLayout()->blockBoundingRect(block);
        m_browser->verticalScrollBar()->setValue(static_cast<int>(place.top()));
        return;
    }
}

} // namespace ScopeLab
