// How scopes read in Rust: a time limit is a timeout, a token a branch of a select.

#include "core/export/rustexporter.h"
#include "core/export/rusttext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void RustExporter::write(Function &f, const SetDeadlineStep &step)
{
    comment(f, "The deadline of '" + step.scope.text
                   + "' moves here. Tokio's timeout() cannot be moved; a pinned Sleep in a select! can, by reset().");
}

void RustExporter::write(Function &f, const SetShieldStep &step)
{
    comment(f, "'" + step.scope.text + "' gets or loses its shield here: Rust has none.");
}

/// A body with a time limit.
void RustExporter::limited(Function &f, const Steps &body, const std::string &length, bool raises,
                           const Steps &otherwise)
{
    m_imports.insert(Timeout);
    if (raises) {
        const std::size_t at = f.lines.size();
        const bool fails = asyncBlock(f, "timeout(" + length + ", ", body, ")");
        const bool isLine = f.lines.size() == at + 1;
        const std::string tail = ".map_err(|_| Error::TimeoutError(\"out of time\".to_owned()))?";
        f.fails = true;
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
        m_imports.insert(Sleep);
    if (!length.empty())
        f.write("() = sleep(" + length + ") => " + (onTimeout.empty() ? cut : onTimeout + ','));
    f.fails |= onTimeout.find("return") != std::string::npos;
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
    const std::string call = taskCall(f, taskName(step.name, "shielded"), step.body, {}, true, [&](Function &task) {
        const int outer = std::exchange(task.step, step.body.empty() ? 0 : step.body.front().line());
        unnamed(task, step);
        task.step = outer;
    });
    fail(f, "tokio::spawn(" + call + ").await.unwrap()?;");
}

/// How long a scope may take; empty: no limit.
std::string RustExporter::limitOf(Function &f, const ScopeStep &step)
{
    if (step.deadline)
        return '(' + shared(f, "start of the run").value().variable + " + " + duration(f, *step.deadline)
               + ").saturating_duration_since(Instant::now())";
    return step.timeout ? duration(f, *step.timeout) : std::string();
}

/// A scope that nobody cancels.
void RustExporter::unnamed(Function &f, const ScopeStep &step)
{
    const std::string length = limitOf(f, step);
    if (length.empty())
        steps(f, step.body);
    else
        limited(f, step.body, length, step.kind == ScopeKind::FailAfter, step.otherwise);
}

void RustExporter::write(Function &f, const ScopeStep &step)
{
    if (step.kind == ScopeKind::Shield || step.shield.constant == true) {
        shielded(f, step);
        return;
    }
    if (!step.shield.constant)
        comment(f, "Whether this is a shield is decided when it runs: Rust has none.");
    const std::string name = step.name.constantText();
    const bool isNamed = step.name.isSet() && step.name.isConstant();
    const bool isAsked = isNamed && m_program.uses.asked.contains(name);
    const bool isCancelled = isNamed && (m_program.uses.cancelled.contains(name) || isAsked);
    if (!isCancelled) {
        unnamed(f, step);
        return;
    }
    const std::string length = limitOf(f, step);
    const bool raises = step.kind == ScopeKind::FailAfter;
    const std::size_t at = f.names.size();
    const std::string token = bindToken(f, name);
    std::string caught;
    if (m_program.uses.caught.contains(name)) {
        caught = bind(f, Kind::Caught, name, name + "_caught", "bool").variable;
        f.write("let mut " + caught + " = false;");
    }
    std::string onTimeout;
    if (raises)
        onTimeout = "return Err(Error::TimeoutError(\"out of time\".to_owned()))";
    selected(f, step.body, {token}, length, onTimeout, caught, step.otherwise);
    f.left.push_back(f.names[at]);
    f.names[at].name.clear();
}

void RustExporter::write(Function &f, const CancelStep &step)
{
    std::string reason;
    if (step.reason.isSet())
        reason = ' ' + Rust::comment(wrapped(step.reason.text, 500).front());
    if (const auto scope = tokenOf(f, step.scope)) {
        f.write(scope->variable + ".cancel();" + reason);
        return;
    }
    const std::string token = step.scope.isConstant() ? resource(f, "token", step.scope) : "todo!";
    if (token.starts_with("todo!"))
        comment(f, "'" + step.scope.text + "' is cancelled here; which scope that is shows only when it runs");
    else
        f.write(token + ".cancel();" + reason);
}

} // namespace ScopeLab
