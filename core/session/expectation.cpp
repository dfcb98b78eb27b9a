// Compares a run with what its scenario expects.

#include "core/scenario/values.h"
#include "core/session/report.h"

#include <QJsonArray>

#include <algorithm>

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
    for (const auto &[task, lines] : expect.log) {
        std::vector<std::string> actual;
        for (const LogLine &line : m_summary.log) {
            if (nameOf(line.task) == task)
                actual.push_back(m_trace.text(line.text));
        }
        if (actual != lines)
            differs("log of " + task, quoted(lines), quoted(actual));
    }
    for (const auto &[task, expected] : expect.tasks) {
        const auto found = std::find(m_names.tasks.begin(), m_names.tasks.end(), task);
        const std::string actual
            = found == m_names.tasks.end()
                  ? "no such task"
                  : resultOf(m_state.tasks()[static_cast<std::size_t>(found - m_names.tasks.begin())]);
        if (actual != expected)
            differs("task " + task, expected, actual);
    }
    for (const auto &[name, expected] : expect.scopes) {
        const auto found = std::find(m_names.scopes.begin(), m_names.scopes.end(), name);
        if (found == m_names.scopes.end()) {
            differs("scope " + name, "to be entered", "never entered");
            continue;
        }
        const ScopeState &scope = m_state.scopes()[static_cast<std::size_t>(found - m_names.scopes.begin())];
        if (expected.cancelCalled && *expected.cancelCalled != scope.requested)
            differs("cancel_called of " + name, word(*expected.cancelCalled), word(scope.requested));
        if (expected.cancelledCaught && *expected.cancelledCaught != scope.caught)
            differs("cancelled_caught of " + name, word(*expected.cancelledCaught), word(scope.caught));
        const std::string *reason = reasonOf(scope);
        if (expected.reason && (!reason || *expected.reason != *reason))
            differs("reason of " + name, *expected.reason, reason ? *reason : "none");
    }
    for (const auto &[name, expected] : expect.operations) {
        const auto found = std::find(m_names.operations.begin(), m_names.operations.end(), name);
        const auto number = static_cast<std::size_t>(found - m_names.operations.begin());
        const std::string actual
            = found == m_names.operations.end() ? "no such operation" : toString(m_state.operations()[number].status);
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
    // In any order: try to give each expected one a member of its own.
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
