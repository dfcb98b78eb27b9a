#pragma once

#include "core/scenario/ast.h"

namespace ScopeLab {

/// A scenario, or what is wrong with it: there is a scenario exactly when there are no diagnostics.
struct LoadedScenario
{
    std::shared_ptr<const Scenario> scenario; ///< Null if there are mistakes.
    std::vector<Diagnostic> diagnostics;      ///< Every mistake of the file, in order.
};

/// Reads and checks a scenario file. Never throws; no input makes it crash or hang.
LoadedScenario loadScenario(const std::string &text);

} // namespace ScopeLab
