#include "ui/code/codepanel.h"

#include "core/text/oneline.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/plaintexts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>

namespace ScopeLab {

namespace {
constexpr int LeastHeight = 44; // a line and a scroll bar: in the smallest window all panels have to fit
}

CodePanel::CodePanel(Playback &playback, ScenarioDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_editor(new ScenarioEditor(playback, document, this))
    , m_program(new CodeView(playback, this))
    , m_views(new QStackedWidget(this))
    , m_mistake(new QLabel(this))
    , m_tabs(new QTabBar(this))
    , m_follow(new QToolButton(this))
    , m_search(new QLineEdit(this))
{
    createTabs();
    createSearch();
    m_follow->setObjectName(QStringLiteral("follow"));
    m_follow->setCheckable(true);
    m_follow->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_follow->setToolTip(tr("Keep the line of what is selected in sight. Scrolling pauses that."));
    m_views->addWidget(m_editor);
    m_views->addWidget(m_program);
    m_views->setMinimumHeight(LeastHeight);
    m_mistake->setObjectName(QStringLiteral("mistake"));
    m_mistake->setTextFormat(Qt::PlainText);
    m_mistake->setMargin(6);
    m_mistake->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(4, 2, 8, 0);
    top->addWidget(m_tabs);
    top->addStretch();
    top->addWidget(m_follow);
    top->addWidget(m_search);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_views, 1);
    layout->addWidget(m_mistake);
    setFocusProxy(m_editor);
    connect(&document, &ScenarioDocument::opened, this, &CodePanel::showState);
    connect(&document, &ScenarioDocument::checked, this, &CodePanel::showState);
    for (CodeView *view : {static_cast<CodeView *>(m_editor), m_program})
        connect(view, &CodeView::followingChanged, this, &CodePanel::showFollowing);
    connect(&playback, &Playback::transportChanged, this, &CodePanel::showFollowing); // and when the look changes
    connect(&playback, &Playback::moved, this, [this] {
        if (m_follow->isHidden() == !view()->followedName().isEmpty()) // a branch begins with none
            showFollowing();
    });
    connect(m_follow, &QToolButton::clicked, this, [this](bool isOn) { view()->setFollowing(isOn); });
    m_tabs->setCurrentIndex(
        std::clamp(QSettings().value(QStringLiteral("code/language")).toInt(), 0, m_tabs->count() - 1));
    showFollowing();
}

void CodePanel::createTabs()
{
    m_tabs->addTab(tr("Scenario"));
    for (const Language &language : languages()) {
        const QString name = QString::fromUtf8(language.name);
        const QString tip = tr("The same as a program for %1").arg(QString::fromUtf8(language.platform));
        m_tabs->setTabToolTip(m_tabs->addTab(name),
                              language.saysAll ? tip : tr("%1; what %2 cannot say is a comment").arg(tip, name));
    }
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Language of the code"));
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (index > 0)
            m_program->setLanguage(static_cast<CodeLanguage>(index));
        m_views->setCurrentIndex(index > 0 ? 1 : 0);
        setFocusProxy(view());
        QSettings().setValue(QStringLiteral("code/language"), index);
        showFollowing();
    });
}

/// The field, hidden until somebody searches, and its key.
void CodePanel::createSearch()
{
    m_search->setPlaceholderText(tr("Find"));
    m_search->setAccessibleName(tr("Find in the code"));
    m_search->addAction(glyphIcon(Glyph::Search, Theme::current().text3), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(220);
    m_search->hide();
    auto *find = new QAction(tr("Find in the code"), this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(find, &QAction::triggered, this, &CodePanel::openSearch);
    connect(m_search, &QLineEdit::textEdited, this, [this] { search(false); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { search(false); });
}

CodeView *CodePanel::view() const
{
    return m_tabs->currentIndex() == 0 ? m_editor : m_program;
}

/// A text with mistakes is not a program in any language.
void CodePanel::showState()
{
    const std::vector<Diagnostic> &mistakes = m_document.loaded().diagnostics;
    if (!mistakes.empty())
        showLanguage(CodeLanguage::Scenario);
    for (int tab = 1; tab < m_tabs->count(); ++tab)
        m_tabs->setTabEnabled(tab, mistakes.empty());
    m_mistake->setVisible(!mistakes.empty());
    QTimer::singleShot(0, m_editor, &QPlainTextEdit::ensureCursorVisible); // there is less room, or more
    if (mistakes.empty())
        return;
    const Diagnostic &first = mistakes.front();
    QString text = tr("Line %1: %2").arg(first.range.begin.line).arg(oneLine(first.message));
    if (!first.cure.empty())
        text += QStringLiteral(" (%1)").arg(oneLine(first.cure));
    if (mistakes.size() > 1)
        text += u' ' + tr("and %n more", nullptr, static_cast<int>(mistakes.size() - 1));
    m_mistake->setText(text);
    m_mistake->setToolTip(tipText(text));
    const Theme &theme = Theme::current();
    m_mistake->setStyleSheet(QStringLiteral("background:%1;color:%2;border-top:1px solid %3")
                                 .arg(theme.tintFailed.name(), theme.text.name(), theme.failed.name()));
}

void CodePanel::showFollowing()
{
    const QString name = view()->followedName();
    const QString shown = m_follow->fontMetrics().elidedText(name, Qt::ElideMiddle, 140);
    const bool isFollowing = view()->isFollowing();
    m_follow->setVisible(!name.isEmpty());
    m_follow->setChecked(isFollowing);
    m_follow->setIcon(glyphIcon(Glyph::Eye, isFollowing ? Theme::current().accent : Theme::current().text3));
    m_follow->setText(withoutKey(isFollowing ? tr("Following %1").arg(shown) : tr("Follow %1").arg(shown)));
    m_follow->setAccessibleName(tr("Follow %1").arg(name));
}

void CodePanel::showLanguage(CodeLanguage language)
{
    m_tabs->setCurrentIndex(static_cast<int>(language));
}

void CodePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_search->isVisible()) {
        m_search->hide();
        view()->setFocus();
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
    if (!view()->findNext(m_search->text(), backwards))
        palette.setColor(QPalette::Base, Theme::current().tintFailed);
    m_search->setPalette(palette);
}

} // namespace ScopeLab
