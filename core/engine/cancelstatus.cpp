#include "core/engine/cancelstatus.h"

#include "core/engine/cancelscope.h"
#include "core/engine/scheduler.h"
#include "core/engine/tasknode.h"

#include <utility>

namespace ScopeLab {

std::string CancelReason::toString() const
{
    static constexpr const char *names[] = {"unknown", "explicit", "deadline", "task group", "operator", "shutdown"};
    std::string result = "cancelled due to ";
    result += names[static_cast<int>(source)];
    if (!text.empty())
        result += " with reason '" + text + "'";
    if (task)
        result += " from task " + std::to_string(task.number());
    return result;
}

} // namespace ScopeLab

namespace ScopeLab::detail {

bool CancelStatus::hidesParent() const
{
    return shielded && !Scheduler::current().ignoresShields();
}

bool CancelStatus::update(EventId because)
{
    // Trio asks each scope on its way whether it is cancelled, and asking notices a passed deadline (CS-3).
    if (!requested && deadline <= Scheduler::current().timeOfPass())
        owner->expireWhilePropagating();
    const bool isOuterEffective = parent && parent->effective;
    const bool isHidden = isOuterEffective && hidesParent();
    const bool isEffective = requested || (isOuterEffective && !isHidden);
    const bool holds = isHidden && !isEffective;
    if (isEffective == effective && holds == held)
        return false;
    const bool isChange = std::exchange(effective, isEffective) != isEffective;
    held = holds;
    if (isEffective && !requested) {
        cause = parent->cause;
        if (!reason)
            reason = parent->reason;
    }
    Scheduler &scheduler = Scheduler::current();
    if (id && scheduler.isObserved())
        tellState(because);
    if (!isChange || !isEffective)
        return isChange;
    for (TaskNode *task = tasks; task; task = task->nextInScope)
        scheduler.deliver(*task);
    return true;
}

void CancelStatus::tellState(EventId because) const
{
    const CancelState state = effective ? CancelState::Effective : held ? CancelState::Held : CancelState::None;
    const EventId request = effective ? cause : held ? parent->cause : 0;
    Scheduler::current().observe(CancelStateChanged{id, state, request}, because ? because : request);
}

void CancelStatus::refresh(EventId because)
{
    forEachBelow(*this, [because](CancelStatus &node) { return node.update(because); });
}

} // namespace ScopeLab::detail
