#include "core/engine/catching.h"

#include <exception>

namespace ScopeLab::detail {

void recordFate(const ErrorPtr &error, bool isStop)
{
    Scheduler *scheduler = Scheduler::currentOrNull();
    if (!scheduler || scheduler->isAbandoning() || !scheduler->taskOrNull())
        return;
    TaskNode &task = scheduler->task();
    EventKind fate = EventKind::ErrorHandled;
    if (isStopping()) {
        fate = isStop ? EventKind::ErrorReplaced : EventKind::ErrorLost;
        chainContext(task.materialised(), error);
    } else if (std::uncaught_exceptions() > 0) {
        fate = EventKind::ErrorReplaced;
        scheduler->setReplaced(error); // becomes the context of what is on its way (CL-3)
    }
    scheduler->observeTask({.kind = fate, .error = error, .otherError = isStopping() ? task.error : ErrorPtr()});
}

} // namespace ScopeLab::detail
