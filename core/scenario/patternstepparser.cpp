// The steps that use resources of the file, and the patterns.

#include "core/scenario/stepparser.h"

namespace ScopeLab {

namespace {

template <typename T>
Value<T> orElse(std::optional<Value<T>> value, T fallback)
{
    return value ? *std::move(value) : Value<T>{{}, fallback};
}

} // namespace

WithStep StepParser::with(WithStep::Kind kind, const YamlNode &value)
{
    const bool isLock = kind == WithStep::Kind::Lock;
    MappingReader reader(value, isLock ? "'with_lock'" : "'with_limiter'", m_diagnostics);
    WithStep result;
    result.kind = kind;
    result.resource = reader.name(isLock ? "lock" : "limiter", true);
    result.body = stepsOf(reader, "body", true);
    return result;
}

SendStep StepParser::send(const YamlNode &value)
{
    MappingReader reader(value, "'send'", m_diagnostics);
    SendStep result;
    result.channel = reader.name("channel", true);
    result.value = reader.text("value", true);
    return result;
}

ReceiveStep StepParser::receive(const YamlNode &value)
{
    MappingReader reader(value, "'receive'", m_diagnostics);
    ReceiveStep result;
    result.channel = reader.name("channel", true);
    result.as = reader.boundName("as");
    return result;
}

RunUntilCancelledStep StepParser::runUntilCancelled(const YamlNode &value)
{
    MappingReader reader(value, "'run_until_cancelled'", m_diagnostics);
    RunUntilCancelledStep result;
    result.token = reader.name("token", true);
    result.body = stepsOf(reader, "body", true);
    result.otherwise = stepsOf(reader, "otherwise", false);
    return result;
}

RetryStep StepParser::retry(const YamlNode &value)
{
    MappingReader reader(value, "'retry'", m_diagnostics);
    RetryStep result;
    if (!reader.has("attempts"))
        reader.require("attempts");
    result.attempts = orElse<std::int64_t>(reader.count("attempts", 1), 1);
    result.delay = orElse(reader.duration("delay"), Duration::zero());
    result.factor = orElse(reader.number("factor", true), 2.0);
    result.maxDelay = orElse(reader.duration("max_delay"), Forever);
    result.timeout = reader.duration("timeout");
    result.errors = reader.texts("errors");
    if (!reader.has("errors"))
        result.errors.push_back(readTemplate("Exception", {}));
    result.body = stepsOf(reader, "body", true);
    result.hasOtherwise = reader.has("otherwise");
    result.otherwise = stepsOf(reader, "otherwise", false);
    return result;
}

OperationStep StepParser::operation(const YamlNode &value)
{
    MappingReader reader(value, "'operation'", m_diagnostics);
    OperationStep result;
    result.range = value.range;
    result.name = reader.name("name", true);
    result.timeout = reader.duration("timeout");
    result.token = reader.name("token");
    result.body = stepsOf(reader, "body", true);
    result.cleanup = stepsOf(reader, "cleanup", false);
    result.hasOtherwise = reader.has("otherwise");
    result.otherwise = stepsOf(reader, "otherwise", false);
    return result;
}

BudgetStep StepParser::budget(const YamlNode &value)
{
    MappingReader reader(value, "'budget'", m_diagnostics);
    BudgetStep result;
    result.name = reader.name("name");
    result.total = orElse(reader.duration("total", true), Duration::zero());
    const YamlNode *operations = reader.require("operations");
    if (!operations)
        return result;
    if (!operations->isSequence())
        m_diagnostics.add(operations->range, "'operations' must be a list", "write '- {name: NAME, body: […]}'");
    for (const YamlNode &node : operations->items) {
        MappingReader its(node, "an operation of a budget", m_diagnostics);
        OperationStep &operation = result.operations.emplace_back();
        operation.range = node.range;
        operation.name = its.name("name", true);
        operation.weight = orElse(its.number("weight"), 1.0);
        operation.timeout = its.duration("timeout");
        operation.body = stepsOf(its, "body", true);
        operation.hasOtherwise = its.has("otherwise");
        operation.otherwise = stepsOf(its, "otherwise", false);
    }
    return result;
}

GracefulShutdownStep StepParser::gracefulShutdown(const YamlNode &value)
{
    MappingReader reader(value, "'graceful_shutdown'", m_diagnostics);
    GracefulShutdownStep result;
    result.name = reader.name("name");
    result.token = reader.name("token", true);
    result.grace = orElse(reader.duration("grace", true), Duration::zero());
    result.cleanupLimit = orElse(reader.duration("cleanup_limit"), Duration(std::chrono::seconds(5)));
    result.body = stepsOf(reader, "body", true);
    result.cleanup = stepsOf(reader, "cleanup", false);
    return result;
}

} // namespace ScopeLab
