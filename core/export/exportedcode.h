#pragma once

#include "core/scenario/ast.h"

namespace ScopeLab {

/// A program in another language. Each line knows the line of the scenario that it came from.
struct ExportedCode
{
    struct Line
    {
        std::string text;
        int step = 0; ///< 0: none.
    };
    std::vector<Line> lines;

    std::string text() const;
};

/// A program for Trio 0.34 that does what @p scenario does, as one would write it by hand. The scenario
/// must be sound.
ExportedCode exportToPython(const Scenario &scenario);

/// The same on ScopeLab::Engine.
ExportedCode exportToCpp(const Scenario &scenario);

/// The same for Tokio and tokio-util; a comment says what Rust cannot say.
ExportedCode exportToRust(const Scenario &scenario);

} // namespace ScopeLab
