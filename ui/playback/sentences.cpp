#include "ui/playback/sentences.h"

#include <QCoreApplication>

namespace ScopeLab {

namespace {

class Sentences
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Sentences)

public:
    Sentences(const Trace &trace, const RunState &state)
        : m_trace(trace)
        , m_state(state)
    {
    }

    QString task(TaskId id) const
    {
        const TaskState *task = m_state.task(id);
        return task ? QString::fromStdString(m_trace.label(task->labelIndex).name) : tr("somebody outside");
    }
    QString scope(ScopeId id) const
    {
        const ScopeState *scope = m_state.scope(id);
        return scope ? QString::fromStdString(m_trace.label(scope->labelIndex).name) : tr("the run");
    }
    QString error(std::uint32_t index) const
    {
        return index ? QString::fromStdString(m_trace.error(index).type) : QStringLiteral("Cancelled");
    }
    QString text(const TraceEvent &event) const { return QString::fromStdString(m_trace.text(event.textIndex)); }

    QString of(const TraceEvent &event) const
    {
        switch (event.kind) {
        case EventKind::TaskSpawned:
            return event.scope ? tr("%1 begins in %2").arg(task(event.task), scope(event.scope))
                               : tr("%1 begins").arg(task(event.task));
        case EventKind::TaskResumed: return tr("%1 runs").arg(task(event.task));
        case EventKind::TaskSuspended: return waits(event);
        case EventKind::TaskStopping: return tr("A Cancelled is raised in %1").arg(task(event.task));
        case EventKind::TaskStarting:
            return tr("%1 waits until %2 has started").arg(task(event.other), task(event.task));
        case EventKind::TaskMoved:
            return tr("%1 has started, and belongs to %2").arg(task(event.task), scope(event.scope));
        case EventKind::TaskExited: return exits(event);
        case EventKind::ScopeEntered:
            return event.flag ? tr("%1 goes behind the shield %2").arg(task(event.task), scope(event.scope))
                              : tr("%1 enters %2").arg(task(event.task), scope(event.scope));
        case EventKind::ScopeExited:
            return event.flag ? tr("%1 absorbs the cancellation").arg(scope(event.scope))
                              : tr("%1 leaves %2").arg(task(event.task), scope(event.scope));
        case EventKind::CancelRequested: return requested(event);
        case EventKind::CancelDelivered: return tr("The cancellation reaches %1").arg(task(event.task));
        case EventKind::CancelHeld: return tr("%1 cannot be interrupted yet").arg(task(event.task));
        case EventKind::ShieldChanged:
            return event.flag ? tr("The shield of %1 goes up").arg(scope(event.scope))
                              : tr("The shield of %1 comes down").arg(scope(event.scope));
        case EventKind::DeadlineChanged: return tr("The deadline of %1 is moved").arg(scope(event.scope));
        case EventKind::DeadlineExpired: return tr("The deadline of %1 is over").arg(scope(event.scope));
        case EventKind::ErrorRaised:
            return event.task ? tr("%1 raises %2").arg(task(event.task), error(event.errorIndex))
                              : tr("%1 is raised").arg(error(event.errorIndex));
        case EventKind::ErrorHandled: return tr("%1 handles %2").arg(task(event.task), error(event.errorIndex));
        case EventKind::ErrorReplaced:
            return tr("%1 takes the place of %2").arg(error(event.otherErrorIndex), error(event.errorIndex));
        case EventKind::ErrorLost: return tr("%1 is lost to a cancellation").arg(error(event.errorIndex));
        case EventKind::GroupFormed: return tr("%1 puts its errors into a group").arg(scope(event.scope));
        case EventKind::GroupSplit:
            return event.otherErrorIndex ? tr("%1 keeps the cancellations; the errors go on").arg(scope(event.scope))
                                         : tr("%1 absorbs the whole group").arg(scope(event.scope));
        case EventKind::ThreadBorrowed: return tr("%1 borrows a thread").arg(task(event.task));
        case EventKind::ThreadReturned: return tr("The thread of %1 comes back").arg(task(event.task));
        case EventKind::ThreadAbandoned: return tr("%1 leaves its thread behind").arg(task(event.task));
        case EventKind::TaskLeaked: return tr("%1 outlives the run").arg(task(event.task));
        case EventKind::Logged: return tr("%1 logs “%2”").arg(task(event.task), text(event));
        case EventKind::OperationChanged:
            return tr("%1 is %2")
                .arg(QString::fromStdString(m_trace.label(event.labelIndex).name), text(event).replace(u'_', u' '));
        case EventKind::OperatorActed: return tr("From outside: %1").arg(text(event));
        case EventKind::OperatorMissed: return tr("From outside, in vain: %1").arg(text(event));
        case EventKind::RunStuck: return tr("Nothing can run any more");
        case EventKind::LimitHit: return tr("A limit is hit: %1").arg(text(event));
        case EventKind::RunEnded:
            return event.errorIndex ? tr("The run ends in %1").arg(error(event.errorIndex)) : tr("The run ends");
        }
        return {};
    }

private:
    QString waits(const TraceEvent &event) const
    {
        switch (event.wait) {
        case WaitKind::Sleep: return tr("%1 sleeps").arg(task(event.task));
        case WaitKind::Gate: return tr("%1 waits at the gate of %2").arg(task(event.task), scope(event.scope));
        case WaitKind::Thread: return tr("%1 waits for its thread").arg(task(event.task));
        case WaitKind::Checkpoint: return tr("%1 passes a checkpoint").arg(task(event.task));
        case WaitKind::Event: return tr("%1 waits for an event").arg(task(event.task));
        case WaitKind::Lock: return tr("%1 waits for a lock").arg(task(event.task));
        default: return tr("%1 waits").arg(task(event.task));
        }
    }
    QString exits(const TraceEvent &event) const
    {
        if (event.errorIndex && m_trace.error(event.errorIndex).holds != Error::Cancellations)
            return tr("%1 fails with %2").arg(task(event.task), error(event.errorIndex));
        return event.flag || event.errorIndex ? tr("%1 ends cancelled").arg(task(event.task))
                                              : tr("%1 completes").arg(task(event.task));
    }
    QString requested(const TraceEvent &event) const
    {
        const QString reason = text(event);
        switch (event.source) {
        case CancelSource::Deadline: return tr("%1 is cancelled: its deadline is over").arg(scope(event.scope));
        case CancelSource::TaskGroup:
            if (event.cause && m_trace.event(event.cause).task)
                return tr("%1 is cancelled, because %2 failed")
                    .arg(scope(event.scope), task(m_trace.event(event.cause).task));
            return tr("%1 is cancelled, because a task failed").arg(scope(event.scope));
        case CancelSource::Explicit:
            if (reason.isEmpty())
                return tr("%1 cancels %2").arg(task(event.task), scope(event.scope));
            break;
        default: break;
        }
        return reason.isEmpty() ? tr("%1 is cancelled").arg(scope(event.scope))
                                : tr("%1 is cancelled: %2").arg(scope(event.scope), reason);
    }

    const Trace &m_trace;
    const RunState &m_state;
};

} // namespace

QString eventSentence(const Trace &trace, const RunState &state, EventId event)
{
    return event && event <= trace.size() ? Sentences(trace, state).of(trace.event(event)) : QString();
}

QString actSentence(const OperatorEntry &entry)
{
    const auto milliseconds
        = [](Duration time) { return QStringLiteral("%L1 ms").arg(static_cast<double>(time.count()) / 1e6); };
    const QString name = QString::fromStdString(entry.target);
    const QString at = milliseconds(entry.at);
    switch (entry.kind) {
    case OperatorEntry::Kind::Cancel: return Sentences::tr("%1 cancelled at %2").arg(name, at);
    case OperatorEntry::Kind::SetShield:
        return (entry.shield ? Sentences::tr("shield of %1 raised at %2") : Sentences::tr("shield of %1 lowered at %2"))
            .arg(name, at);
    case OperatorEntry::Kind::SetDeadline:
        if (!entry.deadlineAfter && !entry.deadlineAt)
            return Sentences::tr("deadline of %1 taken away at %2").arg(name, at);
        return Sentences::tr("deadline of %1 moved to %3 at %2")
            .arg(name, at, milliseconds(entry.deadlineAt ? *entry.deadlineAt : entry.at + *entry.deadlineAfter));
    case OperatorEntry::Kind::Set: return Sentences::tr("%1 set at %2").arg(name, at);
    }
    return {};
}

QString outcomeSentence(const Trace &trace, const RunState &state)
{
    if (!state.isOver)
        return state.isStuck ? Sentences::tr("got stuck") : Sentences::tr("not finished");
    const std::string &outcome = trace.text(state.outcomeIndex);
    if (state.errorIndex)
        return Sentences::tr("ends in %1").arg(QString::fromStdString(trace.error(state.errorIndex).type));
    if (outcome == "ok")
        return Sentences::tr("ends well");
    if (outcome == "cancelled")
        return Sentences::tr("ends cancelled");
    if (outcome == "stuck")
        return Sentences::tr("got stuck");
    return Sentences::tr("ends: %1").arg(QString::fromStdString(outcome));
}

QString taskOutcome(const Trace &trace, const TaskState &task)
{
    switch (task.phase) {
    case TaskPhase::Completed: return Sentences::tr("completed");
    case TaskPhase::Cancelled: return Sentences::tr("cancelled");
    case TaskPhase::Failed:
        return task.errorIndex
                   ? Sentences::tr("failed, %1").arg(QString::fromStdString(trace.error(task.errorIndex).type))
                   : Sentences::tr("failed");
    default: return Sentences::tr("never ended");
    }
}

QString findingHeadline(const Finding &finding, const Trace &trace, const RunState &state)
{
    const Sentences say(trace, state);
    const QString length = Sentences::tr("%L1 ms").arg(static_cast<double>(finding.length) / 1e6, 0, 'f', 0);
    switch (finding.kind) {
    case FindingKind::LostError: return Sentences::tr("%1 was lost").arg(say.error(finding.errorIndex));
    case FindingKind::UnheardError:
        return Sentences::tr("Nobody heard %1 of %2").arg(say.error(finding.errorIndex), say.task(finding.task));
    case FindingKind::SwallowedCancellation:
        return Sentences::tr("%1 swallowed a cancellation").arg(say.task(finding.task));
    case FindingKind::LeakedTask: return Sentences::tr("%1 outlived the run").arg(say.task(finding.task));
    case FindingKind::Stuck: return Sentences::tr("Nothing could run any more");
    case FindingKind::LateDeadline:
        return Sentences::tr("The deadline of %1 was noticed %2 late").arg(say.scope(finding.scope), length);
    case FindingKind::HeldCancellation:
        return Sentences::tr("%1 stopped %2 after it was asked").arg(say.task(finding.task), length);
    case FindingKind::EndlessShield:
        return Sentences::tr("The shield %1 held a cancellation %2, without a deadline of its own")
            .arg(say.scope(finding.scope), length);
    case FindingKind::CleanupInterrupted:
        return Sentences::tr("The cleanup of %1 was cancelled, too").arg(say.task(finding.task));
    }
    return {};
}

QString findingAdvice(const Finding &finding)
{
    switch (finding.kind) {
    case FindingKind::LostError:
        return Sentences::tr("A cancellation was raised while the error was under way, and took its place. Shield what "
                             "runs in finally, or do not wait there.");
    case FindingKind::UnheardError:
        return Sentences::tr("The task belongs to no group, so its error has nowhere to go. Spawn it into a group.");
    case FindingKind::SwallowedCancellation:
        return Sentences::tr(
            "Its scope still waits for a cancellation that never arrives. Raise it again after cleanup.");
    case FindingKind::LeakedTask:
        return Sentences::tr("Nobody waited for it. Spawn it into a group, or give it a token to stop by.");
    case FindingKind::Stuck: return Sentences::tr("Every task waits for another. Give one of the waits a deadline.");
    case FindingKind::LateDeadline:
        return Sentences::tr(
            "Code that holds the thread cannot be interrupted. Put it into a thread of its own, or let "
            "it pass a checkpoint now and then.");
    case FindingKind::HeldCancellation:
        return Sentences::tr("A blocking call runs to its end. Make it short, let it ask whether it is cancelled, or "
                             "let it be abandoned.");
    case FindingKind::EndlessShield:
        return Sentences::tr("If what it protects hangs, nothing can stop it. Give the shield a deadline.");
    case FindingKind::CleanupInterrupted:
        return Sentences::tr("It waited in its cleanup without a shield. Shield it, with a deadline.");
    }
    return {};
}

} // namespace ScopeLab
