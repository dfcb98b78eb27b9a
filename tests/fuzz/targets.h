#pragma once

#include "core/export/languages.h"
#include "core/scenario/encoding.h"
#include "core/scenario/scenarioparser.h"
#include "core/session/report.h"
#include "core/trace/fates.h"
#include "core/trace/findings.h"
#include "core/trace/perfetto.h"
#include "core/trace/runstate.h"
#include "core/trace/timelinesvg.h"
#include "core/trace/tracefile.h"

#include <QBuffer>

/// What the fuzzers call with whatever they think of, and the tests with the corpus.
namespace ScopeLab::Fuzz {

/// Parses and checks; the mistakes must have places that can be shown.
inline void parse(const std::string &text)
{
    const LoadedScenario loaded = loadScenario(text);
    const TextPlaces places(withoutMark(text));
    for (const Diagnostic &diagnostic : loaded.diagnostics) {
        if (toString(diagnostic, "f").empty() || (excerpt(diagnostic, places).size() > 2000))
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
    request.limits.liveTasks = 100;
    request.limits.steps = 2000;
    request.limits.logLines = 200;
    const Trace trace = runToEnd(*loaded.scenario, request);
    const Report report(*loaded.scenario, request, trace);
    if (report.outcome().empty() || report.json().isEmpty() || report.text().empty())
        __builtin_trap();
    static_cast<void>(report.mismatches());
    for (const Language &language : languages()) {
        if (language.write(*loaded.scenario).lines.empty())
            __builtin_trap();
    }
    static_cast<void>(toPerfetto(trace, {}));
}

/// Reads a recording, and looks at every moment of what could be read.
inline void trace(const QByteArray &content)
{
    QByteArray copy = content;
    QBuffer buffer(&copy);
    buffer.open(QIODevice::ReadOnly);
    const LoadedTrace loaded = readTrace(buffer);
    if (loaded.isUsable != loaded.error.isEmpty() || loaded.notices.kept().size() > Notices::Most)
        __builtin_trap();
    for (const Notice &notice : loaded.notices.kept()) {
        if (notice.text().isEmpty() || notice.line < 1 || notice.column < 1)
            __builtin_trap();
    }
    History<Moment> history(loaded.trace);
    for (EventId id = 0; id <= loaded.trace.size(); ++id) {
        const Moment &moment = history.at(id);
        static_cast<void>(moment.state.living().phases());
        static_cast<void>(moment.findings.list(loaded.trace, moment.state));
    }
    static_cast<void>(toPerfetto(loaded.trace, loaded.header.title));
    static_cast<void>(toTimelineSvg(loaded.trace, loaded.header.title));
    // Piece by piece it is the same.
    TraceReader pieces;
    for (qsizetype at = 0; at < content.size(); at += 11)
        pieces.feed(QByteArrayView(content).sliced(at, std::min<qsizetype>(11, content.size() - at)));
    pieces.finish();
    if (!(pieces.take(0).trace == loaded.trace))
        __builtin_trap();
    // What was read is written and read again as it was.
    QBuffer again;
    again.open(QIODevice::ReadWrite);
    if (loaded.isUsable && writeTrace(again, loaded.header, loaded.trace)) {
        again.seek(0);
        if (readTrace(again).trace.events() != loaded.trace.events())
            __builtin_trap();
    }
}

} // namespace ScopeLab::Fuzz
