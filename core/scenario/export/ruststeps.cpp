// How each step reads in Rust. `awaits` of a function stands for: it may return an error.

#include "core/scenario/export/rustexporter.h"
#include "core/scenario/export/rusttext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void RustExporter::steps(Function &f, const Steps &steps)
{
    const std::size_t names = f.names.size();
    const std::size_t left = f.left.size();
    for (const Step &step : steps) {
        const int outer = std::exchange(f.step, step.line());
        const std::size_t lines = f.lines.size();
        this->step(f, step);
        f.step = outer;
        const bool raises
            = std::holds_alternative<RaiseStep>(step.payload) || std::holds_alternative<ReraiseStep>(step.payload);
        if (raises && f.lines.size() > lines && endsInReturn(f))
            break; // the rest cannot be reached, which the compiler would say
    }
    f.names.resize(names);
    f.left.resize(left);
}

/// The last line returns an error from the block that is being written.
bool RustExporter::endsInReturn(const Function &f)
{
    const std::string start(static_cast<std::size_t>(f.indent) * 4, ' ');
    return !f.lines.empty() && f.lines.back().text.starts_with(start + "return Err(");
}

/// The value of a block: success, unless its last line returns an error. @param kind of the value.
void RustExporter::result(Function &f, const std::string &kind)
{
    if (!endsInReturn(f)) {
        f.write("Ok" + kind + "(())");
        return;
    }
    std::string &last = f.lines.back().text;
    last.replace(last.find("return Err"), 10, "Err" + kind);
    last.pop_back();
}

void RustExporter::block(Function &f, const std::string &opening, const Steps &steps)
{
    f.write(opening.empty() ? "{" : opening + " {");
    ++f.indent;
    this->steps(f, steps);
    --f.indent;
    f.write("}");
}

/// `opening async {`, the steps, and `}closing`. @returns true if it gives a Result.
bool RustExporter::asyncBlock(Function &f, const std::string &opening, const Steps &steps, const std::string &closing,
                              bool mustGiveResult)
{
    if (steps.size() == 1 && !mustGiveResult) {
        const auto *sleep = std::get_if<SleepStep>(&steps.front().payload);
        if (sleep && sleep->length.constant) {
            const bool isForever = *sleep->length.constant == Forever;
            f.write(opening + (isForever ? "pending::<()>()" : "sleep(" + Rust::duration(*sleep->length.constant) + ')')
                    + closing);
            return false;
        }
    }
    const bool outer = std::exchange(f.awaits, mustGiveResult);
    f.write(opening + "async {");
    ++f.indent;
    this->steps(f, steps);
    const bool fails = std::exchange(f.awaits, outer);
    if (fails)
        result(f, mustGiveResult ? "" : "::<(), Error>");
    --f.indent;
    f.write('}' + closing);
    return fails;
}

/// A line that may return an error from the block it stands in.
void RustExporter::fail(Function &f, const std::string &line)
{
    f.write(line);
    f.awaits = true;
}

void RustExporter::comment(Function &f, const std::string &text)
{
    for (const std::string &line : wrapped(text, 90))
        f.write("// " + line);
}

void RustExporter::step(Function &f, const Step &step)
{
    std::visit([this, &f](const auto &payload) { write(f, payload); }, step.payload);
}

void RustExporter::write(Function &f, const LogStep &step)
{
    f.write(formatted(f, "println!", step.text) + ';');
}

void RustExporter::write(Function &f, const SleepStep &step)
{
    f.write(step.length.constant == Forever ? "pending::<()>().await;"
                                            : "sleep(" + duration(f, step.length) + ").await;");
}

void RustExporter::write(Function &f, const CheckpointStep &)
{
    f.write("tokio::task::yield_now().await;");
}

void RustExporter::write(Function &f, const WorkStep &step)
{
    f.write("std::thread::sleep(" + duration(f, step.length) + "); // computes, and lets nobody else run");
}

void RustExporter::write(Function &f, const SpawnStep &step)
{
    spawn(f, step, false);
}

void RustExporter::write(Function &f, const StartStep &step)
{
    spawn(f, step.task, true);
}

void RustExporter::write(Function &f, const StartedStep &)
{
    const auto status = f.find([](const CodeName &known) { return known.kind == Kind::Status; });
    if (status && status->isShared) { // of a function that others call, too
        f.capture(*status);
        f.write("if let Some(started) = started {");
        f.write("    let _ = started.try_send(());");
        f.write("}");
    } else if (status && !status->variable.empty()) {
        f.write("let _ = started.try_send(());");
    }
}

void RustExporter::write(Function &f, const DetachStep &step)
{
    f.write("tokio::spawn(" + taskCall(f, step.name, "task", step.body, {}, true) + "); // nobody waits for it");
}

void RustExporter::write(Function &f, const IfStep &step)
{
    block(f, "if " + condition(f, step.condition), step.then);
    if (!step.orElse.empty()) {
        f.lines.back().text += " else {";
        ++f.indent;
        steps(f, step.orElse);
        --f.indent;
        f.write("}");
    }
}

void RustExporter::write(Function &f, const WaitStep &step)
{
    f.write(resource(f, step.event) + ".cancelled().await;");
}

void RustExporter::write(Function &f, const SetStep &step)
{
    f.write(resource(f, step.event) + ".cancel();");
}

void RustExporter::write(Function &f, const WithStep &step)
{
    const bool isLock = step.kind == WithStep::Kind::Lock;
    f.write("{");
    ++f.indent;
    f.write(isLock ? "let _held = " + resource(f, step.resource) + ".lock().await;"
                   : "let _permit = " + resource(f, step.resource) + ".acquire().await.unwrap();");
    steps(f, step.body);
    --f.indent;
    f.write("}");
}

void RustExporter::write(Function &f, const SendStep &step)
{
    Template end = step.channel;
    end.parts = {{"send " + step.channel.constantText(), {}, false}};
    f.write(resource(f, end) + ".send(" + owned(f, step.value) + ").await.expect(\"somebody receives\");");
}

void RustExporter::write(Function &f, const ReceiveStep &step)
{
    Template end = step.channel;
    end.parts = {{"receive " + step.channel.constantText(), {}, false}};
    const std::string what = resource(f, end) + ".lock().await.recv().await";
    if (step.as.empty()) {
        f.write(what + ';');
    } else {
        const std::string value = bind(f, Kind::Text, step.as, step.as, "String").variable;
        f.write("let " + value + " = " + what + ".expect(\"somebody sends\");");
    }
}

void RustExporter::write(Function &f, const WaitCancelledStep &step)
{
    f.write(resource(f, step.token) + ".cancelled().await;");
}

void RustExporter::write(Function &f, const RaiseStep &step)
{
    raise(f, step.spec);
}

void RustExporter::write(Function &f, const ReraiseStep &)
{
    if (f.handled.empty())
        comment(f, "the cancellation goes on: here nobody had to hand it on");
    else
        fail(f, "return Err(" + f.handled + ".clone());");
}

void RustExporter::write(Function &f, const SplitStep &step)
{
    split(f, step.error, step.cancels, step.errors);
}

void RustExporter::write(Function &f, const NonCancelSubgroupStep &step)
{
    split(f, step.error, {}, step.as);
}

void RustExporter::write(Function &f, const RunUntilCancelledStep &step)
{
    selected(f, step.body, {resource(f, step.token)}, {}, {}, {}, step.otherwise);
}

void RustExporter::write(Function &f, const RunBlockingStep &step)
{
    if (step.checkEvery)
        comment(f, "A blocking call cannot ask whether it is cancelled unless it is handed a token.");
    else if (step.abandonOnCancel.constant == false)
        comment(f, "If this task is dropped meanwhile, the thread goes on, and nobody waits for it.");
    if (step.length.constant) {
        f.write("spawn_blocking(|| std::thread::sleep(" + duration(f, step.length) + ")).await.unwrap();");
        return;
    }
    const std::string length = local(f, "length");
    f.write("let " + length + " = " + duration(f, step.length) + ';');
    f.write("spawn_blocking(move || std::thread::sleep(" + length + ")).await.unwrap();");
}

void RustExporter::write(Function &f, const RepeatStep &step)
{
    const std::size_t at = f.lines.size();
    const std::string count = step.times ? number(f, *step.times, "usize") : std::string();
    f.write({});
    const std::size_t names = f.names.size();
    const std::string attempt = bind(f, Kind::Text, "attempt", "attempt", "usize").variable;
    ++f.indent;
    steps(f, step.body);
    --f.indent;
    f.write("}");
    f.names.resize(names);
    const bool isUsed = std::any_of(
        f.lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, f.lines.end(),
        [&attempt](const ExportedCode::Line &line) { return line.text.find(attempt) != std::string::npos; });
    std::string line = "loop {";
    if (!count.empty())
        line = "for " + (isUsed ? attempt : "_") + " in 1..=" + count + " {";
    else if (isUsed)
        line = "for " + attempt + " in 1.. {";
    f.lines[at].text = std::string(static_cast<std::size_t>(f.indent) * 4, ' ') + line;
}

void RustExporter::write(Function &f, const CallStep &call)
{
    const std::string name = call.function.constantText();
    auto known = m_called.find(name);
    if (known == m_called.end()) {
        Called called;
        called.name = moduleName(name);
        Function function;
        function.outer = &f;
        function.step = f.step;
        CodeName status{Kind::Status, {}, "started", "Option<&mpsc::Sender<()>>"};
        status.isShared = true;
        function.names.push_back(status);
        steps(function, m_scenario.functions.at(name));
        called.parameters = function.captured;
        std::vector<CodeName> parameters = function.captured;
        for (CodeName &parameter : parameters) {
            const bool isStatus = parameter.kind == Kind::Status;
            if (!isStatus && passed(parameter, false).front() == '&')
                parameter.type = parameter.type == "String" ? "&str" : '&' + parameter.type;
        }
        finish(function, called.name, parameters);
        known = m_called.emplace(name, std::move(called)).first;
    }
    std::string arguments;
    for (const CodeName &parameter : known->second.parameters) {
        const auto found = f.find([&parameter](const CodeName &other) {
            return other.kind == parameter.kind && other.name == parameter.name;
        });
        std::string value = found && !found->variable.empty() ? passed(*found, false) : "todo!()";
        if (parameter.kind == Kind::Status) {
            value = !found || found->variable.empty() ? "None" : found->isShared ? "started" : "Some(&started)";
            if (found)
                f.capture(*found);
        }
        arguments += (arguments.empty() ? "" : ", ") + value;
    }
    fail(f, known->second.name + '(' + arguments + ").await?;");
}

} // namespace ScopeLab
