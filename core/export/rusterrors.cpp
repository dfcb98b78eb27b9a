// How raising, catching and taking apart errors reads in Rust.

#include "core/export/rustexporter.h"
#include "core/export/rusttext.h"
#include "core/scenario/walk.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

namespace {

bool isCancellation(const std::string &type)
{
    return type == "cancelled" || type.ends_with(".Cancelled") || type.ends_with(".CancelledError");
}

bool onlyCancellations(const Handler &handler)
{
    return std::all_of(handler.match.begin(), handler.match.end(),
                       [](const Template &type) { return isCancellation(type.constantText()); });
}

} // namespace

/// A pattern for errors of these types; `_` for all.
std::string RustExporter::pattern(const std::vector<Template> &types)
{
    std::vector<std::string> variants;
    for (const Template &type : types) {
        const std::string name = type.constantText();
        if (name == "Exception" || name == "BaseException")
            return "_";
        if (isCancellation(name) || !type.isConstant())
            continue;
        if (name == "group" || name == "ExceptionGroup" || name == "BaseExceptionGroup") {
            variants.emplace_back("Error::Group(..)");
            continue;
        }
        variants.push_back("Error::" + variant(name) + "(_)");
        for (const std::string &under : m_raised) {
            if (under != name && m_types.isA(under, name))
                variants.push_back("Error::" + variant(under) + "(_)");
        }
    }
    std::string result;
    for (const std::string &variant : variants)
        result += (result.empty() ? "" : " | ") + variant;
    return result;
}

std::string RustExporter::newError(Function &f, const RaiseSpec &spec)
{
    const std::string message = spec.message.isSet() ? owned(f, spec.message) : "String::new()";
    if (spec.isGroup) {
        std::string members;
        for (const RaiseSpec &member : spec.members)
            members += (members.empty() ? "" : ", ") + newError(f, member);
        return "Error::Group(" + message + ", vec![" + members + "])";
    }
    if (spec.error.isSet()) {
        const auto error = errorNamed(f, spec.error);
        if (!error)
            return "todo!()";
        return error->variable
               + (error->type == "Option<Error>" ? ".clone().expect(\"there is something to raise\")" : ".clone()");
    }
    if (!spec.type.isConstant())
        return "Error::RuntimeError(" + formatted(f, "format!", spec.type) + ')';
    const std::string type = spec.type.constantText();
    return isCancellation(type) ? "Error::Cancelled(String::new())" : "Error::" + variant(type) + '(' + message + ')';
}

void RustExporter::write(Function &f, const RaiseSpec &spec)
{
    for (const Template &note : spec.notes)
        comment(f, "note: " + note.text);
    if (spec.causeName.isSet())
        comment(f, "its source() would be '" + spec.causeName.text + "'");
    else if (spec.cause)
        comment(f, "its source() would be " + newError(f, *spec.cause));
    if (spec.type.isConstant() && isCancellation(spec.type.constantText())) {
        comment(f, "A cancellation is raised here. In Rust only the owner of a future can cancel it, by dropping it.");
        return;
    }
    fail(f, "return Err(" + newError(f, spec) + ");");
}

void RustExporter::write(Function &f, const TryStep &step)
{
    const std::string result = local(f, "result");
    const std::size_t at = f.lines.size();
    if (!step.hasFinally) {
        asyncBlock(f, "let " + result + ": Result = ", step.body, {}, true);
        f.write(".await;");
        handlers(f, step, result);
        return;
    }
    if (step.handlers.empty()) {
        asyncBlock(f, "let " + result + ": Result = ", step.body, {}, true);
    } else {
        const bool outer = std::exchange(f.fails, true);
        f.write("let " + result + ": Result = async {");
        ++f.indent;
        const std::size_t names = f.names.size();
        const std::string inner = local(f, "result");
        asyncBlock(f, "let " + inner + ": Result = ", step.body, {}, true);
        f.write(".await;");
        handlers(f, step, inner);
        f.names.resize(names);
        this->result(f, {});
        --f.indent;
        f.write("}");
        f.fails = outer;
    }
    f.write(".await;");
    comment(f, "Finally. A future that is dropped runs destructors only: what must not be missed belongs into one.");
    steps(f, step.finally);
    if (!endsInReturn(f)) {
        fail(f, result + "?;");
        return;
    }
    std::string &opening = f.lines[at].text; // what the body ended with is lost
    opening.replace(opening.find(result), result.size(), "_");
}

/// What is said of handlers that a cancellation would come to.
void RustExporter::cancellationComments(Function &f, const TryStep &step)
{
    for (const Handler &handler : step.handlers) {
        if (onlyCancellations(handler)) {
            std::string logged;
            forEachStep(handler.body, [&logged](const Step &inner) {
                if (const auto *log = std::get_if<LogStep>(&inner.payload))
                    logged += (logged.empty() ? ": " : ", ") + ('"' + log->text.text + '"');
            });
            f.step = handler.line;
            comment(f, "A handler of cancellations cannot be written: a dropped future runs destructors only" + logged);
        } else if (std::any_of(handler.match.begin(), handler.match.end(), [](const Template &type) {
                       return type.text == "BaseException" || isCancellation(type.constantText());
                   })) {
            f.step = handler.line;
            comment(f, "A cancellation never comes here: a dropped future runs destructors only.");
        }
    }
}

void RustExporter::groupHandlers(Function &f, const TryStep &step, const std::string &result)
{
    const std::string rest = local(f, "rest");
    f.write("let mut " + rest + " = " + result + ".err();");
    if (!step.orElse.empty())
        block(f, "if " + rest + ".is_none()", step.orElse);
    for (const Handler &handler : step.handlers) {
        const std::string matched = pattern(handler.match);
        if (matched.empty())
            continue;
        const int outer = std::exchange(f.step, handler.line);
        const std::size_t names = f.names.size();
        const std::string errors
            = bind(f, Kind::Error, handler.as, handler.as.empty() ? "errors" : handler.as, "Error").variable;
        const std::string taking = need("take") + "(&mut " + rest + ", |error| matches!(error, " + matched + "))";
        const std::string handled = std::exchange(f.handled, errors);
        const std::size_t at = f.lines.size();
        block(f, "if let Some(" + errors + ") = " + taking, handler.body);
        f.handled = handled;
        const bool isUsed = std::any_of(
            f.lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, f.lines.end(),
            [&errors](const ExportedCode::Line &line) { return line.text.find(errors) != std::string::npos; });
        if (!isUsed)
            f.lines[at] = f.indented("if " + taking + ".is_some() {");
        f.names.resize(names);
        f.step = outer;
    }
    f.write("if let Some(error) = " + rest + " {");
    fail(f, "    return Err(error);");
    f.write("}");
}

void RustExporter::handlers(Function &f, const TryStep &step, const std::string &result)
{
    cancellationComments(f, step);
    if (step.isGroupHandler) {
        groupHandlers(f, step, result);
        return;
    }
    const bool areAllCancellations = std::all_of(step.handlers.begin(), step.handlers.end(), onlyCancellations);
    if (areAllCancellations && step.orElse.empty()) {
        fail(f, result + "?;");
        return;
    }
    if (step.handlers.size() == 1 && step.orElse.empty() && pattern(step.handlers.front().match) == "_") {
        onlyHandler(f, step.handlers.front(), result);
        return;
    }
    matchHandlers(f, step, result);
}

/// Handlers as the arms of a match.
void RustExporter::matchHandlers(Function &f, const TryStep &step, const std::string &result)
{
    bool catchesAll = false;
    f.write("match " + result + " {");
    ++f.indent;
    if (!step.orElse.empty())
        block(f, "Ok(()) =>", step.orElse);
    for (const Handler &handler : step.handlers) {
        const std::string matched = pattern(handler.match);
        if (matched.empty() || catchesAll)
            continue;
        catchesAll |= matched == "_";
        bool isUsed = false;
        forEachStep(handler.body,
                    [&isUsed](const Step &inner) { isUsed |= std::holds_alternative<ReraiseStep>(inner.payload); });
        const int outer = std::exchange(f.step, handler.line);
        const std::size_t names = f.names.size();
        std::string variable;
        std::string binding = matched;
        if (!handler.as.empty() || isUsed || asksForHandled(handler.body)) {
            variable = bind(f, Kind::Error, handler.as, handler.as.empty() ? "error" : handler.as, "Error").variable;
            const bool isAlternative = matched.find(" | ") != std::string::npos;
            binding = matched == "_" ? variable : variable + " @ " + (isAlternative ? '(' + matched + ')' : matched);
        }
        const std::string handled = std::exchange(f.handled, variable);
        block(f, "Err(" + binding + ") =>", handler.body);
        f.handled = handled;
        f.names.resize(names);
        f.step = outer;
    }
    if (catchesAll && step.orElse.empty())
        f.write("Ok(()) => {}");
    else if (!catchesAll && step.orElse.empty())
        fail(f, "other => other?,");
    else if (!catchesAll)
        fail(f, "Err(error) => return Err(error),");
    --f.indent;
    f.write("}");
}

/// The one handler of a try, which takes every error.
void RustExporter::onlyHandler(Function &f, const Handler &handler, const std::string &result)
{
    const int outer = std::exchange(f.step, handler.line);
    const std::size_t names = f.names.size();
    bool reraises = false;
    forEachStep(handler.body,
                [&reraises](const Step &inner) { reraises |= std::holds_alternative<ReraiseStep>(inner.payload); });
    std::string variable;
    if (!handler.as.empty() || reraises || asksForHandled(handler.body))
        variable = bind(f, Kind::Error, handler.as, handler.as.empty() ? "error" : handler.as, "Error").variable;
    const std::string handled = std::exchange(f.handled, variable);
    block(f, variable.empty() ? "if " + result + ".is_err()" : "if let Err(" + variable + ") = " + result,
          handler.body);
    f.handled = handled;
    f.names.resize(names);
    f.step = outer;
}

void RustExporter::split(Function &f, const Template &error, const std::string &cancels, const std::string &errors)
{
    const auto whole = error.isSet() ? errorNamed(f, error) : std::nullopt;
    const std::string source = whole ? asOption(whole) : f.handled.empty() ? "None" : "Some(" + f.handled + ".clone())";
    if (!cancels.empty())
        f.write("let " + bind(f, Kind::Error, cancels, cancels, "Option<Error>").variable
                + ": Option<Error> = None; // what was cancelled was dropped, and is no error");
    if (!errors.empty()) {
        const bool isVariable = whole && whole->type == "Option<Error>";
        const std::string clone = isVariable ? source + ".clone()" : source;
        f.write("let " + bind(f, Kind::Error, errors, errors, "Option<Error>").variable + ": Option<Error> = " + clone
                + ';');
    }
}

} // namespace ScopeLab
