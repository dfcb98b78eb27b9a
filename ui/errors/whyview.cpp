#include "ui/errors/whyview.h"

#include "core/sentences/why.h"
#include "ui/models/placetexts.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"

namespace ScopeLab {

namespace {

Glyph glyphFor(WhyLink::Kind kind)
{
    switch (kind) {
    case WhyLink::Kind::Task: return Glyph::Waiting;
    case WhyLink::Kind::Scope: return Glyph::Cancelled;
    case WhyLink::Kind::Shield: return Glyph::Shield;
    case WhyLink::Kind::Thread: return Glyph::Thread;
    case WhyLink::Kind::Deadline: return Glyph::Deadline;
    case WhyLink::Kind::Error: return Glyph::Failed;
    case WhyLink::Kind::Operator: return Glyph::Operator;
    }
    return Glyph::Waiting;
}

QUrl imageOf(Glyph glyph)
{
    return QUrl(QStringLiteral("glyph:%1").arg(static_cast<int>(glyph)));
}

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString htmlOf(const WhyAnswer &answer, const Trace &trace)
{
    const Theme &theme = Theme::current();
    QString html = QStringLiteral("<p style='font-size:15px;font-weight:600;margin-bottom:4px'>%1</p><p "
                                  "style='color:%2;margin-top:0'>%3</p>"
                                  "<table cellspacing='0' cellpadding='3' width='100%'>")
                       .arg(escaped(answer.question), theme.text2.name(), escaped(answer.sentence));
    for (const WhyLink &link : answer.chain) {
        QString places;
        if (link.event && link.event <= trace.size())
            places += QStringLiteral("<a href='event:%1'>%2</a>")
                          .arg(link.event)
                          .arg(timeText(trace.event(link.event).time));
        if (link.place.line)
            places += (places.isEmpty() ? QString() : QStringLiteral("<br>")) + placeLink(link.place);
        html += QStringLiteral("<tr><td width='20'><img src='%1' width='14' height='14'></td><td><b>%2</b> "
                               "%3%4</td><td align='right' "
                               "style='white-space:nowrap'>%5</td></tr>")
                    .arg(imageOf(glyphFor(link.kind)).toString(), escaped(link.name), escaped(link.what),
                         link.detail.isEmpty() ? QString()
                                               : QStringLiteral("<br><span style='color:%1'>%2</span>")
                                                     .arg(theme.text2.name(), escaped(link.detail)),
                         places);
    }
    html += QStringLiteral("</table>");
    if (answer.conditions.empty())
        return html;
    html += QStringLiteral("<p style='font-weight:600;margin-bottom:2px'>%1</p>"
                           "<table cellspacing='0' cellpadding='3' width='100%'>")
                .arg(WhyView::tr("Does it absorb?"));
    for (const WhyCondition &condition : answer.conditions)
        html += QStringLiteral("<tr><td width='36' style='color:%1'>%2</td><td>%3</td></tr>")
                    .arg(theme.text2.name(), condition.holds ? WhyView::tr("yes") : WhyView::tr("no"),
                         escaped(condition.text));
    return html
           + QStringLiteral("</table><p style='color:%1;margin-top:4px'>%2</p>")
                 .arg(theme.text2.name(), escaped(answer.verdict));
}

QString htmlOf(const WhatIf &whatIf)
{
    if (whatIf.question().isEmpty())
        return {};
    QString html
        = QStringLiteral("<p style='font-weight:600;margin-bottom:2px'>%1</p>").arg(whatIf.question().toHtmlEscaped());
    for (const QString &line : whatIf.differences())
        html += QStringLiteral("<p style='color:%1;margin:2px 0'>%2</p>")
                    .arg(Theme::current().text2.name(), line.toHtmlEscaped());
    return html
           + QStringLiteral("<p style='margin-top:4px'><a href='twin:'>%1</a></p>")
                 .arg(WhyView::tr("See both runs side by side"));
}

} // namespace

WhyView::WhyView(Playback &playback, QWidget *parent)
    : PageBrowser(parent)
    , m_playback(playback)
    , m_whatIf(new WhatIf(playback, this))
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(10);
    setAccessibleName(tr("Why: the causes of what is selected"));
    connect(&playback, &Playback::moved, this, &WhyView::refresh);
    connect(&playback, &Playback::selectionChanged, this, &WhyView::refresh);
    connect(m_whatIf, &WhatIf::changed, this, &WhyView::refresh);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        const int number = url.path().toInt();
        if (url.scheme() == QStringLiteral("event"))
            m_playback.seekEvent(static_cast<EventId>(number));
        else if (url.scheme() == QStringLiteral("twin"))
            Q_EMIT twinRequested(m_whatIf->name(), m_whatIf->acts());
        else
            Q_EMIT placeRequested(placeOf(url));
    });
    refresh();
}

void WhyView::refresh()
{
    const Selection &selection = m_playback.selection();
    WhyAnswer answer;
    switch (selection.kind) {
    case Selection::Kind::Task: answer = whyTask(m_playback.trace(), m_playback.state(), selection.task()); break;
    case Selection::Kind::Scope: answer = whyScope(m_playback.trace(), m_playback.state(), selection.scope()); break;
    case Selection::Kind::Error:
        if (selection.id <= m_playback.fates().size())
            answer = whyError(m_playback.trace(), m_playback.state(), m_playback.fates()[selection.id - 1]);
        break;
    case Selection::Kind::None: break;
    }
    const QString html = answer.question.isEmpty()
                             ? QStringLiteral("<p style='color:%1'>%2</p>")
                                   .arg(Theme::current().text2.name(), tr("Select anything to ask why."))
                             : htmlOf(answer, m_playback.trace()) + htmlOf(*m_whatIf);
    if (html == std::exchange(m_shown, html))
        return;
    clear();
    for (int kind = 0; kind <= static_cast<int>(WhyLink::Kind::Operator); ++kind) {
        const Glyph glyph = glyphFor(static_cast<WhyLink::Kind>(kind));
        document()->addResource(QTextDocument::ImageResource, imageOf(glyph),
                                glyphIcon(glyph, colourOf(glyph)).pixmap(32, 32));
    }
    setHtml(html);
}

} // namespace ScopeLab
