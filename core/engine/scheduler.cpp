#include "core/engine/scheduler.h"

#include "core/engine/taskgroup.h"

#include <QtGlobal>

#include <algorithm>

namespace ScopeLab {

using detail::Frame;
using detail::Link;
using detail::Op;
using detail::Signal;
using detail::TaskNode;
using detail::Waiter;
using detail::Wake;

namespace {
constinit thread_local Scheduler *t_current = nullptr;
}

// Out of line on purpose: a coroutine may go on in another thread, so no address of a
// thread-local may be kept across an await.
[[gnu::noinline]] Scheduler *Scheduler::currentOrNull()
{
    return t_current;
}

[[gnu::noinline]] Scheduler &Scheduler::current()
{
    Q_ASSERT(t_current);
    return *t_current;
}

Scheduler::Lease::Lease(Scheduler &scheduler)
    : m_outer(std::exchange(t_current, &scheduler))
{
}

Scheduler::Lease::~Lease()
{
    t_current = m_outer;
}

Scheduler::Scheduler(Executor &executor, const RunOptions &options, std::shared_ptr<Mailbox> mailbox)
    : m_executor(executor)
    , m_options(options)
    , m_mailbox(std::move(mailbox))
    , m_random(options.seed)
{
}

Scheduler::~Scheduler()
{
    m_mailbox->close();
    const Lease lease(*this);
    abandon();
}

void Scheduler::start(Task<> task, const Label *label)
{
    adopt(task.release(), nullptr, nullptr, label);
}

void Scheduler::advanceTo(TimePoint time)
{
    m_now = std::max(m_now, time);
}

bool Scheduler::hasWork()
{
    if (!m_batch.empty() || !m_ready.empty() || m_deadlines.earliest() <= m_now)
        return true;
    if (m_messages.empty())
        m_messages = m_mailbox->takeAll();
    return !m_messages.empty();
}

void Scheduler::deliverMessages()
{
    std::vector<Mailbox::Message> arrived = m_mailbox->takeAll();
    std::move(arrived.begin(), arrived.end(), std::back_inserter(m_messages));
    for (const Mailbox::Message &message : std::exchange(m_messages, {})) {
        m_currentCause = 0;
        message();
    }
}

void Scheduler::beginBatch()
{
    deliverMessages();
    m_deadlines.expire(m_now);
    m_batch.assign(m_ready.begin(), m_ready.end());
    m_ready.clear();
    if (m_options.seed != 1)
        std::shuffle(m_batch.begin(), m_batch.end(), m_random);
}

void Scheduler::turn()
{
    if (m_batch.empty())
        beginBatch();
    if (m_batch.empty())
        return;
    TaskNode &next = *m_batch.front();
    m_batch.pop_front();
    resume(next);
}

void Scheduler::resume(TaskNode &task)
{
    ++m_turns;
    m_task = &task;
    const bool cancelled = task.status && task.status->effective;
    if (task.wake == Wake::Checkpoint && cancelled) {
        schedule(task, Wake::OwnScope);
        m_task = nullptr;
        return;
    }
    const bool stops = task.wake == Wake::Stop || (task.wake == Wake::OwnScope && cancelled);
    if (stops && task.wake == Wake::OwnScope)
        task.stopCause = task.status->cause;
    task.signal = stops ? Signal::Stop : Signal::Value;
    if (stops)
        task.error = {};
    if (isObserved()) {
        const EventKind kind = stops ? EventKind::TaskStopping : EventKind::TaskResumed;
        m_currentCause = observeTask({.kind = kind, .cause = stops ? task.stopCause : 0, .value = task.begun ? 0 : 1});
    }
    task.begun = true;
    m_at = task.leaf;
    drive(task);
    m_task = nullptr;
}

// All there is of resuming: no frame of ours is on the C++ stack when one is resumed or destroyed,
// so neither recurses, however deep the chain is.
void Scheduler::drive(TaskNode &task) noexcept
{
    while (m_at) {
        Link *const to = std::exchange(m_at, nullptr);
        if (!to->isFrame) {
            m_at = static_cast<Op *>(to)->receive(task); // may end the task: not touched after null
        } else if (auto frame = static_cast<Frame *>(to)->handle(); task.signal == Signal::Stop) {
            m_at = to->up;
            frame.destroy();
        } else {
            frame.resume();
        }
    }
}

void Scheduler::schedule(TaskNode &task, Wake wake)
{
    task.waiter = nullptr;
    task.asked = false;
    task.wake = wake;
    m_ready.push_back(&task);
}

Link *Scheduler::park(Link *leaf, Waiter *waiter)
{
    m_task->leaf = leaf;
    m_task->waiter = waiter;
    if (m_task->status && m_task->status->effective)
        deliver(*m_task);
    return nullptr;
}

void Scheduler::deliver(TaskNode &task)
{
    if (!task.waiter || task.asked)
        return;
    task.asked = true;
    task.stopCause = task.status->cause;
    const bool aborted = task.waiter->abort();
    observe({.kind = aborted ? EventKind::CancelDelivered : EventKind::CancelHeld,
             .task = task.id,
             .scope = task.status->id,
             .place = task.place,
             .cause = task.stopCause});
    if (aborted)
        schedule(task, Wake::Stop);
}

TaskNode &Scheduler::adopt(Frame *root, detail::CancelStatus *status, TaskGroup *group, const Label *label)
{
    auto *task = new TaskNode;
    task->leaf = task->up = root; // nothing is above a task: `up` remembers its root frame
    root->up = task;
    task->id = ++m_lastTask;
    task->group = group;
    task->label = label;
    task->older = m_youngest;
    if (m_youngest)
        m_youngest->younger = task;
    m_youngest = task;
    ++m_liveTasks;
    task->moveTo(status);
    observe({.kind = EventKind::TaskSpawned,
             .task = task->id,
             .scope = status ? status->id : 0,
             .other = m_task ? m_task->id : 0,
             .place = label ? label->place : 0,
             .cause = m_currentCause,
             .label = label});
    schedule(*task, Wake::Value); // its first step runs even in a cancelled scope (LV-8)
    return *task;
}

void Scheduler::forget(TaskNode &task)
{
    task.moveTo(nullptr);
    (task.younger ? task.younger->older : m_youngest) = task.older;
    if (task.older)
        task.older->younger = task.younger;
    --m_liveTasks;
    delete &task;
}

void Scheduler::abandon()
{
    m_abandoning = true;
    m_ready.clear();
    m_batch.clear();
    while (TaskNode *task = m_youngest) {
        if (task->waiter)
            task->waiter->abort();
        task->waiter = nullptr;
        m_task = task;
        task->signal = Signal::Stop;
        m_at = task->leaf;
        drive(*task);
        m_ready.clear(); // a destructor may have woken somebody
    }
    m_task = nullptr;
}

void Scheduler::ignoreShields(detail::CancelStatus &root)
{
    m_ignoresShields = true;
    // Every shielded node may change now, also below one that does not.
    for (detail::CancelStatus *at = &root;;) {
        at->refresh();
        if (at->firstChild) {
            at = at->firstChild;
            continue;
        }
        while (at != &root && !at->next)
            at = at->parent;
        if (at == &root)
            return;
        at = at->next;
    }
}

EventId Scheduler::observe(EngineEvent event)
{
    if (!m_options.observer || m_abandoning)
        return 0;
    event.time = m_now;
    return m_options.observer->observe(event);
}

EventId Scheduler::observeTask(EngineEvent event)
{
    if (!m_options.observer || !m_task)
        return observe(std::move(event));
    event.task = m_task->id;
    event.place = m_task->place;
    if (!event.cause)
        event.cause = m_currentCause;
    return observe(std::move(event));
}

EventId Scheduler::observeSuspended(WaitKind wait, TimePoint until, ScopeId scope)
{
    if (!isObserved())
        return 0;
    return observeTask({.kind = EventKind::TaskSuspended,
                        .wait = wait,
                        .scope = scope,
                        .value = until == Never ? -1 : until.time_since_epoch().count()});
}

bool isStopping()
{
    const Scheduler *scheduler = Scheduler::currentOrNull();
    const TaskNode *task = scheduler ? scheduler->taskOrNull() : nullptr;
    return task && task->signal == Signal::Stop;
}

} // namespace ScopeLab

namespace ScopeLab::detail {

void TaskNode::moveTo(CancelStatus *scope)
{
    if (status) {
        (previousInScope ? previousInScope->nextInScope : status->tasks) = nextInScope;
        if (nextInScope)
            nextInScope->previousInScope = previousInScope;
    }
    status = scope;
    previousInScope = nullptr;
    nextInScope = nullptr;
    if (!scope)
        return;
    nextInScope = scope->tasks;
    if (nextInScope)
        nextInScope->previousInScope = this;
    scope->tasks = this;
}

ErrorPtr TaskNode::materialised()
{
    if (!error) {
        error = makeCancelled(status && status->reason ? status->reason->toString() : "cancelled");
        error->origin = {id, place};
        if (isHandling())
            error->setContext(handling->back());
    }
    return error;
}

Link *TaskNode::receive(TaskNode &)
{
    Scheduler &scheduler = Scheduler::current();
    if (signal != Signal::Stop)
        static_cast<Frame *>(up)->handle().destroy();
    if (!scheduler.isAbandoning()) {
        if (signal == Signal::Stop && scheduler.isObserved())
            materialised(); // who watches wants to see it
        const EventId exited = scheduler.observeTask({.kind = EventKind::TaskExited,
                                                      .flag = signal == Signal::Stop,
                                                      .error = signal == Signal::Value ? ErrorPtr() : error});
        scheduler.setCurrentCause(exited);
        if (group)
            group->childEnded(*this);
        else if (signal != Signal::Value && !scheduler.mainError())
            scheduler.setMainError(materialised());
    }
    scheduler.forget(*this);
    return nullptr;
}

} // namespace ScopeLab::detail
