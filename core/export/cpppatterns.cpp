// How the patterns read in C++.

#include "core/export/cppexporter.h"
#include "core/export/cpptext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void CppExporter::write(Function &f, const RunUntilCancelledStep &step)
{
    const std::string scope = namedScope(f, {}, "scope", {});
    const std::string link = "const TokenLink link(" + token(f, step.token) + ", " + scope + ");";
    const std::string what = body(f, "listening", "withScope(" + scope + ", ", step.body, {}, link);
    engine("withscope");
    await(f, what);
    otherwise(f, scope + ".cancelledCaught()", step.otherwise);
}

void CppExporter::write(Function &f, const RetryStep &step)
{
    const bool triesAll = std::any_of(step.errors.begin(), step.errors.end(), [](const Template &type) {
        return type.text == "Exception" || type.text == "BaseException";
    });
    const std::string policy = local(f, "policy");
    std::string fields = ".attempts = " + number(f, step.attempts);
    if (step.delay.constant != Duration::zero())
        fields += ", .delay = " + duration(f, step.delay);
    if (step.factor.constant != 2.0 && step.delay.constant != Duration::zero())
        fields += ", .factor = " + decimal(f, step.factor);
    if (step.maxDelay.constant != Forever)
        fields += ", .maxDelay = " + duration(f, step.maxDelay);
    if (step.timeout)
        fields += ", .timeout = " + duration(f, *step.timeout);
    if (!triesAll)
        fields += ", .retryOn = " + matcher(f, step.errors);
    pattern("retry");
    f.write("const RetryPolicy " + policy + '{' + fields + "};");

    const std::size_t at = f.lines.size();
    const std::size_t names = f.names.size();
    const std::string retried = local(f, "retried");
    const std::string attempt = bindCounter(f, "attempt", "int").variable;
    f.lines.emplace_back(); // it names the attempt only if the body does
    coroutine(f, step.body);
    f.write("});");
    m_imports.insert("utility");
    f.names.resize(names + 1);
    f.lines[at] = f.indented("auto " + retried + " = retry(" + policy + ", [&]("
                             + (f.used.contains(attempt) ? "int " + attempt : "") + ") -> Task<> {");
    if (!step.hasOtherwise) {
        await(f, "std::move(" + retried + ')');
        return;
    }
    const std::string outcome = local(f, "outcome");
    engine("catching");
    f.write("auto " + outcome + " = co_await catching(std::move(" + retried + "));");
    f.awaits = true;
    const std::string test = triesAll ? outcome + ".hasError()" : isMatched(f, outcome, step.errors);
    f.write("if (" + test + ") {");
    ++f.indent;
    f.write(outcome + ".handled();");
    steps(f, step.otherwise);
    --f.indent;
    f.write("}");
    await(f, "std::move(" + outcome + ')');
}

// -- operations

void CppExporter::write(Function &f, const OperationStep &step)
{
    const std::vector<CodeName> shutdowns = f.shutdowns();
    const bool isFree = !step.timeout && !step.token.isSet() && step.cleanup.empty() && !isVisible(step.name)
                        && !isReferredTo(step.name);
    if (shutdowns.empty()) {
        runOperation(f, step, {});
        return;
    }
    const std::string member = shutdowns.front().variable + (shutdowns.front().isShared ? "->" : ".");
    if (isFree && shutdowns.size() == 1) {
        const std::string what
            = body(f, step.name.isConstant() ? step.name.constantText() : "running", member + "operation(", step.body);
        awaitOr(f, "accepted", what, step.otherwise);
        return;
    }
    runOperation(f, step, shutdowns);
}

/// Counts an operation with all of @p shutdowns, if none has begun, until a brace is closed. @returns the variable
/// that becomes true when it is done; empty: nobody asks.
std::string CppExporter::countOperation(Function &f, const OperationStep &step, const std::vector<CodeName> &shutdowns)
{
    std::string done;
    if (!step.otherwise.empty()) {
        done = local(f, "isDone");
        f.write("bool " + done + " = false;");
    }
    std::string open;
    for (const CodeName &shutdown : shutdowns)
        open += (open.empty() ? "!" : " && !") + shutdown.variable + (shutdown.isShared ? "->" : ".")
                + "isShuttingDown()";
    pattern("gracefulshutdown");
    f.write("if (" + open + ") {");
    ++f.indent;
    for (const CodeName &shutdown : shutdowns)
        f.write("const GracefulShutdown::Pending " + local(f, "counted") + '(' + (shutdown.isShared ? "*" : "")
                + shutdown.variable + ");");
    return done;
}

/// An operation and its cleanup. @param scope its own; may be empty. @returns what is awaited.
std::string CppExporter::guardedOperation(Function &f, const OperationStep &step, const std::string &scope)
{
    const std::string wanted = step.name.isConstant() ? step.name.constantText() : "operation";
    std::string what;
    std::string guarded;
    if (!scope.empty() || step.timeout) {
        engine("withscope");
        std::string call = "withScope(" + scope + ", ";
        if (scope.empty())
            call = (step.hasOtherwise ? "moveOnAfter(" : "failAfter(") + duration(f, *step.timeout) + ", ";
        const std::string link
            = step.token.isSet() ? "const TokenLink link(" + token(f, step.token) + ", " + scope + ");" : std::string();
        what = body(f, scope.empty() ? wanted : "running", call, step.body, {}, link);
        if (step.cleanup.empty())
            return what;
        guarded = local(f, "guarded");
        engine("finallydo");
        f.write("auto " + guarded + " = finallyDo(" + what + ", shield([&]() -> Task<> {");
    } else { // nothing can cut it short, but it cleans up
        guarded = local(f, wanted);
        engine("finallydo");
        engine("withscope");
        f.write("auto " + guarded + " = finallyDo([&]() -> Task<> {");
        coroutine(f, step.body);
        f.write("}, shield([&]() -> Task<> {");
    }
    coroutine(f, step.cleanup);
    f.write("}));");
    m_imports.insert("utility");
    return "std::move(" + guarded + ')';
}

/// What follows an operation that has a scope of its own.
void CppExporter::afterOperation(Function &f, const OperationStep &step, const CodeName &scope, bool mayTimeOut)
{
    if (step.hasOtherwise) {
        otherwise(f, memberOf(scope) + "cancelledCaught()", step.otherwise);
    } else if (mayTimeOut) {
        const std::string wanted = step.name.isConstant() ? step.name.constantText() : "operation";
        pattern("cancellableoperation");
        f.write("if (statusAfter(" + (scope.isShared ? '*' + scope.variable : scope.variable)
                + ", {}) == OperationStatus::TimedOut)");
        engine("exceptions");
        f.write("    throwError(makeError(\"TimeoutError\", " + Cpp::literal(wanted + " took too long") + "));");
    }
}

/// An operation with scope, cleanup and what runs if it was cut short. @param shutdowns count it.
void CppExporter::runOperation(Function &f, const OperationStep &step, const std::vector<CodeName> &shutdowns)
{
    const std::string wanted = step.name.isConstant() ? step.name.constantText() : "operation";
    const bool isNamed = step.token.isSet() || isVisible(step.name) || isReferredTo(step.name);
    std::string scope;
    std::size_t at = 0;
    if (isNamed) {
        scope = namedScope(f, step.name, wanted, step.timeout ? ".timeout = " + duration(f, *step.timeout) : "");
        at = f.names.size() - 1;
    }
    std::string done = shutdowns.empty() ? std::string() : countOperation(f, step, shutdowns);
    const bool givesBool = isNamed || (step.timeout && step.hasOtherwise);
    if (!isNamed && !step.timeout && step.cleanup.empty()) { // the steps themselves
        f.write(Cpp::comment(wanted));
        steps(f, step.body);
    } else {
        const std::string what = guardedOperation(f, step, scope);
        if (givesBool && !isNamed && done.empty() && !step.otherwise.empty()) {
            done = local(f, "finished");
            f.write("const bool " + done + " = co_await " + what + ';');
            f.awaits = true;
        } else if (givesBool && !done.empty()) {
            f.write(done + " = co_await " + what + ';');
            f.awaits = true;
        } else {
            awaitVisibly(f, step.name, scope, what);
        }
    }
    if (!givesBool && !done.empty())
        f.write(done + " = true;");
    if (!shutdowns.empty()) {
        --f.indent;
        f.write("}");
    }
    if (isNamed) {
        f.left.push_back(f.names[at]);
        f.names[at].name.clear();
    }
    if (step.hasOtherwise && !done.empty())
        otherwise(f, '!' + done, step.otherwise);
    else if (isNamed)
        afterOperation(f, step, f.names[at], step.timeout.has_value());
}

// -- budget

void CppExporter::shareOf(Function &f, const OperationStep &step, const std::string &shares)
{
    const std::string wanted = step.name.isConstant() ? step.name.constantText() : "operation";
    std::string limit = shares + ".takeShare()";
    if (step.timeout) {
        m_imports.insert("algorithm");
        limit = "std::min<Duration>(" + duration(f, *step.timeout) + ", " + limit + ')';
    }
    const bool isNamed = isVisible(step.name) || isReferredTo(step.name);
    if (isNamed || step.hasOtherwise || step.timeout)
        engine("withscope");
    if (isNamed) {
        const std::string scope = namedScope(f, step.name, wanted, ".timeout = " + limit);
        const std::size_t at = f.names.size() - 1;
        const std::string what = body(f, "running", "withScope(" + scope + ", ", step.body);
        awaitVisibly(f, step.name, scope, what);
        f.left.push_back(f.names[at]);
        f.names[at].name.clear();
        afterOperation(f, step, f.names[at], true);
        return;
    }
    if (!step.hasOtherwise) {
        const std::string call = step.timeout ? "failAfter(" + limit + ", " : shares + ".executeShare(";
        await(f, body(f, wanted, call, step.body));
        return;
    }
    const std::string what = body(f, wanted, "moveOnAfter(" + limit + ", ", step.body);
    awaitOr(f, "finished", what, step.otherwise);
}

void CppExporter::write(Function &f, const BudgetStep &step)
{
    const bool isNamed = isVisible(step.name) || (step.name.isSet() && isReferredTo(step.name));
    engine("withscope");
    pattern("deadlineexecutor");
    m_imports.insert("utility");
    const std::string total = duration(f, step.total);
    std::string scope;
    std::string call = "failAfter(" + total + ", ";
    std::size_t at = 0;
    if (isNamed) {
        scope = namedScope(f, step.name, "budget", ".timeout = " + total);
        at = f.names.size() - 1;
        call = "failWithScope(" + scope + ", ";
    }
    const std::string operation = local(f, isNamed             ? "running"
                                           : step.name.isSet() ? step.name.constantText()
                                                               : "budget");
    f.write("auto " + operation + " = " + call + "[&]() -> Task<> {");
    const bool outer = std::exchange(f.awaits, false);
    const std::size_t names = f.names.size();
    const std::size_t left = f.left.size();
    ++f.indent;
    const std::string shares = local(f, "shares");
    f.write("DeadlineExecutor " + shares + " = DeadlineExecutor::within(" + total + ");");
    std::string weights;
    for (const OperationStep &one : step.operations)
        weights += (weights.empty() ? "" : ", ") + decimal(f, one.weight);
    if (!weights.empty())
        f.write(shares + ".planShares({" + weights + "});");
    for (const OperationStep &one : step.operations) {
        const int outerStep = std::exchange(f.step, one.range.begin.line);
        shareOf(f, one, shares);
        f.step = outerStep;
    }
    if (!f.awaits)
        f.write("co_return;");
    --f.indent;
    f.names.resize(names);
    f.left.resize(left);
    f.awaits = outer;
    f.write("});");
    awaitVisibly(f, step.name, scope, "std::move(" + operation + ')');
    if (isNamed) {
        f.left.push_back(f.names[at]);
        f.names[at].name.clear();
    }
}

// -- graceful shutdown

void CppExporter::write(Function &f, const GracefulShutdownStep &step)
{
    pattern("gracefulshutdown");
    const std::string arguments = token(f, step.token) + ", " + duration(f, step.grace);
    const std::size_t at = f.names.size();
    const CodeName shutdown = bindScope(f, Kind::Shutdown, step.name, "service", "GracefulShutdown");
    const std::string member = shutdown.variable + (shutdown.isShared ? "->" : ".");
    f.write(shutdown.isShared
                ? "const auto " + shutdown.variable + " = std::make_shared<GracefulShutdown>(" + arguments + ");"
                : "GracefulShutdown " + shutdown.variable + '(' + arguments + ");");
    noteEntered(f, step.name, shutdown);
    if (!step.cleanup.empty()) {
        f.names[at].kind = Kind::Text; // its operations are not those of the shutdown
        const std::string limit
            = step.cleanupLimit.constant == std::chrono::seconds(5) ? "" : ", " + duration(f, step.cleanupLimit);
        f.write(member + "setCleanup([&]() -> Task<> {");
        f.left.push_back(shutdown); // but it can be asked
        coroutine(f, step.cleanup);
        f.left.pop_back();
        f.write('}' + limit + ");");
        f.names[at].kind = Kind::Shutdown;
    }
    const std::string what = body(f, "serving", member + "run(", step.body);
    awaitVisibly(f, step.name, member + "cancelScope()", what);
    f.left.push_back(shutdown);
    f.names[at].name.clear();
    f.names[at].kind = Kind::Text;
}

} // namespace ScopeLab
