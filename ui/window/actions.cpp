#include "ui/window/actions.h"

#include "core/scenario/values.h"
#include "core/text/oneline.h"
#include "ui/models/descriptions.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>

namespace ScopeLab {

ScopeActions::ScopeActions(Playback &playback, QWidget *window)
    : QObject(window)
    , m_playback(playback)
    , m_window(window)
    , m_cancel(new QAction(tr("&Cancel…"), this))
    , m_shield(new QAction(tr("S&hield"), this))
    , m_deadline(new QAction(tr("&Deadline…"), this))
    , m_events(std::make_unique<QMenu>(tr("Set e&vent")))
    , m_targetLabel(new QLabel(window))
{
    m_targetLabel->setTextFormat(Qt::RichText);
    m_targetLabel->setMargin(6);
    m_cancel->setShortcut(Qt::Key_C);
    m_shield->setShortcut(Qt::Key_H);
    m_deadline->setShortcut(Qt::Key_D);
    m_shield->setCheckable(true);
    connect(m_cancel, &QAction::triggered, this, &ScopeActions::askCancel);
    connect(m_shield, &QAction::triggered, this, &ScopeActions::toggleShield);
    connect(m_deadline, &QAction::triggered, this, &ScopeActions::askDeadline);
    m_events->setIcon(glyphIcon(Glyph::Operator, Theme::current().text));
    m_events->setToolTipsVisible(true);
    connect(m_events.get(), &QMenu::aboutToShow, this, &ScopeActions::fillEvents);
    connect(&playback, &Playback::runChanged, this, &ScopeActions::refresh);
    connect(&playback, &Playback::moved, this, &ScopeActions::refresh);
    connect(&playback, &Playback::selectionChanged, this, &ScopeActions::refresh);
    connect(&playback, &Playback::transportChanged, this, &ScopeActions::refresh);
    refresh();
}

ScopeId ScopeActions::target() const
{
    const Selection &selection = m_playback.selection();
    ScopeId id = selection.scope();
    if (const TaskState *task = m_playback.state().task(selection.task()))
        id = task->isOver() ? ScopeId() : task->scope;
    const ScopeState *scope = m_playback.state().scope(id);
    return scope && scope->isLiving() ? id : ScopeId();
}

void ScopeActions::refresh()
{
    QString why = m_playback.whyNoActs();
    const ScopeId id = target();
    if (why.isEmpty() && !id)
        why = tr("Select a living scope, or a task, first.");
    const QString name = m_playback.scopeName(id);
    const ScopeState *scope = m_playback.state().scope(id);
    m_targetLabel->setText(id && !m_playback.isRecording() ? tr("On <b>%1</b>").arg(name.toHtmlEscaped()) : QString());
    const bool canAct = why.isEmpty();
    for (QAction *action : {m_cancel, m_shield, m_deadline})
        action->setVisible(!m_playback.isRecording());
    m_cancel->setEnabled(canAct && !scope->requested);
    m_shield->setEnabled(canAct);
    m_deadline->setEnabled(canAct);
    m_shield->setChecked(scope && scope->shielded);
    m_cancel->setToolTip(!canAct            ? why
                         : scope->requested ? tr("%1 is cancelled already").arg(name)
                                            : tr("Cancel %1 (C)").arg(name));
    m_shield->setToolTip(canAct ? tr("Raise or lower the shield of %1 (H)").arg(name) : why);
    m_deadline->setToolTip(canAct ? tr("Move the deadline of %1 (D)").arg(name) : why);
    const Theme &theme = Theme::current();
    m_cancel->setIcon(glyphIcon(Glyph::Requested, theme.cancelled));
    m_shield->setIcon(glyphIcon(Glyph::Shield, theme.shield));
    m_deadline->setIcon(glyphIcon(Glyph::Deadline, theme.text));
}

void ScopeActions::askCancel()
{
    m_playback.pause();
    if (!target())
        return;
    OperatorEntry entry = m_playback.entryOn(target(), OperatorEntry::Kind::Cancel);
    bool isAccepted = false;
    const QString reason = QInputDialog::getText(m_window, tr("Cancel %1").arg(inTitle(shownName(entry.target))),
                                                 tr("Reason (may be empty):"), QLineEdit::Normal, {}, &isAccepted);
    if (!isAccepted)
        return;
    entry.reason = reason.toStdString();
    m_playback.act(entry);
}

void ScopeActions::toggleShield()
{
    m_playback.pause();
    if (!target())
        return;
    OperatorEntry entry = m_playback.entryOn(target(), OperatorEntry::Kind::SetShield);
    entry.shield = !m_playback.state().scope(target())->shielded;
    m_playback.act(entry);
}

void ScopeActions::askDeadline()
{
    m_playback.pause();
    if (!target())
        return;
    OperatorEntry entry = m_playback.entryOn(target(), OperatorEntry::Kind::SetDeadline);
    const ScopeState &scope = *m_playback.state().scope(target());
    const Duration left = std::max(Duration(), scope.deadline - m_playback.time());
    QString text = scope.deadline == Never ? QStringLiteral("never") : oneLine(toText(left));
    QString prompt = tr("Time left, as 250ms or 1.5s; or: at 600ms; or: never");
    for (;;) {
        bool isAccepted = false;
        text = QInputDialog::getText(m_window, tr("Deadline of %1").arg(inTitle(shownName(entry.target))), prompt,
                                     QLineEdit::Normal, text, &isAccepted)
                   .trimmed();
        if (!isAccepted)
            return;
        if (text == QStringLiteral("never"))
            break;
        const bool isMoment = text.startsWith(QStringLiteral("at "));
        const std::optional<Duration> length = readDuration((isMoment ? text.mid(3).trimmed() : text).toStdString());
        if (length) {
            (isMoment ? entry.deadlineAt : entry.deadlineAfter) = length;
            break;
        }
        prompt = tr("“%1” is not a time. Write 250ms, 1.5s, at 600ms, or never:").arg(text);
    }
    m_playback.act(entry);
}

void ScopeActions::fillEvents()
{
    m_events->clear();
    const QString whyNot = m_playback.whyNoActs();
    const Scenario *scenario = m_playback.scenario().get();
    if (!scenario || scenario->resources.events.empty()) {
        m_events->addAction(tr("This scenario has no events"))->setEnabled(false);
        return;
    }
    for (const std::string &name : scenario->resources.events) {
        QAction *set = m_events->addAction(withoutKey(shownName(name)));
        set->setEnabled(whyNot.isEmpty());
        set->setToolTip(whyNot);
        connect(set, &QAction::triggered, this, [this, name] {
            m_playback.pause();
            OperatorEntry entry;
            entry.kind = OperatorEntry::Kind::Set;
            entry.at = m_playback.time().time_since_epoch();
            entry.target = name;
            m_playback.act(entry);
        });
    }
}

/// The request that cancelled it, or would; 0: none.
EventId ScopeActions::causeOf(const Selection &selection) const
{
    const RunState &state = m_playback.state();
    const TaskState *task = state.task(selection.task());
    if (task && task->stopCause)
        return task->stopCause;
    const ScopeState *scope = state.scope(task ? task->scope : selection.scope());
    return !scope ? 0 : scope->requested ? scope->request : scope->stateCause;
}

void ScopeActions::popUp(const QPoint &globalPosition)
{
    QMenu menu(m_window);
    menu.setToolTipsVisible(true);
    connect(menu.addAction(tr("&Why…")), &QAction::triggered, this, &ScopeActions::whyRequested);
    const Selection selection = m_playback.selection();
    const TaskState *task = m_playback.state().task(selection.task());
    const ScopeState *scope = m_playback.state().scope(selection.scope());
    QAction *start = menu.addAction(tr("Go to &start"));
    QAction *end = menu.addAction(tr("Go to &end"));
    const bool isError = selection.kind == Selection::Kind::Error && selection.id <= m_playback.fates().size();
    const ErrorFate *error = isError ? &m_playback.fates()[selection.id - 1] : nullptr;
    const TimePoint begins = task ? task->spawned : scope ? scope->entered : error ? error->raised : Never;
    const TimePoint ends = task ? task->ended : scope ? scope->exited : error ? error->ended : Never;
    QAction *toCause = menu.addAction(tr("Go to its ca&use"));
    const EventId cause = causeOf(selection);
    toCause->setEnabled(cause > 0);
    connect(toCause, &QAction::triggered, this, [this, cause] { m_playback.seekEvent(cause); });
    start->setEnabled(begins != Never);
    end->setEnabled(ends != Never);
    connect(start, &QAction::triggered, this, [this, begins] { m_playback.seekTime(begins); });
    connect(end, &QAction::triggered, this, [this, ends] { m_playback.seekTime(ends); });
    menu.addSeparator();
    if (!m_playback.isRecording()) {
        menu.addActions({m_cancel, m_shield, m_deadline, setEvent()});
        menu.addSeparator();
    }
    QAction *fold = menu.addAction(tr("&Fold others"));
    fold->setEnabled(selection.kind == Selection::Kind::Task || selection.kind == Selection::Kind::Scope);
    connect(fold, &QAction::triggered, this, &ScopeActions::foldOthersRequested);
    connect(menu.addAction(tr("Unfold &all")), &QAction::triggered, this, &ScopeActions::unfoldAllRequested);
    menu.addSeparator();
    const QString name = task ? m_playback.taskName(task->id) : scope ? m_playback.scopeName(scope->id) : QString();
    QAction *copy = menu.addAction(tr("Copy &name"));
    copy->setEnabled(!name.isEmpty());
    connect(copy, &QAction::triggered, this, [name] { QGuiApplication::clipboard()->setText(name); });
    QAction *copyText = menu.addAction(tr("Copy as &text"));
    copyText->setEnabled(!name.isEmpty());
    connect(copyText, &QAction::triggered, this,
            [this, selection] { QGuiApplication::clipboard()->setText(treeText(m_playback, selection)); });
    menu.exec(globalPosition);
}

} // namespace ScopeLab
