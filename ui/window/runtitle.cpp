#include "ui/window/runtitle.h"

#include "core/text/oneline.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"
#include "ui/paint/theme.h"
#include "ui/playback/scenariotexts.h"

#include <QEvent>

namespace ScopeLab {

RunTitle::RunTitle(const Playback &playback, const ScenarioDocument &document, QWidget *window)
    : QLabel(window)
    , m_playback(playback)
    , m_document(document)
    , m_window(window)
{
    setTextFormat(Qt::RichText);
    setMargin(8);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMinimumWidth(1); // when room is short, the buttons keep theirs
    connect(&playback, &Playback::runChanged, this, &RunTitle::refreshWindow);
    connect(&playback, &Playback::runChanged, this, &RunTitle::refresh);
    connect(&playback, &Playback::moved, this, &RunTitle::refresh);
    connect(&playback, &Playback::transportChanged, this, &RunTitle::refresh);
    connect(&document, &ScenarioDocument::modifiedChanged, this, &RunTitle::refreshWindow);
    refreshWindow();
    refresh();
}

void RunTitle::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void RunTitle::refreshWindow()
{
    const QString title = m_playback.hasRun() ? m_playback.title() : QString();
    m_window->setWindowTitle(title.isEmpty() ? QStringLiteral("ScopeLab[*]")
                                             : tr("%1[*] — ScopeLab").arg(inTitle(title)));
    m_window->setWindowModified(m_document.isModified());
}

void RunTitle::refresh()
{
    if (const QString html = titleHtml() + outcomeHtml(); html != text())
        setText(html);
}

QString RunTitle::titleHtml() const
{
    const QString grey = Theme::current().text2.name();
    const QString title = m_playback.hasRun() ? m_playback.title() : QString();
    if (title.isEmpty())
        return QStringLiteral("<span style='color:%1'>%2</span>").arg(grey, tr("No scenario open"));
    QString section
        = m_playback.scenario() ? inReadersLanguage(shownName(m_playback.scenario()->section)) : tr("Recording");
    if (section.isEmpty())
        section = tr("Mine");
    return QStringLiteral("<span style='color:%1'>%2 ›</span> <b>%3</b>")
        .arg(grey, section.toHtmlEscaped(), title.toHtmlEscaped());
}

/// Nothing before the playhead is at the end.
QString RunTitle::outcomeHtml() const
{
    const RunState &state = m_playback.state();
    if (!m_playback.hasRun() || (!state.isOver && !state.stuck))
        return {};
    const Theme &theme = Theme::current();
    const RunOutcome outcome = state.stuck ? RunOutcome::Stuck : state.outcome;
    const bool isError = outcome == RunOutcome::Error;
    const bool isOk = outcome == RunOutcome::Ok;
    const QColor tint = isError ? theme.tintFailed : isOk ? theme.tintDone : theme.tintCancelled;
    const QString words = isError                        ? tr("ended in an error, %1")
                          : isOk                         ? tr("ended well, %1")
                          : outcome == RunOutcome::Stuck ? tr("got stuck, %1")
                          : outcome == RunOutcome::Limit ? tr("hit a limit, %1")
                                                         : tr("ended cancelled, %1");
    return QStringLiteral("&nbsp;&nbsp;<span style='background:%1;color:%2'>&nbsp;%3 %4&nbsp;</span>")
        .arg(tint.name(), theme.text.name(),
             isError ? QStringLiteral("✕")
             : isOk  ? QStringLiteral("✓")
                     : QStringLiteral("⊘"),
             words.arg(timeText(state.stuck ? m_playback.restingTime() : m_playback.recordedTime())));
}

} // namespace ScopeLab
