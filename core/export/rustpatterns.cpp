// How the patterns read in Rust.

#include "core/export/rustexporter.h"
#include "core/export/rusttext.h"

#include <utility>

namespace ScopeLab {

void RustExporter::write(Function &f, const RetryStep &step)
{
    const std::string attempts = number(f, step.attempts, "i32");
    const std::size_t names = f.names.size();
    const std::string attempt = bindCounter(f, "attempt", "i32").variable;
    f.write("for " + attempt + " in 1..=" + attempts + " {");
    ++f.indent;
    const std::string result = local(f, "result");
    const std::string limit = step.timeout ? "timeout(" + duration(f, *step.timeout) + ", " : std::string();
    if (step.timeout)
        m_imports.insert(Timeout);
    asyncBlock(f, "let " + result + ": Result = " + limit, step.body, limit.empty() ? "" : ")", true);
    f.write(limit.empty() ? ".await;" : ".await");
    if (!limit.empty())
        f.write(".unwrap_or_else(|_| Err(Error::TimeoutError(\"the attempt took too long\".to_owned())));");
    const std::string matched = pattern(step.errors);
    f.write("match " + result + " {");
    ++f.indent;
    f.write("Ok(()) => break,");
    f.write("Err(" + (matched.empty() ? "_" : matched) + ") if " + attempt + " < " + attempts + " => {}");
    if (step.hasOtherwise) {
        f.write("Err(" + (matched.empty() ? "_" : matched) + ") => {");
        ++f.indent;
        steps(f, step.otherwise);
        f.write("break;");
        --f.indent;
        f.write("}");
    }
    if (!step.hasOtherwise || (matched != "_" && !matched.empty()))
        fail(f, "Err(error) => return Err(error),");
    --f.indent;
    f.write("}");
    if (step.delay.constant != Duration::zero()) {
        std::string pause = duration(f, step.delay);
        if (step.factor.constant != 1.0)
            pause += ".mul_f64(" + decimal(f, step.factor) + "_f64.powi(" + attempt + " - 1))";
        if (step.maxDelay.constant != Forever)
            pause += ".min(" + duration(f, step.maxDelay) + ')';
        m_imports.insert(Sleep);
        f.write("sleep(" + pause + ").await;");
    } else {
        f.write("tokio::task::yield_now().await;");
    }
    --f.indent;
    f.write("}");
    f.names.resize(names);
}

/// An operation that some of @p tokens cancel. @param cutShort a variable that becomes true if it was.
void RustExporter::limitedOperation(Function &f, const OperationStep &step, const std::vector<std::string> &tokens,
                                    const std::string &cutShort)
{
    const std::string length = step.timeout ? duration(f, *step.timeout) : std::string();
    const std::string onTimeout
        = length.empty() || step.hasOtherwise ? "" : "return Err(Error::TimeoutError(\"out of time\".to_owned()))";
    if (tokens.empty() && length.empty())
        steps(f, step.body);
    else if (tokens.empty() && cutShort.empty())
        limited(f, step.body, length, !step.hasOtherwise, step.otherwise);
    else
        selected(f, step.body, tokens, length, onTimeout, cutShort, cutShort.empty() ? step.otherwise : Steps());
}

/// Writes what @p body writes so that its error waits. @returns the variable of its result.
std::string RustExporter::guarded(Function &f, const std::function<void()> &body)
{
    const std::string result = local(f, "result");
    f.write("let " + result + ": Result = async {");
    ++f.indent;
    const bool outer = std::exchange(f.fails, true);
    body();
    this->result(f, {});
    --f.indent;
    f.write("}");
    f.write(".await;");
    f.fails = outer;
    return result;
}

void RustExporter::operation(Function &f, const OperationStep &step)
{
    const std::string name = step.name.constantText();
    const bool isCancelled = step.name.isConstant() && m_program.uses.cancelled.contains(name);
    const std::size_t names = f.names.size();
    std::vector<std::string> tokens;
    if (step.token.isSet())
        tokens.push_back(resource(f, "token", step.token));
    if (isCancelled) {
        const std::string own = bindToken(f, name);
        tokens.push_back(own);
    } else {
        comment(f, step.name.text);
    }
    if (step.cleanup.empty()) {
        limitedOperation(f, step, tokens, {});
        f.names.resize(names);
        return;
    }
    std::string cutShort; // what runs then runs after the cleanup
    if (!step.otherwise.empty() && (step.timeout || !tokens.empty())) {
        cutShort = local(f, "cut_short");
        f.write("let mut " + cutShort + " = false;");
    }
    const std::string result = guarded(f, [&] { limitedOperation(f, step, tokens, cutShort); });
    comment(f, "Cleanup. A future that is dropped runs destructors only: what must not be missed belongs into one.");
    steps(f, step.cleanup);
    fail(f, result + "?;");
    if (!cutShort.empty())
        block(f, "if " + cutShort, step.otherwise);
    f.names.resize(names);
}

void RustExporter::write(Function &f, const OperationStep &step)
{
    const std::vector<CodeName> shutdowns = f.shutdowns();
    std::string closing;
    for (const CodeName &shutdown : shutdowns)
        closing += (closing.empty() ? "" : " || ") + shutdown.variable + ".is_cancelled()";
    if (!closing.empty()) {
        const bool isCompound = shutdowns.size() > 1;
        if (step.otherwise.empty()) {
            f.write("if !" + (isCompound ? '(' + closing + ')' : closing) + " {");
        } else {
            block(f, "if " + closing, step.otherwise);
            f.lines.back().text += " else {";
        }
        ++f.indent;
    }
    operation(f, step);
    if (!closing.empty()) {
        --f.indent;
        f.write("}");
    }
}

void RustExporter::write(Function &f, const BudgetStep &step)
{
    const std::size_t names = f.names.size();
    const std::string deadline = local(f, "deadline");
    f.write("let " + deadline + " = Instant::now() + " + duration(f, step.total) + ';');
    m_imports.insert({Instant, "tokio::time::timeout_at"});
    f.write("timeout_at(" + deadline + ", async {");
    ++f.indent;
    for (std::size_t i = 0; i < step.operations.size(); ++i) {
        const OperationStep &one = step.operations[i];
        const int outer = std::exchange(f.step, one.range.begin.line);
        const std::size_t inner = f.names.size();
        comment(f, one.name.text);
        std::string rest;
        for (std::size_t j = i; j < step.operations.size(); ++j)
            rest += (rest.empty() ? "" : " + ") + decimal(f, step.operations[j].weight);
        const std::string share = local(f, "share");
        const bool isLast = i + 1 == step.operations.size();
        const std::string left = deadline + " - Instant::now()";
        f.write("let " + share + " = "
                + (isLast ? left : '(' + left + ").mul_f64(" + decimal(f, one.weight) + " / (" + rest + "))") + ';');
        const std::string length = one.timeout ? share + ".min(" + duration(f, *one.timeout) + ')' : share;
        limited(f, one.body, length, !one.hasOtherwise, one.otherwise);
        f.names.resize(inner);
        f.step = outer;
    }
    f.write("Ok::<(), Error>(())");
    --f.indent;
    f.write("})");
    f.write(".await");
    fail(f, ".map_err(|_| Error::TimeoutError(\"the budget is spent\".to_owned()))??;");
    f.names.resize(names);
}

/// The body of a graceful shutdown. @param service its variable.
void RustExporter::serve(Function &f, const GracefulShutdownStep &step, const std::string &service,
                         const std::string &token)
{
    const bool fails = asyncBlock(f, "let " + service + " = ", step.body, ";");
    f.write("let grace = async {");
    f.write("    " + token + ".cancelled().await;");
    m_imports.insert(Sleep);
    f.write("    sleep(" + duration(f, step.grace)
            + ").await; // to finish; a JoinSet of them would tell when all have");
    f.write("};");
    f.write("tokio::select! {");
    f.write("    biased;");
    f.write(fails ? "    result = " + service + " => result?," : "    () = " + service + " => {}");
    f.fails |= fails;
    f.write("    () = grace => {}");
    f.write("}");
}

void RustExporter::write(Function &f, const GracefulShutdownStep &step)
{
    const std::size_t names = f.names.size();
    const std::string token = resource(f, "token", step.token);
    f.names.push_back({Kind::Shutdown, step.name.constantText(), token, "CancellationToken"});
    const std::string service = local(f, "service");
    if (step.cleanup.empty()) {
        serve(f, step, service, token);
        f.names.resize(names);
        return;
    }
    const std::string result = guarded(f, [&] { serve(f, step, service, token); });
    f.names[names].kind = Kind::Text;
    limited(f, step.cleanup, duration(f, step.cleanupLimit), false, {});
    fail(f, result + "?;");
    f.names.resize(names);
}

} // namespace ScopeLab
