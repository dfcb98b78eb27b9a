#include "core/engine/frame.h"

#include "core/engine/exceptions.h"
#include "core/engine/scheduler.h"

#include <vector>

namespace ScopeLab::detail {

void Frame::returned() noexcept
{
    Scheduler::current().task().signal = Signal::Value;
}

void Frame::finish() noexcept
{
    Scheduler &scheduler = Scheduler::current();
    // A Cancelled that foreign code threw stops this frame, too: the walk destroys it.
    scheduler.setNext(scheduler.task().signal == Signal::Stop ? this : up);
}

void Frame::unhandled_exception() noexcept
{
    TaskNode &task = Scheduler::current().task();
    const bool same = task.error && task.error->native && task.error->native == std::current_exception();
    if (!same) {
        task.error = captureCurrent();
        if (!task.error->origin.task) {
            task.error->origin = {task.id, task.place};
            if (task.isHandling())
                chainContext(task.error, task.handling->back());
        }
    }
    if (ErrorPtr replaced = Scheduler::current().takeReplaced())
        chainContext(task.error, replaced);
    task.signal = task.error->holdsCancellation() ? Signal::Stop : Signal::Error;
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

void setNextLink(Link *link)
{
    Scheduler::current().setNext(link);
}

void resetSignal()
{
    Scheduler::current().task().signal = Signal::Value;
}

bool hasArrivedError()
{
    return Scheduler::current().task().signal == Signal::Error;
}

void throwArrivedError()
{
    throwError(ErrorPtr(Scheduler::current().task().error));
}

} // namespace ScopeLab::detail
