#pragma once

#include "core/interpreter/interpreter.h"

namespace ScopeLab {

/// What a task of a scenario knows of itself. Lives in the task's first frame.
struct Interpreter::TaskContext
{
    std::vector<ErrorPtr> handling;            ///< Errors being handled, outermost first.
    std::map<std::string, ScopeRef> lastEntered; ///< By name.
};

} // namespace ScopeLab
