// Names and values: what stands for them in the program.

#include "core/export/rustexporter.h"
#include "core/export/rusttext.h"

#include <algorithm>

namespace ScopeLab {

namespace {

bool isCopied(const std::string &type)
{
    return type == "usize" || type == "i32" || type == "Duration" || type.starts_with('&') || type == "Instant";
}

} // namespace

// -- names

/// Names what main declares and tasks share. @returns the variable.
std::string RustExporter::declare(const std::string &name, const std::string &wanted, const std::string &type)
{
    const std::string variable = moduleName(wanted);
    m_resources.insert_or_assign(name, CodeName{Kind::Resource, name, variable, type});
    return variable;
}

/// Something that main declared.
std::optional<CodeName> RustExporter::shared(Function &f, const std::string &name)
{
    const auto found = m_resources.find(name);
    if (found == m_resources.end())
        return std::nullopt;
    f.captureFromMain(found->second);
    return found->second;
}

/// What cancels a scope.
std::optional<CodeName> RustExporter::tokenOf(Function &f, const Template &scope)
{
    if (!scope.isConstant())
        return std::nullopt;
    const std::string wanted = scope.constantText();
    const auto inSight = f.find([&wanted](const CodeName &known) {
        return (known.kind == Kind::Scope || known.kind == Kind::Group) && known.name == wanted;
    });
    return inSight ? inSight : shared(f, "scope " + wanted);
}

/// A token for a scope that is about to be written; the operator may have one for it. @returns the variable.
std::string RustExporter::bindToken(Function &f, const std::string &name)
{
    const auto outside = shared(f, "scope " + name);
    const std::string token = bind(f, Kind::Scope, name, name, "CancellationToken").variable;
    m_imports.insert(Token);
    f.write("let " + token
            + (outside ? " = " + outside->variable + ".child_token();" : " = CancellationToken::new();"));
    return token;
}

/// The variable of an event, lock, limiter or token, or of one of a channel's ends: send, receive.
std::string RustExporter::resource(Function &f, const char *kind, const Template &name)
{
    const auto found = shared(f, kind + (' ' + name.constantText()));
    return found ? found->variable : "todo!(" + Rust::literal(name.text) + ')';
}

/// The variant of an exception type.
std::string RustExporter::variant(const std::string &type)
{
    const std::string &name = m_variants.of(type, Rust::typeName(type));
    m_typeOf[name] = type;
    return name;
}

std::string RustExporter::asOption(const std::optional<CodeName> &error) const
{
    if (!error)
        return "None";
    return error->type == "Option<Error>" ? error->variable : "Some(" + error->variable + ".clone())";
}

/// How a name is handed to a function that owns it, or borrows it.
std::string RustExporter::passed(const CodeName &name, bool isOwned) const
{
    if (isCopied(name.type))
        return name.variable;
    return isOwned ? name.variable + ".clone()" : '&' + name.variable;
}

// -- values

/// What stands between the quotes of a format; what cannot stand there itself goes to @p arguments.
std::string RustExporter::inFormat(Function &f, const Template &value, std::string *arguments)
{
    std::string result;
    for (const Template::Part &part : value.parts) {
        if (!part.isName) {
            result += Rust::inFormat(part.text);
            continue;
        }
        const auto found = valueOf(f, part);
        if (!found)
            continue;
        if (found->type == "Option<Error>") {
            result += "{}";
            *arguments += ", " + need("describe") + "(&" + found->variable + ')';
        } else if (!part.field.empty()) {
            result += "{}";
            *arguments += ", " + found->variable + '.' + field(part.field);
        } else {
            result += '{' + found->variable + '}';
        }
    }
    return result;
}

/// `macro("…")`, as println! and format! take it.
std::string RustExporter::formatted(Function &f, const char *macro, const Template &value)
{
    std::string arguments;
    const std::string format = inFormat(f, value, &arguments);
    return std::string(macro) + "(\"" + format + '"' + arguments + ')';
}

/// A text that can be compared.
std::string RustExporter::text(Function &f, const Template &value)
{
    if (value.isConstant())
        return Rust::literal(value.constantText());
    if (const auto found = soleValue(f, value)) {
        const std::string &member = value.parts.front().field;
        if (found->type == "String" || found->type.starts_with('&') || !member.empty())
            return found->variable + (member.empty() ? "" : '.' + field(member));
    }
    return formatted(f, "format!", value);
}

std::string RustExporter::owned(Function &f, const Template &value)
{
    if (value.isConstant())
        return Rust::literal(value.constantText()) + ".to_owned()";
    if (value.parts.size() == 1 && !value.parts.front().field.empty())
        return text(f, value) + ".to_string()";
    return formatted(f, "format!", value);
}

std::string RustExporter::duration(Function &f, const Value<Duration> &value)
{
    if (value.constant) {
        m_imports.insert(DurationPath);
        return Rust::duration(*value.constant);
    }
    if (const auto found = soleValue(f, value.source); found && found->kind == Kind::Item) {
        const std::string &member = value.source.parts.front().field;
        if (m_program.isItemDuration(found->step, member))
            return found->variable + (member.empty() ? "" : '.' + field(member));
    }
    f.fails = true;
    if (value.source.parts.size() == 1 && !text(f, value.source).starts_with("format!"))
        return need("duration") + "(&" + text(f, value.source) + ")?";
    return need("duration") + "(&" + formatted(f, "format!", value.source) + ")?";
}

std::string RustExporter::number(Function &f, const Value<std::int64_t> &value, const char *type)
{
    if (value.constant)
        return Code::digits(type == std::string("i32") ? std::min<std::int64_t>(*value.constant, INT32_MAX)
                                                       : *value.constant);
    return formatted(f, "format!", value.source) + ".parse::<" + type + ">().expect(\"a number\")";
}

std::string RustExporter::decimal(Function &f, const Value<double> &value)
{
    if (!value.constant)
        return formatted(f, "format!", value.source) + ".parse::<f64>().expect(\"a number\")";
    const std::string digits = Code::decimal(*value.constant);
    return digits.find_first_of(".e") == std::string::npos ? digits + ".0" : digits;
}

CodeCondition RustExporter::test(Function &f, const Predicate &predicate)
{
    using Ask = Predicate::Kind;
    using Binds = CodeCondition::Binds;
    const auto cannotBeAsked = [&]() -> CodeCondition {
        comment(f, "'" + predicate.name.text + "' cannot be asked from here:");
        return {"false"};
    };
    switch (predicate.kind) {
    case Ask::Present: {
        const auto error = errorNamed(f, predicate.name);
        return {!error ? "false" : error->type == "Option<Error>" ? error->variable + ".is_some()" : "true"};
    }
    case Ask::IsCancelled:
    case Ask::OnlyCancelled: return {"false /* what is cancelled is dropped, and is no error */", Binds::Loose};
    case Ask::CancelCalled: {
        auto scope = tokenOf(f, predicate.name);
        if (!scope)
            scope = scopeToAsk(f, predicate.name);
        if (!scope)
            return cannotBeAsked();
        return {scope->variable + (scope->kind == Kind::Group ? ".token.is_cancelled()" : ".is_cancelled()")};
    }
    case Ask::CancelledCaught: {
        const auto isIt = [&](const CodeName &known) {
            return known.kind == Kind::Caught && known.name == predicate.name.constantText();
        };
        if (const auto caught = f.find(isIt))
            return {caught->variable};
        return cannotBeAsked();
    }
    case Ask::TokenCancelled: return {resource(f, "token", predicate.name) + ".is_cancelled()"};
    case Ask::Count:
        return {need("members") + "(&" + asOption(errorNamed(f, predicate.name)) + ") > "
                    + number(f, predicate.over, "usize"),
                Binds::Loose};
    case Ask::Chance: return {need("chance") + '(' + decimal(f, predicate.chance) + ')'};
    default: return {"false"};
    }
}

} // namespace ScopeLab
