// What the window says: title, status bar, messages, and to a screen reader.

#include "ui/playback/sentences.h"
#include "ui/views/actions.h"
#include "ui/views/mainwindow.h"
#include "ui/views/texts.h"

#include <QAccessible>
#include <QLabel>
#include <QStatusBar>

namespace ScopeLab {

void MainWindow::showError(const QString &text)
{
    const Theme &theme = Theme::current();
    m_banner->setText(text);
    m_banner->setTextFormat(Qt::PlainText);
    m_banner->setStyleSheet(QStringLiteral("background:%1;color:%2;border-bottom:2px solid %3")
                                .arg(theme.tintFailed.name(), theme.text.name(), theme.failed.name()));
    m_banner->show();
}

void MainWindow::showOffer(const QString &text, const QList<std::pair<QString, std::function<void()>>> &answers)
{
    const Theme &theme = Theme::current();
    QString html = text.toHtmlEscaped();
    m_offers.clear();
    for (const auto &[name, answer] : answers) {
        html += QStringLiteral(" &nbsp; <a href='%1'>%2</a>").arg(m_offers.size()).arg(name.toHtmlEscaped());
        m_offers.append(answer);
    }
    m_banner->setTextFormat(Qt::RichText);
    m_banner->setText(html);
    m_banner->setStyleSheet(QStringLiteral("background:%1;color:%2;border-bottom:2px solid %3")
                                .arg(theme.selectedRow.name(), theme.text.name(), theme.accent.name()));
    m_banner->show();
}

void MainWindow::refreshTitle()
{
    const QString title = m_playback.hasRun() ? m_playback.title() : QString();
    setWindowTitle(title.isEmpty() ? QStringLiteral("ScopeLab[*]") : tr("%1[*] — ScopeLab").arg(title));
    setWindowModified(m_document.isModified());
    QString section = m_playback.scenario() ? QString::fromStdString(m_playback.scenario()->section) : tr("Recording");
    if (section.isEmpty())
        section = tr("Mine");
    const QString grey = Theme::current().text2.name();
    m_titleHtml = title.isEmpty() ? QStringLiteral("<span style='color:%1'>%2</span>").arg(grey, tr("No scenario open"))
                                  : QStringLiteral("<span style='color:%1'>%2 ›</span> <b>%3</b>")
                                        .arg(grey, section.toHtmlEscaped(), title.toHtmlEscaped());
    refreshStatus();
}

/// How the run ended, once the playhead is there; nothing before.
QString MainWindow::outcomeHtml() const
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

void MainWindow::refreshStatus()
{
    refreshActions();
    if (const QString title = m_titleHtml + outcomeHtml(); title != m_title->text())
        m_title->setText(title);
    if (!m_playback.hasRun()) {
        m_status->setText(tr("Ready"));
        m_facts->setText(tr("Press F1 for help"));
        m_target->clear();
        return;
    }
    const RunState &state = m_playback.state();
    QStringList parts;
    if (m_playback.isAfterStuck())
        parts.append(tr("After it got stuck: all that is left is cleaned up by force"));
    else if (state.isOver)
        parts.append(tr("Ended: %1").arg(outcomeSentence(m_playback.trace(), state)));
    else if (state.stuck)
        parts.append(tr("Stuck: nothing can run any more"));
    else
        parts.append(m_playback.isPlaying() ? tr("Playing") : tr("Paused"));
    if (!m_playback.isPlaying() && m_playback.cursor())
        parts.append(eventSentence(m_playback.trace(), state, m_playback.cursor()));
    parts.append(countsText(state.countPhases()));
    if (const auto *hit = state.limit ? m_playback.trace().event(state.limit).as<LimitHit>() : nullptr)
        parts.append(limitSentence(m_playback.trace(), state, *hit));
    if (!m_playback.acts().empty())
        parts.append(tr("%n act(s) of yours, Ctrl+Z undoes", nullptr, static_cast<int>(m_playback.acts().size())));
    m_status->setText(parts.join(QStringLiteral("   ")));
    const bool isVirtual = m_playback.request().executor == ExecutorKind::Virtual;
    m_facts->setText(
        tr("%1   %2   %L3 events recorded")
            .arg(m_playback.scenario() ? QString::fromStdString(m_playback.scenario()->backend) : tr("recording"),
                 isVirtual ? tr("virtual clock") : tr("real threads"))
            .arg(m_playback.trace().size()));
    const ScopeId target = m_actions->target();
    m_target->setText(target ? tr("On <b>%1</b>").arg(m_playback.scopeName(target).toHtmlEscaped()) : QString());
}

/// What cannot be done now is grey, and not in the palette.
void MainWindow::refreshActions()
{
    for (const auto &[action, isPossible] : m_conditions)
        action->setEnabled(isPossible());
}

/// Once for each step, in one sentence: what a screen reader says of it.
void MainWindow::announce()
{
    if (!QAccessible::isActive() || m_playback.isPlaying() || !m_playback.cursor())
        return;
    m_status->setAccessibleName(eventSentence(m_playback.trace(), m_playback.state(), m_playback.cursor()));
    QAccessibleEvent event(m_status, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace ScopeLab
