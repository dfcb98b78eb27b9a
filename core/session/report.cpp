#include "core/session/report.h"

#include "core/scenario/walk.h"

#include <QJsonArray>
#include <QJsonDocument>

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

/// What a task that stands at @p step can wait for; None if that has a name, or speaks for itself.
WaitKind unnamedWait(const Step &step)
{
    const Overloaded waitOf{
        [](const auto &) { return WaitKind::None; },
        [](const OneOf<SleepStep, RetryStep> auto &) { return WaitKind::Sleep; },
        [](const RunBlockingStep &) { return WaitKind::Thread; },
        [](const OneOf<SendStep, ReceiveStep> auto &) { return WaitKind::Channel; },
    };
    return std::visit(waitOf, step.payload);
}

constexpr qsizetype Piece = 1 << 16;

/// Only whole lines, so that no character is cut in two.
void printInPieces(QByteArrayView text, const std::function<void(const QByteArray &)> &print)
{
    while (!text.isEmpty()) {
        const qsizetype end = text.size() > Piece ? text.indexOf('\n', Piece) : -1;
        const qsizetype length = end < 0 ? text.size() : end + 1;
        print(QByteArray::fromRawData(text.data(), length));
        text = text.sliced(length);
    }
}

} // namespace

Report::Report(const Scenario &scenario, const RunRequest &request, RunSummary summary)
    : m_scenario(scenario)
    , m_request(request)
    , m_summary(std::move(summary))
    , m_trace(m_summary.parts)
    , m_state(m_summary.state)
{
    collectSteps(scenario.main);
    for (const auto &[name, steps] : scenario.functions)
        collectSteps(steps);
}

void Report::collectSteps(const Steps &steps)
{
    for (const Step &step : steps) {
        StepsOfLine &line = m_steps[step.line()];
        if (line.raising != "raise")
            line.raising = step.keyword;
        if (const WaitKind kind = unnamedWait(step); kind != WaitKind::None)
            line.waiting[kind].insert(step.keyword);
        forEachBody(step, [this](const Steps &body) { collectSteps(body); });
    }
}

std::string Report::resultOf(const TaskState &task) const
{
    if (task.leaked)
        return "leaked";
    switch (task.phase) {
    case TaskPhase::Completed: return "completed";
    case TaskPhase::Failed: return "failed";
    default: return "cancelled";
    }
}

const std::string *Report::reasonOf(const ScopeState &scope) const
{
    const bool isSaid = scope.source == CancelSource::Explicit || scope.source == CancelSource::Operator;
    return isSaid && scope.reason ? &m_trace.text(scope.reason) : nullptr;
}

/// The keyword of the step at @p line that raised.
std::string Report::raisingStep(int line) const
{
    const auto found = m_steps.find(line);
    return found == m_steps.end() ? std::string() : found->second.raising;
}

/// Errors share what they came from and what they hold, so each is written in full only once.
QJsonValue Report::errorJson(ErrorId error, ErrorNumbers &numbers, int depth) const
{
    if (!error || depth > MaxErrorDepth)
        return QJsonValue::Null;
    const ErrorRecord &record = m_trace.error(error);
    const auto [known, isNew] = numbers.try_emplace(error, static_cast<int>(numbers.size() + 1));
    QJsonObject json{{QStringLiteral("type"), qt(record.type)}};
    if (!isNew) {
        json[u"error"] = known->second;
        return json;
    }
    json[u"number"] = known->second;
    json[u"message"] = qt(record.message);
    QJsonArray notes;
    for (const std::string &note : record.notes)
        notes.append(qt(note));
    json[u"notes"] = notes;
    json[u"cause"] = errorJson(record.cause, numbers, depth + 1);
    json[u"context"] = errorJson(record.context, numbers, depth + 1);
    json[u"traceback"] = tracebackJson(record);
    if (record.kind == ErrorKind::Group) {
        QJsonArray errors;
        for (const ErrorId member : record.members) {
            if (depth < MaxErrorDepth)
                errors.append(errorJson(member, numbers, depth + 1));
        }
        json[u"errors"] = errors;
    }
    return json;
}

QJsonArray Report::tracebackJson(const ErrorRecord &record) const
{
    const int line = m_trace.line(record.place);
    if (!record.task || !line)
        return {};
    return {QJsonObject{{QStringLiteral("task"), qt(nameOf(record.task))},
                        {QStringLiteral("step"), qt(raisingStep(line))},
                        {QStringLiteral("line"), line}}};
}

QJsonObject Report::logLineJson(const LogLine &line) const
{
    return {{QStringLiteral("t_ms"), jsonTime(line.time)},
            {QStringLiteral("task"), qt(nameOf(line.task))},
            {QStringLiteral("text"), qt(m_trace.text(line.text))}};
}

QJsonArray Report::tasksJson(ErrorNumbers &numbers) const
{
    QJsonArray tasks;
    for (const TaskState &task : m_state.tasks()) {
        if (!task.id)
            continue;
        QJsonObject json;
        json[u"name"] = qt(nameOf(task.id));
        json[u"group"] = task.group ? QJsonValue(qt(nameOf(task.group))) : QJsonValue(QJsonValue::Null);
        json[u"started_ms"] = jsonTime(task.started);
        json[u"ended_ms"] = jsonTime(task.ended);
        json[u"result"] = qt(resultOf(task));
        json[u"error"] = errorJson(task.error, numbers);
        tasks.append(json);
    }
    return tasks;
}

QJsonArray Report::scopesJson() const
{
    QJsonArray scopes;
    for (const ScopeState &scope : m_state.scopes()) {
        if (!scope.id || !m_summary.isListed(scope))
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
    for (const OperationState &operation : m_state.operations()) {
        if (operation.id)
            operations.append(QJsonObject{{QStringLiteral("name"), qt(nameOf(operation.id))},
                                          {QStringLiteral("status"), qt(toString(operation.status))},
                                          {QStringLiteral("started_ms"), jsonTime(operation.started)},
                                          {QStringLiteral("ended_ms"), jsonTime(operation.ended)}});
    }
    return operations;
}

QJsonObject Report::withoutLog() const
{
    ErrorNumbers numbers;
    QJsonObject json;
    json[u"scenario"] = qt(m_scenario.title);
    json[u"backend"] = qt(m_request.backend.empty() ? m_scenario.backend : m_request.backend);
    json[u"executor"]
        = m_request.executor == ExecutorKind::Virtual ? QStringLiteral("virtual") : QStringLiteral("pool");
    json[u"seed"] = static_cast<qint64>(m_request.seed);
    json[u"outcome"] = qt(outcome());
    json[u"error"] = errorJson(m_state.error, numbers);
    json[u"elapsed_ms"] = jsonTime(m_state.time);
    json[u"tasks"] = tasksJson(numbers);
    json[u"scopes"] = scopesJson();
    json[u"operations"] = operationsJson();
    const auto leftOut = [&json](QStringView key, std::uint64_t count) {
        if (count > 0)
            json[key] = static_cast<qint64>(count);
    };
    leftOut(u"tasks_left_out", m_summary.tasksLeftOut);
    leftOut(u"scopes_left_out", m_summary.scopesLeftOut);
    leftOut(u"operations_left_out", m_summary.operationsLeftOut);
    return json;
}

QJsonObject Report::json() const
{
    QJsonObject json = withoutLog();
    QJsonArray log;
    for (const LogLine &line : m_summary.log)
        log.append(logLineJson(line));
    json[u"log"] = log;
    return json;
}

/// The text of json(). The log is made line by line: as a JSON value it would take many times its size.
void Report::printJson(const Printer &print) const
{
    QJsonObject json = withoutLog();
    json[u"log"] = QJsonArray();
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Indented);
    const QByteArray key = "\n    \"log\": [\n"; // only a key of the outermost object is indented so little
    const qsizetype log = text.indexOf(key) + key.size();
    printInPieces(QByteArrayView(text).first(log), print);
    QByteArray piece;
    bool isFirst = true;
    for (const LogLine &line : m_summary.log) {
        QByteArray entry = QJsonDocument(logLineJson(line)).toJson(QJsonDocument::Indented).trimmed();
        piece += (isFirst ? "        " : ",\n        ") + entry.replace("\n", "\n        ");
        isFirst = false;
        if (piece.size() >= Piece) {
            print(piece);
            piece.clear();
        }
    }
    print(piece + (isFirst ? "" : "\n"));
    printInPieces(QByteArrayView(text).sliced(log), print);
}

} // namespace ScopeLab
