// What a run showed, for a terminal.

#include "core/scenario/values.h"
#include "core/session/report.h"

#include <algorithm>
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
    text += hit.limit == LimitKind::Time ? toText(Duration(hit.most)) + " of run time passed"
                                         : std::to_string(hit.most) + what[static_cast<std::size_t>(hit.limit)];
    if (hit.step)
        text += ", at the step '" + trace.text(hit.step) + "' in line " + std::to_string(trace.line(event.place));
    return text;
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
    const ErrorRecord &record = m_trace.error(error);
    out += indent(depth) + m_trace.describe(error);
    if (record.task && record.kind != ErrorKind::Group)
        out += "  (" + nameOf(record.task) + ", line " + std::to_string(m_trace.line(record.place)) + ')';
    out += '\n';
    for (const ErrorId member : record.members) {
        if (depth < MaxErrorDepth)
            writeError(out, member, depth + 1);
    }
}

/// What each task waited for when nothing could run any more.
void Report::writeStuck(std::string &out) const
{
    out += "\nNothing could run any more\n";
    RunState then;
    while (!then.stuck)
        then.apply(m_trace);
    for (const TaskState &task : then.tasks()) {
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
    bool hasLog = false;
    for (const RunEvent &event : m_trace.events()) {
        const auto *logged = event.as<Logged>();
        if (!logged)
            continue;
        out += hasLog ? "" : "\nLog\n";
        hasLog = true;
        out += "  " + shownTime(event.time) + "  " + nameOf(event.task) + "  "
               + m_trace.text(logged->text) + '\n';
    }
    if (m_state.error) {
        out += "\nLeft the run\n";
        writeError(out, m_state.error, 1);
    }
    if (m_state.stuck)
        writeStuck(out);
    if (const auto *hit = m_state.limit ? m_trace.event(m_state.limit).as<LimitHit>() : nullptr)
        out += "\nLimit: " + limitText(m_trace, m_trace.event(m_state.limit), *hit) + '\n';
    out += "\n" + outcome() + " after " + shownTime(m_state.time) + '\n';
    return out;
}

} // namespace ScopeLab
