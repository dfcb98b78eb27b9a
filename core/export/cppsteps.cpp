// How steps read in C++: tasks, scopes and waiting.

#include "core/export/cppexporter.h"
#include "core/export/cpptext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

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

void CppExporter::engine(const std::string &header)
{
    m_imports.insert("core/engine/" + header + ".h");
}

void CppExporter::pattern(const std::string &header)
{
    m_imports.insert("core/patterns/" + header + ".h");
}

std::string CppExporter::sleeping(Function &f, const SleepStep &step)
{
    engine("checkpoint");
    return step.length.constant == Forever ? "sleepForever()" : "sleepFor(" + duration(f, step.length) + ')';
}

std::string CppExporter::checkpoint()
{
    engine("checkpoint");
    return "checkpoint()";
}

/// A blocking call of which nothing more is said.
std::string CppExporter::blockFor(Function &f, const RunBlockingStep &step)
{
    engine("runblocking");
    return "blockFor(" + duration(f, step.length) + ')';
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
        return sleeping(f, *sleep);
    if (std::holds_alternative<CheckpointStep>(payload))
        return checkpoint();
    if (const auto *wait = std::get_if<WaitStep>(&payload); wait && wait->event.isConstant())
        return resource(f, m_events, wait->event) + ".wait()";
    if (const auto *cancelled = std::get_if<WaitCancelledStep>(&payload); cancelled && cancelled->token.isConstant())
        return token(f, cancelled->token) + ".cancelled()";
    if (const auto *blocking = std::get_if<RunBlockingStep>(&payload);
        blocking && blocking->length.constant && blocking->abandonOnCancel.constant == false && !blocking->checkEvery)
        return blockFor(f, *blocking);
    if (const auto *called = std::get_if<CallStep>(&payload))
        return call(f, *called);
    return std::nullopt;
}

/// Writes `auto variable = call([&]() -> Task<> { … });` unless the steps fit into the call.
/// @returns what is awaited.
std::string CppExporter::body(Function &f, const std::string &variable, const std::string &call, const Steps &steps,
                              const std::string &parameters, const std::string &first)
{
    const std::string code = Code::withoutTexts(call);
    const auto open = std::count(code.begin(), code.end(), '(') - std::count(code.begin(), code.end(), ')');
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
    m_imports.insert("utility");
    return "std::move(" + operation + ')';
}

/// What runs if something was cut short. @param cutShort an expression.
void CppExporter::otherwise(Function &f, const std::string &cutShort, const Steps &steps)
{
    if (!steps.empty())
        block(f, "if (" + cutShort + ')', steps);
}

/// Awaits what gives false if it was cut short; then @p steps run. @param variable for what it gives.
void CppExporter::awaitOr(Function &f, const std::string &variable, const std::string &what, const Steps &steps)
{
    if (steps.empty()) {
        await(f, what);
        return;
    }
    const std::string finished = local(f, variable);
    f.write("const bool " + finished + " = co_await " + what + ';');
    f.awaits = true;
    otherwise(f, '!' + finished, steps);
}

void CppExporter::write(Function &f, const LogStep &step)
{
    f.write(need("log") + '(' + text(f, step.text) + ");");
}

void CppExporter::write(Function &f, const SleepStep &step)
{
    const std::string what = sleeping(f, step);
    await(f, what);
}

void CppExporter::write(Function &f, const CheckpointStep &)
{
    await(f, checkpoint());
}

void CppExporter::write(Function &f, const WorkStep &step)
{
    engine("scheduler");
    f.write("Scheduler::current().executor().holdThread(" + duration(f, step.length)
            + "); // computes, and lets nobody else run");
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
    const std::string opening = "if (" + condition(f, step.condition).text + ')';
    if (step.condition.kind == Predicate::Kind::Present)
        f.certain.insert(errorOf(f, step.condition.name));
    block(f, opening, step.then);
    f.certain = certain;
    if (!step.orElse.empty())
        joinedBlock(f, " else", step.orElse);
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
        m_imports.insert("string");
        const std::string value = bind(f, Kind::Text, step.as, step.as, "std::string").variable;
        f.write("const std::string " + value + " = co_await " + what + ';');
        f.awaits = true;
    }
}

void CppExporter::write(Function &f, const WaitCancelledStep &step)
{
    await(f, token(f, step.token) + ".cancelled()");
}

void CppExporter::write(Function &f, const ReraiseStep &)
{
    if (m_inGroupHandler && f.handled == f.passed)
        f.write(f.handled + "->growTraceback(); // it leaves a function: it is not merged back");
    raiseAgain(f, f.handled);
}

void CppExporter::write(Function &f, const RunBlockingStep &step)
{
    std::string call = blockFor(f, step);
    call.pop_back();
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
    f.lines.emplace_back(); // what it says depends on the body
    const std::size_t names = f.names.size();
    const std::string attempt = bindCounter(f, "attempt", "int").variable;
    ++f.indent;
    steps(f, step.body);
    --f.indent;
    f.write("}");
    f.names.resize(names);
    std::string line = "for (;;) {";
    if (!count.empty())
        line = "for (int " + attempt + " = 1; " + attempt + " <= " + count + "; ++" + attempt + ") {";
    else if (f.used.contains(attempt))
        line = "for (int " + attempt + " = 1;; ++" + attempt + ") {";
    f.lines[at] = f.indented(line);
}

void CppExporter::writeFunction(Function &function, const std::string &name, const Steps &body)
{
    function.indent = 1;
    CodeName status{Kind::Status, {}, "status", "std::optional<TaskStatus<>>"};
    status.isShared = true;
    function.names.push_back(status);
    if (needHandled(m_scenario, body))
        function.handled = function.passed = local(function, "handled");
    coroutine(function, body);
    if (!function.passed.empty())
        function.captured.push_back({Kind::Error, {}, function.passed, "ErrorPtr"});
    finish(function, name);
}

std::string CppExporter::argument(Function &f, const CodeName &parameter, const std::optional<CodeName> &found)
{
    const bool isKnown = found && !found->variable.empty();
    if (parameter.kind == Kind::Error && parameter.name.empty())
        return f.handled;
    if (parameter.kind != Kind::Status)
        return isKnown ? found->variable : "{}";
    if (isKnown && found->isShared) // of a function that others call, too
        f.capture(*found);
    return isKnown ? found->variable : "std::nullopt";
}

} // namespace ScopeLab
