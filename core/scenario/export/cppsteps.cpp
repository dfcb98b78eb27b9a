// How steps read in C++: tasks, scopes and waiting.

#include "core/scenario/export/cppexporter.h"
#include "core/scenario/export/cpptext.h"

#include <algorithm>
#include <utility>

namespace ScopeLab {

// -- bodies

void CppExporter::steps(Function &f, const Steps &steps)
{
    const std::size_t names = f.names.size();
    const std::size_t left = f.left.size();
    const std::set<std::string> certain = f.certain;
    for (const Step &step : steps) {
        const int outer = std::exchange(f.step, step.line());
        this->step(f, step);
        f.step = outer;
    }
    f.names.resize(names);
    f.left.resize(left);
    f.certain = certain;
}

/// `opening {`, the steps, and the closing brace.
void CppExporter::block(Function &f, const std::string &opening, const Steps &steps)
{
    f.write(opening.empty() ? "{" : opening + " {");
    ++f.indent;
    this->steps(f, steps);
    --f.indent;
    f.write("}");
}

/// The inside of a coroutine of its own. @param first stands before the steps.
void CppExporter::coroutine(Function &f, const Steps &steps, const std::string &first)
{
    const bool outer = std::exchange(f.awaits, false);
    ++f.indent;
    if (!first.empty())
        f.write(first);
    this->steps(f, steps);
    if (!f.awaits)
        f.write("co_return;");
    --f.indent;
    f.awaits = outer;
}

void CppExporter::await(Function &f, const std::string &what)
{
    f.write("co_await " + what + ';');
    f.awaits = true;
}

/// An operation that is all of @p steps, if it fits into a line.
std::optional<std::string> CppExporter::inlined(Function &f, const Steps &steps)
{
    if (steps.size() != 1)
        return std::nullopt;
    const Step::Payload &payload = steps.front().payload;
    if (const auto *sleep = std::get_if<SleepStep>(&payload); sleep && sleep->length.constant)
        return *sleep->length.constant == Forever ? "sleepForever()"
                                                  : "sleepFor(" + Cpp::duration(*sleep->length.constant) + ')';
    if (std::holds_alternative<CheckpointStep>(payload))
        return "checkpoint()";
    if (const auto *wait = std::get_if<WaitStep>(&payload); wait && wait->event.isConstant())
        return resource(f, m_events, wait->event) + ".wait()";
    if (const auto *cancelled = std::get_if<WaitCancelledStep>(&payload); cancelled && cancelled->token.isConstant())
        return token(f, cancelled->token) + ".cancelled()";
    if (const auto *blocking = std::get_if<RunBlockingStep>(&payload);
        blocking && blocking->length.constant && blocking->abandonOnCancel.constant == false && !blocking->checkEvery)
        return "blockFor(" + Cpp::duration(*blocking->length.constant) + ')';
    if (const auto *call = std::get_if<CallStep>(&payload))
        return this->call(f, *call);
    return std::nullopt;
}

/// Writes `auto variable = call([&]() -> Task<> { … });` unless the steps fit into the call.
/// @returns what is awaited.
std::string CppExporter::body(Function &f, const std::string &variable, const std::string &call, const Steps &steps,
                              const std::string &parameters, const std::string &first)
{
    const auto open = std::count(call.begin(), call.end(), '(') - std::count(call.begin(), call.end(), ')');
    const std::string close(static_cast<std::size_t>(open), ')');
    if (parameters.empty() && first.empty()) {
        const int outer = f.step;
        if (!steps.empty())
            f.step = steps.front().line();
        const auto inside = inlined(f, steps);
        f.step = outer;
        if (inside)
            return call + *inside + close;
    }
    const std::string operation = local(f, variable);
    f.write("auto " + operation + " = " + call + "[&](" + parameters + ") -> Task<> {");
    coroutine(f, steps, first);
    f.write('}' + close + ';');
    return "std::move(" + operation + ')';
}

/// What runs if something was cut short. @param cutShort an expression.
void CppExporter::otherwise(Function &f, const std::string &cutShort, const Steps &steps)
{
    if (!steps.empty())
        block(f, "if (" + cutShort + ')', steps);
}

// -- steps

void CppExporter::step(Function &f, const Step &step)
{
    const Step::Payload &payload = step.payload;
    if (const auto *log = std::get_if<LogStep>(&payload)) {
        f.write(need("log") + '(' + text(f, log->text) + ");");
    } else if (const auto *sleep = std::get_if<SleepStep>(&payload)) {
        await(f, sleep->length.constant == Forever ? "sleepForever()" : "sleepFor(" + duration(f, sleep->length) + ')');
    } else if (std::holds_alternative<CheckpointStep>(payload)) {
        await(f, "checkpoint()");
    } else if (const auto *work = std::get_if<WorkStep>(&payload)) {
        f.write("Scheduler::current().executor().holdThread(" + duration(f, work->length)
                + "); // computes, and lets nobody else run");
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
        if (status && status->isShared) { // of a function that others call, too
            f.capture(*status);
            f.write("if (status)");
            f.write("    status->started();");
        } else if (status && !status->variable.empty()) {
            f.write("status.started();");
        }
    } else if (const auto *detach = std::get_if<DetachStep>(&payload)) {
        this->detach(f, *detach);
    } else if (const auto *cancel = std::get_if<CancelStep>(&payload)) {
        this->cancel(f, *cancel);
    } else if (const auto *deadline = std::get_if<SetDeadlineStep>(&payload)) {
        setDeadline(f, *deadline);
    } else if (const auto *shield = std::get_if<SetShieldStep>(&payload)) {
        f.write(scopeMember(f, shield->scope) + "setShielded(" + flag(f, shield->shield) + ");");
    } else if (const auto *ifStep = std::get_if<IfStep>(&payload)) {
        const std::set<std::string> certain = f.certain;
        const std::string opening = "if (" + condition(f, ifStep->condition) + ')';
        if (ifStep->condition.kind == Predicate::Kind::Present)
            f.certain.insert(errorOf(f, ifStep->condition.name));
        block(f, opening, ifStep->then);
        f.certain = certain;
        if (!ifStep->orElse.empty()) {
            f.lines.back().text += " else {";
            ++f.indent;
            steps(f, ifStep->orElse);
            --f.indent;
            f.write("}");
        }
    } else if (const auto *repeat = std::get_if<RepeatStep>(&payload)) {
        loop(f, *repeat);
    } else if (const auto *call = std::get_if<CallStep>(&payload)) {
        const std::string what = this->call(f, *call);
        await(f, what);
    } else if (const auto *wait = std::get_if<WaitStep>(&payload)) {
        await(f, resource(f, m_events, wait->event) + ".wait()");
    } else if (const auto *set = std::get_if<SetStep>(&payload)) {
        f.write(resource(f, m_events, set->event) + ".set();");
    } else if (const auto *with = std::get_if<WithStep>(&payload)) {
        this->with(f, *with);
    } else if (const auto *send = std::get_if<SendStep>(&payload)) {
        await(f, resource(f, m_channels, send->channel) + ".first.send(" + text(f, send->value) + ')');
    } else if (const auto *receive = std::get_if<ReceiveStep>(&payload)) {
        const std::string what = resource(f, m_channels, receive->channel) + ".second.receive()";
        if (receive->as.empty()) {
            await(f, what);
        } else {
            CodeName &value = bind(f, Kind::Text, receive->as, receive->as);
            value.type = "std::string";
            f.write("const std::string " + value.variable + " = co_await " + what + ';');
            f.awaits = true;
        }
    } else if (const auto *cancelled = std::get_if<WaitCancelledStep>(&payload)) {
        await(f, token(f, cancelled->token) + ".cancelled()");
    } else if (const auto *raise = std::get_if<RaiseStep>(&payload)) {
        this->raise(f, raise->spec);
    } else if (std::holds_alternative<ReraiseStep>(payload)) {
        await(f, "raiseAgain(" + f.handled + ')');
    } else if (const auto *tryStep = std::get_if<TryStep>(&payload)) {
        this->tryStep(f, *tryStep);
    } else if (const auto *splitStep = std::get_if<SplitStep>(&payload)) {
        split(f, splitStep->error, splitStep->cancels, splitStep->errors);
    } else if (const auto *subgroup = std::get_if<NonCancelSubgroupStep>(&payload)) {
        split(f, subgroup->error, {}, subgroup->as);
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

void CppExporter::runBlocking(Function &f, const RunBlockingStep &step)
{
    std::string call = "blockFor(" + duration(f, step.length);
    const bool isPlain = step.abandonOnCancel.constant == false;
    if (!isPlain || step.checkEvery) {
        const std::string options = local(f, "options");
        f.write("const BlockingOptions " + options
                + (isPlain ? ";" : "{.abandonOnCancel = " + flag(f, step.abandonOnCancel) + "};"));
        call += ", " + options;
    }
    if (step.checkEvery)
        call += ", " + duration(f, *step.checkEvery);
    await(f, call + ')');
}

void CppExporter::with(Function &f, const WithStep &step)
{
    const bool isLock = step.kind == WithStep::Kind::Lock;
    const std::string what = resource(f, isLock ? m_locks : m_limiters, step.resource) + ".acquire()";
    f.write("{");
    ++f.indent;
    const std::size_t names = f.names.size();
    f.write((isLock ? "const LockGuard " + local(f, "held") : "const LimiterToken " + local(f, "token"))
            + " = co_await " + what + ';');
    f.awaits = true;
    steps(f, step.body);
    f.names.resize(names);
    --f.indent;
    f.write("}");
}

// -- scopes

/// Declares a scope that has a name. @returns the scope, as an argument.
std::string CppExporter::namedScope(Function &f, const Template &name, const std::string &wanted,
                                    const std::string &options)
{
    const bool isNamed = name.isSet() && name.isConstant();
    CodeName &scope = bind(f, Kind::Scope, name.constantText(), isNamed ? name.constantText() : wanted);
    scope.type = scope.isShared ? "std::shared_ptr<CancelScope>" : "CancelScope &";
    const std::string variable = scope.variable;
    if (scope.isShared) {
        const std::string given = options.empty() ? "" : "CancelScope::Options{" + options + '}';
        f.write("const auto " + variable + " = std::make_shared<CancelScope>(" + given + ");");
    } else {
        f.write("CancelScope " + variable + (options.empty() ? ";" : "({" + options + "});"));
    }
    if (m_known.lateNames.contains(name.constantText())) {
        need("entered");
        f.write("entered[" + text(f, name) + "] = " + variable + ';');
    }
    return scope.isShared ? '*' + variable : variable;
}

/// Awaits it while others can find its scope, if somebody looks for it.
void CppExporter::awaitVisibly(Function &f, const Template &name, const std::string &scope, const std::string &what)
{
    if (!isVisible(name)) {
        await(f, what);
        return;
    }
    f.write("{");
    ++f.indent;
    f.write("const " + need("Visible") + " visible(" + text(f, name) + ", " + scope + ");");
    await(f, what);
    --f.indent;
    f.write("}");
}

void CppExporter::scope(Function &f, const ScopeStep &step)
{
    const bool isShield = step.kind == ScopeKind::Shield || step.shield.constant == true;
    const bool mayShield = isShield || !step.shield.constant;
    const bool raises = step.kind == ScopeKind::FailAfter;
    const bool isNamed = isVisible(step.name) || (step.name.isSet() && m_names.used.contains(step.name.text))
                         || step.deadline || (mayShield && (raises || !isShield));
    if (!isNamed && !step.timeout && !isShield) { // nobody can cancel it
        block(f, {}, step.body);
        return;
    }
    if (!isNamed) {
        std::string call = isShield ? "shield(" : "";
        if (step.timeout)
            call += (raises ? "failAfter(" : "moveOnAfter(") + duration(f, *step.timeout) + ", ";
        const std::string wanted = step.name.isSet() && step.name.isConstant() ? step.name.constantText()
                                   : step.timeout                              ? "limited"
                                                                               : "shielded";
        const std::string what = body(f, wanted, call, step.body);
        if (step.otherwise.empty()) {
            await(f, what);
            return;
        }
        const std::string finished = local(f, "finished");
        f.write("const bool " + finished + " = co_await " + what + ';');
        f.awaits = true;
        otherwise(f, '!' + finished, step.otherwise);
        return;
    }
    std::string options;
    if (step.timeout)
        options = ".timeout = " + duration(f, *step.timeout);
    if (mayShield)
        options += (options.empty() ? "" : ", ") + (".shielded = " + (isShield ? "true" : flag(f, step.shield)));
    const std::string scope = namedScope(f, step.name, "scope", options);
    const std::size_t at = f.names.size() - 1;
    if (step.deadline)
        f.write(memberOf(f.names[at]) + "setDeadline(TimePoint(" + duration(f, *step.deadline) + "));");
    const std::string what = body(f,
                                  raises      ? "limited"
                                  : mayShield ? "shielded"
                                              : "scoped",
                                  (raises ? "failWithScope(" : "withScope(") + scope + ", ", step.body);
    awaitVisibly(f, step.name, scope, what);
    f.left.push_back(f.names[at]);
    f.names[at].name.clear(); // no longer in sight, but the variable is taken
    otherwise(f, memberOf(f.names[at]) + "cancelledCaught()", step.otherwise);
}

void CppExporter::cancel(Function &f, const CancelStep &step)
{
    const std::string reason = step.reason.isSet() ? text(f, step.reason) : std::string();
    if (step.scope.isConstant()) {
        if (const auto token = m_tokens.find(step.scope.constantText()); token != m_tokens.end()) {
            f.write(token->second + ".cancel(" + reason + ");");
            return;
        }
    }
    const auto known = scopeInSight(f, step.scope);
    const bool isGroup = known && known->kind == Kind::Group;
    const std::string member = isGroup ? known->variable + (known->isShared ? "->" : ".") : scopeMember(f, step.scope);
    f.write(member + "cancel(" + reason + ");");
}

void CppExporter::setDeadline(Function &f, const SetDeadlineStep &step)
{
    const std::string member = scopeMember(f, step.scope);
    if (step.after)
        f.write(member + "setRelativeDeadline(" + duration(f, *step.after) + "); // from now");
    else
        f.write(member + "setDeadline(" + (step.at ? "TimePoint(" + duration(f, *step.at) + ')' : "Never") + ");");
}

void CppExporter::loop(Function &f, const RepeatStep &step)
{
    const std::size_t at = f.lines.size();
    const std::string count = step.times ? number(f, *step.times) : std::string();
    f.write("for");
    const std::size_t names = f.names.size();
    CodeName &counter = bind(f, Kind::Text, "attempt", "attempt");
    counter.type = "int";
    const std::string attempt = counter.variable;
    ++f.indent;
    steps(f, step.body);
    --f.indent;
    f.write("}");
    f.names.resize(names);
    const bool isUsed = std::any_of(
        f.lines.begin() + static_cast<std::ptrdiff_t>(at) + 1, f.lines.end(),
        [&attempt](const ExportedCode::Line &line) { return line.text.find(attempt) != std::string::npos; });
    std::string line = "for (;;) {";
    if (!count.empty())
        line = "for (int " + attempt + " = 1; " + attempt + " <= " + count + "; ++" + attempt + ") {";
    else if (isUsed)
        line = "for (int " + attempt + " = 1;; ++" + attempt + ") {";
    f.lines[at].text.replace(f.lines[at].text.size() - 3, 3, line);
}

/// @returns the call of a function of the scenario.
std::string CppExporter::call(Function &f, const CallStep &call)
{
    const std::string name = call.function.constantText();
    auto known = m_called.find(name);
    if (known == m_called.end()) {
        Called called;
        called.name = moduleName(name);
        Function function;
        function.outer = &f;
        function.indent = 1;
        function.step = f.step;
        CodeName status{Kind::Status, {}, "status"};
        status.type = "std::optional<TaskStatus<>>";
        status.isShared = true;
        function.names.push_back(status);
        coroutine(function, m_scenario.functions.at(name));
        finish(function, called.name);
        called.parameters = function.captured;
        known = m_called.emplace(name, std::move(called)).first;
    }
    std::string arguments;
    for (const CodeName &parameter : known->second.parameters) {
        const auto found = f.find([&parameter](const CodeName &other) {
            return other.kind == parameter.kind && other.name == parameter.name;
        });
        std::string value = found && !found->variable.empty() ? found->variable : "{}";
        if (parameter.kind == Kind::Status && value == "{}")
            value = "std::nullopt";
        else if (parameter.kind == Kind::Status)
            f.capture(*found);
        arguments += (arguments.empty() ? "" : ", ") + value;
    }
    return known->second.name + '(' + arguments + ')';
}

} // namespace ScopeLab
