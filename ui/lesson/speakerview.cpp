#include "ui/lesson/speakerview.h"

#include "ui/lesson/presentview.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QTime>
#include <QVBoxLayout>

namespace ScopeLab {

SpeakerView::SpeakerView(PresentView &presentation, const QString &notes)
    : QWidget(&presentation, Qt::Window)
    , m_presentation(presentation)
    , m_place(new QLabel(this))
    , m_clock(new QLabel(this))
    , m_now(new QLabel(this))
    , m_next(new QLabel(this))
{
    setWindowTitle(tr("Speaker's notes"));
    m_now->setTextFormat(Qt::RichText);
    resize(720, 480);
    auto *head = new QHBoxLayout;
    head->addWidget(m_place, 1);
    head->addWidget(m_clock);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 18, 24, 18);
    layout->setSpacing(12);
    layout->addLayout(head);
    layout->addWidget(m_now);
    layout->addWidget(m_next);
    auto *notesLabel = new QLabel(notes, this);
    notesLabel->setTextFormat(Qt::PlainText);
    notesLabel->setVisible(!notes.isEmpty());
    layout->addWidget(notesLabel);
    layout->addStretch();
    for (QLabel *label : {m_now, m_next, notesLabel})
        label->setWordWrap(true);
    m_clock->setFont(monoFont(20, QFont::DemiBold));
    m_place->setFont(textFont(14));
    m_now->setFont(textFont(18));
    m_next->setFont(textFont(15));
    notesLabel->setFont(textFont(15));
    connect(&presentation, &PresentView::stopChanged, this, &SpeakerView::refresh);
    connect(&m_second, &QTimer::timeout, this, &SpeakerView::refresh);
    m_since.start();
    m_second.start(1000);
    refresh();
}

void SpeakerView::refresh()
{
    const std::vector<Stop> &stops = m_presentation.stops();
    m_clock->setText(QTime(0, 0).addMSecs(static_cast<int>(m_since.elapsed())).toString(QStringLiteral("mm:ss")));
    m_clock->setToolTip(tr("Since the presentation began"));
    if (stops.empty())
        return;
    const std::size_t current = m_presentation.current();
    const Stop &now = stops[current];
    m_place->setText(tr("Stop %1 of %2, at %3").arg(current + 1).arg(stops.size()).arg(timeText(now.time)));
    m_now->setText(QStringLiteral("<b>%1</b><br>%2").arg(now.caption.toHtmlEscaped(), now.detail.toHtmlEscaped()));
    m_next->setText(current + 1 < stops.size() ? tr("Next: %1").arg(stops[current + 1].caption)
                                               : tr("This is the last stop."));
}

/// A remote works whichever window has the focus.
void SpeakerView::keyPressEvent(QKeyEvent *event)
{
    QCoreApplication::sendEvent(&m_presentation, event);
}

} // namespace ScopeLab
