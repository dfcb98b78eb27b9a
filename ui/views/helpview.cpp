#include "ui/views/helpview.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLocale>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>

namespace ScopeLab {

HelpView::HelpView(QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_browser(new QTextBrowser(this))
{
    setWindowTitle(tr("Help"));
    resize(640, 720);
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

/// Markdown comes without any space between its paragraphs.
void HelpView::spread()
{
    constexpr double Space = 9;
    for (QTextBlock block = m_browser->document()->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool isCode = format.hasProperty(QTextFormat::BlockCodeFence);
        format.setBottomMargin(isCode ? 0 : Space);
        QTextCursor(block).setBlockFormat(format);
    }
}

void HelpView::showPage(const QString &page)
{
    const QString file = page + QStringLiteral(".md");
    m_browser->setSource(QUrl(QFile::exists(QStringLiteral(":/help/") + file) ? file : QStringLiteral("index.md")));
}

} // namespace ScopeLab
