// What a run showed, for a terminal.

#include "core/scenario/values.h"
#include "core/session/report.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace ScopeLab {

namespace {

std::string shownTime(TimePoint time)
{
    return toText(time.time_since_epoch());
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

std::string limitText(const Trace &trace, const RunEvent &event, const LimitHit &hit)
{
    static constexpr const char *what[]
        = {" steps were run", "", " tasks were alive", " lines were logged", " events were recorded"};
    std::string text = "more than ";
    text += hit.limit == LimitKind::Time
                ? std::to_string(std::chrono::duration_cast<std::chrono::hours>(Duration(hit.most)).count())
                      + " hours of run time passed"
                : std::to_string(hit.most) + what[static_cast<std::size_t>(hit.limit)];
    if (hit.step)
        text += ", at the step '" + trace.text(hit.step) + "' in line " + std::to_string(trace.line(event.place));
    return text;
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
    void write(ErrorId id, int depth, unsigned half = Everything)
    {
        const ErrorRecord &error = m_trace.error(id);
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
        for (const ErrorId member : group.members) {
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
            place = m_tasks[error.task.number() - 1] + ", line " + std::to_string(m_trace.line(error.place));
        place = place.empty() && !more.empty() ? more.substr(2) : place + more;
        m_out += place.empty() ? "\n" : "  (" + place + ")\n";
    }

    const Trace &m_trace;
    const std::vector<std::string> &m_tasks;
    const int m_deepest;
    std::string &m_out;
    std::set<std::pair<ErrorId, unsigned>> m_written; // identities, and of which half
    int m_level = 0;
};

/// `1 cancellation, 2 errors`: what a group holds.
std::string countOf(const Trace &trace, ErrorId group)
{
    std::set<ErrorId> cancellations;
    std::set<ErrorId> errors;
    std::set<ErrorId> seen;
    std::vector<ErrorId> open{group};
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

void writeOperations(std::string &out, const RunState &state, const std::vector<std::string> &names)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        const OperationState &operation = state.operations()[i];
        out += i == 0 ? "\nOperations\n  " : "  ";
        out += names[i] + "  " + toString(operation.status);
        if (operation.ended != Never)
            out += " at " + shownTime(operation.ended);
        out += '\n';
    }
}

} // namespace

void Report::writeScope(std::string &out, const ScopeState &scope, int depth) const
{
    out += indent(depth);
    out += '[' + nameOf(scope.id) + "]  " + m_trace.label(scope.name).kind;
    if (scope.shielded)
        out += ", shielded";
    if (scope.deadline != Never)
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
        (scope.parent || scope.id == ScopeId(1) ? inScope[scope.parent] : inDetached[scope.task])
            .push_back({0, {}, scope.id});
    for (const TaskState &task : m_state.tasks()) {
        if (task.group)
            inScope[task.group].push_back({0, task.id, {}});
    }
    std::vector<Line> stack;
    for (const TaskState &task : m_state.tasks()) {
        if (task.isDetached())
            stack.push_back({0, task.id, {}});
    }
    std::reverse(stack.begin(), stack.end());
    if (!m_state.scopes().empty())
        stack.push_back({0, {}, ScopeId(1)});
    while (!stack.empty()) {
        const Line line = stack.back();
        stack.pop_back();
        if (line.task) {
            out += indent(line.depth);
            const TaskState &task = *m_state.task(line.task);
            out += nameOf(task.id) + "  " + resultOf(task);
            if (task.isOver())
                out += " at " + shownTime(task.ended);
            if (task.error)
                out += ": " + m_trace.describe(task.error);
            if (task.error && isMixed(m_trace.error(task.error)))
                out += "  (" + countOf(m_trace, task.error) + ')';
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

void Report::writeError(std::string &out, ErrorId error, int depth) const
{
    ErrorWriter(m_trace, m_names.tasks, MaxErrorDepth, out).write(error, depth);
}

/// The outcome does not tell of these.
void Report::writeUnseen(std::string &out) const
{
    out += m_summary.unseen.empty() ? "" : "\nErrors that nobody saw\n";
    for (const UnseenError &unseen : m_summary.unseen) {
        out += "  " + shownTime(unseen.time) + "  " + nameOf(unseen.task) + "  " + m_trace.describe(unseen.error)
               + "  (line " + std::to_string(m_trace.line(m_trace.error(unseen.error).place)) + ')';
        out += unseen.isLost ? ", lost: a cancellation took its place\n" : ", unheard: nobody waits for this task\n";
    }
}

/// What each task waited for when nothing could run any more.
void Report::writeStuck(std::string &out) const
{
    out += "\nNothing could run any more\n";
    for (const TaskState &task : m_summary.stuck->tasks()) {
        if (task.isOver())
            continue;
        out += "  " + nameOf(task.id) + " waits ";
        const auto found = m_steps.find(m_trace.line(task.place));
        if (task.gate)
            out += "for the tasks of " + nameOf(task.gate);
        else
            out += found == m_steps.end() ? toString(task.wait) : waitingFor(*found->second);
        out += ", line " + std::to_string(m_trace.line(task.place)) + '\n';
    }
}

std::string Report::text() const
{
    std::string out = m_scenario.title + "\n\n";
    writeTree(out);
    out += m_summary.log.empty() ? "" : "\nLog\n";
    for (const LogLine &line : m_summary.log)
        out += "  " + shownTime(line.time) + "  " + nameOf(line.task) + "  " + m_trace.text(line.text) + '\n';
    writeOperations(out, m_state, m_names.operations);
    if (m_state.error) {
        out += "\nLeft the run\n";
        writeError(out, m_state.error, 1);
    }
    writeUnseen(out);
    if (m_summary.stuck)
        writeStuck(out);
    if (m_summary.limit)
        out += "\nLimit: " + limitText(m_trace, *m_summary.limit, *m_summary.limit->as<LimitHit>()) + '\n';
    out += "\n" + outcome() + " after " + shownTime(m_state.time);
    if (m_summary.stuck || m_summary.limit) // else the outcome is main's
        out += ", main " + resultOf(m_state.tasks().front());
    if (const std::size_t unseen = m_summary.unseen.size())
        out += ", but nobody saw " + std::to_string(unseen) + (unseen == 1 ? " error" : " errors");
    out += '\n';
    return out;
}

} // namespace ScopeLab
