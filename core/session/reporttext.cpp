// What a run showed, for a terminal.

#include "core/scenario/values.h"
#include "core/session/report.h"
#include "core/trace/findings.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace ScopeLab {

namespace {

std::string shownTime(std::int64_t nanoseconds)
{
    return toText(Duration(nanoseconds));
}

std::string indent(int depth)
{
    return std::string(static_cast<std::size_t>(depth) * 2, ' ');
}

/// In what a task waits that stands at @p step.
std::string waitingFor(const Step &step)
{
    if (const auto *wait = std::get_if<WaitStep>(&step.payload))
        return "for the event '" + wait->event.text + '\'';
    if (const auto *cancelled = std::get_if<WaitCancelledStep>(&step.payload))
        return "for the token '" + cancelled->token.text + "' to be cancelled";
    if (const auto *send = std::get_if<SendStep>(&step.payload))
        return "to send into the channel '" + send->channel.text + '\'';
    if (const auto *receive = std::get_if<ReceiveStep>(&step.payload))
        return "to receive from the channel '" + receive->channel.text + '\'';
    if (const auto *with = std::get_if<WithStep>(&step.payload))
        return std::string(with->kind == WithStep::Kind::Lock ? "for the lock '" : "for the limiter '")
               + with->resource.text + '\'';
    if (std::holds_alternative<StartStep>(step.payload))
        return "for a task to say that it is started";
    return "in '" + step.keyword + '\'';
}

/// A text of several lines, the later ones indented like the first.
std::string hanging(std::string text, int depth)
{
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        text.insert(at + 1, indent(depth + 1));
    return text;
}

bool isMixed(const ErrorRecord &error)
{
    return (error.holds & Error::Cancellations) && (error.holds & Error::Errors);
}

/// Writes an error with its notes, and above it what it came from, in the words of Python's traceback. A group
/// that holds cancellations and errors comes as two halves; a dash begins each member. What was written before is
/// only named again.
class ErrorWriter
{
public:
    ErrorWriter(const Trace &trace, const std::vector<std::string> &tasks, int deepest, std::string &out)
        : m_trace(trace)
        , m_tasks(tasks)
        , m_deepest(deepest)
        , m_out(out)
    {
    }

    /// @param half Error::Errors or Error::Cancellations: of a group only what belongs there.
    void write(std::uint32_t index, int depth, unsigned half = Everything)
    {
        const ErrorRecord &error = m_trace.error(index);
        const bool isPart = half != Everything && isMixed(error);
        if (m_level >= m_deepest || !m_written.emplace(error.identity, isPart ? half : Everything).second) {
            writeLine(error, depth, half, ", above");
            return;
        }
        ++m_level;
        if (!isPart || !m_written.contains({error.identity, half ^ (Error::Errors | Error::Cancellations)}))
            writeOrigins(error, depth);
        writeLine(error, depth, half, {});
        for (const std::string &note : error.notes)
            m_out += indent(depth + 1) + "note: " + hanging(note, depth + 1) + '\n';
        if (half == Everything && isMixed(error)) {
            m_out += indent(depth + 1) + "cancellations\n";
            writeMembers(error, depth + 2, Error::Cancellations);
            m_out += indent(depth + 1) + "errors\n";
            writeMembers(error, depth + 2, Error::Errors);
        } else {
            writeMembers(error, depth + 1, half);
        }
        --m_level;
    }

private:
    static constexpr unsigned Everything = Error::Errors | Error::Cancellations | Error::BaseErrors;

    void writeOrigins(const ErrorRecord &error, int depth)
    {
        const bool isSame = error.cause && error.context
                            && m_trace.error(error.cause).identity == m_trace.error(error.context).identity;
        if (error.context && !isSame) {
            write(error.context, depth);
            m_out += indent(depth) + "During handling of the above exception, another exception occurred:\n";
        }
        if (error.cause) {
            write(error.cause, depth);
            m_out += indent(depth) + "The above exception was the direct cause of the following exception:\n";
        }
    }

    void writeMembers(const ErrorRecord &group, int depth, unsigned half)
    {
        for (const std::uint32_t member : group.members) {
            const std::size_t start = m_out.size();
            if (m_trace.error(member).holds & half) {
                write(member, depth, half);
                m_out[start + 2 * static_cast<std::size_t>(depth - 1)] = '-';
            }
        }
    }

    void writeLine(const ErrorRecord &error, int depth, unsigned half, const std::string &more)
    {
        const bool isWithoutCancellations
            = half == Error::Errors && isMixed(error) && !(error.holds & Error::BaseErrors);
        m_out += indent(depth) + (isWithoutCancellations ? "ExceptionGroup" : error.type);
        if (error.kind != ErrorKind::Cancelled && !error.message.empty())
            m_out += ": " + hanging(error.message, depth);
        std::string place;
        if (error.task && error.kind != ErrorKind::Group)
            place = m_tasks[error.task - 1] + ", line " + std::to_string(error.place);
        place = place.empty() && !more.empty() ? more.substr(2) : place + more;
        m_out += place.empty() ? "\n" : "  (" + place + ")\n";
    }

    const Trace &m_trace;
    const std::vector<std::string> &m_tasks;
    const int m_deepest;
    std::string &m_out;
    std::set<std::pair<std::uint32_t, unsigned>> m_written; // identities, and of which half
    int m_level = 0;
};

/// `1 cancellation, 2 errors`: what a group holds.
std::string countOf(const Trace &trace, std::uint32_t group)
{
    std::set<std::uint32_t> cancellations;
    std::set<std::uint32_t> errors;
    std::set<std::uint32_t> seen;
    std::vector<std::uint32_t> open{group};
    while (!open.empty()) {
        const ErrorRecord &error = trace.error(open.back());
        open.pop_back();
        if (!seen.insert(error.identity).second)
            continue;
        if (error.kind != ErrorKind::Group)
            (error.kind == ErrorKind::Cancelled ? cancellations : errors).insert(error.identity);
        open.insert(open.end(), error.members.begin(), error.members.end());
    }
    const auto say = [](std::size_t count, const char *what) {
        return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
    };
    return say(cancellations.size(), "cancellation") + ", " + say(errors.size(), "error");
}

void writeOperations(std::string &out, const Trace &trace, const RunState &state, const std::vector<std::string> &names)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        const OperationState &operation = state.operations()[i];
        out += i == 0 ? "\nOperations\n  " : "  ";
        out += names[i] + "  " + trace.text(operation.statusIndex);
        if (operation.ended >= 0)
            out += " at " + shownTime(operation.ended);
        out += '\n';
    }
}

/// Errors that nobody saw: the outcome does not tell of them. @returns how many.
std::size_t writeUnseen(std::string &out, const Trace &trace, const std::vector<std::string> &tasks)
{
    std::size_t count = 0;
    for (const Finding &finding : findingsUntil(trace, fatesUntil(trace, trace.size()), trace.size())) {
        const bool isLost = finding.kind == FindingKind::LostError;
        if (!isLost && finding.kind != FindingKind::UnheardError)
            continue;
        const ErrorRecord &error = trace.error(finding.errorIndex);
        out += count++ == 0 ? "\nErrors that nobody saw\n  " : "  ";
        out += shownTime(trace.event(finding.event).time) + "  " + tasks[finding.task - 1] + "  "
               + trace.describe(finding.errorIndex) + "  (line " + std::to_string(error.place) + ')';
        out += isLost ? ", lost: a cancellation took its place\n" : ", unheard: nobody waits for this task\n";
    }
    return count;
}

} // namespace

void Report::writeScope(std::string &out, const ScopeState &scope, int depth) const
{
    out += indent(depth);
    out += '[' + m_names.scopes[scope.id - 1] + "]  " + m_trace.label(scope.labelIndex).kind;
    if (scope.shielded)
        out += ", shielded";
    if (scope.deadline >= 0)
        out += ", deadline " + shownTime(scope.deadline);
    if (scope.requested)
        out += std::string(", cancelled (") + toString(scope.source) + ')';
    if (scope.caught)
        out += ", caught";
    out += '\n';
}

void Report::writeTree(std::string &out) const
{
    // What stands in what: a scope in its parent, a task in its group. Depth-first with a stack.
    struct Line
    {
        int depth;
        TaskId task;
        ScopeId scope;
    };
    std::unordered_map<ScopeId, std::vector<Line>> inScope;
    std::unordered_map<TaskId, std::vector<Line>> inDetached; // a detached task is in no scope
    for (const ScopeState &scope : m_state.scopes())
        (scope.parent || scope.id == 1 ? inScope[scope.parent] : inDetached[scope.task]).push_back({0, 0, scope.id});
    for (const TaskState &task : m_state.tasks()) {
        if (task.group)
            inScope[task.group].push_back({0, task.id, 0});
    }
    std::vector<Line> stack;
    for (auto task = m_state.tasks().rbegin(); task != m_state.tasks().rend(); ++task) {
        if (!task->group && task->id != 1) // detached
            stack.push_back({0, task->id, 0});
    }
    if (!m_state.scopes().empty())
        stack.push_back({0, 0, 1});
    while (!stack.empty()) {
        const Line line = stack.back();
        stack.pop_back();
        if (line.task) {
            out += indent(line.depth);
            const TaskState &task = *m_state.task(line.task);
            out += m_names.tasks[task.id - 1] + "  " + resultOf(task);
            if (task.ended >= 0)
                out += " at " + shownTime(task.ended);
            if (task.errorIndex)
                out += ": " + m_trace.describe(task.errorIndex);
            if (task.errorIndex && isMixed(m_trace.error(task.errorIndex)))
                out += "  (" + countOf(m_trace, task.errorIndex) + ')';
            out += '\n';
            for (Line child : inDetached[line.task]) {
                child.depth = line.depth + 1;
                stack.push_back(child);
            }
            continue;
        }
        const ScopeState &scope = *m_state.scope(line.scope);
        const bool isShown = isListed(scope);
        if (isShown)
            writeScope(out, scope, line.depth);
        std::vector<Line> &children = inScope[scope.id];
        std::reverse(children.begin(), children.end());
        for (Line child : children) {
            child.depth = line.depth + (isShown ? 1 : 0);
            stack.push_back(child);
        }
    }
}

void Report::writeError(std::string &out, std::uint32_t errorIndex, int depth) const
{
    ErrorWriter(m_trace, m_names.tasks, MaxErrorDepth, out).write(errorIndex, depth);
}

/// What each task waited for when nothing could run any more.
void Report::writeStuck(std::string &out) const
{
    out += "\nNothing could run any more\n";
    RunState then;
    while (!then.isStuck)
        then.apply(m_trace);
    for (const TaskState &task : then.tasks()) {
        if (task.isOver())
            continue;
        out += "  " + m_names.tasks[task.id - 1] + " waits ";
        const auto found = m_steps.find(task.place);
        if (task.gate)
            out += "for the tasks of " + m_names.scopes[task.gate - 1];
        else
            out += found == m_steps.end() ? toString(task.wait) : waitingFor(*found->second);
        out += ", line " + std::to_string(task.place) + '\n';
    }
}

std::string Report::text() const
{
    std::string out = m_scenario.title + "\n\n";
    writeTree(out);
    bool hasLog = false;
    for (const TraceEvent &event : m_trace.events()) {
        if (event.kind != EventKind::Logged)
            continue;
        out += hasLog ? "" : "\nLog\n";
        hasLog = true;
        out += "  " + shownTime(event.time) + "  " + m_names.tasks[event.task - 1] + "  "
               + m_trace.text(event.textIndex) + '\n';
    }
    writeOperations(out, m_trace, m_state, m_names.operations);
    if (m_state.errorIndex) {
        out += "\nLeft the run\n";
        writeError(out, m_state.errorIndex, 1);
    }
    const std::size_t unseen = writeUnseen(out, m_trace, m_names.tasks);
    if (m_state.isStuck)
        writeStuck(out);
    if (m_state.limitIndex)
        out += "\nLimit: " + m_trace.text(m_state.limitIndex) + '\n';
    out += "\n" + outcome() + " after " + shownTime(m_state.time);
    if (unseen)
        out += ", but nobody saw " + std::to_string(unseen) + (unseen == 1 ? " error" : " errors");
    out += '\n';
    return out;
}

} // namespace ScopeLab
