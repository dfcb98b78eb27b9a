// What a run has shown, for a terminal.

#include "core/scenario/values.h"
#include "core/session/errortext.h"
#include "core/session/report.h"
#include "core/text/escaping.h"
#include "core/trace/errorwalk.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace ScopeLab {

namespace {

std::string shownTime(TimePoint time)
{
    return toText(time.time_since_epoch());
}

/// Which limit was hit, and what to do about it.
std::string limitText(const Trace &trace, const RunEvent &event, const LimitHit &hit)
{
    struct Words
    {
        const char *what;
        const char *cure;
    };
    static constexpr Words words[] = {
        {" steps were run", "give the loop an end: 'repeat' takes 'times'"},
        {" hours of run time passed", "give what takes so long a deadline"},
        {" tasks were alive", "let tasks end before more begin"},
        {" lines were logged", "log less"},
        {" events were recorded", "end the run sooner"},
        {" MiB of text was made", "log less, and make values, names and messages shorter"},
        {"there was no more memory", "start fewer tasks, or end the run sooner"},
    };
    const Words &said = words[static_cast<std::size_t>(hit.limit)];
    std::string text = "\nLimit: ";
    if (hit.limit == LimitKind::Time)
        text += "more than "
                + std::to_string(std::chrono::duration_cast<std::chrono::hours>(Duration(hit.most)).count());
    else if (hit.limit != LimitKind::Memory)
        text += "more than " + std::to_string(hit.limit == LimitKind::Text ? hit.most >> 20 : hit.most);
    text += said.what;
    if (hit.step)
        text += ", at the step '" + escaped(trace.text(hit.step)) + '\'';
    if (const int line = trace.line(event.place); hit.step && line > 0)
        text += " in line " + std::to_string(line);
    return text + " (" + said.cure + ")\n";
}

/// `1 cancellation, 2 errors`: what a group holds.
std::string countOf(const Trace &trace, ErrorId group)
{
    std::set<ErrorId> cancellations;
    std::set<ErrorId> errors;
    forEachLeaf(trace, group, [&](ErrorId, const ErrorRecord &error) {
        (error.kind == ErrorKind::Cancelled ? cancellations : errors).insert(error.identity);
    });
    const auto say = [](std::size_t count, const char *what) {
        return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
    };
    return say(cancellations.size(), "cancellation") + ", " + say(errors.size(), "error");
}

/// `1,234,567`
std::string grouped(std::uint64_t count)
{
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
}

std::string counted(std::uint64_t count, const char *what)
{
    return grouped(count) + ' ' + what + (count == 1 ? "" : "s");
}

} // namespace

void Report::writeScope(std::string &out, const ScopeState &scope, int depth) const
{
    out += indent(depth);
    out += '[' + escaped(nameOf(scope.id)) + "]  " + escaped(m_trace.label(scope.name).kind);
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

void Report::writeOperations(std::string &out) const
{
    bool isFirst = true;
    for (const OperationState &operation : m_state.operations()) {
        if (!operation.id)
            continue;
        out += std::exchange(isFirst, false) ? "\nOperations\n  " : "  ";
        out += escaped(nameOf(operation.id)) + "  " + toString(operation.status);
        if (operation.ended != Never)
            out += " at " + shownTime(operation.ended);
        out += '\n';
    }
    if (m_summary.operationsLeftOut > 0)
        out += "  \u2026 and " + counted(m_summary.operationsLeftOut, "operation") + " that ended before\n";
}

void Report::writeLeftOut(std::string &out) const
{
    std::string what = m_summary.tasksLeftOut > 0 ? counted(m_summary.tasksLeftOut, "task") : std::string();
    if (m_summary.scopesLeftOut > 0)
        what += (what.empty() ? "" : " and ") + counted(m_summary.scopesLeftOut, "scope");
    if (!what.empty())
        out += "\u2026 and " + what + " that ended before\n";
}

void Report::writeTree(std::string &out) const
{
    // What is inside what: a scope in its parent, a task in its group. Depth-first, with a stack.
    struct Line
    {
        int depth;
        TaskId task;
        ScopeId scope;
    };
    std::unordered_map<ScopeId, std::vector<Line>> inScope;
    std::unordered_map<TaskId, std::vector<Line>> inDetached; // a detached task is in no scope
    for (const ScopeState &scope : m_state.scopes()) {
        if (scope.id)
            (scope.parent || scope.id == ScopeId(1) ? inScope[scope.parent] : inDetached[scope.task])
                .push_back({0, {}, scope.id});
    }
    for (const TaskState &task : m_state.tasks()) {
        if (task.id && task.group)
            inScope[task.group].push_back({0, task.id, {}});
    }
    std::vector<Line> stack;
    for (const TaskState &task : m_state.tasks()) {
        if (task.id && task.isDetached())
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
            out += escaped(nameOf(task.id)) + "  " + resultOf(task);
            if (task.isOver())
                out += " at " + shownTime(task.ended);
            if (task.error)
                out += ": " + escaped(m_trace.describe(task.error));
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
        const bool isShown = m_summary.isListed(scope);
        if (isShown)
            writeScope(out, scope, line.depth);
        std::vector<Line> &children = inScope[scope.id];
        std::reverse(children.begin(), children.end());
        for (Line child : children) {
            child.depth = line.depth + (isShown ? 1 : 0);
            stack.push_back(child);
        }
    }
    writeLeftOut(out);
}

/// The outcome does not show these.
void Report::writeUnseen(std::string &out) const
{
    out += m_summary.unseen.empty() ? "" : "\nErrors that nobody saw\n";
    for (const UnseenError &unseen : m_summary.unseen) {
        out += "  " + shownTime(unseen.time) + "  " + escaped(nameOf(unseen.task)) + "  "
               + escaped(m_trace.describe(unseen.error)) + "  (line "
               + std::to_string(m_trace.line(m_trace.error(unseen.error).place)) + ')';
        out += unseen.isLost ? ", lost: a cancellation took its place\n" : ", unheard: nobody waits for this task\n";
    }
    if (m_summary.unseenLeftOut > 0)
        out += "  \u2026 and " + grouped(m_summary.unseenLeftOut) + " more times\n";
}

/// What @p task is waiting for, when nothing can run any more.
std::string Report::waitOf(const TaskState &task) const
{
    if (task.gate)
        return "for the tasks of " + escaped(nameOf(task.gate));
    if (task.wait == WaitKind::Start)
        return "for a task to say that it is started";
    // If a line has several steps, those it may be standing at.
    std::set<std::string> keywords;
    if (const auto line = m_steps.find(m_trace.line(task.place)); line != m_steps.end()) {
        if (const auto found = line->second.waiting.find(task.wait); found != line->second.waiting.end())
            keywords = found->second;
    }
    const ResourceState *const resource = m_summary.stuck->resource(task.resource);
    if (!resource)
        return "in '" + (keywords.empty() ? std::string(toString(task.wait)) : *keywords.begin()) + '\'';
    const std::string name = '\'' + escaped(m_trace.label(resource->name).name) + '\'';
    if (task.wait == WaitKind::Token)
        return "for the token " + name + " to be cancelled";
    if (task.wait != WaitKind::Channel || keywords.size() != 1)
        return std::string("for the ") + toString(task.wait) + ' ' + name;
    return (keywords.contains("send") ? "to send into the channel " : "to receive from the channel ") + name;
}

void Report::writeStuck(std::string &out) const
{
    out += "\nNothing could run any more\n";
    for (const TaskState &task : m_summary.stuck->tasks()) {
        if (task.id && !task.isOver())
            out += "  " + escaped(nameOf(task.id)) + " waits " + waitOf(task) + ", line "
                   + std::to_string(m_trace.line(task.place)) + '\n';
    }
}

void Report::writeLog(std::string &out, const std::function<void()> &flush) const
{
    constexpr std::size_t Piece = 1 << 16;
    out += m_summary.log.empty() ? "" : "\nLog\n";
    for (const LogLine &line : m_summary.log) {
        out += "  " + shownTime(line.time) + "  " + escaped(nameOf(line.task)) + "  "
               + hanging(m_trace.text(line.text), 1) + '\n';
        if (out.size() >= Piece)
            flush();
    }
}

void Report::printText(const Printer &print) const
{
    std::string out = escaped(m_scenario.title) + "\n\n";
    const auto flush = [&] {
        print(QByteArray::fromRawData(out.data(), static_cast<qsizetype>(out.size())));
        out.clear();
    };
    writeTree(out);
    writeLog(out, flush);
    writeOperations(out);
    if (m_state.error) {
        out += "\nLeft the run\n";
        writeError(m_summary, m_state.error, 1, MaxErrorDepth, out);
    }
    writeUnseen(out);
    if (m_summary.stuck)
        writeStuck(out);
    if (m_summary.limit)
        out += limitText(m_trace, *m_summary.limit, *m_summary.limit->as<LimitHit>());
    out += "\n" + outcome() + " after " + shownTime(m_state.time);
    if (m_summary.stuck || m_summary.limit) // otherwise the outcome is main's
        out += ", main " + resultOf(m_state.tasks().front());
    if (const std::size_t unseen = m_summary.unseen.size())
        out += std::string(", but nobody saw ") + (m_summary.unseenLeftOut > 0 ? "more than " : "")
               + std::to_string(unseen) + (unseen == 1 ? " error" : " errors");
    out += '\n';
    flush();
}

std::string Report::text() const
{
    std::string text;
    printText([&text](const QByteArray &piece) { text += std::string_view(piece.data(), piece.size()); });
    return text;
}

} // namespace ScopeLab
