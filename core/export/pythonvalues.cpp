// Names and values: what stands for them in the program.

#include "core/export/pythonexporter.h"
#include "core/export/pythontext.h"

#include <algorithm>

namespace ScopeLab {

// -- names

std::string PythonExporter::bind(Function &f, Kind kind, const std::string &name, const std::string &wanted)
{
    return CodeExporter::bind(f, kind, name, wanted).variable;
}

/// The scope of a name that stands for one: `commit`, `workers.cancel_scope`.
std::string PythonExporter::scopeOf(const CodeName &name)
{
    return name.kind == Kind::Scope ? name.variable : name.variable + ".cancel_scope";
}

std::string PythonExporter::livingScope(Function &f, const Template &name)
{
    if (const auto known = scopeInSight(f, name))
        return scopeOf(*known);
    need("visible");
    return "living_scope(" + text(f, name) + ')';
}

std::string PythonExporter::scopeForPredicate(Function &f, const Template &name)
{
    if (const auto known = scopeToAsk(f, name))
        return scopeOf(*known);
    need("visible");
    return "last_scope(" + text(f, name) + ')';
}

std::string PythonExporter::errorOf(Function &f, const Template &name)
{
    const auto found = errorNamed(f, name);
    return found ? found->variable : "None";
}

std::string PythonExporter::handledError(Function &f)
{
    if (!f.handled.empty())
        return f.handled;
    m_imports.insert("sys");
    return "sys.exception()";
}

std::string PythonExporter::resource(Function &f, const std::map<std::string, std::string> &all, const Template &name)
{
    if (name.isConstant())
        return all.at(name.constantText());
    std::string table;
    for (const auto &[known, variable] : all)
        table += (table.empty() ? "" : ", ") + Python::literal(known) + ": " + variable;
    return '{' + table + "}[" + text(f, name) + ']';
}

std::string PythonExporter::token(Function &f, const Template &name)
{
    return resource(f, m_tokens, name);
}

// -- values

std::string PythonExporter::inFormat(Function &f, const Template &value)
{
    std::string result;
    for (const Template::Part &part : value.parts) {
        if (!part.isName) {
            result += Python::inFormat(part.text);
            continue;
        }
        const auto found = valueOf(f, part);
        const std::string variable = found ? found->variable : "''";
        if (found && found->kind == Kind::Error)
            result += '{' + need("describe") + '(' + variable + ")}";
        else if (!part.field.empty())
            result += '{' + variable + "['" + field(part.field) + "']}";
        else
            result += '{' + variable + '}';
    }
    return result;
}

std::string PythonExporter::text(Function &f, const Template &value)
{
    if (value.isConstant())
        return Python::literal(value.constantText());
    return "f\"" + inFormat(f, value) + '"';
}

std::string PythonExporter::seconds(Function &f, const Value<Duration> &value)
{
    if (!value.constant)
        return need("seconds") + '(' + text(f, value.source) + ')';
    if (*value.constant == Forever)
        m_imports.insert("math");
    return Python::seconds(*value.constant);
}

std::string PythonExporter::number(Function &f, const Value<std::int64_t> &value)
{
    return value.constant ? Code::digits(*value.constant) : "int(" + text(f, value.source) + ')';
}

std::string PythonExporter::decimal(Function &f, const Value<double> &value)
{
    if (!value.constant)
        return "float(" + text(f, value.source) + ')';
    return Code::decimal(*value.constant);
}

std::string PythonExporter::flag(Function &f, const Value<bool> &value)
{
    if (value.constant)
        return *value.constant ? "True" : "False";
    return text(f, value.source) + " == \"true\"";
}

/// The class of an exception that is known before the program runs.
std::string PythonExporter::errorClass(const std::string &name)
{
    if (const auto own = m_exceptions.find(name); own != m_exceptions.end())
        return own->second;
    if (name == "TimeoutError")
        return "trio.TooSlowError";
    return m_builtIn.isKnown(name) ? name : need("error_named") + '(' + Python::literal(name) + ')';
}

std::string PythonExporter::errorType(Function &f, const Template &type)
{
    if (!type.isConstant())
        return need("error_named") + '(' + text(f, type) + ')';
    std::string name = type.constantText();
    const std::string native = m_scenario.backend == "trio" ? "trio.Cancelled" : m_scenario.backend + ".CancelledError";
    if (name == "cancelled" || name == native)
        return "trio.Cancelled"; // what the backend's class is called here
    if (name == "group")
        return "BaseExceptionGroup";
    for (const char *backend : {"asyncio", "curio"}) {
        if (name == std::string(backend) + ".CancelledError") {
            m_imports.insert(backend);
            return name;
        }
    }
    return name == "trio.Cancelled" ? name : errorClass(name);
}

std::string PythonExporter::matched(Function &f, const std::vector<Template> &types)
{
    std::vector<std::string> names;
    for (const Template &type : types) {
        names.push_back(errorType(f, type));
        if (names.back() == "OSError") // a TimeoutError is one, Trio's own is not
            names.emplace_back("trio.TooSlowError");
    }
    if (names.size() == 1)
        return names.front();
    std::string list;
    for (const std::string &name : names)
        list += (list.empty() ? "" : ", ") + name;
    return '(' + list + ')';
}

std::string PythonExporter::error(Function &f, const RaiseSpec &spec)
{
    std::string made;
    if (spec.isGroup) {
        std::string members;
        bool isPlain = true;
        for (const RaiseSpec &member : spec.members) {
            members += (members.empty() ? "" : ", ") + causedError(f, member);
            isPlain &= !member.error.isSet() && member.type.text != "cancelled" && member.type.text != "BaseException";
            isPlain &= !member.isGroup;
        }
        made = (isPlain ? "ExceptionGroup(" : "BaseExceptionGroup(") + text(f, spec.message) + ", [" + members + "])";
    } else if (spec.error.isSet()) {
        made = errorOf(f, spec.error);
        if (!f.certain.contains(made))
            made = need("present") + '(' + made + ')';
    } else if (spec.type.constantText() == "cancelled") {
        made = "await " + need("cancelled_error") + "()";
    } else {
        made = errorType(f, spec.type) + '(' + (spec.message.isSet() ? text(f, spec.message) : "") + ')';
    }
    if (!spec.notes.empty()) {
        made = need("noted") + '(' + made;
        for (const Template &note : spec.notes)
            made += ", " + text(f, note);
        made += ')';
    }
    return made;
}

/// The same with its cause, where no `raise … from` says it.
std::string PythonExporter::causedError(Function &f, const RaiseSpec &spec)
{
    if (spec.causeName.isSet())
        return need("caused") + '(' + error(f, spec) + ", " + errorOf(f, spec.causeName) + ')';
    if (spec.cause)
        return need("caused") + '(' + error(f, spec) + ", " + causedError(f, *spec.cause) + ')';
    return error(f, spec);
}

std::string PythonExporter::compared(Function &f, const Template &value, bool)
{
    const auto found = soleValue(f, value);
    if (!found || found->isCounter)
        return text(f, value);
    const std::string &member = value.parts.front().field;
    return found->variable + (member.empty() ? "" : "[\"" + field(member) + "\"]");
}

CodeCondition PythonExporter::test(Function &f, const Predicate &predicate)
{
    using Ask = Predicate::Kind;
    using Binds = CodeCondition::Binds;
    switch (predicate.kind) {
    case Ask::Present: return {errorOf(f, predicate.name) + " is not None", Binds::Loose};
    case Ask::IsCancelled: return {"isinstance(" + errorOf(f, predicate.name) + ", trio.Cancelled)"};
    case Ask::OnlyCancelled: return {need("only_cancelled") + '(' + errorOf(f, predicate.name) + ')'};
    case Ask::CancelCalled: return {scopeForPredicate(f, predicate.name) + ".cancel_called"};
    case Ask::CancelledCaught: return {scopeForPredicate(f, predicate.name) + ".cancelled_caught"};
    case Ask::TokenCancelled: return {token(f, predicate.name) + ".cancelled"};
    case Ask::Count:
        return {need("members") + '(' + errorOf(f, predicate.name) + ") > " + number(f, predicate.over), Binds::Loose};
    case Ask::Chance:
        m_imports.insert("random");
        return {"random.random() < " + decimal(f, predicate.chance), Binds::Loose};
    default: return {"False"};
    }
}

} // namespace ScopeLab
