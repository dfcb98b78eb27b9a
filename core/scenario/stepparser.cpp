#include "core/scenario/stepparser.h"

#include "core/scenario/names.h"

namespace ScopeLab {

/// How each step of the language is read.
const std::map<std::string, StepParser::Read> &StepParser::readers()
{
    using Parser = StepParser;
    using Node = YamlNode;
    static const std::map<std::string, Read> all = {
        {"log", [](Parser &p, const Node &v) -> Payload { return LogStep{p.scalar(v, "log")}; }},
        {"sleep", [](Parser &p, const Node &v) -> Payload { return SleepStep{readDurationValue(v, p.m_diagnostics)}; }},
        {"checkpoint", [](Parser &, const Node &) -> Payload { return CheckpointStep(); }},
        {"work", [](Parser &p, const Node &v) -> Payload { return WorkStep{readDurationValue(v, p.m_diagnostics)}; }},
        {"run_blocking", [](Parser &p, const Node &v) -> Payload { return p.runBlocking(v); }},
        {"scope", [](Parser &p, const Node &v) -> Payload { return p.scope(ScopeKind::Scope, "scope", v); }},
        {"shield", [](Parser &p, const Node &v) -> Payload { return p.scope(ScopeKind::Shield, "shield", v); }},
        {"move_on_after",
         [](Parser &p, const Node &v) -> Payload { return p.scope(ScopeKind::MoveOnAfter, "move_on_after", v); }},
        {"fail_after",
         [](Parser &p, const Node &v) -> Payload { return p.scope(ScopeKind::FailAfter, "fail_after", v); }},
        {"task_group", [](Parser &p, const Node &v) -> Payload { return p.taskGroup(v); }},
        {"spawn", [](Parser &p, const Node &v) -> Payload { return p.spawn(v, "spawn"); }},
        {"spawn_each", [](Parser &p, const Node &v) -> Payload { return p.spawnEach(v); }},
        {"start", [](Parser &p, const Node &v) -> Payload { return StartStep{p.spawn(v, "start")}; }},
        {"started", [](Parser &, const Node &) -> Payload { return StartedStep(); }},
        {"detach", [](Parser &p, const Node &v) -> Payload { return p.detach(v); }},
        {"cancel", [](Parser &p, const Node &v) -> Payload { return p.cancel(v); }},
        {"set_deadline", [](Parser &p, const Node &v) -> Payload { return p.setDeadline(v); }},
        {"set_shield", [](Parser &p, const Node &v) -> Payload { return p.setShield(v); }},
        {"raise", [](Parser &p, const Node &v) -> Payload { return RaiseStep{p.raise(v)}; }},
        {"reraise", [](Parser &, const Node &) -> Payload { return ReraiseStep(); }},
        {"try", [](Parser &p, const Node &v) -> Payload { return p.tryStep(v); }},
        {"split", [](Parser &p, const Node &v) -> Payload { return p.split(v); }},
        {"non_cancel_subgroup", [](Parser &p, const Node &v) -> Payload { return p.nonCancelSubgroup(v); }},
        {"if", [](Parser &p, const Node &v) -> Payload { return p.ifStep(v); }},
        {"repeat", [](Parser &p, const Node &v) -> Payload { return p.repeat(v); }},
        {"call", [](Parser &p, const Node &v) -> Payload { return p.call(v); }},
        {"wait", [](Parser &p, const Node &v) -> Payload { return WaitStep{p.scalar(v, "wait")}; }},
        {"set", [](Parser &p, const Node &v) -> Payload { return SetStep{p.scalar(v, "set")}; }},
        {"with_lock", [](Parser &p, const Node &v) -> Payload { return p.with(WithStep::Kind::Lock, v); }},
        {"with_limiter", [](Parser &p, const Node &v) -> Payload { return p.with(WithStep::Kind::Limiter, v); }},
        {"send", [](Parser &p, const Node &v) -> Payload { return p.send(v); }},
        {"receive", [](Parser &p, const Node &v) -> Payload { return p.receive(v); }},
        {"wait_cancelled",
         [](Parser &p, const Node &v) -> Payload { return WaitCancelledStep{p.scalar(v, "wait_cancelled")}; }},
        {"run_until_cancelled", [](Parser &p, const Node &v) -> Payload { return p.runUntilCancelled(v); }},
        {"retry", [](Parser &p, const Node &v) -> Payload { return p.retry(v); }},
        {"budget", [](Parser &p, const Node &v) -> Payload { return p.budget(v); }},
        {"operation", [](Parser &p, const Node &v) -> Payload { return p.operation(v); }},
        {"graceful_shutdown", [](Parser &p, const Node &v) -> Payload { return p.gracefulShutdown(v); }}};
    return all;
}

Steps StepParser::steps(const YamlNode &node, const std::string &what)
{
    Steps result;
    if (!node.isSequence()) {
        m_diagnostics.add(node.range, what + " must be a list of steps", "write '- step' lines");
        return result;
    }
    if (m_depth >= MaxNesting) {
        m_diagnostics.add(node.range, "steps are nested more than 200 deep", "put some of them into a function");
        return result;
    }
    ++m_depth;
    for (const YamlNode &item : node.items) {
        if (std::optional<Step> parsed = step(item))
            result.push_back(std::move(*parsed));
    }
    --m_depth;
    return result;
}

Steps StepParser::stepsOf(MappingReader &reader, const char *key, bool isRequired)
{
    const YamlNode *node = isRequired ? reader.require(key) : reader.find(key);
    return node ? steps(*node, std::string("'") + key + "'") : Steps();
}

std::optional<Step> StepParser::step(const YamlNode &node)
{
    const bool isWord = node.isScalar();
    if (!isWord && (!node.isMapping() || node.entries.size() != 1)) {
        m_diagnostics.add(node.range, "a step is one key with its value, or one word",
                          node.isMapping() ? "start a new '- ' line for each step"
                                           : "write 'sleep: 200ms', for example");
        return {};
    }
    const YamlNode &key = isWord ? node : node.entries.front().key;
    const std::string &keyword = key.text;
    const LanguageForm *form = formCalled(keyword);
    if (!form || form->is != LanguageForm::Is::Step) {
        m_diagnostics.add(key.range, "there is no step '" + keyword + "'",
                          m_diagnostics.didYouMean(keyword, stepKeywords()));
        return {};
    }
    if (isWord != (form->shortForm == ValueKind::Nothing)) {
        m_diagnostics.add(key.range, "'" + keyword + (isWord ? "' needs a value" : "' takes no value"),
                          isWord ? "write '" + keyword + ": …', with " + std::string(toString(form->shortForm))
                                 : "write '- " + keyword + "'");
        return {};
    }
    const YamlNode &value = isWord ? node : node.entries.front().value;
    const bool isEmptyText
        = value.isScalar() && value.text.empty() && keyword != "log"; // an empty line in the log is fine
    if (value.kind == YamlNode::Kind::Empty || isEmptyText) {
        m_diagnostics.add(key.range, "'" + keyword + "' has no value", "give it one");
        return {};
    }
    Step result;
    result.keyword = keyword;
    result.range = key.range;
    result.payload = readers().at(keyword)(*this, value);
    return result;
}

Template StepParser::scalar(const YamlNode &value, const char *keyword)
{
    return scalarText(value, std::string("'") + keyword + "'", m_diagnostics);
}

RunBlockingStep StepParser::runBlocking(const YamlNode &value)
{
    RunBlockingStep result;
    result.abandonOnCancel.constant = false;
    if (value.isScalar()) {
        result.length = readDurationValue(value, m_diagnostics);
        return result;
    }
    MappingReader reader(value, "'run_blocking'", m_diagnostics);
    result.length = reader.duration("for", true).value_or(Value<Duration>());
    result.abandonOnCancel = reader.flag("abandon_on_cancel", false);
    result.checkEvery = reader.duration("check_every");
    if (result.checkEvery && result.checkEvery->constant == Duration::zero())
        m_diagnostics.add(result.checkEvery->source.range, "'check_every' must be above 0", "write 10ms, for example");
    return result;
}

ScopeStep StepParser::scope(ScopeKind kind, const std::string &keyword, const YamlNode &value)
{
    ScopeStep result;
    result.kind = kind;
    result.shield.constant = kind == ScopeKind::Shield;
    if (kind == ScopeKind::Shield && value.isSequence()) {
        result.body = steps(value, "'shield'");
        return result;
    }
    MappingReader reader(value, "'" + keyword + "'", m_diagnostics);
    result.name = reader.name("name");
    switch (kind) {
    case ScopeKind::Scope:
        result.timeout = reader.duration("timeout");
        result.deadline = reader.duration("deadline");
        if (result.timeout && result.deadline)
            m_diagnostics.add(value.range, "a scope has a timeout or a deadline, not both", "keep one of them");
        result.shield = reader.flag("shield", false);
        break;
    case ScopeKind::Shield: result.timeout = reader.duration("timeout"); break;
    case ScopeKind::MoveOnAfter:
    case ScopeKind::FailAfter:
        result.timeout = reader.duration("after", true);
        result.shield = reader.flag("shield", false);
        break;
    }
    result.body = stepsOf(reader, "body", true);
    if (kind == ScopeKind::MoveOnAfter)
        result.otherwise = stepsOf(reader, "otherwise", false);
    return result;
}

TaskGroupStep StepParser::taskGroup(const YamlNode &value)
{
    TaskGroupStep result;
    if (value.isSequence()) {
        result.body = steps(value, "'task_group'");
        return result;
    }
    MappingReader reader(value, "'task_group'", m_diagnostics);
    result.name = reader.name("name");
    result.body = stepsOf(reader, "body", true);
    return result;
}

SpawnStep StepParser::spawn(MappingReader &reader)
{
    SpawnStep result;
    result.name = reader.name("name");
    result.group = reader.name("in");
    result.body = stepsOf(reader, "body", true);
    return result;
}

SpawnStep StepParser::spawn(const YamlNode &value, const char *keyword)
{
    MappingReader reader(value, std::string("'") + keyword + "'", m_diagnostics);
    return spawn(reader);
}

DetachStep StepParser::detach(const YamlNode &value)
{
    MappingReader reader(value, "'detach'", m_diagnostics);
    DetachStep result;
    result.name = reader.name("name");
    result.body = stepsOf(reader, "body", true);
    return result;
}

SpawnEachStep StepParser::spawnEach(const YamlNode &value)
{
    SpawnEachStep result;
    MappingReader reader(value, "'spawn_each'", m_diagnostics);
    reader.requireOneOf({"count", "items"});
    result.count = reader.count("count", 0);
    if (const YamlNode *items = reader.find("items")) {
        if (!items->isSequence())
            m_diagnostics.add(items->range, "'items' must be a list", "write [first, second]");
        for (const YamlNode &node : items->items)
            result.items.push_back(item(node));
    }
    result.task = spawn(reader);
    return result;
}

Item StepParser::item(const YamlNode &node)
{
    Item result;
    if (!node.isMapping()) {
        result.text = scalarText(node, "an item", m_diagnostics);
        return result;
    }
    for (const YamlNode::Entry &entry : node.entries) {
        requireName(entry.key.text, entry.key.range, m_diagnostics);
        result.fields.emplace_back(entry.key.text, scalarText(entry.value, "a field of an item", m_diagnostics));
    }
    return result;
}

CancelStep StepParser::cancel(const YamlNode &value)
{
    if (value.isScalar())
        return {scalarText(value, "'cancel'", m_diagnostics), {}};
    MappingReader reader(value, "'cancel'", m_diagnostics);
    CancelStep result;
    result.scope = reader.name("scope", true);
    result.reason = reader.text("reason");
    return result;
}

SetDeadlineStep StepParser::setDeadline(const YamlNode &value)
{
    MappingReader reader(value, "'set_deadline'", m_diagnostics);
    SetDeadlineStep result;
    result.scope = reader.name("scope", true);
    reader.requireOneOf({"after", "at", "never"});
    result.after = reader.duration("after");
    result.at = reader.duration("at");
    const Template never = reader.text("never");
    if (never.isSet() && never.text != "true")
        m_diagnostics.add(never.range, "'never' can only be true", "write never: true");
    return result;
}

SetShieldStep StepParser::setShield(const YamlNode &value)
{
    MappingReader reader(value, "'set_shield'", m_diagnostics);
    SetShieldStep result;
    result.scope = reader.name("scope", true);
    if (!reader.has("shield"))
        reader.require("shield");
    result.shield = reader.flag("shield", true);
    return result;
}

CallStep StepParser::call(const YamlNode &value)
{
    CallStep result{scalar(value, "call")};
    if (!result.function.isConstant())
        m_diagnostics.add(value.range, "'call' needs the plain name of a function", "remove the braces");
    return result;
}

RepeatStep StepParser::repeat(const YamlNode &value)
{
    MappingReader reader(value, "'repeat'", m_diagnostics);
    RepeatStep result;
    result.times = reader.count("times", 0);
    result.body = stepsOf(reader, "body", true);
    return result;
}

} // namespace ScopeLab
