// How steps read in Rust: tasks, scopes and waiting.

#include "core/scenario/export/rustexporter.h"
#include "core/scenario/export/rusttext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

// -- bodies. `awaits` of a function stands for: it may return an error.

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

// -- steps

void RustExporter::step(Function &f, const Step &step)
{
    const Step::Payload &payload = step.payload;
    if (const auto *log = std::get_if<LogStep>(&payload)) {
        f.write(formatted(f, "println!", log->text) + ';');
    } else if (const auto *sleep = std::get_if<SleepStep>(&payload)) {
        f.write(sleep->length.constant == Forever ? "pending::<()>().await;"
                                                  : "sleep(" + duration(f, sleep->length) + ").await;");
    } else if (std::holds_alternative<CheckpointStep>(payload)) {
        f.write("tokio::task::yield_now().await;");
    } else if (const auto *work = std::get_if<WorkStep>(&payload)) {
        f.write("std::thread::sleep(" + duration(f, work->length) + "); // computes, and lets nobody else run");
    } else if (const auto *blocking = std::get_if<RunBlockingStep>(&payload)) {
        runBlocking(f, *blocking);
    } else if (const auto *scope = std::get_if<ScopeStep>(&payload)) {
        this->scope(f, *scope);
    } else if (const auto *group = std::get_if<TaskGroupStep>(&payload)) {
        this->group(f, *group);
    } else if (const auto *spawn = std::get_if<SpawnStep>(&payload)) {
        this->spawn(f, *spawn, false);
    } else if (const auto *start = std::get_if<StartStep>(&payload)) {
        this->spawn(f, start->task, true);
    } else if (const auto *each = std::get_if<SpawnEachStep>(&payload)) {
        spawnEach(f, *each);
    } else if (std::holds_alternative<StartedStep>(payload)) {
        const auto status = f.find([](const CodeName &known) { return known.kind == Kind::Status; });
        if (status && status->isShared) { // of a function that others call, too
            f.capture(*status);
            f.write("if let Some(started) = started {");
            f.write("    let _ = started.try_send(());");
            f.write("}");
        } else if (status && !status->variable.empty()) {
            f.write("let _ = started.try_send(());");
        }
    } else if (const auto *detach = std::get_if<DetachStep>(&payload)) {
        f.write("tokio::spawn(" + taskCall(f, detach->name, "task", detach->body, {}, true)
                + "); // nobody waits for it");
    } else if (const auto *cancel = std::get_if<CancelStep>(&payload)) {
        this->cancel(f, *cancel);
    } else if (const auto *deadline = std::get_if<SetDeadlineStep>(&payload)) {
        comment(f,
                "The deadline of '" + deadline->scope.text
                    + "' moves here. Tokio's timeout() cannot be moved; a pinned Sleep in a select! can, by reset().");
    } else if (const auto *shield = std::get_if<SetShieldStep>(&payload)) {
        comment(f, "'" + shield->scope.text + "' gets or loses its shield here: Rust has none.");
    } else if (const auto *ifStep = std::get_if<IfStep>(&payload)) {
        block(f, "if " + condition(f, ifStep->condition), ifStep->then);
        if (!ifStep->orElse.empty()) {
            f.lines.back().text += " else {";
            ++f.indent;
            steps(f, ifStep->orElse);
            --f.indent;
            f.write("}");
        }
    } else if (const auto *repeat = std::get_if<RepeatStep>(&payload)) {
        loop(f, *repeat);
    } else if (const auto *call = std::get_if<CallStep>(&payload)) {
        this->call(f, *call);
    } else if (const auto *wait = std::get_if<WaitStep>(&payload)) {
        f.write(resource(f, wait->event) + ".cancelled().await;");
    } else if (const auto *set = std::get_if<SetStep>(&payload)) {
        f.write(resource(f, set->event) + ".cancel();");
    } else if (const auto *with = std::get_if<WithStep>(&payload)) {
        const bool isLock = with->kind == WithStep::Kind::Lock;
        f.write("{");
        ++f.indent;
        f.write(isLock ? "let _held = " + resource(f, with->resource) + ".lock().await;"
                       : "let _permit = " + resource(f, with->resource) + ".acquire().await.unwrap();");
        steps(f, with->body);
        --f.indent;
        f.write("}");
    } else if (const auto *send = std::get_if<SendStep>(&payload)) {
        Template end = send->channel;
        end.parts = {{"send " + send->channel.constantText(), {}, false}};
        f.write(resource(f, end) + ".send(" + owned(f, send->value) + ").await.expect(\"somebody receives\");");
    } else if (const auto *receive = std::get_if<ReceiveStep>(&payload)) {
        Template end = receive->channel;
        end.parts = {{"receive " + receive->channel.constantText(), {}, false}};
        const std::string what = resource(f, end) + ".lock().await.recv().await";
        if (receive->as.empty()) {
            f.write(what + ';');
        } else {
            const std::string value = bind(f, Kind::Text, receive->as, receive->as, "String").variable;
            f.write("let " + value + " = " + what + ".expect(\"somebody sends\");");
        }
    } else if (const auto *cancelled = std::get_if<WaitCancelledStep>(&payload)) {
        f.write(resource(f, cancelled->token) + ".cancelled().await;");
    } else if (const auto *raise = std::get_if<RaiseStep>(&payload)) {
        this->raise(f, raise->spec);
    } else if (std::holds_alternative<ReraiseStep>(payload)) {
        if (f.handled.empty())
            comment(f, "the cancellation goes on: here nobody had to hand it on");
        else
            fail(f, "return Err(" + f.handled + ".clone());");
    } else if (const auto *tryStep = std::get_if<TryStep>(&payload)) {
        this->tryStep(f, *tryStep);
    } else if (const auto *splitStep = std::get_if<SplitStep>(&payload)) {
        split(f, splitStep->error, splitStep->cancels, splitStep->errors);
    } else if (const auto *subgroup = std::get_if<NonCancelSubgroupStep>(&payload)) {
        split(f, subgroup->error, {}, subgroup->as);
    } else if (const auto *until = std::get_if<RunUntilCancelledStep>(&payload)) {
        selected(f, until->body, {resource(f, until->token)}, {}, {}, {}, until->otherwise);
    } else if (const auto *retry = std::get_if<RetryStep>(&payload)) {
        this->retry(f, *retry);
    } else if (const auto *operation = std::get_if<OperationStep>(&payload)) {
        this->operation(f, *operation);
    } else if (const auto *budget = std::get_if<BudgetStep>(&payload)) {
        this->budget(f, *budget);
    } else if (const auto *shutdown = std::get_if<GracefulShutdownStep>(&payload)) {
        gracefulShutdown(f, *shutdown);
    }
}

void RustExporter::runBlocking(Function &f, const RunBlockingStep &step)
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

// -- scopes

/// A body with a time limit.
void RustExporter::limited(Function &f, const Steps &body, const std::string &length, bool raises,
                           const Steps &otherwise)
{
    if (raises) {
        const std::size_t at = f.lines.size();
        const bool fails = asyncBlock(f, "timeout(" + length + ", ", body, ")");
        const bool isLine = f.lines.size() == at + 1;
        const std::string tail = ".map_err(|_| Error::TimeoutError(\"out of time\".to_owned()))?";
        f.awaits = true;
        if (isLine) {
            f.lines.back().text += ".await";
            f.write("    " + tail + ';');
            return;
        }
        f.write(".await");
        f.write(tail + (fails ? "?;" : ";"));
        return;
    }
    const std::size_t at = f.lines.size();
    const std::string ended = local(f, "ended");
    const bool fails = asyncBlock(f, "let " + ended + " = timeout(" + length + ", ", body, ")");
    if (f.lines.size() == at + 1)
        f.lines.back().text += ".await;";
    else
        f.write(".await;");
    if (otherwise.empty() && !fails) {
        const auto where = f.lines[at].text.find("let " + ended);
        f.lines[at].text.replace(where, 4 + ended.size(), "let _");
    } else if (!fails) {
        block(f, "if " + ended + ".is_err()", otherwise);
    } else if (otherwise.empty()) {
        f.write("if let Ok(result) = " + ended + " {");
        fail(f, "    result?;");
        f.write("}");
    } else {
        f.write("match " + ended + " {");
        ++f.indent;
        fail(f, "Ok(result) => result?,");
        block(f, "Err(_) =>", otherwise);
        --f.indent;
        f.write("}");
    }
}

/// A body that ends when one of @p tokens is cancelled, or after @p length. @param onTimeout what happens
/// then; @param caught a variable that becomes true if it was cut short.
void RustExporter::selected(Function &f, const Steps &body, const std::vector<std::string> &tokens,
                            const std::string &length, const std::string &onTimeout, const std::string &caught,
                            const Steps &otherwise)
{
    const std::string work = local(f, "work");
    const bool fails = asyncBlock(f, "let " + work + " = ", body, ";");
    const bool givesValue = !otherwise.empty();
    const std::string finished = givesValue ? local(f, "finished") : std::string();
    const std::string cut = givesValue ? "false," : caught.empty() ? "{}" : caught + " = true,";
    f.write((givesValue ? "let " + finished + " = " : "") + "tokio::select! {");
    ++f.indent;
    f.write("biased;");
    if (givesValue && fails) {
        f.write("result = " + work + " => {");
        fail(f, "    result?;");
        f.write("    true");
        f.write("}");
    } else if (givesValue) {
        f.write("() = " + work + " => true,");
    } else if (fails) {
        fail(f, "result = " + work + " => result?,");
    } else {
        f.write("() = " + work + " => {}");
    }
    for (const std::string &token : tokens)
        f.write("() = " + token + ".cancelled() => " + cut);
    if (!length.empty())
        f.write("() = sleep(" + length + ") => " + (onTimeout.empty() ? cut : onTimeout + ','));
    f.awaits |= onTimeout.find("return") != std::string::npos;
    --f.indent;
    f.write(givesValue ? "};" : "}");
    if (!givesValue)
        return;
    if (!caught.empty())
        f.write(caught + " = !" + finished + ';');
    block(f, "if !" + finished, otherwise);
}

void RustExporter::shielded(Function &f, const ScopeStep &step)
{
    comment(f, "A shield: a task of its own goes on when this one is dropped; but then nobody waits for it.");
    Steps inside = step.body;
    if (step.timeout) {
        ScopeStep limit = step;
        limit.name = {};
        limit.shield.constant = false;
        limit.kind = step.kind == ScopeKind::FailAfter ? ScopeKind::FailAfter : ScopeKind::MoveOnAfter;
        Step wrapping;
        wrapping.range = step.body.empty() ? SourceRange() : step.body.front().range;
        wrapping.payload = std::move(limit);
        inside.clear();
        inside.push_back(std::move(wrapping));
    }
    const std::string call = taskCall(f, step.name, "shielded", inside, {}, true);
    fail(f, "tokio::spawn(" + call + ").await.unwrap()?;");
}

void RustExporter::scope(Function &f, const ScopeStep &step)
{
    if (step.kind == ScopeKind::Shield || step.shield.constant == true) {
        shielded(f, step);
        return;
    }
    if (!step.shield.constant)
        comment(f, "Whether this is a shield is decided when it runs: Rust has none.");
    const std::string name = step.name.constantText();
    const bool isNamed = step.name.isSet() && step.name.isConstant();
    const bool isAsked = isNamed && m_names.asked.contains(name);
    const bool isCancelled = isNamed && (m_names.cancelled.contains(name) || isAsked);
    std::string length = step.timeout ? duration(f, *step.timeout) : std::string();
    const bool raises = step.kind == ScopeKind::FailAfter;
    if (step.deadline) {
        const auto start = f.find([](const CodeName &known) { return known.name == "start of the run"; });
        length = '(' + start.value().variable + " + " + duration(f, *step.deadline)
                 + ").saturating_duration_since(Instant::now())";
    }
    if (!isCancelled) {
        if (!length.empty())
            limited(f, step.body, length, raises, step.otherwise);
        else
            steps(f, step.body); // nobody can cancel it
        return;
    }
    const auto outside = f.find([&name](const CodeName &known) { return known.name == "scope " + name; });
    const std::size_t at = f.names.size();
    const std::string token = bind(f, Kind::Scope, name, name, "CancellationToken").variable;
    f.write("let " + token
            + (outside ? " = " + outside->variable + ".child_token();" : " = CancellationToken::new();"));
    std::string caught;
    if (m_names.caught.contains(name)) {
        caught = bind(f, Kind::Text, name + " caught", name + "_caught", "bool").variable;
        f.write("let mut " + caught + " = false;");
    }
    std::string onTimeout;
    if (raises)
        onTimeout = "return Err(Error::TimeoutError(\"out of time\".to_owned()))";
    selected(f, step.body, {token}, length, onTimeout, caught, step.otherwise);
    f.left.push_back(f.names[at]);
    f.names[at].name.clear();
}

void RustExporter::cancel(Function &f, const CancelStep &step)
{
    std::string reason;
    if (step.reason.isSet())
        reason = " // " + wrapped(step.reason.text, 500).front();
    if (const auto scope = scopeInSight(f, step.scope)) {
        f.write(scope->variable + ".cancel();" + reason);
        return;
    }
    const std::string token = step.scope.isConstant() ? resource(f, step.scope) : "todo!";
    if (token.starts_with("todo!"))
        comment(f, "'" + step.scope.text + "' is cancelled here; which scope that is shows only when it runs");
    else
        f.write(token + ".cancel();" + reason);
}

// -- loops and calls

void RustExporter::loop(Function &f, const RepeatStep &step)
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

void RustExporter::call(Function &f, const CallStep &call)
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
