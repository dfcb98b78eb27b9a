#include "ui/views/findingsview.h"

#include "ui/playback/sentences.h"
#include "ui/views/glyphs.h"
#include "ui/views/texts.h"

#include <QEvent>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace ScopeLab {

FindingsView::FindingsView(Playback &playback, QWidget *parent)
    : QWidget(parent)
    , m_playback(playback)
    , m_list(new QListWidget(this))
    , m_fix(new QPushButton(tr("&Compare with the fix"), this))
{
    m_list->setObjectName(QStringLiteral("findings-list"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(true);
    m_list->setSpacing(3);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Findings: what went wrong"));
    m_fix->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_fix, 0, Qt::AlignLeft);
    connect(m_list, &QListWidget::currentRowChanged, this, &FindingsView::goTo);
    connect(m_list, &QListWidget::itemClicked, this, [this] { goTo(m_list->currentRow()); });
    connect(m_fix, &QPushButton::clicked, this, &FindingsView::fixRequested);
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
    // Going through a long recording takes its time: only if somebody looks, or it is the end.
    const RunState &state = m_playback.state();
    if (!isVisible() && !state.isOver && !state.isStuck && m_findings.empty())
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
    for (const Finding &finding : m_findings) {
        const Glyph glyph = finding.isSevere() ? Glyph::Failed : Glyph::Warning;
        const QString headline = findingHeadline(finding, m_playback.trace(), m_playback.state());
        auto *item = new QListWidgetItem(glyphIcon(glyph, colourOf(glyph)),
                                         QStringLiteral("%1\n%2").arg(headline, findingAdvice(finding)), m_list);
        item->setToolTip(
            tr("Seen at %1. Click to go there.").arg(timeText(m_playback.trace().event(finding.event).time)));
        item->setData(Qt::AccessibleTextRole,
                      QStringLiteral("%1: %2").arg(finding.isSevere() ? tr("error") : tr("warning"), item->text()));
    }
    if (m_findings.empty()) {
        auto *item = new QListWidgetItem(tr("Nothing went wrong so far."), m_list);
        item->setFlags(Qt::NoItemFlags);
    }
}

void FindingsView::goTo(int row)
{
    if (row < 0 || row >= count())
        return;
    const Finding finding = m_findings[static_cast<std::size_t>(row)];
    // What is selected stays in sight even where the list is refilled by the move.
    m_playback.select(finding.task    ? Selection{Selection::Kind::Task, finding.task}
                      : finding.scope ? Selection{Selection::Kind::Scope, finding.scope}
                                      : Selection{});
    m_playback.seekEvent(finding.event);
}

} // namespace ScopeLab
