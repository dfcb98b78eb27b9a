// Names and values: what stands for them in the program.

#include "core/scenario/export/pythonexporter.h"
#include "core/scenario/export/pythontext.h"

#include <algorithm>

namespace ScopeLab {

// -- names

std::string PythonExporter::bind(Function &f, Kind kind, const std::string &name, const std::string &wanted)
{
    std::string variable = Python::identifier(wanted);
    const auto isTaken = [&](const std::string &candidate) {
        const auto isIt = [&](const CodeName &other) { return other.variable == candidate; };
        return m_moduleNames.contains(candidate) || std::any_of(f.names.begin(), f.names.end(), isIt)
               || std::any_of(f.captured.begin(), f.captured.end(), isIt);
    };
    for (int i = 2; isTaken(variable); ++i)
        variable = Python::identifier(wanted) + '_' + std::to_string(i);
    f.names.push_back({kind, name, variable});
    m_variables.insert(variable);
    return variable;
}

bool PythonExporter::isVisible(const Template &name) const
{
    if (!name.isSet())
        return false;
    return m_names.byPattern || !name.isConstant() || m_names.found.contains(name.constantText());
}

std::string PythonExporter::scopeOf(Function &f, const Template &name)
{
    if (name.isConstant()) {
        const std::string wanted = name.constantText();
        const auto found = f.find([&wanted](const CodeName &known) {
            return known.name == wanted
                   && (known.kind == Kind::Scope || known.kind == Kind::Group || known.kind == Kind::Shutdown);
        });
        if (found)
            return found->kind == Kind::Scope ? found->variable : found->variable + ".cancel_scope";
    }
    need("visible");
    return "living_scope(" + text(f, name) + ')';
}

std::string PythonExporter::scopeForPredicate(Function &f, const Template &name)
{
    if (name.isConstant()) {
        const std::string wanted = name.constantText();
        const auto isIt = [&wanted](const CodeName &known) {
            return known.name == wanted
                   && (known.kind == Kind::Scope || known.kind == Kind::Group || known.kind == Kind::Shutdown);
        };
        if (f.find(isIt))
            return scopeOf(f, name);
        // One that was left in this very block can still be asked.
        for (auto at = f.left.rbegin(); at != f.left.rend(); ++at) {
            if (isIt(*at))
                return at->kind == Kind::Scope ? at->variable : at->variable + ".cancel_scope";
        }
        m_lateNames.insert(wanted);
    }
    need("visible");
    return "last_scope(" + text(f, name) + ')';
}

std::string PythonExporter::errorOf(Function &f, const Template &name)
{
    const std::string wanted = name.constantText();
    const auto found
        = f.find([&wanted](const CodeName &known) { return known.kind == Kind::Error && known.name == wanted; });
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
            result += Python::escaped(part.text, true);
            continue;
        }
        const auto found = f.find([&part](const CodeName &known) {
            const bool isValue = known.kind == Kind::Error || known.kind == Kind::Text || known.kind == Kind::Item;
            return isValue && known.name == part.text;
        });
        const std::string variable = found ? found->variable : "''";
        if (found && found->kind == Kind::Error)
            result += '{' + need("describe") + '(' + variable + ")}";
        else if (!part.field.empty())
            result += '{' + variable + "['" + part.field + "']}";
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
    return value.constant ? std::to_string(*value.constant) : "int(" + text(f, value.source) + ')';
}

std::string PythonExporter::decimal(Function &f, const Value<double> &value)
{
    if (!value.constant)
        return "float(" + text(f, value.source) + ')';
    std::string digits = std::to_string(*value.constant);
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.')
        digits.pop_back();
    return digits;
}

std::string PythonExporter::flag(Function &f, const Value<bool> &value)
{
    if (value.constant)
        return *value.constant ? "True" : "False";
    return text(f, value.source) + " == \"true\"";
}

std::string PythonExporter::errorType(Function &f, const Template &type)
{
    if (!type.isConstant())
        return need("error_named") + '(' + text(f, type) + ')';
    std::string name = type.constantText();
    const std::string native = m_scenario.backend == "trio" ? "trio.Cancelled" : m_scenario.backend + ".CancelledError";
    if (name == "TimeoutError")
        return "trio.TooSlowError";
    if (name == "cancelled" || name == native)
        return "trio.Cancelled"; // what the backend's class is called here
    if (name == "group")
        return "BaseExceptionGroup";
    if (name == "asyncio.CancelledError")
        m_imports.insert("asyncio");
    else if (name == "curio.CancelledError")
        m_imports.insert("curio");
    return name;
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

/// The variable that is all of @p value; empty if there is more to it.
std::string PythonExporter::soleVariable(Function &f, const Template &value)
{
    if (value.parts.size() != 1 || !value.parts.front().isName)
        return {};
    const Template::Part &part = value.parts.front();
    const auto found = f.find([&part](const CodeName &known) {
        return (known.kind == Kind::Text || known.kind == Kind::Item) && known.name == part.text;
    });
    if (!found)
        return {};
    return part.field.empty() ? found->variable : found->variable + '[' + Python::literal(part.field) + ']';
}

/// Two texts; but `attempt == 3` where that says the same.
std::string PythonExporter::comparison(Function &f, const Predicate &predicate, const char *sign)
{
    const auto isCounter = [](const std::string &variable) { return variable == "attempt" || variable == "index"; };
    const auto side = [&](const Template &value, const Template &other) {
        std::string variable = soleVariable(f, value);
        if (!variable.empty() && (!isCounter(variable) || isPlainCount(other)))
            return variable;
        return isCounter(soleVariable(f, other)) && isPlainCount(value) ? value.constantText() : text(f, value);
    };
    const std::string left = side(predicate.left, predicate.right);
    return left + sign + side(predicate.right, predicate.left);
}

std::string PythonExporter::condition(Function &f, const Predicate &predicate)
{
    using Ask = Predicate::Kind;
    const auto joined = [&](const char *word) {
        std::string result;
        for (const Predicate &part : predicate.parts) {
            const bool isCompound = part.kind == Ask::All || part.kind == Ask::Any;
            const std::string one = condition(f, part);
            result += (result.empty() ? "" : word) + (isCompound ? '(' + one + ')' : one);
        }
        return result;
    };
    switch (predicate.kind) {
    case Ask::Present: return errorOf(f, predicate.name) + " is not None";
    case Ask::IsCancelled: return "isinstance(" + errorOf(f, predicate.name) + ", trio.Cancelled)";
    case Ask::OnlyCancelled: return need("only_cancelled") + '(' + errorOf(f, predicate.name) + ')';
    case Ask::CancelCalled: return scopeForPredicate(f, predicate.name) + ".cancel_called";
    case Ask::CancelledCaught: return scopeForPredicate(f, predicate.name) + ".cancelled_caught";
    case Ask::TokenCancelled: return token(f, predicate.name) + ".cancelled";
    case Ask::Count: return need("members") + '(' + errorOf(f, predicate.name) + ") > " + number(f, predicate.over);
    case Ask::Equal: return comparison(f, predicate, " == ");
    case Ask::Chance: m_imports.insert("random"); return "random.random() < " + decimal(f, predicate.chance);
    case Ask::Not: {
        const Predicate &part = predicate.parts.front();
        if (part.kind == Ask::Equal)
            return comparison(f, part, " != ");
        const bool isSimple = part.kind == Ask::TokenCancelled || part.kind == Ask::CancelCalled
                              || part.kind == Ask::CancelledCaught || part.kind == Ask::IsCancelled
                              || part.kind == Ask::OnlyCancelled;
        return isSimple ? "not " + condition(f, part) : "not (" + condition(f, part) + ')';
    }
    case Ask::All: return joined(" and ");
    case Ask::Any: return joined(" or ");
    }
    return "False";
}

} // namespace ScopeLab
