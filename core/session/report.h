#pragma once

#include "core/session/runner.h"
#include "core/session/runsummary.h"

#include <QJsonArray>
#include <QJsonObject>

#include <functional>
#include <map>
#include <set>
#include <unordered_map>

namespace ScopeLab {

/// What a finished run shows, read from its summary.
class Report
{
public:
    /// Refers to the scenario and the request, which must outlive it.
    Report(const Scenario &scenario, const RunRequest &request, RunSummary summary);

    /// The report on a recording.
    Report(const Scenario &scenario, const RunRequest &request, Trace trace)
        : Report(scenario, request, RunSummary(std::move(trace)))
    {
    }

    /// ok, error, cancelled, stuck or limit.
    std::string outcome() const { return toString(m_state.outcome); }

    /// Takes what is printed, piece by piece, since a log may be long.
    using Printer = std::function<void(const QByteArray &)>;

    /// The object that `run --json` prints. An error that was printed before is `{"error": N, "type": …}`, where
    /// N is the `number` of the one that was printed in full.
    QJsonObject json() const;
    void printJson(const Printer &print) const;

    /// Scope tree, log and split error, for a terminal.
    std::string text() const;
    void printText(const Printer &print) const;

    /// What differs from the scenario's `expect`, a line each; empty if everything is as expected.
    std::vector<std::string> mismatches() const;

private:
    /// What must be known about the steps on a line, found once: a whole program may stand on one.
    struct StepsOfLine
    {
        std::string raising; ///< The keyword of the step that raised: one that does nothing else, or the innermost.
        std::map<WaitKind, std::set<std::string>> waiting; ///< The keywords of the steps where a task can wait for it.
    };

    // How deep errors are written inside errors: no reader wants more, and a JSON writer recurses.
    static constexpr int MaxErrorDepth = 400;

    /// The numbers of the errors that have been written in full.
    using ErrorNumbers = std::unordered_map<ErrorId, int>;

    std::string nameOf(TaskId task) const { return m_summary.taskNames.of(task.number(), m_trace); }
    std::string nameOf(ScopeId scope) const { return m_summary.scopeNames.of(scope.number(), m_trace); }
    std::string nameOf(OperationId operation) const { return m_summary.operationNames.of(operation.number(), m_trace); }
    void collectSteps(const Steps &steps);
    std::string raisingStep(int line) const;
    QJsonObject withoutLog() const;
    QJsonValue errorJson(ErrorId error, ErrorNumbers &numbers, int depth = 0) const;
    QJsonArray tracebackJson(const ErrorRecord &record) const;
    QJsonObject logLineJson(const LogLine &line) const;
    QJsonArray tasksJson(ErrorNumbers &numbers) const;
    QJsonArray scopesJson() const;
    QJsonArray operationsJson() const;
    std::string resultOf(const TaskState &task) const;
    const std::string *reasonOf(const ScopeState &scope) const;
    void writeTree(std::string &out) const;
    void writeLeftOut(std::string &out) const;
    void writeOperations(std::string &out) const;
    void writeLog(std::string &out, const std::function<void()> &flush) const;
    void writeScope(std::string &out, const ScopeState &scope, int depth) const;
    void writeStuck(std::string &out) const;
    std::string waitOf(const TaskState &task) const;
    void writeUnseen(std::string &out) const;
    bool matches(const ExpectedError &expected, ErrorId error) const;

    const Scenario &m_scenario;
    const RunRequest &m_request;
    const RunSummary m_summary;
    const Trace &m_trace; // its parts, without events
    const RunState &m_state;
    std::unordered_map<int, StepsOfLine> m_steps; ///< By line.
};

} // namespace ScopeLab
