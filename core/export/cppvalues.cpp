// Names and values: what stands for them in the program.

#include "core/export/cppexporter.h"
#include "core/export/cpptext.h"
#include "core/scenario/values.h"

#include <algorithm>

namespace ScopeLab {

// -- names

/// Binds the scope of a step. @param wanted its variable if it has no name.
CodeName CppExporter::bindScope(Function &f, Kind kind, const Template &name, const std::string &wanted,
                                const char *type)
{
    const bool isNamed = name.isSet() && name.isConstant();
    const CodeName &scope = bind(f, kind, name.constantText(), isNamed ? name.constantText() : wanted, type);
    if (scope.isShared)
        m_imports.insert("memory");
    return scope;
}

/// Keeps a scope for those who ask when it is gone.
void CppExporter::noteEntered(Function &f, const Template &name, const CodeName &scope)
{
    if (!m_program.lateNames.contains(name.constantText()))
        return;
    need("entered");
    const std::string &variable = scope.variable;
    f.write("entered[" + text(f, name) + "] = "
            + (scope.kind == Kind::Scope
                   ? variable
                   : "std::shared_ptr<CancelScope>(" + variable + ", &" + variable + "->cancelScope())")
            + ';');
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
    if (const auto known = scopeToAsk(f, name))
        return memberOf(*known);
    need("entered");
    return "lastScope(" + text(f, name) + ").";
}

std::string CppExporter::errorOf(Function &f, const Template &name)
{
    const auto found = errorNamed(f, name);
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
    m_imports.insert({"map", "string"});
    f.write("auto &" + chosen + " = *std::map<std::string, " + type + ">{" + table + "}.at(" + text(f, name) + ");");
    return chosen;
}

std::string CppExporter::token(Function &f, const Template &name)
{
    return resource(f, m_tokens, name);
}

// -- values

/// How a text, an item, or a field of it is written that is all of @p value.
std::string CppExporter::member(const CodeName &item, const Template &value)
{
    const std::string &field = value.parts.front().field;
    return item.variable + (field.empty() ? "" : '.' + this->field(field));
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
            const auto found = valueOf(f, part);
            if (!found) {
                m_imports.insert("string");
                one = "std::string()";
            } else if (found->kind == Kind::Error) {
                const bool isCertain = f.certain.contains(found->variable);
                one = isCertain ? "describe(*" + found->variable + ')' : need("describe") + '(' + found->variable + ')';
            } else {
                one = found->variable + (part.field.empty() ? "" : '.' + field(part.field));
                if (found->isCounter)
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
    if (const auto found = soleValue(f, value.source); found && found->kind == Kind::Item) {
        const std::string expression = member(*found, value.source);
        const bool isDuration = m_program.isItemDuration(found->step, value.source.parts.front().field);
        return isDuration ? expression : need("toDuration") + '(' + expression + ')';
    }
    return need("toDuration") + '(' + text(f, value.source) + ')';
}

std::string CppExporter::number(Function &f, const Value<std::int64_t> &value)
{
    if (value.constant)
        return Code::digits(*value.constant);
    if (const auto found = soleValue(f, value.source); found && found->isCounter)
        return found->variable;
    return "std::stoi(" + text(f, value.source) + ')';
}

std::string CppExporter::decimal(Function &f, const Value<double> &value)
{
    if (!value.constant)
        return "std::stod(" + text(f, value.source) + ')';
    return Code::decimal(*value.constant);
}

std::string CppExporter::flag(Function &f, const Value<bool> &value)
{
    if (value.constant)
        return *value.constant ? "true" : "false";
    return text(f, value.source) + " == \"true\"";
}

std::string CppExporter::compared(Function &f, const Template &value, bool isLiteral)
{
    if (isLiteral)
        m_imports.insert("string");
    return isLiteral ? "std::string(" + text(f, value) + ')' : text(f, value);
}

CodeCondition CppExporter::test(Function &f, const Predicate &predicate)
{
    using Ask = Predicate::Kind;
    using Binds = CodeCondition::Binds;
    switch (predicate.kind) {
    case Ask::Present: return {errorOf(f, predicate.name)};
    case Ask::IsCancelled: engine("split"); return {"isCancelled(" + errorOf(f, predicate.name) + ')'};
    case Ask::OnlyCancelled: {
        const std::string error = errorOf(f, predicate.name);
        const std::string holds = error + "->holdsOnlyCancellations()";
        return f.certain.contains(error) ? CodeCondition{holds} : CodeCondition{error + " && " + holds, Binds::Joined};
    }
    case Ask::CancelCalled: return {scopeForPredicate(f, predicate.name) + "cancelCalled()"};
    case Ask::CancelledCaught: return {scopeForPredicate(f, predicate.name) + "cancelledCaught()"};
    case Ask::TokenCancelled: return {token(f, predicate.name) + ".isCancelled()"};
    case Ask::Count:
        return {need("members") + '(' + errorOf(f, predicate.name) + ") > " + number(f, predicate.over), Binds::Loose};
    case Ask::Chance: return {need("chance") + '(' + decimal(f, predicate.chance) + ')'};
    default: return {"false"};
    }
}

} // namespace ScopeLab
