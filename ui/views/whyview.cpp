#include "ui/views/whyview.h"

#include "core/trace/why.h"
#include "ui/views/stageview.h"
#include "ui/views/theme.h"

namespace ScopeLab {

namespace {

QString escaped(const std::string &text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

QString htmlOf(const WhyAnswer &answer, const Trace &trace)
{
    const Theme &theme = Theme::current();
    static constexpr const char16_t *signs[] = {u"‖", u"⊘", u"⛨", u"≡", u"⏱", u"✕", u"✋"};
    QString html = QStringLiteral("<p style='font-size:15px;font-weight:600;margin-bottom:4px'>%1</p><p "
                                  "style='color:%2;margin-top:0'>%3</p>"
                                  "<table cellspacing='0' cellpadding='3' width='100%'>")
                       .arg(escaped(answer.question), theme.text2.name(), escaped(answer.sentence));
    for (const WhyLink &link : answer.chain) {
        const QColor colour = link.kind == WhyLink::Kind::Shield   ? theme.shield
                              : link.kind == WhyLink::Kind::Error  ? theme.failed
                              : link.kind == WhyLink::Kind::Scope  ? theme.cancelled
                              : link.kind == WhyLink::Kind::Thread ? theme.running
                                                                   : theme.text2;
        QString places;
        if (link.event && link.event <= trace.size())
            places += QStringLiteral("<a href='event:%1'>%2</a>")
                          .arg(link.event)
                          .arg(timeText(trace.event(link.event).time));
        if (link.line)
            places += QStringLiteral("%1<a href='line:%2'>%3</a>")
                          .arg(places.isEmpty() ? QString() : QStringLiteral("<br>"))
                          .arg(link.line)
                          .arg(WhyView::tr("line %1").arg(link.line));
        html += QStringLiteral("<tr><td width='18' style='color:%1'>%2</td><td><b>%3</b> %4%5</td><td align='right' "
                               "style='white-space:nowrap'>%6</td></tr>")
                    .arg(colour.name(), QString::fromUtf16(signs[static_cast<int>(link.kind)]), escaped(link.name),
                         escaped(link.what),
                         link.detail.empty() ? QString()
                                             : QStringLiteral("<br><span style='color:%1'>%2</span>")
                                                   .arg(theme.text2.name(), escaped(link.detail)),
                         places);
    }
    return html + QStringLiteral("</table>");
}

} // namespace

WhyView::WhyView(Playback &playback, QWidget *parent)
    : QTextBrowser(parent)
    , m_playback(playback)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setAccessibleName(tr("Why: the causes of what is selected"));
    connect(&playback, &Playback::moved, this, &WhyView::refresh);
    connect(&playback, &Playback::selectionChanged, this, &WhyView::refresh);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        const int number = url.path().toInt();
        if (url.scheme() == QStringLiteral("event"))
            m_playback.seekEvent(static_cast<EventId>(number));
        else
            Q_EMIT lineRequested(number);
    });
    refresh();
}

void WhyView::refresh()
{
    const Selection &selection = m_playback.selection();
    WhyAnswer answer;
    switch (selection.kind) {
    case Selection::Kind::Task: answer = whyTask(m_playback.trace(), m_playback.state(), selection.id); break;
    case Selection::Kind::Scope: answer = whyScope(m_playback.trace(), m_playback.state(), selection.id); break;
    case Selection::Kind::Error:
        if (selection.id <= m_playback.fates().size())
            answer = whyError(m_playback.trace(), m_playback.state(), m_playback.fates()[selection.id - 1]);
        break;
    case Selection::Kind::None: break;
    }
    const QString html = answer.question.empty()
                             ? QStringLiteral("<p style='color:%1'>%2</p>")
                                   .arg(Theme::current().text2.name(), tr("Select anything to ask why."))
                             : htmlOf(answer, m_playback.trace());
    if (html != std::exchange(m_shown, html))
        setHtml(html);
}

} // namespace ScopeLab
