// How each step reads in Rust.

#include "core/export/rustexporter.h"
#include "core/export/rusttext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

/// What stands behind an error that is raised cannot be reached, which the compiler would say.
bool RustExporter::isEnd(const Function &f, const Step &step) const
{
    const bool raises
        = std::holds_alternative<RaiseStep>(step.payload) || std::holds_alternative<ReraiseStep>(step.payload);
    return raises && endsInReturn(f);
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

/// `opening async {`, the steps, and `}closing`. @returns true if it gives a Result.
bool RustExporter::asyncBlock(Function &f, const std::string &opening, const Steps &steps, const std::string &closing,
                              bool mustGiveResult)
{
    if (steps.size() == 1 && !mustGiveResult) {
        const auto *sleep = std::get_if<SleepStep>(&steps.front().payload);
        if (sleep && sleep->length.constant) {
            f.write(opening + sleeping(*sleep->length.constant) + closing);
            return false;
        }
    }
    const bool outer = std::exchange(f.fails, mustGiveResult);
    f.write(opening + "async {");
    ++f.indent;
    this->steps(f, steps);
    const bool fails = std::exchange(f.fails, outer);
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
    f.fails = true;
}

std::string RustExporter::sleeping(Duration length)
{
    if (length == Forever) {
        m_imports.insert("std::future::pending");
        return "pending::<()>()";
    }
    m_imports.insert({Sleep, DurationPath});
    return "sleep(" + Rust::duration(length) + ')';
}

void RustExporter::comment(Function &f, const std::string &text)
{
    for (const std::string &line : wrapped(text, 90))
        f.write(Rust::comment(line));
}

void RustExporter::write(Function &f, const LogStep &step)
{
    f.write(formatted(f, "println!", step.text) + ';');
}

void RustExporter::write(Function &f, const SleepStep &step)
{
    if (step.length.constant) {
        f.write(sleeping(*step.length.constant) + ".await;");
        return;
    }
    m_imports.insert(Sleep);
    f.write("sleep(" + duration(f, step.length) + ").await;");
}

void RustExporter::write(Function &f, const CheckpointStep &)
{
    f.write("tokio::task::yield_now().await;");
}

void RustExporter::write(Function &f, const WorkStep &step)
{
    f.write("std::thread::sleep(" + duration(f, step.length) + "); // computes, and lets nobody else run");
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
    f.write("tokio::spawn(" + taskCall(f, taskName(step.name), step.body, {}, true) + "); // nobody waits for it");
}

void RustExporter::write(Function &f, const IfStep &step)
{
    block(f, "if " + condition(f, step.condition).text, step.then);
    if (!step.orElse.empty())
        joinedBlock(f, " else", step.orElse);
}

void RustExporter::write(Function &f, const WaitStep &step)
{
    f.write(resource(f, "event", step.event) + ".cancelled().await;");
}

void RustExporter::write(Function &f, const SetStep &step)
{
    f.write(resource(f, "event", step.event) + ".cancel();");
}

void RustExporter::write(Function &f, const WithStep &step)
{
    const bool isLock = step.kind == WithStep::Kind::Lock;
    f.write("{");
    ++f.indent;
    f.write(isLock ? "let _held = " + resource(f, "lock", step.resource) + ".lock().await;"
                   : "let _permit = " + resource(f, "limiter", step.resource) + ".acquire().await.unwrap();");
    steps(f, step.body);
    --f.indent;
    f.write("}");
}

void RustExporter::write(Function &f, const SendStep &step)
{
    f.write(resource(f, "send", step.channel) + ".send(" + owned(f, step.value)
            + ").await.expect(\"somebody receives\");");
}

void RustExporter::write(Function &f, const ReceiveStep &step)
{
    const std::string what = resource(f, "receive", step.channel) + ".lock().await.recv().await";
    if (step.as.empty()) {
        f.write(what + ';');
    } else {
        const std::string value = bind(f, Kind::Text, step.as, step.as, "String").variable;
        f.write("let " + value + " = " + what + ".expect(\"somebody sends\");");
    }
}

void RustExporter::write(Function &f, const WaitCancelledStep &step)
{
    f.write(resource(f, "token", step.token) + ".cancelled().await;");
}

void RustExporter::write(Function &f, const ReraiseStep &)
{
    if (f.handled.empty())
        comment(f, "the cancellation goes on: here nobody had to hand it on");
    else
        fail(f, "return Err(" + f.handled + ".clone());");
}

void RustExporter::write(Function &f, const RunUntilCancelledStep &step)
{
    selected(f, step.body, {resource(f, "token", step.token)}, {}, {}, {}, step.otherwise);
}

void RustExporter::write(Function &f, const RunBlockingStep &step)
{
    if (step.checkEvery)
        comment(f, "A blocking call cannot ask whether it is cancelled unless it is handed a token.");
    else if (step.abandonOnCancel.constant == false)
        comment(f, "If this task is dropped meanwhile, the thread goes on, and nobody waits for it.");
    m_imports.insert("tokio::task::spawn_blocking");
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
    f.lines.emplace_back(); // what it says depends on the body
    const std::size_t names = f.names.size();
    const std::string attempt = bindCounter(f, "attempt", "usize").variable;
    ++f.indent;
    steps(f, step.body);
    --f.indent;
    f.write("}");
    f.names.resize(names);
    const bool isUsed = f.used.contains(attempt);
    std::string line = "loop {";
    if (!count.empty())
        line = "for " + (isUsed ? attempt : "_") + " in 1..=" + count + " {";
    else if (isUsed)
        line = "for " + attempt + " in 1.. {";
    f.lines[at] = f.indented(line);
}

void RustExporter::write(Function &f, const CallStep &step)
{
    fail(f, call(f, step) + ".await?;");
}

void RustExporter::writeFunction(Function &function, const std::string &name, const Steps &body)
{
    CodeName status{Kind::Status, {}, "started", "Option<&mpsc::Sender<()>>"};
    status.isShared = true;
    function.names.push_back(status);
    steps(function, body);
    std::vector<CodeName> parameters = function.captured;
    for (CodeName &parameter : parameters) {
        const bool isStatus = parameter.kind == Kind::Status;
        if (!isStatus && passed(parameter, false).front() == '&')
            parameter.type = parameter.type == "String" ? "&str" : '&' + parameter.type;
    }
    finish(function, name, parameters);
}

std::string RustExporter::argument(Function &f, const CodeName &parameter, const std::optional<CodeName> &found)
{
    const bool isKnown = found && !found->variable.empty();
    if (parameter.kind != Kind::Status)
        return isKnown ? passed(*found, false) : "todo!()";
    if (found && found->isShared) // of a function that others call, too
        f.capture(*found);
    return !isKnown ? "None" : found->isShared ? "started" : "Some(&started)";
}

} // namespace ScopeLab
