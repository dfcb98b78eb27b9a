// How steps read in C++: tasks, scopes and waiting.

#include "core/scenario/export/cppexporter.h"
#include "core/scenario/export/cpptext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void CppExporter::steps(Function &f, const Steps &steps)
{
    const std::size_t names = f.names.size();
    const std::size_t left = f.left.size();
    const std::set<std::string> certain = f.certain;
    for (const Step &step : steps) {
        const int outer = std::exchange(f.step, step.line());
        this->step(f, step);
        f.step = outer;
    }
    f.names.resize(names);
    f.left.resize(left);
    f.certain = certain;
}

/// `opening {`, the steps, and the closing brace.
void CppExporter::block(Function &f, const std::string &opening, const Steps &steps)
{
    f.write(opening.empty() ? "{" : opening + " {");
    ++f.indent;
    this->steps(f, steps);
    --f.indent;
    f.write("}");
}

/// The inside of a coroutine of its own. @param first stands before the steps.
void CppExporter::coroutine(Function &f, const Steps &steps, const std::string &first)
{
    const bool outer = std::exchange(f.awaits, false);
    ++f.indent;
    if (!first.empty())
        f.write(first);
    this->steps(f, steps);
    if (!f.awaits)
        f.write("co_return;");
    --f.indent;
    f.awaits = outer;
}

void CppExporter::await(Function &f, const std::string &what)
{
    f.write("co_await " + what + ';');
    f.awaits = true;
}

/// An operation that is all of @p steps, if it fits into a line.
std::optional<std::string> CppExporter::inlined(Function &f, const Steps &steps)
{
    if (steps.size() != 1)
        return std::nullopt;
    const Step::Payload &payload = steps.front().payload;
    if (const auto *sleep = std::get_if<SleepStep>(&payload); sleep && sleep->length.constant)
        return *sleep->length.constant == Forever ? "sleepForever()"
                                                  : "sleepFor(" + Cpp::duration(*sleep->length.constant) + ')';
    if (std::holds_alternative<CheckpointStep>(payload))
        return "checkpoint()";
    if (const auto *wait = std::get_if<WaitStep>(&payload); wait && wait->event.isConstant())
        return resource(f, m_events, wait->event) + ".wait()";
    if (const auto *cancelled = std::get_if<WaitCancelledStep>(&payload); cancelled && cancelled->token.isConstant())
        return token(f, cancelled->token) + ".cancelled()";
    if (const auto *blocking = std::get_if<RunBlockingStep>(&payload);
        blocking && blocking->length.constant && blocking->abandonOnCancel.constant == false && !blocking->checkEvery)
        return "blockFor(" + Cpp::duration(*blocking->length.constant) + ')';
    if (const auto *call = std::get_if<CallStep>(&payload))
        return this->call(f, *call);
    return std::nullopt;
}

/// Writes `auto variable = call([&]() -> Task<> { … });` unless the steps fit into the call.
/// @returns what is awaited.
std::string CppExporter::body(Function &f, const std::string &variable, const std::string &call, const Steps &steps,
                              const std::string &parameters, const std::string &first)
{
    const auto open = std::count(call.begin(), call.end(), '(') - std::count(call.begin(), call.end(), ')');
    const std::string close(static_cast<std::size_t>(open), ')');
    if (parameters.empty() && first.empty()) {
        const int outer = f.step;
        if (!steps.empty())
            f.step = steps.front().line();
        const auto inside = inlined(f, steps);
        f.step = outer;
        if (inside)
            return call + *inside + close;
    }
    const std::string operation = local(f, variable);
    f.write("auto " + operation + " = " + call + "[&](" + parameters + ") -> Task<> {");
    coroutine(f, steps, first);
    f.write('}' + close + ';');
    return "std::move(" + operation + ')';
}

/// What runs if something was cut short. @param cutShort an expression.
void CppExporter::otherwise(Function &f, const std::string &cutShort, const Steps &steps)
{
    if (!steps.empty())
        block(f, "if (" + cutShort + ')', steps);
}

void CppExporter::step(Function &f, const Step &step)
{
    std::visit([this, &f](const auto &payload) { write(f, payload); }, step.payload);
}

void CppExporter::write(Function &f, const LogStep &step)
{
    f.write(need("log") + '(' + text(f, step.text) + ");");
}

void CppExporter::write(Function &f, const SleepStep &step)
{
    await(f, step.length.constant == Forever ? "sleepForever()" : "sleepFor(" + duration(f, step.length) + ')');
}

void CppExporter::write(Function &f, const CheckpointStep &)
{
    await(f, "checkpoint()");
}

void CppExporter::write(Function &f, const WorkStep &step)
{
    f.write("Scheduler::current().executor().holdThread(" + duration(f, step.length)
            + "); // computes, and lets nobody else run");
}

void CppExporter::write(Function &f, const SpawnStep &step)
{
    spawn(f, step, false);
}

void CppExporter::write(Function &f, const StartStep &step)
{
    spawn(f, step.task, true);
}

void CppExporter::write(Function &f, const StartedStep &)
{
    const auto status = f.find([](const CodeName &known) { return known.kind == Kind::Status; });
    if (status && status->isShared) { // of a function that others call, too
        f.capture(*status);
        f.write("if (status)");
        f.write("    status->started();");
    } else if (status && !status->variable.empty()) {
        f.write("status.started();");
    }
}

void CppExporter::write(Function &f, const IfStep &step)
{
    const std::set<std::string> certain = f.certain;
    const std::string opening = "if (" + condition(f, step.condition) + ')';
    if (step.condition.kind == Predicate::Kind::Present)
        f.certain.insert(errorOf(f, step.condition.name));
    block(f, opening, step.then);
    f.certain = certain;
    if (!step.orElse.empty()) {
        f.lines.back().text += " else {";
        ++f.indent;
        steps(f, step.orElse);
        --f.indent;
        f.write("}");
    }
}

void CppExporter::write(Function &f, const CallStep &step)
{
    const std::string what = call(f, step);
    await(f, what);
}

void CppExporter::write(Function &f, const WaitStep &step)
{
    await(f, resource(f, m_events, step.event) + ".wait()");
}

void CppExporter::write(Function &f, const SetStep &step)
{
    f.write(resource(f, m_events, step.event) + ".set();");
}

void CppExporter::write(Function &f, const SendStep &step)
{
    await(f, resource(f, m_channels, step.channel) + ".first.send(" + text(f, step.value) + ')');
}

void CppExporter::write(Function &f, const ReceiveStep &step)
{
    const std::string what = resource(f, m_channels, step.channel) + ".second.receive()";
    if (step.as.empty()) {
        await(f, what);
    } else {
        CodeName &value = bind(f, Kind::Text, step.as, step.as);
        value.type = "std::string";
        f.write("const std::string " + value.variable + " = co_await " + what + ';');
        f.awaits = true;
    }
}

void CppExporter::write(Function &f, const WaitCancelledStep &step)
{
    await(f, token(f, step.token) + ".cancelled()");
}

void CppExporter::write(Function &f, const RaiseStep &step)
{
    raise(f, step.spec);
}

void CppExporter::write(Function &f, const ReraiseStep &)
{
    if (m_inGroupHandler && f.handled == f.passed)
        f.write(f.handled + "->growTraceback(); // it leaves a function: it is not merged back");
    await(f, "raiseAgain(" + f.handled + ')');
}

void CppExporter::write(Function &f, const SplitStep &step)
{
    split(f, step.error, step.cancels, step.errors);
}

void CppExporter::write(Function &f, const NonCancelSubgroupStep &step)
{
    split(f, step.error, {}, step.as);
}

void CppExporter::write(Function &f, const RunBlockingStep &step)
{
    std::string call = "blockFor(" + duration(f, step.length);
    const bool isPlain = step.abandonOnCancel.constant == false;
    if (!isPlain || step.checkEvery) {
        const std::string options = local(f, "options");
        f.write("const BlockingOptions " + options
                + (isPlain ? ";" : "{.abandonOnCancel = " + flag(f, step.abandonOnCancel) + "};"));
        call += ", " + options;
    }
    if (step.checkEvery)
        call += ", " + duration(f, *step.checkEvery);
    await(f, call + ')');
}

void CppExporter::write(Function &f, const WithStep &step)
{
    const bool isLock = step.kind == WithStep::Kind::Lock;
    const std::string what = resource(f, isLock ? m_locks : m_limiters, step.resource) + ".acquire()";
    f.write("{");
    ++f.indent;
    const std::size_t names = f.names.size();
    f.write((isLock ? "const LockGuard " + local(f, "held") : "const LimiterToken " + local(f, "token"))
            + " = co_await " + what + ';');
    f.awaits = true;
    steps(f, step.body);
    f.names.resize(names);
    --f.indent;
    f.write("}");
}

void CppExporter::write(Function &f, const RepeatStep &step)
{
    const std::size_t at = f.lines.size();
    const std::string count = step.times ? number(f, *step.times) : std::string();
    f.write("for");
    const std::size_t names = f.names.size();
    CodeName &counter = bind(f, Kind::Text, "attempt", "attempt");
    counter.type = "int";
    const std::string attempt = counter.variable;
    ++f.indent;
    steps(f, step.body);
    --f.indent;
    f.write("}");
    f.names.resize(names);
    const bool isUsed = std::any_of(
        f.lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, f.lines.end(),
        [&attempt](const ExportedCode::Line &line) { return line.text.find(attempt) != std::string::npos; });
    std::string line = "for (;;) {";
    if (!count.empty())
        line = "for (int " + attempt + " = 1; " + attempt + " <= " + count + "; ++" + attempt + ") {";
    else if (isUsed)
        line = "for (int " + attempt + " = 1;; ++" + attempt + ") {";
    f.lines[at].text.replace(f.lines[at].text.size() - 3, 3, line);
}

/// @returns the call of a function of the scenario.
std::string CppExporter::call(Function &f, const CallStep &call)
{
    const std::string name = call.function.constantText();
    auto known = m_called.find(name);
    if (known == m_called.end()) {
        Called called;
        called.name = moduleName(name);
        Function function;
        function.outer = &f;
        function.indent = 1;
        function.step = f.step;
        CodeName status{Kind::Status, {}, "status"};
        status.type = "std::optional<TaskStatus<>>";
        status.isShared = true;
        function.names.push_back(status);
        const Steps &steps = m_scenario.functions.at(name);
        if (needHandled(m_scenario, steps))
            function.handled = function.passed = local(function, "handled");
        coroutine(function, steps);
        if (!function.passed.empty()) {
            CodeName handled{Kind::Error, {}, function.passed};
            handled.type = "ErrorPtr";
            function.capture(handled);
        }
        finish(function, called.name);
        called.parameters = function.captured;
        known = m_called.emplace(name, std::move(called)).first;
    }
    std::string arguments;
    for (const CodeName &parameter : known->second.parameters) {
        const auto found = f.find([&parameter](const CodeName &other) {
            return other.kind == parameter.kind && other.name == parameter.name;
        });
        std::string value = found && !found->variable.empty() ? found->variable : "{}";
        if (parameter.kind == Kind::Error && parameter.name.empty())
            value = f.handled;
        else if (parameter.kind == Kind::Status && value == "{}")
            value = "std::nullopt";
        else if (parameter.kind == Kind::Status)
            f.capture(*found);
        arguments += (arguments.empty() ? "" : ", ") + value;
    }
    return known->second.name + '(' + arguments + ')';
}

} // namespace ScopeLab
