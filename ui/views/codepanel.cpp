#include "ui/views/codepanel.h"

#include "ui/views/glyphs.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSettings>
#include <QTabBar>

namespace ScopeLab {

CodePanel::CodePanel(Playback &playback, QWidget *parent)
    : QWidget(parent)
    , m_view(new CodeView(playback, this))
    , m_tabs(new QTabBar(this))
    , m_search(new QLineEdit(this))
{
    for (const QString &name :
         {tr("Scenario"), QStringLiteral("Python"), QStringLiteral("C++20"), QStringLiteral("Rust")})
        m_tabs->addTab(name);
    m_tabs->setTabToolTip(1, tr("The same as a program for Trio"));
    m_tabs->setTabToolTip(2, tr("The same on ScopeLab's own library"));
    m_tabs->setTabToolTip(3, tr("The same for Tokio; what Rust cannot say is a comment"));
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Language of the code"));
    m_search->setPlaceholderText(tr("Find"));
    m_search->setAccessibleName(tr("Find in the code"));
    m_search->addAction(glyphIcon(Glyph::Search, Theme::current().text3), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(220);
    m_search->hide();

    auto *top = new QHBoxLayout;
    top->setContentsMargins(4, 2, 8, 0);
    top->addWidget(m_tabs);
    top->addStretch();
    top->addWidget(m_search);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);
    setFocusProxy(m_view);

    auto *find = new QAction(tr("Find in the code"), this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(&playback, &Playback::runChanged, this, [this] { enablePrograms(true); });
    connect(find, &QAction::triggered, this, &CodePanel::openSearch);
    connect(m_search, &QLineEdit::textEdited, this, [this] { search(false); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { search(false); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_view->setLanguage(static_cast<CodeLanguage>(index));
        QSettings().setValue(QStringLiteral("code/language"), index);
    });
    m_tabs->setCurrentIndex(std::clamp(QSettings().value(QStringLiteral("code/language")).toInt(), 0, 3));
}

void CodePanel::showMistakes(const QString &text, const std::vector<Diagnostic> &diagnostics)
{
    showLanguage(CodeLanguage::Scenario);
    enablePrograms(false);
    m_view->showMistakes(text, diagnostics);
}

/// What has mistakes is no program in any language.
void CodePanel::enablePrograms(bool isOn)
{
    for (int tab = 1; tab < m_tabs->count(); ++tab)
        m_tabs->setTabEnabled(tab, isOn);
}

void CodePanel::showLanguage(CodeLanguage language)
{
    m_tabs->setCurrentIndex(static_cast<int>(language));
}

void CodePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_search->isVisible()) {
        m_search->hide();
        m_view->setFocus();
    } else if (event->matches(QKeySequence::FindNext) || event->matches(QKeySequence::FindPrevious)) {
        search(event->matches(QKeySequence::FindPrevious));
    } else {
        QWidget::keyPressEvent(event);
    }
}

void CodePanel::openSearch()
{
    m_search->show();
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void CodePanel::search(bool backwards)
{
    QPalette palette = this->palette();
    if (!m_view->findNext(m_search->text(), backwards))
        palette.setColor(QPalette::Base, Theme::current().tintFailed);
    m_search->setPalette(palette);
}

} // namespace ScopeLab
