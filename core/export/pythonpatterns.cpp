// How the patterns read in Python.

#include "core/export/pythonexporter.h"
#include "core/export/pythontext.h"

#include <utility>

namespace ScopeLab {

void PythonExporter::write(Function &f, const RunUntilCancelledStep &step)
{
    const std::string call = token(f, step.token) + ".scope()";
    std::string variable;
    if (!step.otherwise.empty())
        variable = bind(f, Kind::Scope, {}, "scope");
    withScope(f, call, {}, variable, step.body);
    if (variable.empty())
        return;
    f.names.pop_back();
    f.write("if " + variable + ".cancelled_caught:");
    body(f, step.otherwise);
}

void PythonExporter::write(Function &f, const RetryStep &step)
{
    const std::string attempts = number(f, step.attempts);
    const std::string attempt = bindCounter(f, "attempt").variable;
    const bool isNumber = step.attempts.constant.has_value();
    f.write("for " + attempt + " in range(1, "
            + (isNumber ? Code::digits(*step.attempts.constant + 1) : attempts + " + 1") + "):");
    ++f.indent;
    f.write("try:");
    ++f.indent;
    if (step.timeout) {
        f.write("with trio.fail_after(" + seconds(f, *step.timeout) + "):");
        body(f, step.body);
    } else {
        --f.indent;
        body(f, step.body);
        ++f.indent;
    }
    f.write("break");
    --f.indent;
    const std::string types = matched(f, step.errors);
    const bool mayHoldCancellation
        = types.find("Base") != std::string::npos || types.find("Cancelled") != std::string::npos;
    const std::string isLast = attempt + " == " + attempts;
    std::string raises = step.hasOtherwise ? std::string() : isLast;
    if (mayHoldCancellation) {
        const std::string error = bind(f, Kind::Error, {}, "error");
        f.write("except " + types + " as " + error + ':');
        raises = need("holds_cancellation") + '(' + error + ')' + (raises.empty() ? "" : " or " + raises);
        f.names.pop_back();
    } else {
        f.write("except " + types + ':');
    }
    ++f.indent;
    f.write(raises.empty() ? "pass" : "if " + raises + ':');
    if (!raises.empty()) {
        ++f.indent;
        f.write("raise");
        --f.indent;
    }
    --f.indent;
    if (step.hasOtherwise) {
        f.write("if " + attempt + " < " + attempts + ':');
        ++f.indent;
    }
    std::string pause = seconds(f, step.delay);
    const bool grows = pause != "0" && step.factor.constant != 1.0;
    if (grows)
        pause = (pause == "1" ? "" : pause + " * ") + decimal(f, step.factor) + " ** (" + attempt + " - 1)";
    if (step.maxDelay.constant != Forever && grows)
        pause = "min(" + pause + ", " + seconds(f, step.maxDelay) + ')';
    f.write("await trio.sleep(" + pause + ')');
    if (step.hasOtherwise)
        --f.indent;
    --f.indent;
    f.names.pop_back();
    if (step.hasOtherwise && !step.otherwise.empty()) {
        f.write("else:");
        body(f, step.otherwise);
    }
}

/// False if nothing can, so that it needs no scope.
bool PythonExporter::canBeCutShort(const OperationStep &step) const
{
    return step.timeout || step.token.isSet() || isReferredTo(step.name) || m_program.uses.byPattern;
}

/// The scope of an operation and its body; the variable must be bound.
void PythonExporter::operationBody(Function &f, const OperationStep &step)
{
    const std::string variable = f.names.back().variable;
    if (!canBeCutShort(step)) {
        --f.indent;
        body(f, step.body);
        ++f.indent;
        return;
    }
    const bool onlyTimesOut = step.timeout && !step.token.isSet() && !m_program.uses.cancelled.contains(step.name.text)
                              && !m_program.uses.byPattern && !step.hasOtherwise;
    std::string call = "trio.CancelScope()";
    if (step.token.isSet())
        call = token(f, step.token) + ".scope(" + (step.timeout ? "timeout=" + seconds(f, *step.timeout) : "") + ')';
    else if (step.timeout)
        call = (onlyTimesOut ? "trio.fail_after(" : "trio.move_on_after(") + seconds(f, *step.timeout) + ')';
    withScope(f, call, step.name, variable, step.body);
}

/// What follows an operation that was cut short.
void PythonExporter::afterOperation(Function &f, const OperationStep &step, const std::string &variable,
                                    bool mayTimeOut)
{
    if (step.hasOtherwise) {
        if (step.otherwise.empty())
            return;
        f.write("if " + variable + ".cancelled_caught:");
        body(f, step.otherwise);
    } else if (mayTimeOut) {
        f.write("if " + variable + ".cancelled_caught and trio.current_time() >= " + variable + ".deadline:");
        ++f.indent;
        f.write("raise trio.TooSlowError");
        --f.indent;
    }
}

void PythonExporter::write(Function &f, const OperationStep &step)
{
    const std::vector<CodeName> shutdowns = f.shutdowns();
    if (!shutdowns.empty()) {
        std::string closing;
        for (const CodeName &shutdown : shutdowns)
            closing += (closing.empty() ? "" : " or ") + shutdown.variable + ".closing";
        const bool hasOther = !step.otherwise.empty();
        if (!hasOther && shutdowns.size() > 1)
            closing = '(' + closing + ')';
        f.write((hasOther ? "if " : "if not ") + closing + ':');
        if (hasOther) {
            body(f, step.otherwise);
            f.write("else:");
        }
        ++f.indent;
        std::string counting;
        for (const CodeName &shutdown : shutdowns)
            counting += (counting.empty() ? "with " : ", ") + shutdown.variable + ".operation()";
        f.write(counting + ':');
        ++f.indent;
    }
    const bool isNamed = step.name.isConstant();
    const std::string variable
        = bind(f, Kind::Scope, step.name.constantText(), isNamed ? step.name.constantText() : "operation");
    const bool onlyTimesOut
        = !step.token.isSet() && !m_program.uses.cancelled.contains(step.name.text) && !m_program.uses.byPattern;
    if (!step.cleanup.empty()) {
        f.write("try:");
        ++f.indent;
    }
    operationBody(f, step);
    if (canBeCutShort(step))
        f.left.push_back(f.names.back());
    f.names.pop_back();
    if (!step.cleanup.empty()) {
        --f.indent;
        f.write("finally:");
        ++f.indent;
        f.write("with trio.CancelScope(shield=True):");
        body(f, step.cleanup);
        --f.indent;
    }
    if (!shutdowns.empty())
        --f.indent;
    if (canBeCutShort(step))
        afterOperation(f, step, variable, step.timeout && !onlyTimesOut);
    if (!shutdowns.empty())
        --f.indent;
}

void PythonExporter::write(Function &f, const BudgetStep &step)
{
    const bool isNamed = step.name.isSet() && step.name.isConstant();
    const std::string whole
        = bind(f, Kind::Scope, step.name.constantText(), isNamed ? step.name.constantText() : "budget");
    std::string line = "with trio.fail_after(" + seconds(f, step.total) + ") as " + whole;
    if (isVisible(step.name))
        line += ", " + need("visible") + '(' + text(f, step.name) + ", " + whole + ')';
    f.write(line + ':');
    ++f.indent;
    const std::size_t left = f.left.size();
    for (std::size_t i = 0; i < step.operations.size(); ++i) {
        const OperationStep &operation = step.operations[i];
        const int outer = std::exchange(f.step, operation.range.begin.line);
        const bool isLast = i + 1 == step.operations.size();
        const bool mayBeCancelled = isReferredTo(operation.name) || m_program.uses.byPattern;
        const bool raises = !operation.hasOtherwise && !mayBeCancelled;
        std::string call = "trio.CancelScope(deadline=" + whole + ".deadline)";
        if (!isLast || operation.timeout) {
            std::string share;
            for (std::size_t j = i; j < step.operations.size(); ++j)
                share += ", " + decimal(f, step.operations[j].weight);
            share = need("share") + '(' + whole + share + ')';
            if (operation.timeout)
                share = "min(" + seconds(f, *operation.timeout) + ", " + share + ')';
            call = (raises ? "trio.fail_after(" : "trio.move_on_after(") + share + ')';
        }
        const bool hasName = operation.name.isConstant();
        const std::string variable = bind(f, Kind::Scope, operation.name.constantText(),
                                          hasName ? operation.name.constantText() : "operation");
        withScope(f, call, operation.name, variable, operation.body);
        f.left.push_back(f.names.back());
        f.names.pop_back();
        if (!raises)
            afterOperation(f, operation, variable, true);
        f.step = outer;
    }
    if (step.operations.empty())
        f.write("pass");
    --f.indent;
    f.left.resize(left);
    f.left.push_back(f.names.back());
    f.names.pop_back();
}

void PythonExporter::write(Function &f, const GracefulShutdownStep &step)
{
    const bool isNamed = step.name.isSet() && step.name.isConstant();
    const std::string variable
        = bind(f, Kind::Shutdown, step.name.constantText(), isNamed ? step.name.constantText() : "shutdown");
    f.write(variable + " = " + need("GracefulShutdown") + '(' + token(f, step.token)
            + ", grace=" + seconds(f, step.grace) + ')');
    if (!step.cleanup.empty()) {
        f.write("try:");
        ++f.indent;
    }
    std::string line = "with " + variable;
    if (isVisible(step.name))
        line += ", " + need("visible") + '(' + text(f, step.name) + ", " + variable + ".cancel_scope)";
    f.write(line + ':');
    body(f, step.body);
    f.left.push_back(f.names.back());
    f.names.pop_back();
    if (step.cleanup.empty())
        return;
    --f.indent;
    f.write("finally:");
    ++f.indent;
    f.write("with trio.move_on_after(" + seconds(f, step.cleanupLimit) + ", shield=True):");
    body(f, step.cleanup);
    --f.indent;
}

} // namespace ScopeLab
