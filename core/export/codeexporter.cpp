#include "core/export/codeexporter.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

namespace {

bool isScope(CodeName::Kind kind)
{
    return kind == CodeName::Kind::Scope || kind == CodeName::Kind::Group || kind == CodeName::Kind::Shutdown;
}

} // namespace

CodeExporter::CodeExporter(const Scenario &scenario, CodeSyntax syntax)
    : m_program(scenario)
    , m_scenario(scenario)
    , m_visible(m_program.uses.byOperator)
    , m_syntax(std::move(syntax))
    , m_moduleNames(m_syntax.beforeNumber)
    , m_fields(m_syntax.beforeNumber)
{
}

// -- the program

/// Has @p helper written, and all that it needs. @returns its name.
std::string CodeExporter::need(const std::string &helper)
{
    for (const CodeHelper &known : m_syntax.helpers) {
        if (known.name != helper || !m_helpers.insert(helper).second)
            continue;
        m_imports.merge(Code::wordSet(known.imports));
        for (const std::string &other : Code::wordSet(known.needs))
            need(other);
    }
    return helper;
}

void CodeExporter::writeHelpers(const std::function<void(const std::string &)> &write) const
{
    for (const CodeHelper &helper : m_syntax.helpers) {
        if (m_helpers.contains(std::string(helper.name)))
            std::ranges::for_each(linesOf(helper.text), write);
    }
}

/// An identifier that no variable has, and nothing else outside of functions.
std::string CodeExporter::moduleName(const std::string &wanted)
{
    return m_moduleNames.add(m_syntax.identifier(wanted),
                             [this](const std::string &name) { return m_variables.contains(name); });
}

/// The name of a task's function: that of the task, up to what is known only when it runs.
std::string CodeExporter::taskName(const Template &name, const std::string &fallback)
{
    std::string wanted = name.isSet() && !name.parts.front().isName ? name.parts.front().text : std::string();
    while (!wanted.empty() && (wanted.back() == '-' || wanted.back() == '_'))
        wanted.pop_back();
    return moduleName(wanted.empty() ? fallback : wanted);
}

/// Begins a function that stands in @p outer in the scenario. What it takes from there keeps its variable.
void CodeExporter::begin(Function &function, Function &outer, const Steps &body)
{
    function.outer = &outer;
    function.step = outer.step;
    const auto captured = m_program.captured.find(&body);
    if (captured == m_program.captured.end())
        return;
    const auto reserve = [&](Kind kind, const std::string &name) {
        const auto isIt = [&](const CodeName &known) { return known.kind == kind && known.name == name; };
        for (const CodeFunction *at = &outer; at; at = at->outer) {
            const auto found = std::find_if(at->names.rbegin(), at->names.rend(), isIt);
            if (found == at->names.rend())
                continue;
            function.reserved.insert(found->variable);
            return;
        }
    };
    for (const LoweredProgram::Captured &one : captured->second) {
        reserve(one.kind, one.name);
        if (one.kind == Kind::Scope)
            reserve(Kind::Caught, one.name);
    }
}

/// The call of a function of the scenario, which is written where it is called first.
std::string CodeExporter::call(Function &f, const CallStep &step)
{
    const std::string name = step.function.constantText();
    auto known = m_called.find(name);
    if (known == m_called.end()) {
        const Steps &body = m_scenario.functions.at(name);
        Called called{moduleName(name), {}};
        Function function;
        begin(function, f, body);
        writeFunction(function, called.name, body);
        called.parameters = function.captured;
        known = m_called.emplace(name, std::move(called)).first;
    }
    std::string arguments;
    for (const CodeName &parameter : known->second.parameters) {
        auto found = f.find([&parameter](const CodeName &other) {
            return other.kind == parameter.kind && other.name == parameter.name;
        });
        if (parameter.kind == Kind::Resource) {
            f.captureFromMain(parameter);
            found = parameter;
        }
        const std::string value = argument(f, parameter, found);
        if (!value.empty())
            arguments += (arguments.empty() ? "" : ", ") + value;
    }
    return known->second.name + '(' + arguments + ')';
}

// -- names

CodeName &CodeExporter::bind(Function &f, Kind kind, const std::string &name, const std::string &wanted,
                             const std::string &type)
{
    const std::string variable = f.freeName(m_syntax.identifier(wanted), m_moduleNames);
    m_variables.insert(variable);
    CodeName &bound = f.names.emplace_back(CodeName{kind, name, variable, type, f.step});
    bound.isShared = isScope(kind) && (m_program.shared.contains({f.step, name}) || m_program.lateNames.contains(name));
    return bound;
}

CodeName &CodeExporter::bindCounter(Function &f, const std::string &name, const std::string &type)
{
    CodeName &bound = bind(f, Kind::Text, name, name, type);
    bound.isCounter = true;
    return bound;
}

/// A variable of the program alone.
std::string CodeExporter::local(Function &f, const std::string &wanted)
{
    return bind(f, Kind::Text, {}, wanted).variable;
}

/// True if others find the scope by its name.
bool CodeExporter::isVisible(const Template &name) const
{
    if (!name.isSet())
        return false;
    return m_program.uses.byPattern || !name.isConstant() || m_visible.contains(name.constantText());
}

std::optional<CodeName> CodeExporter::scopeInSight(Function &f, const Template &name)
{
    if (!name.isConstant())
        return std::nullopt;
    const std::string wanted = name.constantText();
    return f.find([&wanted](const CodeName &known) { return known.name == wanted && isScope(known.kind); });
}

/// The same, or one that was left in this very block.
std::optional<CodeName> CodeExporter::scopeToAsk(Function &f, const Template &name)
{
    if (auto known = scopeInSight(f, name))
        return known;
    const auto isIt = [&name](const CodeName &left) { return name.isConstant() && left.name == name.constantText(); };
    const auto left = std::find_if(f.left.rbegin(), f.left.rend(), isIt);
    return left == f.left.rend() ? std::nullopt : std::optional(*left);
}

std::optional<CodeName> CodeExporter::groupOf(Function &f, const SpawnStep &step)
{
    const std::string wanted = step.group.constantText();
    return f.find([&](const CodeName &known) {
        return known.kind == Kind::Group && (!step.group.isSet() || known.name == wanted);
    });
}

std::optional<CodeName> CodeExporter::errorNamed(Function &f, const Template &name)
{
    const std::string wanted = name.constantText();
    return f.find([&wanted](const CodeName &known) { return known.kind == Kind::Error && known.name == wanted; });
}

std::optional<CodeName> CodeExporter::valueOf(Function &f, const Template::Part &part)
{
    return f.find([&part](const CodeName &known) {
        const bool isValue = known.kind == Kind::Error || known.kind == Kind::Text || known.kind == Kind::Item;
        return isValue && !known.name.empty() && known.name == part.text;
    });
}

/// The text or item that is all of @p value.
std::optional<CodeName> CodeExporter::soleValue(Function &f, const Template &value)
{
    if (value.parts.size() != 1 || !value.parts.front().isName)
        return std::nullopt;
    return f.find([&value](const CodeName &known) {
        return (known.kind == Kind::Text || known.kind == Kind::Item) && known.name == value.parts.front().text;
    });
}

/// The member for a field of an item.
const std::string &CodeExporter::field(const std::string &name)
{
    return m_fields.of(name, m_syntax.identifier(name));
}

// -- items

/// The type of the items that a loop of @p f goes through.
CodeExporter::ItemType CodeExporter::itemType(const Function &f, const SpawnEachStep &step)
{
    ItemType type{{}, {}, f.step};
    std::set<std::string> known;
    for (const Item &one : step.items) {
        for (const auto &[field, value] : one.fields) {
            if (known.insert(field).second)
                type.fields.push_back(field);
        }
    }
    const auto isNamed = [](const ItemType &other) { return !other.name.empty(); };
    const auto count = std::ranges::count_if(m_itemTypes, isNamed);
    if (!type.fields.empty())
        type.name = "Item" + (count == 0 ? std::string() : Code::digits(count + 1));
    return m_itemTypes.emplace_back(std::move(type));
}

/// True if the field is a length of time; without @p field, if the items are.
bool CodeExporter::isDuration(const ItemType &type, const std::string &field) const
{
    return m_program.isItemDuration(type.step, field);
}

// -- conditions

/// Two texts; but `attempt == 3` where that says the same.
std::string CodeExporter::comparison(Function &f, const Predicate &predicate, const char *sign)
{
    const auto counter = [&](const Template &value) {
        const auto found = soleValue(f, value);
        return found && found->isCounter ? found->variable : std::string();
    };
    const Template &left = predicate.left;
    const Template &right = predicate.right;
    if (const std::string variable = counter(left); !variable.empty() && isPlainCount(right))
        return variable + sign + right.constantText();
    if (const std::string variable = counter(right); !variable.empty() && isPlainCount(left))
        return left.constantText() + sign + variable;
    const std::string first = compared(f, left, left.isConstant() && right.isConstant());
    return first + sign + compared(f, right, false);
}

CodeCondition CodeExporter::condition(Function &f, const Predicate &predicate)
{
    using Ask = Predicate::Kind;
    using Binds = CodeCondition::Binds;
    const auto bracketed
        = [](const CodeCondition &one, Binds least) { return one.binds >= least ? '(' + one.text + ')' : one.text; };
    switch (predicate.kind) {
    case Ask::Equal: return {comparison(f, predicate, " == "), Binds::Loose};
    case Ask::Not: {
        const Predicate &part = predicate.parts.front();
        if (part.kind == Ask::Equal)
            return {comparison(f, part, " != "), Binds::Loose};
        const std::string negated = m_syntax.negation + bracketed(condition(f, part), Binds::Loose);
        return {negated, m_syntax.negation.ends_with(' ') ? Binds::Loose : Binds::Tight};
    }
    case Ask::All:
    case Ask::Any: {
        std::string result;
        for (const Predicate &part : predicate.parts)
            result += (result.empty()               ? ""
                       : predicate.kind == Ask::All ? m_syntax.both
                                                    : m_syntax.either)
                      + bracketed(condition(f, part), Binds::Joined);
        return {result, Binds::Joined};
    }
    default: return test(f, predicate);
    }
}

// -- steps

void CodeExporter::steps(Function &f, const Steps &steps)
{
    const std::size_t names = f.names.size();
    const std::size_t left = f.left.size();
    const std::set<std::string> certain = f.certain;
    for (const Step &step : steps) {
        const int outer = std::exchange(f.step, step.line());
        this->step(f, step);
        f.step = outer;
        if (isEnd(f, step))
            break;
    }
    f.names.resize(names);
    f.left.resize(left);
    f.certain = certain;
}

/// In languages with braces: `opening {`, the steps, and the closing brace.
void CodeExporter::block(Function &f, const std::string &opening, const Steps &steps)
{
    f.write(opening.empty() ? "{" : opening + " {");
    ++f.indent;
    this->steps(f, steps);
    --f.indent;
    f.write("}");
}

/// The same behind the brace that the last line closes.
void CodeExporter::joinedBlock(Function &f, const std::string &opening, const Steps &steps)
{
    f.lines.back().text += opening + " {";
    ++f.indent;
    this->steps(f, steps);
    --f.indent;
    f.write("}");
}

void CodeExporter::step(Function &f, const Step &step)
{
    std::visit([this, &f](const auto &payload) { write(f, payload); }, step.payload);
}

} // namespace ScopeLab
