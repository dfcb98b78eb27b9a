#include "core/sentences/eventsentences.h"

#include "core/sentences/runnames.h"
#include "core/text/oneline.h"

#include <QCoreApplication>

namespace ScopeLab {

namespace {

class Sentences : private RunNames
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Sentences)

public:
    using RunNames::RunNames;
    using RunNames::text;

    QString of(const RunEvent &event) const
    {
        return std::visit([&](const auto &data) { return say(event, task(event.task), data); }, event.data);
    }

    QString acted(OperatorAction action, const QString &target) const
    {
        switch (action) {
        case OperatorAction::Cancel: return tr("cancel %1").arg(target);
        case OperatorAction::SetDeadline: return tr("set the deadline of %1").arg(target);
        case OperatorAction::SetShield: return tr("set the shield of %1").arg(target);
        case OperatorAction::SetEvent: return tr("set %1").arg(target);
        }
        return {};
    }

    QString limit(const LimitHit &hit) const
    {
        const QString step = text(hit.step);
        const QString sentence = limitReached(hit);
        return step.isEmpty() ? sentence : tr("%1, at the step '%2'").arg(sentence, step);
    }

private:
    QString limitReached(const LimitHit &hit) const
    {
        switch (hit.limit) {
        case LimitKind::StepsRun: return tr("more than %L1 steps were run").arg(hit.most);
        case LimitKind::Time: return tr("more than %L1 hours of run time passed").arg(hit.most / 3'600'000'000'000);
        case LimitKind::LiveTasks: return tr("more than %L1 tasks were alive").arg(hit.most);
        case LimitKind::LogLines: return tr("more than %L1 lines were logged").arg(hit.most);
        case LimitKind::Events: return tr("more than %L1 events were recorded").arg(hit.most);
        case LimitKind::Text: return tr("more than %L1 MiB of text was made").arg(hit.most >> 20);
        case LimitKind::Memory: return tr("there was no more memory");
        }
        return {};
    }

    QString say(const RunEvent &, const QString &who, const TaskSpawned &spawned) const
    {
        return spawned.scope ? tr("%1 begins in %2").arg(who, scope(spawned.scope)) : tr("%1 begins").arg(who);
    }
    QString say(const RunEvent &, const QString &who, const TaskResumed &) const { return tr("%1 runs").arg(who); }
    QString say(const RunEvent &, const QString &who, const TaskSuspended &wait) const
    {
        switch (wait.wait) {
        case WaitKind::Sleep: return tr("%1 sleeps").arg(who);
        case WaitKind::Gate: return tr("%1 waits at the gate of %2").arg(who, scope(wait.gate));
        case WaitKind::Thread: return tr("%1 waits for its thread").arg(who);
        case WaitKind::Checkpoint: return tr("%1 passes a checkpoint").arg(who);
        case WaitKind::Event: return tr("%1 waits for the event %2").arg(who, resource(wait.resource));
        case WaitKind::Lock: return tr("%1 waits for the lock %2").arg(who, resource(wait.resource));
        case WaitKind::Semaphore: return tr("%1 waits for the semaphore %2").arg(who, resource(wait.resource));
        case WaitKind::Limiter: return tr("%1 waits for a token of %2").arg(who, resource(wait.resource));
        case WaitKind::Channel: return tr("%1 waits at the channel %2").arg(who, resource(wait.resource));
        case WaitKind::Token: return tr("%1 waits until %2 is cancelled").arg(who, resource(wait.resource));
        default: return tr("%1 waits").arg(who);
        }
    }
    QString say(const RunEvent &, const QString &who, const TaskStopping &) const
    {
        return tr("A Cancelled is raised in %1").arg(who);
    }
    QString say(const RunEvent &, const QString &who, const TaskStarting &starting) const
    {
        return tr("%1 waits until %2 has started").arg(who, task(starting.started));
    }
    QString say(const RunEvent &, const QString &who, const TaskMoved &moved) const
    {
        return tr("%1 has started, and belongs to %2").arg(who, scope(moved.scope));
    }
    QString say(const RunEvent &, const QString &who, const TaskExited &exited) const
    {
        switch (exited.end) {
        case TaskEnd::Failed: return tr("%1 fails with %2").arg(who, error(exited.error));
        case TaskEnd::Cancelled: return tr("%1 ends cancelled").arg(who);
        case TaskEnd::Completed: break;
        }
        return tr("%1 completes").arg(who);
    }
    QString say(const RunEvent &, const QString &who, const TaskLeaked &) const
    {
        return tr("%1 outlives the run").arg(who);
    }
    QString say(const RunEvent &, const QString &who, const ScopeEntered &entered) const
    {
        return entered.isShielded ? tr("%1 goes behind the shield %2").arg(who, scope(entered.scope))
                                  : tr("%1 enters %2").arg(who, scope(entered.scope));
    }
    QString say(const RunEvent &, const QString &, const ScopeMoved &moved) const
    {
        return tr("%1 belongs to %2 from now on").arg(scope(moved.scope), scope(moved.parent));
    }
    QString say(const RunEvent &, const QString &who, const ScopeExited &exited) const
    {
        return exited.hasAbsorbed ? tr("%1 absorbs the cancellation").arg(scope(exited.scope))
                                  : tr("%1 leaves %2").arg(who, scope(exited.scope));
    }
    QString say(const RunEvent &event, const QString &who, const CancelRequested &requested) const
    {
        const QString what = scope(requested.scope);
        const QString reason = text(requested.reason);
        switch (requested.source) {
        case CancelSource::Deadline: return tr("%1 is cancelled: its deadline is over").arg(what);
        case CancelSource::TaskGroup:
            return event.task ? tr("%1 is cancelled, because %2 failed").arg(what, who)
                              : tr("%1 is cancelled, because a task failed").arg(what);
        case CancelSource::Shutdown: return tr("%1 is cancelled: %2").arg(what, whyShutDown(event.cause));
        case CancelSource::Explicit:
            if (reason.isEmpty())
                return tr("%1 cancels %2").arg(who, what);
            break;
        default: break;
        }
        return reason.isEmpty() ? tr("%1 is cancelled").arg(what) : tr("%1 is cancelled: %2").arg(what, reason);
    }
    QString whyShutDown(EventId cause) const
    {
        const RunEvent *event = cause ? &trace().event(cause) : nullptr;
        if (event && event->is<RunStuck>())
            return tr("nothing could run any more");
        if (const auto *hit = event ? event->as<LimitHit>() : nullptr)
            return limitReached(*hit);
        return tr("main has ended");
    }
    QString say(const RunEvent &, const QString &, const CancelStateChanged &changed) const
    {
        switch (changed.state) {
        case CancelState::Effective: return tr("%1 is effectively cancelled").arg(scope(changed.scope));
        case CancelState::Held: return tr("The shield of %1 holds a cancellation").arg(scope(changed.scope));
        case CancelState::None: break;
        }
        return tr("No cancellation reaches %1 any more").arg(scope(changed.scope));
    }
    QString say(const RunEvent &, const QString &who, const CancelDelivered &) const
    {
        return tr("The cancellation reaches %1").arg(who);
    }
    QString say(const RunEvent &, const QString &who, const CancelHeld &) const
    {
        return tr("%1 cannot be interrupted yet").arg(who);
    }
    QString say(const RunEvent &, const QString &, const ShieldChanged &changed) const
    {
        return changed.isShielded ? tr("The shield of %1 goes up").arg(scope(changed.scope))
                                  : tr("The shield of %1 comes down").arg(scope(changed.scope));
    }
    QString say(const RunEvent &, const QString &, const ShieldsIgnored &) const
    {
        return tr("No shield holds any more: the run has to end");
    }
    QString say(const RunEvent &, const QString &, const DeadlineChanged &changed) const
    {
        return tr("The deadline of %1 is moved").arg(scope(changed.scope));
    }
    QString say(const RunEvent &, const QString &, const DeadlineExpired &expired) const
    {
        return tr("The deadline of %1 is over").arg(scope(expired.scope));
    }
    QString say(const RunEvent &event, const QString &who, const ErrorRaised &raised) const
    {
        return event.task ? tr("%1 raises %2").arg(who, error(raised.error))
                          : tr("%1 is raised").arg(error(raised.error));
    }
    QString say(const RunEvent &, const QString &who, const ErrorHandled &handled) const
    {
        return tr("%1 handles %2").arg(who, error(handled.error));
    }
    QString say(const RunEvent &, const QString &, const ErrorReplaced &replaced) const
    {
        return tr("%1 takes the place of %2").arg(error(replaced.by), error(replaced.error));
    }
    QString say(const RunEvent &, const QString &, const ErrorLost &lost) const
    {
        return tr("%1 is lost to a cancellation").arg(error(lost.error));
    }
    QString say(const RunEvent &, const QString &, const GroupFormed &formed) const
    {
        return tr("%1 puts its errors into a group").arg(scope(formed.scope));
    }
    QString say(const RunEvent &, const QString &who, const GroupSplit &split) const
    {
        if (!split.scope)
            return tr("%1 tells cancellations and errors apart").arg(who);
        return split.rest ? tr("%1 keeps the cancellations; the errors go on").arg(scope(split.scope))
                          : tr("%1 absorbs the whole group").arg(scope(split.scope));
    }
    QString say(const RunEvent &, const QString &who, const ThreadBorrowed &) const
    {
        return tr("%1 borrows a thread").arg(who);
    }
    QString say(const RunEvent &, const QString &who, const ThreadReturned &) const
    {
        return tr("The thread of %1 comes back").arg(who);
    }
    QString say(const RunEvent &, const QString &who, const ThreadAbandoned &) const
    {
        return tr("%1 leaves its thread behind").arg(who);
    }
    QString say(const RunEvent &, const QString &, const ResourceSeen &seen) const
    {
        return tr("%1 is used for the first time").arg(resource(seen.resource));
    }
    QString say(const RunEvent &, const QString &, const ResourceAcquired &acquired) const
    {
        return tr("%1 gets %2").arg(task(acquired.holder), resource(acquired.resource));
    }
    QString say(const RunEvent &, const QString &, const ResourceReleased &released) const
    {
        return tr("%1 gives %2 back").arg(task(released.holder), resource(released.resource));
    }
    QString say(const RunEvent &, const QString &who, const ResourceSet &set) const
    {
        const ResourceState *found = state().resource(set.resource);
        return found && found->kind == ResourceKind::Token ? tr("%1 cancels %2").arg(who, resource(set.resource))
                                                           : tr("%1 sets %2").arg(who, resource(set.resource));
    }
    QString say(const RunEvent &, const QString &who, const Logged &logged) const
    {
        return tr("%1 logs “%2”").arg(who, text(logged.text));
    }
    QString say(const RunEvent &, const QString &, const OperationChanged &changed) const
    {
        return tr("%1 is %2")
            .arg(name(changed.name), QString::fromLatin1(toString(changed.status)).replace(u'_', u' '));
    }
    QString say(const RunEvent &, const QString &, const OperatorActed &act) const
    {
        return tr("From outside: %1").arg(acted(act.action, text(act.target)));
    }
    QString say(const RunEvent &, const QString &, const OperatorMissed &missed) const
    {
        return tr("From outside, in vain: %1").arg(acted(missed.action, text(missed.target)));
    }
    QString say(const RunEvent &, const QString &, const RunStuck &) const { return tr("Nothing can run any more"); }
    QString say(const RunEvent &, const QString &, const LimitHit &hit) const
    {
        return tr("A limit is hit: %1").arg(limit(hit));
    }
    QString say(const RunEvent &, const QString &, const RunEnded &ended) const
    {
        return ended.error ? tr("The run ends in %1").arg(error(ended.error)) : tr("The run ends");
    }
    QString say(const RunEvent &, const QString &, const UnknownEvent &) const
    {
        return tr("Something that this release does not know");
    }
};

} // namespace

QString eventSentence(const Trace &trace, const RunState &state, EventId event)
{
    return event && event <= trace.size() ? Sentences(trace, state).of(trace.event(event)) : QString();
}

QString operatorSentence(const Trace &trace, const RunState &state, OperatorAction action, TextId target)
{
    const Sentences say(trace, state);
    return say.acted(action, say.text(target));
}

QString limitSentence(const Trace &trace, const RunState &state, const LimitHit &hit)
{
    return Sentences(trace, state).limit(hit);
}

QString actSentence(const OperatorEntry &entry)
{
    const auto shown = [](Duration time) { return QStringLiteral("%L1 ms").arg(milliseconds(time)); };
    const QString name = shownName(entry.target);
    const QString at = shown(entry.at);
    switch (entry.kind) {
    case OperatorEntry::Kind::Cancel: return Sentences::tr("%1 cancelled at %2").arg(name, at);
    case OperatorEntry::Kind::SetShield:
        return (entry.shield ? Sentences::tr("shield of %1 raised at %2") : Sentences::tr("shield of %1 lowered at %2"))
            .arg(name, at);
    case OperatorEntry::Kind::SetDeadline:
        if (!entry.deadlineAfter && !entry.deadlineAt)
            return Sentences::tr("deadline of %1 taken away at %2").arg(name, at);
        return Sentences::tr("deadline of %1 moved to %3 at %2")
            .arg(name, at, shown(entry.deadlineAt ? *entry.deadlineAt : entry.at + *entry.deadlineAfter));
    case OperatorEntry::Kind::Set: return Sentences::tr("%1 set at %2").arg(name, at);
    }
    return {};
}

QString outcomeSentence(const Trace &trace, const RunState &state)
{
    if (!state.isOver)
        return state.stuck ? Sentences::tr("got stuck") : Sentences::tr("not finished");
    if (state.error)
        return Sentences::tr("ends in %1").arg(shownName(trace.error(state.error).type));
    switch (state.outcome) {
    case RunOutcome::Ok: return Sentences::tr("ends well");
    case RunOutcome::Cancelled: return Sentences::tr("ends cancelled");
    case RunOutcome::Stuck: return Sentences::tr("got stuck");
    case RunOutcome::Limit: return Sentences::tr("ends at a limit");
    case RunOutcome::Error: break;
    }
    return Sentences::tr("ends in an error");
}

QString taskOutcome(const Trace &trace, const TaskState &task)
{
    switch (task.phase) {
    case TaskPhase::Completed: return Sentences::tr("completed");
    case TaskPhase::Cancelled: return Sentences::tr("cancelled");
    case TaskPhase::Failed:
        return task.error ? Sentences::tr("failed, %1").arg(shownName(trace.error(task.error).type))
                          : Sentences::tr("failed");
    default: return Sentences::tr("never ended");
    }
}

} // namespace ScopeLab
