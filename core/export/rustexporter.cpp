// The program as a whole, names and values. The steps are in ruststeps.cpp.

#include "core/export/rustexporter.h"

#include "core/export/rusttext.h"
#include "core/scenario/walk.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

ExportedCode exportToRust(const Scenario &scenario)
{
    return RustExporter(scenario).run();
}

RustExporter::RustExporter(const Scenario &scenario)
    : CodeExporter(scenario, {&Rust::identifier, Rust::helpers(), "_", " && ", " || ", "!"})
{
    for (const char *name : {"Self", "Group", "Cancelled"})
        m_variants.reserve(name);
    for (const std::string &name : m_types.names())
        variant(name);
    for (const auto &[name, parent] : m_program.exceptions) {
        m_types.declare(name, parent);
        variant(name);
    }
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

void RustExporter::resources(Function &main)
{
    const auto let = [&](const std::string &name, const std::string &wanted, const std::string &type,
                         const std::string &value, const std::string &remark = {}) {
        const std::string variable = declare(name, wanted, type);
        main.write("let " + variable + " = " + value + ';' + (remark.empty() ? "" : ' ' + Rust::comment(remark)));
    };
    bool hasDeadline = false;
    forEachStep(m_scenario, [&hasDeadline](const Step &step) {
        const auto *scope = std::get_if<ScopeStep>(&step.payload);
        hasDeadline |= scope && scope->deadline;
    });
    const Resources &resources = m_scenario.resources;
    const auto import = [this](bool isNeeded, std::initializer_list<const char *> paths) {
        if (isNeeded)
            m_imports.insert(paths.begin(), paths.end());
    };
    import(hasDeadline, {Instant});
    import(!resources.events.empty() || !resources.tokens.empty(), {Token});
    import(!resources.locks.empty(), {Arc});
    import(!resources.limiters.empty(), {Arc, "tokio::sync::Semaphore"});
    import(!resources.channels.empty(), {Arc, Mpsc});
    if (hasDeadline)
        let("start of the run", "start", "Instant", "Instant::now()");
    for (const std::string &name : resources.events)
        let("event " + name, name, "CancellationToken", "CancellationToken::new()", "an event: set once, stays set");
    for (const std::string &name : resources.locks)
        let("lock " + name, name, "Arc<tokio::sync::Mutex<()>>", "Arc::new(tokio::sync::Mutex::new(()))");
    for (const CountedResource &limiter : resources.limiters)
        let("limiter " + limiter.name, limiter.name, "Arc<Semaphore>",
            "Arc::new(Semaphore::new(" + Code::digits(limiter.count) + "))");
    for (const CountedResource &channel : resources.channels) {
        const std::string sender = declare("send " + channel.name, channel.name + "_sender", "mpsc::Sender<String>");
        const std::string receiver = declare("receive " + channel.name, channel.name + "_receiver",
                                             "Arc<tokio::sync::Mutex<mpsc::Receiver<String>>>");
        main.write("let (" + sender + ", receiver) = mpsc::channel("
                   + Code::digits(std::max<std::int64_t>(1, channel.count)) + ");"
                   + (channel.count == 0 ? " // Tokio's channels hold one value at least" : ""));
        main.write("let " + receiver + " = Arc::new(tokio::sync::Mutex::new(receiver)); // many may receive");
    }
    for (const TokenDeclaration &token : m_program.tokens) {
        Template parent;
        parent.parts.push_back({token.parent, {}, false});
        let("token " + token.name, token.name, "CancellationToken",
            token.parent.empty() ? "CancellationToken::new()" : resource(main, "token", parent) + ".child_token()");
    }
    for (const std::string &name : m_program.uses.byOperator) { // scopes that the operator cancels
        const bool isResource = m_resources.contains("token " + name) || m_resources.contains("event " + name);
        if (isResource || !m_program.uses.cancelled.contains(name))
            continue;
        m_imports.insert(Token);
        let("scope " + name, "stop_" + name, "CancellationToken", "CancellationToken::new()",
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
    for (const OperatorEntry *entry : m_program.acts) {
        using Entry = OperatorEntry::Kind;
        f.step = entry->range.begin.line;
        if (entry->at > at)
            f.write(sleeping(entry->at - std::exchange(at, entry->at)) + ".await;");
        const std::string wanted = (entry->kind == Entry::Set ? "event " : "token ") + entry->target;
        auto target = shared(f, wanted);
        if (!target)
            target = shared(f, "scope " + entry->target);
        const std::string reason
            = entry->reason.empty() ? std::string() : ' ' + Rust::comment(wrapped(entry->reason, 200).front());
        if (target && (entry->kind == Entry::Set || entry->kind == Entry::Cancel))
            f.write(target->variable + ".cancel();" + reason);
        else
            comment(f, "nobody outside can move the deadline of '" + entry->target + "', or raise a shield");
    }
    f.fails = false;
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
    for (const CodeName &parameter : parameters) {
        if (parameter.kind == Kind::Status)
            m_imports.insert(Mpsc);
        list += (list.empty() ? "" : ", ") + parameter.variable + ": " + parameter.type;
    }
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
std::vector<std::string> RustExporter::errorType()
{
    std::set<std::pair<bool, std::string>> variants; // the scenario's own ones last
    const auto look = [this, &variants](const std::string &text) {
        const std::string line = Code::withoutTexts(text);
        for (std::size_t at = line.find("Error::"); at != std::string::npos; at = line.find("Error::", at + 7)) {
            const std::size_t end = line.find_first_of("( ", at + 7);
            const std::string name = line.substr(at + 7, end - at - 7);
            if (const auto type = m_typeOf.find(name); type != m_typeOf.end())
                variants.emplace(m_scenario.exceptions.contains(type->second), name);
            else if (name == "Group" || name == "Cancelled")
                variants.emplace(false, name);
        }
    };
    for (const ExportedCode::Line &line : m_functions)
        look(line.text);
    writeHelpers(look);
    if (variants.empty())
        return {"type Error = std::convert::Infallible; // nothing here fails",
                "type Result<T = (), E = Error> = std::result::Result<T, E>;"};
    std::vector<std::string> lines{"#[derive(Clone, Debug)]"};
    if (variants.contains({false, "Group"}))
        lines.emplace_back("#[allow(dead_code)] // the members of a group are for Debug");
    lines.emplace_back("enum Error {");
    for (const auto &[isOwn, name] : variants)
        lines.push_back(name == "Group" ? "    Group(String, Vec<Error>)," : "    " + name + "(String),");
    lines.insert(lines.end(), {"}", "", "impl std::fmt::Display for Error {",
                               "    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {",
                               "        let (kind, message) = match self {"});
    for (const auto &[isOwn, name] : variants)
        lines.push_back(name == "Group" ? "            Error::Group(message, _) => (\"ExceptionGroup\", message),"
                                        : "            Error::" + name + "(message) => ("
                                              + Rust::literal(isOwn ? m_typeOf.at(name) : name) + ", message),");
    lines.insert(lines.end(),
                 {"        };", "        match message.is_empty() {", "            true => write!(out, \"{kind}\"),",
                  "            false => write!(out, \"{kind}: {message}\"),", "        }", "    }", "}", "",
                  "type Result<T = (), E = Error> = std::result::Result<T, E>;"});
    return lines;
}

std::vector<std::string> RustExporter::header() const
{
    std::vector<std::string> lines{Rust::comment(m_scenario.title, "//!"), "//!"};
    for (const std::string &line : wrapped(m_scenario.summary, 95))
        lines.push_back(Rust::comment(line, "//!"));
    lines.insert(lines.end(),
                 {"//!", "//! Cargo.toml: tokio = { version = \"1\", features = [\"full\"] }, tokio-util = \"0.7\""});
    return lines;
}

ExportedCode RustExporter::run()
{
    Function main;
    resources(main);
    const std::size_t operatorAt = main.lines.size();
    if (m_program.uses.ofMain) {
        const auto outside = shared(main, "scope main");
        std::string whole = outside ? outside->variable : std::string();
        if (whole.empty()) {
            whole = bind(main, Kind::Scope, "main", "whole", "CancellationToken").variable;
            m_imports.insert(Token);
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
    writeHelpers(write);
    for (std::size_t i = 0; i < m_itemTypes.size(); ++i) {
        const ItemType &type = m_itemTypes[i];
        if (type.name.empty())
            continue;
        for (const std::string &line : {std::string(), std::string("#[derive(Clone)]"), "struct " + type.name + " {"})
            write(line);
        for (const std::string &member : type.fields)
            write("    " + field(member) + ": " + (isDuration(type, member) ? "Duration" : m_textTypes[i]) + ',');
        write("}");
    }
    program.insert(program.end(), m_functions.begin(), m_functions.end());

    ExportedCode code;
    for (const std::string &line : header())
        code.lines.push_back({line, 0});
    code.lines.push_back({{}, 0});
    for (const std::string &import : m_imports)
        code.lines.push_back({"use " + import + ';', 0});
    code.lines.insert(code.lines.end(), program.begin(), program.end());
    return code;
}

} // namespace ScopeLab
