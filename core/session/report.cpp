#include "core/session/report.h"

#include "core/scenario/walk.h"

#include <QJsonArray>

#include <algorithm>
#include <unordered_map>

namespace ScopeLab {

namespace {

QString qt(const std::string &text)
{
    return QString::fromStdString(text);
}

QJsonValue jsonTime(TimePoint time)
{
    constexpr Duration Millisecond = std::chrono::milliseconds(1);
    if (time == Never)
        return QJsonValue::Null;
    if (time.time_since_epoch() % Millisecond == Duration())
        return static_cast<qint64>(time.time_since_epoch() / Millisecond);
    return milliseconds(time);
}

} // namespace

// The engine opens scopes of its own, too: the shield of a cleanup, what holds a task that starts.
bool Report::isListed(const ScopeState &scope) const
{
    return !m_trace.label(scope.name).kind.empty();
}

std::vector<std::string> instanceNames(const std::vector<std::string> &names)
{
    std::unordered_map<std::string, int> seen;
    std::vector<std::string> result;
    for (const std::string &name : names) {
        const int count = ++seen[name];
        result.push_back(count == 1 ? name : name + '#' + std::to_string(count));
    }
    return result;
}

Report::Report(const Scenario &scenario, const RunRequest &request, RunSummary summary)
    : m_scenario(scenario)
    , m_request(request)
    , m_summary(std::move(summary))
    , m_trace(m_summary.parts)
    , m_state(m_summary.state)
{
    for (const TaskState &task : m_state.tasks())
        m_names.tasks.push_back(m_trace.label(task.name).name);
    for (const ScopeState &scope : m_state.scopes())
        m_names.scopes.push_back(isListed(scope) ? m_trace.label(scope.name).name : std::string());
    for (const OperationState &operation : m_state.operations())
        m_names.operations.push_back(m_trace.label(operation.name).name);
    collectKeywords(scenario.main);
    for (const auto &[name, steps] : scenario.functions)
        collectKeywords(steps);
    m_names.tasks = instanceNames(m_names.tasks);
    m_names.scopes = instanceNames(m_names.scopes);
    m_names.operations = instanceNames(m_names.operations);
}

void Report::collectKeywords(const Steps &steps)
{
    for (const Step &step : steps) {
        m_steps[step.line()] = &step; // of several on a line, the innermost
        forEachBody(step, [this](const Steps &body) { collectKeywords(body); });
    }
}

std::string Report::resultOf(const TaskState &task) const
{
    if (task.leaked)
        return "leaked";
    switch (task.phase) {
    case TaskPhase::Completed: // all of main stands in a scope of its own, which may have caught its cancellation
        return task.isMain() && m_state.scopes().front().caught ? "cancelled" : "completed";
    case TaskPhase::Failed: return "failed";
    default: return "cancelled";
    }
}

const std::string *Report::reasonOf(const ScopeState &scope) const
{
    const bool isSaid = scope.source == CancelSource::Explicit || scope.source == CancelSource::Operator;
    return isSaid && scope.reason ? &m_trace.text(scope.reason) : nullptr;
}

QJsonObject Report::errorJson(ErrorId error, int depth) const
{
    const ErrorRecord &record = m_trace.error(error);
    QJsonObject json;
    json[u"type"] = qt(record.type);
    json[u"message"] = qt(record.message);
    QJsonArray notes;
    for (const std::string &note : record.notes)
        notes.append(qt(note));
    json[u"notes"] = notes;
    const auto linked = [&](ErrorId index) {
        return index && depth < MaxErrorDepth ? QJsonValue(errorJson(index, depth + 1)) : QJsonValue(QJsonValue::Null);
    };
    json[u"cause"] = linked(record.cause);
    json[u"context"] = linked(record.context);
    QJsonArray traceback;
    if (const int line = m_trace.line(record.place); record.task && line) {
        const auto step = m_steps.find(line);
        traceback.append(
            QJsonObject{{QStringLiteral("task"), qt(nameOf(record.task))},
                        {QStringLiteral("step"), qt(step == m_steps.end() ? std::string() : step->second->keyword)},
                        {QStringLiteral("line"), line}});
    }
    json[u"traceback"] = traceback;
    if (record.kind == ErrorKind::Group) {
        QJsonArray errors;
        for (const ErrorId member : record.members) {
            if (depth < MaxErrorDepth)
                errors.append(errorJson(member, depth + 1));
        }
        json[u"errors"] = errors;
    }
    return json;
}

QJsonArray Report::logJson() const
{
    QJsonArray log;
    for (const LogLine &line : m_summary.log)
        log.append(QJsonObject{{QStringLiteral("t_ms"), jsonTime(line.time)},
                               {QStringLiteral("task"), qt(nameOf(line.task))},
                               {QStringLiteral("text"), qt(m_trace.text(line.text))}});
    return log;
}

QJsonArray Report::tasksJson() const
{
    QJsonArray tasks;
    for (const TaskState &task : m_state.tasks()) {
        QJsonObject json;
        json[u"name"] = qt(nameOf(task.id));
        json[u"group"] = task.group ? QJsonValue(qt(nameOf(task.group))) : QJsonValue(QJsonValue::Null);
        json[u"started_ms"] = jsonTime(task.started);
        json[u"ended_ms"] = jsonTime(task.ended);
        json[u"result"] = qt(resultOf(task));
        json[u"error"] = task.error ? QJsonValue(errorJson(task.error)) : QJsonValue(QJsonValue::Null);
        tasks.append(json);
    }
    return tasks;
}

QJsonArray Report::scopesJson() const
{
    QJsonArray scopes;
    for (const ScopeState &scope : m_state.scopes()) {
        if (!isListed(scope))
            continue;
        QJsonObject json;
        json[u"name"] = qt(nameOf(scope.id));
        json[u"task"] = qt(nameOf(scope.task));
        json[u"kind"] = qt(m_trace.label(scope.name).kind);
        json[u"shield"] = scope.shielded;
        json[u"deadline_ms"] = jsonTime(scope.deadline);
        json[u"entered_ms"] = jsonTime(scope.entered);
        json[u"exited_ms"] = jsonTime(scope.exited);
        json[u"cancel_called"] = scope.requested;
        json[u"cancelled_caught"] = scope.caught;
        const std::string *reason = reasonOf(scope);
        json[u"reason"] = reason ? QJsonValue(qt(*reason)) : QJsonValue(QJsonValue::Null);
        scopes.append(json);
    }
    return scopes;
}

QJsonArray Report::operationsJson() const
{
    QJsonArray operations;
    for (std::size_t i = 0; i < m_state.operations().size(); ++i) {
        const OperationState &operation = m_state.operations()[i];
        operations.append(QJsonObject{{QStringLiteral("name"), qt(m_names.operations[i])},
                                      {QStringLiteral("status"), qt(toString(operation.status))},
                                      {QStringLiteral("started_ms"), jsonTime(operation.started)},
                                      {QStringLiteral("ended_ms"), jsonTime(operation.ended)}});
    }
    return operations;
}

QJsonObject Report::json() const
{
    QJsonObject json;
    json[u"scenario"] = qt(m_scenario.title);
    json[u"backend"] = qt(m_request.backend.empty() ? m_scenario.backend : m_request.backend);
    json[u"executor"]
        = m_request.executor == ExecutorKind::Virtual ? QStringLiteral("virtual") : QStringLiteral("pool");
    json[u"seed"] = static_cast<qint64>(m_request.seed);
    json[u"outcome"] = qt(outcome());
    json[u"error"] = m_state.error ? QJsonValue(errorJson(m_state.error)) : QJsonValue(QJsonValue::Null);
    json[u"elapsed_ms"] = jsonTime(m_state.time);
    json[u"log"] = logJson();
    json[u"tasks"] = tasksJson();
    json[u"scopes"] = scopesJson();
    json[u"operations"] = operationsJson();
    return json;
}

} // namespace ScopeLab
