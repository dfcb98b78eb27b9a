// The program as a whole, names and values. The steps are in pythonsteps.cpp.

#include "core/export/pythonexporter.h"

#include "core/export/pythontext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

ExportedCode exportToPython(const Scenario &scenario)
{
    return PythonExporter(scenario).run();
}

PythonExporter::PythonExporter(const Scenario &scenario)
    : CodeExporter(scenario, {&Python::identifier, Python::helpers(), "_", " and ", " or ", "not "})
{
    m_visible.insert(m_program.lateNames.begin(), m_program.lateNames.end());
    for (const auto &[name, parent] : m_program.exceptions)
        m_exceptions[name] = moduleName(name);
}

std::vector<std::string> PythonExporter::resources()
{
    std::vector<std::string> lines;
    const Resources &resources = m_scenario.resources;
    for (const std::string &name : resources.events)
        lines.push_back((m_events[name] = moduleName(name)) + " = trio.Event()");
    for (const std::string &name : resources.locks)
        lines.push_back((m_locks[name] = moduleName(name)) + " = trio.Lock()");
    for (const CountedResource &limiter : resources.limiters)
        lines.push_back((m_limiters[limiter.name] = moduleName(limiter.name)) + " = trio.CapacityLimiter("
                        + Code::digits(limiter.count) + ')');
    for (const CountedResource &channel : resources.channels) {
        const std::string &sender = m_senders[channel.name] = moduleName(channel.name + "_sender");
        const std::string &receiver = m_receivers[channel.name] = moduleName(channel.name + "_receiver");
        lines.push_back(sender + ", " + receiver + " = trio.open_memory_channel(" + Code::digits(channel.count) + ')');
    }
    for (const TokenDeclaration &token : m_program.tokens) {
        const std::string parent = token.parent.empty() ? std::string() : m_tokens[token.parent];
        lines.push_back((m_tokens[token.name] = moduleName(token.name)) + " = " + need("CancellationToken") + '('
                        + parent + ')');
    }
    return lines;
}

/// The classes of the scenario's own exceptions.
std::vector<std::string> PythonExporter::exceptions()
{
    std::vector<std::string> lines;
    for (const auto &[name, parent] : m_program.exceptions) {
        const std::string &type = m_exceptions.at(name);
        lines.insert(lines.end(), {"", "", "class " + type + '(' + errorClass(parent) + "):", "    pass"});
        if (type != name) // what the program prints
            lines.insert(lines.end(), {"", "", type + ".__name__ = " + Python::literal(name)});
    }
    return lines;
}

void PythonExporter::finish(const Function &function, const std::string &name, const std::string &doc)
{
    std::string parameters;
    bool hasStatus = false;
    for (const CodeName &captured : function.captured) {
        if (captured.kind == Kind::Status)
            hasStatus = true;
        else
            parameters += (parameters.empty() ? "" : ", ") + captured.variable;
    }
    if (hasStatus)
        parameters += std::string(parameters.empty() ? "" : ", ") + "task_status=trio.TASK_STATUS_IGNORED";
    if (!m_functions.empty()) {
        m_functions.push_back({{}, 0});
        m_functions.push_back({{}, 0});
    }
    m_functions.push_back({"async def " + name + '(' + parameters + "):", 0});
    if (!doc.empty())
        m_functions.push_back({"    \"\"\"" + doc + "\"\"\"", 0});
    m_functions.insert(m_functions.end(), function.lines.begin(), function.lines.end());
}

void PythonExporter::operatorFunction()
{
    if (m_scenario.operatorEntries.empty())
        return;
    m_usesStart = true;
    Function f;
    for (const OperatorEntry *entry : m_program.acts) {
        using Entry = OperatorEntry::Kind;
        f.step = entry->range.begin.line;
        f.write("await trio.sleep_until(start + " + Python::seconds(entry->at) + ')');
        if (entry->kind == Entry::Set) {
            f.write(m_events[entry->target] + ".set()");
            continue;
        }
        const auto token = m_tokens.find(entry->target);
        const bool isToken = entry->kind == Entry::Cancel && token != m_tokens.end();
        const std::string scope
            = isToken ? token->second : need("living_scope") + '(' + Python::literal(entry->target) + ')';
        if (!isToken)
            need("visible");
        const std::string deadline = entry->deadlineAfter
                                         ? "trio.current_time() + " + Python::seconds(*entry->deadlineAfter)
                                     : entry->deadlineAt ? "start + " + Python::seconds(*entry->deadlineAt)
                                                         : "math.inf";
        switch (entry->kind) {
        case Entry::Cancel:
            f.write(scope + ".cancel(" + (entry->reason.empty() ? "" : "reason=" + Python::literal(entry->reason))
                    + ')');
            break;
        case Entry::SetDeadline:
            m_imports.insert("math");
            f.write(scope + ".deadline = " + deadline);
            break;
        default: f.write(scope + ".shield = " + (entry->shield ? "True" : "False"));
        }
    }
    finish(f, "operator", "What somebody outside does.");
}

std::vector<std::string> PythonExporter::header() const
{
    std::vector<std::string> text{m_scenario.title, ""};
    for (const std::string &line : wrapped(m_scenario.summary, 95))
        text.push_back(line);
    std::vector<std::string> lines = Python::docstring(text);
    std::string managers; // of contextlib
    for (const char *name : {"asynccontextmanager", "contextmanager"}) {
        if (m_imports.contains(name))
            managers += (managers.empty() ? "" : ", ") + std::string(name);
    }
    for (const std::string &name : m_imports) {
        if (!name.ends_with("contextmanager"))
            lines.push_back("import " + name);
    }
    if (!managers.empty())
        lines.push_back("from contextlib import " + managers);
    if (!m_imports.empty())
        lines.emplace_back();
    lines.emplace_back("import trio");
    return lines;
}

ExportedCode PythonExporter::run()
{
    const std::vector<std::string> declared = resources();
    const std::vector<std::string> classes = exceptions();
    Function main;
    const Steps &steps = m_scenario.main;
    if (m_program.uses.ofMain) {
        need("visible");
        const std::string whole = bind(main, Kind::Scope, "main", "whole");
        main.write("with trio.CancelScope() as " + whole + ", visible(\"main\", " + whole + "):");
        body(main, steps);
    } else {
        main.indent = 0;
        body(main, steps);
        main.indent = 1;
    }
    operatorFunction();
    std::vector<ExportedCode::Line> first;
    if (m_usesStart) {
        first.push_back({"    global start", 0});
        first.push_back({"    start = trio.current_time()", 0});
    }
    if (!m_scenario.operatorEntries.empty())
        first.push_back({"    trio.lowlevel.spawn_system_task(operator)", 0});
    main.lines.insert(main.lines.begin(), first.begin(), first.end());
    finish(main, "main");

    ExportedCode code;
    const auto write = [&code](const std::string &text) { code.lines.push_back({text, 0}); };
    for (const std::string &line : header())
        write(line);
    writeHelpers(write);
    for (const std::string &line : classes)
        write(line);
    if (!declared.empty()) {
        write({});
        if (!m_helpers.empty() || !m_scenario.exceptions.empty())
            write({});
        for (const std::string &line : declared)
            write(line);
    }
    write({});
    write({});
    code.lines.insert(code.lines.end(), m_functions.begin(), m_functions.end());
    for (const char *line : {"", "", "if __name__ == \"__main__\":", "    trio.run(main)"})
        write(line);
    return code;
}

} // namespace ScopeLab
