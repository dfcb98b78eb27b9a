#pragma once

#include "core/scenario/ast.h"

namespace ScopeLab {

/// Where a cancellation that cannot be delivered at the step in @p line (from 1) is delivered first: the line of the
/// next checkpoint outside the shields around that step in its task. 0 if the way there is not straight, because of
/// a branch, a loop or a call, or if the task ends before it.
int firstDelivery(const Scenario &scenario, int line);

} // namespace ScopeLab
