// The program as a whole. Names and values are in cppvalues.cpp, the steps in cppsteps.cpp.

#include "core/export/cppexporter.h"

#include "core/export/cpptext.h"
#include "core/scenario/walk.h"

#include <utility>

namespace ScopeLab {

ExportedCode exportToCpp(const Scenario &scenario)
{
    return CppExporter(scenario).run();
}

CppExporter::CppExporter(const Scenario &scenario)
    : CodeExporter(scenario, {&Cpp::identifier, Cpp::helpers(), "", " && ", " || ", "!"})
    , m_raised{"TimeoutError", "RuntimeError", "ValueError"}
{
    m_imports = {"core/engine/error.h", "core/engine/poolexecutor.h", "core/engine/task.h", "cstdio"};
    for (const auto &[name, parent] : m_program.exceptions)
        m_types.declare(name, parent);
    const auto noteRaised = [this](const auto &self, const RaiseSpec &spec) -> void {
        if (spec.type.isConstant())
            m_raised.insert(spec.type.constantText());
        else
            for (const std::string &name : m_types.names())
                m_raised.insert(name);
        for (const RaiseSpec &member : spec.members)
            self(self, member);
    };
    forEachStep(scenario, [&](const Step &step) {
        if (const auto *raise = std::get_if<RaiseStep>(&step.payload))
            noteRaised(noteRaised, raise->spec);
    });
}

/// The members that tasks share.
std::vector<std::string> CppExporter::resources()
{
    std::vector<std::string> lines;
    const Resources &resources = m_scenario.resources;
    const auto include = [this](bool isNeeded, std::initializer_list<const char *> headers) {
        if (isNeeded)
            m_imports.insert(headers.begin(), headers.end());
    };
    include(!resources.events.empty(), {"core/engine/event.h"});
    include(!resources.locks.empty(), {"core/engine/lock.h"});
    include(!resources.limiters.empty(), {"core/engine/capacitylimiter.h"});
    include(!resources.channels.empty(), {"core/engine/channel.h", "string", "utility"});
    include(!resources.tokens.empty(), {"core/patterns/cancellationtoken.h"});
    for (const std::string &name : resources.events)
        lines.push_back("Event " + (m_events[name] = moduleName(name)) + ';');
    for (const std::string &name : resources.locks)
        lines.push_back("Lock " + (m_locks[name] = moduleName(name)) + ';');
    for (const CountedResource &limiter : resources.limiters)
        lines.push_back("CapacityLimiter " + (m_limiters[limiter.name] = moduleName(limiter.name)) + '{'
                        + Code::digits(limiter.count) + "};");
    for (const CountedResource &channel : resources.channels)
        lines.push_back("std::pair<SendChannel<std::string>, ReceiveChannel<std::string>> "
                        + (m_channels[channel.name] = moduleName(channel.name)) + " = openMemoryChannel<std::string>("
                        + Code::digits(channel.count) + ");");
    for (const TokenDeclaration &token : m_program.tokens) {
        const std::string name = m_tokens[token.name] = moduleName(token.name);
        lines.push_back("CancellationToken " + name
                        + (token.parent.empty() ? ";" : " = " + m_tokens[token.parent] + ".childToken();"));
    }
    return lines;
}

std::vector<std::string> CppExporter::itemTypes()
{
    std::vector<std::string> lines;
    for (const ItemType &type : m_itemTypes) {
        if (type.name.empty())
            continue;
        lines.insert(lines.end(), {"", "struct " + type.name, "{"});
        m_imports.insert("string");
        for (const std::string &member : type.fields)
            lines.push_back(std::string(isDuration(type, member) ? "    Duration " : "    std::string ") + field(member)
                            + ';');
        lines.emplace_back("};");
    }
    return lines;
}

/// As a parameter. A scope is taken by reference, unless the task may outlive it.
std::string CppExporter::declaration(const CodeName &name)
{
    const bool isScope = name.kind == Kind::Scope || name.kind == Kind::Group || name.kind == Kind::Shutdown;
    if (isScope && !name.isShared)
        return name.type + " &" + name.variable;
    return (isScope ? "std::shared_ptr<" + name.type + '>' : name.type) + ' ' + name.variable;
}

void CppExporter::finish(const Function &function, const std::string &name, const std::string &doc)
{
    std::string parameters;
    for (const CodeName &captured : function.captured) {
        if (captured.type == "std::string")
            m_imports.insert("string");
        if (captured.kind == Kind::Status)
            m_imports.insert({"core/engine/start.h", captured.isShared ? "optional" : "core/engine/task.h"});
        parameters += (parameters.empty() ? "" : ", ") + declaration(captured);
    }
    m_functions.push_back({{}, 0});
    if (!doc.empty())
        m_functions.push_back({"    /// " + doc, 0});
    m_functions.push_back({"    Task<> " + name + '(' + parameters + ')', 0});
    m_functions.push_back({"    {", 0});
    m_functions.insert(m_functions.end(), function.lines.begin(), function.lines.end());
    m_functions.push_back({"    }", 0});
}

void CppExporter::operatorFunction()
{
    if (m_scenario.operatorEntries.empty())
        return;
    engine("checkpoint");
    Function f;
    f.indent = 2;
    for (const OperatorEntry *entry : m_program.acts) {
        using Entry = OperatorEntry::Kind;
        f.step = entry->range.begin.line;
        await(f, "sleepUntil(TimePoint(" + Cpp::duration(entry->at) + "))");
        if (entry->kind == Entry::Set) {
            f.write(m_events[entry->target] + ".set();");
            continue;
        }
        const auto token = m_tokens.find(entry->target);
        const bool isToken = entry->kind == Entry::Cancel && token != m_tokens.end();
        const std::string scope
            = isToken ? token->second : need("livingScope") + '(' + Cpp::literal(entry->target) + ')';
        const std::string reason = entry->reason.empty() ? std::string() : Cpp::literal(entry->reason);
        switch (entry->kind) {
        case Entry::Cancel: f.write(scope + ".cancel(" + reason + ");"); break;
        case Entry::SetShield: f.write(scope + ".setShielded(" + (entry->shield ? "true" : "false") + ");"); break;
        default:
            engine("scheduler");
            if (entry->deadlineAfter)
                f.write(scope + ".setDeadline(after(Scheduler::current().now(), " + Cpp::duration(*entry->deadlineAfter)
                        + "));");
            else
                f.write(scope + ".setDeadline("
                        + (entry->deadlineAt ? "TimePoint(" + Cpp::duration(*entry->deadlineAt) + ')' : "Never")
                        + ");");
        }
    }
    finish(f, "byOperator", "What somebody outside does.");
}

void CppExporter::mainFunction()
{
    Function main;
    main.indent = 2;
    if (m_program.uses.ofMain) {
        const std::string whole = bind(main, Kind::Scope, "main", "whole", "CancelScope").variable;
        engine("cancelscope");
        engine("withscope");
        main.write("CancelScope " + whole + ';');
        const std::string what = body(main, "scoped", "withScope(" + whole + ", ", m_scenario.main);
        need("Visible");
        main.write("const Visible visible(\"main\", " + whole + ");");
        await(main, what);
    } else {
        steps(main, m_scenario.main);
    }
    if (!main.awaits)
        main.write("co_return;");
    std::vector<ExportedCode::Line> first;
    if (!m_scenario.operatorEntries.empty())
        need("EndsSystemTasks");
    if (m_helpers.contains("EndsSystemTasks"))
        first.push_back({"        const EndsSystemTasks atEnd;", 0});
    if (!m_scenario.operatorEntries.empty())
        engine("scheduler");
    if (!m_scenario.operatorEntries.empty())
        first.push_back({"        Scheduler::current().startSystemTask(byOperator());", 0});
    main.lines.insert(main.lines.begin(), first.begin(), first.end());
    std::vector<ExportedCode::Line> tasks = std::exchange(m_functions, {});
    finish(main, "main");
    operatorFunction();
    m_functions.insert(m_functions.end(), tasks.begin(), tasks.end());
}

std::vector<std::string> CppExporter::header() const
{
    std::vector<std::string> lines{Cpp::comment(m_scenario.title), "//"};
    for (const std::string &line : wrapped(m_scenario.summary, 95))
        lines.push_back(Cpp::comment(line));
    return lines;
}

ExportedCode CppExporter::run()
{
    const std::vector<std::string> declared = resources();
    mainFunction();

    std::vector<ExportedCode::Line> program;
    const auto write = [&program](const std::string &text) { program.push_back({text, 0}); };
    writeHelpers(write);
    for (const std::string &line : itemTypes())
        write(line);
    write({});
    write("struct Program");
    write("{");
    for (const std::string &line : declared)
        write("    " + line);
    const auto functions = m_functions.begin() + (declared.empty() ? 1 : 0); // the first line is empty
    program.insert(program.end(), functions, m_functions.end());
    write("};");
    write({});
    write("int main()");
    write("{");
    write("    Program program;");
    std::string options;
    for (const char *backend : {"asyncio", "curio"}) {
        if (m_scenario.backend == backend)
            options = std::string("({.backend = &CancellationBackend::") + backend + "()})";
    }
    write("    PoolExecutor executor" + options + (options.empty() ? "; // in real time" : ";"));
    for (const char *line :
         {"    executor.start(program.main());", "    executor.wait();",
          "    const ErrorPtr error = executor.scheduler().mainError();", "    if (error)",
          "        std::fprintf(stderr, \"%s\\n\", describe(*error).c_str());", "    return error ? 1 : 0;", "}"})
        write(line);

    ExportedCode code;
    const auto put = [&code](const std::string &text) { code.lines.push_back({text, 0}); };
    for (const std::string &line : header())
        put(line);
    put({});
    for (const bool isOurs : {true, false}) {
        for (const std::string &name : m_imports) {
            if (name.starts_with("core/") == isOurs)
                put("#include <" + name + '>');
        }
        put({});
    }
    put("using namespace ScopeLab;");
    put("using namespace std::chrono_literals;");
    code.lines.insert(code.lines.end(), program.begin(), program.end());
    return code;
}

} // namespace ScopeLab
