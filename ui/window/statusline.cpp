#include "ui/window/statusline.h"

#include "core/sentences/eventsentences.h"
#include "core/text/oneline.h"
#include "ui/models/descriptions.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"

#include <QAccessible>
#include <QStatusBar>

namespace ScopeLab {

StatusLine::StatusLine(const Playback &playback, QStatusBar &bar)
    : QObject(&bar)
    , m_playback(playback)
    , m_moment(new QLabel(&bar))
    , m_facts(new QLabel(&bar))
{
    m_moment->setTextFormat(Qt::PlainText);
    bar.addWidget(m_moment, 1);
    bar.addPermanentWidget(m_facts);
    bar.setSizeGripEnabled(false);
    bar.setContentsMargins(8, 0, 8, 0);
    connect(&playback, &Playback::runChanged, this, &StatusLine::refresh);
    connect(&playback, &Playback::moved, this, &StatusLine::refresh);
    connect(&playback, &Playback::moved, this, &StatusLine::announce);
    connect(&playback, &Playback::transportChanged, this, &StatusLine::refresh);
    refresh();
}

void StatusLine::refresh()
{
    m_moment->setText(m_playback.hasRun() ? momentText() : tr("Ready"));
    m_facts->setText(m_playback.hasRun() ? factsText() : tr("Press F1 for help"));
}

QString StatusLine::phase() const
{
    const RunState &state = m_playback.state();
    if (m_playback.isAfterStuck())
        return tr("After it got stuck: all that is left is cleaned up by force");
    if (state.isOver)
        return tr("Ended: %1").arg(outcomeSentence(m_playback.trace(), state));
    if (state.stuck)
        return tr("Stuck: nothing can run any more");
    return m_playback.isPlaying() ? tr("Playing") : tr("Paused");
}

QString StatusLine::momentText() const
{
    const Trace &trace = m_playback.trace();
    const RunState &state = m_playback.state();
    QStringList parts{phase()};
    if (!m_playback.isPlaying() && m_playback.cursor())
        parts.append(eventSentence(trace, state, m_playback.cursor()));
    parts.append(countsText(state.living().phases()));
    if (const auto *hit = state.limit ? trace.event(state.limit).as<LimitHit>() : nullptr)
        parts.append(limitSentence(trace, state, *hit));
    if (!m_playback.acts().empty())
        parts.append(tr("%n act(s) of yours, Ctrl+Z undoes", nullptr, static_cast<int>(m_playback.acts().size())));
    return parts.join(QStringLiteral("   "));
}

QString StatusLine::factsText() const
{
    const bool isVirtual = m_playback.trace().clock == ClockKind::Virtual;
    const QString from = m_playback.scenario()            ? shownName(m_playback.scenario()->backend)
                         : m_playback.runtime().isEmpty() ? tr("recording")
                                                          : m_playback.runtime();
    const QString clock = isVirtual                ? tr("virtual clock")
                          : m_playback.isProgram() ? tr("real time")
                                                   : tr("real threads");
    return tr("%1   %2   %L3 events recorded").arg(from, clock).arg(m_playback.trace().size());
}

/// Once for each step, in one sentence.
void StatusLine::announce()
{
    if (!QAccessible::isActive() || m_playback.isPlaying() || !m_playback.cursor())
        return;
    m_moment->setAccessibleName(eventSentence(m_playback.trace(), m_playback.state(), m_playback.cursor()));
    QAccessibleEvent event(m_moment, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace ScopeLab
