// How each step reads in Python.

#include "core/export/pythonexporter.h"
#include "core/export/pythontext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

namespace {

bool isForever(const Value<Duration> &value)
{
    return value.constant == Forever;
}

} // namespace

void PythonExporter::body(Function &f, const Steps &steps)
{
    ++f.indent;
    const std::size_t lines = f.lines.size();
    this->steps(f, steps);
    if (f.lines.size() == lines)
        f.write("pass");
    --f.indent;
}

void PythonExporter::write(Function &f, const LogStep &step)
{
    f.write(need("log") + '(' + text(f, step.text) + ')');
}

void PythonExporter::write(Function &f, const SleepStep &step)
{
    if (isForever(step.length))
        f.write("await trio.sleep_forever()");
    else
        f.write("await trio.sleep(" + seconds(f, step.length) + ')');
}

void PythonExporter::write(Function &f, const CheckpointStep &)
{
    f.write("await trio.lowlevel.checkpoint()");
}

void PythonExporter::write(Function &f, const WorkStep &step)
{
    m_imports.insert("time");
    f.write("time.sleep(" + seconds(f, step.length) + ")  # computes, and lets nobody else run");
}

void PythonExporter::write(Function &f, const SetShieldStep &step)
{
    f.write(livingScope(f, step.scope) + ".shield = " + flag(f, step.shield));
}

void PythonExporter::write(Function &f, const WaitStep &step)
{
    f.write("await " + resource(f, m_events, step.event) + ".wait()");
}

void PythonExporter::write(Function &f, const SetStep &step)
{
    f.write(resource(f, m_events, step.event) + ".set()");
}

void PythonExporter::write(Function &f, const WithStep &step)
{
    const bool isLock = step.kind == WithStep::Kind::Lock;
    f.write("async with " + resource(f, isLock ? m_locks : m_limiters, step.resource) + ':');
    body(f, step.body);
}

void PythonExporter::write(Function &f, const SendStep &step)
{
    f.write("await " + resource(f, m_senders, step.channel) + ".send(" + text(f, step.value) + ')');
}

void PythonExporter::write(Function &f, const ReceiveStep &step)
{
    const std::string taking = "await " + resource(f, m_receivers, step.channel) + ".receive()";
    if (step.as.empty())
        f.write(taking);
    else
        f.write(bind(f, Kind::Text, step.as, step.as) + " = " + taking);
}

void PythonExporter::write(Function &f, const WaitCancelledStep &step)
{
    f.write("await " + token(f, step.token) + ".wait()");
}

void PythonExporter::write(Function &f, const RunBlockingStep &step)
{
    const std::string length = seconds(f, step.length);
    const bool mayAbandon = step.abandonOnCancel.constant == true;
    if (step.checkEvery && !mayAbandon) {
        f.write("await trio.to_thread.run_sync(" + need("block_and_ask") + ", " + length + ", "
                + seconds(f, *step.checkEvery) + ')');
        return;
    }
    m_imports.insert("time");
    const std::string abandon = mayAbandon ? ", abandon_on_cancel=True"
                                : !step.abandonOnCancel.constant
                                    ? ", abandon_on_cancel=" + flag(f, step.abandonOnCancel)
                                    : std::string();
    f.write("await trio.to_thread.run_sync(time.sleep, " + length + abandon + ')');
}

std::string PythonExporter::scopeCall(Function &f, const ScopeStep &step)
{
    std::string shield;
    if (step.kind == ScopeKind::Shield || step.shield.constant == true)
        shield = "shield=True";
    else if (!step.shield.constant)
        shield = "shield=" + flag(f, step.shield);
    const std::string more = shield.empty() ? std::string() : ", " + shield;
    if (step.kind == ScopeKind::FailAfter)
        return "trio.fail_after(" + seconds(f, *step.timeout) + more + ')';
    if (step.timeout)
        return "trio.move_on_after(" + seconds(f, *step.timeout) + more + ')';
    if (step.deadline) {
        m_usesStart = true;
        return "trio.CancelScope(deadline=start + " + seconds(f, *step.deadline) + more + ')';
    }
    return "trio.CancelScope(" + shield + ')';
}

void PythonExporter::withScope(Function &f, const std::string &call, const Template &name, const std::string &variable,
                               const Steps &steps)
{
    std::string line = "with " + call;
    if (!variable.empty())
        line += " as " + variable;
    if (isVisible(name))
        line += ", " + need("visible") + '(' + text(f, name) + ", " + variable + ')';
    f.write(line + ':');
    body(f, steps);
}

void PythonExporter::write(Function &f, const ScopeStep &step)
{
    const std::string call = scopeCall(f, step);
    std::string variable;
    if (step.name.isSet() || !step.otherwise.empty()) {
        const std::string wanted = step.name.isSet() && step.name.isConstant() ? step.name.constantText() : "scope";
        variable = bind(f, Kind::Scope, step.name.constantText(), wanted);
    }
    withScope(f, call, step.name, variable, step.body);
    if (!variable.empty()) {
        f.left.push_back(f.names.back());
        f.names.pop_back();
    }
    if (!step.otherwise.empty()) {
        f.write("if " + variable + ".cancelled_caught:");
        body(f, step.otherwise);
    }
}

void PythonExporter::write(Function &f, const CancelStep &step)
{
    std::string target;
    if (step.scope.isConstant()) {
        const auto token = m_tokens.find(step.scope.constantText());
        target = token != m_tokens.end() ? token->second : livingScope(f, step.scope);
    } else {
        target = livingScope(f, step.scope);
    }
    f.write(target + ".cancel(" + (step.reason.isSet() ? "reason=" + text(f, step.reason) : std::string()) + ')');
}

void PythonExporter::write(Function &f, const SetDeadlineStep &step)
{
    std::string moment = "math.inf";
    const bool isNever
        = (!step.after && !step.at) || (step.after && isForever(*step.after)) || (step.at && isForever(*step.at));
    if (isNever) {
        m_imports.insert("math");
    } else if (step.after) {
        moment = "trio.current_time() + " + seconds(f, *step.after);
    } else {
        m_usesStart = true;
        moment = "start + " + seconds(f, *step.at);
    }
    f.write(livingScope(f, step.scope) + ".deadline = " + moment);
}

void PythonExporter::write(Function &f, const IfStep &step)
{
    f.write("if " + condition(f, step.condition).text + ':');
    const std::set<std::string> certain = f.certain;
    if (step.condition.kind == Predicate::Kind::Present)
        f.certain.insert(errorOf(f, step.condition.name));
    body(f, step.then);
    f.certain = certain;
    if (!step.orElse.empty()) {
        f.write("else:");
        body(f, step.orElse);
    }
}

void PythonExporter::write(Function &f, const RepeatStep &step)
{
    const std::string count = step.times ? number(f, *step.times) : std::string();
    const std::size_t at = f.lines.size();
    const std::string attempt = bindCounter(f, "attempt").variable;
    f.lines.emplace_back(); // what it says depends on the body
    body(f, step.body);
    f.names.pop_back();
    const bool isUsed = f.used.contains(attempt);
    std::string line = "while True:";
    if (!count.empty() && isUsed) {
        line = "for " + attempt + " in range(1, "
               + (step.times->constant ? Code::digits(*step.times->constant + 1) : count + " + 1") + "):";
    } else if (!count.empty()) {
        line = "for _ in range(" + count + "):";
    } else if (isUsed) {
        m_imports.insert("itertools");
        line = "for " + attempt + " in itertools.count(1):";
    }
    f.lines[at] = f.indented(line);
}

void PythonExporter::write(Function &f, const CallStep &step)
{
    f.write("await " + call(f, step));
}

void PythonExporter::writeFunction(Function &function, const std::string &name, const Steps &body)
{
    function.indent = 0;
    this->body(function, body);
    finish(function, name);
}

std::string PythonExporter::argument(Function &, const CodeName &parameter, const std::optional<CodeName> &found)
{
    if (parameter.kind != Kind::Status)
        return found ? found->variable : "None";
    return found && !found->variable.empty() ? "task_status=" + found->variable : std::string();
}

} // namespace ScopeLab
