#pragma once

#include "core/scenario/export/exportedcode.h"
#include "core/scenario/scenarioparser.h"
#include "core/session/report.h"
#include "core/trace/perfetto.h"

/// What the fuzzers call with whatever they think of, and the tests with the corpus.
namespace ScopeLab::Fuzz {

/// Parses and checks; the mistakes must have places that can be shown.
inline void parse(const std::string &text)
{
    const LoadedScenario loaded = loadScenario(text);
    for (const Diagnostic &diagnostic : loaded.diagnostics) {
        if (toString(diagnostic, "f").empty() || (excerpt(diagnostic, text).size() > 2000))
            __builtin_trap();
    }
    if ((loaded.scenario != nullptr) != loaded.diagnostics.empty())
        __builtin_trap();
}

/// Runs a sound scenario within small limits, and reports and exports it in every way.
inline void run(const std::string &text)
{
    const LoadedScenario loaded = loadScenario(text);
    if (!loaded.scenario)
        return;
    RunRequest request;
    request.limits = {100, 2000, 200, std::chrono::hours(24)};
    const Trace trace = runToEnd(*loaded.scenario, request);
    const Report report(*loaded.scenario, request, trace);
    if (report.outcome().empty() || report.json().isEmpty() || report.text().empty())
        __builtin_trap();
    static_cast<void>(report.mismatches());
    if (exportToPython(*loaded.scenario).lines.empty() || exportToCpp(*loaded.scenario).lines.empty()
        || exportToRust(*loaded.scenario).lines.empty())
        __builtin_trap();
    static_cast<void>(toPerfetto(trace, {}));
}

} // namespace ScopeLab::Fuzz
