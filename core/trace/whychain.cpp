#include "core/trace/whychain.h"

namespace ScopeLab {

namespace {

QString milliseconds(std::int64_t time)
{
    return QStringLiteral("%L1 ms").arg(static_cast<double>(time) / 1e6);
}

} // namespace

QString WhyChain::taskName(TaskId id) const
{
    const TaskState *task = m_state.task(id);
    return task ? QString::fromStdString(m_trace.label(task->labelIndex).name) : tr("somebody outside");
}

QString WhyChain::scopeName(ScopeId id) const
{
    const ScopeState *scope = m_state.scope(id);
    return scope ? QString::fromStdString(m_trace.label(scope->labelIndex).name) : tr("no scope");
}

void WhyChain::followRequest(EventId request, std::vector<WhyLink> &chain) const
{
    if (!request || m_trace.event(request).kind != EventKind::CancelRequested)
        return;
    const TraceEvent &event = m_trace.event(request);
    const QString reason = QString::fromStdString(m_trace.text(event.textIndex));
    const QString said = tr("reason: %1").arg(reason);
    WhyLink link{WhyLink::Kind::Scope, scopeName(event.scope), tr("was cancelled"), {}, request, 0};
    const EventId cause = event.cause ? event.cause : request;
    switch (event.source) {
    case CancelSource::TaskGroup:
        link.detail = tr("a task of the group failed, so all others go");
        chain.push_back(link);
        followFailure(event.cause, chain);
        break;
    case CancelSource::Deadline:
        link.detail = tr("its deadline was over");
        chain.push_back(link);
        chain.push_back({WhyLink::Kind::Deadline, link.name, tr("reached its deadline"), {}, cause, 0});
        break;
    case CancelSource::Operator:
        link.detail = reason.isEmpty() ? tr("asked for from outside") : said;
        chain.push_back(link);
        chain.push_back({WhyLink::Kind::Operator, tr("somebody outside"), tr("asked for it"), reason, cause, 0});
        break;
    case CancelSource::Explicit:
        link.detail = reason.isEmpty() ? tr("asked for by a task") : said;
        chain.push_back(link);
        chain.push_back({WhyLink::Kind::Task,
                         taskName(event.task),
                         tr("cancelled it"),
                         {},
                         request,
                         event.cause ? m_trace.event(event.cause).place : 0});
        break;
    case CancelSource::Shutdown:
    case CancelSource::None:
        if (!event.scope)
            link.name = tr("the run"); // whose detached tasks are in no scope
        link.detail = reason;
        chain.push_back(link);
        if (event.cause && m_trace.event(event.cause).task)
            chain.push_back({WhyLink::Kind::Task,
                             taskName(m_trace.event(event.cause).task),
                             tr("had ended"),
                             {},
                             event.cause,
                             m_trace.event(event.cause).place});
        break;
    }
}

void WhyChain::followFailure(EventId exit, std::vector<WhyLink> &chain) const
{
    if (!exit)
        return;
    const TraceEvent &event = m_trace.event(exit);
    WhyLink link{WhyLink::Kind::Error, taskName(event.task), tr("failed"), {}, exit, event.place};
    if (event.errorIndex) {
        const ErrorRecord &error = m_trace.error(event.errorIndex);
        link.what = tr("raised %1").arg(QString::fromStdString(error.type));
        link.detail = QString::fromStdString(error.message);
        if (error.place)
            link.line = error.place;
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
        const TraceEvent &event = m_trace.event(id);
        if (event.task != task.id)
            continue;
        if (event.kind == EventKind::ScopeExited) {
            const ScopeState *left = m_state.scope(event.scope);
            shield = left && left->shielded ? left : shield;
        }
        wasInThread = wasInThread || event.kind == EventKind::ThreadReturned;
        if (event.kind != EventKind::TaskStopping)
            continue;
        const std::int64_t waited = event.time - m_trace.event(task.stopCause).time;
        if (waited > 0 && wasInThread)
            chain.push_back({WhyLink::Kind::Thread, taskName(task.id),
                             tr("waited %1 for its thread").arg(milliseconds(waited)),
                             tr("which cannot be asked to stop"), id, event.place});
        else if (waited > 0 && shield)
            chain.push_back(
                {WhyLink::Kind::Shield, scopeName(shield->id), tr("held it back for %1").arg(milliseconds(waited)),
                 tr("outer cancellation is not seen in here"), id, m_trace.label(shield->labelIndex).place});
        return;
    }
}

WhyLink WhyChain::waiting(const TaskState &task) const
{
    WhyLink link{WhyLink::Kind::Task, taskName(task.id), {}, {}, m_state.event, task.place};
    switch (task.wait) {
    case WaitKind::Sleep: link.what = tr("waits in sleep"); break;
    case WaitKind::Gate: {
        int left = 0;
        for (const TaskState &other : m_state.tasks())
            left += other.group == task.gate && !other.isOver() ? 1 : 0;
        link.what = tr("waits at the gate of %1").arg(scopeName(task.gate));
        link.detail = tr("still to come: %n task(s)", nullptr, left);
        return link;
    }
    case WaitKind::Thread:
        link.kind = WhyLink::Kind::Thread;
        link.what = tr("waits for a thread");
        link.detail = task.held ? tr("which cannot be asked to stop") : tr("a blocking call");
        return link;
    case WaitKind::Event: link.what = tr("waits for an event"); break;
    case WaitKind::Lock: link.what = tr("waits for a lock"); break;
    case WaitKind::Limiter: link.what = tr("waits for a token of a limiter"); break;
    case WaitKind::Channel: link.what = tr("waits at a channel"); break;
    case WaitKind::Future: link.what = tr("waits for a QFuture or a signal"); break;
    case WaitKind::Start: link.what = tr("waits for a task to say that it has started"); break;
    default: link.what = tr("is ready to run"); return link;
    }
    link.detail
        = task.waitUntil >= 0 ? tr("ends at %1").arg(milliseconds(task.waitUntil)) : tr("nothing says when it ends");
    return link;
}

WhyLink WhyChain::shielded(const ScopeState &shield) const
{
    return {WhyLink::Kind::Shield,
            scopeName(shield.id),
            tr("is shielded"),
            tr("outer cancellation is not seen in here"),
            0,
            m_trace.label(shield.labelIndex).place};
}

const ScopeState *WhyChain::holdingShield(ScopeId scope) const
{
    for (const ScopeState *at = m_state.scope(scope); at; at = m_state.scope(at->parent)) {
        const ScopeState *parent = m_state.scope(at->parent);
        if (at->shielded && parent && parent->effective)
            return at;
    }
    return nullptr;
}

} // namespace ScopeLab
