// Compares a run with what its scenario expects.

#include "core/scenario/values.h"
#include "core/session/report.h"

#include <QJsonArray>

#include <algorithm>
#include <unordered_map>

namespace ScopeLab {

namespace {

std::string quoted(const std::vector<std::string> &lines)
{
    std::string text = "[";
    for (const std::string &line : lines)
        text += (text.size() > 1 ? ", " : "") + line;
    return text + ']';
}

const char *word(bool value)
{
    return value ? "true" : "false";
}

/// The first of each name among those that were kept.
template <typename State>
std::unordered_map<std::string, const State *> byName(const SharedVector<State> &all, const InstanceNames &names,
                                                      const Trace &parts)
{
    std::unordered_map<std::string, const State *> result;
    for (const State &state : all) {
        if (state.id)
            result.emplace(names.of(state.id.number(), parts), &state);
    }
    return result;
}

} // namespace

std::vector<std::string> Report::mismatches() const
{
    std::vector<std::string> result;
    if (!m_scenario.expect)
        return result;
    const Expectation &expect = *m_scenario.expect;
    const auto differs = [&result](const std::string &what, const std::string &expected, const std::string &actual) {
        result.push_back(what + ": expected " + expected + ", was " + actual);
    };
    if (expect.outcome && *expect.outcome != outcome())
        differs("outcome", *expect.outcome, outcome());
    const bool isVirtual = m_request.executor == ExecutorKind::Virtual;
    if (expect.elapsed && isVirtual && TimePoint(*expect.elapsed) != m_state.time)
        differs("elapsed", toText(*expect.elapsed), toText(m_state.time.time_since_epoch()));
    std::unordered_map<std::string, std::vector<std::string>> logged;
    for (const LogLine &line : m_summary.log)
        logged[nameOf(line.task)].push_back(m_trace.text(line.text));
    for (const auto &[task, lines] : expect.log) {
        const std::vector<std::string> &actual = logged[task];
        if (actual != lines)
            differs("log of " + task, quoted(lines), quoted(actual));
    }
    const auto tasks = byName(m_state.tasks(), m_summary.taskNames, m_trace);
    for (const auto &[task, expected] : expect.tasks) {
        const auto found = tasks.find(task);
        const std::string actual = found == tasks.end() ? "no such task" : resultOf(*found->second);
        if (actual != expected)
            differs("task " + task, expected, actual);
    }
    const auto scopes = byName(m_state.scopes(), m_summary.scopeNames, m_trace);
    for (const auto &[name, expected] : expect.scopes) {
        const auto found = scopes.find(name);
        if (found == scopes.end()) {
            differs("scope " + name, "to be entered", "never entered");
            continue;
        }
        const ScopeState &scope = *found->second;
        if (expected.cancelCalled && *expected.cancelCalled != scope.requested)
            differs("cancel_called of " + name, word(*expected.cancelCalled), word(scope.requested));
        if (expected.cancelledCaught && *expected.cancelledCaught != scope.caught)
            differs("cancelled_caught of " + name, word(*expected.cancelledCaught), word(scope.caught));
        const std::string *reason = reasonOf(scope);
        if (expected.reason && (!reason || *expected.reason != *reason))
            differs("reason of " + name, *expected.reason, reason ? *reason : "none");
    }
    const auto operations = byName(m_state.operations(), m_summary.operationNames, m_trace);
    for (const auto &[name, expected] : expect.operations) {
        const auto found = operations.find(name);
        const std::string actual = found == operations.end() ? "no such operation" : toString(found->second->status);
        if (actual != expected)
            differs("operation " + name, expected, actual);
    }
    if (expect.error && !m_state.error)
        differs("error", "one", "none");
    else if (expect.error && !matches(*expect.error, m_state.error))
        differs("error", "another", m_trace.describe(m_state.error));
    return result;
}

bool Report::matches(const ExpectedError &expected, ErrorId error) const
{
    if (!error)
        return false;
    const ErrorRecord &record = m_trace.error(error);
    const bool isSame = (!expected.type || *expected.type == record.type)
                        && (!expected.message || *expected.message == record.message)
                        && (!expected.notes || *expected.notes == record.notes)
                        && (!expected.cause || matches(*expected.cause, record.cause))
                        && (!expected.context || matches(*expected.context, record.context));
    if (!isSame || !expected.errors)
        return isSame;
    if (expected.errors->size() != record.members.size())
        return false;
    // In any order: try to give each expected error a member of its own.
    std::vector<ErrorId> left = record.members;
    for (const ExpectedError &member : *expected.errors) {
        const auto fits = std::find_if(left.begin(), left.end(), [&](ErrorId index) { return matches(member, index); });
        if (fits == left.end())
            return false;
        left.erase(fits);
    }
    return true;
}

} // namespace ScopeLab
