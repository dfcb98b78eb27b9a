// How each step binds and uses names.

#include "core/export/resolver.h"

#include <utility>

namespace ScopeLab {

namespace {

bool isScope(CodeName::Kind kind)
{
    return kind == CodeName::Kind::Scope || kind == CodeName::Kind::Group || kind == CodeName::Kind::Shutdown;
}

} // namespace

void Resolver::steps(const Steps &steps)
{
    const std::size_t names = m_frame->names.size();
    const std::size_t left = m_frame->left.size();
    for (const Step &step : steps) {
        const int outer = std::exchange(m_line, step.line());
        std::visit([this](const auto &payload) { see(payload); }, step.payload);
        m_line = outer;
    }
    unbind(names);
    m_frame->left.resize(left);
}

void Resolver::scoped(Kind kind, const Template &name, const Steps &body)
{
    values(name);
    const std::size_t mark = m_frame->names.size();
    bind(kind, name.constantText());
    steps(body);
    leave(mark);
}

/// @returns what it takes from around it.
std::vector<Resolver::Name> Resolver::frame(Frame::Is is, const Steps &body)
{
    Frame inner;
    inner.is = is;
    inner.outer = m_frame;
    Frame *const outer = std::exchange(m_frame, &inner);
    steps(body);
    m_frame = outer;
    std::vector<LoweredProgram::Captured> &captured = m_program.captured[&body];
    for (const Name &name : inner.captured)
        captured.push_back({name.kind, name.name});
    return inner.captured;
}

void Resolver::task(const Template &name, const Steps &body, const Name *group)
{
    values(name, false);
    const int order = group ? group->order : 0;
    for (const Name &taken : frame(group ? Frame::Is::Function : Frame::Is::Detached, body)) {
        if (isScope(taken.kind) && taken.order > order)
            m_program.shared.insert({taken.line, taken.name});
    }
}

void Resolver::see(const SpawnStep &step)
{
    task(step.name, step.body, findGroup(step.group));
}

void Resolver::see(const RunBlockingStep &step)
{
    duration(step.length);
    value(step.abandonOnCancel);
    if (step.checkEvery)
        duration(*step.checkEvery);
}

void Resolver::see(const WithStep &step)
{
    values(step.resource);
    steps(step.body);
}

void Resolver::see(const SendStep &step)
{
    values(step.channel);
    values(step.value);
}

void Resolver::see(const ReceiveStep &step)
{
    values(step.channel);
    if (!step.as.empty())
        bind(Kind::Text, step.as);
}

void Resolver::see(const ScopeStep &step)
{
    if (step.timeout)
        duration(*step.timeout);
    if (step.deadline)
        duration(*step.deadline);
    value(step.shield);
    values(step.name);
    const std::size_t mark = m_frame->names.size();
    bind(Kind::Scope, step.name.constantText());
    if (step.kind == ScopeKind::Shield || step.shield.constant == true)
        frame(Frame::Is::Shield, step.body);
    else
        steps(step.body);
    leave(mark);
    steps(step.otherwise);
}

void Resolver::see(const SpawnEachStep &step)
{
    if (step.count)
        value(*step.count);
    for (const Item &item : step.items) {
        values(item.text);
        for (const auto &[field, text] : item.fields)
            values(text);
    }
    const std::size_t mark = m_frame->names.size();
    bind(Kind::Text, "index");
    if (!step.count)
        bind(Kind::Item, "item");
    see(step.task);
    unbind(mark);
}

void Resolver::see(const CancelStep &step)
{
    scope(step.scope);
    values(step.reason);
}

void Resolver::see(const SetDeadlineStep &step)
{
    scope(step.scope);
    for (const auto *moment : {&step.after, &step.at}) {
        if (*moment)
            duration(**moment);
    }
}

void Resolver::see(const SetShieldStep &step)
{
    scope(step.scope);
    value(step.shield);
}

void Resolver::see(const TryStep &step)
{
    steps(step.body);
    for (const Handler &handler : step.handlers) {
        const int outer = std::exchange(m_line, handler.line);
        for (const Template &type : handler.match)
            values(type);
        const std::size_t mark = m_frame->names.size();
        bind(Kind::Error, handler.as);
        steps(handler.body);
        unbind(mark);
        m_line = outer;
    }
    steps(step.orElse);
    steps(step.finally);
}

void Resolver::see(const SplitStep &step)
{
    if (step.error.isSet())
        error(step.error);
    for (const std::string *name : {&step.cancels, &step.errors}) {
        if (!name->empty())
            bind(Kind::Error, *name);
    }
}

void Resolver::see(const NonCancelSubgroupStep &step)
{
    if (step.error.isSet())
        error(step.error);
    bind(Kind::Error, step.as);
}

void Resolver::see(const IfStep &step)
{
    ask(step.condition);
    steps(step.then);
    steps(step.orElse);
}

void Resolver::see(const RepeatStep &step)
{
    if (step.times)
        value(*step.times);
    const std::size_t mark = m_frame->names.size();
    bind(Kind::Text, "attempt");
    steps(step.body);
    unbind(mark);
}

void Resolver::see(const CallStep &step)
{
    const std::string name = step.function.constantText();
    if (const auto known = m_called.find(name); known != m_called.end()) {
        for (const Name &taken : known->second)
            find(taken.name, {taken.kind});
        return;
    }
    m_called[name]; // what calls itself takes nothing from itself
    m_called[name] = frame(Frame::Is::Function, m_program.scenario.functions.at(name));
}

void Resolver::see(const RunUntilCancelledStep &step)
{
    values(step.token);
    steps(step.body);
    steps(step.otherwise);
}

void Resolver::see(const RetryStep &step)
{
    value(step.attempts);
    duration(step.delay);
    value(step.factor);
    duration(step.maxDelay);
    if (step.timeout)
        duration(*step.timeout);
    for (const Template &type : step.errors)
        values(type);
    const std::size_t mark = m_frame->names.size();
    bind(Kind::Text, "attempt");
    steps(step.body);
    unbind(mark);
    steps(step.otherwise);
}

/// An operation, whoever counts it.
void Resolver::operation(const OperationStep &step)
{
    if (step.timeout)
        duration(*step.timeout);
    values(step.token);
    scoped(Kind::Scope, step.name, step.body);
    steps(step.cleanup);
    steps(step.otherwise);
}

void Resolver::see(const OperationStep &step)
{
    captureShutdowns();
    operation(step);
}

void Resolver::see(const BudgetStep &step)
{
    duration(step.total);
    values(step.name);
    const std::size_t mark = m_frame->names.size();
    const std::size_t left = m_frame->left.size();
    bind(Kind::Scope, step.name.constantText());
    for (const OperationStep &one : step.operations) {
        const int outer = std::exchange(m_line, one.range.begin.line);
        value(one.weight);
        operation(one);
        m_line = outer;
    }
    m_frame->left.resize(left);
    leave(mark);
}

void Resolver::see(const GracefulShutdownStep &step)
{
    values(step.token);
    duration(step.grace);
    duration(step.cleanupLimit);
    scoped(Kind::Shutdown, step.name, step.body);
    steps(step.cleanup);
}

} // namespace ScopeLab
