#include "core/engine/frame.h"

#include "core/engine/exceptions.h"
#include "core/engine/scheduler.h"

#include <vector>

namespace ScopeLab::detail {

constinit thread_local Current t_current;

namespace {

void tellRaised(const ErrorPtr &error)
{
    Scheduler &scheduler = Scheduler::current();
    if (scheduler.isObserved())
        scheduler.observeTask(ErrorRaised{scheduler.idFor(error), {}});
}

void travelWithCurrentException() noexcept
{
    TaskNode &task = currentTask();
    const bool same = task.error && task.error->native && task.error->native == std::current_exception();
    if (!same) {
        task.error = captureCurrent();
        if (!task.error->origin.task) {
            task.error->origin = task.whereItIs();
            if (task.isHandling())
                chainContext(task.error, task.info->handling->back());
            tellRaised(task.error);
        }
    }
    if (ErrorPtr replaced = Scheduler::current().takeReplaced())
        chainContext(task.error, replaced);
    task.signal = task.error->holdsCancellation() ? Signal::Stop : Signal::Error;
}

} // namespace

void Frame::unhandled_exception() noexcept
{
    travelWithCurrentException();
}

Continuation failedToBegin(Continuation up) noexcept
{
    travelWithCurrentException();
    return up;
}

void raise(TaskNode &task, ErrorPtr error)
{
    error->origin = task.whereItIs();
    if (task.isHandling())
        chainContext(error, task.info->handling->back());
    tellRaised(error);
    task.error = std::move(error);
    task.signal = Signal::Error;
}

void destroyUnbegun(Frame &frame)
{
    static thread_local std::vector<Frame *> pending;
    static thread_local bool busy = false;
    pending.push_back(&frame);
    if (busy)
        return;
    busy = true;
    while (!pending.empty()) {
        Frame *const next = pending.back();
        pending.pop_back();
        next->handle().destroy();
    }
    busy = false;
}

void throwArrivedError()
{
    TaskNode &task = currentTask();
    task.signal = Signal::Value; // the frame runs on, and may catch it
    throwError(ErrorPtr(task.error));
}

} // namespace ScopeLab::detail
