#include "core/sentences/whychain.h"

#include "core/text/oneline.h"

#include <algorithm>

namespace ScopeLab {

namespace {

QString shownLength(Duration length)
{
    return QStringLiteral("%L1 ms").arg(milliseconds(length));
}

} // namespace

QString resourceName(const Trace &trace, const RunState &state, ResourceId id)
{
    const ResourceState *resource = state.resource(id);
    if (!resource)
        return {};
    const std::string &name = trace.label(resource->name).name;
    if (!name.empty())
        return shownName(name);
    switch (resource->kind) {
    case ResourceKind::Event: return WhyChain::tr("an event");
    case ResourceKind::Lock: return WhyChain::tr("a lock");
    case ResourceKind::Semaphore: return WhyChain::tr("a semaphore");
    case ResourceKind::Limiter: return WhyChain::tr("a limiter");
    case ResourceKind::Channel: return WhyChain::tr("a channel");
    case ResourceKind::Token: return WhyChain::tr("a token");
    }
    return {};
}

QString WhyChain::taskName(TaskId id) const
{
    const TaskState *task = m_state.task(id);
    return task ? shownName(m_trace.label(task->name).name) : tr("somebody outside");
}

QString WhyChain::scopeName(ScopeId id) const
{
    const ScopeState *scope = m_state.scope(id);
    return scope ? shownName(m_trace.label(scope->name).name) : tr("no scope");
}

void WhyChain::followRequest(EventId request, std::vector<WhyLink> &chain) const
{
    const auto *requested = request ? m_trace.event(request).as<CancelRequested>() : nullptr;
    if (!requested)
        return;
    const RunEvent &event = m_trace.event(request);
    const QString reason = oneLine(m_trace.text(requested->reason));
    const QString said = tr("reason: %1").arg(reason);
    WhyLink link{WhyLink::Kind::Scope, scopeName(requested->scope), tr("was cancelled"), {}, request, {}};
    const EventId cause = event.cause ? event.cause : request;
    switch (requested->source) {
    case CancelSource::TaskGroup:
        link.detail = tr("a task of the group failed, so all others go");
        chain.push_back(link);
        followFailure(event.cause, chain);
        break;
    case CancelSource::Deadline:
        link.detail = tr("its deadline was over");
        chain.push_back(link);
        chain.push_back({WhyLink::Kind::Deadline, link.name, tr("reached its deadline"), {}, cause, {}});
        break;
    case CancelSource::Operator:
        link.detail = reason.isEmpty() ? tr("asked for from outside") : said;
        chain.push_back(link);
        chain.push_back({WhyLink::Kind::Operator, tr("somebody outside"), tr("asked for it"), reason, cause, {}});
        break;
    case CancelSource::Explicit:
        link.detail = reason.isEmpty() ? tr("asked for by a task") : said;
        chain.push_back(link);
        chain.push_back({WhyLink::Kind::Task,
                         taskName(event.task),
                         tr("cancelled it"),
                         {},
                         request,
                         event.place ? m_trace.place(event.place) : placeOf(event.cause)});
        break;
    case CancelSource::Shutdown:
    case CancelSource::None:
        if (!requested->scope)
            link.name = tr("the run"); // its detached tasks are in no scope
        link.detail = reason;
        chain.push_back(link);
        if (event.cause && m_trace.event(event.cause).task)
            chain.push_back({WhyLink::Kind::Task,
                             taskName(m_trace.event(event.cause).task),
                             tr("had ended"),
                             {},
                             event.cause,
                             placeOf(event.cause)});
        break;
    }
}

void WhyChain::followFailure(EventId exit, std::vector<WhyLink> &chain) const
{
    if (!exit)
        return;
    const RunEvent &event = m_trace.event(exit);
    WhyLink link{WhyLink::Kind::Error, taskName(event.task), tr("failed"), {}, exit, placeOf(exit)};
    if (const ErrorId id = errorOf(event)) {
        const ErrorRecord &error = m_trace.error(id);
        link.what = tr("raised %1").arg(shownName(error.type));
        link.detail = oneLine(error.message);
        if (const Place &place = m_trace.place(error.place); place.line)
            link.place = place;
    }
    chain.push_back(link);
}

void WhyChain::addHold(const TaskState &task, std::vector<WhyLink> &chain) const
{
    if (!task.stopCause)
        return;
    const ScopeState *shield = nullptr;
    bool wasInThread = false;
    for (EventId id = task.stopCause; id <= m_state.event; ++id) {
        const RunEvent &event = m_trace.event(id);
        if (event.task != task.id)
            continue;
        if (const auto *exited = event.as<ScopeExited>()) {
            const ScopeState *left = m_state.scope(exited->scope);
            shield = left && left->shielded ? left : shield;
        }
        wasInThread = wasInThread || event.is<ThreadReturned>();
        if (!event.is<TaskStopping>())
            continue;
        const Duration waited = event.time - m_trace.event(task.stopCause).time;
        if (waited > Duration() && wasInThread)
            chain.push_back({WhyLink::Kind::Thread, taskName(task.id),
                             tr("waited %1 for its thread").arg(shownLength(waited)),
                             tr("which cannot be asked to stop"), id, placeOf(id)});
        else if (waited > Duration() && shield)
            chain.push_back({WhyLink::Kind::Shield, scopeName(shield->id),
                             tr("held it back for %1").arg(shownLength(waited)),
                             tr("outer cancellation is not seen in here"), id, m_trace.label(shield->name).place});
        return;
    }
}

void WhyChain::followWait(const TaskState &task, std::vector<WhyLink> &chain) const
{
    std::vector<TaskId> seen;
    for (const TaskState *at = &task; at;) {
        chain.push_back(waiting(*at));
        seen.push_back(at->id);
        const std::vector<TaskId> others = m_state.whoCouldEnd(*at);
        // Several tasks make a list, not an answer; a circle of tasks is complete once it comes round.
        const bool goesOn = others.size() == 1 && std::find(seen.begin(), seen.end(), others[0]) == seen.end();
        at = goesOn ? m_state.task(others[0]) : nullptr;
    }
}

WhyLink WhyChain::waiting(const TaskState &task) const
{
    WhyLink link{WhyLink::Kind::Task, taskName(task.id), {}, {}, m_state.event, m_trace.place(task.place)};
    switch (task.wait) {
    case WaitKind::Sleep: link.what = tr("waits in sleep"); break;
    case WaitKind::Gate: {
        const auto left = static_cast<int>(m_state.whoCouldEnd(task).size());
        link.what = tr("waits at the gate of %1").arg(scopeName(task.gate));
        link.detail = tr("still to come: %n task(s)", nullptr, left);
        return link;
    }
    case WaitKind::Thread:
        link.kind = WhyLink::Kind::Thread;
        link.what = tr("waits for a thread");
        link.detail = task.held ? tr("which cannot be asked to stop") : tr("a blocking call");
        return link;
    case WaitKind::Event:
        link.what = tr("waits for the event %1").arg(resourceName(m_trace, m_state, task.resource));
        break;
    case WaitKind::Lock:
        link.what = tr("waits for the lock %1").arg(resourceName(m_trace, m_state, task.resource));
        break;
    case WaitKind::Semaphore:
        link.what = tr("waits for the semaphore %1").arg(resourceName(m_trace, m_state, task.resource));
        break;
    case WaitKind::Limiter:
        link.what = tr("waits for a token of %1").arg(resourceName(m_trace, m_state, task.resource));
        break;
    case WaitKind::Channel:
        link.what = tr("waits at the channel %1").arg(resourceName(m_trace, m_state, task.resource));
        break;
    case WaitKind::Token:
        link.what = tr("waits until the token %1 is cancelled").arg(resourceName(m_trace, m_state, task.resource));
        break;
    case WaitKind::Future: link.what = tr("waits for a future or a signal"); break;
    case WaitKind::Start: link.what = tr("waits for %1 to say that it has started").arg(taskName(task.starting)); break;
    default: link.what = tr("is ready to run"); return link;
    }
    if (const ResourceState *resource = m_state.resource(task.resource); resource && !resource->holders.empty()) {
        QStringList holders;
        for (const TaskId holder : resource->holders)
            holders.append(taskName(holder));
        link.detail = tr("held by %1").arg(holders.join(QStringLiteral(", ")));
        return link;
    }
    link.detail = task.waitUntil != Never ? tr("ends at %1").arg(shownLength(task.waitUntil.time_since_epoch()))
                                          : tr("nothing says when it ends");
    return link;
}

WhyLink WhyChain::shielded(const ScopeState &shield) const
{
    return {WhyLink::Kind::Shield,
            scopeName(shield.id),
            tr("is shielded"),
            tr("outer cancellation is not seen in here"),
            0,
            m_trace.label(shield.name).place};
}

const ScopeState *WhyChain::holdingShield(ScopeId scope) const
{
    for (const ScopeState *at = m_state.scope(scope); at; at = m_state.scope(at->parent)) {
        if (at->state == CancelState::Held)
            return at;
    }
    return nullptr;
}

} // namespace ScopeLab
