// How groups and the starting of tasks read in Python.

#include "core/export/pythonexporter.h"
#include "core/export/pythontext.h"
#include "core/scenario/values.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void PythonExporter::write(Function &f, const StartedStep &)
{
    const auto status = f.find([](const CodeName &known) { return known.kind == Kind::Status; });
    if (status && !status->variable.empty())
        f.write("task_status.started()");
}

void PythonExporter::write(Function &f, const TaskGroupStep &step)
{
    const bool isNamed = step.name.isSet() && step.name.isConstant();
    const std::string variable
        = bind(f, Kind::Group, step.name.constantText(), isNamed ? step.name.constantText() : "nursery");
    const std::string call = isVisible(step.name) ? need("visible_nursery") + '(' + text(f, step.name) + ')'
                                                  : std::string("trio.open_nursery()");
    f.write("async with " + call + " as " + variable + ':');
    body(f, step.body);
    f.left.push_back(f.names.back());
    f.names.pop_back();
}

/// Writes the function of a task. @returns its name.
std::string PythonExporter::taskFunction(Function &f, const Template &name, const Steps &steps, Function &child,
                                         bool isStart)
{
    const std::string function = taskName(name);
    begin(child, f, steps);
    child.indent = 0;
    body(child, steps);
    if (isStart || child.used.contains("task_status"))
        child.captured.push_back({Kind::Status, {}, "task_status"});
    finish(child, function);
    return function;
}

/// What stands in the brackets of start_soon().
std::string PythonExporter::taskArguments(Function &f, const Template &name, const std::string &function,
                                          const Function &child)
{
    std::string arguments = function;
    for (const CodeName &captured : child.captured) {
        if (captured.kind != Kind::Status)
            arguments += ", " + captured.variable;
    }
    if (name.isSet() && (!name.isConstant() || name.constantText() != function))
        arguments += ", name=" + text(f, name);
    return arguments;
}

void PythonExporter::spawn(Function &f, const SpawnStep &step, bool isStart)
{
    const auto group = groupOf(f, step);
    Function child;
    child.names.push_back({Kind::Status, {}, "task_status"});
    const std::string function = taskFunction(f, step.name, step.body, child, isStart);
    const std::string nursery = group ? group->variable : "nursery";
    f.write((isStart ? "await " + nursery + ".start(" : nursery + ".start_soon(")
            + taskArguments(f, step.name, function, child) + ')');
}

void PythonExporter::write(Function &f, const SpawnEachStep &step)
{
    const std::size_t names = f.names.size();
    const std::string index = bindCounter(f, "index").variable;
    std::string header;
    std::string item;
    if (step.count) {
        header = "range(" + number(f, *step.count) + ')';
    } else {
        std::string items;
        for (const Item &one : step.items) {
            items += items.empty() ? "" : ", ";
            if (one.fields.empty()) {
                items += text(f, one.text);
                continue;
            }
            std::string fields;
            for (const auto &[name, value] : one.fields)
                fields += (fields.empty() ? "\"" : ", \"") + field(name) + "\": " + text(f, value);
            items += '{' + fields + '}';
        }
        header = '[' + items + ']';
        item = bind(f, Kind::Item, "item", "item");
    }
    const std::size_t at = f.lines.size();
    f.lines.emplace_back(); // the loop names only what its tasks use
    ++f.indent;
    spawn(f, step.task, false);
    --f.indent;
    const bool usesIndex = f.used.contains(index);
    const std::string shown = f.used.contains(item) ? item : "_";
    std::string line = "for ";
    if (item.empty())
        line += (usesIndex ? index : "_") + " in " + header;
    else if (usesIndex)
        line += index + ", " + item + " in enumerate(" + header + ')';
    else
        line += shown + " in " + header;
    f.lines[at] = f.indented(line + ':');
    f.names.resize(names);
}

void PythonExporter::write(Function &f, const DetachStep &step)
{
    Function child;
    child.names.push_back({Kind::Status, {}, {}});
    child.names.push_back({Kind::Shutdown, {}, {}});
    const std::string function = taskFunction(f, step.name, step.body, child);
    f.write(need("detach") + '(' + taskArguments(f, step.name, function, child) + ')');
}

} // namespace ScopeLab
