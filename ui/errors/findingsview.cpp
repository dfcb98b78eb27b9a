#include "ui/errors/findingsview.h"

#include "core/sentences/findingsentences.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"

#include <QEvent>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace ScopeLab {

namespace {

constexpr int AdviceRole = Qt::UserRole;
constexpr int Wrapped = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

/// A glyph, what is wrong in bold, and below it what to do, both as wide as the list.
class FindingDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *list = qobject_cast<const QListWidget *>(option.widget);
        const int width = list ? list->viewport()->width() : 200;
        const Places places = layOut(QRect(0, 0, width, 10'000), index);
        return {width, places.advice.bottom() + Padding};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::current();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.selectedRow);
        const Places places = layOut(option.rect, index);
        index.data(Qt::DecorationRole)
            .value<QIcon>()
            .paint(painter, visual(option, {option.rect.left() + 4, option.rect.top() + Padding, 16, 16}));
        painter->setFont(headFont());
        painter->setPen(theme.text);
        painter->drawText(visual(option, places.headline), Wrapped, index.data().toString());
        painter->setFont(textFont(12));
        painter->setPen(theme.text2);
        painter->drawText(visual(option, places.advice), Wrapped, index.data(AdviceRole).toString());
    }

private:
    static constexpr int Padding = 5;
    static constexpr int TextLeft = 27;

    struct Places
    {
        QRect headline;
        QRect advice;
    };

    static QRect visual(const QStyleOptionViewItem &option, const QRect &rect)
    {
        return QStyle::visualRect(option.direction, option.rect, rect);
    }

    static QFont headFont() { return textFont(12.5, QFont::DemiBold); }

    static Places layOut(const QRect &rect, const QModelIndex &index)
    {
        const QRect text = rect.adjusted(TextLeft, Padding, -6, 0);
        Places places;
        places.headline = QFontMetrics(headFont()).boundingRect(text, Wrapped, index.data().toString());
        const QRect below(text.left(), places.headline.bottom() + 2, text.width(), 10'000);
        places.advice = QFontMetrics(textFont(12)).boundingRect(below, Wrapped, index.data(AdviceRole).toString());
        return places;
    }
};

} // namespace

FindingsView::FindingsView(Playback &playback, QWidget *parent)
    : QWidget(parent)
    , m_playback(playback)
    , m_list(new QListWidget(this))
    , m_fix(new QPushButton(tr("&Compare with the fix"), this))
    , m_lesson(new QPushButton(tr("See it in a &scenario"), this))
{
    m_list->setObjectName(QStringLiteral("findings-list"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new FindingDelegate(m_list));
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Findings: what went wrong"));
    m_fix->hide();
    m_lesson->setObjectName(QStringLiteral("findings-lesson"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_fix, 0, Qt::AlignLeft);
    layout->addWidget(m_lesson, 0, Qt::AlignLeft);
    connect(m_list, &QListWidget::currentRowChanged, this, &FindingsView::goTo);
    connect(m_list, &QListWidget::itemClicked, this, [this] { goTo(m_list->currentRow()); });
    connect(m_list, &QListWidget::currentRowChanged, this, &FindingsView::showLessonButton);
    connect(m_fix, &QPushButton::clicked, this, &FindingsView::fixRequested);
    connect(m_lesson, &QPushButton::clicked, this, [this] { Q_EMIT lessonRequested(lesson()); });
    connect(&playback, &Playback::moved, this, &FindingsView::refresh);
    connect(&playback, &Playback::runChanged, this, &FindingsView::refresh);
    fill();
}

void FindingsView::setHasFix(bool hasFix)
{
    m_fix->setVisible(hasFix);
}

void FindingsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void FindingsView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fill();
}

void FindingsView::refresh()
{
    // Searching a long recording takes time: do it only if somebody looks, or at the end. A program that hung and was
    // killed has none but the last event.
    const RunState &state = m_playback.state();
    const bool isAtEnd
        = state.isOver || state.stuck || (m_playback.isRecording() && m_playback.cursor() == m_playback.trace().size());
    if (!isVisible() && !isAtEnd && m_findings.empty())
        return;
    std::vector<Finding> findings = m_playback.findings();
    if (findings == m_findings)
        return;
    m_findings = std::move(findings);
    fill();
    Q_EMIT changed();
}

void FindingsView::fill()
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (int row = 0; row < std::min(count(), MostShown); ++row) {
        const Finding &finding = m_findings[static_cast<std::size_t>(row)];
        const Glyph glyph = finding.isSevere() ? Glyph::Failed : Glyph::Warning;
        const QString headline = findingHeadline(finding, m_playback.trace(), m_playback.state());
        auto *item = new QListWidgetItem(glyphIcon(glyph, colourOf(glyph)), headline, m_list);
        item->setData(AdviceRole, findingAdvice(finding));
        item->setToolTip(
            tr("Seen at %1. Click to go there.").arg(timeText(m_playback.trace().event(finding.event).time)));
        item->setData(Qt::AccessibleTextRole,
                      QStringLiteral("%1: %2. %3")
                          .arg(finding.isSevere() ? tr("error") : tr("warning"), headline, findingAdvice(finding)));
    }
    const QString rest = m_findings.empty()    ? tr("Nothing went wrong so far.")
                         : count() > MostShown ? tr("and %Ln more", nullptr, count() - MostShown)
                                               : QString();
    if (!rest.isEmpty())
        (new QListWidgetItem(rest, m_list))->setFlags(Qt::NoItemFlags);
    showLessonButton();
}

/// Of the finding that is chosen, or the first. A scenario explains itself, a recorded program does not.
QString FindingsView::lesson() const
{
    if (m_findings.empty() || !m_playback.isRecording())
        return {};
    const auto row = static_cast<std::size_t>(std::max(m_list->currentRow(), 0));
    return row < m_findings.size() ? findingLesson(m_findings[row].kind) : QString();
}

void FindingsView::showLessonButton()
{
    m_lesson->setVisible(!lesson().isEmpty());
}

void FindingsView::goTo(int row)
{
    if (row < 0 || row >= std::min(count(), MostShown))
        return;
    const Finding finding = m_findings[static_cast<std::size_t>(row)];
    // What is selected stays in sight even where the list is refilled by the move.
    m_playback.select(finding.task ? Selection(finding.task) : finding.scope ? Selection(finding.scope) : Selection{});
    m_playback.seekEvent(finding.event);
}

} // namespace ScopeLab
