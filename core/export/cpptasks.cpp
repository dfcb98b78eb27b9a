// How groups and the starting of tasks read in C++.

#include "core/export/cppexporter.h"
#include "core/export/cpptext.h"
#include "core/scenario/values.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void CppExporter::write(Function &f, const TaskGroupStep &step)
{
    const std::size_t at = f.names.size();
    const CodeName group = bindScope(f, Kind::Group, step.name, "tasks", "TaskGroup");
    engine("taskgroup");
    const bool hasName = step.name.isSet() && step.name.isConstant();
    const bool isAsked = hasName && (m_program.uses.asked.contains(step.name.text) || group.isShared);
    if (!isAsked && !isVisible(step.name)) {
        const std::string what = body(f, "group", "withTaskGroup(", step.body, "TaskGroup &" + group.variable);
        await(f, what);
        f.names[at].name.clear();
        f.names[at].kind = Kind::Text;
        return;
    }
    f.write(group.isShared ? "const auto " + group.variable + " = std::make_shared<TaskGroup>();"
                           : "TaskGroup " + group.variable + ';');
    noteEntered(f, step.name, group);
    const std::string self = (group.isShared ? "*" : "") + group.variable;
    const std::string what = body(f, "group", "withTaskGroup(" + self + ", ", step.body);
    awaitVisibly(f, step.name, memberOf(group).substr(0, memberOf(group).size() - 1), what);
    f.left.push_back(group);
    f.names[at].name.clear();
    f.names[at].kind = Kind::Text;
}

/// Writes the function of a task. @returns the call that makes the task; the status comes first.
/// @param isApart no group holds it.
std::string CppExporter::taskCall(Function &f, const Template &name, const Steps &steps, bool isApart, bool isStart)
{
    const std::string function = taskName(name);
    Function child;
    begin(child, f, steps);
    child.indent = 1;
    const CodeName status{Kind::Status, {}, isStart ? "status" : "", "TaskStatus<>"};
    child.names.push_back(status);
    if (isApart)
        child.names.push_back({Kind::Shutdown, {}, {}}); // of a detached task: those around do not count
    coroutine(child, steps);
    std::string arguments = isStart ? "status" : "";
    for (const CodeName &captured : child.captured)
        arguments += (arguments.empty() ? "" : ", ") + captured.variable;
    if (isStart)
        child.captured.insert(child.captured.begin(), status);
    finish(child, function);
    return function + '(' + arguments + ')';
}

void CppExporter::spawn(Function &f, const SpawnStep &step, bool isStart)
{
    const auto group = groupOf(f, step);
    const std::string call = taskCall(f, step.name, step.body, false, isStart);
    const std::string member = group ? group->variable + (group->isShared ? "->" : ".") : std::string();
    if (!isStart) {
        f.write(member + "spawn(" + call + ");");
        return;
    }
    const std::string starting = local(f, "starting");
    engine("start");
    m_imports.insert("utility");
    f.write("auto " + starting + " = " + member + "start([&](TaskStatus<> status) { return " + call + "; });");
    await(f, "std::move(" + starting + ')');
}

/// An initializer for an item; fields stand in the order of the members, as the language wants it.
std::string CppExporter::itemValue(Function &f, const Item &item, const ItemType &type)
{
    const auto valueOf = [&](const Template &value, const std::string &field) {
        const bool isLength = isDuration(type, field) && value.isConstant();
        const auto length = isLength ? readDuration(value.constantText()) : std::nullopt;
        return length ? Cpp::duration(*length) : text(f, value);
    };
    if (item.fields.empty())
        return valueOf(item.text, {});
    std::string result;
    for (const std::string &member : type.fields) {
        for (const auto &[field, value] : item.fields) {
            if (field == member)
                result += (result.empty() ? "." : ", .") + this->field(field) + " = " + valueOf(value, field);
        }
    }
    return '{' + result + '}';
}

/// A list in one line if it is short enough.
void CppExporter::writeItems(Function &f, const std::string &opening, const std::vector<std::string> &items)
{
    std::string inOneLine;
    for (const std::string &one : items)
        inOneLine += (inOneLine.empty() ? "" : ", ") + one;
    if (opening.size() + inOneLine.size() < 90) {
        f.write(opening + inOneLine + "};");
        return;
    }
    f.write(opening);
    for (const std::string &one : items)
        f.write("    " + one + ',');
    f.write("};");
}

void CppExporter::write(Function &f, const SpawnEachStep &step)
{
    const std::size_t names = f.names.size();
    const std::string index = bindCounter(f, "index", "int").variable;
    if (step.count) {
        f.write("for (int " + index + " = 0; " + index + " < " + number(f, *step.count) + "; ++" + index + ')');
        ++f.indent;
        spawn(f, step.task, false);
        --f.indent;
        f.names.resize(names);
        return;
    }
    const ItemType type = itemType(f, step);
    std::vector<std::string> items;
    bool areLiterals = type.name.empty() && !isDuration(type);
    for (const Item &one : step.items) {
        areLiterals &= one.text.isConstant();
        items.push_back(itemValue(f, one, type));
    }
    const std::string typeName = !type.name.empty() ? type.name : isDuration(type) ? "Duration" : "std::string";
    if (typeName == "std::string" && !areLiterals)
        m_imports.insert("string");
    const std::string item = bind(f, Kind::Item, "item", "item", typeName).variable;
    const std::string list = local(f, "items");
    const std::string element = areLiterals ? "const char *" : "const " + typeName + ' ';
    writeItems(f, (areLiterals ? "const char *const " : element) + list + "[] = {", items);
    const std::size_t at = f.lines.size();
    f.lines.emplace_back(); // it counts them only if a task asks for that
    ++f.indent;
    spawn(f, step.task, false);
    --f.indent;
    const std::string declared = areLiterals || isDuration(type) ? element : element + '&';
    const bool countsThem = f.used.contains(index);
    f.lines[at]
        = f.indented("for (" + (countsThem ? "int " + index + " = 0; " : "") + declared + item + " : " + list + ')');
    if (countsThem) {
        std::string &line = f.lines.back().text;
        const auto where
            = line.find('(' + index) != std::string::npos ? line.find('(' + index) + 1 : line.find(", " + index) + 2;
        line.replace(where, index.size(), index + "++");
    }
    f.names.resize(names);
    f.names.push_back({Kind::Text, {}, list}); // stays declared in this block
}

void CppExporter::write(Function &f, const DetachStep &step)
{
    need("EndsSystemTasks");
    const std::string call = taskCall(f, step.name, step.body, true, false);
    engine("scheduler");
    f.write("Scheduler::current().startSystemTask(" + call + ");");
}

} // namespace ScopeLab
