#include "core/sentences/findingsentences.h"

#include "core/sentences/runnames.h"

#include <QCoreApplication>

namespace ScopeLab {

namespace {

struct FindingSentences
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::FindingSentences)
};

} // namespace

QString findingHeadline(const Finding &finding, const Trace &trace, const RunState &state)
{
    const RunNames say(trace, state);
    const QString length = FindingSentences::tr("%L1 ms").arg(milliseconds(finding.length), 0, 'f', 0);
    switch (finding.kind) {
    case FindingKind::LostError: return FindingSentences::tr("%1 was lost").arg(say.error(finding.error));
    case FindingKind::UnheardError:
        return FindingSentences::tr("Nobody heard %1 of %2").arg(say.error(finding.error), say.task(finding.task));
    case FindingKind::SwallowedCancellation:
        return FindingSentences::tr("%1 swallowed a cancellation").arg(say.task(finding.task));
    case FindingKind::LeakedTask: return FindingSentences::tr("%1 outlived the run").arg(say.task(finding.task));
    case FindingKind::Stuck: return FindingSentences::tr("Nothing could run any more");
    case FindingKind::LateDeadline:
        return FindingSentences::tr("The deadline of %1 was noticed %2 late").arg(say.scope(finding.scope), length);
    case FindingKind::HeldCancellation:
        return finding.isOngoing
                   ? FindingSentences::tr("%1 was asked to stop %2 ago, and has not")
                         .arg(say.task(finding.task), length)
                   : FindingSentences::tr("%1 stopped %2 after it was asked").arg(say.task(finding.task), length);
    case FindingKind::EndlessShield:
        if (finding.isOngoing)
            return FindingSentences::tr("The shield %1 has held a cancellation for %2, and has no deadline of its own")
                .arg(say.scope(finding.scope), length);
        return FindingSentences::tr("The shield %1 held a cancellation for %2, without a deadline of its own")
            .arg(say.scope(finding.scope), length);
    case FindingKind::CleanupInterrupted:
        return FindingSentences::tr("The cleanup of %1 was cancelled, too").arg(say.task(finding.task));
    case FindingKind::SlowCleanup:
        return finding.isOngoing
                   ? FindingSentences::tr("The cleanup of %1 has waited for %2").arg(say.task(finding.task), length)
                   : FindingSentences::tr("The cleanup of %1 waited for %2").arg(say.task(finding.task), length);
    }
    return {};
}

QString findingAdvice(const Finding &finding)
{
    switch (finding.kind) {
    case FindingKind::LostError:
        return FindingSentences::tr(
            "A cancellation was raised while the error was under way, and took its place. Shield what "
            "runs in finally, or do not wait there.");
    case FindingKind::UnheardError:
        return FindingSentences::tr(
            "The task belongs to no group, so its error has nowhere to go. Spawn it into a group.");
    case FindingKind::SwallowedCancellation:
        return FindingSentences::tr(
            "Its scope still waits for a cancellation that never arrives. Raise it again after cleanup.");
    case FindingKind::LeakedTask:
        return FindingSentences::tr("Nobody waited for it. Spawn it into a group, or give it a token to stop by.");
    case FindingKind::Stuck:
        return FindingSentences::tr("Every task waits for another. Give one of the waits a deadline.");
    case FindingKind::LateDeadline:
        return FindingSentences::tr(
            "Code that holds the thread cannot be interrupted. Put it into a thread of its own, or let "
            "it pass a checkpoint now and then.");
    case FindingKind::HeldCancellation:
        return FindingSentences::tr(
            "A blocking call runs to its end. Make it short, let it ask whether it is cancelled, or "
            "let it be abandoned.");
    case FindingKind::EndlessShield:
        return FindingSentences::tr("If what it protects hangs, nothing can stop it. Give the shield a deadline.");
    case FindingKind::CleanupInterrupted:
        return FindingSentences::tr("It waited in its cleanup without a shield. Shield it, with a deadline.");
    case FindingKind::SlowCleanup:
        return FindingSentences::tr(
            "asyncio delivers a cancellation once, so nothing cuts this wait short. Put a timeout around it.");
    }
    return {};
}

QString findingLesson(FindingKind kind)
{
    switch (kind) {
    case FindingKind::LostError: return QStringLiteral("error-that-vanished-in-finally");
    case FindingKind::SwallowedCancellation: return QStringLiteral("swallowed-cancellation");
    case FindingKind::LeakedTask: return QStringLiteral("a-task-nobody-told");
    case FindingKind::LateDeadline: return QStringLiteral("blocking-code-defeats-a-deadline");
    case FindingKind::HeldCancellation: return QStringLiteral("a-thread-cannot-be-cancelled");
    case FindingKind::EndlessShield: return QStringLiteral("shield-without-a-limit");
    case FindingKind::UnheardError:
    case FindingKind::Stuck:
    case FindingKind::CleanupInterrupted:
    case FindingKind::SlowCleanup: break;
    }
    return {};
}

const Place &findingPlace(const Finding &finding, const Trace &trace, const RunState &state)
{
    if (const ScopeState *scope = state.scope(finding.scope)) {
        if (const Place &place = trace.label(scope->name).place; place.line > 0)
            return place;
    }
    if (const Place &place = trace.place(trace.error(finding.error).place); place.line > 0)
        return place;
    return trace.place(trace.event(finding.event).place);
}

} // namespace ScopeLab
