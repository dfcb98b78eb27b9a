// How raising, catching and taking apart errors reads in C++.

#include "core/export/cppexporter.h"
#include "core/export/cpptext.h"
#include "core/scenario/walk.h"

#include <utility>

namespace ScopeLab {

namespace {

/// True if @p steps neither wait nor raise anything.
bool areCalm(const Steps &steps)
{
    bool calm = true;
    forEachStep(steps, [&calm](const Step &step) {
        const Step::Payload &payload = step.payload;
        calm &= std::holds_alternative<LogStep>(payload) || std::holds_alternative<SetStep>(payload)
                || std::holds_alternative<CancelStep>(payload) || std::holds_alternative<SplitStep>(payload)
                || std::holds_alternative<NonCancelSubgroupStep>(payload) || std::holds_alternative<IfStep>(payload)
                || std::holds_alternative<SetDeadlineStep>(payload) || std::holds_alternative<SetShieldStep>(payload)
                || std::holds_alternative<WorkStep>(payload);
    });
    return calm;
}

std::string quotedList(const std::vector<std::string> &names)
{
    std::string list;
    for (const std::string &name : names)
        list += (list.empty() ? "" : ", ") + Cpp::literal(name);
    return list;
}

bool isNative(const std::string &type, const Scenario &scenario)
{
    const std::string own = scenario.backend == "trio" ? "trio.Cancelled" : scenario.backend + ".CancelledError";
    return type == "cancelled" || type == own;
}

} // namespace

/// The names of @p type and of the types below it that may occur.
std::vector<std::string> CppExporter::typesUnder(const Template &type) const
{
    std::vector<std::string> names{type.constantText()};
    for (const std::string &name : m_raised) {
        if (name != names.front() && m_types.isA(name, names.front()))
            names.push_back(name);
    }
    return names;
}

/// True where an outcome is one of these.
std::string CppExporter::isMatched(Function &f, const std::string &outcome, const std::vector<Template> &types)
{
    std::string result;
    std::vector<std::string> names;
    const auto add = [&result](const std::string &test) { result += (result.empty() ? "" : " || ") + test; };
    const std::string error = outcome + ".error()";
    for (const Template &type : types) {
        const std::string name = type.constantText();
        if (!type.isConstant()) {
            add("(" + error + " && " + error + "->type == " + text(f, type) + ')');
        } else if (name == "BaseException") {
            return '!' + outcome + ".hasValue()";
        } else if (name == "Exception") {
            add(outcome + ".hasError()");
        } else if (isNative(name, m_scenario)) {
            engine("split");
            add("isCancelled(" + error + ')');
        } else if (name == "group" || name == "BaseExceptionGroup") {
            add("(" + error + " && " + error + "->isGroup())");
        } else {
            for (const std::string &under : typesUnder(type))
                names.push_back(under);
        }
    }
    if (names.size() == 1)
        add((result.empty() && types.size() == 1 ? "" : "(") + error + " && " + error
            + "->type == " + Cpp::literal(names.front()) + (result.empty() && types.size() == 1 ? "" : ")"));
    else if (!names.empty()) {
        engine("split");
        add((types.size() == 1 ? "" : "(") + error + " && ofType({" + quotedList(names) + "})(*" + error + ')'
            + (types.size() == 1 ? "" : ")"));
    }
    if (result.front() == '(' && Code::withoutTexts(result).find(" || ") == std::string::npos)
        result = result.substr(1, result.size() - 2);
    return result;
}

/// A function of an error that is true for these.
std::string CppExporter::matcher(Function &f, const std::vector<Template> &types)
{
    std::string result;
    std::vector<std::string> names;
    const auto add = [&result](const std::string &test) { result += (result.empty() ? "" : " || ") + test; };
    for (const Template &type : types) {
        const std::string name = type.constantText();
        if (!type.isConstant())
            add("candidate.type == " + text(f, type));
        else if (name == "BaseException")
            add("true");
        else if (name == "Exception")
            add("candidate.holds == Error::Errors");
        else if (isNative(name, m_scenario))
            add("candidate.kind == ErrorKind::Cancelled");
        else if (name == "group" || name == "BaseExceptionGroup")
            add("candidate.isGroup()");
        else
            for (const std::string &under : typesUnder(type))
                names.push_back(under);
    }
    std::string listed = "ofType({" + quotedList(names) + "})";
    if (result.empty() || !names.empty())
        engine("split");
    if (result.empty())
        return listed;
    if (!names.empty())
        add(listed + "(candidate)");
    return "[&](const Error &candidate) { return " + result + "; }";
}

// -- raising

void CppExporter::raiseAgain(Function &f, const std::string &error)
{
    engine("catching");
    await(f, "raiseAgain(" + error + ')');
}

void CppExporter::throwError(Function &f, const std::string &error)
{
    engine("exceptions");
    f.write("throwError(" + error + ");");
}

bool CppExporter::mayHoldCancellation(const RaiseSpec &spec) const
{
    if (spec.isGroup) {
        bool may = false;
        for (const RaiseSpec &member : spec.members)
            may |= mayHoldCancellation(member);
        return may;
    }
    return spec.error.isSet() || !spec.type.isConstant() || isNative(spec.type.constantText(), m_scenario);
}

std::string CppExporter::newError(Function &f, const RaiseSpec &spec)
{
    if (spec.isGroup) {
        std::string members;
        for (const RaiseSpec &member : spec.members)
            members += (members.empty() ? "" : ", ") + memberError(f, member);
        return "makeGroup(" + (spec.message.isSet() ? text(f, spec.message) : "\"\"") + ", {" + members + "})";
    }
    if (spec.error.isSet()) {
        const std::string error = errorOf(f, spec.error);
        return f.certain.contains(error) ? error : need("present") + '(' + error + ')';
    }
    const std::string message = spec.message.isSet() ? text(f, spec.message) : std::string();
    if (!spec.type.isConstant())
        return need("errorNamed") + '(' + text(f, spec.type) + ", " + (message.empty() ? "\"\"" : message) + ')';
    const std::string type = spec.type.constantText();
    if (isNative(type, m_scenario))
        return "makeCancelled()";
    const bool isBase = !m_types.isA(type, "Exception");
    std::string arguments = Cpp::literal(type);
    if (isBase)
        arguments += ", " + (message.empty() ? "\"\"" : message) + ", true";
    else if (!message.empty())
        arguments += ", " + message;
    return "makeError(" + arguments + ')';
}

/// The same with its notes and cause, which have no line of their own inside a group.
std::string CppExporter::memberError(Function &f, const RaiseSpec &spec)
{
    if (spec.causeName.isSet())
        return need("caused") + '(' + notedError(f, spec) + ", " + errorOf(f, spec.causeName) + ')';
    if (spec.cause)
        return need("caused") + '(' + notedError(f, spec) + ", " + memberError(f, *spec.cause) + ')';
    return notedError(f, spec);
}

std::string CppExporter::notedError(Function &f, const RaiseSpec &spec)
{
    if (spec.notes.empty())
        return newError(f, spec);
    std::string notes;
    for (const Template &note : spec.notes)
        notes += (notes.empty() ? "" : ", ") + text(f, note);
    return need("noted") + '(' + newError(f, spec) + ", {" + notes + "})";
}

void CppExporter::write(Function &f, const RaiseSpec &spec)
{
    const bool isOldError = spec.error.isSet();
    std::string error = newError(f, spec);
    const bool hasContext = !f.handled.empty() && error != f.handled;
    if (hasContext || !spec.notes.empty() || spec.cause || spec.causeName.isSet()) {
        const bool hasVariable = isOldError && f.certain.contains(error);
        const std::string variable = hasVariable ? error : local(f, "failure");
        if (!hasVariable)
            f.write("const ErrorPtr " + variable + " = " + error + ';');
        for (const Template &note : spec.notes)
            f.write(variable + "->notes.emplace_back(" + text(f, note) + ");");
        if (spec.causeName.isSet())
            f.write(variable + "->setCause(" + errorOf(f, spec.causeName) + ");");
        else if (spec.cause)
            f.write(variable + "->setCause(" + memberError(f, *spec.cause) + ");");
        if (hasContext)
            f.write("chainContext(" + variable + ", " + f.handled + "); // as Python's raise does by itself");
        error = variable;
    }
    if (isOldError && m_inGroupHandler)
        f.write(error + "->growTraceback(); // as Python's raise does: it is not merged back");
    if (isOldError || mayHoldCancellation(spec))
        raiseAgain(f, error);
    else
        throwError(f, error);
}

// -- catching

void CppExporter::write(Function &f, const TryStep &step)
{
    if (!step.hasFinally) {
        tryAndHandle(f, step);
        return;
    }
    const std::string guarded = local(f, "guarded");
    const auto inside = step.handlers.empty() ? inlined(f, step.body) : std::nullopt;
    engine("finallydo");
    f.write("auto " + guarded + " = finallyDo(" + (inside ? *inside : "[&]() -> Task<> {"));
    if (step.handlers.empty() && !inside) {
        coroutine(f, step.body);
    } else if (!inside) {
        const bool outer = std::exchange(f.awaits, true);
        const std::size_t names = f.names.size();
        ++f.indent;
        tryAndHandle(f, step);
        --f.indent;
        f.names.resize(names);
        f.awaits = outer;
    }
    if (inside)
        f.lines.back().text += ", [&]() -> Task<> {";
    else
        f.write("}, [&]() -> Task<> {");
    coroutine(f, step.finally);
    f.write("});");
    m_imports.insert("utility");
    await(f, "std::move(" + guarded + ')');
}

void CppExporter::tryAndHandle(Function &f, const TryStep &step)
{
    engine("catching");
    const std::string what = body(f, "tried", "catching(", step.body);
    const std::string outcome = local(f, "outcome");
    f.write("auto " + outcome + " = co_await " + what + ';');
    f.awaits = true;
    if (step.isGroupHandler) {
        groupHandlers(f, step, outcome);
        return;
    }
    bool catchesAll = false;
    std::string opening = "if (";
    for (const Handler &handler : step.handlers) {
        const int outer = std::exchange(f.step, handler.line);
        const std::string test = isMatched(f, outcome, handler.match);
        catchesAll |= test == '!' + outcome + ".hasValue()";
        if (opening == "if (")
            f.write(opening + test + ") {");
        else
            f.lines.back().text += opening + test + ") {";
        opening = " else if (";
        handlerBody(f, handler, outcome + ".handled()");
        f.step = outer;
    }
    if (!step.orElse.empty())
        joinedBlock(f, catchesAll ? " else" : " else if (" + outcome + ".hasValue())", step.orElse);
    if (!catchesAll) {
        m_imports.insert("utility");
        await(f, "std::move(" + outcome + "); // what nobody handled goes on");
        f.lines.back().text.pop_back(); // the semicolon stands before the comment
    }
}

/// The inside of a handler, and its closing brace. @param error an expression that gives it.
void CppExporter::handlerBody(Function &f, const Handler &handler, const std::string &error)
{
    bool raises = false;
    forEachStep(handler.body, [&raises](const Step &step) {
        raises |= std::holds_alternative<RaiseStep>(step.payload) || std::holds_alternative<ReraiseStep>(step.payload);
    });
    ++f.indent;
    const std::size_t names = f.names.size();
    const std::set<std::string> certain = f.certain;
    std::string variable;
    if (!handler.as.empty() || raises || needHandled(m_scenario, handler.body)) {
        variable = bind(f, Kind::Error, handler.as, handler.as.empty() ? "error" : handler.as, "ErrorPtr").variable;
        f.write("const ErrorPtr " + variable + " = " + error + ';');
        f.certain.insert(variable);
    } else {
        f.write(error + ';');
    }
    const std::string outer = std::exchange(f.handled, variable);
    steps(f, handler.body);
    f.handled = outer;
    f.certain = certain;
    f.names.resize(names);
    --f.indent;
    f.write("}");
}

void CppExporter::groupHandlers(Function &f, const TryStep &step, const std::string &outcome)
{
    if (!step.orElse.empty())
        block(f, "if (" + outcome + ".hasValue())", step.orElse);
    const std::string parts = local(f, "parts");
    engine("exceptgroup");
    f.write("ExceptGroup " + parts + '(' + outcome + ".handled());");
    for (const Handler &handler : step.handlers) {
        const int outer = std::exchange(f.step, handler.line);
        const std::size_t names = f.names.size();
        const std::set<std::string> certain = f.certain;
        const std::string variable
            = bind(f, Kind::Error, handler.as, handler.as.empty() ? "errors" : handler.as, "ErrorPtr").variable;
        f.certain.insert(variable);
        f.write("if (const ErrorPtr " + variable + " = " + parts + ".take(" + matcher(f, handler.match) + ")) {");
        ++f.indent;
        const std::string handled = std::exchange(f.handled, variable);
        const bool outerHandler = std::exchange(m_inGroupHandler, true);
        if (areCalm(handler.body)) {
            steps(f, handler.body);
        } else {
            engine("catching");
            const std::string what = body(f, "handling", "catching(", handler.body);
            const std::string ended = local(f, "ended");
            f.write("auto " + ended + " = co_await " + what + ';');
            f.awaits = true;
            f.write(parts + ".handlerEnded(" + ended + ".handled());");
        }
        m_inGroupHandler = outerHandler;
        f.handled = handled;
        --f.indent;
        f.write("}");
        f.certain = certain;
        f.names.resize(names);
        f.step = outer;
    }
    await(f, parts + ".rest()");
}

void CppExporter::split(Function &f, const Template &error, const std::string &cancels, const std::string &errors)
{
    const std::string whole = error.isSet() ? errorOf(f, error) : f.handled;
    const auto name
        = [&](const std::string &wanted) { return bind(f, Kind::Error, wanted, wanted, "ErrorPtr").variable; };
    engine("split");
    if (!cancels.empty() && !errors.empty()) {
        const std::string first = name(cancels);
        f.write("const auto [" + first + ", " + name(errors) + "] = splitCancellation(asGroup(" + whole + "));");
    } else if (!errors.empty()) {
        f.write("const ErrorPtr " + name(errors) + " = nonCancelSubgroup(asGroup(" + whole + "));");
    } else if (!cancels.empty()) {
        f.write("const ErrorPtr " + name(cancels) + " = splitCancellation(asGroup(" + whole + ")).matched;");
    }
}

} // namespace ScopeLab
