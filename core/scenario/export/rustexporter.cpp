// The program as a whole, names and values. The steps are in ruststeps.cpp.

#include "core/scenario/export/rustexporter.h"

#include "core/scenario/export/rusthelpers.h"
#include "core/scenario/export/rusttext.h"
#include "core/scenario/walk.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ScopeLab {

namespace {

/// What a program imports for what it writes.
constexpr std::array<std::pair<const char *, const char *>, 17> imports{{
    {" Future<", "std::future::Future"},
    {"pending::", "std::future::pending"},
    {"Arc<", "std::sync::Arc"},
    {"Arc::", "std::sync::Arc"},
    {" Mutex<", "std::sync::Mutex"},
    {"<Mutex<", "std::sync::Mutex"},
    {"Duration", "std::time::Duration"},
    {"mpsc::", "tokio::sync::mpsc"},
    {"Semaphore", "tokio::sync::Semaphore"},
    {"watch::", "tokio::sync::watch"},
    {"JoinSet", "tokio::task::JoinSet"},
    {"spawn_blocking(", "tokio::task::spawn_blocking"},
    {" sleep(", "tokio::time::sleep"},
    {" timeout(", "tokio::time::timeout"},
    {"timeout_at(", "tokio::time::timeout_at"},
    {"Instant", "tokio::time::Instant"},
    {"CancellationToken", "tokio_util::sync::CancellationToken"},
}};

} // namespace

ExportedCode exportToRust(const Scenario &scenario)
{
    // The first time shows which names and types are used where; the second time that is known.
    RustExporter first(scenario, {});
    first.run();
    return RustExporter(scenario, first.findings()).run();
}

RustExporter::RustExporter(const Scenario &scenario, Findings known)
    : m_scenario(scenario)
    , m_names(scenario)
    , m_known(std::move(known))
    , m_moduleNames{"main"}
{
    for (const auto &[name, parent] : declaredExceptions(scenario))
        m_types.declare(name, parent);
    const auto noteRaised = [this](const auto &self, const RaiseSpec &spec) -> void {
        if (spec.type.isConstant() && m_types.isKnown(spec.type.constantText()))
            m_raised.insert(spec.type.constantText());
        for (const RaiseSpec &member : spec.members)
            self(self, member);
    };
    forEachStep(scenario, [&](const Step &step) {
        if (const auto *raise = std::get_if<RaiseStep>(&step.payload))
            noteRaised(noteRaised, raise->spec);
        const auto *scope = std::get_if<ScopeStep>(&step.payload);
        if ((scope && scope->kind == ScopeKind::FailAfter) || !scope)
            m_raised.insert("TimeoutError");
    });
}

std::string RustExporter::need(const std::string &helper)
{
    m_helpers.insert(helper);
    return helper;
}

std::string RustExporter::moduleName(const std::string &wanted)
{
    const std::string plain = Rust::identifier(wanted);
    std::string name = plain;
    for (int i = 2; m_known.variables.contains(name) || !m_moduleNames.insert(name).second; ++i)
        name = plain + '_' + std::to_string(i);
    return name;
}

void RustExporter::resources(Function &main)
{
    const auto declare = [&](const std::string &name, const std::string &wanted, const std::string &type,
                             const std::string &value, const std::string &remark = {}) {
        const std::string variable = bind(main, Kind::Resource, name, wanted, type).variable;
        main.write("let " + variable + " = " + value + ';' + (remark.empty() ? "" : " // " + remark));
    };
    bool hasDeadline = false;
    forEachStep(m_scenario, [&hasDeadline](const Step &step) {
        const auto *scope = std::get_if<ScopeStep>(&step.payload);
        hasDeadline |= scope && scope->deadline;
    });
    if (hasDeadline)
        declare("start of the run", "start", "Instant", "Instant::now()");
    const Resources &resources = m_scenario.resources;
    for (const std::string &name : resources.events)
        declare("event " + name, name, "CancellationToken", "CancellationToken::new()",
                "an event: set once, stays set");
    for (const std::string &name : resources.locks)
        declare("lock " + name, name, "Arc<tokio::sync::Mutex<()>>", "Arc::new(tokio::sync::Mutex::new(()))");
    for (const CountedResource &limiter : resources.limiters)
        declare("limiter " + limiter.name, limiter.name, "Arc<Semaphore>",
                "Arc::new(Semaphore::new(" + std::to_string(limiter.count) + "))");
    for (const CountedResource &channel : resources.channels) {
        const std::string sender
            = bind(main, Kind::Resource, "send " + channel.name, channel.name + "_sender", "mpsc::Sender<String>")
                  .variable;
        const std::string receiver = bind(main, Kind::Resource, "receive " + channel.name, channel.name + "_receiver",
                                          "Arc<tokio::sync::Mutex<mpsc::Receiver<String>>>")
                                         .variable;
        main.write("let (" + sender + ", receiver) = mpsc::channel("
                   + std::to_string(std::max<std::int64_t>(1, channel.count)) + ");"
                   + (channel.count == 0 ? " // Tokio's channels hold one value at least" : ""));
        main.write("let " + receiver + " = Arc::new(tokio::sync::Mutex::new(receiver)); // many may receive");
    }
    for (const TokenDeclaration &token : declaredTokens(m_scenario)) {
        Template parent;
        parent.parts.push_back({token.parent, {}, false});
        declare("token " + token.name, token.name, "CancellationToken",
                token.parent.empty() ? "CancellationToken::new()" : resource(main, parent) + ".child_token()");
    }
    for (const std::string &name : m_names.found) { // scopes that the operator cancels
        Template known;
        known.parts.push_back({"token " + name, {}, false});
        const bool isResource = std::any_of(main.names.begin(), main.names.end(), [&name](const CodeName &other) {
            return other.name == "token " + name || other.name == "event " + name;
        });
        if (!isResource && m_names.cancelled.contains(name))
            declare("scope " + name, "stop_" + name, "CancellationToken", "CancellationToken::new()",
                    "cancels '" + name + "' from outside");
    }
}

void RustExporter::operatorFunction(Function &main)
{
    if (m_scenario.operatorEntries.empty())
        return;
    Function f;
    f.outer = &main;
    Duration at{};
    for (const OperatorEntry *entry : operatorActs(m_scenario)) {
        using Entry = OperatorEntry::Kind;
        f.step = entry->range.begin.line;
        if (entry->at > at)
            f.write("sleep(" + Rust::duration(entry->at - std::exchange(at, entry->at)) + ").await;");
        const std::string wanted = (entry->kind == Entry::Set ? "event " : "token ") + entry->target;
        const auto target = f.find([&](const CodeName &known) {
            return known.kind == Kind::Resource && (known.name == wanted || known.name == "scope " + entry->target);
        });
        const std::string reason = entry->reason.empty() ? std::string() : " // " + wrapped(entry->reason, 200).front();
        if (target && (entry->kind == Entry::Set || entry->kind == Entry::Cancel))
            f.write(target->variable + ".cancel();" + reason);
        else
            comment(f, "nobody outside can move the deadline of '" + entry->target + "', or raise a shield");
    }
    f.awaits = false;
    const std::string name = moduleName("by_operator");
    std::string arguments;
    for (const CodeName &captured : f.captured)
        arguments += (arguments.empty() ? "" : ", ") + passed(captured, true);
    main.write("tokio::spawn(" + name + '(' + arguments + "));");
    finish(f, name, f.captured, "What somebody outside does.");
}

void RustExporter::finish(Function &function, const std::string &name, const std::vector<CodeName> &parameters,
                          const std::string &doc)
{
    std::string list;
    for (const CodeName &parameter : parameters)
        list += (list.empty() ? "" : ", ") + parameter.variable + ": " + parameter.type;
    m_functions.push_back({{}, 0});
    if (!doc.empty())
        m_functions.push_back({"/// " + doc, 0});
    m_functions.push_back({"async fn " + name + '(' + list + ") -> Result {", 0});
    function.indent = 1;
    result(function, {});
    m_functions.insert(m_functions.end(), function.lines.begin(), function.lines.end());
    m_functions.push_back({"}", 0});
}

/// The enum of all errors that the program names.
std::vector<std::string> RustExporter::errorType() const
{
    std::set<std::string> variants;
    const auto look = [&variants](const std::string &line) {
        for (std::size_t at = line.find("Error::"); at != std::string::npos; at = line.find("Error::", at + 7)) {
            const bool isStart = at == 0 || !std::isalnum(static_cast<unsigned char>(line[at - 1]));
            const auto isPart = [](unsigned char c) { return std::isalnum(c) || c == '_'; };
            const std::size_t from = at + 7;
            const auto end = std::find_if_not(line.begin() + static_cast<std::ptrdiff_t>(from), line.end(), isPart);
            if (isStart)
                variants.insert(std::string(line.begin() + static_cast<std::ptrdiff_t>(from), end));
        }
    };
    for (const ExportedCode::Line &line : m_functions)
        look(line.text);
    for (const CodeHelper &helper : Rust::helpers()) {
        if (m_helpers.contains(helper.name))
            look(helper.text);
    }
    if (variants.empty())
        return {"type Error = std::convert::Infallible; // nothing here fails",
                "type Result<T = (), E = Error> = std::result::Result<T, E>;"};
    std::vector<std::string> lines{"#[derive(Clone, Debug)]"};
    if (variants.contains("Group"))
        lines.emplace_back("#[allow(dead_code)] // the members of a group are for Debug");
    lines.emplace_back("enum Error {");
    for (const std::string &name : variants)
        lines.push_back(name == "Group" ? "    Group(String, Vec<Error>)," : "    " + name + "(String),");
    lines.insert(lines.end(), {"}", "", "impl std::fmt::Display for Error {",
                               "    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {",
                               "        let (kind, message) = match self {"});
    for (const std::string &name : variants)
        lines.push_back(name == "Group" ? "            Error::Group(message, _) => (\"ExceptionGroup\", message),"
                                        : "            Error::" + name + "(message) => (\"" + name + "\", message),");
    lines.insert(lines.end(),
                 {"        };", "        match message.is_empty() {", "            true => write!(out, \"{kind}\"),",
                  "            false => write!(out, \"{kind}: {message}\"),", "        }", "    }", "}", "",
                  "type Result<T = (), E = Error> = std::result::Result<T, E>;"});
    return lines;
}

std::vector<std::string> RustExporter::header() const
{
    std::vector<std::string> lines{"//! " + m_scenario.title, "//!"};
    for (const std::string &line : wrapped(m_scenario.summary, 95))
        lines.push_back("//! " + line);
    lines.insert(lines.end(),
                 {"//!", "//! Cargo.toml: tokio = { version = \"1\", features = [\"full\"] }, tokio-util = \"0.7\""});
    return lines;
}

ExportedCode RustExporter::run()
{
    Function main;
    resources(main);
    const std::size_t operatorAt = main.lines.size();
    if (m_names.ofMain) {
        const auto outside = main.find([](const CodeName &known) { return known.name == "scope main"; });
        std::string whole = outside ? outside->variable : std::string();
        if (whole.empty()) {
            whole = bind(main, Kind::Scope, "main", "whole", "CancellationToken").variable;
            main.write("let " + whole + " = CancellationToken::new();");
        } else {
            main.names.push_back({Kind::Scope, "main", whole, "CancellationToken"});
        }
        selected(main, m_scenario.main, {whole}, {}, {}, {}, {});
    } else {
        steps(main, m_scenario.main);
    }
    std::vector<ExportedCode::Line> body(main.lines.begin() + static_cast<std::ptrdiff_t>(operatorAt),
                                         main.lines.end());
    main.lines.resize(operatorAt);
    std::vector<ExportedCode::Line> tasks = std::exchange(m_functions, {});
    main.step = 0;
    operatorFunction(main);
    std::vector<ExportedCode::Line> byOperator = std::exchange(m_functions, {});
    main.lines.insert(main.lines.end(), body.begin(), body.end());
    finish(main, "main", {});
    m_functions.insert(m_functions.begin() + 1, {"#[tokio::main(flavor = \"current_thread\")]", 0});
    m_functions.insert(m_functions.end(), byOperator.begin(), byOperator.end());
    m_functions.insert(m_functions.end(), tasks.begin(), tasks.end());

    std::vector<ExportedCode::Line> program;
    const auto write = [&program](const std::string &text) { program.push_back({text, 0}); };
    write({});
    for (const std::string &line : errorType())
        write(line);
    for (const CodeHelper &helper : Rust::helpers()) {
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
    for (const auto &[name, members] : m_itemTypes) {
        for (const char *line : {"", "#[derive(Clone)]"})
            write(line);
        write("struct " + name + " {");
        for (const std::string &member : members)
            write("    " + member + ',');
        write("}");
    }
    program.insert(program.end(), m_functions.begin(), m_functions.end());

    std::set<std::string> used;
    for (const ExportedCode::Line &line : program) {
        const std::string code = ' ' + line.text.substr(0, line.text.find("//"));
        for (const auto &[use, import] : imports) {
            if (code.find(use) != std::string::npos)
                used.insert(import);
        }
    }
    ExportedCode code;
    for (const std::string &line : header())
        code.lines.push_back({line, 0});
    code.lines.push_back({{}, 0});
    for (const std::string &import : used)
        code.lines.push_back({"use " + import + ';', 0});
    code.lines.insert(code.lines.end(), program.begin(), program.end());
    return code;
}

} // namespace ScopeLab
