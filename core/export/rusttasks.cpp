// How groups and the starting of tasks read in Rust.

#include "core/export/rustexporter.h"
#include "core/export/rusttext.h"
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

/// True if nothing in its items is known only when the program runs.
bool areConstant(const SpawnEachStep &step)
{
    return std::all_of(step.items.begin(), step.items.end(), [](const Item &item) {
        return item.text.isConstant() && std::all_of(item.fields.begin(), item.fields.end(), [](const auto &field) {
                   return field.second.isConstant();
               });
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
    const bool isUsed = isNamed && isReferredTo(step.name);
    const std::size_t at = f.names.size();
    const std::string wanted = isNamed ? name : "tasks";
    if (!isUsed && areOnlySpawns(step.body) && !tasksSpawn(step.body)) {
        const std::string group = bind(f, Kind::Group, name, wanted, "JoinSet").variable;
        m_imports.insert("tokio::task::JoinSet");
        f.write("let mut " + group + " = JoinSet::new();");
        steps(f, step.body);
        fail(f, need("join_all") + '(' + group + ").await?;");
    } else {
        const auto outside = shared(f, "scope " + name);
        const std::string group = bind(f, Kind::Group, name, wanted, "TaskGroup").variable;
        const bool isFound = isUsed && outside;
        f.write("let " + group + " = " + need("TaskGroup") + "::new("
                + (isFound ? outside->variable + ".child_token()" : "CancellationToken::new()") + ");");
        asyncBlock(f, group + ".run(", step.body, ")", true);
        f.write(".await?;");
        f.fails = true;
    }
    f.left.push_back(f.names[at]);
    f.names[at].name.clear();
    f.names[at].kind = Kind::Text;
}

/// Writes the function of a task. @param sender by which it says that it is up; may be empty.
/// @param isApart no group holds it. @param write writes the body, if it is more than its steps. @returns the call
/// that makes the task.
std::string RustExporter::taskCall(Function &f, const std::string &function, const Steps &body,
                                   const std::string &sender, bool isApart,
                                   const std::function<void(Function &)> &write)
{
    const bool isStart = !sender.empty();
    Function child;
    begin(child, f, body);
    CodeName status{Kind::Status, {}, isStart ? "started" : "", "mpsc::Sender<()>"};
    child.names.push_back(status);
    if (isApart)
        child.names.push_back({Kind::Shutdown, {}, {}});
    if (write)
        write(child);
    else
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
        status.variable = child.used.contains("started") ? "started" : "_started";
        parameters.insert(parameters.begin(), status);
    }
    finish(child, function, parameters);
    return function + '(' + arguments + ')';
}

void RustExporter::spawn(Function &f, const SpawnStep &step, bool isStart)
{
    const auto group = groupOf(f, step);
    const std::string sender = isStart ? local(f, "sender") : std::string();
    const std::string call = taskCall(f, taskName(step.name), step.body, sender, false);
    const std::string member = group ? group->variable : "tasks";
    if (!isStart) {
        f.write(member + ".spawn(" + call + ");");
        return;
    }
    const std::string up = local(f, "up");
    m_imports.insert(Mpsc);
    f.write("let (" + sender + ", mut " + up + ") = mpsc::channel(1);");
    f.write(member + ".spawn(" + call + ");");
    f.write(up + ".recv().await; // or it has ended before; then its error is the group's");
}

/// The items of a loop, as they are written.
std::vector<std::string> RustExporter::itemValues(Function &f, const SpawnEachStep &step, const ItemType &type)
{
    const auto valueOf = [&](const Template &value, const std::string &field) {
        const auto length = isDuration(type, field) ? readDuration(value.constantText()) : std::nullopt;
        if (length)
            m_imports.insert(DurationPath);
        return length ? Rust::duration(*length) : areConstant(step) ? text(f, value) : owned(f, value);
    };
    std::vector<std::string> items;
    for (const Item &one : step.items) {
        std::string fields;
        for (const auto &[field, value] : one.fields)
            fields += (fields.empty() ? "" : ", ") + (this->field(field) + ": ") + valueOf(value, field);
        items.push_back(one.fields.empty() ? valueOf(one.text, {}) : type.name + " { " + fields + " }");
    }
    return items;
}

/// The first lines of a loop through @p items. @param variables what it names.
std::vector<ExportedCode::Line> RustExporter::loopThrough(const Function &f, const std::vector<std::string> &items,
                                                          const std::string &variables, bool isCounted)
{
    std::string all;
    for (const std::string &one : items)
        all += (all.empty() ? "" : ", ") + one;
    const std::string head = "for " + variables + " in ";
    const std::string tail = isCounted ? ".into_iter().enumerate() {" : " {";
    if (all.size() < 70)
        return {f.indented(head + '[' + all + ']' + tail)};
    std::vector<ExportedCode::Line> lines{f.indented("let items = [")};
    for (const std::string &one : items)
        lines.push_back(f.indented("    " + one + ','));
    lines.push_back(f.indented("];"));
    lines.push_back(f.indented(head + "items" + tail));
    return lines;
}

void RustExporter::write(Function &f, const SpawnEachStep &step)
{
    const std::size_t names = f.names.size();
    const std::string index = bindCounter(f, "index", "usize").variable;
    std::string item;
    std::vector<std::string> items;
    if (!step.count) {
        const ItemType type = itemType(f, step);
        m_textTypes.push_back(areConstant(step) ? "&'static str" : "String");
        items = itemValues(f, step, type);
        const std::string typeName = !type.name.empty() ? type.name
                                     : isDuration(type) ? "Duration"
                                                        : m_textTypes.back();
        item = bind(f, Kind::Item, "item", "item", typeName).variable;
    }
    const std::size_t at = f.lines.size();
    ++f.indent;
    spawn(f, step.task, false);
    --f.indent;
    f.write("}");
    const bool isCounted = f.used.contains(index);
    if (!item.empty()) { // each is used once
        for (std::size_t i = at; i < f.lines.size(); ++i) {
            std::string &line = f.lines[i].text;
            if (const auto where = line.find(item + ".clone()"); where != std::string::npos)
                line.erase(where + item.size(), 8);
        }
    }
    const std::vector<ExportedCode::Line> opening
        = step.count ? std::vector{f.indented("for " + (isCounted ? index : "_") + " in 0.."
                                              + number(f, *step.count, "usize") + " {")}
                     : loopThrough(f, items, isCounted ? '(' + index + ", " + item + ')' : item, isCounted);
    f.lines.insert(f.lines.begin() + static_cast<std::ptrdiff_t>(at), opening.begin(), opening.end());
    f.names.resize(names);
}

} // namespace ScopeLab
