// How groups and the starting of tasks read in C++.

#include "core/scenario/export/cppexporter.h"
#include "core/scenario/export/cpptext.h"
#include "core/scenario/values.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void CppExporter::write(Function &f, const TaskGroupStep &step)
{
    const bool hasName = step.name.isSet() && step.name.isConstant();
    const std::string wanted = hasName ? step.name.constantText() : "tasks";
    const std::size_t at = f.names.size();
    bind(f, Kind::Group, step.name.constantText(), wanted);
    CodeName group = f.names[at];
    group.type = group.isShared ? "std::shared_ptr<TaskGroup>" : "TaskGroup &";
    f.names[at] = group;
    const bool isAsked = hasName && (m_names.asked.contains(step.name.text) || group.isShared);
    if (!isAsked && !isVisible(step.name)) {
        const std::string what = body(f, "group", "withTaskGroup(", step.body, "TaskGroup &" + group.variable);
        await(f, what);
        f.names[at].name.clear();
        f.names[at].kind = Kind::Text;
        return;
    }
    f.write(group.isShared ? "const auto " + group.variable + " = std::make_shared<TaskGroup>();"
                           : "TaskGroup " + group.variable + ';');
    if (m_known.lateNames.contains(step.name.constantText())) {
        need("entered");
        f.write("entered[" + text(f, step.name) + "] = std::shared_ptr<CancelScope>(" + group.variable + ", &"
                + group.variable + "->cancelScope());");
    }
    const std::string self = (group.isShared ? "*" : "") + group.variable;
    const std::string what = body(f, "group", "withTaskGroup(" + self + ", ", step.body);
    awaitVisibly(f, step.name, memberOf(group).substr(0, memberOf(group).size() - 1), what);
    f.left.push_back(group);
    f.names[at].name.clear();
    f.names[at].kind = Kind::Text;
}

/// Writes the function of a task. @returns the call that makes the task; the status comes first.
std::string CppExporter::taskCall(Function &f, const Template &name, const Steps &steps, const CodeName *group,
                                  bool isStart)
{
    std::string wanted
        = name.isSet() ? name.parts.front().isName ? std::string() : name.parts.front().text : std::string();
    while (!wanted.empty() && (wanted.back() == '-' || wanted.back() == '_'))
        wanted.pop_back();
    const std::string function = moduleName(wanted.empty() ? "task" : wanted);
    Function child;
    child.outer = &f;
    child.step = f.step;
    child.indent = 1;
    CodeName status{Kind::Status, {}, isStart ? "status" : ""};
    status.type = "TaskStatus<>";
    child.names.push_back(status);
    if (!group)
        child.names.push_back({Kind::Shutdown, {}, {}}); // of a detached task: those around do not count
    coroutine(child, steps);
    std::string arguments = isStart ? "status" : "";
    for (const CodeName &captured : child.captured) {
        arguments += (arguments.empty() ? "" : ", ") + captured.variable;
        const bool isScope
            = captured.kind == Kind::Scope || captured.kind == Kind::Group || captured.kind == Kind::Shutdown;
        if (isScope && (!group || captured.order > group->order))
            m_findings.shared.insert(keyOf(captured)); // the task may outlive it
    }
    if (isStart)
        child.captured.insert(child.captured.begin(), status);
    finish(child, function);
    return function + '(' + arguments + ')';
}

void CppExporter::spawn(Function &f, const SpawnStep &step, bool isStart)
{
    const std::string wanted = step.group.constantText();
    const auto group = f.find([&](const CodeName &known) {
        return known.kind == Kind::Group && (!step.group.isSet() || known.name == wanted);
    });
    const std::string call = taskCall(f, step.name, step.body, group ? &*group : nullptr, isStart);
    const std::string member = group ? group->variable + (group->isShared ? "->" : ".") : std::string();
    if (!isStart) {
        f.write(member + "spawn(" + call + ");");
        return;
    }
    const std::string starting = local(f, "starting");
    f.write("auto " + starting + " = " + member + "start([&](TaskStatus<> status) { return " + call + "; });");
    await(f, "std::move(" + starting + ')');
}

/// The type of the items; a struct of its own if they have fields.
std::string CppExporter::itemType(Function &f, const SpawnEachStep &step)
{
    CodeName item{Kind::Item, "item", {}, {}, f.step};
    const auto typeOf = [&](const std::string &field) -> std::string {
        const std::string key = keyOf(item) + '.' + field;
        return m_known.asDuration.contains(key) && !m_known.asText.contains(key) ? "Duration" : "std::string";
    };
    std::vector<std::string> members;
    for (const Item &one : step.items) {
        for (const auto &[field, value] : one.fields) {
            const std::string member = typeOf(field) + ' ' + Cpp::identifier(field);
            if (std::find(members.begin(), members.end(), member) == members.end())
                members.push_back(member);
        }
    }
    if (members.empty())
        return typeOf({});
    std::string name = "Item";
    for (int i = 2; m_itemTypes.contains(name); ++i)
        name = "Item" + std::to_string(i);
    m_itemTypes[name] = members;
    return name;
}

void CppExporter::write(Function &f, const SpawnEachStep &step)
{
    const std::size_t names = f.names.size();
    CodeName &counter = bind(f, Kind::Text, "index", "index");
    counter.type = "int";
    const std::string index = counter.variable;
    if (step.count) {
        f.write("for (int " + index + " = 0; " + index + " < " + number(f, *step.count) + "; ++" + index + ')');
        ++f.indent;
        spawn(f, step.task, false);
        --f.indent;
        f.names.resize(names);
        return;
    }
    const std::string type = itemType(f, step);
    const auto value = [&](const Template &one) {
        const auto length = type != "std::string" ? readDuration(one.constantText()) : std::nullopt;
        return length && one.isConstant() ? Cpp::duration(*length) : text(f, one);
    };
    std::vector<std::string> items;
    bool areConstant = true;
    for (const Item &one : step.items) {
        std::string text;
        for (const auto &[field, what] : one.fields) {
            const std::vector<std::string> &members = m_itemTypes.at(type);
            const std::string member = Cpp::identifier(field);
            const bool isDuration = std::find(members.begin(), members.end(), "Duration " + member) != members.end();
            const auto length = isDuration ? readDuration(what.constantText()) : std::nullopt;
            text += (text.empty() ? "" : ", ") + ('.' + member + " = ")
                    + (length ? Cpp::duration(*length) : this->text(f, what));
        }
        areConstant &= one.text.isConstant();
        items.push_back(one.fields.empty() ? type == "Duration" ? value(one.text) : this->text(f, one.text)
                                           : '{' + text + '}');
    }
    CodeName &bound = bind(f, Kind::Item, "item", "item");
    bound.type = type;
    const std::string item = bound.variable;
    const bool areLiterals = type == "std::string" && areConstant;
    const std::string element = areLiterals ? "const char *" : "const " + type + ' ';
    const std::string list = local(f, "items");
    const std::string opening = (areLiterals ? "const char *const " : element) + list + "[] = {";
    std::string inOneLine;
    for (const std::string &one : items)
        inOneLine += (inOneLine.empty() ? "" : ", ") + one;
    if (opening.size() + inOneLine.size() < 90) {
        f.write(opening + inOneLine + "};");
    } else {
        f.write(opening);
        for (const std::string &one : items)
            f.write("    " + one + ',');
        f.write("};");
    }
    const std::size_t at = f.lines.size();
    f.write({});
    ++f.indent;
    spawn(f, step.task, false);
    --f.indent;
    const std::string &call = f.lines.back().text;
    const bool countsThem = call.find('(' + index) != std::string::npos || call.find(", " + index) != std::string::npos;
    const std::string declared = areLiterals || type == "Duration" ? element : element + '&';
    const std::size_t end = f.lines.size();
    f.write("for (" + declared + item + " : " + list + ')');
    f.lines[at] = f.lines[end];
    f.lines.pop_back();
    if (countsThem) {
        f.lines[at].text.insert(f.lines[at].text.find("for (") + 5, "int " + index + " = 0; ");
        std::string &line = f.lines.back().text;
        const auto where
            = line.find('(' + index) != std::string::npos ? line.find('(' + index) + 1 : line.find(", " + index) + 2;
        line.replace(where, index.size(), index + "++");
    }
    f.names.resize(names);
}

void CppExporter::write(Function &f, const DetachStep &step)
{
    need("EndsSystemTasks");
    const std::string call = taskCall(f, step.name, step.body, nullptr, false);
    f.write("Scheduler::current().startSystemTask(" + call + ");");
}

} // namespace ScopeLab
