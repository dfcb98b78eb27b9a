// Names and values: what stands for them in the program.

#include "core/scenario/export/rustexporter.h"
#include "core/scenario/export/rusttext.h"

#include <algorithm>

namespace ScopeLab {

namespace {

std::string keyOf(const CodeName &item, const std::string &field)
{
    return std::to_string(item.step) + '.' + field;
}

bool isCopied(const std::string &type)
{
    return type == "usize" || type == "i32" || type == "Duration" || type.starts_with('&') || type == "Instant";
}

} // namespace

// -- names

CodeName &RustExporter::bind(Function &f, Kind kind, const std::string &name, const std::string &wanted,
                             const std::string &type)
{
    const std::string plain = Rust::identifier(wanted);
    std::string variable = plain;
    const auto isTaken = [&](const std::string &candidate) {
        const auto isIt = [&](const CodeName &other) { return other.variable == candidate; };
        return m_moduleNames.contains(candidate) || std::any_of(f.names.begin(), f.names.end(), isIt)
               || std::any_of(f.captured.begin(), f.captured.end(), isIt);
    };
    for (int i = 2; isTaken(variable); ++i)
        variable = plain + '_' + std::to_string(i);
    f.names.push_back({kind, name, variable, type, f.step});
    m_findings.variables.insert(variable);
    return f.names.back();
}

std::string RustExporter::local(Function &f, const std::string &wanted)
{
    return bind(f, Kind::Text, {}, wanted, {}).variable;
}

std::optional<CodeName> RustExporter::scopeInSight(Function &f, const Template &name)
{
    if (!name.isConstant())
        return std::nullopt;
    const std::string wanted = name.constantText();
    return f.find([&wanted](const CodeName &known) {
        const bool isScope = known.kind == Kind::Scope || known.kind == Kind::Group;
        return (isScope && known.name == wanted) || (known.kind == Kind::Resource && known.name == "scope " + wanted);
    });
}

/// The variable of an event, lock, limiter or token, or of one of a channel's ends.
std::string RustExporter::resource(Function &f, const Template &name)
{
    const std::string wanted = name.constantText();
    const auto found = f.find([&wanted](const CodeName &known) {
        return known.kind == Kind::Resource
               && (known.name == wanted || known.name.substr(known.name.find(' ') + 1) == wanted);
    });
    return found ? found->variable : "todo!(\"" + Rust::escaped(name.text, false) + "\")";
}

std::optional<CodeName> RustExporter::errorOf(Function &f, const Template &name)
{
    const std::string wanted = name.constantText();
    return f.find([&wanted](const CodeName &known) { return known.kind == Kind::Error && known.name == wanted; });
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
            result += Rust::escaped(part.text, true);
            continue;
        }
        const auto found = f.find([&part](const CodeName &known) {
            const bool isValue = known.kind == Kind::Error || known.kind == Kind::Text || known.kind == Kind::Item;
            return isValue && !known.name.empty() && known.name == part.text;
        });
        if (!found)
            continue;
        if (found->kind == Kind::Item)
            m_findings.asText.insert(keyOf(*found, part.field));
        if (found->type == "Option<Error>") {
            result += "{}";
            *arguments += ", " + need("describe") + "(&" + found->variable + ')';
        } else if (!part.field.empty()) {
            result += "{}";
            *arguments += ", " + found->variable + '.' + Rust::identifier(part.field);
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
    if (value.parts.size() == 1) {
        const Template::Part &part = value.parts.front();
        const auto found = f.find([&part](const CodeName &known) {
            return (known.kind == Kind::Text || known.kind == Kind::Item) && known.name == part.text;
        });
        const std::string type = found ? found->type : std::string();
        if (found && (type == "String" || type.starts_with('&') || !part.field.empty())) {
            if (found->kind == Kind::Item)
                m_findings.asText.insert(keyOf(*found, part.field));
            return found->variable + (part.field.empty() ? "" : '.' + Rust::identifier(part.field));
        }
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
    if (value.constant)
        return Rust::duration(*value.constant);
    const Template &source = value.source;
    if (source.parts.size() == 1) {
        const Template::Part &part = source.parts.front();
        const auto item
            = f.find([&part](const CodeName &known) { return known.kind == Kind::Item && known.name == part.text; });
        if (item) {
            const std::string key = keyOf(*item, part.field);
            m_findings.asDuration.insert(key);
            if (m_known.asDuration.contains(key) && !m_known.asText.contains(key))
                return item->variable + (part.field.empty() ? "" : '.' + Rust::identifier(part.field));
        }
    }
    f.awaits = true;
    if (value.source.parts.size() == 1 && !text(f, value.source).starts_with("format!"))
        return need("duration") + "(&" + text(f, value.source) + ")?";
    return need("duration") + "(&" + formatted(f, "format!", value.source) + ")?";
}

std::string RustExporter::number(Function &f, const Value<std::int64_t> &value, const char *type)
{
    if (value.constant)
        return std::to_string(*value.constant);
    return formatted(f, "format!", value.source) + ".parse::<" + type + ">().expect(\"a number\")";
}

std::string RustExporter::decimal(Function &f, const Value<double> &value)
{
    if (!value.constant)
        return formatted(f, "format!", value.source) + ".parse::<f64>().expect(\"a number\")";
    std::string digits = std::to_string(*value.constant);
    digits.erase(digits.find_last_not_of('0') + 1);
    return digits.back() == '.' ? digits + '0' : digits;
}

/// Two texts; but `attempt == 3` where that says the same.
std::string RustExporter::comparison(Function &f, const Predicate &predicate, const char *sign)
{
    const auto counter = [&](const Template &value) -> std::string {
        if (value.parts.size() != 1 || !value.parts.front().isName)
            return {};
        const auto found = f.find([&value](const CodeName &known) {
            return known.kind == Kind::Text && known.name == value.parts.front().text;
        });
        return found && (found->type == "usize" || found->type == "i32") ? found->variable : std::string();
    };
    const std::string left = counter(predicate.left);
    const std::string right = counter(predicate.right);
    if (!left.empty() && isPlainCount(predicate.right))
        return left + sign + predicate.right.constantText();
    if (!right.empty() && isPlainCount(predicate.left))
        return predicate.left.constantText() + sign + right;
    return text(f, predicate.left) + sign + text(f, predicate.right);
}

std::string RustExporter::condition(Function &f, const Predicate &predicate)
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
    case Ask::Present: {
        const auto error = errorOf(f, predicate.name);
        return !error ? "false" : error->type == "Option<Error>" ? error->variable + ".is_some()" : "true";
    }
    case Ask::IsCancelled:
    case Ask::OnlyCancelled: return "false /* what is cancelled is dropped, and is no error */";
    case Ask::CancelCalled: {
        const auto scope = scopeInSight(f, predicate.name);
        if (scope)
            return scope->variable + (scope->kind == Kind::Group ? ".token.is_cancelled()" : ".is_cancelled()");
        for (auto at = f.left.rbegin(); at != f.left.rend(); ++at) {
            if (at->name == predicate.name.constantText())
                return at->variable + (at->kind == Kind::Group ? ".token.is_cancelled()" : ".is_cancelled()");
        }
        return "false /* " + predicate.name.text + " cannot be asked from here */";
    }
    case Ask::CancelledCaught: {
        const std::string wanted = predicate.name.constantText() + " caught";
        const auto isIt = [&wanted](const CodeName &known) { return known.name == wanted; };
        if (const auto caught = f.find(isIt))
            return caught->variable;
        const auto left = std::find_if(f.left.rbegin(), f.left.rend(), isIt);
        if (left != f.left.rend())
            return left->variable;
        return "false /* " + predicate.name.text + " cannot be asked from here */";
    }
    case Ask::TokenCancelled: return resource(f, predicate.name) + ".is_cancelled()";
    case Ask::Count:
        return need("members") + "(&" + asOption(errorOf(f, predicate.name)) + ") > "
               + number(f, predicate.over, "usize");
    case Ask::Equal: return comparison(f, predicate, " == ");
    case Ask::Chance: return need("chance") + '(' + decimal(f, predicate.chance) + ')';
    case Ask::Not: {
        const Predicate &part = predicate.parts.front();
        if (part.kind == Ask::Equal)
            return comparison(f, part, " != ");
        const std::string one = condition(f, part);
        return one.find(' ') == std::string::npos ? '!' + one : "!(" + one + ')';
    }
    case Ask::All: return joined(" && ");
    case Ask::Any: return joined(" || ");
    }
    return "false";
}

} // namespace ScopeLab
