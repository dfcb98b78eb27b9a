// How each step reads in Python.

#include "core/scenario/export/pythonexporter.h"
#include "core/scenario/export/pythontext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

namespace {

bool isForever(const Value<Duration> &value)
{
    return value.constant == Forever;
}

} // namespace

void PythonExporter::body(Function &f, const Steps &steps)
{
    ++f.indent;
    const std::size_t lines = f.lines.size();
    const std::size_t left = f.left.size();
    this->steps(f, steps);
    if (f.lines.size() == lines)
        f.write("pass");
    f.left.resize(left);
    --f.indent;
}

void PythonExporter::steps(Function &f, const Steps &steps)
{
    const std::size_t names = f.names.size();
    const std::set<std::string> certain = f.certain;
    for (const Step &step : steps) {
        const int outer = std::exchange(f.step, step.line());
        this->step(f, step);
        f.step = outer;
    }
    f.names.resize(names);
    f.certain = certain;
}

void PythonExporter::step(Function &f, const Step &step)
{
    const Step::Payload &payload = step.payload;
    if (const auto *log = std::get_if<LogStep>(&payload)) {
        f.write(need("log") + '(' + text(f, log->text) + ')');
    } else if (const auto *sleep = std::get_if<SleepStep>(&payload)) {
        if (isForever(sleep->length))
            f.write("await trio.sleep_forever()");
        else
            f.write("await trio.sleep(" + seconds(f, sleep->length) + ')');
    } else if (std::holds_alternative<CheckpointStep>(payload)) {
        f.write("await trio.lowlevel.checkpoint()");
    } else if (const auto *work = std::get_if<WorkStep>(&payload)) {
        m_imports.insert("time");
        f.write("time.sleep(" + seconds(f, work->length) + ")  # computes, and lets nobody else run");
    } else if (const auto *blocking = std::get_if<RunBlockingStep>(&payload)) {
        runBlocking(f, *blocking);
    } else if (const auto *scope = std::get_if<ScopeStep>(&payload)) {
        this->scope(f, *scope);
    } else if (const auto *group = std::get_if<TaskGroupStep>(&payload)) {
        this->group(f, *group);
    } else if (const auto *spawn = std::get_if<SpawnStep>(&payload)) {
        this->spawn(f, *spawn, false);
    } else if (const auto *start = std::get_if<StartStep>(&payload)) {
        this->spawn(f, start->task, true);
    } else if (const auto *each = std::get_if<SpawnEachStep>(&payload)) {
        spawnEach(f, *each);
    } else if (std::holds_alternative<StartedStep>(payload)) {
        const auto status = f.find([](const CodeName &known) { return known.kind == Kind::Status; });
        if (status && !status->variable.empty())
            f.write("task_status.started()");
    } else if (const auto *detach = std::get_if<DetachStep>(&payload)) {
        this->detach(f, *detach);
    } else if (const auto *cancel = std::get_if<CancelStep>(&payload)) {
        this->cancel(f, *cancel);
    } else if (const auto *deadline = std::get_if<SetDeadlineStep>(&payload)) {
        setDeadline(f, *deadline);
    } else if (const auto *shield = std::get_if<SetShieldStep>(&payload)) {
        f.write(scopeOf(f, shield->scope) + ".shield = " + flag(f, shield->shield));
    } else if (const auto *raise = std::get_if<RaiseStep>(&payload)) {
        this->raise(f, raise->spec);
    } else if (std::holds_alternative<ReraiseStep>(payload)) {
        f.write("raise");
    } else if (const auto *tryStep = std::get_if<TryStep>(&payload)) {
        this->tryStep(f, *tryStep);
    } else if (const auto *split = std::get_if<SplitStep>(&payload)) {
        this->split(f, *split);
    } else if (const auto *subgroup = std::get_if<NonCancelSubgroupStep>(&payload)) {
        SplitStep asSplit;
        asSplit.error = subgroup->error;
        asSplit.errors = subgroup->as;
        this->split(f, asSplit);
    } else if (const auto *ifStep = std::get_if<IfStep>(&payload)) {
        this->ifStep(f, *ifStep);
    } else if (const auto *repeat = std::get_if<RepeatStep>(&payload)) {
        loop(f, repeat->times ? number(f, *repeat->times) : std::string(), repeat->body);
    } else if (const auto *call = std::get_if<CallStep>(&payload)) {
        this->call(f, *call);
    } else if (const auto *wait = std::get_if<WaitStep>(&payload)) {
        f.write("await " + resource(f, m_events, wait->event) + ".wait()");
    } else if (const auto *set = std::get_if<SetStep>(&payload)) {
        f.write(resource(f, m_events, set->event) + ".set()");
    } else if (const auto *with = std::get_if<WithStep>(&payload)) {
        const bool isLock = with->kind == WithStep::Kind::Lock;
        f.write("async with " + resource(f, isLock ? m_locks : m_limiters, with->resource) + ':');
        body(f, with->body);
    } else if (const auto *send = std::get_if<SendStep>(&payload)) {
        f.write("await " + resource(f, m_channels, send->channel) + "_sender.send(" + text(f, send->value) + ')');
    } else if (const auto *receive = std::get_if<ReceiveStep>(&payload)) {
        const std::string taking = "await " + resource(f, m_channels, receive->channel) + "_receiver.receive()";
        if (receive->as.empty())
            f.write(taking);
        else
            f.write(bind(f, Kind::Text, receive->as, receive->as) + " = " + taking);
    } else if (const auto *cancelled = std::get_if<WaitCancelledStep>(&payload)) {
        f.write("await " + token(f, cancelled->token) + ".wait()");
    } else if (const auto *until = std::get_if<RunUntilCancelledStep>(&payload)) {
        runUntilCancelled(f, *until);
    } else if (const auto *retry = std::get_if<RetryStep>(&payload)) {
        this->retry(f, *retry);
    } else if (const auto *operation = std::get_if<OperationStep>(&payload)) {
        this->operation(f, *operation);
    } else if (const auto *budget = std::get_if<BudgetStep>(&payload)) {
        this->budget(f, *budget);
    } else if (const auto *shutdown = std::get_if<GracefulShutdownStep>(&payload)) {
        gracefulShutdown(f, *shutdown);
    }
}

void PythonExporter::runBlocking(Function &f, const RunBlockingStep &step)
{
    const std::string length = seconds(f, step.length);
    const bool mayAbandon = step.abandonOnCancel.constant == true;
    if (step.checkEvery && !mayAbandon) {
        f.write("await trio.to_thread.run_sync(" + need("block_and_ask") + ", " + length + ", "
                + seconds(f, *step.checkEvery) + ')');
        return;
    }
    m_imports.insert("time");
    const std::string abandon = mayAbandon ? ", abandon_on_cancel=True"
                                : !step.abandonOnCancel.constant
                                    ? ", abandon_on_cancel=" + flag(f, step.abandonOnCancel)
                                    : std::string();
    f.write("await trio.to_thread.run_sync(time.sleep, " + length + abandon + ')');
}

// -- scopes and tasks

std::string PythonExporter::scopeCall(Function &f, const ScopeStep &step)
{
    std::string shield;
    if (step.kind == ScopeKind::Shield || step.shield.constant == true)
        shield = "shield=True";
    else if (!step.shield.constant)
        shield = "shield=" + flag(f, step.shield);
    const std::string more = shield.empty() ? std::string() : ", " + shield;
    if (step.kind == ScopeKind::FailAfter)
        return "trio.fail_after(" + seconds(f, *step.timeout) + more + ')';
    if (step.timeout)
        return "trio.move_on_after(" + seconds(f, *step.timeout) + more + ')';
    if (step.deadline) {
        m_usesStart = true;
        return "trio.CancelScope(deadline=start + " + seconds(f, *step.deadline) + more + ')';
    }
    return "trio.CancelScope(" + shield + ')';
}

void PythonExporter::withScope(Function &f, const std::string &call, const Template &name, const std::string &variable,
                               const Steps &steps)
{
    std::string line = "with " + call;
    if (!variable.empty())
        line += " as " + variable;
    if (isVisible(name))
        line += ", " + need("visible") + '(' + text(f, name) + ", " + variable + ')';
    f.write(line + ':');
    body(f, steps);
}

void PythonExporter::scope(Function &f, const ScopeStep &step)
{
    const std::string call = scopeCall(f, step);
    std::string variable;
    if (step.name.isSet() || !step.otherwise.empty()) {
        const std::string wanted = step.name.isSet() && step.name.isConstant() ? step.name.constantText() : "scope";
        variable = bind(f, Kind::Scope, step.name.constantText(), wanted);
    }
    withScope(f, call, step.name, variable, step.body);
    if (!variable.empty()) {
        f.left.push_back(f.names.back());
        f.names.pop_back();
    }
    if (!step.otherwise.empty()) {
        f.write("if " + variable + ".cancelled_caught:");
        body(f, step.otherwise);
    }
}

void PythonExporter::group(Function &f, const TaskGroupStep &step)
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

void PythonExporter::spawnEach(Function &f, const SpawnEachStep &step)
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

void PythonExporter::detach(Function &f, const DetachStep &step)
{
    Function child;
    child.names.push_back({Kind::Status, {}, {}});
    child.names.push_back({Kind::Shutdown, {}, {}});
    const std::string function = taskFunction(f, step.name, step.body, child);
    f.write(need("detach") + '(' + taskArguments(f, step.name, function, child) + ')');
}

void PythonExporter::cancel(Function &f, const CancelStep &step)
{
    std::string target;
    if (step.scope.isConstant()) {
        const auto token = m_tokens.find(step.scope.constantText());
        target = token != m_tokens.end() ? token->second : scopeOf(f, step.scope);
    } else {
        target = scopeOf(f, step.scope);
    }
    f.write(target + ".cancel(" + (step.reason.isSet() ? "reason=" + text(f, step.reason) : std::string()) + ')');
}

void PythonExporter::setDeadline(Function &f, const SetDeadlineStep &step)
{
    std::string moment = "math.inf";
    const bool isNever
        = (!step.after && !step.at) || (step.after && isForever(*step.after)) || (step.at && isForever(*step.at));
    if (isNever) {
        m_imports.insert("math");
    } else if (step.after) {
        moment = "trio.current_time() + " + seconds(f, *step.after);
    } else {
        m_usesStart = true;
        moment = "start + " + seconds(f, *step.at);
    }
    f.write(scopeOf(f, step.scope) + ".deadline = " + moment);
}

// -- errors

void PythonExporter::raise(Function &f, const RaiseSpec &spec)
{
    std::string line = "raise " + error(f, spec);
    if (spec.causeName.isSet())
        line += " from " + errorOf(f, spec.causeName);
    else if (spec.cause)
        line += " from " + error(f, *spec.cause);
    f.write(line);
}

void PythonExporter::tryStep(Function &f, const TryStep &step)
{
    f.write("try:");
    body(f, step.body);
    for (const Handler &handler : step.handlers)
        this->handler(f, handler, step.isGroupHandler);
    if (!step.orElse.empty()) {
        f.write("else:");
        body(f, step.orElse);
    }
    if (step.hasFinally) {
        f.write("finally:");
        body(f, step.finally);
    }
}

void PythonExporter::handler(Function &f, const Handler &handler, bool isGroupHandler)
{
    const int outerStep = std::exchange(f.step, handler.line);
    std::string line = std::string(isGroupHandler ? "except* " : "except ") + matched(f, handler.match);
    std::string variable;
    if (!handler.as.empty())
        variable = bind(f, Kind::Error, handler.as, handler.as);
    else if (asksForHandled(handler.body))
        variable = bind(f, Kind::Error, {}, "error");
    if (!variable.empty())
        line += " as " + variable;
    f.write(line + ':');
    const std::string outer = std::exchange(f.handled, variable);
    const std::set<std::string> certain = f.certain;
    if (!variable.empty())
        f.certain.insert(variable);
    body(f, handler.body);
    f.certain = certain;
    f.handled = outer;
    if (!variable.empty())
        f.names.pop_back();
    f.step = outerStep;
}

void PythonExporter::split(Function &f, const SplitStep &step)
{
    const std::string error = step.error.isSet() ? errorOf(f, step.error) : handledError(f);
    const std::string call = need("split_cancellation") + '(' + error + ')';
    if (step.cancels.empty() && step.errors.empty())
        return;
    const std::string cancels = step.cancels.empty() ? "_" : bind(f, Kind::Error, step.cancels, step.cancels);
    const std::string errors = step.errors.empty() ? "_" : bind(f, Kind::Error, step.errors, step.errors);
    f.write(cancels + ", " + errors + " = " + call);
}

void PythonExporter::ifStep(Function &f, const IfStep &step)
{
    f.write("if " + condition(f, step.condition) + ':');
    const std::set<std::string> certain = f.certain;
    if (step.condition.kind == Predicate::Kind::Present)
        f.certain.insert(errorOf(f, step.condition.name));
    body(f, step.then);
    f.certain = certain;
    if (!step.orElse.empty()) {
        f.write("else:");
        body(f, step.orElse);
    }
}

// -- loops and calls

void PythonExporter::loop(Function &f, const std::string &count, const Steps &steps)
{
    const std::size_t at = f.lines.size();
    f.write("for");
    const std::string attempt = bind(f, Kind::Text, "attempt", "attempt");
    body(f, steps);
    f.names.pop_back();
    const auto names
        = [&attempt](const ExportedCode::Line &line) { return line.text.find(attempt) != std::string::npos; };
    const bool isUsed = std::any_of(f.lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, f.lines.end(), names);
    std::string line;
    if (!count.empty() && isUsed) {
        const bool isNumber = count.find_first_not_of("0123456789") == std::string::npos;
        line = "for " + attempt + " in range(1, " + (isNumber ? std::to_string(std::stoll(count) + 1) : count + " + 1")
               + "):";
    } else if (!count.empty()) {
        line = "for _ in range(" + count + "):";
    } else if (isUsed) {
        m_imports.insert("itertools");
        line = "for " + attempt + " in itertools.count(1):";
    } else {
        line = "while True:";
    }
    f.lines[at].text.replace(f.lines[at].text.size() - 3, 3, line);
}

void PythonExporter::call(Function &f, const CallStep &call)
{
    const std::string name = call.function.constantText();
    auto known = m_called.find(name);
    if (known == m_called.end()) {
        Called called;
        called.name = moduleName(name);
        Function function;
        function.outer = &f;
        function.indent = 0;
        function.step = f.step;
        body(function, m_scenario.functions.at(name));
        function.indent = 1;
        finish(function, called.name);
        called.parameters = function.captured;
        known = m_called.emplace(name, std::move(called)).first;
    }
    std::string arguments;
    for (const CodeName &parameter : known->second.parameters) {
        const auto found = f.find([&parameter](const CodeName &other) {
            return other.kind == parameter.kind && other.name == parameter.name;
        });
        if (parameter.kind == Kind::Status && (!found || found->variable.empty()))
            continue;
        const std::string value = found ? found->variable : "None";
        const bool isStatus = parameter.kind == Kind::Status;
        arguments += (arguments.empty() ? "" : ", ") + (isStatus ? "task_status=" + value : value);
    }
    f.write("await " + known->second.name + '(' + arguments + ')');
}

} // namespace ScopeLab
