// The program as a whole. Names and values are in cppvalues.cpp, the steps in cppsteps.cpp.

#include "core/scenario/export/cppexporter.h"

#include "core/scenario/export/cpphelpers.h"
#include "core/scenario/export/cpptext.h"
#include "core/scenario/walk.h"

#include <array>
#include <utility>

namespace ScopeLab {

namespace {

/// What a program includes for what it writes.
constexpr std::array<std::pair<const char *, const char *>, 44> headers{{
    {"CancelScope", "core/engine/cancelscope.h"},
    {"CapacityLimiter", "core/engine/capacitylimiter.h"},
    {"raiseAgain(", "core/engine/catching.h"},
    {"catching(", "core/engine/catching.h"},
    {"openMemoryChannel", "core/engine/channel.h"},
    {"sleepFor", "core/engine/checkpoint.h"},
    {"sleepUntil", "core/engine/checkpoint.h"},
    {"checkpoint()", "core/engine/checkpoint.h"},
    {"ErrorPtr", "core/engine/error.h"},
    {"    Event ", "core/engine/event.h"},
    {"ExceptGroup", "core/engine/exceptgroup.h"},
    {"throwError(", "core/engine/exceptions.h"},
    {"finallyDo(", "core/engine/finallydo.h"},
    {"    Lock ", "core/engine/lock.h"},
    {"PoolExecutor", "core/engine/poolexecutor.h"},
    {"blockFor(", "core/engine/runblocking.h"},
    {"Scheduler::", "core/engine/scheduler.h"},
    {"asGroup(", "core/engine/split.h"},
    {"isCancelled(", "core/engine/split.h"},
    {"ofType(", "core/engine/split.h"},
    {"TaskStatus<", "core/engine/start.h"},
    {"Task<", "core/engine/task.h"},
    {"TaskGroup", "core/engine/taskgroup.h"},
    {"withScope(", "core/engine/withscope.h"},
    {"WithScope(", "core/engine/withscope.h"},
    {"moveOnAfter(", "core/engine/withscope.h"},
    {"failAfter(", "core/engine/withscope.h"},
    {"shield(", "core/engine/withscope.h"},
    {"statusAfter(", "core/patterns/cancellableoperation.h"},
    {"CancellationToken", "core/patterns/cancellationtoken.h"},
    {"DeadlineExecutor", "core/patterns/deadlineexecutor.h"},
    {"GracefulShutdown", "core/patterns/gracefulshutdown.h"},
    {"RetryPolicy", "core/patterns/retry.h"},
    {"std::min", "algorithm"},
    {"std::chrono", "chrono"},
    {"std::printf", "cstdio"},
    {"std::fprintf", "cstdio"},
    {"std::map", "map"},
    {"_shared<", "memory"},
    {"shared_ptr<", "memory"},
    {"std::optional", "optional"},
    {"std::string", "string"},
    {"std::move", "utility"},
    {"std::vector", "vector"},
}};

} // namespace

ExportedCode exportToCpp(const Scenario &scenario)
{
    // The first time shows which names and types are used where; the second time that is known.
    CppExporter first(scenario, {});
    first.run();
    return CppExporter(scenario, first.findings()).run();
}

CppExporter::CppExporter(const Scenario &scenario, Findings known)
    : m_scenario(scenario)
    , m_names(scenario)
    , m_raised{"TimeoutError", "RuntimeError", "ValueError"}
    , m_known(std::move(known))
    , m_moduleNames{"main"}
{
    for (const auto &[name, parent] : declaredExceptions(scenario))
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

std::string CppExporter::need(const std::string &helper)
{
    for (const CodeHelper &known : Cpp::helpers()) {
        if (known.name != helper)
            continue;
        m_helpers.insert(helper);
        for (const std::string &other : known.needs)
            need(other);
    }
    return helper;
}

std::string CppExporter::moduleName(const std::string &wanted)
{
    const std::string plain = Cpp::identifier(wanted);
    std::string name = plain;
    for (int i = 2; m_known.variables.contains(name) || !m_moduleNames.insert(name).second; ++i)
        name = plain + std::to_string(i);
    return name;
}

/// The members that tasks share.
std::vector<std::string> CppExporter::resources()
{
    std::vector<std::string> lines;
    const Resources &resources = m_scenario.resources;
    for (const std::string &name : resources.events)
        lines.push_back("Event " + (m_events[name] = moduleName(name)) + ';');
    for (const std::string &name : resources.locks)
        lines.push_back("Lock " + (m_locks[name] = moduleName(name)) + ';');
    for (const CountedResource &limiter : resources.limiters)
        lines.push_back("CapacityLimiter " + (m_limiters[limiter.name] = moduleName(limiter.name)) + '{'
                        + std::to_string(limiter.count) + "};");
    for (const CountedResource &channel : resources.channels)
        lines.push_back("std::pair<SendChannel<std::string>, ReceiveChannel<std::string>> "
                        + (m_channels[channel.name] = moduleName(channel.name)) + " = openMemoryChannel<std::string>("
                        + std::to_string(channel.count) + ");");
    for (const TokenDeclaration &token : declaredTokens(m_scenario)) {
        const std::string name = m_tokens[token.name] = moduleName(token.name);
        lines.push_back("CancellationToken " + name
                        + (token.parent.empty() ? ";" : " = " + m_tokens[token.parent] + ".childToken();"));
    }
    return lines;
}

std::vector<std::string> CppExporter::itemTypes() const
{
    std::vector<std::string> lines;
    for (const auto &[name, members] : m_itemTypes) {
        lines.insert(lines.end(), {"", "struct " + name, "{"});
        for (const std::string &member : members)
            lines.push_back("    " + member + ';');
        lines.emplace_back("};");
    }
    return lines;
}

void CppExporter::finish(const Function &function, const std::string &name, const std::string &doc)
{
    std::string parameters;
    for (const CodeName &captured : function.captured) {
        const bool bindsTight = captured.type.back() == '&' || captured.type.back() == '*';
        parameters += (parameters.empty() ? "" : ", ") + captured.type + (bindsTight ? "" : " ") + captured.variable;
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
    Function f;
    f.indent = 2;
    for (const OperatorEntry *entry : operatorActs(m_scenario)) {
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
    if (m_names.ofMain) {
        main.write("CancelScope whole;");
        CodeName &whole = bind(main, Kind::Scope, "main", "whole");
        whole.type = "CancelScope &";
        const std::string what = body(main, "scoped", "withScope(whole, ", m_scenario.main);
        need("Visible");
        main.write("const Visible visible(\"main\", whole);");
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
        first.push_back({"        Scheduler::current().startSystemTask(byOperator());", 0});
    main.lines.insert(main.lines.begin(), first.begin(), first.end());
    std::vector<ExportedCode::Line> tasks = std::exchange(m_functions, {});
    finish(main, "main");
    operatorFunction();
    m_functions.insert(m_functions.end(), tasks.begin(), tasks.end());
}

std::vector<std::string> CppExporter::header() const
{
    std::vector<std::string> lines{"// " + m_scenario.title, "//"};
    for (const std::string &line : wrapped(m_scenario.summary, 95))
        lines.push_back("// " + line);
    return lines;
}

ExportedCode CppExporter::run()
{
    const std::vector<std::string> declared = resources();
    mainFunction();

    std::vector<ExportedCode::Line> program;
    const auto write = [&program](const std::string &text) { program.push_back({text, 0}); };
    for (const CodeHelper &helper : Cpp::helpers()) {
        if (!m_helpers.contains(helper.name))
            continue;
        std::string line;
        for (const char c : helper.text) {
            if (c == '\n')
                write(std::exchange(line, {}));
            else
                line += c;
        }
    }
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
    const bool isTrio = m_scenario.backend == "trio";
    write(isTrio ? "    PoolExecutor executor; // in real time"
                 : "    PoolExecutor executor({.backend = &CancellationBackend::" + m_scenario.backend + "()});");
    for (const char *line :
         {"    executor.start(program.main());", "    executor.wait();",
          "    const ErrorPtr error = executor.scheduler().mainError();", "    if (error)",
          "        std::fprintf(stderr, \"%s\\n\", describe(*error).c_str());", "    return error ? 1 : 0;", "}"})
        write(line);

    std::set<std::string> ours, standard;
    for (const ExportedCode::Line &line : program) {
        for (const auto &[use, header] : headers) {
            if (line.text.find(use) != std::string::npos)
                (std::string(header).starts_with("core/") ? ours : standard).insert(header);
        }
    }
    ExportedCode code;
    const auto put = [&code](const std::string &text) { code.lines.push_back({text, 0}); };
    for (const std::string &line : header())
        put(line);
    put({});
    for (const std::string &name : ours)
        put("#include <" + name + '>');
    put({});
    for (const std::string &name : standard)
        put("#include <" + name + '>');
    put({});
    put("using namespace ScopeLab;");
    put("using namespace std::chrono_literals;");
    code.lines.insert(code.lines.end(), program.begin(), program.end());
    return code;
}

} // namespace ScopeLab
