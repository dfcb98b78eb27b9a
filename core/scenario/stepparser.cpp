#include "core/scenario/stepparser.h"

#include <algorithm>

namespace ScopeLab {

namespace {

const std::vector<std::string> &runnableKeywords()
{
    static const std::vector<std::string> words
        = {"log",   "sleep",      "checkpoint",    "work",         "run_blocking",
           "scope", "shield",     "move_on_after", "fail_after",   "task_group",
           "spawn", "spawn_each", "cancel",        "set_deadline", "set_shield",
           "raise", "reraise",    "try",           "split",        "non_cancel_subgroup",
           "if",    "repeat",     "call"};
    return words;
}

// Steps of the language that a later release runs.
const std::vector<std::string> &laterKeywords()
{
    static const std::vector<std::string> words = {"start",
                                                   "started",
                                                   "detach",
                                                   "wait",
                                                   "set",
                                                   "with_lock",
                                                   "with_limiter",
                                                   "send",
                                                   "receive",
                                                   "wait_cancelled",
                                                   "run_until_cancelled",
                                                   "retry",
                                                   "budget",
                                                   "operation",
                                                   "graceful_shutdown"};
    return words;
}

bool contains(const std::vector<std::string> &words, const std::string &word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool takesNothing(const std::string &keyword)
{
    return keyword == "checkpoint" || keyword == "reraise";
}

} // namespace

bool StepParser::isKeyword(const std::string &word)
{
    return contains(runnableKeywords(), word) || contains(laterKeywords(), word);
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
    if (!isKeyword(keyword)) {
        std::vector<std::string> all = runnableKeywords();
        all.insert(all.end(), laterKeywords().begin(), laterKeywords().end());
        m_diagnostics.add(key.range, "there is no step '" + keyword + "'", didYouMean(keyword, all));
        return {};
    }
    if (contains(laterKeywords(), keyword)) {
        m_diagnostics.add(key.range, "the step '" + keyword + "' is not there yet in this release",
                          "a later one will run it; see the README for the steps that run now");
        return {};
    }
    Step result;
    result.keyword = keyword;
    result.range = key.range;
    if (isWord != takesNothing(keyword)) {
        m_diagnostics.add(key.range, "'" + keyword + (isWord ? "' needs a value" : "' takes no value"),
                          isWord ? "write '" + keyword + ": …'" : "write '- " + keyword + "'");
        return {};
    }
    if (keyword == "checkpoint") {
        result.payload = CheckpointStep();
    } else if (keyword == "reraise") {
        result.payload = ReraiseStep();
    } else {
        const YamlNode &value = node.entries.front().value;
        if (value.kind == YamlNode::Kind::Empty) {
            m_diagnostics.add(key.range, "'" + keyword + "' has no value", "give it one");
            return {};
        }
        std::optional<Step::Payload> read = payload(keyword, value);
        if (!read)
            return {};
        result.payload = std::move(*read);
    }
    return result;
}

std::optional<Step::Payload> StepParser::payload(const std::string &keyword, const YamlNode &value)
{
    const std::string what = "'" + keyword + "'";
    if (keyword == "log")
        return LogStep{scalarText(value, what, m_diagnostics)};
    if (keyword == "sleep")
        return SleepStep{readDurationValue(value, m_diagnostics)};
    if (keyword == "work")
        return WorkStep{readDurationValue(value, m_diagnostics)};
    if (keyword == "call")
        return CallStep{scalarText(value, what, m_diagnostics)};
    if (keyword == "run_blocking")
        return runBlocking(value);
    if (keyword == "scope")
        return scope(ScopeKind::Scope, keyword, value);
    if (keyword == "shield")
        return scope(ScopeKind::Shield, keyword, value);
    if (keyword == "move_on_after")
        return scope(ScopeKind::MoveOnAfter, keyword, value);
    if (keyword == "fail_after")
        return scope(ScopeKind::FailAfter, keyword, value);
    if (keyword == "task_group")
        return taskGroup(value);
    if (keyword == "spawn_each")
        return spawnEach(value);
    if (keyword == "cancel")
        return cancel(value);
    if (keyword == "set_deadline")
        return setDeadline(value);
    if (keyword == "raise")
        return RaiseStep{raise(value)};
    if (keyword == "try")
        return tryStep(value);
    if (keyword == "if")
        return ifStep(value);

    MappingReader reader(value, what, m_diagnostics);
    if (keyword == "spawn")
        return spawn(reader);
    if (keyword == "set_shield") {
        SetShieldStep result;
        result.scope = reader.name("scope", true);
        if (!reader.has("shield"))
            reader.require("shield");
        result.shield = reader.flag("shield", true);
        return result;
    }
    if (keyword == "split") {
        SplitStep result;
        result.error = reader.name("error");
        result.cancels = reader.boundName("cancels");
        result.errors = reader.boundName("errors");
        return result;
    }
    if (keyword == "non_cancel_subgroup") {
        NonCancelSubgroupStep result;
        result.as = reader.boundName("as", true);
        result.error = reader.name("error");
        return result;
    }
    RepeatStep result; // the last keyword
    result.times = reader.count("times", 0);
    result.body = stepsOf(reader, "body", true);
    return result;
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
    for (const YamlNode::Entry &entry : node.entries)
        result.fields.emplace_back(entry.key.text, scalarText(entry.value, "a field of an item", m_diagnostics));
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

} // namespace ScopeLab
