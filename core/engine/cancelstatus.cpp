#include "core/engine/cancelstatus.h"

#include "core/engine/cancelscope.h"
#include "core/engine/scheduler.h"
#include "core/engine/tasknode.h"

namespace ScopeLab {

std::string CancelReason::toString() const
{
    static constexpr const char *names[] = {"unknown", "explicit", "deadline", "task group", "operator", "shutdown"};
    std::string result = "cancelled due to ";
    result += names[static_cast<int>(source)];
    if (!text.empty())
        result += " with reason '" + text + "'";
    if (task)
        result += " from task " + std::to_string(task);
    return result;
}

} // namespace ScopeLab

namespace ScopeLab::detail {

bool CancelStatus::hidesParent() const
{
    return shielded && !Scheduler::current().ignoresShields();
}

bool CancelStatus::update()
{
    // Trio asks each scope that it passes whether it is cancelled, and asking notices a deadline (CS-3).
    if (!requested && deadline <= Scheduler::current().timeOfPass())
        owner->expireWhilePropagating();
    const bool inherited = parent && parent->effective && !hidesParent();
    const bool now = requested || inherited;
    if (now == effective)
        return false;
    effective = now;
    if (!now)
        return true;
    if (!requested) {
        cause = parent->cause;
        if (!reason)
            reason = parent->reason;
    }
    Scheduler &scheduler = Scheduler::current();
    for (TaskNode *task = tasks; task; task = task->nextInScope)
        scheduler.deliver(*task);
    return true;
}

void CancelStatus::refresh()
{
    forEachBelow(*this, [](CancelStatus &node) { return node.update(); });
}

} // namespace ScopeLab::detail
