// How groups and the starting of tasks read in Rust.

#include "core/scenario/export/rustexporter.h"
#include "core/scenario/export/rusttext.h"
#include "core/scenario/values.h"
#include "core/scenario/walk.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

namespace {

bool areOnlySpawns(const Steps &steps)
{
    return std::all_of(steps.begin(), steps.end(), [](const Step &step) {
        return std::holds_alternative<SpawnStep>(step.payload) || std::holds_alternative<SpawnEachStep>(step.payload)
               || std::holds_alternative<LogStep>(step.payload) || std::holds_alternative<SetStep>(step.payload);
    });
}

/// True if what @p steps spawn may spawn into the same group.
bool tasksSpawn(const Steps &steps)
{
    bool found = false;
    for (const Step &step : steps) {
        forEachBody(step, [&found](const Steps &body) {
            forEachStep(body, [&found](const Step &inner) {
                found |= std::holds_alternative<SpawnStep>(inner.payload)
                         || std::holds_alternative<CallStep>(inner.payload)
                         || std::holds_alternative<SpawnEachStep>(inner.payload)
                         || std::holds_alternative<StartStep>(inner.payload);
            });
        });
    }
    return found;
}

} // namespace

void RustExporter::write(Function &f, const TaskGroupStep &step)
{
    const std::string name = step.name.constantText();
    const bool isNamed = step.name.isSet() && step.name.isConstant();
    const bool isUsed = isNamed && m_names.used.contains(name);
    const std::size_t at = f.names.size();
    const std::string wanted = isNamed ? name : "tasks";
    if (!isUsed && areOnlySpawns(step.body) && !tasksSpawn(step.body)) {
        const std::string group = bind(f, Kind::Group, name, wanted, "JoinSet").variable;
        f.write("let mut " + group + " = JoinSet::new();");
        steps(f, step.body);
        fail(f, need("join_all") + '(' + group + ").await?;");
    } else {
        const auto outside = f.find([&name](const CodeName &known) { return known.name == "scope " + name; });
        const std::string group = bind(f, Kind::Group, name, wanted, "TaskGroup").variable;
        const bool isFound = isUsed && outside;
        f.write("let " + group + " = " + need("TaskGroup") + "::new("
                + (isFound ? outside->variable + ".child_token()" : "CancellationToken::new()") + ");");
        asyncBlock(f, group + ".run(", step.body, ")", true);
        f.write(".await?;");
        f.awaits = true;
    }
    f.left.push_back(f.names[at]);
    f.names[at].name.clear();
    f.names[at].kind = Kind::Text;
}

/// Writes the function of a task. @param sender by which it says that it is up; may be empty.
/// @param isApart no group holds it. @returns the call that makes the task.
std::string RustExporter::taskCall(Function &f, const Template &name, const std::string &fallback, const Steps &body,
                                   const std::string &sender, bool isApart)
{
    const bool isStart = !sender.empty();
    std::string wanted
        = name.isSet() ? name.parts.front().isName ? std::string() : name.parts.front().text : std::string();
    const std::string function = moduleName(wanted.empty() ? fallback : wanted);
    Function child;
    child.outer = &f;
    child.step = f.step;
    CodeName status{Kind::Status, {}, isStart ? "started" : "", "mpsc::Sender<()>"};
    child.names.push_back(status);
    if (isApart)
        child.names.push_back({Kind::Shutdown, {}, {}});
    steps(child, body);
    std::vector<CodeName> parameters = child.captured;
    std::string arguments = sender;
    for (const CodeName &captured : child.captured)
        arguments += (arguments.empty() ? "" : ", ") + passed(captured, true);
    for (CodeName &parameter : parameters) {
        if (parameter.type == "&str")
            parameter.type = "&'static str";
    }
    if (isStart) {
        const bool isUsed = std::any_of(child.lines.begin(), child.lines.end(), [](const ExportedCode::Line &line) {
            return line.text.find("started") != std::string::npos;
        });
        status.variable = isUsed ? "started" : "_started";
        parameters.insert(parameters.begin(), status);
    }
    finish(child, function, parameters);
    return function + '(' + arguments + ')';
}

void RustExporter::spawn(Function &f, const SpawnStep &step, bool isStart)
{
    const std::string wanted = step.group.constantText();
    const auto group = f.find([&](const CodeName &known) {
        return known.kind == Kind::Group && (!step.group.isSet() || known.name == wanted);
    });
    const std::string sender = isStart ? local(f, "sender") : std::string();
    const std::string call = taskCall(f, step.name, "task", step.body, sender, false);
    const std::string member = group ? group->variable : "tasks";
    if (!isStart) {
        f.write(member + ".spawn(" + call + ");");
        return;
    }
    const std::string up = local(f, "up");
    f.write("let (" + sender + ", mut " + up + ") = mpsc::channel(1);");
    f.write(member + ".spawn(" + call + ");");
    f.write(up + ".recv().await; // or it has ended before; then its error is the group's");
}

void RustExporter::write(Function &f, const SpawnEachStep &step)
{
    const std::size_t names = f.names.size();
    const std::string index = bind(f, Kind::Text, "index", "index", "usize").variable;
    std::string item;
    std::vector<std::string> items;
    if (!step.count) {
        CodeName key{Kind::Item, "item", {}, {}, f.step};
        bool areConstant = true;
        for (const Item &one : step.items) {
            areConstant &= one.text.isConstant();
            for (const auto &[field, value] : one.fields)
                areConstant &= value.isConstant();
        }
        const std::string textType = areConstant ? "&'static str" : "String";
        const auto typeOf = [&](const std::string &field) {
            const std::string use = std::to_string(f.step) + '.' + field;
            const bool isLength = m_known.asDuration.contains(use) && !m_known.asText.contains(use);
            return isLength ? std::string("Duration") : textType;
        };
        const auto valueOf = [&](const Template &value, const std::string &type) {
            const auto length = type == "Duration" ? readDuration(value.constantText()) : std::nullopt;
            return length ? Rust::duration(*length) : areConstant ? text(f, value) : owned(f, value);
        };
        std::vector<std::string> members;
        std::string type = typeOf({});
        for (const Item &one : step.items) {
            for (const auto &[field, value] : one.fields) {
                const std::string member = Rust::identifier(field) + ": " + typeOf(field);
                if (std::find(members.begin(), members.end(), member) == members.end())
                    members.push_back(member);
            }
        }
        if (!members.empty()) {
            type = "Item";
            for (int i = 2; m_itemTypes.contains(type); ++i)
                type = "Item" + std::to_string(i);
            m_itemTypes[type] = members;
        }
        for (const Item &one : step.items) {
            std::string fields;
            for (const auto &[field, value] : one.fields)
                fields
                    += (fields.empty() ? "" : ", ") + (Rust::identifier(field) + ": ") + valueOf(value, typeOf(field));
            items.push_back(one.fields.empty() ? valueOf(one.text, type) : type + " { " + fields + " }");
        }
        item = bind(f, Kind::Item, "item", "item", type).variable;
    }
    const std::size_t at = f.lines.size();
    f.write({});
    ++f.indent;
    spawn(f, step.task, false);
    --f.indent;
    f.write("}");
    bool countsThem = false;
    for (std::size_t i = at + 1; i < f.lines.size(); ++i) {
        const std::string &line = f.lines[i].text;
        countsThem |= line.find('(' + index) != std::string::npos || line.find(", " + index) != std::string::npos;
    }
    std::string all;
    for (const std::string &one : items)
        all += (all.empty() ? "" : ", ") + one;
    std::vector<ExportedCode::Line> opening;
    const auto put = [&](const std::string &line) {
        opening.push_back({std::string(static_cast<std::size_t>(f.indent) * 4, ' ') + line, f.step});
    };
    if (step.count) {
        put("for " + (countsThem ? index : "_") + " in 0.." + number(f, *step.count, "usize") + " {");
    } else if (all.size() < 70) {
        put("for " + (countsThem ? '(' + index + ", " + item + ')' : item) + " in [" + all + ']'
            + (countsThem ? ".into_iter().enumerate()" : "") + " {");
    } else {
        put("let items = [");
        for (const std::string &one : items)
            put("    " + one + ',');
        put("];");
        put("for " + (countsThem ? '(' + index + ", " + item + ')' : item) + " in items"
            + (countsThem ? ".into_iter().enumerate()" : "") + " {");
    }
    if (!item.empty()) { // each is used once
        for (std::size_t i = at + 1; i < f.lines.size(); ++i) {
            std::string &line = f.lines[i].text;
            if (const auto where = line.find(item + ".clone()"); where != std::string::npos)
                line.erase(where + item.size(), 8);
        }
    }
    f.lines.erase(f.lines.begin() + static_cast<std::ptrdiff_t>(at));
    f.lines.insert(f.lines.begin() + static_cast<std::ptrdiff_t>(at), opening.begin(), opening.end());
    f.names.resize(names);
}

} // namespace ScopeLab
