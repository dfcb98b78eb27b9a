#include "core/engine/scheduler.h"

#include "core/engine/taskgroup.h"
#include "core/engine/waitqueue.h"

#include <QtGlobal>

#include <algorithm>

namespace ScopeLab {

using detail::Continuation;
using detail::Frame;
using detail::Signal;
using detail::t_current;
using detail::TaskNode;
using detail::Waiter;
using detail::Wake;

namespace {

// The whole of resuming: none of our frames is on the C++ stack when one is resumed or destroyed, so
// neither recurses, however deep the chain is.
inline void drive(TaskNode &task, Continuation at) noexcept
{
    while (at) {
        if (!at.isFrame()) {
            at = at.receiver().receive(task); // may end the task: not touched after null
        } else if (task.signal == Signal::Stop) {
            Frame &frame = at.frame();
            at = frame.up;
            frame.handle().destroy();
        } else {
            t_current.next = nullptr;
            at.frame().handle().resume();
            at = t_current.next;
        }
    }
}

// How far ahead of its turn a task is fetched into the cache.
constexpr std::size_t FetchAhead = 6;

} // namespace

Scheduler::EnterGuard::EnterGuard(Scheduler &scheduler)
    : m_outer(std::exchange(t_current, {&scheduler, nullptr, nullptr, nullptr}))
{
}

Scheduler::EnterGuard::~EnterGuard()
{
    t_current = m_outer;
}

Scheduler::Scheduler(Executor &executor, const RunOptions &options, std::shared_ptr<Mailbox> mailbox)
    : m_executor(executor)
    , m_options(options)
    , m_mailbox(std::move(mailbox))
    , m_random(options.seed)
    , m_timePasses(!executor.isVirtual())
{
}

Scheduler::~Scheduler()
{
    m_mailbox->close();
    const EnterGuard entered(*this);
    abandon();
    for (const ErrorPtr &error : m_circular) {
        error->context = {};
        error->cause = {};
    }
}

void Scheduler::ownTimer(std::unique_ptr<Timer> timer)
{
    Timer *const key = timer.get();
    m_ownedTimers.emplace(key, std::move(timer));
}

void Scheduler::start(Task<> task, const Label *label)
{
    adopt(task.release(), m_root, nullptr, label);
}

TaskId Scheduler::startSystemTask(Task<> task, const Label *label)
{
    if (m_abandoning)
        return {};
    if (!m_system.parent)
        m_system.link(m_root);
    return adopt(task.release(), m_system, nullptr, label).id;
}

void Scheduler::cancelSystemTasks(CancelReason reason)
{
    if (m_system.requested)
        return;
    m_system.requested = true;
    m_system.reason = std::make_shared<const CancelReason>(std::move(reason));
    m_system.cause
        = observe(CancelRequested{{}, m_system.reason->source, idFor(std::string_view(m_system.reason->text)), {}},
                  m_currentCause);
    m_system.refresh();
}

void Scheduler::deliverMessages()
{
    for (const Mailbox::Message &message : m_mailbox->takeAll()) {
        m_currentCause = 0;
        message();
    }
}

void Scheduler::beginBatch()
{
    if (m_mailbox->hasMessages())
        deliverMessages();
    if (!m_deadlines.isEmpty()) {
        m_currentCause = 0; // what a timer does follows from the time alone
        m_deadlines.expire(now());
    }
    m_batch.clear();
    m_nextOfBatch = 0;
    std::swap(m_batch, m_ready);
    if (m_options.seed != 1)
        std::shuffle(m_batch.begin(), m_batch.end(), m_random);
}

inline void Scheduler::resume(TaskNode &task)
{
    const Wake wake = task.wake;
    const bool cancelled = task.status->effective;
    bool stops = false;
    if (cancelled || wake == Wake::Stop) [[unlikely]] {
        if (wake == Wake::Checkpoint) {
            schedule(task, Wake::OwnScope);
            return;
        }
        stops = wake != Wake::Value;
    }
    task.signal = stops ? Signal::Stop : Signal::Value;
    if (stops)
        task.error = {};
    t_current.task = &task;
    if (isObserved()) [[unlikely]]
        tellResumed(task, stops);
    task.begun = true;
    drive(task, task.up);
    t_current.task = nullptr;
}

void Scheduler::pass(std::uint64_t turns, TimePoint limit)
{
    if (m_nextOfBatch == m_batch.size())
        beginBatch();
    TaskNode *const *const tasks = m_batch.data();
    const std::size_t end = m_batch.size();
    std::size_t next = m_nextOfBatch;
    while (next < end && turns-- > 0 && m_now <= limit) {
        TaskNode &task = *tasks[next++];
        if (next + FetchAhead < end) {
            __builtin_prefetch(tasks[next + FetchAhead]);
            __builtin_prefetch(reinterpret_cast<char *>(tasks[next + FetchAhead]) + 64);
        }
        resume(task);
        if (m_interrupted.load(std::memory_order_relaxed)) [[unlikely]] {
            m_interrupted.store(false, std::memory_order_relaxed);
            break;
        }
    }
    m_turns += next - m_nextOfBatch;
    m_nextOfBatch = next;
}

void Scheduler::tellResumed(TaskNode &task, bool stops)
{
    if (m_timePasses)
        now();
    if (stops && task.wake == Wake::OwnScope)
        task.makeInfo().stopCause = task.status->cause;
    m_currentCause = stops ? observeOf(task, TaskStopping{}, task.stopCause())
                           : observeOf(task, TaskResumed{!task.begun}, task.info ? task.info->wakeCause : 0);
}

void Scheduler::deliver(TaskNode &task)
{
    if (!task.waiter || task.asked)
        return;
    task.asked = true;
    const bool aborted = task.waiter->abort();
    if (isObserved()) {
        task.makeInfo().stopCause = task.status->cause;
        const ScopeId scope = task.status->id;
        observeOf(task, aborted ? EventData(CancelDelivered{scope}) : EventData(CancelHeld{scope}), task.status->cause);
    }
    if (aborted)
        schedule(task, Wake::Stop);
}

TaskNode &Scheduler::adopt(Frame *root, detail::CancelStatus &status, TaskGroup *group, const Label *label)
{
    auto *task = new TaskNode;
    task->up = root;
    root->up = task;
    task->id = ++m_lastTask;
    task->group = group;
    ++m_liveTasks;
    task->moveTo(status);
    if (label)
        task->makeInfo().label = label;
    if (isObserved()) {
        if (label)
            task->info->place = idFor(label->place);
        const TaskRole role = group ? TaskRole::Child : &status == &m_system ? TaskRole::System : TaskRole::Main;
        const TaskId spawner = taskOrNull() ? taskOrNull()->id : TaskId();
        observeOf(*task, TaskSpawned{role, status.id, spawner, idFor(label)}, m_currentCause);
    }
    schedule(*task, Wake::Value); // its first step runs even in a cancelled scope (LV-8)
    return *task;
}

void Scheduler::stopForAbandoning(TaskNode &task)
{
    t_current.task = &task;
    task.signal = Signal::Stop;
    drive(task, task.up);
}

void Scheduler::abandon()
{
    m_abandoning = true; // nothing starts from now on
    std::vector<TaskNode *> tasks;
    detail::forEachBelow(m_root, [&tasks](detail::CancelStatus &scope) {
        for (TaskNode *task = scope.tasks; task; task = task->nextInScope)
            tasks.push_back(task);
        return true;
    });
    for (TaskNode *task : tasks) { // while everything they wait for still exists
        if (Waiter *waiter = std::exchange(task->waiter, nullptr))
            waiter->abort();
    }
    // Children are younger than the hosts of their groups, whose frames they may use.
    std::sort(tasks.begin(), tasks.end(), [](const TaskNode *a, const TaskNode *b) { return a->id > b->id; });
    for (TaskNode *task : tasks)
        stopForAbandoning(*task);
    t_current.task = nullptr;
    if (m_system.parent)
        m_system.unlink();
    for (const auto &[timer, owned] : m_ownedTimers)
        m_deadlines.remove(*timer);
    m_ownedTimers.clear();
    m_ready.clear(); // a destructor may have woken somebody
    m_batch.clear();
    m_nextOfBatch = 0;
}

void Scheduler::ignoreShields()
{
    if (std::exchange(m_ignoresShields, true))
        return;
    const EventId event = observe(ShieldsIgnored{}, m_currentCause);
    // Every shielded node may change now, also below one that does not.
    detail::forEachBelow(m_root, [event](detail::CancelStatus &scope) {
        scope.refresh(event);
        return true;
    });
}

EventId Scheduler::observe(const EventData &data, EventId cause)
{
    if (!m_options.observer || m_abandoning)
        return 0;
    return m_options.observer->observe({m_now, cause, {}, {}, data});
}

EventId Scheduler::observeOf(const TaskNode &task, const EventData &data, EventId cause)
{
    if (!m_options.observer || m_abandoning)
        return 0;
    return m_options.observer->observe({m_now, cause, task.id, task.place(), data});
}

EventId Scheduler::observeOf(TaskId task, const EventData &data, EventId cause)
{
    if (!m_options.observer || m_abandoning)
        return 0;
    return m_options.observer->observe({m_now, cause, task, {}, data});
}

EventId Scheduler::observeTask(const EventData &data, EventId cause)
{
    if (!cause)
        cause = m_currentCause;
    const TaskNode *own = taskOrNull();
    return own ? observeOf(*own, data, cause) : observe(data, cause);
}

bool isStopping()
{
    const TaskNode *task = t_current.task;
    return task && task->signal == Signal::Stop;
}

} // namespace ScopeLab

namespace ScopeLab::detail {

ResourceId ResourceTag::in(Scheduler &scheduler, ResourceKind kind)
{
    if (!scheduler.isObserved())
        return {};
    if (run != &scheduler) {
        run = &scheduler;
        id = scheduler.nextResourceId();
        scheduler.observeTask(ResourceSeen{id, kind, scheduler.idFor(label)});
    }
    return id;
}

TaskInfo &TaskNode::makeInfo()
{
    if (!info)
        info = std::make_unique<TaskInfo>();
    return *info;
}

ErrorPtr TaskNode::materialised()
{
    if (!error) {
        error = makeCancelled(status->reason ? status->reason->toString() : "cancelled");
        error->origin = whereItIs();
        if (isHandling())
            error->setContext(info->handling->back());
    }
    return error;
}

/// A group that holds a real error beside cancellations is a failure.
TaskExited TaskNode::ending() const
{
    if (signal == Signal::Value)
        return {};
    const bool isCancelled = error->holdsOnlyCancellations();
    return {isCancelled ? TaskEnd::Cancelled : TaskEnd::Failed, Scheduler::current().idFor(error)};
}

Continuation TaskNode::receive(TaskNode &)
{
    Scheduler &scheduler = Scheduler::current();
    if (signal != Signal::Stop)
        t_current.finished->handle().destroy();
    if (!scheduler.isAbandoning()) {
        if (scheduler.isObserved()) {
            if (signal == Signal::Stop)
                materialised(); // for the observer
            scheduler.setCurrentCause(scheduler.observeTask(ending()));
        }
        if (group)
            group->childEnded(*this);
        else if (signal != Signal::Value && !scheduler.isSystemTask(*this))
            scheduler.leaveUnhandled(materialised());
    }
    scheduler.forget(*this);
    return nullptr;
}

} // namespace ScopeLab::detail
