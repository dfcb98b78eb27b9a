#include "core/sentences/why.h"

#include "core/sentences/whychain.h"
#include "core/text/oneline.h"

namespace ScopeLab {

namespace {

struct Why
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::Why)
};

/// Which scope absorbs? That is decided at the exit, by how things stand then, whoever caused it (AB-1).
void judgeAbsorbing(const WhyChain &why, const RunState &state, const ScopeState &scope, WhyAnswer &answer)
{
    const bool isLiving = scope.isLiving();
    const ScopeState *outer = state.scope(scope.parent);
    const bool isEffective = scope.isEffective();
    const CancelState around = !outer ? CancelState::None : isLiving ? outer->state : scope.outerStateAtExit;
    const bool outerIsEffective = around == CancelState::Effective;
    const bool nothingAround = !outer || scope.shielded || !outerIsEffective;
    const QString outerName = outer ? why.scopeName(outer->id) : QString();
    answer.conditions = {{isLiving ? Why::tr("it is cancelled itself, or from outside")
                                   : Why::tr("it was cancelled itself, or from outside"),
                          isEffective},
                         {!outer           ? Why::tr("no scope is around it")
                          : scope.shielded ? Why::tr("its own shield hides %1").arg(outerName)
                          : isLiving       ? Why::tr("%1, around it, is not cancelled").arg(outerName)
                                           : Why::tr("%1, around it, was not cancelled").arg(outerName),
                          nothingAround}};
    if (isLiving)
        answer.verdict = !isEffective    ? Why::tr("It is not cancelled: a cancellation that leaves it now goes on.")
                         : nothingAround ? Why::tr("A cancellation that leaves it now ends here.")
                                         : Why::tr("A cancellation that leaves it now goes on to %1.").arg(outerName);
    else
        answer.verdict = scope.caught ? Why::tr("It absorbed what reached its exit.")
                         : isEffective && nothingAround
                             ? Why::tr("It would have absorbed a cancellation; none reached its exit.")
                         : isEffective ? Why::tr("What reached its exit went on to %1.").arg(outerName)
                                       : Why::tr("It was not cancelled: it absorbs nothing.");
}

void explainRunning(const WhyChain &why, const RunState &state, const TaskState &task, WhyAnswer &answer)
{
    answer.question = Why::tr("Why is %1 still running?").arg(why.taskName(task.id));
    why.followWait(task, answer.chain);
    const ScopeState *scope = state.scope(task.scope);
    if (const ScopeState *shield = why.holdingShield(task.scope)) {
        answer.sentence
            = Why::tr("A cancellation is waiting for it. The shield %1 keeps it out.").arg(why.scopeName(shield->id));
        answer.chain.push_back(why.shielded(*shield));
        why.followRequest(shield->stateCause, answer.chain);
    } else if (scope && scope->isEffective()) {
        answer.sentence = task.held ? Why::tr("A cancellation is waiting for it: its thread cannot be interrupted.")
                                    : Why::tr("It is cancelled, and has not reached a checkpoint yet.");
        why.followRequest(scope->stateCause, answer.chain);
    } else {
        answer.sentence = Why::tr("Nothing has asked it to stop.");
    }
}

void explainFailure(const WhyChain &why, const Trace &trace, const TaskState &task, WhyAnswer &answer)
{
    const QString name = why.taskName(task.id);
    const QString error = oneLine(trace.describe(task.error));
    answer.question = Why::tr("Why did %1 fail?").arg(name);
    answer.sentence = Why::tr("An error left it: %1.").arg(error);
    answer.chain.push_back({WhyLink::Kind::Error, name, Why::tr("ended with an error"), error, 0,
                            trace.place(trace.error(task.error).place)});
    why.followRequest(task.stopCause, answer.chain);
}

QString fateSentence(const WhyChain &why, const ErrorFate &fate)
{
    switch (fate.fate) {
    case Fate::InFlight: return Why::tr("It is still on its way.");
    case Fate::Unheard: return Why::tr("It left a detached task. Nobody waits for one, so nobody heard of it.");
    case Fate::LeftRun: return Why::tr("It left the run.");
    case Fate::Absorbed: return Why::tr("%1 absorbed it at its exit.").arg(why.scopeName(fate.scope));
    case Fate::Replaced: return Why::tr("Another error took its place, and has it as its context.");
    case Fate::Lost:
        return Why::tr("A cancellation took its place while %1 was cleaning up. The scope then absorbs that "
                       "cancellation, and the error with it: nothing is reported.")
            .arg(why.taskName(fate.task));
    case Fate::Handled:
        return fate.isCancellation ? Why::tr("The code swallowed it.") : Why::tr("The code handled it.");
    }
    return {};
}

} // namespace

WhyAnswer whyTask(const Trace &trace, const RunState &state, TaskId id)
{
    WhyAnswer answer;
    const TaskState *task = state.task(id);
    if (!task)
        return answer;
    const WhyChain why(trace, state);
    const QString name = why.taskName(id);
    switch (task->phase) {
    case TaskPhase::Completed:
        answer.question = Why::tr("How did %1 end?").arg(name);
        answer.sentence = Why::tr("It came to its end by itself.");
        break;
    case TaskPhase::Failed: explainFailure(why, trace, *task, answer); break;
    case TaskPhase::Unwinding:
        answer.question = Why::tr("Why is %1 still there?").arg(name);
        answer.sentence = task->wait == WaitKind::None ? Why::tr("It was cancelled, and is unwinding.")
                                                       : Why::tr("It was cancelled, and its cleanup waits.");
        if (task->wait != WaitKind::None)
            why.followWait(*task, answer.chain);
        why.addHold(*task, answer.chain);
        why.followRequest(task->stopCause, answer.chain);
        break;
    case TaskPhase::Cancelled:
        answer.question = Why::tr("Why was %1 cancelled?").arg(name);
        answer.sentence = Why::tr("A scope around it was cancelled, and it reached a checkpoint.");
        why.addHold(*task, answer.chain);
        why.followRequest(task->stopCause, answer.chain);
        break;
    default: explainRunning(why, state, *task, answer);
    }
    return answer;
}

WhyAnswer whyScope(const Trace &trace, const RunState &state, ScopeId id)
{
    WhyAnswer answer;
    const ScopeState *scope = state.scope(id);
    if (!scope)
        return answer;
    const WhyChain why(trace, state);
    const QString name = why.scopeName(id);
    judgeAbsorbing(why, state, *scope, answer);
    if (scope->isEffective() || scope->requested) {
        answer.question = Why::tr("Why was %1 cancelled?").arg(name);
        answer.sentence = scope->requested ? Why::tr("It was asked to be.")
                                           : Why::tr("A scope around it is, and it has no shield.");
        why.followRequest(scope->requested ? scope->request : scope->stateCause, answer.chain);
        if (!scope->isLiving())
            answer.sentence += QChar::Space
                               + (scope->caught ? Why::tr("It absorbed the cancellation at its exit.")
                                                : Why::tr("It absorbed nothing at its exit."));
        return answer;
    }
    answer.question = Why::tr("Is %1 cancelled?").arg(name);
    answer.sentence = Why::tr("No. Nobody has asked for it.");
    if (const ScopeState *shield = why.holdingShield(id)) {
        answer.sentence = Why::tr("No. Nobody has asked for it, and a shield keeps out what happened around it.");
        answer.chain.push_back(why.shielded(*shield));
        why.followRequest(shield->stateCause, answer.chain);
    }
    return answer;
}

WhyAnswer whyError(const Trace &trace, const RunState &state, const ErrorFate &fate)
{
    const WhyChain why(trace, state);
    const QString task = why.taskName(fate.task);
    const QString type = fate.error ? shownName(trace.error(fate.error).type) : Why::tr("the cancellation");
    WhyAnswer answer;
    answer.question = Why::tr("What became of %1 of %2?").arg(type, task);
    answer.sentence = fateSentence(why, fate);
    if (fate.endedEvent) {
        WhyLink end{WhyLink::Kind::Error,     task,
                    Why::tr("ended it here"), {},
                    fate.endedEvent,          trace.place(trace.event(fate.endedEvent).place)};
        if (fate.byError)
            end.detail = Why::tr("now travelling: %1").arg(oneLine(trace.describe(fate.byError)));
        answer.chain.push_back(end);
    }
    answer.chain.push_back({WhyLink::Kind::Error, task,
                            fate.isCancellation ? Why::tr("got a cancellation") : Why::tr("raised %1").arg(type),
                            fate.error ? oneLine(trace.error(fate.error).message) : QString(), fate.raisedEvent,
                            trace.place(fate.place)});
    if (const RunEvent &raised = trace.event(fate.raisedEvent); raised.is<TaskStopping>())
        why.followRequest(raised.cause, answer.chain);
    return answer;
}

} // namespace ScopeLab
