#pragma once

#include "core/scenario/ast.h"

namespace ScopeLab {

/// Finds mistakes that a parser of single steps cannot see: names that are not in sight, functions that call
/// themselves, unknown exception types, a spawn outside every group, a reraise outside a handler.
void checkScenario(const Scenario &scenario, Diagnostics &diagnostics);

} // namespace ScopeLab
