// How the patterns read in C++.

#include "core/scenario/export/cppexporter.h"
#include "core/scenario/export/cpptext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void CppExporter::write(Function &f, const RunUntilCancelledStep &step)
{
    const std::string scope = namedScope(f, {}, "scope", {});
    const std::string link = "const TokenLink link(" + token(f, step.token) + ", " + scope + ");";
    const std::string what = body(f, "listening", "withScope(" + scope + ", ", step.body, {}, link);
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
    f.write("const RetryPolicy " + policy + '{' + fields + "};");

    const std::size_t at = f.lines.size();
    const std::size_t names = f.names.size();
    const std::string retried = local(f, "retried");
    CodeName &counter = bind(f, Kind::Text, "attempt", "attempt");
    counter.type = "int";
    const std::string attempt = counter.variable;
    f.write("auto " + retried + " = ScopeLab::retry(" + policy + ", [&](int " + attempt + ") -> Task<> {");
    coroutine(f, step.body);
    f.write("});");
    f.names.resize(names + 1);
    const bool isUsed = std::any_of(
        f.lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, f.lines.end(),
        [&attempt](const ExportedCode::Line &line) { return line.text.find(attempt) != std::string::npos; });
    std::string &opening = f.lines[at].text;
    opening.erase(opening.find("ScopeLab::"), 10);
    if (!isUsed)
        opening.erase(opening.find("int " + attempt), attempt.size() + 4);
    if (!step.hasOtherwise) {
        await(f, "std::move(" + retried + ')');
        return;
    }
    const std::string outcome = local(f, "outcome");
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
                        && !m_names.used.contains(step.name.text);
    if (shutdowns.empty()) {
        runOperation(f, step, {});
        return;
    }
    const std::string member = shutdowns.front().variable + (shutdowns.front().isShared ? "->" : ".");
    if (isFree && shutdowns.size() == 1) {
        const std::string what
            = body(f, step.name.isConstant() ? step.name.constantText() : "running", member + "operation(", step.body);
        if (step.otherwise.empty()) {
            await(f, what);
            return;
        }
        const std::string accepted = local(f, "accepted");
        f.write("const bool " + accepted + " = co_await " + what + ';');
        f.awaits = true;
        otherwise(f, '!' + accepted, step.otherwise);
        return;
    }
    runOperation(f, step, shutdowns);
}

/// An operation with scope, cleanup and what runs if it was cut short. @param shutdowns count it.
void CppExporter::runOperation(Function &f, const OperationStep &step, const std::vector<CodeName> &shutdowns)
{
    const std::string wanted = step.name.isConstant() ? step.name.constantText() : "operation";
    const bool isUsed = isVisible(step.name) || m_names.used.contains(step.name.text);
    const bool isNamed = step.token.isSet() || isUsed;
    const bool onlyTimesOut = step.timeout && !isNamed;
    const bool canBeCutShort = step.timeout || isNamed;
    const bool isEnough = !canBeCutShort && step.cleanup.empty(); // the steps themselves
    std::string done;
    std::string scope;
    std::size_t at = 0;
    std::string options = step.timeout ? ".timeout = " + duration(f, *step.timeout) : std::string();
    if (isNamed) {
        scope = namedScope(f, step.name, wanted, options);
        at = f.names.size() - 1;
    }
    if (!shutdowns.empty()) {
        if (!step.otherwise.empty()) {
            done = local(f, "isDone");
            f.write("bool " + done + " = false;");
        }
        std::string open;
        for (const CodeName &shutdown : shutdowns)
            open += (open.empty() ? "!" : " && !") + shutdown.variable + (shutdown.isShared ? "->" : ".")
                    + "isShuttingDown()";
        f.write("if (" + open + ") {");
        ++f.indent;
        for (const CodeName &shutdown : shutdowns)
            f.write("const GracefulShutdown::Pending " + local(f, "counted") + '(' + (shutdown.isShared ? "*" : "")
                    + shutdown.variable + ");");
    }

    std::string call;
    std::string link;
    if (isNamed)
        call = "withScope(" + scope + ", ";
    else if (onlyTimesOut)
        call = (step.hasOtherwise ? "moveOnAfter(" : "failAfter(") + duration(f, *step.timeout) + ", ";
    if (step.token.isSet())
        link = "const TokenLink link(" + token(f, step.token) + ", " + scope + ");";
    if (isEnough) {
        f.write("// " + wanted);
        steps(f, step.body);
    } else {
        std::string what;
        if (call.empty()) { // nothing can cut it short, but it cleans up
            const std::string guarded = local(f, wanted);
            f.write("auto " + guarded + " = finallyDo([&]() -> Task<> {");
            coroutine(f, step.body);
            f.write("}, shield([&]() -> Task<> {");
            coroutine(f, step.cleanup);
            f.write("}));");
            what = "std::move(" + guarded + ')';
        } else {
            what = body(f, isNamed ? "running" : wanted, call, step.body, {}, link);
            if (!step.cleanup.empty()) {
                const std::string guarded = local(f, "guarded");
                f.write("auto " + guarded + " = finallyDo(" + what + ", shield([&]() -> Task<> {");
                coroutine(f, step.cleanup);
                f.write("}));");
                what = "std::move(" + guarded + ')';
            }
        }
        const bool givesBool = isNamed || (onlyTimesOut && step.hasOtherwise);
        if (givesBool && !isNamed && done.empty() && !step.otherwise.empty()) {
            done = local(f, "finished");
            f.write("const bool " + done + " = co_await " + what + ';');
            f.awaits = true;
        } else if (givesBool && !done.empty()) {
            f.write(done + " = co_await " + what + ';');
            f.awaits = true;
        } else {
            awaitVisibly(f, step.name, scope, what);
            if (!done.empty() && !givesBool)
                f.write(done + " = true;");
        }
    }
    if (isEnough && !done.empty())
        f.write(done + " = true;");
    if (!shutdowns.empty()) {
        --f.indent;
        f.write("}");
    }
    const std::string member = isNamed ? memberOf(f.names[at]) : std::string();
    if (isNamed) {
        f.left.push_back(f.names[at]);
        f.names[at].name.clear();
    }
    if (step.hasOtherwise) {
        if (!done.empty() || isNamed)
            otherwise(f, done.empty() ? member + "cancelledCaught()" : '!' + done, step.otherwise);
    } else if (isNamed && step.timeout) {
        f.write("if (statusAfter(" + scope + ", {}) == OperationStatus::TimedOut)");
        f.write("    throwError(makeError(\"TimeoutError\", \"" + wanted + " took too long\"));");
    }
}

// -- budget

void CppExporter::shareOf(Function &f, const OperationStep &step, const std::string &shares)
{
    const std::string wanted = step.name.isConstant() ? step.name.constantText() : "operation";
    std::string limit = shares + ".takeShare()";
    if (step.timeout)
        limit = "std::min<Duration>(" + duration(f, *step.timeout) + ", " + limit + ')';
    const bool isNamed = isVisible(step.name) || m_names.used.contains(step.name.text);
    if (isNamed) {
        const std::string scope = namedScope(f, step.name, wanted, ".timeout = " + limit);
        const std::size_t at = f.names.size() - 1;
        const std::string what = body(f, "running", "withScope(" + scope + ", ", step.body);
        awaitVisibly(f, step.name, scope, what);
        f.left.push_back(f.names[at]);
        f.names[at].name.clear();
        if (step.hasOtherwise) {
            otherwise(f, memberOf(f.names[at]) + "cancelledCaught()", step.otherwise);
        } else {
            f.write("if (statusAfter(" + scope + ", {}) == OperationStatus::TimedOut)");
            f.write("    throwError(makeError(\"TimeoutError\", \"" + wanted + " took too long\"));");
        }
        return;
    }
    if (!step.hasOtherwise) {
        const std::string call = step.timeout ? "failAfter(" + limit + ", " : shares + ".executeShare(";
        await(f, body(f, wanted, call, step.body));
        return;
    }
    const std::string what = body(f, wanted, "moveOnAfter(" + limit + ", ", step.body);
    if (step.otherwise.empty()) {
        await(f, what);
        return;
    }
    const std::string finished = local(f, "finished");
    f.write("const bool " + finished + " = co_await " + what + ';');
    f.awaits = true;
    otherwise(f, '!' + finished, step.otherwise);
}

void CppExporter::write(Function &f, const BudgetStep &step)
{
    const bool isNamed = isVisible(step.name) || (step.name.isSet() && m_names.used.contains(step.name.text));
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
    const bool hasName = step.name.isSet() && step.name.isConstant();
    const std::string arguments = token(f, step.token) + ", " + duration(f, step.grace);
    const std::size_t at = f.names.size();
    bind(f, Kind::Shutdown, step.name.constantText(), hasName ? step.name.constantText() : "service");
    CodeName shutdown = f.names[at];
    shutdown.type = shutdown.isShared ? "std::shared_ptr<GracefulShutdown>" : "GracefulShutdown &";
    f.names[at] = shutdown;
    const std::string member = shutdown.variable + (shutdown.isShared ? "->" : ".");
    f.write(shutdown.isShared
                ? "const auto " + shutdown.variable + " = std::make_shared<GracefulShutdown>(" + arguments + ");"
                : "GracefulShutdown " + shutdown.variable + '(' + arguments + ");");
    if (m_known.lateNames.contains(step.name.constantText())) {
        need("entered");
        f.write("entered[" + text(f, step.name) + "] = std::shared_ptr<CancelScope>(" + shutdown.variable + ", &"
                + shutdown.variable + "->cancelScope());");
    }
    if (!step.cleanup.empty()) {
        f.names[at].kind = Kind::Text; // its operations are not those of the shutdown
        const std::string limit
            = step.cleanupLimit.constant == std::chrono::seconds(5) ? "" : ", " + duration(f, step.cleanupLimit);
        f.write(member + "setCleanup([&]() -> Task<> {");
        coroutine(f, step.cleanup);
        f.write('}' + limit + ");");
        f.names[at].kind = Kind::Shutdown;
    }
    const std::string what = body(f, "serving", member + "run(", step.body);
    awaitVisibly(f, step.name, member + "cancelScope()", what);
    f.left.push_back(f.names[at]);
    f.names[at].name.clear();
    f.names[at].kind = Kind::Text;
}

} // namespace ScopeLab
