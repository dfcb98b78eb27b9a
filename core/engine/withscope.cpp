#include "core/engine/withscope.h"

namespace ScopeLab::detail {

void raiseTimeout(TaskNode &task, const CancelScope &scope)
{
    task.error = makeError("TimeoutError", "timed out");
    task.error->origin = task.whereItIs();
    task.error->setContext(ScopeGate::absorbed(scope));
    task.signal = Signal::Error;
    Scheduler::current().observeTask({.kind = EventKind::ErrorRaised, .scope = scope.id(), .error = task.error});
}

} // namespace ScopeLab::detail
