#include "ui/errors/errordetails.h"

#include "core/text/oneline.h"
#include "ui/models/fatesmodel.h"
#include "ui/models/placetexts.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"

namespace ScopeLab {

namespace {
constexpr std::size_t MostNotes = 50; // nobody reads more, and each line is laid out
}

ErrorDetails::ErrorDetails(Playback &playback, QWidget *parent)
    : PageBrowser(parent)
    , m_playback(playback)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(10);
    setAccessibleName(tr("The selected exception"));
    connect(&playback, &Playback::moved, this, &ErrorDetails::refresh);
    connect(&playback, &Playback::selectionChanged, this, &ErrorDetails::refresh);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        const int number = url.path().toInt();
        if (url.scheme() == QStringLiteral("event"))
            m_playback.seekEvent(static_cast<EventId>(number));
        else
            Q_EMIT placeRequested(placeOf(url));
    });
    refresh();
}

QString ErrorDetails::nameOf(ErrorId error) const
{
    if (!error)
        return tr("none");
    const ErrorRecord &record = m_playback.trace().error(error);
    const QString type = record.kind == ErrorKind::Cancelled ? tr("Cancelled") : shownName(record.type);
    return record.message.empty() ? type.toHtmlEscaped()
                                  : QStringLiteral("%1: %2").arg(type, oneLine(record.message)).toHtmlEscaped();
}

QString ErrorDetails::htmlOf(const ErrorFate &fate) const
{
    const QString grey = Theme::current().text2.name();
    const auto timeLink = [](EventId event, TimePoint time) {
        return event ? QStringLiteral("<a href='event:%1'>%2</a>").arg(event).arg(timeText(time)) : timeText(time);
    };
    QString rows;
    const auto add = [&](const QString &name, const QString &html) {
        rows += QStringLiteral("<tr><td style='color:%1;padding-right:12px'>%2</td><td>%3</td></tr>")
                    .arg(grey, name, html);
    };
    const ErrorRecord *record = fate.error ? &m_playback.trace().error(fate.error) : nullptr;
    QStringList raised;
    if (fate.task)
        raised.append(m_playback.taskName(fate.task).toHtmlEscaped());
    if (const Place &place = m_playback.trace().place(fate.place); place.line)
        raised.append(placeLink(place));
    raised.append(timeLink(fate.raisedEvent, fate.raised));
    add(tr("Raised"), raised.join(QStringLiteral(", ")));
    if (record) {
        for (std::size_t i = 0; i < std::min(MostNotes, record->notes.size()); ++i)
            add(tr("Note"), QStringLiteral("“%1”").arg(oneLine(record->notes[i])).toHtmlEscaped());
        if (record->notes.size() > MostNotes)
            add({}, QStringLiteral("…"));
        add(tr("Cause"), nameOf(record->cause));
        add(tr("Context"), nameOf(record->context));
    }
    const QString fateName = fateText(m_playback, fate).toHtmlEscaped();
    add(tr("Fate"), fate.ended == Never ? fateName : tr("%1, %2").arg(fateName, timeLink(fate.endedEvent, fate.ended)));
    if (fate.fate == Fate::Replaced || fate.fate == Fate::Lost)
        add(tr("Lives on as"), tr("context of %1").arg(fate.byError ? nameOf(fate.byError) : tr("a later one")));
    const QString name = fate.isCancellation ? tr("Cancelled") : record ? shownName(record->type) : QString();
    const QString message = record ? oneLine(record->message) : QString();
    return QStringLiteral("<b>%1</b><br>%2<table cellspacing='0' cellpadding='2'>%3</table>")
        .arg(name.toHtmlEscaped(), message.isEmpty() ? QString() : message.toHtmlEscaped(), rows);
}

void ErrorDetails::refresh()
{
    const Selection &selection = m_playback.selection();
    const bool isError
        = selection.kind == Selection::Kind::Error && selection.id > 0 && selection.id <= m_playback.fates().size();
    const QString html = isError ? htmlOf(m_playback.fates()[selection.id - 1])
                                 : QStringLiteral("<p style='color:%1'>%2</p>")
                                       .arg(Theme::current().text2.name(), tr("Select an exception in the table."));
    if (html != std::exchange(m_shown, html))
        setHtml(html);
}

} // namespace ScopeLab
