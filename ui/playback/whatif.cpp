#include "ui/playback/whatif.h"

#include "core/sentences/eventsentences.h"
#include "core/text/oneline.h"

namespace ScopeLab {

namespace {

constexpr int SettleMs = 150;
constexpr EventId MaxEvents = 20'000; // events of a run that is rerun without being asked
constexpr qsizetype MaxDifferences = 4;

QString end(const Trace &trace, const RunState &state)
{
    return WhatIf::tr("%1 at %L2 ms").arg(outcomeSentence(trace, state), QLocale().toString(milliseconds(state.time)));
}

EventId entryOf(const Trace &trace, ScopeId scope)
{
    for (EventId id = 1; id <= trace.size(); ++id) {
        const auto *entered = trace.event(id).as<ScopeEntered>();
        if (entered && entered->scope == scope)
            return id;
    }
    return 0;
}

} // namespace

WhatIf::WhatIf(Playback &playback, QObject *parent)
    : QObject(parent)
    , m_playback(playback)
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(SettleMs);
    connect(&m_settled, &QTimer::timeout, this, &WhatIf::ask);
    connect(&playback, &Playback::runChanged, this, &WhatIf::drop); // its answer is about another run
    for (const auto signal :
         {&Playback::selectionChanged, &Playback::runChanged, &Playback::transportChanged, &Playback::moved})
        connect(&playback, signal, &m_settled, qOverload<>(&QTimer::start));
}

void WhatIf::drop()
{
    m_other.reset();
    m_question.clear();
    if (m_answered.isEmpty())
        return;
    m_answered.clear();
    Q_EMIT changed();
}

void WhatIf::ask()
{
    const bool canAsk = m_playback.scenario() && !m_playback.isLive() && !m_playback.isPlaying()
                        && !m_playback.hasBarrier() && m_playback.acts().empty()
                        && m_playback.request().executor == ExecutorKind::Virtual
                        && m_playback.trace().size() <= MaxEvents;
    const ScopeId asked = m_question.isEmpty() ? ScopeId() : m_acts.front().entry.scope;
    if (!canAsk || !choose()) {
        drop();
        return;
    }
    if (asked == m_acts.front().entry.scope && (m_other || !m_answered.isEmpty()))
        return;
    const QString question = std::exchange(m_question, {});
    drop();
    m_question = question;
    ScenarioFile file;
    file.loaded.scenario = m_playback.scenario();
    m_other = std::make_unique<Playback>();
    connect(m_other.get(), &Playback::transportChanged, this, [this] {
        if (m_other && m_other->hasRun() && !m_other->isLive())
            QMetaObject::invokeMethod(this, &WhatIf::answer, Qt::QueuedConnection); // a poll is under way
    });
    m_other->openScenario(file, m_playback.request(), m_acts);
    m_other->recordToEnd();
}

/// What to leave out, for what is selected. @returns false if there is nothing of the kind.
bool WhatIf::choose()
{
    const Selection &selection = m_playback.selection();
    switch (selection.kind) {
    case Selection::Kind::Task: return chooseForTask(selection.task());
    case Selection::Kind::Error:
        return selection.id <= m_playback.fates().size() && chooseForTask(m_playback.fates()[selection.id - 1].task);
    case Selection::Kind::Scope: {
        const ScopeState *scope = m_playback.state().scope(selection.scope());
        return scope && (scope->shielded || scope->deadline != Never) && change(scope->id, scope->shielded);
    }
    case Selection::Kind::None: break;
    }
    return false;
}

/// The shield that keeps a cancellation from it, or kept; else the deadline that cancels it.
bool WhatIf::chooseForTask(TaskId id)
{
    const RunState &state = m_playback.state();
    const TaskState *task = state.task(id);
    if (!task)
        return false;
    for (const ScopeState *scope = state.scope(task->scope); scope; scope = state.scope(scope->parent)) {
        if (scope->shielded)
            return change(scope->id, true);
    }
    for (const ScopeState &scope : state.scopes()) {
        if (scope.task == id && scope.shielded)
            return change(scope.id, true);
    }
    const ScopeState *around = state.scope(task->scope);
    const EventId request = task->stopCause ? task->stopCause : around ? around->stateCause : 0;
    const auto *requested = request ? m_playback.trace().event(request).as<CancelRequested>() : nullptr;
    return requested && requested->source == CancelSource::Deadline && change(requested->scope, false);
}

bool WhatIf::change(ScopeId scope, bool isShield)
{
    const EventId entry = entryOf(m_playback.trace(), scope);
    if (!entry)
        return false;
    const QString name = m_playback.scopeName(scope);
    m_question = isShield ? tr("What if %1 had no shield?").arg(name) : tr("What if %1 had no deadline?").arg(name);
    m_name = isShield ? tr("%1 without its shield").arg(name) : tr("%1 without its deadline").arg(name);
    OperatorEntry without;
    without.kind = isShield ? OperatorEntry::Kind::SetShield : OperatorEntry::Kind::SetDeadline;
    without.at = m_playback.trace().event(entry).time.time_since_epoch();
    without.target = m_playback.entryOn(scope, without.kind).target;
    without.scope = scope;
    m_acts = {{entry, without}};
    return true;
}

void WhatIf::answer()
{
    if (!m_other || m_other->isLive()) // the one that was over has been replaced meanwhile
        return;
    const std::unique_ptr<Playback> other = std::move(m_other);
    RunHistory history(m_playback.trace());
    RunHistory otherHistory(other->trace());
    const RunState &as = history.at(m_playback.restingEvent());
    const RunState &would = otherHistory.at(other->restingEvent());
    m_differences.clear();
    const QString ends = end(m_playback.trace(), as);
    const QString wouldEnd = end(other->trace(), would);
    if (ends != wouldEnd)
        m_differences.append(tr("The run: %1, not %2.").arg(wouldEnd, ends));
    for (const TaskState &task : would.tasks()) {
        const TaskState *same = as.task(task.id);
        const std::string &name = other->trace().label(task.name).name;
        if (!same || name != m_playback.trace().label(same->name).name || m_differences.size() == MaxDifferences)
            continue;
        const QString outcome = taskOutcome(m_playback.trace(), *same);
        const QString wouldBe = taskOutcome(other->trace(), task);
        if (outcome != wouldBe)
            m_differences.append(tr("%1: %2, not %3.").arg(shownName(name), wouldBe, outcome));
    }
    if (m_differences.isEmpty())
        m_differences.append(tr("Nothing of importance: the run %1, and so does every task.").arg(ends));
    m_answered = m_question;
    Q_EMIT changed();
}

} // namespace ScopeLab
