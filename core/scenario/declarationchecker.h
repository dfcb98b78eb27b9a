#pragma once

#include "core/scenario/ast.h"
#include "core/scenario/exceptiontypes.h"

namespace ScopeLab {

/// Finds mistakes in the declarations of a file: exceptions without a known parent, tokens that are their
/// own ancestors, one name for two things that must not share it.
/// @returns the exception types that the file may use.
ExceptionTypes checkDeclarations(const Scenario &scenario, Diagnostics &diagnostics);

} // namespace ScopeLab
