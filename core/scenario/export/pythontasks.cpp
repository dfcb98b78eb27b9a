// How groups and the starting of tasks read in Python.

#include "core/scenario/export/pythonexporter.h"
#include "core/scenario/export/pythontext.h"
#include "core/scenario/values.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

void PythonExporter::write(Function &f, const SpawnStep &step)
{
    spawn(f, step, false);
}

void PythonExporter::write(Function &f, const StartStep &step)
{
    spawn(f, step.task, true);
}

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
    std::string wanted
        = name.isSet() ? name.parts.front().isName ? std::string() : name.parts.front().text : std::string();
    while (!wanted.empty() && (wanted.back() == '-' || wanted.back() == '_'))
        wanted.pop_back();
    const std::string function = moduleName(wanted.empty() ? "task" : wanted);
    child.outer = &f;
    child.step = f.step;
    child.indent = 0;
    body(child, steps);
    child.indent = 1;
    const auto isStatus = [](const CodeName &known) { return known.kind == Kind::Status && !known.variable.empty(); };
    child.captured.erase(std::remove_if(child.captured.begin(), child.captured.end(), isStatus), child.captured.end());
    const bool saysStarted
        = isStart || std::any_of(child.lines.begin(), child.lines.end(), [](const ExportedCode::Line &line) {
              return line.text.find("task_status") != std::string::npos;
          });
    if (saysStarted)
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
    const std::string wanted = step.group.constantText();
    const auto group = f.find([&](const CodeName &known) {
        return known.kind == Kind::Group && (!step.group.isSet() || known.name == wanted);
    });
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
    const std::string index = bind(f, Kind::Text, "index", "index");
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
                fields += (fields.empty() ? "" : ", ") + Python::literal(name) + ": " + text(f, value);
            items += '{' + fields + '}';
        }
        header = '[' + items + ']';
        item = bind(f, Kind::Item, "item", "item");
    }
    // The loop names only what its tasks use.
    const std::size_t at = f.lines.size();
    f.write({});
    ++f.indent;
    spawn(f, step.task, false);
    --f.indent;
    const std::string &call = f.lines.back().text;
    const bool usesIndex = call.find(", " + index) != std::string::npos || call.find('{' + index) != std::string::npos;
    const bool usesItem
        = !item.empty() && (call.find(", " + item) != std::string::npos || call.find('{' + item) != std::string::npos);
    std::string line = "for ";
    if (item.empty())
        line += (usesIndex ? index : "_") + " in " + header;
    else if (usesIndex)
        line += index + ", " + item + " in enumerate(" + header + ')';
    else
        line += (usesItem ? item : "_") + " in " + header;
    const std::size_t end = f.lines.size();
    f.write(line + ':');
    f.lines[at] = f.lines[end];
    f.lines.pop_back();
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
