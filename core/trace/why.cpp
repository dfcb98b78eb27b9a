#include "core/trace/why.h"

namespace ScopeLab {

namespace {

constexpr std::size_t MaxLinks = 8;

class Explainer
{
public:
    Explainer(const Trace &trace, const RunState &state)
        : m_trace(trace)
        , m_state(state)
    {
    }

    std::string taskName(TaskId id) const
    {
        const TaskState *task = m_state.task(id);
        return task ? m_trace.label(task->labelIndex).name : "somebody outside";
    }
    std::string scopeName(ScopeId id) const
    {
        const ScopeState *scope = m_state.scope(id);
        return scope ? m_trace.label(scope->labelIndex).name : "no scope";
    }

    /// From a request to its first cause.
    void followRequest(EventId request, std::vector<WhyLink> &chain) const
    {
        while (request && chain.size() < MaxLinks) {
            const TraceEvent &event = m_trace.event(request);
            if (event.kind != EventKind::CancelRequested)
                return;
            WhyLink link;
            link.kind = WhyLink::Kind::Scope;
            link.name = scopeName(event.scope);
            link.what = "was cancelled";
            link.event = request;
            const std::string &reason = m_trace.text(event.textIndex);
            switch (event.source) {
            case CancelSource::TaskGroup:
                link.detail = "a task of the group failed, so all others go";
                chain.push_back(link);
                request = followFailure(event.cause, chain);
                break;
            case CancelSource::Deadline:
                link.detail = "its deadline was over";
                chain.push_back(link);
                chain.push_back({WhyLink::Kind::Deadline,
                                 link.name,
                                 "reached its deadline",
                                 {},
                                 event.cause ? event.cause : request,
                                 0});
                return;
            case CancelSource::Operator:
                link.detail = reason.empty() ? "asked for from outside" : "reason: " + reason;
                chain.push_back(link);
                chain.push_back({WhyLink::Kind::Operator, "somebody outside", "asked for it", reason,
                                 event.cause ? event.cause : request, 0});
                return;
            case CancelSource::Explicit:
                link.detail = reason.empty() ? "asked for by a task" : "reason: " + reason;
                chain.push_back(link);
                chain.push_back({WhyLink::Kind::Task,
                                 taskName(event.task),
                                 "cancelled it",
                                 {},
                                 request,
                                 event.cause ? m_trace.event(event.cause).place : 0});
                return;
            case CancelSource::Shutdown:
            case CancelSource::None:
                if (!event.scope)
                    link.name = "the run"; // whose detached tasks are in no scope
                link.detail = reason;
                chain.push_back(link);
                if (event.cause && m_trace.event(event.cause).task)
                    chain.push_back({WhyLink::Kind::Task,
                                     taskName(m_trace.event(event.cause).task),
                                     "had ended",
                                     {},
                                     event.cause,
                                     m_trace.event(event.cause).place});
                return;
            }
        }
    }

    /// From the end of a task. @returns the request it followed from, if it was only cancelled.
    EventId followFailure(EventId exit, std::vector<WhyLink> &chain) const
    {
        if (!exit)
            return 0;
        const TraceEvent &event = m_trace.event(exit);
        WhyLink link;
        link.kind = WhyLink::Kind::Error;
        link.name = taskName(event.task);
        link.event = exit;
        link.line = event.place;
        if (!event.errorIndex) {
            link.what = "failed";
            chain.push_back(link);
            return 0;
        }
        const ErrorRecord &error = m_trace.error(event.errorIndex);
        link.what = "raised " + error.type;
        link.detail = error.message;
        if (error.place)
            link.line = error.place;
        chain.push_back(link);
        return 0;
    }

    WhyLink waiting(const TaskState &task) const
    {
        WhyLink link;
        link.name = taskName(task.id);
        link.line = task.place;
        link.event = m_state.event;
        switch (task.wait) {
        case WaitKind::Sleep: link.what = "waits in sleep"; break;
        case WaitKind::Gate: {
            int left = 0;
            for (const TaskState &other : m_state.tasks())
                left += other.group == task.gate && !other.isOver() ? 1 : 0;
            link.what = "waits at the gate of " + scopeName(task.gate);
            link.detail = std::to_string(left) + " of its tasks have not ended";
            return link;
        }
        case WaitKind::Thread:
            link.kind = WhyLink::Kind::Thread;
            link.what = "waits for a thread";
            link.detail = task.held ? "which cannot be asked to stop" : "a blocking call";
            return link;
        case WaitKind::Event: link.what = "waits for an event"; break;
        case WaitKind::Lock: link.what = "waits for a lock"; break;
        case WaitKind::Limiter: link.what = "waits for a token of a limiter"; break;
        case WaitKind::Channel: link.what = "waits at a channel"; break;
        case WaitKind::Future: link.what = "waits for a QFuture or a signal"; break;
        case WaitKind::Start: link.what = "waits for a task to say that it has started"; break;
        default: link.what = "is ready to run"; return link;
        }
        if (task.waitUntil >= 0)
            link.detail = "ends at " + std::to_string(task.waitUntil / 1'000'000) + " ms";
        else
            link.detail = "nothing says when it ends";
        return link;
    }

    /// The first shield between @p scope and a cancelled scope around it; null if there is none.
    const ScopeState *holdingShield(ScopeId scope) const
    {
        for (const ScopeState *at = m_state.scope(scope); at; at = m_state.scope(at->parent)) {
            const ScopeState *parent = m_state.scope(at->parent);
            if (at->shielded && parent && parent->effective)
                return at;
        }
        return nullptr;
    }

    const Trace &m_trace;
    const RunState &m_state;
};

/// Which scope absorbs? Decided at the exit, from how things stand then, whoever caused it (AB-1).
void judgeAbsorbing(const Explainer &explain, const RunState &state, const ScopeState &scope, WhyAnswer &answer)
{
    const bool isLiving = scope.isLiving();
    const ScopeState *outer = state.scope(scope.parent);
    const bool isEffective = isLiving ? scope.effective : scope.wasEffective;
    const bool outerIsEffective = outer && (isLiving ? outer->effective : scope.outerWasEffective);
    const bool nothingAround = !outer || scope.shielded || !outerIsEffective;
    const std::string is = isLiving ? "is" : "was";
    const std::string around = outer ? explain.scopeName(outer->id) : std::string();
    answer.conditions = {{"it " + is + " cancelled itself, or from outside", isEffective},
                         {!outer           ? "no scope is around it"
                          : scope.shielded ? "its own shield hides " + around
                                           : around + ", around it, " + is + " not cancelled",
                          nothingAround}};
    if (isLiving)
        answer.verdict = !isEffective    ? "It is not cancelled: a cancellation that leaves it now goes on."
                         : nothingAround ? "A cancellation that leaves it now ends here."
                                         : "A cancellation that leaves it now goes on to " + around + '.';
    else
        answer.verdict = scope.caught ? "It absorbed what reached its exit."
                         : isEffective && nothingAround
                             ? "It would have absorbed a cancellation; none reached its exit."
                         : isEffective ? "What reached its exit went on to " + around + '.'
                                       : "It was not cancelled: it absorbs nothing.";
}

} // namespace

WhyAnswer whyTask(const Trace &trace, const RunState &state, TaskId id)
{
    WhyAnswer answer;
    const TaskState *task = state.task(id);
    if (!task)
        return answer;
    const Explainer explain(trace, state);
    const std::string name = explain.taskName(id);
    switch (task->phase) {
    case TaskPhase::Completed:
        answer.question = "How did " + name + " end?";
        answer.sentence = "It came to its end by itself.";
        return answer;
    case TaskPhase::Failed:
        answer.question = "Why did " + name + " fail?";
        answer.sentence = "An error left it: " + trace.describe(task->errorIndex) + '.';
        answer.chain.push_back({WhyLink::Kind::Error, name, "ended with an error", trace.describe(task->errorIndex), 0,
                                trace.error(task->errorIndex).place});
        if (task->stopCause)
            explain.followRequest(task->stopCause, answer.chain);
        return answer;
    case TaskPhase::Cancelled:
    case TaskPhase::Unwinding:
        answer.question = "Why was " + name + " cancelled?";
        answer.sentence = "A scope around it was cancelled, and it reached a checkpoint.";
        explain.followRequest(task->stopCause, answer.chain);
        return answer;
    default: break;
    }
    answer.question = "Why is " + name + " still running?";
    answer.chain.push_back(explain.waiting(*task));
    const ScopeState *scope = state.scope(task->scope);
    if (const ScopeState *shield = explain.holdingShield(task->scope)) {
        answer.sentence
            = "A cancellation is waiting for it. The shield " + explain.scopeName(shield->id) + " keeps it out.";
        answer.chain.push_back({WhyLink::Kind::Shield, explain.scopeName(shield->id), "is shielded",
                                "outer cancellation is not seen in here", 0, trace.label(shield->labelIndex).place});
        explain.followRequest(state.scope(shield->parent)->effectiveCause, answer.chain);
    } else if (scope && scope->effective) {
        answer.sentence = task->held ? "A cancellation is waiting for it: its thread cannot be interrupted."
                                     : "It is cancelled, and has not reached a checkpoint yet.";
        explain.followRequest(scope->effectiveCause, answer.chain);
    } else {
        answer.sentence = "Nothing has asked it to stop.";
    }
    return answer;
}

WhyAnswer whyScope(const Trace &trace, const RunState &state, ScopeId id)
{
    WhyAnswer answer;
    const ScopeState *scope = state.scope(id);
    if (!scope)
        return answer;
    const Explainer explain(trace, state);
    const std::string name = explain.scopeName(id);
    judgeAbsorbing(explain, state, *scope, answer);
    if (scope->effective || scope->requested) {
        answer.question = "Why was " + name + " cancelled?";
        answer.sentence = scope->requested ? "It was asked to be." : "A scope around it is, and it has no shield.";
        explain.followRequest(scope->requested ? scope->request : scope->effectiveCause, answer.chain);
        if (!scope->isLiving())
            answer.sentence
                += scope->caught ? " It absorbed the cancellation at its exit." : " It absorbed nothing at its exit.";
        return answer;
    }
    answer.question = "Is " + name + " cancelled?";
    answer.sentence = "No. Nobody has asked for it";
    if (const ScopeState *shield = explain.holdingShield(id)) {
        answer.sentence += ", and a shield keeps out what happened around it";
        answer.chain.push_back({WhyLink::Kind::Shield, explain.scopeName(shield->id), "is shielded",
                                "outer cancellation is not seen in here", 0, trace.label(shield->labelIndex).place});
        explain.followRequest(state.scope(shield->parent)->effectiveCause, answer.chain);
    }
    answer.sentence += '.';
    return answer;
}

WhyAnswer whyError(const Trace &trace, const RunState &state, const ErrorFate &fate)
{
    const Explainer explain(trace, state);
    const std::string type = fate.errorIndex ? trace.error(fate.errorIndex).type : "the cancellation";
    const std::string task = explain.taskName(fate.task);
    WhyAnswer answer;
    answer.question = "What became of " + type + " of " + task + '?';
    WhyLink end;
    end.kind = WhyLink::Kind::Error;
    end.name = task;
    end.event = fate.endedEvent;
    switch (fate.fate) {
    case Fate::InFlight: answer.sentence = "It is still on its way."; break;
    case Fate::Unheard:
        answer.sentence = "It left a detached task. Nobody waits for one, so nobody heard of it.";
        break;
    case Fate::LeftRun: answer.sentence = "It left the run."; break;
    case Fate::Absorbed: answer.sentence = explain.scopeName(fate.scope) + " absorbed it at its exit."; break;
    case Fate::Replaced: answer.sentence = "Another error took its place, and has it as its context."; break;
    case Fate::Lost:
        answer.sentence = "A cancellation took its place while " + task
                          + " was cleaning up. The scope then absorbs that cancellation, and the error "
                            "with it: nothing is reported.";
        break;
    case Fate::Handled:
        answer.sentence = fate.isCancellation ? "The code swallowed it." : "The code handled it.";
        break;
    }
    if (fate.endedEvent) {
        const TraceEvent &event = trace.event(fate.endedEvent);
        end.line = event.place;
        end.what = "ended it here";
        if (fate.byError)
            end.detail = "now travelling: " + trace.describe(fate.byError);
        answer.chain.push_back(end);
    }
    answer.chain.push_back({WhyLink::Kind::Error, task, fate.isCancellation ? "got a cancellation" : "raised " + type,
                            fate.errorIndex ? trace.error(fate.errorIndex).message : std::string(), fate.raisedEvent,
                            fate.place});
    if (const TraceEvent &raised = trace.event(fate.raisedEvent);
        raised.kind == EventKind::TaskStopping && raised.cause)
        explain.followRequest(raised.cause, answer.chain);
    return answer;
}

} // namespace ScopeLab
