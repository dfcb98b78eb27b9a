// How each step reads in Python.

#include "core/scenario/export/pythonexporter.h"
#include "core/scenario/export/pythontext.h"

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
    const std::size_t left = f.left.size();
    this->steps(f, steps);
    if (f.lines.size() == lines)
        f.write("pass");
    f.left.resize(left);
    --f.indent;
}

void PythonExporter::steps(Function &f, const Steps &steps)
{
    const std::size_t names = f.names.size();
    const std::set<std::string> certain = f.certain;
    for (const Step &step : steps) {
        const int outer = std::exchange(f.step, step.line());
        this->step(f, step);
        f.step = outer;
    }
    f.names.resize(names);
    f.certain = certain;
}

void PythonExporter::step(Function &f, const Step &step)
{
    std::visit([this, &f](const auto &payload) { write(f, payload); }, step.payload);
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
    f.write(scopeOf(f, step.scope) + ".shield = " + flag(f, step.shield));
}

void PythonExporter::write(Function &f, const RepeatStep &step)
{
    loop(f, step.times ? number(f, *step.times) : std::string(), step.body);
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
    f.write("await " + resource(f, m_channels, step.channel) + "_sender.send(" + text(f, step.value) + ')');
}

void PythonExporter::write(Function &f, const ReceiveStep &step)
{
    const std::string taking = "await " + resource(f, m_channels, step.channel) + "_receiver.receive()";
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
        target = token != m_tokens.end() ? token->second : scopeOf(f, step.scope);
    } else {
        target = scopeOf(f, step.scope);
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
    f.write(scopeOf(f, step.scope) + ".deadline = " + moment);
}

void PythonExporter::write(Function &f, const IfStep &step)
{
    f.write("if " + condition(f, step.condition) + ':');
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

void PythonExporter::loop(Function &f, const std::string &count, const Steps &steps)
{
    const std::size_t at = f.lines.size();
    f.write("for");
    const std::string attempt = bind(f, Kind::Text, "attempt", "attempt");
    body(f, steps);
    f.names.pop_back();
    const auto names
        = [&attempt](const ExportedCode::Line &line) { return line.text.find(attempt) != std::string::npos; };
    const bool isUsed = std::any_of(f.lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, f.lines.end(), names);
    std::string line;
    if (!count.empty() && isUsed) {
        const bool isNumber = count.find_first_not_of("0123456789") == std::string::npos;
        line = "for " + attempt + " in range(1, " + (isNumber ? std::to_string(std::stoll(count) + 1) : count + " + 1")
               + "):";
    } else if (!count.empty()) {
        line = "for _ in range(" + count + "):";
    } else if (isUsed) {
        m_imports.insert("itertools");
        line = "for " + attempt + " in itertools.count(1):";
    } else {
        line = "while True:";
    }
    f.lines[at].text.replace(f.lines[at].text.size() - 3, 3, line);
}

void PythonExporter::write(Function &f, const CallStep &call)
{
    const std::string name = call.function.constantText();
    auto known = m_called.find(name);
    if (known == m_called.end()) {
        Called called;
        called.name = moduleName(name);
        Function function;
        function.outer = &f;
        function.indent = 0;
        function.step = f.step;
        body(function, m_scenario.functions.at(name));
        function.indent = 1;
        finish(function, called.name);
        called.parameters = function.captured;
        known = m_called.emplace(name, std::move(called)).first;
    }
    std::string arguments;
    for (const CodeName &parameter : known->second.parameters) {
        const auto found = f.find([&parameter](const CodeName &other) {
            return other.kind == parameter.kind && other.name == parameter.name;
        });
        if (parameter.kind == Kind::Status && (!found || found->variable.empty()))
            continue;
        const std::string value = found ? found->variable : "None";
        const bool isStatus = parameter.kind == Kind::Status;
        arguments += (arguments.empty() ? "" : ", ") + (isStatus ? "task_status=" + value : value);
    }
    f.write("await " + known->second.name + '(' + arguments + ')');
}

} // namespace ScopeLab
