#include "core/engine/withscope.h"

namespace ScopeLab::detail {

ErrorPtr makeTimeout(TaskNode &task, const CancelScope &scope)
{
    ErrorPtr error = makeError("TimeoutError", "timed out");
    error->origin = task.whereItIs();
    error->setContext(ScopeGate::absorbed(scope));
    Scheduler &scheduler = Scheduler::current();
    scheduler.observeTask(ErrorRaised{scheduler.idFor(error), scope.id()});
    return error;
}

void raiseTimeout(TaskNode &task, const CancelScope &scope)
{
    task.error = makeTimeout(task, scope);
    task.signal = Signal::Error;
}

} // namespace ScopeLab::detail
