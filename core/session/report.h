#pragma once

#include "core/session/runner.h"
#include "core/session/runsummary.h"

#include <QJsonArray>
#include <QJsonObject>

namespace ScopeLab {

/// What a finished run shows, read from its summary.
class Report
{
public:
    /// Refers to the scenario and the request, which must outlive it.
    Report(const Scenario &scenario, const RunRequest &request, RunSummary summary);

    /// Of a recording.
    Report(const Scenario &scenario, const RunRequest &request, Trace trace)
        : Report(scenario, request, RunSummary(std::move(trace)))
    {
    }

    /// ok, error, cancelled, stuck or limit.
    std::string outcome() const { return toString(m_state.outcome); }

    /// The object that `run --json` prints, as the language page has it.
    QJsonObject json() const;

    /// Scope tree, log and split error, for a terminal.
    std::string text() const;

    /// What differs from the scenario's `expect`, a line each; empty if all holds.
    std::vector<std::string> mismatches() const;

private:
    // Errors of errors of errors: no reader wants more, and a JSON writer recurses.
    static constexpr int MaxErrorDepth = 400;

    struct Names
    {
        std::vector<std::string> tasks; ///< By id - 1.
        std::vector<std::string> scopes;
        std::vector<std::string> operations; ///< By number - 1.
    };

    const std::string &nameOf(TaskId task) const { return m_names.tasks[task.number() - 1]; }
    const std::string &nameOf(ScopeId scope) const { return m_names.scopes[scope.number() - 1]; }
    void collectKeywords(const Steps &steps);
    QJsonObject errorJson(ErrorId error, int depth = 0) const;
    QJsonArray logJson() const;
    QJsonArray tasksJson() const;
    QJsonArray scopesJson() const;
    QJsonArray operationsJson() const;
    bool isListed(const ScopeState &scope) const;
    std::string resultOf(const TaskState &task) const;
    const std::string *reasonOf(const ScopeState &scope) const;
    void writeTree(std::string &out) const;
    void writeScope(std::string &out, const ScopeState &scope, int depth) const;
    void writeStuck(std::string &out) const;
    void writeUnseen(std::string &out) const;
    void writeError(std::string &out, ErrorId error, int depth) const;
    bool matches(const ExpectedError &expected, ErrorId error) const;

    const Scenario &m_scenario;
    const RunRequest &m_request;
    const RunSummary m_summary;
    const Trace &m_trace; // its parts, without events
    const RunState &m_state;
    Names m_names;
    std::map<int, const Step *> m_steps; ///< By line.
};

/// Names with `#2`, `#3`, … for later instances; by id - 1.
std::vector<std::string> instanceNames(const std::vector<std::string> &names);

} // namespace ScopeLab
