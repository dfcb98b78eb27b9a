#pragma once

#include "core/scenario/ast.h"

namespace ScopeLab {

/// Where a cancellation that cannot be delivered at @p line (of a step, from 1) can be delivered first: the line of
/// the next checkpoint outside the shields that stand around that step in its task. 0 if the way there is not
/// straight: with a branch, a loop or a call on it, or if the task ends before.
int firstDelivery(const Scenario &scenario, int line);

} // namespace ScopeLab
