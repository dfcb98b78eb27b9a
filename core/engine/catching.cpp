#include "core/engine/catching.h"

#include <exception>

namespace ScopeLab::detail {

void recordFate(const ErrorPtr &error, bool isStop)
{
    Scheduler *scheduler = Scheduler::currentOrNull();
    if (!scheduler || scheduler->isAbandoning() || !scheduler->taskOrNull())
        return;
    TaskNode &task = scheduler->task();
    const ErrorId old = scheduler->idFor(error);
    if (isStopping()) {
        chainContext(task.materialised(), error);
        const ErrorId now = scheduler->idFor(task.error);
        scheduler->observeTask(isStop ? EventData(ErrorReplaced{old, now}) : EventData(ErrorLost{old, now}));
    } else if (std::uncaught_exceptions() > 0) {
        scheduler->setReplaced(error); // becomes the context of what is on its way (CL-3)
        scheduler->observeTask(ErrorReplaced{old, {}});
    } else {
        scheduler->observeTask(ErrorHandled{old});
    }
}

} // namespace ScopeLab::detail
