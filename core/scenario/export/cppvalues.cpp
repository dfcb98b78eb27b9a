// Names and values: what stands for them in the program.

#include "core/scenario/export/cppexporter.h"
#include "core/scenario/export/cpptext.h"
#include "core/scenario/values.h"

#include <algorithm>

namespace ScopeLab {

// -- names

std::string CppExporter::keyOf(const CodeName &name)
{
    return std::to_string(name.step) + ':' + name.name;
}

CodeName &CppExporter::bind(Function &f, Kind kind, const std::string &name, const std::string &wanted)
{
    const std::string plain = Cpp::identifier(wanted);
    std::string variable = plain;
    const auto isTaken = [&](const std::string &candidate) {
        const auto isIt = [&](const CodeName &other) { return other.variable == candidate; };
        return m_moduleNames.contains(candidate) || std::any_of(f.names.begin(), f.names.end(), isIt)
               || std::any_of(f.captured.begin(), f.captured.end(), isIt);
    };
    for (int i = 2; isTaken(variable); ++i)
        variable = plain + std::to_string(i);
    CodeName bound{kind, name, variable, {}, f.step, ++m_order};
    const bool isScope = kind == Kind::Scope || kind == Kind::Group || kind == Kind::Shutdown;
    bound.isShared = isScope && (m_known.shared.contains(keyOf(bound)) || m_known.lateNames.contains(name));
    f.names.push_back(std::move(bound));
    m_findings.variables.insert(variable);
    return f.names.back();
}

/// A variable of the program alone.
std::string CppExporter::local(Function &f, const std::string &wanted)
{
    return bind(f, Kind::Text, {}, wanted).variable;
}

bool CppExporter::isVisible(const Template &name) const
{
    if (!name.isSet())
        return false;
    return m_names.byPattern || !name.isConstant() || m_names.found.contains(name.constantText());
}

std::optional<CodeName> CppExporter::scopeInSight(Function &f, const Template &name)
{
    if (!name.isConstant())
        return std::nullopt;
    const std::string wanted = name.constantText();
    return f.find([&wanted](const CodeName &known) {
        return known.name == wanted
               && (known.kind == Kind::Scope || known.kind == Kind::Group || known.kind == Kind::Shutdown);
    });
}

/// What stands before a member of the scope: `commit.`, `workers.cancelScope().`.
std::string CppExporter::memberOf(const CodeName &name)
{
    const std::string member = name.variable + (name.isShared ? "->" : ".");
    return name.kind == Kind::Scope ? member : member + "cancelScope().";
}

std::string CppExporter::scopeMember(Function &f, const Template &name)
{
    if (const auto known = scopeInSight(f, name))
        return memberOf(*known);
    return need("livingScope") + '(' + text(f, name) + ").";
}

std::string CppExporter::scopeForPredicate(Function &f, const Template &name)
{
    if (const auto known = scopeInSight(f, name))
        return memberOf(*known);
    if (name.isConstant()) {
        const std::string wanted = name.constantText();
        for (auto at = f.left.rbegin(); at != f.left.rend(); ++at) { // left in this very block
            if (at->name == wanted)
                return memberOf(*at);
        }
        m_findings.lateNames.insert(wanted);
    }
    need("entered");
    return "lastScope(" + text(f, name) + ").";
}

std::string CppExporter::errorOf(Function &f, const Template &name)
{
    const std::string wanted = name.constantText();
    const auto found
        = f.find([&wanted](const CodeName &known) { return known.kind == Kind::Error && known.name == wanted; });
    return found ? found->variable : "ErrorPtr()";
}

std::string CppExporter::resource(Function &f, const std::map<std::string, std::string> &all, const Template &name)
{
    if (name.isConstant())
        return all.at(name.constantText());
    std::string table;
    for (const auto &[known, variable] : all)
        table += (table.empty() ? "" : ", ") + ('{' + Cpp::literal(known) + ", &" + variable) + '}';
    const std::string type = "decltype(" + all.begin()->second + ") *";
    const std::string chosen = local(f, "chosen");
    f.write("auto &" + chosen + " = *std::map<std::string, " + type + ">{" + table + "}.at(" + text(f, name) + ");");
    return chosen;
}

std::string CppExporter::token(Function &f, const Template &name)
{
    return resource(f, m_tokens, name);
}

// -- values

/// The variable that is all of @p value, and how it is written; nothing if there is more to it.
std::optional<CodeName> CppExporter::sole(Function &f, const Template &value, std::string *expression)
{
    if (value.parts.size() != 1 || !value.parts.front().isName)
        return std::nullopt;
    const Template::Part &part = value.parts.front();
    auto found = f.find([&part](const CodeName &known) {
        return (known.kind == Kind::Text || known.kind == Kind::Item) && known.name == part.text;
    });
    if (found)
        *expression = found->variable + (part.field.empty() ? "" : '.' + Cpp::identifier(part.field));
    return found;
}

std::string CppExporter::text(Function &f, const Template &value)
{
    if (value.isConstant())
        return Cpp::literal(value.constantText());
    std::string result;
    for (const Template::Part &part : value.parts) {
        std::string one;
        if (!part.isName) {
            one = Cpp::literal(part.text);
        } else {
            const auto found = f.find([&part](const CodeName &known) {
                const bool isValue = known.kind == Kind::Error || known.kind == Kind::Text || known.kind == Kind::Item;
                return isValue && known.name == part.text;
            });
            if (!found) {
                one = "std::string()";
            } else if (found->kind == Kind::Error) {
                const bool isCertain = f.certain.contains(found->variable);
                one = isCertain ? "describe(*" + found->variable + ')' : need("describe") + '(' + found->variable + ')';
            } else {
                if (found->kind == Kind::Item)
                    m_findings.asText.insert(keyOf(*found) + '.' + part.field);
                one = found->variable + (part.field.empty() ? "" : '.' + Cpp::identifier(part.field));
                if (found->type == "int")
                    one = "std::to_string(" + one + ')';
            }
        }
        result += (result.empty() ? "" : " + ") + one;
    }
    return result;
}

std::string CppExporter::duration(Function &f, const Value<Duration> &value)
{
    if (value.constant)
        return Cpp::duration(*value.constant);
    std::string expression;
    if (const auto found = sole(f, value.source, &expression); found && found->kind == Kind::Item) {
        const std::string key = keyOf(*found) + '.' + value.source.parts.front().field;
        m_findings.asDuration.insert(key);
        if (m_known.asDuration.contains(key) && !m_known.asText.contains(key))
            return expression;
        return need("toDuration") + '(' + expression + ')';
    }
    return need("toDuration") + '(' + text(f, value.source) + ')';
}

std::string CppExporter::number(Function &f, const Value<std::int64_t> &value)
{
    if (value.constant)
        return std::to_string(*value.constant);
    std::string expression;
    if (const auto found = sole(f, value.source, &expression); found && found->type == "int")
        return expression;
    return "std::stoi(" + text(f, value.source) + ')';
}

std::string CppExporter::decimal(Function &f, const Value<double> &value)
{
    if (!value.constant)
        return "std::stod(" + text(f, value.source) + ')';
    std::string digits = std::to_string(*value.constant);
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.')
        digits.pop_back();
    return digits;
}

std::string CppExporter::flag(Function &f, const Value<bool> &value)
{
    if (value.constant)
        return *value.constant ? "true" : "false";
    return text(f, value.source) + " == \"true\"";
}

/// Two texts; but `attempt == 3` where that says the same.
std::string CppExporter::comparison(Function &f, const Predicate &predicate, const char *sign)
{
    const auto counter = [&](const Template &value) -> std::string {
        std::string expression;
        const auto found = sole(f, value, &expression);
        return found && found->type == "int" ? expression : std::string();
    };
    const std::string left = counter(predicate.left);
    const std::string right = counter(predicate.right);
    if (!left.empty() && isPlainCount(predicate.right))
        return left + sign + predicate.right.constantText();
    if (!right.empty() && isPlainCount(predicate.left))
        return predicate.left.constantText() + sign + right;
    const bool areLiterals = predicate.left.isConstant() && predicate.right.isConstant();
    const std::string first = text(f, predicate.left);
    return (areLiterals ? "std::string(" + first + ')' : first) + sign + text(f, predicate.right);
}

std::string CppExporter::condition(Function &f, const Predicate &predicate)
{
    using Ask = Predicate::Kind;
    const auto joined = [&](const char *word) {
        std::string result;
        for (const Predicate &part : predicate.parts) {
            const std::string one = condition(f, part);
            const bool isCompound = one.find(" && ") != std::string::npos || one.find(" || ") != std::string::npos;
            result += (result.empty() ? "" : word) + (isCompound ? '(' + one + ')' : one);
        }
        return result;
    };
    switch (predicate.kind) {
    case Ask::Present: return errorOf(f, predicate.name);
    case Ask::IsCancelled: return "isCancelled(" + errorOf(f, predicate.name) + ')';
    case Ask::OnlyCancelled: {
        const std::string error = errorOf(f, predicate.name);
        const std::string holds = error + "->holdsOnlyCancellations()";
        return f.certain.contains(error) ? holds : error + " && " + holds;
    }
    case Ask::CancelCalled: return scopeForPredicate(f, predicate.name) + "cancelCalled()";
    case Ask::CancelledCaught: return scopeForPredicate(f, predicate.name) + "cancelledCaught()";
    case Ask::TokenCancelled: return token(f, predicate.name) + ".isCancelled()";
    case Ask::Count: return need("members") + '(' + errorOf(f, predicate.name) + ") > " + number(f, predicate.over);
    case Ask::Equal: return comparison(f, predicate, " == ");
    case Ask::Chance: return need("chance") + '(' + decimal(f, predicate.chance) + ')';
    case Ask::Not: {
        const Predicate &part = predicate.parts.front();
        if (part.kind == Ask::Equal)
            return comparison(f, part, " != ");
        const std::string one = condition(f, part);
        const bool isSimple = one.find(' ') == std::string::npos;
        return isSimple ? '!' + one : "!(" + one + ')';
    }
    case Ask::All: return joined(" && ");
    case Ask::Any: return joined(" || ");
    }
    return "false";
}

} // namespace ScopeLab
