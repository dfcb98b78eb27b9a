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

#include <algorithm>

namespace ScopeLab {

namespace {
constexpr int LeastHeight = 44; // a line and a scroll bar: in the smallest window all panels have to fit
}

CodePanel::CodePanel(Playback &playback, ScenarioDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_playback(playback)
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
    connect(&playback, &Playback::runChanged, this, &CodePanel::fillTabs);
    connect(&playback, &Playback::selectionChanged, this, &CodePanel::followFile);
    connect(&playback, &Playback::moved, this, [this] {
        followFile();
        if (m_follow->isHidden() == !view()->followedName().isEmpty()) // a branch begins with none
            showFollowing();
    });
    connect(m_follow, &QToolButton::clicked, this, [this](bool isOn) { view()->setFollowing(isOn); });
    fillTabs();
}

void CodePanel::createTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setElideMode(Qt::ElideMiddle);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (isProgram() && index != followedTab()) // chosen by hand: it stays
            m_program->setFollowing(false);
        chooseTab(index);
    });
}

bool CodePanel::isProgram() const
{
    return m_playback.isRecording() && !m_playback.trace().files.empty();
}

/// The files of a program, or the scenario and its languages.
void CodePanel::fillTabs()
{
    const QSignalBlocker blocker(m_tabs);
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    if (isProgram()) {
        for (const SourceFile &file : m_playback.trace().files) {
            const QString path = oneLine(file.path);
            m_tabs->setTabToolTip(m_tabs->addTab(withoutKey(path.mid(path.lastIndexOf(u'/') + 1))), tipText(path));
        }
        m_tabs->setAccessibleName(tr("Files of the program"));
        m_tabs->setCurrentIndex(std::max(0, followedTab()));
    } else {
        m_tabs->addTab(tr("Scenario"));
        for (const Language &language : languages()) {
            const QString name = QString::fromUtf8(language.name);
            const QString tip = tr("The same as a program for %1").arg(QString::fromUtf8(language.platform));
            m_tabs->setTabToolTip(m_tabs->addTab(name),
                                  language.saysAll ? tip : tr("%1; what %2 cannot say is a comment").arg(tip, name));
        }
        m_tabs->setAccessibleName(tr("Language of the code"));
        const int last = QSettings().value(QStringLiteral("code/language")).toInt();
        m_tabs->setCurrentIndex(std::clamp(last, 0, m_tabs->count() - 1));
    }
    chooseTab(m_tabs->currentIndex());
    showState();
}

void CodePanel::chooseTab(int index)
{
    if (index < 0)
        return;
    if (isProgram()) {
        m_program->setFile(m_playback.trace().files[static_cast<std::size_t>(index)].path);
    } else {
        m_program->setFile({});
        if (index > 0)
            m_program->setLanguage(static_cast<CodeLanguage>(index));
        QSettings().setValue(QStringLiteral("code/language"), index);
    }
    m_views->setCurrentWidget(view());
    setFocusProxy(view());
    showFollowing();
}

/// The tab of a file of the program; -1: there is none.
int CodePanel::tabOf(const std::string &file) const
{
    const std::vector<SourceFile> &files = m_playback.trace().files;
    const auto found = std::ranges::find(files, file, &SourceFile::path);
    return found == files.end() ? -1 : static_cast<int>(found - files.begin());
}

/// The tab of the innermost file in which what is followed stands; -1: of none.
int CodePanel::followedTab() const
{
    for (const Place &place : CodeView::followedStack(m_playback)) {
        if (const int tab = tabOf(place.file); tab >= 0)
            return tab;
    }
    return -1;
}

/// What is followed may go on in another file.
void CodePanel::followFile()
{
    if (!isProgram() || !m_program->isFollowing())
        return;
    if (const int tab = followedTab(); tab >= 0)
        m_tabs->setCurrentIndex(tab);
}

void CodePanel::showPlace(const Place &place)
{
    if (isProgram()) {
        m_program->setFollowing(false);
        m_tabs->setCurrentIndex(std::max(0, tabOf(place.file)));
    }
    view()->showLine(place.line);
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
    return m_tabs->currentIndex() == 0 && !isProgram() ? m_editor : m_program;
}

/// A text with mistakes is not a program in any language.
void CodePanel::showState()
{
    if (isProgram()) {
        m_mistake->hide();
        return;
    }
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
    if (!isProgram()) // whose files are in the language that they are in
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
